"""Between a task and the lines of its form: text in both directions, checked before the form closes."""

from __future__ import annotations

from datetime import date

from dayplan.domain.days import format_day
from dayplan.domain.durations import LONG, parse_duration
from dayplan.domain.entry import parse_day
from dayplan.domain.hygiene import clean_line, clean_text
from dayplan.domain.model import TITLE_MAX, Day, Task
from dayplan.domain.names import read_owner, read_tags, write_owner, write_tags
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput
from dayplan.planner.day import TaskEdit
from dayplan.tui.screens.form import Field, TaskForm


def edit_form(task: Task, day: Day) -> TaskForm:
    """Return the form of a task, filled with what it holds."""
    owner = write_owner(task.client, task.project)
    fields = (
        Field("title", "Title", task.title),
        Field(
            "estimate",
            "Estimate",
            format_duration(task.estimate_s) if task.estimate_s else "",
            "45m, 1h30, 1.5h",
        ),
        Field("owner", "For", owner, "client, or client/project"),
        Field("tags", "Tags", write_tags(task.tags), "writing admin"),
        Field("day", "Day", _written(task, day), f"today, fri, +3d, {_example(day)}"),
    )
    asked: set[int] = set()

    def check(typed: dict[str, str]) -> None:
        estimate_s = read_edit(typed, task, day).estimate_s or 0
        question = ask_about(estimate_s)
        if question and estimate_s not in asked:
            asked.add(estimate_s)
            raise BadInput(f"{question} Save again to keep it.")

    return TaskForm("Edit task", fields, task.notes, check)


def ask_about(estimate_s: int | None) -> str:
    """Return what to ask about a long duration (T10); nothing for any other."""
    return f"{format_duration(estimate_s)} is more than 12 hours." if estimate_s and estimate_s > LONG else ""


def read_edit(typed: dict[str, str], task: Task, day: Day) -> TaskEdit:
    """Read a form's lines. Raises `BadInput` for the first that cannot be read."""
    client, project = read_owner(typed["owner"])
    words = typed["day"].strip()
    return TaskEdit(
        title=clean_line(typed["title"], TITLE_MAX),
        notes=clean_text(typed["notes"]),
        estimate_s=parse_duration(typed["estimate"]) if typed["estimate"].strip() else 0,
        client=client,
        project=project,
        tags=read_tags(typed["tags"]),
        day=parse_day(words, day.today, *day.settings.reading) if words and words != _written(task, day) else None,
    )


def _written(task: Task, day: Day) -> str:
    return format_day(task.day, day.settings.date_format) if task.day else ""


def _example(day: Day) -> str:
    return format_day(date(day.today.year, 12, 1), day.settings.date_format)

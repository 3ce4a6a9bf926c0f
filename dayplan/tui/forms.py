"""Between a task and the lines of its form: text in both directions, checked before the form closes."""

from __future__ import annotations

from datetime import date

from dayplan.domain.days import format_day
from dayplan.domain.durations import LONG, parse_duration, write_duration
from dayplan.domain.entry import parse_day
from dayplan.domain.hygiene import clean_line, clean_text
from dayplan.domain.model import TITLE_MAX, Day, Task
from dayplan.domain.names import read_owner, read_tags, write_owner, write_tags
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput
from dayplan.planner.day import TaskEdit, task_values
from dayplan.tui.screens.form import EditForm, Field, Typed, Written, read_field


def edit_form(task: Task, day: Day) -> EditForm[TaskEdit]:
    """Return the form of a task, filled with what it holds."""
    owner = write_owner(task.client, task.project)
    fields = (
        Field("title", "Title", task.title),
        Field("estimate", "Estimate", write_estimate(task.estimate_s), "45m, 1h30, 1.5h"),
        Field("owner", "For", owner, "client, or client/project"),
        Field("tags", "Tags", write_tags(task.tags), "writing admin"),
        Field("day", "Day", _write_day(task.day, day), f"today, fri, +3d, {_example(day)}"),
    )
    asked: set[int] = set()

    def read(typed: Typed) -> TaskEdit:
        edit = read_edit(typed, day)
        question = ask_about(edit.estimate_s)
        if edit.estimate_s and question and edit.estimate_s not in asked:
            asked.add(edit.estimate_s)
            raise BadInput(f"{question} Save again to keep it.")
        return edit

    return EditForm("Edit task", fields, task.notes, read, task_values(task), _written(day))


def notes_written() -> Written:
    """Return how notes are written that are edited by themselves."""
    return {"notes": ("Notes", str)}


def ask_about(estimate_s: int | None) -> str:
    """Return what to ask about a long duration (T10); nothing for any other."""
    return f"{format_duration(estimate_s)} is more than 12 hours." if estimate_s and estimate_s > LONG else ""


def read_edit(typed: Typed, day: Day) -> TaskEdit:
    """Read the lines that were changed. Raises `BadInput` for the first that cannot be read."""
    client, project = read_field(typed, "owner", read_owner) or (None, None)
    return TaskEdit(
        title=read_field(typed, "title", lambda text: clean_line(text, TITLE_MAX)),
        notes=read_field(typed, "notes", clean_text),
        estimate_s=read_field(typed, "estimate", read_estimate),
        client=client,
        project=project,
        tags=read_field(typed, "tags", read_tags),
        day=read_field(typed, "day", lambda text: parse_day(text.strip(), day.today, *day.settings.reading)),
    )


def read_estimate(text: str) -> int:
    """Read an estimate; nothing is none, which is 0. Raises `BadInput`."""
    return parse_duration(text) if text.strip() else 0


def write_estimate(seconds: int | None) -> str:
    """Write an estimate so that `read_estimate` reads the same."""
    return write_duration(seconds) if seconds else ""


def _written(day: Day) -> Written:
    return {
        "title": ("Title", str),
        "estimate_s": ("Estimate", write_estimate),
        "client": ("For", write_owner),
        "tags": ("Tags", write_tags),
        "day": ("Day", lambda planned: _write_day(planned, day) or "inbox"),
        **notes_written(),
    }


def _write_day(planned: date | None, day: Day) -> str:
    return format_day(planned, day.settings.date_format) if planned else ""


def _example(day: Day) -> str:
    return format_day(date(day.today.year, 12, 1), day.settings.date_format)

"""Between a time entry and the lines of its form; times are those of the day in view."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from dayplan.domain.days import format_clock, instant, local_offset
from dayplan.domain.entry import Ref, parse_duration, parse_ref, parse_time
from dayplan.domain.hygiene import clean_text, quoted
from dayplan.domain.model import Day, TimeEntry
from dayplan.errors import BadInput
from dayplan.planner.entries import EntryEdit
from dayplan.tui.screens.form import Field, TaskForm


class NewEntry(NamedTuple):
    """What was typed of a forgotten stretch."""

    task: Ref
    start: int
    end: int
    note: str


def entry_form(entry: TimeEntry, day: Day) -> TaskForm:
    """Return the form of an entry, filled with what it holds."""
    fields = (
        Field("start", "Start", _clock(entry.started_at, day), "9:15"),
        Field("end", "End", _clock(entry.ended_at, day), "10:30; empty while it runs"),
        Field("task", "Task", "", f"{entry.title}; another by number or words"),
    )
    return TaskForm("Edit time", fields, entry.note, lambda typed: read_entry(typed, entry, day))


def read_entry(typed: dict[str, str], entry: TimeEntry, day: Day) -> EntryEdit:
    """Read a form's lines. Raises `BadInput` for the first that cannot be read."""
    start = None if typed["start"].strip() == _clock(entry.started_at, day) else read_time(typed["start"], day)
    end = None
    if typed["end"].strip() and typed["end"].strip() != _clock(entry.ended_at, day):
        end = read_time(typed["end"], day, after=entry.started_at if start is None else start)
    task = parse_ref(typed["task"]) if typed["task"].strip() else None
    return EntryEdit(start=start, end=end, task=task, note=clean_text(typed["notes"]))


def new_entry_form(day: Day) -> TaskForm:
    """Return an empty form for time that was forgotten."""
    fields = (
        Field("task", "Task", "", "its number, or words of its title"),
        Field("times", "Times", "", "9:00-10:30"),
    )
    return TaskForm("Add time", fields, "", lambda typed: read_new_entry(typed, day))


def read_new_entry(typed: dict[str, str], day: Day) -> NewEntry:
    """Read a form's lines. Raises `BadInput` for the first that cannot be read."""
    start, end = read_stretch(typed["times"], day)
    return NewEntry(parse_ref(typed["task"]), start, end, clean_text(typed["notes"]))


def read_stretch(text: str, day: Day) -> tuple[int, int]:
    """Read `9:00-10:30` on the day in view. Raises `BadInput`."""
    first, dash, last = text.replace("–", "-").partition("-")
    if not dash or not first.strip():
        raise BadInput(f"{quoted(text)} is not a stretch of time: write 9:00-10:30.")
    start = read_time(first, day)
    return start, day.now.epoch if last.strip() == "now" else read_time(last, day, after=start)


def read_split(text: str, entry: TimeEntry, day: Day) -> tuple[int, str]:
    """Read a time within an entry, or a duration from its start; returns the instant, and how it is shown."""
    if ":" not in text and text.strip():
        at = entry.started_at + parse_duration(text)
    else:
        at = read_time(text, day, after=entry.started_at)
    if not entry.started_at < at < (entry.ended_at or day.now.epoch):
        until = _clock(entry.ended_at, day) or "now"
        raise BadInput(f"{_clock(at, day)} is not within the entry: {_clock(entry.started_at, day)}–{until}.")
    return at, _clock(at, day)


def read_time(text: str, day: Day, after: int | None = None) -> int:
    """Read a wall-clock time on the day in view; one before `after` is meant past midnight. Raises `BadInput`."""
    at = parse_time(text, day.now, day.day)
    before_day = at < instant(day.day, day.settings.day_start_s, day.now.zone)
    if (before_day or (after is not None and at < after)) and not text.strip().startswith("-"):
        at = parse_time(text, day.now, day.day + timedelta(days=1))
    return at


def _clock(epoch: int | None, day: Day) -> str:
    return "" if epoch is None else format_clock(epoch, local_offset(epoch, day.now.zone), day.settings.clock_24)

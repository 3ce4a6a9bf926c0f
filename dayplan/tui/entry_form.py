"""Between a time entry and the lines of its form; its times are read and shown in the zone in which it was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dayplan.domain.days import clock_in
from dayplan.domain.entry import Ref, parse_ref
from dayplan.domain.hygiene import clean_text
from dayplan.domain.model import Day, Now, TimeEntry
from dayplan.domain.typed_times import reader_for, reader_of, split_at
from dayplan.errors import BadInput
from dayplan.planner.entries import EntryEdit
from dayplan.tui.screens.form import Field, TaskForm


class NewEntry(NamedTuple):
    """What was typed of a forgotten stretch."""

    task: Ref
    start: int
    end: int
    note: str


def entry_form(entry: TimeEntry, day: Day, clock: Callable[[], Now]) -> TaskForm:
    """Return the form of an entry, filled with what it holds; what is typed is read by the clock of that moment."""
    there = "" if entry.zone == day.now.zone else f" in {entry.zone}"
    fields = (
        Field("start", "Start", _clock(entry, entry.started_at, day), "9:15"),
        Field("end", "End", _clock(entry, entry.ended_at, day), "10:30; empty while it runs"),
        Field("task", "Task", "", f"{entry.title}; another by number or words"),
    )
    return TaskForm(f"Edit time{there}", fields, entry.note, lambda typed: read_entry(typed, entry, day, clock()))


def read_entry(typed: dict[str, str], entry: TimeEntry, day: Day, now: Now) -> EntryEdit:
    """Read a form's lines. Raises `BadInput` for the first that cannot be read, and for one that came twice (T8)."""
    reader = reader_of(entry, now, day.settings)
    start = end = None
    if typed["start"].strip() != _clock(entry, entry.started_at, day):
        start = reader.sure(typed["start"], before=entry.ended_at or now.epoch)
    if typed["end"].strip() and typed["end"].strip() != _clock(entry, entry.ended_at, day):
        end = reader.sure(typed["end"], after=entry.started_at if start is None else start)
    task = parse_ref(typed["task"]) if typed["task"].strip() else None
    return EntryEdit(start=start, end=end, task=task, note=clean_text(typed["notes"]))


def new_entry_form(day: Day, clock: Callable[[], Now]) -> TaskForm:
    """Return an empty form for time that was forgotten."""
    fields = (
        Field("task", "Task", "", "its number, or words of its title"),
        Field("times", "Times", "", "9:00-10:30"),
    )
    return TaskForm("Add time", fields, "", lambda typed: read_new_entry(typed, day, clock()))


def read_new_entry(typed: dict[str, str], day: Day, now: Now) -> NewEntry:
    """Read a form's lines. Raises `BadInput` for the first that cannot be read."""
    start, end = read_stretch(typed["times"], day, now)
    return NewEntry(parse_ref(typed["task"]), start, end, clean_text(typed["notes"]))


def read_stretch(text: str, day: Day, now: Now) -> tuple[int, int]:
    """Read `9:00-10:30` on the day in view. Raises `BadInput`, also for a time that came twice (T8)."""
    typed = reader_for(now, day.settings, day.day).stretch(text, sure=True)
    return typed.start, typed.end


def read_split(text: str, entry: TimeEntry, day: Day, now: Now) -> tuple[int, str]:
    """Read a time within an entry, or a duration from its start; returns the instant, and how it is shown."""
    at = split_at(text, entry, reader_of(entry, now, day.settings), sure=True)
    if not entry.started_at < at < (entry.ended_at or now.epoch):
        begin, until = _clock(entry, entry.started_at, day), _clock(entry, entry.ended_at, day) or "now"
        raise BadInput(f"{_clock(entry, at, day)} is not within the entry: {begin}–{until}.")
    return at, _clock(entry, at, day)


def _clock(entry: TimeEntry, epoch: int | None, day: Day) -> str:
    """Write an instant as the list does: as the clocks showed it where the entry was made (D3)."""
    return "" if epoch is None else clock_in(epoch, entry.zone, day.settings.clock_24)

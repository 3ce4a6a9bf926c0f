"""Between a time entry and the lines of its form; its times are read and shown in the zone in which it was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dayplan.domain.clock_times import WHOLE_DAY_S
from dayplan.domain.days import clock_in, day_of, format_day
from dayplan.domain.durations import LONG
from dayplan.domain.entry import Ref, parse_ref
from dayplan.domain.hygiene import clean_text
from dayplan.domain.model import Day, Now, TimeEntry
from dayplan.domain.typed_times import reader_for, reader_of, split_at
from dayplan.errors import BadInput
from dayplan.planner.entries import EntryEdit, entry_values
from dayplan.tui.screens.form import EditForm, Field, TaskForm, Typed, Written, read_field


class NewEntry(NamedTuple):
    """What was typed of a forgotten stretch."""

    task: Ref
    start: int
    end: int
    note: str


def entry_form(entry: TimeEntry, day: Day, clock: Callable[[], Now]) -> EditForm[EntryEdit]:
    """Return the form of an entry, filled with what it holds; what is typed is read by the clock of that moment."""
    there = "" if entry.zone == day.now.zone else f" in {entry.zone}"
    fields = (
        Field("start", "Start", _clock(entry, entry.started_at, day), "9:15"),
        Field("end", "End", _clock(entry, entry.ended_at, day), "10:30; empty while it runs"),
        Field("task", "Task", "", f"{entry.title}; another by number or words"),
    )
    return EditForm(
        f"Edit time{there}",
        fields,
        entry.note,
        lambda typed: read_entry(typed, entry, day, clock()),
        entry_values(entry),
        _written(entry, day),
    )


def read_entry(typed: Typed, entry: TimeEntry, day: Day, now: Now) -> EntryEdit:
    """Read the lines that were changed; a time keeps its seconds where its line was not.

    Raises `BadInput` for the first that cannot be read, and for a time that came twice (T8).
    """
    reader = reader_of(entry, now, day.settings)
    start = read_field(typed, "start", lambda text: reader.sure(text, before=entry.ended_at or now.epoch))
    began = entry.started_at if start is None else start
    within = LONG if entry.ended_at is not None else WHOLE_DAY_S  # of what runs, as `stop --at` reads it
    return EntryEdit(
        start=start,
        end=read_field(typed, "end", lambda text: reader.sure(text, after=began, within=within)),
        task=read_field(typed, "task", parse_ref),
        note=read_field(typed, "notes", clean_text),
    )


def _written(entry: TimeEntry, day: Day) -> Written:
    def instant(at: int | None) -> str:
        if at is None:
            return "running"
        seconds = at % 60  # no zone is off by seconds since 1972
        on = day_of(at, entry.zone, entry.day_start_s)
        date = "" if on == entry.day else f"{format_day(on, day.settings.date_format)} "
        return f"{date}{_clock(entry, at, day)}{f' and {seconds}s' if seconds else ''}"

    return {
        "start": ("Start", instant),
        "end": ("End", instant),
        "task": ("Task", lambda task: task.words),
        "note": ("Notes", str),
    }


def new_entry_form(day: Day, clock: Callable[[], Now]) -> TaskForm[NewEntry]:
    """Return an empty form for time that was forgotten."""
    fields = (
        Field("task", "Task", "", "its number, or words of its title"),
        Field("times", "Times", "", "9:00-10:30"),
    )
    return TaskForm("Add time", fields, "", lambda typed: read_new_entry(typed, day, clock()))


def read_new_entry(typed: Typed, day: Day, now: Now) -> NewEntry:
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

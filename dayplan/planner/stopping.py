"""How the clock stops, whatever stops it (T1, T5, T7)."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain.days import format_clock, local_offset
from dayplan.domain.model import Task, TimeEntry
from dayplan.errors import Refused
from dayplan.planner.change import Change
from dayplan.storage import browse
from dayplan.storage.tables import TimeEntryRow


class Stopped(NamedTuple):
    """A timer that was stopped."""

    task: Task
    entry: TimeEntry
    clamped: bool
    """The clock had been set back before the entry's start, so it ends where it began (T7)."""


def stop_running(change: Change, running: TimeEntryRow, at: int | None = None) -> Stopped:
    """Close the open entry at `at`, or now. A clock set back clamps it to its start instead of failing (T7)."""
    end = change.now.epoch if at is None else at
    clamped = False
    if end < running.started_at:
        if at is not None and running.started_at <= change.now.epoch:
            raise Refused(
                f"The timer was started at {clock_time(change, running.started_at)}, so it cannot stop "
                f"at {clock_time(change, end)}, before that."
            )
        end, clamped = running.started_at, True
    running.ended_at = end
    task = change.rows.task(running.task_id)
    assert task is not None
    assert running.id is not None
    entries = browse.entries(change.rows.reader, task_id=running.task_id)
    entry = next(entry for entry in entries if entry.id == running.id)
    return Stopped(change.value(task), entry, clamped)


def refuse_future(change: Change, at: int) -> None:
    """Raise `Refused` for an instant that has not come yet (T5)."""
    if at > change.now.epoch:
        raise Refused(f"{clock_time(change, at)} is in the future: give a time that has passed, e.g. --at -20m.")


def clock_time(change: Change, epoch: int) -> str:
    """Return an instant as the person's wall clock showed it."""
    return format_clock(epoch, local_offset(epoch, change.now.zone), change.settings.clock_24)

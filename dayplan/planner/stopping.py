"""How the clock stops, whatever stops it (T1, T5, T6, T7)."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain.days import LEAST_DAY, clock_in, day_of, earliest_start
from dayplan.domain.model import Task, TimeEntry
from dayplan.domain.unseen import JUMP_S, Unseen, since_seen
from dayplan.domain.wording import long_day
from dayplan.errors import Refused
from dayplan.planner.change import Change
from dayplan.planner.stretches import Piece, put_in_place
from dayplan.storage import browse
from dayplan.storage.tables import TaskRow, TimeEntryRow

MISTAKE_S = 10
"""A timer that is stopped within that, and that nobody wrote a note for, was started by mistake."""


class Stopped(NamedTuple):
    """A timer that was stopped."""

    task: Task
    entries: tuple[TimeEntry, ...]
    """What became of its entry, the earliest first: one, unless part of it waits for a decision."""
    clamped: bool
    """The clock had been set back before the entry's start, so how long it ran is not known (T7)."""
    unseen: Unseen | None = None
    """Time within it that nobody saw: until its person decides it is in no total (T2, T6)."""
    discarded: bool = False
    """It was stopped so soon that its entry is not kept."""

    @property
    def entry(self) -> TimeEntry:
        """The entry that waits for a decision, or the last."""
        return (*self.waiting, self.entries[-1])[0]

    @property
    def waiting(self) -> tuple[TimeEntry, ...]:
        """What waits for a decision."""
        return tuple(entry for entry in self.entries if entry.state == "unresolved")

    @property
    def seconds(self) -> int:
        """How long the timer ran."""
        return sum(entry.seconds(0) for entry in self.entries)


def stop_running(change: Change, running: TimeEntryRow, at: int | None = None) -> Stopped:
    """Close the open entry at `at`, or now.

    What nobody saw of it becomes unresolved (T6), unless `at` says until when it was work. A clock set back never
    makes it fail (T7). An entry that would be no longer than `MISTAKE_S` goes, unless it has a note.
    """
    (open_entry,) = browse.entries(change.rows.reader, entry_id=running.id)
    found = since_seen(open_entry, change.now)
    set_back = found is not None and found.start < running.started_at
    if found is not None and found.seconds and (at is None or set_back):
        return _put_aside(change, running, found, at)
    end, clamped = change.now.epoch if at is None else at, False
    if end < running.started_at:
        if at is not None and running.started_at <= change.now.epoch:
            raise _before_its_start(change, running.started_at, end)
        clamped = running.started_at - end >= JUMP_S
        end = running.started_at
    running.ended_at = end
    task = _task(change, running)
    (entry,) = browse.entries(change.rows.reader, entry_id=running.id)
    discarded = entry.seconds(end) <= MISTAKE_S and not running.note
    if discarded:
        change.rows.delete(running)
        change.rows.flush()
    return Stopped(change.value(task), (entry,), clamped, discarded=discarded)


def _put_aside(change: Change, running: TimeEntryRow, found: Unseen, at: int | None) -> Stopped:
    """Stop a timer of which something is in question: that waits for a decision, and the rest counts."""
    if at is not None:
        if at <= found.start:
            raise _before_its_start(change, found.start, at)
        found = found._replace(end=min(found.end, at))
    task = _task(change, running)
    unresolved = Piece(running.task_id, found.start, found.end, "unresolved")
    rows = put_in_place(change, running, found, [unresolved], until=at)
    entries = tuple(entry for row in rows for entry in browse.entries(change.rows.reader, entry_id=row.id))
    return Stopped(change.value(task), entries, clamped=False, unseen=found)


def _task(change: Change, running: TimeEntryRow) -> TaskRow:
    task = change.rows.task(running.task_id)
    assert task is not None
    return task


def _before_its_start(change: Change, start: int, end: int) -> Refused:
    return Refused(
        f"The timer was started at {moment(change, start)}, so it cannot stop at {moment(change, end)}, before that."
    )


def refuse_future(change: Change, at: int) -> None:
    """Raise `Refused` for an instant that has not come yet (T5), or that lies before all days that are kept."""
    if at < earliest_start(LEAST_DAY):
        raise Refused(f"That is before the year {LEAST_DAY.year}, and nothing before it is kept: check the year.")
    if at > change.now.epoch:
        now = clock_time(change, change.now.epoch)
        raise Refused(f"{day_time(change, at)} is still to come: it is {now} now. Give a time that has passed.")


def day_time(change: Change, epoch: int) -> str:
    """Return an instant with its day, as both can be typed: `17:15 on Friday 27 November`."""
    day = day_of(epoch, change.now.zone, change.settings.day_start_s)
    return f"{clock_time(change, epoch)} on {long_day(day, change.today)}"


def moment(change: Change, epoch: int) -> str:
    """Return an instant, with its day where that is not today."""
    today = day_of(epoch, change.now.zone, change.settings.day_start_s) == change.today
    return clock_time(change, epoch) if today else day_time(change, epoch)


def clock_time(change: Change, epoch: int, zone: str = "") -> str:
    """Return an instant as the wall clock showed it, here or in the zone that is named."""
    return clock_in(epoch, zone or change.now.zone, change.settings.clock_24)

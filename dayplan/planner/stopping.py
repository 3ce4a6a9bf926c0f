"""How the clock stops, whatever stops it (T1, T5, T7)."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain.days import clock_in
from dayplan.domain.model import Now, Task, TimeEntry
from dayplan.domain.unseen import LONG_RUN_S, Reading, Unseen, since_seen
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
    unseen: Unseen | None = None
    """Time within it that nobody saw, and that its person has not decided about (T2)."""


def see(row: TimeEntryRow, seen: Now | Reading) -> None:
    """Note when a running entry's person was there, by the machine's clocks: no time before that is asked about."""
    row.seen_at, row.seen_up_s, row.seen_awake_s = seen.epoch, seen.up_s, seen.awake_s


def stop_running(change: Change, running: TimeEntryRow, at: int | None = None) -> Stopped:
    """Close the open entry at `at`, or now. A clock set back clamps it to its start instead of failing (T7)."""
    end = change.now.epoch if at is None else at
    clamped = False
    (open_entry,) = browse.entries(change.rows.reader, entry_id=running.id)
    unseen = since_seen(open_entry, change.now)
    if at is not None and unseen is not None:  # whoever says when, has thought about it
        unseen = Unseen("long", open_entry.started_at, at) if at - open_entry.started_at > LONG_RUN_S else None
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
    (entry,) = browse.entries(change.rows.reader, entry_id=running.id)
    return Stopped(change.value(task), entry, clamped, unseen)


def refuse_future(change: Change, at: int) -> None:
    """Raise `Refused` for an instant that has not come yet (T5)."""
    if at > change.now.epoch:
        now = clock_time(change, change.now.epoch)
        raise Refused(f"{clock_time(change, at)} is in the future: it is {now} now. Give a time that has passed.")


def clock_time(change: Change, epoch: int, zone: str = "") -> str:
    """Return an instant as the wall clock showed it, here or in the zone that is named."""
    return clock_in(epoch, zone or change.now.zone, change.settings.clock_24)

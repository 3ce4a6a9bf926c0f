"""How the clock stops, whatever stops it (T1, T5, T7)."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain.days import LEAST_DAY, clock_in, day_of, earliest_start
from dayplan.domain.model import Now, Task, TimeEntry
from dayplan.domain.unseen import LONG_RUN_S, Reading, Unseen, since_seen
from dayplan.domain.wording import long_day
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
                f"The timer was started at {moment(change, running.started_at)}, so it cannot stop "
                f"at {moment(change, end)}, before that."
            )
        end, clamped = running.started_at, True
    running.ended_at = end
    task = change.rows.task(running.task_id)
    assert task is not None
    (entry,) = browse.entries(change.rows.reader, entry_id=running.id)
    return Stopped(change.value(task), entry, clamped, unseen)


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

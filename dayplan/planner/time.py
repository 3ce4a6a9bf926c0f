"""The clock on a task: start, stop, resume (T1, T2, T5, T7, T9)."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain.days import day_of, format_day
from dayplan.domain.entry import Ref
from dayplan.domain.model import Now, Task
from dayplan.domain.unseen import JUMP_S
from dayplan.errors import Refused
from dayplan.planner.change import Begin, Change, id_of
from dayplan.planner.ending import take_up
from dayplan.planner.stopping import Stopped, clock_time, day_time, moment, refuse_future, stop_running
from dayplan.planner.stretches import see
from dayplan.storage.tables import TaskRow, TimeEntryRow

_SITTING_S = 3 * 3600
"""A gap no longer than this may go back to before the day began: people work past midnight, and sleep longer."""


class Switch(NamedTuple):
    """What starting a timer did."""

    task: Task
    since: int
    """When its entry began."""
    stopped: Stopped | None
    already: bool
    """The task was running: nothing was changed (T1)."""
    clamped: bool
    """The clock had been set back, so the entry begins where the last one ended (T7)."""
    brought: bool
    """The task stood on another day, or in the inbox, and was brought to today."""


class TimePart:
    """The running timer is the open row: a crash loses nothing (T2)."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def start(self, ref: Ref, now: Now, at: int | None = None) -> Switch:
        """Start the timer on a task, stopping the one that runs at the same instant (T1).

        `at` backdates it (T5). A task of another day, or of the inbox, is brought to today; a finished one is
        reopened. Raises `NotFound`, and `Refused` for a time in the future or one that is taken.
        """
        with self._begin(now) as change:
            row = change.find(ref)
            change.name(f"Start '{row.title}'")
            return _start(change, row, at)

    def toggle(self, ref: Ref, now: Now) -> Switch | Stopped:
        """Stop the timer if it runs on this task, else start it there. Raises as `start` does."""
        with self._begin(now) as change:
            row = change.find(ref)
            running = change.rows.running()
            if running is not None and running.task_id == row.id:
                change.name(f"Stop '{row.title}'")
                return stop_running(change, running)
            change.name(f"Start '{row.title}'")
            return _start(change, row, None)

    def stop(self, now: Now, at: int | None = None) -> Stopped:
        """Stop the timer. Raises `Refused` when none runs, or for an end before its start or in the future (T5)."""
        with self._begin(now) as change:
            running = change.rows.running()
            if running is None:
                raise Refused("No timer is running, so there is nothing to stop.")
            task = change.rows.task(running.task_id)
            assert task is not None
            change.name(f"Stop '{task.title}'")
            if at is not None:
                refuse_future(change, at)
            return stop_running(change, running, at)

    def resume(self, now: Now, at: int | None = None) -> Switch:
        """Start again on the task that was worked on last."""
        with self._begin(now) as change:
            running = change.rows.running()
            last = running or change.rows.last_entry()
            row = None if last is None else change.rows.task(last.task_id)
            if row is None:
                raise Refused("There is nothing to resume: no time was recorded yet. Start with: dayplan start NUMBER")
            change.name(f"Resume '{row.title}'")
            return _start(change, row, at)

    def start_from_last(self, ref: Ref, now: Now) -> Switch:
        """Start a timer where the last entry ended today, so that no minute is missing (`--from-last`, T5)."""
        with self._begin(now) as change:
            row = change.find(ref)
            last = change.rows.last_entry()
            if change.rows.running() is not None:
                raise Refused("A timer is running, so there is no gap to fill: leave out --from-last.")
            if last is None or last.ended_at is None:
                raise Refused(
                    "No time was recorded yet, so there is no last entry to start from: leave out --from-last."
                )
            ended_today = day_of(last.ended_at, now.zone, change.settings.day_start_s) == change.today
            if not ended_today and now.epoch - last.ended_at > _SITTING_S:
                raise Refused(
                    f"The last entry ended at {day_time(change, last.ended_at)}, so the gap is no work of today: say "
                    "the time instead, with --at 9:15."
                )
            change.name(f"Start '{row.title}'")
            return _start(change, row, min(last.ended_at, now.epoch))


def _begin_earlier(change: Change, row: TaskRow, running: TimeEntryRow, at: int) -> None:
    """Move the start of the running timer back, where that time is free. Raises `Refused` (issue 12.12)."""
    since = f"“{row.title}” has been running since {moment(change, running.started_at)}"
    if at > running.started_at:
        day, clock = day_of(at, running.zone, running.day_start_s), clock_time(change, at, running.zone)
        written = format_day(day, change.settings.date_format)
        when = clock if day.isoformat() == running.day else f"'{written} {clock}'"
        raise Refused(
            f"{since}, before {moment(change, at)}: dayplan log edit {running.id} --start {when} begins it then."
        )
    taken = [entry.ended_at or 0 for entry in change.rows.ended_after(at) if entry.id != running.id]
    if taken:
        raise Refused(
            f"{since}, and there is recorded time until {moment(change, max(taken))}, which a start at "
            f"{moment(change, at)} would overlap."
        )
    running.started_at = at
    running.day = day_of(at, running.zone, running.day_start_s).isoformat()
    see(running, change.now)


def _start(change: Change, row: TaskRow, at: int | None) -> Switch:
    begin = change.now.epoch if at is None else at
    refuse_future(change, begin)
    running = change.rows.running()
    if running is not None and running.task_id == row.id:
        already = at is None or at == running.started_at
        if not already:
            _begin_earlier(change, row, running, begin)
        brought = take_up(change, row)
        return Switch(change.value(row), running.started_at, None, already=already, clamped=False, brought=brought)
    brought = take_up(change, row)
    stopped = None
    if running is not None:
        if at is not None and at < running.started_at <= change.now.epoch:
            other = change.rows.task(running.task_id)
            raise Refused(
                f"“{other.title if other else ''}” has been running since {moment(change, running.started_at)}: "
                f"a start at {moment(change, at)} would overlap it."
            )
        stopped = stop_running(change, running, at)
    clamped = False
    taken = change.rows.ended_after(begin)
    if taken:
        end = max(entry.ended_at or 0 for entry in taken)
        if at is not None and end <= change.now.epoch:
            raise Refused(
                f"There is recorded time until {moment(change, end)}, so a start at {moment(change, at)} would overlap "
                "it. Start then, or use --from-last."
            )
        begin, clamped = end, end - begin >= JUMP_S  # the clock was set back: begin where the record ends (T7)
    entry = TimeEntryRow(
        task_id=id_of(row),
        started_at=begin,
        zone=change.now.zone,
        day=day_of(begin, change.now.zone, change.settings.day_start_s).isoformat(),
        day_start_s=change.settings.day_start_s,
    )
    see(entry, change.now)
    change.rows.add(entry)
    return Switch(change.value(row), begin, stopped, already=False, clamped=clamped, brought=brought)

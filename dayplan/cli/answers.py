"""What a change answers: a line a task, the timer that stopped with it, or the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dayplan.cli.call import Call
from dayplan.domain.days import clock_in
from dayplan.domain.model import Task, TimeEntry
from dayplan.domain.names import write_tag_word
from dayplan.domain.steering import apart
from dayplan.domain.unseen import LONG_RUN_S, since_seen
from dayplan.domain.wording import format_duration, long_day
from dayplan.text import as_json
from dayplan.text.day import whose
from dayplan.text.unseen import HOW, what_happened, when

if TYPE_CHECKING:
    from dayplan.planner.stopping import Stopped  # SQLModel, which commands that only look can do without


def show_tasks(call: Call, tasks: Sequence[Task], already: Sequence[Task] = (), stopped: Stopped | None = None) -> None:
    """Show tasks as they are after a change."""
    call.say(task_line(call, task) for task in tasks)
    for task in already:
        call.note(f"“{task.title}” is {task.status} already; nothing was changed.")
    show_stopped(call, stopped)


def tasks_json(call: Call, tasks: Sequence[Task], stopped: Stopped | None = None) -> dict[str, object]:
    """Return the same for programs."""
    return {
        "tasks": [as_json.placed(task, call.now) for task in tasks],
        "stopped": None if stopped is None else _stopped_json(call, stopped),
    }


def task_line(call: Call, task: Task, *, placed: bool = True) -> str:
    """Return a task in one line: number, mark, title, for whom, tags, time, and its day unless it is today."""
    here = task.day == call.today()
    number = f"{task.number} " if here and task.number is not None else ""  # other days' numbers name other tasks today
    spent = format_duration(task.tracked_total_s) if task.tracked_total_s else ""
    if task.estimate_s:
        spent = f"{spent or call.paint.glyphs.times} / {format_duration(task.estimate_s)}"
    about = [
        whose(task.client, task.project),
        *(apart(write_tag_word(tag)) for tag in task.tags),
        spent,
        _when(call, task.day) if placed else "",
    ]
    dot = f" {call.paint.glyphs.dot} "
    return dot.join(part for part in (f"{call.paint.glyphs.of(task)} {number}{apart(task.title)}", *about) if part)


def _stopped_json(call: Call, stopped: Stopped) -> dict[str, object]:
    shape = as_json.entry(stopped.entry, call.now)
    return {**shape, "discarded": True} if stopped.discarded else shape


def show_stopped(call: Call, stopped: Stopped | None) -> None:
    """Say which timer was stopped, and after how long (T1); what of it is not recorded, or waits for a decision."""
    if stopped is None:
        return
    title, entries = stopped.task.title, stopped.entries
    if stopped.discarded:
        call.say([f"Stopped {title}; nothing was recorded"])
        call.note(_why_discarded(call, stopped))
        return
    times = _times(call, entries[0].started_at, entries[-1].ended_at)
    call.say([f"Stopped {title} after {format_duration(stopped.seconds)} ({times})"])
    entry = stopped.entry
    for waiting in stopped.waiting:
        call.note(_why_it_waits(call, stopped, waiting))
    if stopped.clamped:
        call.note(
            "The clock was set back, so nobody knows for how long it ran. To put it right: "
            f"dayplan log edit {entry.id} --start TIME --end TIME"
        )
    elif not stopped.waiting and stopped.seconds > LONG_RUN_S:
        call.note(f"That is more than 12 hours. If it should be less: dayplan log resolve {entry.id} part TIME")


def _why_it_waits(call: Call, stopped: Stopped, entry: TimeEntry) -> str:
    assert stopped.unseen is not None
    happened = what_happened(stopped.unseen, entry, call.now, call.settings())
    stretch = f"{_times(call, entry.started_at, entry.ended_at)} ({format_duration(entry.seconds(0))})"
    resolve = f"dayplan log resolve {entry.id}"
    return (
        f"{happened} Until you decide, {stretch} is in no total: {resolve} keep, {resolve} part TIME or {resolve} drop."
    )


def _why_discarded(call: Call, stopped: Stopped) -> str:
    if not stopped.clamped:
        took = format_duration(stopped.seconds) if stopped.seconds >= 60 else f"{stopped.seconds}s"
        return f"It ran for {took}: what is stopped within 10 seconds was started by mistake."
    task = stopped.task
    number = task.number if task.day == call.today() and task.number is not None else "TASK"
    started = when(stopped.entry.started_at, call.now, call.settings())
    return (
        f"The clock was set back before {started}, when it was started, so nobody knows for how long it ran. "
        f"To record it: dayplan log add {number} START-END"
    )


def _times(call: Call, start: int, end: int | None) -> str:
    settings = call.settings()
    end = call.now.epoch if end is None else end
    begin, until = (when(at, call.now, settings) for at in (start, end))
    if begin.partition(" ")[0] == until.partition(" ")[0]:  # one day is named once
        until = clock_of(call, end)
    return f"{begin}{call.paint.glyphs.times}{until}"


def note_unseen(call: Call) -> None:
    """Say what of the running timer nobody saw, if anything (T2)."""
    reader = call.reader_of_today()
    running = reader.running()
    reader.close()
    found = None if running is None else since_seen(running, call.now)
    if running is not None and found is not None:
        call.note(f"{what_happened(found, running, call.now, call.settings())} {HOW}")


def note_begun_ahead(call: Call, since: int) -> None:
    """Say that a timer begins where the record ends, because the clock was set back (T7)."""
    call.note(f"The clock was set back: there is recorded time until {clock_of(call, since)}, so it begins there.")


def clock_of(call: Call, epoch: int) -> str:
    """Return an instant as the wall clock here shows it."""
    return clock_in(epoch, call.now.zone, call.settings().clock_24)


def _when(call: Call, day: date | None) -> str:
    if day is None:
        return "inbox"
    today = call.today()
    return "" if day == today else long_day(day, today)

"""What a change answers: a line a task, the timer that stopped with it, or the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dayplan.cli.call import Call
from dayplan.domain.days import clock_in
from dayplan.domain.model import Task
from dayplan.domain.names import write_tag_word
from dayplan.domain.steering import apart
from dayplan.domain.unseen import since_seen
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
        "stopped": None if stopped is None else as_json.entry(stopped.entry, call.now),
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


def show_stopped(call: Call, stopped: Stopped | None) -> None:
    """Say which timer was stopped, and after how long (T1)."""
    if stopped is None:
        return
    took = format_duration(stopped.entry.seconds(call.now.epoch))
    settings, end = call.settings(), stopped.entry.ended_at or call.now.epoch
    begin, until = (when(at, call.now, settings) for at in (stopped.entry.started_at, end))
    if begin.partition(" ")[0] == until.partition(" ")[0]:  # one day is named once
        until = clock_of(call, end)
    times = f"{begin}{call.paint.glyphs.times}{until}"
    call.say([f"Stopped {stopped.task.title} after {took} ({times})"])
    if stopped.clamped:
        note_clamped(call)
    if stopped.unseen is not None:
        happened = what_happened(stopped.unseen, stopped.entry, call.now, call.settings())
        call.note(f"{happened} {HOW} {stopped.entry.id} part TIME, or drop, give, later")


def note_unseen(call: Call) -> None:
    """Say what of the running timer nobody saw, if anything (T2)."""
    reader = call.reader_of_today()
    running = reader.running()
    reader.close()
    found = None if running is None else since_seen(running, call.now)
    if running is not None and found is not None:
        call.note(f"{what_happened(found, running, call.now, call.settings())} {HOW}")


def note_clamped(call: Call) -> None:
    """Say that the clock ran backwards (T7)."""
    call.note("The clock was set back, so no negative time was recorded: check the entry.")


def clock_of(call: Call, epoch: int) -> str:
    """Return an instant as the wall clock here shows it."""
    return clock_in(epoch, call.now.zone, call.settings().clock_24)


def _when(call: Call, day: date | None) -> str:
    if day is None:
        return "inbox"
    today = call.today()
    return "" if day == today else long_day(day, today)

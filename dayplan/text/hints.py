"""What helps where it is needed, and never again: what nobody has done in this file yet, and what comes after a day."""

from __future__ import annotations

from dayplan.domain.outlook import is_all_done
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import counted, format_duration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Day, Firsts


class Hint(NamedTuple):
    """A command, by its id, and what its key does."""

    command: str
    words: str


def hint(day: Day, firsts: Firsts) -> Hint | None:
    """Return the one thing to try next on today, as long as it was never done in this file."""
    if day.day != day.today or not day.tasks:
        return None
    if not firsts.timed:
        return Hint("task.start", "starts the clock on the task under the cursor, and stops it")
    if not firsts.ticked:
        return Hint("task.done", "ticks the task under the cursor; its clock stops")
    if not firsts.added:
        return Hint("day.add", "adds a task, as in: Call Ana @acme est:20m on:fri")
    return None


def all_done(day: Day) -> str:
    """Return what today came to once everything on it is done, or nothing (Z5)."""
    if not is_all_done(day):
        return ""
    tracked = f" in {format_duration(day.tracked_s)}" if day.tracked_s else ""
    return f"That was all for today: {counted(day.done, 'task')} done{tracked}."

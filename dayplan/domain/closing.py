"""Closing a day: planned against actual, what waits for a decision, and what comes next (Z5)."""

from __future__ import annotations

from datetime import date

from dayplan.domain.model import Day, Task, TimeEntry
from dayplan.domain.record import NamedTuple

_MINUTE = 60


class Elsewhere(NamedTuple):
    """A task that stands on another day, or in the inbox: it was planned here, or time was spent on it here."""

    task: Task
    moved: bool
    """It was planned for this day and moved on (C2)."""


class Next(NamedTuple):
    """The working day that follows, as it will be with what stands there, what is carried and what is seeded."""

    day: date
    task_count: int
    needs_s: int
    """What its open tasks still need."""
    tracked_s: int
    capacity_s: int

    @property
    def left_s(self) -> int:
        """Capacity less what is needed and what was worked there already; negative is the overrun (Z1)."""
        return self.capacity_s - self.tracked_s - self.needs_s


class Closing(NamedTuple):
    """All that is looked at when a day is closed; every `tracked_s` in it is that day's time."""

    day: Day
    elsewhere: tuple[Elsewhere, ...]
    undecided: tuple[TimeEntry, ...]
    """Unresolved time, in no total (T6): of any day when today is closed, else of that day."""
    next: Next

    @property
    def unfinished(self) -> tuple[Task, ...]:
        """What is still open on this day."""
        return tuple(task for task in self.day.tasks if task.status == "open")

    @property
    def finished(self) -> tuple[Task, ...]:
        """What is done, skipped, missed or dropped."""
        return tuple(task for task in self.day.tasks if task.status != "open")

    @property
    def planned_s(self) -> int:
        """The estimates of all that was planned for this day: what stands on it (Z1), was missed there, or moved on."""
        missed = sum(task.estimate_s or 0 for task in self.day.tasks if task.status == "missed")
        moved = (each.task for each in self.elsewhere if each.moved and each.task.status in ("open", "done"))
        return self.day.planned_s + missed + sum(task.estimate_s or 0 for task in moved)


def difference_s(task: Task) -> int | None:
    """Return how much more a task has taken than was estimated, over its whole life, to the minute.

    None where nothing was estimated, or where nothing was recorded on a task that is over.
    """
    if not task.estimate_s or (task.status != "open" and not task.tracked_total_s):
        return None
    more = task.tracked_total_s - task.estimate_s
    return more // _MINUTE * _MINUTE if more >= 0 else -(-more // _MINUTE * _MINUTE)

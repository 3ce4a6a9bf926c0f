"""Closing a day: planned against actual, what waits for a decision, and what comes next (Z5)."""

from __future__ import annotations

from datetime import date

from dayplan.domain.model import Day, Task, TimeEntry
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import to_minutes

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
    def tasks(self) -> tuple[Task, ...]:
        """All tasks that are shown: the day's own, and those that stand elsewhere."""
        return (*self.day.tasks, *(each.task for each in self.elsewhere))

    @property
    def planned(self) -> tuple[int, ...]:
        """The estimate of each of `tasks` that was planned for this day: open or done (Z1), missed, or moved on."""
        own = [(task.estimate_s or 0) * (task.status in ("open", "done", "missed")) for task in self.day.tasks]
        moved = [(task.estimate_s or 0) * (moved and task.status in ("open", "done")) for task, moved in self.elsewhere]
        return (*own, *moved)

    @property
    def planned_s(self) -> int:
        """All that was planned for this day."""
        return sum(self.planned)


def difference_s(task: Task) -> int | None:
    """Return how much more a task has taken than was estimated, over its whole life, to the minute.

    None where nothing was estimated, or where nothing was recorded on a task that is over.
    """
    if not task.estimate_s or (task.status != "open" and not task.tracked_total_s):
        return None
    return (to_minutes(task.tracked_total_s) - to_minutes(task.estimate_s)) * _MINUTE

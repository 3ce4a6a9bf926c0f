"""Values made for tests: a task and a day with everything that a test does not care about filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from support import MONDAY

from dayplan.domain.model import Day, Now, Running, Settings, Task, TimeEntry

TODAY = date(2026, 11, 23)
MINUTE = 60
HOUR = 3600

PLAIN = Task(
    id=1,
    number=1,
    title="Write",
    status="open",
    reason="added",
    day=TODAY,
    rank=0,
    estimate_s=None,
    tracked_s=0,
    tracked_total_s=0,
    running=False,
    template_id=None,
    template=None,
    occurrence=None,
    first_day=TODAY,
    carried=0,
    client=None,
    project=None,
    tags=(),
    notes="",
    edited=False,
    done_at=None,
    created_at=0,
)


def a_task(number: int = 1, title: str = "", estimate_s: int | None = None, **other: Any) -> Task:
    """A one-off task of today, open; `spent` is the time it has had."""
    spent = other.pop("spent", 0)
    plain = PLAIN._replace(id=number, number=number, title=title or f"task {number}", estimate_s=estimate_s)
    return plain._replace(tracked_s=spent, tracked_total_s=spent)._replace(**other)


def a_day(*tasks: Task, now: Now = MONDAY, capacity_s: int = 7 * HOUR, **other: Any) -> Day:
    """Today, holding these tasks; a running one was started when `now` was less what it has had."""
    plain = Day(
        day=TODAY,
        today=TODAY,
        now=now,
        settings=Settings(),
        seeded=True,
        capacity_s=capacity_s,
        tasks=tasks,
        moved=(),
        running=next((_running(task, now) for task in tasks if task.running), None),
        tracked_s=sum(task.tracked_s for task in tasks),
        unsettled=0,
        writable=True,
    )
    return plain._replace(**other)


def _running(task: Task, now: Now) -> Running:
    start = now.epoch - task.tracked_s
    entry = TimeEntry(1, task.id, task.title, start, None, now.zone, TODAY, 0, "", "kept")
    return Running(entry, task.number)


def titles(tasks: Sequence[Task]) -> list[str]:
    return [task.title for task in tasks]

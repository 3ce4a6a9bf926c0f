"""How a day goes on from now: what comes when, when the list is done, when the capacity is used up (Z1).

And which tasks could give way when it is too much.
"""

from __future__ import annotations

from dayplan.domain.model import Day, Stretch, Task
from dayplan.domain.record import NamedTuple


class Outlook(NamedTuple):
    """What lies ahead if one works on from now, in the order of the list."""

    ahead: tuple[Stretch, ...]
    finish: int | None
    """When the list will be done; None when nothing with an estimate is left."""
    full: int | None
    """When the day's capacity is used up; None when it is, or when the day has none."""


def remaining_s(task: Task) -> int:
    """Return what an open task still needs: its estimate less the time it has had."""
    if task.status != "open" or not task.estimate_s:
        return 0
    return max(0, task.estimate_s - task.tracked_total_s)


def outlook(day: Day, now: int) -> Outlook:
    """Lay the open tasks end to end from `now` on: what runs first, then the list in its order."""
    passed = max(0, now - day.now.epoch) if day.running is not None else 0
    ahead = []
    at = now
    for task in sorted(day.tasks, key=lambda task: not task.running):
        needs = remaining_s(task) - (passed if task.running else 0)
        if needs > 0:
            ahead.append(Stretch(at, at + needs, task.id, task.title, None, None))
            at += needs
    spare = day.capacity_s - day.tracked_s - passed
    return Outlook(tuple(ahead), at if ahead else None, now + spare if spare > 0 else None)


def movable(day: Day) -> tuple[Task, ...]:
    """Return the tasks that could be done on another day: open ones that are not being worked on."""
    return tuple(task for task in day.tasks if task.status == "open" and not task.running)


def suggestion(day: Day) -> tuple[Task, ...]:
    """Return which tasks to move so that the day fits (Z1): the fewest from the end of the list.

    One-off tasks go before those of templates, whose next occurrence comes by itself anyway.
    """
    over = -day.left_s
    chosen: list[Task] = []
    candidates = [task for task in reversed(movable(day)) if remaining_s(task)]
    for task in sorted(candidates, key=lambda task: task.template_id is not None):
        if over <= 0:
            break
        chosen.append(task)
        over -= remaining_s(task)
    return tuple(task for task in day.tasks if task in chosen)


def left_without(day: Day, moved: tuple[Task, ...]) -> int:
    """Return what would be left of the day without these tasks; negative is the overrun."""
    return day.left_s + sum(remaining_s(task) for task in moved)


def left_with(day: Day, added: tuple[Task, ...]) -> int:
    """Return what would be left of another day with these tasks on it."""
    standing = {task.template_id for task in added} - {None}
    replaced = sum(remaining_s(task) for task in day.tasks if task.id == 0 and task.template_id in standing)
    return day.left_s + replaced - sum(remaining_s(task) for task in added)


def is_all_done(day: Day) -> bool:
    """Whether something was done today and nothing is left open; a day that is closed needs no more words (Z5)."""
    return day.day == day.today and day.closed_at is None and day.done > 0 and not _open(day)


def _open(day: Day) -> bool:
    return any(task.status == "open" for task in day.tasks)


def undecided(day: Day) -> tuple[Task, ...]:
    """Return the tasks of today about which the planner asks, having been carried four times (C1).

    Whatever is decided counts as a move by hand, and the count begins anew.
    """
    if day.day != day.today:
        return ()
    return tuple(task for task in day.tasks if task.status == "open" and task.carried >= 4 and not task.running)

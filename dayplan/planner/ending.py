"""How a task ends, and how it comes back: the clock stops with it (T1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dayplan.domain.after import after_completion
from dayplan.domain.days import day_of
from dayplan.domain.model import Task
from dayplan.errors import Refused
from dayplan.planner.change import Change, is_untouched
from dayplan.planner.stopping import Stopped, refuse_future, stop_running
from dayplan.storage.tables import TaskRow


class Ended(NamedTuple):
    """Tasks whose status changed, those that had it already, and the timer that stopped with them."""

    tasks: tuple[Task, ...]
    already: tuple[Task, ...]
    stopped: Stopped | None


def end(change: Change, found: Sequence[TaskRow], status: str, at: int | None = None) -> Ended:
    """Give tasks their last status. Raises `Refused` for one that ended otherwise, and for skipping a one-off."""
    instant = change.now.epoch if at is None else at
    refuse_future(change, instant)
    already = [row for row in found if row.status == status]
    changing = [row for row in found if row.status != status]
    for row in changing:
        if row.status != "open":
            raise Refused(f"“{row.title}” is {row.status} already: reopen it first.")
        if status == "skipped" and row.template_id is None:
            raise Refused(f"“{row.title}” does not come from a template, so it would not come back: drop it instead.")
    stopped = None
    running = change.rows.running()
    for row in changing:
        if running is not None and running.task_id == row.id:
            stopped = stop_running(change, running, at)
        _put_where_it_ended(change, row, status, instant)
        row.status = status
        row.done_at = instant if status == "done" else None
    return Ended(change.values(changing), change.values(already), stopped)


def _put_where_it_ended(change: Change, row: TaskRow, status: str, instant: int) -> None:
    """Put a task on the day on which it was done, or an after-completion one skipped: the next counts from it (S4)."""
    if status == "done":
        day = day_of(instant, change.now.zone, change.settings.day_start_s)
    elif status == "skipped" and row.template is not None and after_completion(row.template.schedule):
        day = change.today
    else:
        return
    if row.day != day.isoformat():
        change.put_on(row, day)


def reopened(change: Change, row: TaskRow) -> None:
    """Open a finished task again. A template has one open task (S3), so another open one is in the way.

    The successor of an after-completion task is taken back while it is untouched (S4).
    """
    if row.template_id is not None:
        for other in change.rows.open_tasks_of(row.template_id):
            if other.id != row.id:
                _make_way(change, row, other)
    if row.day is None and row.reason == "stood_for":
        raise Refused("Another task stands for this one: work on that instead.")
    row.status, row.done_at = "open", None
    if row.reason in ("replaced", "not_opened", "kept_one", "too_many", "away"):
        row.reason = "seeded"
    if row.number is None and row.day is not None:
        change.put_on(row, change.today)


def take_up(change: Change, row: TaskRow) -> bool:
    """Make a task one on which the timer can run: open, and today's. Returns whether it was brought from elsewhere."""
    brought = row.day != change.today.isoformat()
    if row.status != "open":
        reopened(change, row)
    if row.day != change.today.isoformat():
        change.put_on(row, change.today)
    return brought


def _make_way(change: Change, row: TaskRow, other: TaskRow) -> None:
    """Let `row` be open beside another task of its template, or take that back. Raises `Refused`."""
    template = row.template
    assert template is not None
    if after_completion(template.schedule) is not None:
        if is_newer(other, row) and is_untouched(change, other):
            change.delete(other)
            return
    elif template.missed == "accumulate":
        return
    elif template.missed == "replace" and (other.day is None or other.day > change.today.isoformat()):
        return  # moved ahead: until that day it is not its template's open task
    raise in_the_way(row, other)


def in_the_way(row: TaskRow, other: TaskRow) -> Refused:
    """Say that a task cannot be opened again because another of its template is open."""
    which = "A newer" if is_newer(other, row) else "An earlier"
    return Refused(f"{which} “{other.title}” is open already, so this one stays {row.status}.")


def is_newer(other: TaskRow, row: TaskRow) -> bool:
    """Whether another task of the same template is of a later occurrence."""
    return (other.occurrence or "") > (row.occurrence or "")

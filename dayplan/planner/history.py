"""Undo and redo, from the planner and the command line, across restarts (U1, U2)."""

from __future__ import annotations

from dayplan.domain.after import after_completion
from dayplan.domain.mending import MENDING
from dayplan.domain.model import Now, Step
from dayplan.planner.change import Begin, Change, id_of, is_untouched
from dayplan.planner.ending import in_the_way, is_newer
from dayplan.planner.settle import settle_once


class _WasBroken(Exception):
    """What the step had mended refers to nothing again."""


class HistoryPart:
    """The steps that were taken. `begin_loosely` begins a change that may leave rows referring to what is not there."""

    def __init__(self, begin: Begin, begin_loosely: Begin) -> None:
        self._begin = begin
        self._begin_loosely = begin_loosely

    def undo(self, now: Now) -> Step:
        """Take back the newest step. Raises `NotFound` when there is none, `Refused` when something is in the way."""
        return self._turn(now, back=True)

    def redo(self, now: Now) -> Step:
        """Do again the step undone last. Raises as `undo` does."""
        return self._turn(now, back=False)

    def _turn(self, now: Now, *, back: bool) -> Step:
        """Turn one step. One that mends has settled nothing, and what it mended may stand in the way of that."""
        try:
            with self._begin(now) as change:
                _take_back_successors(change, back=back)
                step = change.rows.turn(now.epoch, back=back)
                if not step.label.startswith(MENDING):
                    _settle_again(change)
                elif _dangling(change):
                    raise _WasBroken
                return step
        except _WasBroken:
            with self._begin_loosely(now) as change:
                return change.rows.turn(now.epoch, back=back)


def _take_back_successors(change: Change, *, back: bool) -> None:
    """Let the step that opens an after-completion task again take back its successor, as reopening does (S4).

    Raises `Refused` where somebody has touched that.
    """
    step = change.rows.next_step(back=back)
    if step is None:
        return
    changed = step.tasks()
    for task_id in [task_id for task_id, opens in changed.items() if opens]:
        row = change.rows.task(task_id)
        if row is None or row.template is None or after_completion(row.template.schedule) is None:
            continue
        for other in change.rows.open_tasks_of(row.template_id or 0):
            if other.id in changed or other.created_at < step.at or not is_newer(other, row):
                continue
            if not is_untouched(change, other):
                raise in_the_way(row, other)
            step.take_away([other, *change.rows.tags_of(id_of(other))], change.now.epoch)


def _dangling(change: Change) -> bool:
    from dayplan.storage.health import dangling  # for what was mended only

    return dangling(change.rows.reader)


def _settle_again(change: Change) -> None:
    """Carry what was put back on a day that is over: it is open, and today is where it is seen (S3, C1)."""
    change.rows.record(None)
    settle_once(change.rows, change.now)

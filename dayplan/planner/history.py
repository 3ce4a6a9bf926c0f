"""Undo and redo, from the planner and the command line, across restarts (U1, U2)."""

from __future__ import annotations

from collections.abc import Callable

from dayplan.domain.mending import MENDING
from dayplan.domain.model import Now, Step
from dayplan.planner.change import Begin, Change
from dayplan.planner.settle import settle_once
from dayplan.storage.store import Rows


class _WasBroken(Exception):
    """What the step had mended refers to nothing again."""


class HistoryPart:
    """The steps that were taken. `begin_loosely` begins a change that may leave rows referring to what is not there."""

    def __init__(self, begin: Begin, begin_loosely: Begin) -> None:
        self._begin = begin
        self._begin_loosely = begin_loosely

    def undo(self, now: Now) -> Step:
        """Take back the newest step. Raises `NotFound` when there is none, `Refused` when something is in the way."""
        return self._turn(now, lambda rows: rows.undo(now.epoch))

    def redo(self, now: Now) -> Step:
        """Do again the step undone last. Raises as `undo` does."""
        return self._turn(now, lambda rows: rows.redo(now.epoch))

    def _turn(self, now: Now, turn: Callable[[Rows], Step]) -> Step:
        """Turn one step. One that mends has settled nothing, and what it mended may stand in the way of that."""
        try:
            with self._begin(now) as change:
                step = turn(change.rows)
                if not step.label.startswith(MENDING):
                    _settle_again(change)
                elif _dangling(change):
                    raise _WasBroken
                return step
        except _WasBroken:
            with self._begin_loosely(now) as change:
                return turn(change.rows)


def _dangling(change: Change) -> bool:
    from dayplan.storage.health import dangling  # for what was mended only

    return dangling(change.rows.reader)


def _settle_again(change: Change) -> None:
    """Carry what was put back on a day that is over: it is open, and today is where it is seen (S3, C1)."""
    change.rows.record(None)
    settle_once(change.rows, change.now)

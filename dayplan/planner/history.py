"""Undo and redo, from the planner and the command line, across restarts (U1, U2)."""

from __future__ import annotations

from dayplan.domain.model import Now, Step
from dayplan.planner.change import Begin, Change
from dayplan.planner.settle import settle_once


class HistoryPart:
    """The steps that were taken."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def undo(self, now: Now) -> Step:
        """Take back the newest step. Raises `NotFound` when there is none, `Refused` when something is in the way."""
        with self._begin(now) as change:
            step = change.rows.undo(now.epoch)
            _settle_again(change)
            return step

    def redo(self, now: Now) -> Step:
        """Do again the step undone last. Raises as `undo` does."""
        with self._begin(now) as change:
            step = change.rows.redo(now.epoch)
            _settle_again(change)
            return step


def _settle_again(change: Change) -> None:
    """Carry what was put back on a day that is over: it is open, and today is where it is seen (S3, C1)."""
    change.rows.record(None)
    settle_once(change.rows, change.now)

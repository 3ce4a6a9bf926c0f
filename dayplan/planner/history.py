"""Undo and redo, from the planner and the command line, across restarts (U1, U2)."""

from __future__ import annotations

from dayplan.domain.model import Now, Step
from dayplan.planner.change import Begin


class HistoryPart:
    """The steps that were taken."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def undo(self, now: Now) -> Step:
        """Take back the newest step. Raises `NotFound` when there is none, `Refused` when something is in the way."""
        with self._begin(now) as change:
            return change.rows.undo(now.epoch)

    def redo(self, now: Now) -> Step:
        """Do again the step undone last. Raises as `undo` does."""
        with self._begin(now) as change:
            return change.rows.redo(now.epoch)

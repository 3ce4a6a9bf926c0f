"""Saving what was changed in a form; where somebody else has changed the same, one of the two is chosen first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from dayplan.errors import Refused
from dayplan.planner.conflicts import Conflict, E, is_empty, keep_mine, take_theirs
from dayplan.tui.screens.conflict import ConflictScreen

if TYPE_CHECKING:
    from dayplan.tui.screens.base import PlannerScreen
    from dayplan.tui.screens.form import Written

T = TypeVar("T")

__all__ = ["E", "save_changes"]


async def save_changes(
    screen: PlannerScreen, edit: E, seen: E, written: Written, save: Callable[[E, E], Awaitable[T]]
) -> T | None:
    """Save an edit that starts from what was `seen`; returns None where nothing of it is left to be saved.

    Raises `Refused` where nobody chooses: the dialog that asked for this stays open, with what was typed.
    """
    while not is_empty(edit):
        try:
            return await save(edit, seen)
        except Conflict as conflict:
            for clash in conflict.clashes:
                label, write = written[clash.fields[0]]
                answer = await screen.ask(ConflictScreen(label, write(*clash.theirs), write(*clash.mine)))
                if answer is None:
                    raise Refused("Nothing was saved; what you typed is still here: save it again, or esc.") from None
                if answer == "mine":
                    seen = keep_mine(seen, clash)
                else:
                    edit = take_theirs(edit, clash)
    return None

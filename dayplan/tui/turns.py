"""Keys take turns: one acts on what the one before has brought about.

A key that changes something is answered in milliseconds, but not at once: the change is made in the backend's thread.
Until it is on the screen the next key waits, so that `t t t` moves three tasks and `space j space` ticks two. A dialog
that opens ends the wait, and so does a moment's passing: a change that takes longer goes on while other keys act.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from textual.widget import Widget

    from dayplan.tui.screens.base import PlannerScreen

P = ParamSpec("P")
S = TypeVar("S", bound="PlannerScreen")

FIRST_DAY = 5.0
"""Seconds for which a key waits while the very first day is being made."""
MOMENT = 2.0
"""Seconds for which a key waits at most: long enough for a machine that has much else to do."""


def turn(
    method: Callable[Concatenate[S, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[S, P], Coroutine[Any, Any, None]]:
    """Run an action as a worker of its screen; until it is over, the next key waits (see `DayplanApp.on_event`)."""

    async def action(self: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        turns = self.app.turns

        async def work() -> None:
            self.app.backend.remember()
            try:
                await method(self, *args, **kwargs)
            finally:
                turns.over()

        turns.begin()
        self.run_worker(work(), name=method.__name__, group="turn")

    action.__name__, action.__doc__ = method.__name__, method.__doc__
    return action


class Turns:
    """Whether it is the next key's turn; one per application."""

    def __init__(self) -> None:
        self._over = asyncio.Event()
        self._over.set()

    def begin(self) -> None:
        """A key acts: the next one waits."""
        self._over.clear()

    def over(self) -> None:
        """Let the next key act: the change is on the screen, or a dialog is."""
        self._over.set()

    async def after(self, widget: Widget) -> None:
        """Wait until a widget has dealt with the keys that it was sent, for a moment at the most."""
        dealt = asyncio.Event()
        widget.call_later(dealt.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(dealt.wait(), MOMENT)

    async def wait(self, patience: float = MOMENT) -> None:
        """Wait for the turn to be over, for a moment at the most."""
        with suppress(TimeoutError):  # a slow disk, or another process writing: it goes on in its worker
            await asyncio.wait_for(self._over.wait(), patience)

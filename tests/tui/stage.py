"""A planner on a stage: the real application, headless, on a clock that the test turns."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support import MONDAY, THOROUGH, Book
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, TextArea
from textual.worker import Worker

from dayplan.domain.model import Day, Now
from dayplan.storage.reader import open_reader
from dayplan.tui import app as application
from dayplan.tui import turns
from dayplan.tui.app import DayplanApp
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.screens.beginning import BeginningScreen
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.task_list import TaskList


class Stage:
    """What a test sees of the planner, and what it does to it."""

    def __init__(self, pilot: Pilot[None], app: DayplanApp, clock: list[Now]) -> None:
        self.pilot = pilot
        self.app = app
        self._clock = clock

    @property
    def screen(self) -> DayScreen:
        return self.app.day_screen

    @property
    def day(self) -> Day:
        assert self.screen.day is not None
        return self.screen.day

    @property
    def list(self) -> TaskList:
        return self.screen.query_one(TaskList)

    @property
    def marks(self) -> list[str]:
        return [f"{task.title}: {'running' if task.running else task.status}" for task in self.day.tasks]

    @property
    def toasts(self) -> list[str]:
        return [toast.message for toast in self.app._notifications]

    def turn_to(self, now: Now) -> None:
        self._clock[0] = now

    async def settled(self) -> None:
        """Wait until all that was asked is done and painted; what hangs fails."""
        async with asyncio.timeout(30):
            calm = 0
            while calm < 2:  # a worker may have asked for another by message
                await self._still()
                if any(w.group != "tick" and not _waits_for_person(w) for w in self.app.workers):
                    await asyncio.sleep(0.001)  # they have asked a thread
                    calm = 0
                else:
                    calm += 1
            if self.app.backend._copying is not None:
                await self.app.backend._copying

    async def _still(self) -> None:
        """Wait until every message was dealt with and what it changed is painted.

        Pilot's own way is to sleep for 20 ms and look whether the processor was idle, twice for each key. Here the
        loop is asked: when nothing is ready to run but this, only threads and clocks can bring more.
        """
        await self.pilot._wait_for_screen()  # a handler may be waiting for a thread
        loop = asyncio.get_running_loop()
        still = painted = 0
        while still < 3 and painted < 20:  # a screen out of sight asks for paint that it never gets
            await asyncio.sleep(0)
            still = 0 if loop._ready else still + 1  # type: ignore[attr-defined]
            if still == 2:
                painted += 1
                await self.app.animator.wait_until_complete()
                for screen in self.app.screen_stack:  # those below a dialog show through
                    screen._on_timer_update()  # paints, and calls what waits for that

    async def press(self, *keys: str) -> None:
        """Press keys one after another, each when what the one before did is on the screen."""
        for key in keys:
            self.app.post_message(_event_of(key))
            await self.settled()

    async def type(self, text: str) -> None:
        await self.burst(text)

    async def burst(self, typed: str) -> None:
        """Type faster than anything is answered: all of it is there at once, as a terminal sends it."""
        for event in XTermParser(debug=False).feed(typed):
            self.app.post_message(event)
        await self.settled()

    async def tick(self) -> None:
        """Let a second pass."""
        while self.app._ticking:
            await self.pilot.pause(0.01)
        await self.app.workers.wait_for_complete([self.app._tick()])
        await self.settled()

    @property
    def text(self) -> str:
        return "\n".join(self.frame())

    def frame(self) -> list[str]:
        """Return what is on the screen, as lines of text."""
        return ["".join(segment.text for segment in strip).rstrip() for strip in self.strips()]

    def strips(self) -> list[Strip]:
        """Return what is on the screen, with its styles."""
        visible_screen_stack.set(self.app._background_screens)
        return self.app.screen._compositor.render_strips()


def _event_of(key: str) -> Key:
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else ""
    return Key(key, character or None)


def _waits_for_person(worker: Worker[object]) -> bool:
    """Whether a worker has a dialog open: it goes on when that is answered."""
    node = worker.node
    if worker.group == "submit":  # its own dialog asks nothing more; one over that does
        return node.app.screen is not node and isinstance(node.app.screen, Dialog)
    asks_by_itself = worker.group in ("carried", "welcome", "unseen", "clock")
    if asks_by_itself and (
        isinstance(node.app.focused, (Input, TextArea))
        or not isinstance(node.app.screen, PlannerScreen)
        or node.app.backend.missed is not None
    ):
        return True  # it waits until keys are for nothing else, and the file can be read
    return (asks_by_itself or worker.group == "turn") and isinstance(node.app.screen, Dialog)


def unseen(compositor: Compositor, **_: object) -> None:
    """Take note that what has changed was painted: nobody sees it before a test looks."""
    compositor._dirty_regions.clear()


@asynccontextmanager
async def stage(
    book: Book,
    now: Now = MONDAY,
    size: tuple[int, int] = (120, 36),
    config: str | None = None,
    *,
    toasts: bool = False,
    moment: float = 20.0,
    beginning: bool = False,
    painted: bool = THOROUGH,
) -> AsyncIterator[Stage]:
    """Open the planner on a book's file, with a `config.toml` if one is named; toasts are painted where asked for.

    A key waits for what the one before does, for a `moment` at most: longer here, for the machine may be busy. What is
    asked before the very first day is answered as usual, unless a test is about the `beginning`. What nobody looks at
    is `painted` only where that is asked for: it takes a third of the time.
    """
    reader = open_reader(book.path)
    first = None
    if reader is not None:
        with reader:
            first = reader.day(now)
        reader.close()
    clock = [now]
    app = DayplanApp(book.path, first, clock=lambda: clock[0], config_path=config)
    with pytest.MonkeyPatch.context() as patch:
        for place in (turns, application):
            patch.setattr(place, "MOMENT", moment)
        if not painted:
            patch.setattr(Compositor, "render_update", unseen)
        async with app.run_test(size=size, notifications=toasts) as pilot:
            shown = Stage(pilot, app, clock)
            await shown.settled()
            if isinstance(app.screen, BeginningScreen) and not beginning:
                await shown.press("escape")
            yield shown
            shown.strips()

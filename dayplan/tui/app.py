"""The application: modes, signals, the clock's tick, and the palette. Screens do the rest."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from dayplan import clock as machine
from dayplan.domain.model import Day, Now, Receipt
from dayplan.errors import DayplanError
from dayplan.storage.reader import open_reader
from dayplan.tui.backend import Backend
from dayplan.tui.commands import APP, Command, bindings
from dayplan.tui.screens.day import DayScreen

REREAD_SECONDS = 15
"""How often a day with a running timer is read again, so that its bars move."""


class DayplanApp(App[None]):
    """The planner. `clock` is handed in, so that a test can live through a midnight."""

    TITLE = "dayplan"
    CSS_PATH = "dayplan.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(APP),
        Binding(
            "ctrl+p",
            "command_palette",
            "palette",
            show=False,
            tooltip="Find any action by name",
            id="app.palette",
        ),
    ]

    def __init__(self, path: str, first: Day | None, clock: Callable[[], Now] = machine.now) -> None:
        """`first` is today as the reader saw it before the screen was there; None where there is no file yet."""
        super().__init__()
        self.clock = clock
        self.backend = Backend(path)
        self._first = first
        self._ticks = 0
        self._ticking = False

    def on_mount(self) -> None:
        """Paint first; the database library is loaded once the first frame is up."""
        self._listen_to_signals()
        self.call_after_refresh(self._wake)

    def get_default_screen(self) -> DayScreen:
        """Begin with the day: no empty screen is laid out before it."""
        return DayScreen(self._first)

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and sys.platform != "win32":
                # Textual has no handler of its own; leaving through exit() gives the terminal back.
                loop.add_signal_handler(number, self._leave, 128 + number)

    def _leave(self, code: int) -> None:
        self.exit(return_code=code)

    @work
    async def _wake(self) -> None:
        """Settle and seed today if nobody has, then keep looking at the clock and at the file."""
        await self._settle(only_if_needed=True)
        self.set_interval(1, self._tick)

    async def _settle(self, *, only_if_needed: bool = False) -> None:
        now = self.clock()
        screen = self.day_screen
        day = screen.day
        try:
            if not (only_if_needed and day is not None and not day.writable):
                await self.backend.ask(lambda planner: planner.settle(now))
        except DayplanError as error:
            self.complain(error)
        self.tell_receipts()
        await screen.reload()

    @property
    def day_screen(self) -> DayScreen:
        """The screen of Day mode, whichever dialog is open over it."""
        return next(screen for screen in self.screen_stack if isinstance(screen, DayScreen))

    @work(group="tick")
    async def _tick(self) -> None:
        """Once a second: move the clock, turn the day, and notice what another process wrote."""
        self.day_screen.now = self.clock()
        if self._ticking:
            return  # the last second's work still waits its turn behind a slow write
        self._ticking = True
        try:
            await self._look_around()
        except DayplanError as error:
            self.complain(error)
        finally:
            self._ticking = False

    async def _look_around(self) -> None:
        self._ticks += 1
        screen = self.day_screen
        if screen.turned:
            await self._settle()
            return
        stale = await self.backend.changed()
        running = screen.day is not None and screen.day.running is not None
        if stale or (running and self._ticks % REREAD_SECONDS == 0):
            await screen.reload()

    def complain(self, error: DayplanError) -> None:
        """Say what was refused, in the error's own sentence."""
        self.notify(str(error), severity="error", markup=False)

    def tell_receipts(self) -> None:
        """Say what seeding did (S11): it changed more than the eye follows."""
        from dayplan.text.receipts import receipt_words  # only when there is one to tell

        for receipt in self.backend.receipts():
            self._tell(receipt, receipt_words(receipt))

    def _tell(self, receipt: Receipt, words: str) -> None:
        self.notify(words, timeout=10 if receipt.first_start else 5, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's signature
        """Offer every action by name, from the same definition as the keys."""
        for command in self.commands_here():
            title = f"{command.label.capitalize()}  ({command.shown or command.key.split(',')[0]})"
            yield SystemCommand(title, command.tooltip, self._runner(command))
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)

    def _runner(self, command: Command) -> Callable[[], None]:
        def run() -> None:
            self.call_later(self.run_action, command.action, self.day_screen if command not in APP else self)

        return run

    def commands_here(self) -> tuple[Command, ...]:
        """Return every action of the mode in view, and the program's own."""
        return (*(c for c in self.day_screen.commands() if c.group != "Moving"), *APP)

    def action_help(self) -> None:
        """Show every key."""
        from dayplan.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen((*self.day_screen.commands(), *APP)))

    async def on_unmount(self) -> None:
        """Finish what was asked before leaving."""
        await self.backend.close()


def run(path: str, now: Now) -> int:
    """Open the planner on a terminal, and return the exit code. Raises `BadFile` before anything is painted."""
    reader = open_reader(path)
    day = None
    if reader is not None:
        with reader:
            day = reader.day(now)
        reader.close()
    app = DayplanApp(path, day)
    app.run()
    return app.return_code or 0

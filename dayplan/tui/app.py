"""The application: modes, signals, the clock's tick, and the palette. Screens do the rest."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.events import Event, Key
from textual.notifications import Notification, Notify
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input, TextArea

from dayplan import clock as machine
from dayplan.domain.model import Day, Now, Receipt
from dayplan.errors import DayplanError
from dayplan.storage.reader import open_reader
from dayplan.text.day import counts_on
from dayplan.tui.backend import Backend
from dayplan.tui.commands import APP, MODES, PALETTE, Command, bindings, shown_key
from dayplan.tui.ending import QuietApp
from dayplan.tui.guard import Guard
from dayplan.tui.modes import go_to
from dayplan.tui.questions import Questions
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.settling import Settling
from dayplan.tui.themes import DARK, OURS, readable
from dayplan.tui.turns import FIRST_DAY, MOMENT, Turns

if TYPE_CHECKING:
    from dayplan.storage.identity import Identity
    from dayplan.tui.report_reading import Asked

INTERRUPTED = 128 + 2
"""The exit code of a program that ctrl+c ended: 128 and the number of SIGINT."""
REREAD_SECONDS = 15
"""How often a day with a running timer is read again, so that its bars move."""


class DayplanApp(QuietApp):
    """The planner. `clock` is handed in, so that a test can live through a midnight."""

    TITLE = "dayplan"
    CSS_PATH = "dayplan.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = bindings((*APP, *MODES))

    def __init__(
        self,
        path: str,
        first: Day | None,
        clock: Callable[[], Now] = machine.now,
        config_path: str | None = None,
        seen: Identity | None = None,
    ) -> None:
        """`first` is today as it was read from the file `seen` before the screen was there; None without one."""
        super().__init__()
        self.clock = clock
        self.backend = Backend(path, clock, seen)
        self.turns = Turns()
        self.interrupted: Callable[[], bool] = lambda: False
        """Whether somebody wanted to leave before signals were listened to."""
        self.keymap: Mapping[str, str] = {}
        """Keys that are not the usual ones, by the ids of their commands."""
        self.report_asked: Asked | None = None  # Reports mode opens with what it showed last
        self._config_path = config_path
        self._first = first
        self.settling = Settling(self, first)
        self._ticks = 0
        self._ticking = False
        self._said: Notification | None = None
        self.questions = Questions(self)
        self._filters.append(Guard())
        for theme in OURS:
            self.register_theme(theme)
        self.theme = DARK
        if config_path is not None:
            self._configure(config_path)

    def _configure(self, path: str) -> None:
        """Take theme and keys from `config.toml`."""
        from dayplan.tui.config import read_config

        config = read_config(path, self.available_themes)
        if config.theme is not None:
            self.theme = config.theme
        self.keymap = config.keys
        self.set_keymap(config.keys)
        for sentence in config.complaints:
            self.call_later(self.notify, sentence, severity="warning", timeout=20, markup=False)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables, its words readable."""
        self.theme_variables = readable(super().get_css_variables())
        return self.theme_variables

    def on_load(self) -> None:
        """Hear signals from the start: the terminal is given back whenever one comes."""
        self._listen_to_signals()
        self.hear_strays()
        if self.interrupted():
            self._leave(INTERRUPTED)

    def on_mount(self) -> None:
        """Paint first; the database library is loaded once the first frame is up."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.call_after_refresh(self._wake)

    def get_default_screen(self) -> DayScreen:
        """Begin with the day: no empty screen is laid out before it."""
        return DayScreen(self._first)

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and sys.platform != "win32":
                # Textual has no handler of its own; leaving through exit() gives the terminal back.
                loop.add_signal_handler(number, self._leave, 128 + number)

    def _leave(self, code: int) -> None:
        self.exit(return_code=code)

    def _keep_theme(self, theme: Theme) -> None:
        if self._config_path is None:
            return
        from dayplan.tui.config import keep_theme

        try:
            keep_theme(self._config_path, theme.name)
        except DayplanError as error:
            self.complain(error)

    async def on_event(self, event: Event) -> None:
        """Run a key's binding here and now, so that the next key meets what this one has brought about.

        Left to itself, Textual sends keys to the widget that has the focus and runs their bindings when they come
        back from there: of a burst such as `aBuy stamps`, half would reach the list before the line is open.
        """
        if isinstance(event, Key) and self._exit:
            return  # what was typed behind the key that leaves was meant for the shell
        if isinstance(event, Key) and not event.is_forwarded:
            if self.focused is None and isinstance(self.screen, PlannerScreen):
                await self.turns.after(self.screen)  # it is being laid out anew, and will know where keys go
                self.screen.come_home()
            focused = self.focused
            if focused is None or not focused.check_consume_key(event.key, event.character):
                bindings = self.screen.active_bindings
                found = next((bindings[key] for key in event.aliases if key in bindings), None)
                if found is not None and found.enabled:
                    if isinstance(focused, (Input, TextArea)):
                        await self.turns.after(focused)  # what was typed before this key comes first
                    await self.run_action(found.binding.action, found.node)
                    await self.turns.wait(MOMENT if self.day_screen.day is not None else FIRST_DAY)
                    return
        await super().on_event(event)

    @work(group="turn")
    async def _wake(self) -> None:
        """Settle and seed today if nobody has, then keep looking at the clock and at the file."""
        await self.settling.settle(only_if_needed=True)
        self.questions.at_start()
        self.set_interval(1, self._tick)

    @property
    def day_screen(self) -> DayScreen:
        """The screen of Day mode, whichever dialog is open over it."""
        return next(screen for screen in self.screen_stack if isinstance(screen, DayScreen))

    @property
    def planner_screens(self) -> list[PlannerScreen]:
        """The screens that show the day, the one in front last."""
        return [screen for screen in self.screen_stack if isinstance(screen, PlannerScreen)]

    async def action_go_to(self, mode: str) -> None:
        """Show another mode."""
        await go_to(self, mode)

    async def reload(self) -> None:
        """Let every screen read again what it shows."""
        opening = self.backend.opening
        if opening != self.backend.seen:
            self._forget()
        for screen in self.planner_screens:
            await screen.reload()
        if self.backend.missed is None:
            self.backend.seen = opening
        self._show_banner()

    def _forget(self) -> None:
        """Let go of all that is about rows of a file whose place another has taken (issue 12.1)."""
        self.settling.forget()
        if self._said is not None:
            self._said.timeout = 0  # it may offer to take back what this file knows nothing of
        self.questions.forget()
        for screen in self.planner_screens:
            screen.forget()

    def _show_banner(self) -> None:
        if self.planner_screens:
            self.day_screen.show_banner()

    @work(group="tick")
    async def _tick(self) -> None:
        """Once a second: move the clock, turn the day, and notice what another process wrote."""
        now = self.clock()
        for screen in self.planner_screens:
            screen.now = now
        if self._ticking:
            return  # the last second's work still waits its turn behind a slow write
        self._ticking = True
        try:
            await self._look_around(now)
        except DayplanError as error:
            self.complain(error)
        finally:
            self._ticking = False

    async def _look_around(self, now: Now) -> None:
        if not self.planner_screens:
            return  # the planner is being closed
        self._ticks += 1
        self._tell_trouble()
        self.questions.look(now)
        day = self.day_screen.day
        if self.settling.turned(now) and self.backend.fault is None:
            self.questions.new_day()
            await self.settling.settle()
            return
        if self._ticks % REREAD_SECONDS == 0:
            await self.settling.settle_again()
        stale = await self.backend.changed()
        self._tell_trouble()
        self._show_banner()
        if stale or (day is not None and counts_on(day, now, read_again=self._ticks % REREAD_SECONDS == 0)):
            await self.reload()
        if stale:
            await self.questions.look_again()

    def _tell_trouble(self) -> None:
        if trouble := self.backend.trouble():
            self.notify(trouble, severity="warning", timeout=20, markup=False)

    def complain(self, error: DayplanError) -> None:
        """Say what was refused, in the error's own sentence."""
        self._say(Notification(str(error), severity="error"))

    def confirm(self, words: str, seconds: float = 5) -> None:
        """Say what was done where the eye does not see it, and how it is taken back."""
        self._say(Notification(words, timeout=seconds))

    def _say(self, said: Notification) -> None:
        """Show it in place of what was said before: after five keys there is one toast, about the last."""
        if self._said is not None:
            self._said.timeout = 0
        self._said = said
        self.post_message(Notify(said))

    def tell_receipts(self) -> None:
        """Say what seeding did (S11): it changed more than the eye follows."""
        from dayplan.text.receipts import receipt_words  # only when there is one to tell

        for remark in self.backend.remarks():
            self.notify(remark, timeout=10, markup=False)
        for receipt in self.backend.receipts():
            if receipt.away_since is not None:
                self.questions.welcome_back(receipt)
            elif not receipt.empty:  # a doubt alone is said by the banner (D5)
                self._tell(receipt, receipt_words(receipt))

    def _tell(self, receipt: Receipt, words: str) -> None:
        self.notify(words, timeout=10 if receipt.first_start else 5, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002 - Textual's signature
        """Offer every action by name, from the same definition as the keys."""
        for command in self.commands_here():
            if command.group != "Moving" and command != PALETTE:
                title = f"{command.label.capitalize()}  ({shown_key(command, self.keymap)})"
                yield SystemCommand(title, command.tooltip, self._runner(command))
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)

    def _runner(self, command: Command) -> Callable[[], None]:
        return lambda: self.carry_out(command)

    def carry_out(self, command: Command) -> None:
        """Do what a key would do, once the dialog in front is closed."""
        self.call_later(self.run_action, command.action, self.planner_screens[-1])

    def commands_here(self) -> tuple[Command, ...]:
        """Return every action of the screen in front, and the program's own."""
        return (*self.planner_screens[-1].commands(), *MODES, *APP)

    def action_help(self) -> None:
        """Show every key."""
        from dayplan.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.commands_here(), self.keymap))

    def action_manual(self) -> None:
        """Show the manual."""
        from dayplan.tui.screens.manual import ManualScreen

        self.push_screen(ManualScreen())

    async def action_clients(self) -> None:
        """Show the clients and their projects."""
        from dayplan.tui.screens.clients import ClientsScreen

        if not isinstance(self.planner_screens[-1], ClientsScreen):
            await self.push_screen(ClientsScreen(self.day_screen.day))

    @work(group="turn")
    async def action_copies(self) -> None:
        """Show the copies of the data, and put one back."""
        from dayplan.tui.copies import choose_and_put_back

        await choose_and_put_back(self)

    async def on_unmount(self) -> None:
        """Finish what was asked before leaving."""
        try:
            with suppress(DayplanError):  # there is no screen any more to say it on
                await self.questions.leave()
            await self.backend.close()
        except Exception as error:  # noqa: BLE001 - who leaves is told of a bug as well, once the terminal is theirs
            self.bug = self.bug or error


def run(path: str, now: Now, config_path: str, interrupted: Callable[[], bool]) -> int:
    """Open the planner on a terminal, and return the exit code; at once where it was `interrupted` before that.

    Raises `BadFile` before anything is painted, and what was broken in the planner once the terminal is given back.
    """
    reader = open_reader(path)
    day = seen = None
    if reader is not None:
        seen = reader.identity()
        with reader:
            day = reader.day(now, foreseen=not reader.writable)
        reader.close()
    app = DayplanApp(path, day, config_path=config_path, seen=seen)
    app.interrupted = interrupted
    with app.hearing_threads():
        app.run()
    if app.bug is not None:
        raise app.bug
    return app.return_code or 0

"""Which day? Asked in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from dayplan.errors import DayplanError
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.line_input import LineInput


class Choice(NamedTuple):
    """A day that was chosen; None is the inbox."""

    day: date | None


class AskDay(Dialog[Choice]):
    """Asks for a day in words; shows which day the words mean before anything happens."""

    DEFAULT_CSS = """
    AskDay LineInput { margin: 1 0; }
    """

    def __init__(self, question: str, read: Callable[[str], date], name: Callable[[date], str]) -> None:
        super().__init__()
        self._question = question
        self._read = read
        self._day_name = name

    def compose(self) -> ComposeResult:
        """The question, the line, and the day it means."""
        with Vertical(classes="box"):
            yield Label(self._question, classes="title", markup=False)
            line = LineInput(value="tomorrow", placeholder="tomorrow, fri, next mon, +3d, 12-01, inbox")
            line.take = self._take
            yield line
            yield Static(id="hint", classes="hint", markup=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._say(event.value, final=False)

    def _take(self, text: str) -> bool:
        choice = self._say(text, final=True)
        if choice is not None:
            self.submit(choice)
        return False

    def refuse(self, error: DayplanError) -> None:
        """Say why under the line."""
        hint = self.query_one("#hint", Static)
        hint.add_class("-error")
        hint.update(Content(str(error)))

    def _say(self, text: str, *, final: bool) -> Choice | None:
        hint = self.query_one("#hint", Static)
        hint.remove_class("-error")
        if text.strip().casefold() == "inbox":
            hint.update("the inbox: planned for no day · enter moves it · esc cancels")
            return Choice(None)
        try:
            day = self._read(text)
        except DayplanError as error:
            hint.set_class(final, "-error")
            hint.update(Content(str(error)))
            return None
        hint.update(Content(f"{self._day_name(day)} · enter moves it · esc cancels"))
        return Choice(day)

"""One line, asked for; what it means is said before it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from dayplan.errors import DayplanError
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.line_input import LineInput

R = TypeVar("R")


class Ask(Dialog[R]):
    """Closes only with a line that can be read, and with what it means."""

    DEFAULT_CSS = """
    Ask LineInput { margin: 1 0; }
    """

    completes = ""
    """What the line completes, as `LineInput` names it."""

    def __init__(self, question: str, value: str, hint: str, read: Callable[[str], tuple[R, str]]) -> None:
        """`read` returns what a line means, as an answer and in words; it raises `DayplanError` for none."""
        super().__init__()
        self._question = question
        self.shown = value
        self._hint = hint
        self._read = read

    def compose(self) -> ComposeResult:
        """The question, the line, and what it means."""
        with Vertical(classes="box"):
            yield Label(self._question, classes="title", markup=False)
            line = LineInput(value=self.shown, placeholder=self._hint)
            line.take = self._take
            line.completes, line.alone = self.completes, True
            yield line
            yield Static(classes="hint", markup=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        try:
            _, words = self._read(event.value)
        except DayplanError as error:
            words = str(error)
        self._say(words)

    def _take(self, text: str) -> bool:
        try:
            answer, words = self._read(text)
        except DayplanError as error:
            self.refuse(error)
        else:
            self._say(words)
            self.submit(answer)
        return False

    def refuse(self, error: DayplanError) -> None:
        """Say why under the line."""
        self._say(str(error), wrong=True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.set_class(wrong, "-error")
        hint.update(Content(words))


class AskLine(Ask[str]):
    """Closes with the line itself; `describe` says what it means."""

    def __init__(
        self, question: str, value: str, hint: str, describe: Callable[[str], str], completes: str = ""
    ) -> None:
        self.completes = completes
        super().__init__(question, value, hint, lambda text: (text, describe(text)))

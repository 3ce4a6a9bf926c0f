"""One line, asked for; what it means is said before it counts."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from dayplan.errors import DayplanError
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.line_input import LineInput


class AskLine(Dialog[str]):
    """Closes only with a line that can be read."""

    DEFAULT_CSS = """
    AskLine LineInput { margin: 1 0; }
    """

    def __init__(self, question: str, value: str, hint: str, describe: Callable[[str], str]) -> None:
        """`describe` says what a line means; it raises `DayplanError` for one that cannot be read."""
        super().__init__()
        self._question = question
        self._value = value
        self._hint = hint
        self._describe = describe

    def compose(self) -> ComposeResult:
        """The question, the line, and what it means."""
        with Vertical(classes="box"):
            yield Label(self._question, classes="title", markup=False)
            line = LineInput(value=self._value, placeholder=self._hint)
            line.take = self._take
            yield line
            yield Static(classes="hint", markup=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._say(event.value, final=False)

    def _take(self, text: str) -> bool:
        if self._say(text, final=True):
            self.submit(text)
        return False

    def refuse(self, error: DayplanError) -> None:
        """Say why under the line."""
        hint = self.query_one(".hint", Static)
        hint.add_class("-error")
        hint.update(Content(str(error)))

    def _say(self, text: str, *, final: bool) -> bool:
        hint = self.query_one(".hint", Static)
        try:
            words, good = self._describe(text), True
        except DayplanError as error:
            words, good = str(error), False
        hint.set_class(final and not good, "-error")
        hint.update(Content(words))
        return good

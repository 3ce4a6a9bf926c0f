"""The quick-add line: one line typed, and under it what it will become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from dayplan.errors import DayplanError
from dayplan.tui.widgets.line_input import LineInput


class QuickAdd(Vertical):
    """Hidden until it is opened. A line that cannot be read stays, with the reason under it."""

    DEFAULT_CSS = """
    QuickAdd {
        height: 4; display: none; padding: 0 2; background: $panel;
        &.-open { display: block; }
        LineInput { padding: 0; margin-top: 1; background: $panel; }
        LineInput:focus { background: $panel; }
        Static { height: 1; color: $text-muted; }
        Static.-error { color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "close", show=False)]

    @dataclass
    class Submitted(Message):
        """A line was typed that can be read."""

        line: str

    @dataclass
    class Closed(Message):
        """The line was put away."""

    def __init__(self, describe: Callable[[str], Content], doubt: Callable[[str], str]) -> None:
        """`describe` says what a line would become; it raises `DayplanError` for one that cannot be read.

        `doubt` returns what to ask before a line is taken, or nothing; enter a second time takes it (T10).
        """
        super().__init__()
        self._describe = describe
        self._doubt = doubt
        self._asked = ""

    def compose(self) -> ComposeResult:
        """The line, and what it means."""
        yield LineInput(placeholder="Draft landing page @acme/site +writing est:45m on:fri", select_on_focus=False)
        yield Static(markup=False)

    def open(self) -> None:
        """Show the line, with what was left in it."""
        self.add_class("-open")
        self.query_one(LineInput).focus()
        self._preview(self.query_one(LineInput).value)

    def clear(self) -> None:
        """Empty the line: what was in it is saved."""
        self.query_one(LineInput).value = ""

    def restore(self, line: str) -> None:
        """Give back a line that was not saved."""
        self.query_one(LineInput).value = line

    def show_error(self, error: DayplanError) -> None:
        """Say why the line was not taken; it stays as it is."""
        self._say(Content(str(error)), error=True)

    def action_close(self) -> None:
        """Put the line away; what is in it is there again next time."""
        self.remove_class("-open")
        self.post_message(self.Closed())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._preview(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.action_close()
            return
        try:
            self._describe(event.value)
        except DayplanError as error:
            self.show_error(error)
            return
        doubt = self._doubt(event.value)
        if doubt and self._asked != event.value:
            self._asked = event.value
            self._say(Content(f"{doubt} Enter again keeps it."), error=True)
            return
        self.post_message(self.Submitted(event.value))

    def _preview(self, line: str) -> None:
        if not line.strip():
            self._say(Content("enter adds it · esc closes"))
            return
        try:
            self._say(self._describe(line))
        except DayplanError as error:
            self._say(Content(str(error)))  # still being typed: no alarm

    def _say(self, words: Content, *, error: bool = False) -> None:
        hint = self.query_one(Static)
        hint.set_class(error, "-error")
        hint.update(words)

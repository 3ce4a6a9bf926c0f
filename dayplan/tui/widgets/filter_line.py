"""The filter line: what is typed narrows the list at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from dayplan.tui.commands import FILTERING
from dayplan.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp


class FilterLine(Horizontal):
    """One line above the list. Enter goes back to the list with the filter on; escape clears it."""

    app: DayplanApp
    DEFAULT_CSS = """
    FilterLine {
        height: 1; padding: 0 2; background: $panel;
        Label { color: $text-accent; text-style: bold; width: 2; }
        LineInput { padding: 0; width: 1fr; background: $panel; }
        LineInput:focus { background: $panel; }
        #count { width: auto; color: $quiet; text-style: none; padding-left: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "clear", "clear", show=False)]

    def __init__(self, hint: str = "words, @client, +tag, open or done", value: str = "") -> None:
        """`hint` says what can be typed; `value` is the filter that is on."""
        super().__init__()
        self._hint = hint
        self._value = value

    @dataclass
    class Changed(Message):
        """Other tasks are asked for; an empty line asks for all."""

        line: str

    @dataclass
    class Left(Message):
        """The line was left for the list; `cleared` when its filter is off."""

        cleared: bool

    def compose(self) -> ComposeResult:
        """The stroke that opened it, the line, and how many tasks it shows."""
        yield Label("/")
        line = LineInput(value=self._value, placeholder=self._hint, select_on_focus=False)
        line.take = self._take
        line.keys = FILTERING
        line.completes, line.alone = "quick_add", True
        yield line
        yield Label(id="count", markup=False)

    @property
    def line(self) -> LineInput:
        """What is typed in."""
        return self.query_one(LineInput)

    def say(self, words: str) -> None:
        """Say what the filter shows; a line that is being opened or taken away has no place for it."""
        for label in self.query("#count").results(Label):
            label.update(words)

    def action_clear(self) -> None:
        """Show everything again."""
        self.post_message(self.Changed(""))
        self._leave(cleared=True)

    def _take(self, line: str) -> bool:
        self._leave(cleared=not line.strip())
        return False

    def _leave(self, *, cleared: bool) -> None:
        self.app.turns.begin()  # the next key is for the list
        self.post_message(self.Left(cleared))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

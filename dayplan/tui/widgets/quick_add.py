"""The quick-add line: one line typed, and under it what it will become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from dayplan.errors import DayplanError
from dayplan.tui.commands import ADDING
from dayplan.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp


class QuickAdd(Vertical):
    """Hidden until it is opened. A line that cannot be read stays, with the reason under it."""

    app: DayplanApp
    DEFAULT_CSS = """
    QuickAdd {
        dock: bottom; height: auto; display: none; padding: 0 2; margin-bottom: 1; background: $panel;
        &.-open { display: block; }
        LineInput { padding: 0; margin-top: 1; background: $panel; }
        LineInput:focus { background: $panel; }
        Static { height: 2; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis; padding-bottom: 1; }
        Static.-error { height: auto; max-height: 4; color: $text-error; text-wrap: wrap; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "close", show=False)]

    @dataclass
    class Submitted(Message):
        """A line was typed that can be read; `day` is where it goes if it names none, None the inbox."""

        line: str
        day: date | None

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
        self.day: date | None = None
        """The day to which a line goes that names none; None is the inbox."""

    def compose(self) -> ComposeResult:
        """The line, and what it means."""
        line = LineInput(select_on_focus=False)
        line.keys = ADDING
        line.completes, line.alone = "quick_add", True
        line.take = self._take
        yield line
        yield Static(markup=False)

    def open(self, day: date | None) -> None:
        """Show the line, with what was left in it."""
        self.day = day
        line = self.query_one(LineInput)
        line.placeholder = (
            "Catch it in the inbox: the café owner needs a writer @blue-door"
            if day is None
            else "Draft landing page @acme/site +writing est:45m on:fri"
        )
        self.add_class("-open")
        self.screen.add_class("-adding")
        self.screen.set_focus(line)  # at once: the next key is for this line
        self._preview(line.value)

    def saved(self) -> None:
        """Whatever the line named for the first time is known to the next one."""
        self.query_one(LineInput).learn()

    def refuse(self, line: str, error: DayplanError) -> None:
        """Give back a line that was not saved, with the reason; it waits its turn if the next one is typed already."""
        current = self.query_one(LineInput)
        if current.value or not self.has_class("-open"):
            self.app.complain(error)
        if not current.value:
            with self.prevent(Input.Changed):
                current.value = line
            self._say(Content(str(error)), error=True)

    def action_close(self) -> None:
        """Put the line away; what is in it is there again next time."""
        self.remove_class("-open")
        self.screen.remove_class("-adding")
        self.app.turns.begin()  # the next key is for whatever the screen gives the focus to
        self.post_message(self.Closed())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._preview(event.value)

    def _take(self, line: str) -> bool:
        if not line.strip():
            self.action_close()
            return False
        try:
            self._describe(line)
            doubt = self._doubt(line)
        except DayplanError as error:
            self._say(Content(str(error)), error=True)
            return False
        if doubt and self._asked != line:
            self._asked = line
            self._say(Content(f"{doubt} Enter again keeps it."), error=True)
            return False
        self.app.turns.begin()  # the next key may leave the screen: not before the line is saved
        self.post_message(self.Submitted(line, self.day))
        return True

    def _preview(self, line: str) -> None:
        if not line.strip():
            self._say(Content("A title, and what you know of it: for whom, a tag, how long, which day"))
            return
        try:
            self._say(self._describe(line))
        except DayplanError as error:
            self._say(Content(str(error)))  # still being typed: no alarm

    def _say(self, words: Content, *, error: bool = False) -> None:
        hint = self.query_one(Static)
        hint.set_class(error, "-error")
        hint.update(words)

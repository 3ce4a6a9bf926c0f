"""The question about a day that does not fit the last one that was opened (D5)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from dayplan.domain.clock_doubt import ClockDoubt
from dayplan.text.clock_doubt import doubt_words
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.choices import Choices


class ClockScreen(Dialog[str]):
    """Closes with `catch_up` or `take_back`; escape leaves all days as they are.

    No choice is on enter: the question comes by itself, and its person may be about to press that for something else.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "catch_up", "catch up", show=False),
        Binding("t", "take_back", "take back", show=False),
    ]
    DEFAULT_CSS = """
    ClockScreen {
        .box { width: 64; }
        #words { margin-top: 1; }
        &.-low #words { margin-top: 0; }
    }
    """

    def __init__(self, doubt: ClockDoubt) -> None:
        super().__init__()
        self._doubt = doubt

    def compose(self) -> ComposeResult:
        """What does not fit, and what can be done about it."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Label("Is this day right?", classes="title", markup=False)
            yield Static(doubt_words(self._doubt), id="words", markup=False)
            yield Choices(self._choices())

    def _choices(self) -> list[tuple[str, str]]:
        if self._doubt.ahead:
            return [
                ("c", "it is right: catch up, settle the days between (a copy is made first)"),
                ("esc", "it is wrong, or not now: plan only today, settle nothing else"),
            ]
        if self._doubt.can_take_back:
            return [
                ("t", "it is right: take back what a wrong clock did (a copy is made first)"),
                ("esc", "it is wrong, or not now: leave all days as they are"),
            ]
        return [("esc", f"{self._doubt.opened_after} days after today were opened: set the clock right")]

    def action_catch_up(self) -> None:
        """Settle the days between."""
        if self._doubt.ahead:
            self.dismiss("catch_up")

    def action_take_back(self) -> None:
        """Take back what was opened after today."""
        if self._doubt.can_take_back:
            self.dismiss("take_back")

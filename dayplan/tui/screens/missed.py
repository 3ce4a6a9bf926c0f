"""The welcome after a long absence, and the list of what was missed (S3)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, Static

from dayplan.domain.model import Receipt, Task
from dayplan.domain.wording import counted, how_far, long_day
from dayplan.tui.look import MUTED, fitted
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.screens.list_dialog import ChooseTasks
from dayplan.tui.widgets.choices import Choices


class WelcomeScreen(Dialog[str]):
    """Three choices; enter and escape plan only today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss('today')", "today", show=False),
        Binding("g", "dismiss('missed')", "missed", show=False),
        Binding("a", "dismiss('away')", "away", show=False),
    ]
    DEFAULT_CSS = """
    WelcomeScreen {
        #words { margin-top: 1; }
        &.-low #words { margin-top: 0; }
    }
    """

    def __init__(self, receipt: Receipt, missed: int) -> None:
        super().__init__()
        self._receipt = receipt
        self._missed = missed

    def compose(self) -> ComposeResult:
        """Since when, what passed, and what can be done about it."""
        receipt = self._receipt
        assert receipt.away_since is not None
        since = long_day(receipt.away_since, receipt.day)
        today = f"{len(receipt.seeded)} new, {len(receipt.carried)} carried over"
        words = f"You were last here on {since}, {how_far(receipt.away_since, receipt.day)}."
        choices = (
            ("enter", f"plan only today: {today}"),
            ("g", f"go through what was missed: {counted(self._missed, 'task')}"),
            ("a", "mark the time as away: what was missed is left out"),
        )
        with Vertical(classes="box"):
            yield Label("Welcome back", classes="title", markup=False)
            yield Static(words, id="words", markup=False)
            yield Choices(choices)


class MissedScreen(ChooseTasks):
    """What was missed, the latest first; what is chosen is brought to today."""

    DEFAULT_CSS = """
    MissedScreen {
        .box { width: 76; }
        OptionList { max-height: 16; }
        &.-low OptionList { max-height: 5; margin: 0; }
    }
    """

    def __init__(self, missed: tuple[Task, ...], today: date) -> None:
        super().__init__(missed)
        self._today = today

    def compose(self) -> ComposeResult:
        """The list, and how to choose from it."""
        with Vertical(classes="box"):
            yield Label("Missed while you were gone", classes="title", markup=False)
            yield self.option_list()
            yield Static("space chooses · enter brings them to today · esc leaves them", classes="hint")

    def about(self, task: Task, chosen: bool) -> Content:  # noqa: ARG002 - the base's signature
        """Return its title, when it was due, and why it was missed, where there is room for that."""
        room = self.box_width(76) - 4
        if room < 66:
            due = "" if task.occurrence is None else f"{task.occurrence:%d %b}"
            return Content.assemble(fitted(task.title, room - 7), (f" {due:>6}", MUTED))
        when = "" if task.occurrence is None else long_day(task.occurrence, self._today)
        why = {"not_opened": "never opened", "kept_one": "one was open", "replaced": "replaced"}.get(task.reason, "")
        return Content.assemble(fitted(task.title, 26), (f" {fitted(when, 20)} {fitted(why, 18)}", MUTED))

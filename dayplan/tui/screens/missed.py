"""The welcome after a long absence, and the list of what was missed (S3)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from dayplan.domain.model import Receipt, Task
from dayplan.domain.wording import counted, how_far, long_day
from dayplan.tui.look import GLYPHS, MUTED, fitted
from dayplan.tui.screens.dialog import Dialog
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


class MissedScreen(Dialog[list[int]]):
    """What was missed, the latest first; what is chosen is brought to today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "choose", show=False),
        Binding("enter", "bring", "bring", show=False, priority=True),
        Binding("j", "cursor(1)", "down", show=False),
        Binding("k", "cursor(-1)", "up", show=False),
    ]
    DEFAULT_CSS = """
    MissedScreen {
        .box { width: 76; }
        OptionList { height: auto; max-height: 16; border: none; padding: 0; margin: 1 0; background: $panel; }
        OptionList:focus { border: none; background-tint: $foreground 0%; }
        OptionList > .option-list--option { padding: 0; }
    }
    """

    def __init__(self, missed: tuple[Task, ...], today: date) -> None:
        super().__init__()
        self._missed = missed
        self._today = today
        self._chosen: set[int] = set()

    def compose(self) -> ComposeResult:
        """The list, and how to choose from it."""
        with Vertical(classes="box"):
            yield Label("Missed while you were gone", classes="title", markup=False)
            yield OptionList(*(Option(self._row(task)) for task in self._missed), markup=False)
            yield Static("space chooses · enter brings what is chosen to today · esc leaves it", classes="hint")

    def on_mount(self) -> None:
        """Stand on the first."""
        self.query_one(OptionList).highlighted = 0

    def action_cursor(self, by: int) -> None:
        """Move the cursor."""
        tasks = self.query_one(OptionList)
        tasks.highlighted = min(max((tasks.highlighted or 0) + by, 0), len(self._missed) - 1)

    def action_choose(self) -> None:
        """Choose this one, or no longer."""
        place = self.query_one(OptionList).highlighted or 0
        self._chosen ^= {self._missed[place].id}
        self.query_one(OptionList).replace_option_prompt_at_index(place, self._row(self._missed[place]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses too."""
        self.query_one(OptionList).highlighted = event.option_index
        self.action_choose()

    def action_bring(self) -> None:
        """Close with what was chosen."""
        self.dismiss([task.id for task in self._missed if task.id in self._chosen])

    def _row(self, task: Task) -> Content:
        sign = GLYPHS.done if task.id in self._chosen else GLYPHS.dot
        when = "" if task.occurrence is None else long_day(task.occurrence, self._today)
        why = {"not_opened": "never opened", "kept_one": "one was open", "replaced": "replaced"}.get(task.reason, "")
        return Content.assemble(
            (f" {sign} ", "$text-success"), fitted(task.title, 26), (f" {fitted(when, 20)} {fitted(why, 18)}", MUTED)
        )

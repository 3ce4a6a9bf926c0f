"""The question at the fourth carry (C1): what becomes of a task that moves along."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, Static

from dayplan.domain.model import Task
from dayplan.domain.wording import long_day
from dayplan.tui.look import MUTED
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.choices import Choices

CHOICES = (
    ("enter", "keep", "do it today"),
    ("m", "move", "plan it for a day"),
    ("i", "inbox", "put it in the inbox"),
    ("x", "drop", "drop it"),
    ("esc", "", "decide later"),
)


class CarriedScreen(Dialog[str]):
    """Asks about one task; closes with `keep`, `move`, `inbox`, `drop`, or `all later` for those after it too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("L", "all_later", "decide later about all of them", show=False),
        *(Binding(key, f"dismiss('{answer}')", words, show=False) for key, answer, words in CHOICES if answer),
    ]

    def __init__(self, task: Task, place: int = 1, of: int = 1) -> None:
        super().__init__()
        self._about = task
        self._place = place
        self._of = of

    def compose(self) -> ComposeResult:
        """The task, how long it has been moving along, and what can become of it."""
        task = self._about
        since = "" if task.first_day is None else f", since {long_day(task.first_day, task.first_day)}"
        which = f"  {self._place} of {self._of}" if self._of > 1 else ""
        with Vertical(classes="box"):
            yield Label(Content.assemble(task.title, (which, f"not bold {MUTED}")), classes="title")
            yield Static(f"It was carried over {task.carried} times{since}.", classes="hint", markup=False)
            more = [("L", f"decide later about all {self._of}")] if self._of > 1 else []
            yield Choices([*((key, words) for key, _, words in CHOICES), *more])

    def action_all_later(self) -> None:
        """Ask no more of these today."""
        if self._of > 1:
            self.dismiss("all later")

"""The question at the fourth carry (C1): what becomes of a task that moves along."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from dayplan.domain.model import Task
from dayplan.domain.wording import long_day
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
    """Asks about one task; closes with `keep`, `move`, `inbox` or `drop`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"dismiss('{answer}')", words, show=False) for key, answer, words in CHOICES if answer
    ]

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._about = task

    def compose(self) -> ComposeResult:
        """The task, how long it has been moving along, and what can become of it."""
        task = self._about
        since = "" if task.first_day is None else f", since {long_day(task.first_day, task.first_day)}"
        with Vertical(classes="box"):
            yield Label(task.title, classes="title", markup=False)
            yield Static(f"It was carried over {task.carried} times{since}.", classes="hint", markup=False)
            yield Choices([(key, words) for key, _, words in CHOICES])

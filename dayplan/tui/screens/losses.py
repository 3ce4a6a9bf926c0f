"""What else a change would do, shown before it is done: to other time (T3), or to what is billed (T11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from dayplan.tui.look import GLYPHS
from dayplan.tui.screens.dialog import Dialog


class LossesScreen(Dialog[bool]):
    """Enter does it, escape leaves everything as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "dismiss(True)", "do it", show=False)]
    DEFAULT_CSS = """
    LossesScreen {
        .box { width: 80; }
        #losses { margin: 1 0; }
    }
    """

    def __init__(self, losses: Sequence[str], title: str = "That would change other time") -> None:
        super().__init__()
        self._losses = losses
        self._title = title

    def compose(self) -> ComposeResult:
        """A line for each thing that would change."""
        with VerticalScroll(classes="box"):
            yield Label(self._title, classes="title", markup=False)
            lines = [Content(f"{GLYPHS.dot} {loss}") for loss in self._losses]
            yield Static(Content("\n").join(lines), id="losses", markup=False)
            yield Static("enter does it · esc leaves everything as it is", classes="hint", markup=False)

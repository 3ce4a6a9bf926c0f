"""Why is this here? The chain of reasons, each on its line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from dayplan.tui.look import GLYPHS, hanging
from dayplan.tui.screens.dialog import Dialog


class WhyScreen(Dialog[None]):
    """Says why, and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,w,q", "dismiss(None)", "close", show=False)]
    DEFAULT_CSS = """
    WhyScreen {
        .box { width: 72; }
        #reasons { margin: 1 0; }
    }
    """

    def __init__(self, title: str, reasons: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._reasons = reasons

    def compose(self) -> ComposeResult:
        """The task, and its reasons in the order in which they came about."""
        with VerticalScroll(classes="box"):
            yield Label(self._title, classes="title", markup=False)
            yield Static(id="reasons", markup=False)
            yield Static("esc closes", classes="hint", markup=False)

    def on_resize(self) -> None:
        """Lay the reasons out to the width there is."""
        width = self.box_width(72)
        lines = [hanging(Content(f"{GLYPHS.dot} "), reason, width) for reason in self._reasons]
        self.query_one("#reasons", Static).update(Content("\n").join(lines))

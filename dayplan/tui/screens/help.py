"""Every key of where you are, from the one place that names them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from dayplan.tui.commands import Command
from dayplan.tui.look import MUTED


class HelpScreen(ModalScreen[None]):
    """The keys, by group."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        VerticalScroll {
            width: 78; max-width: 96%; height: auto; max-height: 92%; padding: 1 2;
            background: $panel; scrollbar-size-vertical: 1;
        }
        Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q", "dismiss(None)", "close", show=False)]

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """One block of text; it scrolls where the screen is small."""
        lines = [Content.styled("Keys", "bold")]
        for group, commands in groupby(self._commands, key=lambda command: command.group):
            lines += [Content(""), Content.styled(group, f"bold {MUTED}")]
            lines += [
                Content.assemble((f"{(c.shown or c.key.split(',')[0]):>8}  ", "bold $text-accent"), c.tooltip)
                for c in commands
            ]
        lines += [Content(""), Content.styled("ctrl+p finds any of them by name · esc closes", MUTED)]
        with VerticalScroll():
            yield Static(Content("\n").join(lines), markup=False)

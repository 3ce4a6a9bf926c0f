"""The last line: the keys that matter most, as many as fit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from dayplan.tui.commands import Command
from dayplan.tui.look import MUTED


class KeyBar(Widget, can_focus=False):
    """One widget in place of `Footer` and its widget a key: a third of what the first frame would take.

    Whole keys only: where the line is short, the last ones are left out. A click does what the key does.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 2; background: $background; }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._keys = [command for command in commands if command.footer]
        self._ends: list[int] = []
        """Where each key that fits ends, for clicks."""

    def render(self) -> Content:
        """Lay the keys out to the width there is."""
        line = Content("")
        self._ends = []
        for command in self._keys:
            key = Content.assemble(
                ("   " if line else "", ""),
                (command.shown or command.key, "bold $text-accent"),
                (f" {command.label}", MUTED),
            )
            if line.cell_length + key.cell_length > self.content_size.width:
                break
            line += key
            self._ends.append(line.cell_length)
        return line

    def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        place = bisect_right(self._ends, event.x - 2)
        if place < len(self._ends):
            self.app.simulate_key(self._keys[place].key.partition(",")[0])

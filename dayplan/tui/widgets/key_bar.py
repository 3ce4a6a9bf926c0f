"""The last line: the keys that matter most, as many as fit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.tui.commands import MODES, Command, shown_key
from dayplan.tui.look import MUTED

if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp


class KeyBar(Widget, can_focus=False):
    """One widget in place of `Footer` and its widget a key: a third of what the first frame would take.

    Whole keys only: where the line is short, the last ones are left out. A click does what the key does.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 2; background: $background; }
    """

    app: DayplanApp
    names: reactive[Mapping[str, str]] = reactive({})
    """What some keys would do to what the cursor stands on, by the ids of their commands; as long as their labels."""

    def __init__(self, commands: Sequence[Command], mode: str = "") -> None:
        """`mode` is the id of the mode in view: the modes are named at the right end, where there is room."""
        super().__init__()
        self._mode = mode
        self._keys = commands
        self._ends: list[int] = []
        """Where each key that fits ends, for clicks."""

    def on_mount(self) -> None:
        """Show the keys of a line while it is typed in."""
        self.watch(self.screen, "focused", self._focus_moved, init=False)

    def show(self, commands: Sequence[Command]) -> None:
        """Show other keys: what can be done has changed."""
        if commands is not self._keys:
            self._keys = commands
            self.refresh()

    def _focus_moved(self) -> None:
        self.refresh()

    @property
    def _here(self) -> Sequence[Command]:
        return getattr(self.screen.focused, "keys", ()) or self._keys

    def render(self) -> Content:
        """Lay the keys out to the width there is."""
        line = Content("")
        self._ends = []
        keymap = self.app.keymap
        for command in self._here:
            key = Content.assemble(
                ("   " if line else "", ""),
                (shown_key(command, keymap), "bold $text-accent"),
                (f" {self.names.get(command.id, command.label):{len(command.label)}}", MUTED),
            )
            if line.cell_length + key.cell_length > self.content_size.width:
                break
            line += key
            self._ends.append(line.cell_length)
        modes = self._modes()
        room = self.content_size.width - line.cell_length - modes.cell_length
        shown = self._mode and room >= 3 and self._here is self._keys
        return line + Content(" " * room) + modes if shown else line

    def _modes(self) -> Content:
        keymap = self.app.keymap
        parts = []
        for command in MODES:
            here = command.id == self._mode
            words = Content.styled(command.label, "bold" if here else MUTED)
            parts.append(Content.assemble((f"{shown_key(command, keymap)} ", "bold $text-accent"), words))
        return Content("  ").join(parts)

    def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        place = bisect_right(self._ends, event.x - 2)
        if place < len(self._ends):
            command = self._here[place]
            self.app.simulate_key(self.app.keymap.get(command.id, command.key).partition(",")[0])

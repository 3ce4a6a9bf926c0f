"""The note of the day in view (Z5)."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.tui.look import MUTED, hanging


class DayNote(Widget, can_focus=False):
    """Shows a note as far as there is room; nothing where there is none."""

    DEFAULT_CSS = """
    DayNote { height: auto; max-height: 5; padding: 0 2 1 2; background: $background; }
    """

    note: reactive[str] = reactive("", layout=True)

    def render(self) -> Content:
        """Lay the words out beside their name."""
        return hanging(Content.styled("Note  ", f"bold {MUTED}"), self.note, self.content_size.width)

    def watch_note(self) -> None:
        """Take no room where there is no note."""
        self.display = bool(self.note)

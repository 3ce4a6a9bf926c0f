"""Below what is closed: the working day that comes next, as it will be, and the note."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.closing import Closing
from dayplan.text.closing import next_words
from dayplan.tui.commands import shown_keys
from dayplan.tui.look import MUTED, gauge, hanging, spread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp

_NOTE_LINES = 4
_HIGH = 18
"""Lines of a screen from which on there is room for the bar."""


class ClosingFoot(Widget, can_focus=False):
    """Shows the day that follows with its bar, and the note; a low screen leaves out the bar."""

    DEFAULT_CSS = """
    ClosingFoot { height: auto; max-height: 9; padding: 1 2; background: $background; }
    """

    app: DayplanApp
    closing: reactive[Closing | None] = reactive(None, layout=True)

    def render(self) -> Content:
        """Compose the lines to the width there is."""
        closing, width = self.closing, self.content_size.width
        if closing is None or width <= 0:
            return Content("")
        name, size, over = next_words(closing.next, closing.day)
        while len(name) + len(size) + 2 > width and ("," in size or " " in name):
            if " " in name:
                name = name.split(" ")[0]
            else:
                size = size.partition(", ")[2]  # the verdict stays longest
        verdict = Content.styled(size, "bold $text-error" if over else "$text-success")
        lines = [spread(Content.styled(name, "bold"), verdict, width)]
        low = self.app.size.height < _HIGH
        if not low:
            ahead = closing.next
            lines += [gauge(ahead.tracked_s, ahead.needs_s, ahead.capacity_s, width), Content("")]
        return Content("\n").join([*lines, *self._note(closing.day.note, width, 1 if low else _NOTE_LINES)])

    def _note(self, note: str, width: int, most: int) -> list[Content]:
        if not note:
            key = shown_keys(("close.note",), self.app.keymap)
            return [Content.assemble((key, "bold $text-accent"), ("  a note for the day", MUTED))]
        return hanging(Content.styled("Note  ", MUTED), note, width).split("\n")[:most]

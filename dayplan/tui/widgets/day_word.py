"""A line under the day's tasks: that all of them are done, or the one key to try next."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.model import Day, Firsts
from dayplan.text.hints import all_done, hint
from dayplan.tui.commands import shown_keys
from dayplan.tui.look import GLYPHS, MUTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp


class DayWord(Widget, can_focus=False):
    """Takes no room where there is nothing to say."""

    DEFAULT_CSS = """
    DayWord { height: 2; padding: 0 2; background: $background; }
    DayScreen.-low DayWord { height: 1; }
    """

    app: DayplanApp
    parts: reactive[tuple[Content, ...]] = reactive(())
    """What is said, the most telling first: a narrow line leaves the last ones out."""

    def say(self, day: Day, firsts: Firsts | None) -> None:
        """Say what there is to say of a day; `firsts` is None once everything was done once."""
        self.parts = self._moment(day) or self._hint(day, firsts)
        self.set_class(bool(self.parts), "-said")
        self.set_class(len(self.parts) == 1, "-hint")

    def _moment(self, day: Day) -> tuple[Content, ...]:
        words = all_done(day)
        if not words:
            return ()
        said = Content.styled(f"{GLYPHS.done} {words}", "bold $text-success")
        return said, self._key("day.close", "closes the day"), self._key("day.after", "shows tomorrow")

    def _hint(self, day: Day, firsts: Firsts | None) -> tuple[Content, ...]:
        found = None if firsts is None else hint(day, firsts)
        return () if found is None else (self._key(found.command, found.words),)

    def _key(self, command: str, words: str) -> Content:
        return Content.assemble((shown_keys((command,), self.app.keymap), "bold $text-accent"), (f" {words}", MUTED))

    def render(self) -> Content:
        """Show as much of it as there is room for."""
        parts = list(self.parts)
        while len(parts) > 1 and sum(part.cell_length + 3 for part in parts) - 3 > self.content_size.width:
            parts.pop()
        return Content("   ").join(parts)

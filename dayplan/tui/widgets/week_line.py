"""The latest weeks as a line of bars, one cell each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median_low

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.ranges import Range
from dayplan.domain.wording import format_duration
from dayplan.tui.look import GLYPHS, MUTED, joined


class WeekLine(Widget, can_focus=False):
    """Shows the seconds of `weeks`, the last of which is the week of the report's end."""

    DEFAULT_CSS = """
    WeekLine { height: 2; padding: 0 2 1 2; background: $background; }
    """

    weeks: reactive[Sequence[tuple[date, int]]] = reactive(())
    today: reactive[date | None] = reactive(None)
    shown: reactive[Range | None] = reactive(None)

    def render(self) -> Content:
        """Draw a bar a week, and say what the last one came to, and what is usual."""
        if not self.weeks:
            return Content("")
        last = self.weeks[-1][1]
        usual = median_low([seconds for _, seconds in self.weeks if seconds] or [0])
        this = self.today is not None and self.weeks[-1][0] <= self.today < self.weeks[-1][0] + timedelta(days=7)
        which = "this week" if this else "in the last of these"
        words = f"  {format_duration(last)} {which}, usually {format_duration(usual)}"
        most = max(seconds for _, seconds in self.weeks)
        room = self.content_size.width - 6
        cells = 2 if room >= 2 * len(self.weeks) + len(words) else 1
        if cells * len(self.weeks) + len(words) > room:
            words = f"  {format_duration(last)}"
        bars = [(f"{GLYPHS.level(seconds, most):<{cells}}", self._style(first)) for first, seconds in self.weeks]
        return Content.assemble(("weeks ", MUTED), *joined(bars), (words, MUTED))

    def _style(self, first: date) -> str:
        shown = self.shown
        inside = shown is not None and shown.first <= first + timedelta(days=6) and first <= shown.last
        return "$text-accent" if inside else "$success"

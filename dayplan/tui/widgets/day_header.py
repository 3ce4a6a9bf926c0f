"""The head of the day: which day, what runs, how much is done, and whether it all fits (Z1)."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.days import format_day
from dayplan.domain.model import Day, Now
from dayplan.domain.wording import WEEKDAYS, format_duration, how_far, long_day
from dayplan.text.day import closed_words, size_of
from dayplan.tui.commands import FIT, shown_key
from dayplan.tui.look import GLYPHS, MUTED, gauge, spread, timer_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp


class DayHeader(Widget):
    """Two lines of words and one of capacity; `now` moves the running clock."""

    DEFAULT_CSS = """
    DayHeader { height: 4; padding: 1 2 0 2; background: $background; }
    """

    app: DayplanApp
    day: reactive[Day | None] = reactive(None)
    now: reactive[Now | None] = reactive(None)

    def render(self) -> Content:
        """Compose the lines to the width there is."""
        width = self.content_size.width
        day = self.day
        if self.screen.has_class("-tiny"):
            return Content.styled("dayplan needs 20×5", MUTED)
        if day is None or width <= 0:
            return Content.styled("Making your first day…", MUTED)
        return Content("\n").join([self._first_line(day, width), *self._second_line(day, width)])

    def _first_line(self, day: Day, width: int) -> Content:
        name = long_day(day.day, day.today)
        if width < 44:
            name = f"{WEEKDAYS[day.day.weekday()][:3]} {format_day(day.day, day.settings.date_format)}"
        left = Content.assemble((name, "bold"), (f"  {how_far(day.day, day.today)}".rstrip(), "$text-warning"))
        closed = closed_words(day) if width >= 60 else "closed" if day.closed_at is not None else ""
        left += Content.styled(f"  {GLYPHS.done} {closed}" if closed else "", "$text-success")
        epoch = self.now.epoch if self.now else day.now.epoch
        return spread(left, timer_words(day.running, epoch, width - left.cell_length - 1), width)

    def _second_line(self, day: Day, width: int) -> list[Content]:
        tracked, left = self._live(day)
        dot = f" {GLYPHS.dot} "
        size = size_of(day, tracked, left)
        style = "bold $text-error" if size.over else "$text-success"
        if day.day < day.today or not day.capacity_s:
            style = MUTED
        waiting = f"{format_duration(day.undecided_s)} to decide" if day.undecided_s else ""
        shown = ((size.done, ""), (size.planned, MUTED), (size.tracked, MUTED), (size.verdict, style))
        parts = [part for part in shown if part[0]]
        parts += [(waiting, "bold $text-warning")] if waiting else []
        most = 3 if waiting else 2
        while len(parts) > 1 and sum(cell_len(text) + 3 for text, _ in parts) - 3 > width:
            parts.pop(1 if len(parts) > most else 0)  # what waits stays longest, then the verdict, then the count
        fit = f"{shown_key(FIT, self.app.keymap)} makes it fit"
        to_do = size.over and day.day >= day.today and day.closed_at is None
        if to_do and sum(cell_len(text) + 3 for text, _ in parts) + len(fit) <= width:
            parts.append((fit, MUTED))
        line = Content(dot).join([Content.styled(text, style) for text, style in parts])
        return [line, self._gauge(day, tracked, width)]

    def _gauge(self, day: Day, tracked: int, width: int) -> Content:
        """One line: what is worked, what is still planned, what is free, and what does not fit."""
        if not (day.capacity_s or day.countable):
            return Content.styled(GLYPHS.rest * width, "$foreground 15%")
        return gauge(tracked, day.remaining_s, day.capacity_s, width)

    def _live(self, day: Day) -> tuple[int, int]:
        """Let the running entry count on between two readings of the day."""
        if day.running is None or self.now is None or day.day != day.today:
            return day.tracked_s, day.left_s
        passed = max(0, self.now.epoch - day.now.epoch)
        return day.tracked_s + passed, day.left_s - (passed if not any(t.running for t in day.tasks) else 0)

"""The head of every screen but the day's own: its name, what it adds up to, and what runs with its clock."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.model import Day, Now
from dayplan.tui.look import MUTED, fitted, spread, ticking, timer_words


class ModeHead(Widget, can_focus=False):
    """Two lines of words. What runs stands where Day mode has it, wherever its task is; `now` moves the clock.

    Bind `day` and `now` to the screen's own: `ModeHead().data_bind(LogScreen.day, LogScreen.now)`.
    """

    DEFAULT_CSS = """
    ModeHead { height: 4; padding: 1 2; background: $background; }
    """

    day: reactive[Day | None] = reactive(None)
    now: reactive[Now | None] = reactive(None)
    title: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    """What is unusual about what is shown; it stands out, as a day that is not today does in Day mode."""
    words: reactive[tuple[str, ...]] = reactive(())
    """What it adds up to, the most telling part first: a narrow line leaves the last ones out."""

    def say(self, title: str, aside: str = "", words: tuple[str, ...] = ()) -> None:
        """Name the screen, and say what it adds up to."""
        self.title, self.aside, self.words = title, aside, words

    def render(self) -> Content:
        """Compose the lines to the width there is; of the first, the clock stays longest."""
        width = self.content_size.width
        if width <= 0:
            return Content("")
        day, now = self.day, self.now
        running = None if day is None else day.running
        epoch = now.epoch if now is not None else 0 if day is None else day.now.epoch
        name = Content.styled(self.title, "bold")
        name += Content.styled(f"  {self.aside}" if self.aside else "", "$text-warning")
        clock = 0 if running is None else len(ticking(running.entry.seconds(epoch))) + 1
        if name.cell_length + clock > width:
            name = Content.styled(fitted(self.title, min(cell_len(self.title), width - clock)), "bold")
        timer = Content("") if day is None else timer_words(running, epoch, width - name.cell_length - 1)
        parts = list(self.words)
        while len(parts) > 1 and len(" · ".join(parts)) > width:
            parts.pop()
        return Content("\n").join([spread(name, timer, width), Content.styled(" · ".join(parts), MUTED)])

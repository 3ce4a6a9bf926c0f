"""Too much for one day: which tasks to move, with the effect shown before it is done (Z1)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, Static

from dayplan.domain.model import Day, Task
from dayplan.domain.outlook import left_with, left_without, remaining_s
from dayplan.domain.wording import format_duration, minutes_left
from dayplan.tui.look import GLYPHS, MUTED, fitted
from dayplan.tui.screens.list_dialog import ChooseTasks


class FitScreen(ChooseTasks):
    """A list of what could give way; what is suggested is chosen already. Enter moves it."""

    DEFAULT_CSS = """
    FitScreen {
        OptionList { max-height: 14; }
        &.-short .box { padding: 0 1; }
        &.-short OptionList { max-height: 5; margin: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, day: Day, there: Day, tasks: tuple[Task, ...], chosen: tuple[Task, ...], name: str) -> None:
        super().__init__(tasks, chosen)
        self._day = day
        self._there = there
        self._target = name

    def compose(self) -> ComposeResult:
        """What is too much, the tasks, and what choosing them would change."""
        with Vertical(classes="box"):
            yield Label(f"Move to {self._target}", classes="title", markup=False)
            yield self.option_list()
            yield Static(id="effect", markup=False)
            yield Static("space chooses · enter moves · esc leaves everything", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Say what the suggestion changes."""
        self._show()

    def flip(self, place: int) -> None:
        """Choose a task, or no longer, and say what that changes."""
        super().flip(place)
        self._show()

    def about(self, task: Task, chosen: bool) -> Content:
        """Return its title, and what it needs."""
        needs = format_duration(remaining_s(task)) if remaining_s(task) else GLYPHS.times
        title = fitted(task.title, self.box_width(60) - 10)
        return Content.assemble((title, "bold" if chosen else ""), (f"{needs:>7}", MUTED))

    def _show(self) -> None:
        moving = self.chosen
        here = _verdict(left_without(self._day, moving))
        there = _verdict(left_with(self._there, moving)) if self._there.capacity_s else ("a day off", MUTED)
        lines = [
            Content.assemble(("this day    ", MUTED), _verdict(self._day.left_s), (f" {GLYPHS.moved} ", MUTED), here),
            Content.assemble((f"{self._target:<11} ", MUTED), there),
        ]
        self.query_one("#effect", Static).update(Content("\n").join(lines))


def _verdict(left_s: int) -> tuple[str, str]:
    left = minutes_left(left_s)
    if left < 0:
        return f"{format_duration(-left * 60)} too much", "$text-error"
    return f"{format_duration(left * 60)} free", "$text-success"

"""Too much for one day: which tasks to move, with the effect shown before it is done (Z1)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from dayplan.domain.model import Day, Task
from dayplan.domain.outlook import left_with, left_without, remaining_s
from dayplan.domain.wording import format_duration
from dayplan.tui.look import GLYPHS, MUTED, fitted
from dayplan.tui.screens.dialog import Dialog


class FitScreen(Dialog[list[int]]):
    """A list of what could give way; what is suggested is chosen already. Enter moves it."""

    DEFAULT_CSS = """
    FitScreen {
        OptionList {
            height: auto; max-height: 14; border: none; padding: 0; margin: 1 0; background: $panel;
            & > .option-list--option { padding: 0; }
        }
        OptionList:focus { border: none; background-tint: $foreground 0%; }
        &.-short .box { padding: 0 1; }
        &.-short OptionList { max-height: 5; margin: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "choose", show=False),
        Binding("enter", "move", "move", show=False, priority=True),
        Binding("j", "cursor(1)", "down", show=False),
        Binding("k", "cursor(-1)", "up", show=False),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, day: Day, there: Day, tasks: tuple[Task, ...], chosen: tuple[Task, ...], name: str) -> None:
        super().__init__()
        self._day = day
        self._there = there
        self._tasks = tasks
        self._chosen = {task.id for task in chosen}
        self._target = name

    def compose(self) -> ComposeResult:
        """What is too much, the tasks, and what choosing them would change."""
        with Vertical(classes="box"):
            yield Label(f"Move to {self._target}", classes="title", markup=False)
            yield OptionList(*(Option(self._row(task)) for task in self._tasks), markup=False)
            yield Static(id="effect", markup=False)
            yield Static("space chooses · enter moves · esc leaves everything", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Stand on the first task that is suggested."""
        places = [place for place, task in enumerate(self._tasks) if task.id in self._chosen]
        self.query_one(OptionList).highlighted = places[0] if places else 0
        self._show()

    def on_resize(self) -> None:
        """Lay the rows out to the width there is."""
        tasks = self.query_one(OptionList)
        for place, task in enumerate(self._tasks):
            tasks.replace_option_prompt_at_index(place, self._row(task))

    def action_cursor(self, by: int) -> None:
        """Move the cursor."""
        tasks = self.query_one(OptionList)
        tasks.highlighted = min(max((tasks.highlighted or 0) + by, 0), len(self._tasks) - 1)

    def action_choose(self) -> None:
        """Choose this task, or no longer."""
        self._flip(self.query_one(OptionList).highlighted or 0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses too."""
        self._flip(event.option_index)

    def _flip(self, place: int) -> None:
        self._chosen ^= {self._tasks[place].id}
        self.query_one(OptionList).replace_option_prompt_at_index(place, self._row(self._tasks[place]))
        self._show()

    def action_move(self) -> None:
        """Close with what was chosen, in the order of the list."""
        self.dismiss([task.id for task in self._tasks if task.id in self._chosen])

    def _row(self, task: Task) -> Content:
        sign = GLYPHS.done if task.id in self._chosen else GLYPHS.dot
        needs = format_duration(remaining_s(task)) if remaining_s(task) else GLYPHS.times
        style = "bold" if task.id in self._chosen else ""
        room = self.box_width(60) - 10
        return Content.assemble(
            (f" {sign} ", "$text-success"), (fitted(task.title, room), style), (f"{needs:>7}", MUTED)
        )

    def _show(self) -> None:
        moving = tuple(task for task in self._tasks if task.id in self._chosen)
        here = _verdict(left_without(self._day, moving))
        there = _verdict(left_with(self._there, moving)) if self._there.capacity_s else ("a day off", MUTED)
        lines = [
            Content.assemble(("this day    ", MUTED), _verdict(self._day.left_s), (f" {GLYPHS.moved} ", MUTED), here),
            Content.assemble((f"{self._target:<11} ", MUTED), there),
        ]
        self.query_one("#effect", Static).update(Content("\n").join(lines))


def _verdict(left_s: int) -> tuple[str, str]:
    if left_s < 0:
        return f"{format_duration(-left_s)} too much", "$text-error"
    return f"{format_duration(left_s)} free", "$text-success"

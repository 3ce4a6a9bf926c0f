"""Dialogs with a list: one of its rows is meant, or several tasks are chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dayplan.domain.model import Task
from dayplan.tui.look import GLYPHS
from dayplan.tui.screens.dialog import Dialog

R = TypeVar("R")


class ListDialog(Dialog[R]):
    """A question over a list of `count` rows, which are laid out anew with every size."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor(1)", "down", show=False),
        Binding("k", "cursor(-1)", "up", show=False),
    ]
    DEFAULT_CSS = """
    ListDialog {
        OptionList {
            height: auto; border: none; padding: 0; margin: 1 0; background: $panel; scrollbar-size-vertical: 1;
        }
        OptionList:focus { border: none; background-tint: $foreground 0%; }
        OptionList > .option-list--option { padding: 0; }
    }
    """

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def row(self, place: int) -> Content:
        """Lay a row out, as wide as `box_width` lets it be."""
        raise NotImplementedError

    def option_list(self) -> OptionList:
        """Return the list, to be composed."""
        return OptionList(*(Option(self.row(place)) for place in range(self.count)), markup=False)

    def on_resize(self) -> None:
        """Lay the rows out to the width there is."""
        for shown in self.query(OptionList):
            for place in range(self.count):
                shown.replace_option_prompt_at_index(place, self.row(place))

    def action_cursor(self, by: int) -> None:
        """Move the cursor."""
        for shown in self.query(OptionList):
            shown.highlighted = min(max((shown.highlighted or 0) + by, 0), self.count - 1)


class ChooseTasks(ListDialog[list[int]]):
    """Closes with the ids of the tasks that were chosen, in the order of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "choose", show=False),
        Binding("enter", "take", "take", show=False, priority=True),
    ]

    def __init__(self, tasks: Sequence[Task], chosen: Collection[Task] = ()) -> None:
        super().__init__(len(tasks))
        self._tasks = tasks
        self._ids = {task.id for task in chosen}

    @property
    def chosen(self) -> tuple[Task, ...]:
        """What is chosen now."""
        return tuple(task for task in self._tasks if task.id in self._ids)

    def row(self, place: int) -> Content:
        """Say of a task whether it is chosen, and what it is."""
        task = self._tasks[place]
        chosen = task.id in self._ids
        sign = GLYPHS.done if chosen else GLYPHS.dot
        return Content.assemble((f" {sign} ", "$text-success"), self.about(task, chosen))

    def about(self, task: Task, chosen: bool) -> Content:
        """Say what a task is, beside the sign of whether it is chosen, which takes three cells."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Stand on the first task that is chosen, or on the first."""
        first = next((place for place, task in enumerate(self._tasks) if task.id in self._ids), 0)
        self.query_one(OptionList).highlighted = first

    def action_choose(self) -> None:
        """Choose this task, or no longer."""
        self.flip(self.query_one(OptionList).highlighted or 0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses too."""
        self.flip(event.option_index)

    def flip(self, place: int) -> None:
        """Choose the task at that place, or no longer."""
        self._ids ^= {self._tasks[place].id}
        self.query_one(OptionList).replace_option_prompt_at_index(place, self.row(place))

    def action_take(self) -> None:
        """Close with what was chosen."""
        self.dismiss([task.id for task in self.chosen])

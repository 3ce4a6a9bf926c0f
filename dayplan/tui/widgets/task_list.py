"""The day's tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, MouseDown, MouseEvent, MouseMove, MouseUp
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dayplan.domain.model import Task
from dayplan.text.day import spent_words, whose
from dayplan.tui.commands import LIST, bindings
from dayplan.tui.look import GLYPHS, MUTED, bar, fitted, mark

_EDGE = 1
_MARK = 3
_NUMBER = 3
_BAR = 10
_ROOMY = 110
"""From so many cells on, bars are twice as long, and whose a task is has more room."""
_SHORTEST = 12
"""Cells of a title beside which it is said where the task went."""


class TaskList(OptionList, inherit_bindings=False):
    """Shows `tasks`; says what was asked, and changes nothing itself."""

    DEFAULT_CSS = """
    TaskList {
        height: 1fr;
        border: none;
        padding: 0 1;
        background: $background;
        scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0; }
        & > .option-list--option-disabled { color: $quiet; }
        & > .option-list--option-highlighted { background: $foreground 6%; color: $foreground; text-style: none; }
        & > .option-list--option-hover { background: $foreground 4%; }
        &:focus { border: none; background-tint: $foreground 0%; }
        &:focus > .option-list--option-highlighted { background: $cursor; color: $foreground; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]

    tasks: reactive[tuple[Task, ...]] = reactive((), init=False)
    moved: reactive[tuple[tuple[str, str, str], ...]] = reactive((), init=False)
    """What was planned here and moved on: its title, what became of it, and shorter where (C2).

    The cursor passes over it.
    """

    @dataclass
    class Chosen(Message):
        """The cursor came to stand on another task, or on none."""

        task: Task | None

    @dataclass
    class ToggleRequested(Message):
        """The mark of a task was clicked."""

        task: Task

    @dataclass
    class StartRequested(Message):
        """A task was clicked twice."""

        task: Task

    @dataclass
    class PlaceRequested(Message):
        """A task was dragged before or after another."""

        task: Task
        neighbour: Task
        after: bool

    _spent: Sequence[str] = ()
    """The times of the tasks in words."""
    _dragged: int | None = None
    """Where the task stands that the mouse holds."""

    @property
    def standing_on(self) -> Task | None:
        """The task under the cursor."""
        return (
            None
            if self.highlighted is None or not self.tasks
            else self.tasks[min(self.highlighted, len(self.tasks) - 1)]
        )

    def watch_tasks(self, before: tuple[Task, ...], after: tuple[Task, ...]) -> None:
        """Redraw what changed, and keep the cursor on the task it stands on."""
        earlier, self._spent = self._spent, spent_words(after, GLYPHS.times)
        if [_key(task) for task in before] == [_key(task) for task in after]:
            for index, (old, new) in enumerate(zip(before, after, strict=True)):
                if old != new or earlier[index] != self._spent[index]:
                    self.replace_option_prompt_at_index(index, self._row(index, new))
            if before != after:
                self.post_message(self.Chosen(self.standing_on))
            return
        standing = self.highlighted
        kept = None if standing is None or standing >= len(before) else _key(before[standing])
        keys = [_key(task) for task in after]
        with self.prevent(OptionList.OptionHighlighted):
            self._fill()
            if keys:
                first = _first_place(after) if standing is None else min(standing, len(keys) - 1)
                self.highlighted = keys.index(kept) if kept in keys else first
        self.post_message(self.Chosen(self.standing_on))

    def watch_moved(self) -> None:
        """Draw what moved on anew; the tasks and the cursor stay."""
        standing = self.highlighted
        with self.prevent(OptionList.OptionHighlighted):
            self._fill()
            self.highlighted = standing if self.tasks else None

    def _fill(self) -> None:
        rows = [Option(self._row(index, task)) for index, task in enumerate(self.tasks)]
        self.set_options([*rows, *(Option(self._moved_row(*moved), disabled=True) for moved in self.moved)])

    def neighbour(self, by: int) -> Task | None:
        """Return the task before or after the one under the cursor, as far as the list shows it."""
        place = (self.highlighted or 0) + by
        return self.tasks[place] if 0 <= place < len(self.tasks) and self.tasks[place].id else None

    def choose(self, task_id: int) -> None:
        """Put the cursor on a task, where it is on the list."""
        for index, task in enumerate(self.tasks):
            if task.id == task_id:
                self.highlighted = index

    def _on_resize(self) -> None:
        for index, task in enumerate(self.tasks):
            self.replace_option_prompt_at_index(index, self._row(index, task))
        for index, moved in enumerate(self.moved, start=len(self.tasks)):
            self.replace_option_prompt_at_index(index, self._moved_row(*moved))

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.post_message(self.Chosen(self.standing_on))

    async def _on_click(self, event: Click) -> None:
        clicked = self._place_of(event)
        if clicked is None:
            return
        task = self.tasks[clicked]
        on_mark = event.x <= _EDGE + _MARK
        if on_mark and event.chain == 1:
            self.post_message(self.ToggleRequested(task))
        elif not on_mark and event.chain == 2:
            self.post_message(self.StartRequested(task))

    async def _on_mouse_down(self, event: MouseDown) -> None:
        place = self._place_of(event)
        if place is not None and self.tasks[place].id and event.x > _EDGE + _MARK:
            self._dragged = place
            self.capture_mouse()

    def _on_mouse_move(self, event: MouseMove) -> None:
        place = self._place_of(event)
        if self._dragged is not None and place is not None:
            self.highlighted = place  # shows where it would go

    async def _on_mouse_up(self, event: MouseUp) -> None:
        held, self._dragged = self._dragged, None
        if held is None:
            return
        self.release_mouse()
        place = self._place_of(event)
        if place is not None and place != held and held < len(self.tasks) and self.tasks[place].id:
            self.post_message(self.PlaceRequested(self.tasks[held], self.tasks[place], place > held))

    def _place_of(self, event: MouseEvent) -> int | None:
        place: int | None = event.style.meta.get("option")
        return place if place is not None and place < len(self.tasks) else None

    def __init__(self, *, inbox: bool = False) -> None:
        """In the inbox tasks have places, `i1`, in place of numbers."""
        super().__init__()
        self._inbox = inbox

    def _moved_row(self, title: str, became: str, where: str) -> Content:
        room = self._width - 2 * _EDGE - _MARK - _NUMBER
        least = min(_SHORTEST, cell_len(title))
        there = next((f"  {words}" for words in (became, where) if cell_len(words) + 2 + least <= room), "")
        name = fitted(title, max(1, min(cell_len(title), room - cell_len(there))))
        sign = f" {GLYPHS.moved:<2} {'':{_NUMBER}}"
        return Content.styled(f"{sign}{name}{there}", MUTED)

    @property
    def _width(self) -> int:
        return max(12, self.scrollable_content_region.width or self.size.width or 80)

    def _row(self, place: int, task: Task) -> Content:
        """Lay one task out in columns; the narrower the list, the fewer of them."""
        width = self._width
        sign, style = mark(task)
        number = f"i{place + 1}" if self._inbox else "" if task.number is None else str(task.number)
        columns: list[Content] = []
        left = width - 2 * _EDGE - _MARK - _NUMBER
        if width >= 34:
            columns.append(Content.styled(self._spent[place], _time_style(task)))
            left -= columns[0].cell_length
        if width >= 66:
            length = _BAR if width < _ROOMY else 2 * _BAR
            columns.append(Content("  ") + bar(task.tracked_total_s, task.estimate_s or 0, length))
            left -= length + 2
        owner = whose(task.client, task.project)
        if width >= 50 and owner:  # without an owner the title has its room
            room = min(22 if width < _ROOMY else 32, left // 3)
            columns.insert(0, Content.assemble("  ", (fitted(owner, room), "$text-accent")))
            left -= room + 2
        return Content("").join(
            [
                Content.assemble((f" {sign:<2} ", style), (f"{number:>{_NUMBER - 1}} ", MUTED)),
                _title(task, left),
                *columns,
                Content(" " * _EDGE),
            ]
        )


def _key(task: Task) -> tuple[int, int | None]:
    return (task.id, None) if task.id else (0, task.template_id)


def _first_place(tasks: tuple[Task, ...]) -> int:
    """Return where the day goes on: at what runs, else at the first open task."""
    places = sorted((not task.running, task.status != "open", place) for place, task in enumerate(tasks))
    return places[0][2]


def _title(task: Task, width: int) -> Content:
    carried = f" {GLYPHS.carried}{task.carried}" if task.carried >= 3 else ""
    text = fitted(task.title, max(1, width - cell_len(carried)))
    style = {"done": MUTED, "open": ""}.get(task.status, f"{MUTED} strike")
    if task.id == 0:
        style = MUTED
    if task.running:
        style = "bold"
    bare = text.rstrip()
    return Content.assemble(
        (bare, style), (carried, "$text-warning"), " " * (width - cell_len(bare) - cell_len(carried))
    )


def _time_style(task: Task) -> str:
    if task.estimate_s and task.tracked_total_s > task.estimate_s:
        return "$text-error"
    return "bold $text-success" if task.running else MUTED

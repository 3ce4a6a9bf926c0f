"""The days of a week side by side: what each holds, or will hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, MouseDown, MouseMove, MouseUp
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.model import Day, Task
from dayplan.domain.shares import write_shared
from dayplan.domain.wording import WEEKDAYS, counted, format_duration, minutes_left
from dayplan.tui.commands import GRID, bindings
from dayplan.tui.look import GLYPHS, MUTED, bar, fitted, mark

_HEAD = 4
"""Lines above the tasks: name, size, bar, space."""
_NARROWEST = 14
_RESTING = 12
"""How wide a day off is that holds nothing; the days with work share the rest."""
_GAP = 2


class WeekGrid(Widget, can_focus=True):
    """Shows `days`, a column each, as many as fit; says what was asked, and changes nothing itself."""

    DEFAULT_CSS = """
    WeekGrid { height: 1fr; padding: 0 2; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(GRID)
    ALLOW_SELECT = False  # a drag moves a task, and marks no words

    days: reactive[tuple[Day, ...]] = reactive(())
    column: reactive[int] = reactive(0)
    row: reactive[int] = reactive(0)

    @dataclass
    class MoveRequested(Message):
        """A task was dragged to another day."""

        task: Task
        day: date

    @dataclass
    class Opened(Message):
        """A day was clicked twice."""

        day: date

    @dataclass
    class Chosen(Message):
        """The cursor came to stand elsewhere."""

    _held: Task | None = None
    _times: Sequence[tuple[str, str]] = ()
    """What was tracked and what is planned on each day, in words."""

    @property
    def day(self) -> Day | None:
        """The day under the cursor."""
        return self.days[self.column] if self.column < len(self.days) else None

    @property
    def standing_on(self) -> Task | None:
        """The task under the cursor."""
        day = self.day
        return day.tasks[min(self.row, len(day.tasks) - 1)] if day is not None and day.tasks else None

    def choose_day(self, wanted: date) -> None:
        """Put the cursor on a day, where it is shown."""
        for place, day in enumerate(self.days):
            if day.day == wanted:
                self.column = place

    def validate_column(self, column: int) -> int:
        """Stay within the week."""
        return min(max(column, 0), max(0, len(self.days) - 1))

    def validate_row(self, row: int) -> int:
        """Stay within the day."""
        day = self.day
        return min(max(row, 0), max(0, len(day.tasks) - 1)) if day is not None else 0

    def action_step(self, by: int) -> None:
        """Move to the task above or below."""
        self.row += by

    def action_day_step(self, by: int) -> None:
        """Move to the day before or after."""
        self.column += by
        self.row = min(self.row, self.validate_row(self.row))

    def watch_days(self) -> None:
        """Say where the cursor is; what it stands on may have changed."""
        self.post_message(self.Chosen())

    def watch_column(self) -> None:
        """Say where the cursor is."""
        self.post_message(self.Chosen())

    def watch_row(self) -> None:
        """Say where the cursor is."""
        self.post_message(self.Chosen())

    # Drawing

    def _shown(self) -> tuple[int, list[int]]:
        """Return the first column that is shown, and how wide it and those after it are: together the whole width."""
        width = self.content_size.width
        count = max(1, min(len(self.days), (width + _GAP) // (_NARROWEST + _GAP)))
        least = sum((_RESTING if _rests(day) else _NARROWEST) + _GAP for day in self.days) - _GAP
        count = len(self.days) if least <= width else count
        first = min(max(0, self.column - count // 2), len(self.days) - count)
        room = width - _GAP * (count - 1)
        resting = [_rests(day) for day in self.days[first : first + count]]
        shared = count - sum(resting)
        if not shared:
            return first, [room // count] * count
        rest = min(_RESTING, room // count)
        share, more = divmod(room - rest * (count - shared), shared)
        widths = []
        for rests in resting:
            widths.append(rest if rests else share + (more > 0))
            more -= not rests
        return first, widths

    def _top(self, place: int, room: int) -> int:
        """Return which task of a column comes first, so that the one under the cursor is never among those left out."""
        tasks = len(self.days[place].tasks)
        row = min(self.row, tasks - 1)
        if place != self.column or tasks <= room:
            return 0
        return max(0, row - room + (1 if row == tasks - 1 else 2))  # the last line says how many more there are

    def render(self) -> Content:
        """Lay the days out side by side."""
        height = self.content_size.height
        if not self.days or height < 2:
            return Content("")
        first, widths = self._shown()
        self._times = _times(self.days)
        columns = [self._column(place, width, height) for place, width in enumerate(widths, first)]
        lines = [Content(" " * _GAP).join(cells) for cells in zip(*columns, strict=True)]
        return Content("\n").join(lines)

    def _column(self, place: int, width: int, height: int) -> list[Content]:
        day = self.days[place]
        tracked, planned = self._times[place]
        chosen = place == self.column
        today = day.day == day.today
        name = f"{WEEKDAYS[day.day.weekday()][:3]} {day.day.day}" + (" today" if today else "")
        style = "bold on $cursor" if chosen and self.has_focus else "bold" if chosen or today else MUTED
        lines = [
            Content.styled(fitted(name, width), style),
            Content.styled(fitted(_size(day, planned), width), _verdict(day)),
        ]
        lines += [Content.styled(fitted(_tracked(day, tracked, width), width), MUTED), _gauge(day, width)]
        room = height - len(lines)
        if room <= 0:
            return lines[:height]
        top = self._top(place, room)
        for index, task in enumerate(day.tasks[top : top + room], start=top):
            under = chosen and index == min(self.row, len(day.tasks) - 1)
            lines.append(_task(task, width, under=under and self.has_focus))
        rest = len(day.tasks) - top - room
        if rest > 0:
            lines[-1] = Content.styled(fitted(f"+{rest + 1} more", width), MUTED)
        return lines + [Content(" " * width)] * (height - len(lines))

    # By mouse

    def _at(self, x: int, y: int) -> tuple[Day, Task | None] | None:
        if not self.days:
            return None
        first, widths = self._shown()
        ends = list(accumulate(width + _GAP for width in widths))
        column = bisect_right(ends, x - 2)
        if x < 2 or column >= len(widths):
            return None
        place = first + column
        day = self.days[place]
        index = y - _HEAD + self._top(place, self.content_size.height - _HEAD)
        return day, day.tasks[index] if y >= _HEAD and index < len(day.tasks) else None

    def on_mouse_down(self, event: MouseDown) -> None:
        """Select what is under the mouse, and hold it."""
        found = self._at(event.x, event.y)
        if found is None:
            return
        day, self._held = found
        self.choose_day(day.day)
        if self._held is not None:
            self.row = day.tasks.index(self._held)
            self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show to which day a held task would go."""
        found = self._at(event.x, event.y)
        if self._held is not None and found is not None:
            self.choose_day(found[0].day)

    def on_mouse_up(self, event: MouseUp) -> None:
        """Let a held task go."""
        held, self._held = self._held, None
        self.release_mouse()
        found = self._at(event.x, event.y)
        if held is not None and found is not None and found[0].day != held.day:
            self.post_message(self.MoveRequested(held, found[0].day))

    def on_click(self, event: Click) -> None:
        """Open a day that is clicked twice."""
        found = self._at(event.x, event.y)
        if event.chain == 2 and found is not None:
            self.post_message(self.Opened(found[0].day))


def _rests(day: Day) -> bool:
    """Whether a day is off and holds nothing."""
    return not (day.capacity_s or day.tasks or day.tracked_s)


def _times(days: Sequence[Day]) -> list[tuple[str, str]]:
    """Write what was tracked and what is planned: the days add up to the week, and those to come to what is ahead."""
    tracked = write_shared([day.tracked_s for day in days])
    before = write_shared([day.planned_s for day in days if day.day < day.today])
    ahead = write_shared([day.planned_s for day in days if day.day >= day.today])
    return list(zip(tracked, [*before, *ahead], strict=True))


def _size(day: Day, planned: str) -> str:
    """Say how much is planned, and of how much; what is too much in the words of the day's own head (Z1)."""
    if day.day >= day.today and day.capacity_s:
        over = -minutes_left(day.left_s)
        of = f"{planned or format_duration(0)} of {format_duration(day.capacity_s)}"
        return f"{format_duration(over * 60)} too much" if over > 0 else of
    if planned:
        return f"{planned} planned"
    return counted(len(day.tasks), "task") if day.tasks else "" if day.day < day.today else "day off"


def _tracked(day: Day, time: str, width: int) -> str:
    """Say what was worked, and of a day that is over how much of it was done, where that has room."""
    tracked = f"{time} tracked" if time else ""
    done = f"{day.done}/{day.countable} done" if day.day < day.today and day.countable else ""
    both = f" {GLYPHS.dot} ".join(part for part in (tracked, done) if part)
    return both if len(both) <= width else tracked


def _verdict(day: Day) -> str:
    return "$text-error" if day.day >= day.today and day.capacity_s and minutes_left(day.left_s) < 0 else MUTED


def _gauge(day: Day, width: int) -> Content:
    if day.day < day.today:
        return bar(day.tracked_s, max(day.capacity_s, 1), width) if day.capacity_s else Content(" " * width)
    return (
        bar(day.tracked_s + day.remaining_s, max(day.capacity_s, 1), width) if day.capacity_s else Content(" " * width)
    )


def _task(task: Task, width: int, *, under: bool) -> Content:
    sign, style = mark(task)
    title = "" if task.status == "open" and task.id else MUTED
    line = Content.assemble((f"{sign} ", style), (fitted(task.title, width - 2), "bold" if task.running else title))
    return line.stylize("on $cursor") if under else line

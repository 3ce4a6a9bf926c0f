"""The day as a strip of hours: worked stretches, what is planned from now on, now, and where the capacity ends."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.days import format_clock, local_offset
from dayplan.domain.model import Day, Now, Stretch
from dayplan.domain.outlook import Outlook, outlook
from dayplan.domain.wording import format_duration
from dayplan.tui.look import GLYPHS, MUTED, PLAIN, colour_of, joined

_HOUR = 3600
_SHORTEST = 8 * _HOUR
"""The strip shows a working day at least, so that it does not stretch and shrink as the day begins."""


class HourStrip(Widget, can_focus=False):
    """Three lines: the hours, the stretches in half cells, and what the marks under them mean."""

    DEFAULT_CSS = """
    HourStrip { height: 4; padding: 0 2 1 2; background: $background; }
    """

    day: reactive[Day | None] = reactive(None)
    now: reactive[Now | None] = reactive(None)
    stretches: reactive[tuple[Stretch, ...]] = reactive(())

    def render(self) -> Content:
        """Draw the strip to the width there is."""
        day, width = self.day, self.content_size.width
        if day is None or width < 20:
            return Content("")
        epoch = max(self.now.epoch if self.now else 0, day.now.epoch)
        worked = self._worked(epoch)
        ahead = outlook(day, epoch) if day.day == day.today else Outlook((), None, None)
        if not worked and day.day != day.today:
            return Content("")
        axis = Axis(worked, ahead, epoch if day.day == day.today else None, day, width)
        return Content("\n").join([axis.hours(), axis.stretches(worked, ahead.ahead), axis.marks(ahead)])

    def _worked(self, epoch: int) -> tuple[Stretch, ...]:
        """Let what runs reach to now."""
        running = self.day.running if self.day is not None and self.day.day == self.day.today else None
        if running is None:
            return self.stretches
        start = running.entry.started_at
        return tuple(
            s._replace(end=max(s.end, epoch)) if s.task_id == running.entry.task_id and s.start == start else s
            for s in self.stretches
        )


class Axis:
    """Instants on cells: whole hours at both ends, half cells between."""

    def __init__(self, worked: tuple[Stretch, ...], ahead: Outlook, now: int | None, day: Day, width: int) -> None:
        self.day = day
        self.width = width
        self.now = now
        moments = [at for s in worked for at in (s.start, s.end)]
        moments += [at for at in (now, ahead.finish, ahead.full) if at is not None]
        offset = self._offset(moments[0])
        first = min(moments)
        self.first = first - (first + offset) % _HOUR
        last = max(*moments, self.first + _SHORTEST)
        self.last = last + -(last + offset) % _HOUR

    def _offset(self, epoch: int) -> int:
        return local_offset(epoch, self.day.now.zone)

    def _cell(self, epoch: int) -> int:
        return min(self.width - 1, (epoch - self.first) * self.width // (self.last - self.first))

    def hours(self) -> Content:
        """Write every hour, or every second or third where there is no room."""
        line = [" "] * self.width
        longest = 2 if self.day.settings.clock_24 else 4
        cells = self.width * _HOUR / (self.last - self.first)
        step = next((hours for hours in (1, 2, 3, 4, 6) if hours * cells >= longest + 2), 12)
        for at in range(self.first, self.last, step * _HOUR):
            cell = self._cell(at)
            hour = (at + self._offset(at)) % 86_400 // _HOUR
            label = str(hour) if self.day.settings.clock_24 else f"{(hour - 1) % 12 + 1}{'am' if hour < 12 else 'pm'}"
            if cell + len(label) <= self.width:
                line[cell : cell + len(label)] = label
        return Content.styled("".join(line), MUTED)

    def stretches(self, worked: tuple[Stretch, ...], ahead: tuple[Stretch, ...]) -> Content:
        """Draw what lies on each half cell: worked time solid, planned time faint, with gaps between tasks."""
        halves = [self._half(worked, ahead, place) for place in range(2 * self.width)]
        cells = []
        for left, right in zip(halves[::2], halves[1::2], strict=True):
            cells.append(_cell_of(left, right))
        return Content.assemble(*joined(cells))

    def _half(self, worked: tuple[Stretch, ...], ahead: tuple[Stretch, ...], place: int) -> tuple[str, str]:
        span = self.last - self.first
        begin = self.first + place * span // (2 * self.width)
        end = self.first + (place + 1) * span // (2 * self.width)
        best, most = ("", ""), 0
        for kind, several in (("worked", worked), ("ahead", ahead)):
            start = bisect_right(several, begin, key=lambda s: s.end)
            for stretch in several[start:]:
                if stretch.start >= end:
                    break
                shared = min(stretch.end, end) - max(stretch.start, begin)
                if shared > most:
                    best, most = (kind, self._colour(stretch)), shared
        if best[0] == "ahead" and any(begin < s.start <= end for s in ahead[1:]):
            return "", ""
        return best

    def _colour(self, stretch: Stretch) -> str:
        return colour_of(stretch.project_id, stretch.colour)

    def marks(self, ahead: Outlook) -> Content:
        """Say under the strip when it is now, when the list is done, and when the day is full."""
        if self.now is None:
            return Content("")
        clock = self._clock
        marks = [Mark(self._cell(self.now), clock(self.now), "bold")]
        if ahead.finish is not None:
            marks.append(Mark(self._cell(ahead.finish), f"list done {clock(ahead.finish)}", MUTED))
        if ahead.full is not None:
            full = f"{format_duration(self.day.capacity_s)} full {clock(ahead.full)}"
            over = ahead.finish is not None and ahead.finish > ahead.full
            marks.append(Mark(self._cell(ahead.full), full, "$text-error" if over else MUTED))
        fewer = (marks, marks[:2], [marks[0], *marks[2:]], marks[:1])  # what matters less goes where there is no room
        tried = (_laid_out(some, self.width, first) for some in fewer for first in range(len(some) + 1))
        return next((line for line in tried if line is not None), Content(""))

    def _clock(self, epoch: int) -> str:
        return format_clock(epoch, self._offset(epoch), self.day.settings.clock_24)


class Mark(NamedTuple):
    """An arrow under one cell, and what it means."""

    cell: int
    words: str
    style: str


def _laid_out(marks: list[Mark], width: int, first: int) -> Content | None:
    """Put each arrow under its cell, its words beside it and in the same order; None where they have no room.

    Where words meet others, those of the `first` marks move to the right, those of the rest to the left.
    """
    line = [(" ", "")] * width
    for mark in reversed(marks):
        line[mark.cell] = (GLYPHS.up, mark.style)
    ordered = sorted(marks)
    begin, end = 0, width
    for mark in (*reversed(ordered[first:]), *ordered[:first]):
        moves_right = mark in ordered[:first]
        long, beside = cell_len(mark.words), max(begin, mark.cell + 2)
        starts = range(beside, end) if moves_right else (beside, *range(mark.cell - 1 - long, -1, -1))
        start = next((at for at in starts if at + long <= end and _free(line, at, long, mark.cell)), None)
        if start is None:
            return None
        line[start : start + long] = [(letter, mark.style) for letter in mark.words]
        begin, end = (start + long + 2, end) if moves_right else (begin, start - 2)
    return Content.assemble(*joined(line))


def _free(line: list[tuple[str, str]], at: int, long: int, own: int) -> bool:
    """Whether words have room there, two cells from any arrow but their own: nearer they would seem to explain it."""
    around = range(max(0, at - 2), min(len(line), at + long + 2))
    return all(line[cell] == (" ", "") for cell in around if cell != own)


def _cell_of(left: tuple[str, str], right: tuple[str, str]) -> tuple[str, str]:
    """Choose the character whose halves are these two, and its style."""
    if PLAIN:
        kind = left[0] or right[0]
        return ({"worked": "#", "ahead": "."}.get(kind, " "), left[1] or right[1])
    if left == right:
        return {"worked": ("█", left[1]), "ahead": ("▁", f"{left[1]} 60%"), "": (" ", "")}[left[0]]
    if "worked" in (left[0], right[0]):
        solid = left if left[0] == "worked" else right
        if left[0] == right[0]:
            return "▌", f"{left[1]} on {right[1]}"
        return ("▌" if solid is left else "▐"), solid[1]
    return " ", ""  # where planned work begins or ends, so that two tasks in a row are told apart

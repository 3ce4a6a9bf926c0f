"""A year of days as a heat map: weeks are columns, and the day under the cursor is said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.days import first_of_week, format_day, step_days
from dayplan.domain.ranges import Range
from dayplan.domain.wording import MONTHS, WEEKDAYS, format_duration, how_far
from dayplan.tui.commands import YEAR, YEAR_FOOTER, bindings
from dayplan.tui.look import GLYPHS, MUTED, joined

_LABEL = 5
"""Cells for the names of the weekdays."""
_HALF_HOUR = 1800
_STYLES = ("$foreground 30%", "$success 60%", "$success 75%", "$success 90%", "$success")
"""Of nothing, and from little to much; the glyphs tell them apart without colour."""
_DAY = timedelta(days=1)


class YearMap(Widget, can_focus=True):
    """Shows `seconds` by day; says which day was chosen, and when the cursor comes into another year."""

    DEFAULT_CSS = """
    YearMap { height: 9; padding: 0 2; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings(YEAR)
    keys = YEAR_FOOTER

    seconds: reactive[Mapping[date, int]] = reactive({}, init=False)
    cursor: reactive[date | None] = reactive(None)
    today: reactive[date | None] = reactive(None)
    shown: reactive[Range | None] = reactive(None)
    """The range of the report, which is marked."""
    week_start: int = 0
    date_format: str = "iso"

    @dataclass
    class Chosen(Message):
        """A day was chosen: its report is asked for."""

        day: date

    @dataclass
    class YearTurned(Message):
        """The cursor came into another year."""

        year: int

    @property
    def year(self) -> int:
        """The year in view."""
        return self.cursor.year if self.cursor else 1970

    def action_day_step(self, by: int) -> None:
        """Go a day, or a week, up or down the calendar; not beyond today."""
        if self.cursor is None or self.today is None:
            return
        wanted = min(step_days(self.cursor, by), self.today)
        turned = wanted.year != self.cursor.year
        self.cursor = wanted
        if turned:
            self.post_message(self.YearTurned(wanted.year))

    def action_choose(self) -> None:
        """Ask for the report of the day under the cursor."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self.cursor))

    # Drawing

    def _weeks(self) -> tuple[list[date], int]:
        """Return the first days of the weeks in view, and how many cells each takes."""
        first = first_of_week(date(self.year, 1, 1), self.week_start)
        weeks = [
            first + timedelta(days=7 * week)
            for week in range(54)
            if (first + timedelta(days=7 * week)).year <= self.year
        ]
        room = max(1, self.content_size.width - _LABEL)
        if room >= 2 * len(weeks):
            return weeks, 3 if room >= 3 * len(weeks) else 2
        if room >= len(weeks):
            return weeks, 1
        assert self.cursor is not None
        here = weeks.index(first_of_week(self.cursor, self.week_start))
        top = min(max(0, here - room * 2 // 3), len(weeks) - room)
        return weeks[top : top + room], 1

    def step_s(self) -> int:
        """Return the seconds between two shades: a quarter of the fullest day, in half hours."""
        most = max(self.seconds.values(), default=0)
        return max(_HALF_HOUR, -(-most // (4 * _HALF_HOUR)) * _HALF_HOUR)

    def render(self) -> Content:
        """Draw the months' names, seven lines of days, and what is under the cursor."""
        if self.cursor is None or self.today is None or self.content_size.width < 20:
            return Content("")
        weeks, cells = self._weeks()
        lines = [self._months(weeks, cells)]
        lines += [self._weekday(row, weeks, cells) for row in range(7)]
        lines.append(self._words(self.content_size.width))
        return Content("\n").join(lines[: max(1, self.content_size.height)])

    def _months(self, weeks: list[date], cells: int) -> Content:
        line = [" "] * (len(weeks) * cells + 3)
        for place, week in enumerate(weeks):
            first = next((day for day in (week + timedelta(days=ahead) for ahead in range(7)) if day.day == 1), None)
            if first is not None and first.year == self.year:
                name = MONTHS[first.month - 1][:3]
                line[place * cells : place * cells + len(name)] = name
        return Content.styled(f"{self.year:<{_LABEL}}" + "".join(line)[: self.content_size.width - _LABEL], MUTED)

    def _weekday(self, row: int, weeks: list[date], cells: int) -> Content:
        name = WEEKDAYS[(self.week_start + row) % 7][:3] if row % 2 == 0 else ""
        step = self.step_s()
        drawn = [self._day(week + timedelta(days=row), cells, step) for week in weeks]
        return Content.assemble((f"{name:<{_LABEL}}", MUTED), *joined(drawn))

    def _day(self, day: date, cells: int, step: int) -> tuple[str, str]:
        assert self.today is not None
        if day.year != self.year or day > self.today:
            return " " * cells, ""
        seconds = self.seconds.get(day, 0)
        shade = 0 if seconds <= 0 else min(4, 1 + (seconds - 1) // step)
        style = _STYLES[shade]
        if day == self.cursor and self.has_focus:
            style = "bold reverse"
        elif self.shown is not None and self.shown.first <= day <= self.shown.last and self.shown.unit != "all":
            style += " on $cursor"
        return f"{GLYPHS.shades[shade] * (max(1, cells - 1) if shade else 1):<{cells}}", style

    def _words(self, width: int) -> Content:
        assert self.cursor is not None
        assert self.today is not None
        day = self.cursor
        seconds = self.seconds.get(day, 0)
        total = sum(self.seconds.values())
        spent = format_duration(seconds) if seconds else "no time"
        far = how_far(day, self.today) or "today"
        name = f"{WEEKDAYS[day.weekday()][:3]} {format_day(day, self.date_format)}"
        spoken = [f"{name}: {spent}", far] if self.has_focus else [f"{format_duration(total)} in {self.year}"]
        legend = self._legend()
        words = Content.styled(f" {GLYPHS.dot} ".join(spoken), "bold" if self.has_focus else MUTED)
        if words.cell_length + legend.cell_length + 2 > width:
            words = Content.styled(spoken[0], "bold" if self.has_focus else MUTED)
        room = width - words.cell_length - legend.cell_length
        return words + Content(" " * room) + legend if room >= 2 else words

    def _legend(self) -> Content:
        hours = [format_duration(self.step_s() * times) for times in (1, 2, 3)]
        parts = [
            Content.assemble((shade, style), (f" {words}", MUTED))
            for shade, style, words in zip(
                GLYPHS.shades[1:], _STYLES[1:], [f"to {hours[0]}", *hours[1:], "more"], strict=True
            )
        ]
        return Content("  ").join(parts)

    # By mouse

    def on_click(self, event: Click) -> None:
        """Stand on the day that is clicked; ask for the report of one that is clicked twice."""
        offset = event.get_content_offset(self)
        if offset is None or self.cursor is None or self.today is None or not 1 <= offset.y <= 7:
            return
        weeks, cells = self._weeks()
        place = (offset.x - _LABEL) // cells
        if not 0 <= place < len(weeks):
            return
        day = weeks[place] + timedelta(days=offset.y - 1)
        if day.year == self.year and day <= self.today:
            self.cursor = day
            if event.chain == 2:
                self.action_choose()

"""Reports mode: where the time went, by whatever one asks; a year of days, and the entries behind each line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from dayplan.domain.model import Day
from dayplan.domain.ranges import dates_of, longer, moved, parse_range, range_of, title_of
from dayplan.domain.reporting import BY
from dayplan.domain.wording import format_duration
from dayplan.errors import DayplanError
from dayplan.tui.commands import LIST, REPORTS, REPORTS_FOOTER, YEAR, Command, bindings
from dayplan.tui.modes import open_log
from dayplan.tui.report_reading import Around, Asked, Seen, read_around, read_report
from dayplan.tui.report_words import aside_words, nothing_words, sum_words, tabs_words, title_words
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.mode_head import ModeHead
from dayplan.tui.widgets.report_lines import LineList, PartList
from dayplan.tui.widgets.row_list import RowList
from dayplan.tui.widgets.week_line import WeekLine
from dayplan.tui.widgets.year_map import YearMap

if TYPE_CHECKING:
    from dayplan.tui.widgets.filter_line import FilterLine

_SOON_S = 0.15
"""A sum that takes longer goes on behind the old figures, and keys act meanwhile."""


class ReportsScreen(PlannerScreen):
    """Sums in a list, below it the weeks and the year; the entries of a line take the list's place."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(REPORTS)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high"), (24, "-tall"), (30, "-roomy")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    ReportsScreen {
        ModeHead { height: 3; padding: 1 2 0 2; }
        #tabs { height: 2; padding: 0 2; }
        #nothing { display: none; padding: 0 2; height: 1fr; color: $quiet; }
        #around { display: none; height: 11; }
        PartList { display: none; }
        &.-tall #around, &.-roomy #around { display: block; }
        &.-roomy #around { height: 12; padding-top: 1; }
        &.-parts LineList { display: none; }
        &.-parts PartList { display: block; }
        &.-nothing LineList, &.-nothing PartList { display: none; }
        &.-nothing #nothing { display: block; }
        &.-low ModeHead { height: 2; padding: 0 2; }
        &.-low #tabs { height: 1; }
        &.-low WeekLine, &.-high WeekLine { display: none; }
        &.-low.-year, &.-high.-year {
            #around { display: block; height: 1fr; }
            LineList, PartList, #nothing { display: none; }
            #tabs { display: none; }
        }
    }
    """

    def __init__(self, day: Day | None) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._before: list[Asked] = []
        """What was shown before a day of the year was: `esc` goes back to it."""
        self._seen: Seen | None = None
        self._around: tuple[object, Around] | None = None
        """The year and the weeks, and for what they were read."""
        self._answered = asyncio.Event()
        self.set_reactive(ReportsScreen.day, day)

    def compose(self) -> ComposeResult:
        """What is asked for, its lines or their entries, the weeks, the year, the keys."""
        yield ModeHead().data_bind(ReportsScreen.day, ReportsScreen.now)
        yield Static(id="tabs", markup=False)
        yield LineList()
        yield PartList()
        yield Static(id="nothing", markup=False)
        with Vertical(id="around"):
            yield WeekLine()
            yield YearMap()
        yield KeyBar(REPORTS_FOOTER, "mode.reports")

    @property
    def home(self) -> Widget | None:
        """The list has the focus, or the year."""
        if self.has_class("-year"):
            return self.query_one(YearMap)
        return self.query_one(PartList if self.has_class("-parts") else LineList)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here: in the year, with its own keys."""
        return (*REPORTS[1:], *YEAR) if self.has_class("-year") else (*REPORTS, *LIST)

    async def on_mount(self) -> None:
        """Show what was asked for last, or this week."""
        self._asked = self.app.report_asked
        await self.reload()
        self.set_focus(self.home)

    # Reading

    async def reload(self) -> None:
        """Read again what is shown."""
        self._around = None
        await self._read_all()

    async def _ask_for(self, asked: Asked) -> None:
        """Read something else. What takes long goes on while keys act; the head says so."""
        self._asked = asked
        self._answered.clear()
        self.run_worker(self._read_all(), group="report", exclusive=True)
        try:
            await asyncio.wait_for(self._answered.wait(), _SOON_S)
        except TimeoutError:
            self._show_head(adding_up=True)

    async def _read_all(self) -> None:
        try:
            await self._read_report()
        except DayplanError as error:
            self.app.complain(error)

    async def _read_report(self) -> None:
        now, first_time = self.app.clock(), self._asked is None
        day = await self.look(lambda reader: reader.day(now))
        if day is None:
            return
        self._asked = asked = self._asked or Asked(range_of("week", day.today, day.settings.week_start), BY[0])
        seen = await self.look(lambda reader: read_report(reader, asked, day, now))
        if first_time and seen is not None and [line.key for line in seen.report.lines] == [""]:
            self._asked = asked = asked._replace(by="task")  # nothing has a client yet: that would be one line
            seen = await self.look(lambda reader: read_report(reader, asked, day, now))
        if seen is None or asked is not self._asked:
            return  # something else is asked for by now
        self.now, self.day, self._seen = now, day, seen
        self.app.report_asked = asked._replace(key=None)
        self._show(seen, day)
        self._answered.set()
        await self._read_around(seen, day)

    async def _read_around(self, seen: Seen, day: Day) -> None:
        """Read the year and the weeks, unless they are there."""
        year_map, now = self.query_one(YearMap), self.app.clock()
        until = min(seen.range.last, day.today)
        year_map.today, year_map.week_start = day.today, day.settings.week_start
        year_map.date_format = day.settings.date_format
        if year_map.cursor is None or not self.has_class("-year"):
            year_map.cursor = until
        year = year_map.year
        wanted = (year, until, seen.asked.filter)
        if self._around is None or self._around[0] != wanted:
            line = seen.asked.filter
            around = await self.look(lambda reader: read_around(reader, year, until, line, day, now))
            if around is None:
                return
            self._around = (wanted, around)
        around = self._around[1]
        year_map.shown, year_map.seconds = seen.range, around.days
        weeks = self.query_one(WeekLine)
        weeks.today, weeks.shown, weeks.weeks = day.today, seen.range, around.weeks

    # Showing

    def _show(self, seen: Seen, day: Day) -> None:
        drilled, nothing = seen.asked.key is not None, not seen.report.lines
        lines, parts = self.query_one(LineList), self.query_one(PartList)
        lines.show_report(seen.report, day.settings)
        parts.show_parts(seen.parts if drilled else (), seen.took, day.settings)
        moved_focus = self.focused is self.home
        self.set_class(drilled, "-parts")
        self.set_class(nothing, "-nothing")
        if moved_focus:
            self.set_focus(self.home)
        self.query_one("#nothing", Static).update(nothing_words(seen, day.settings, day.today))
        for line in self.query("FilterLine").results():
            line.say(format_duration(seen.report.total_s))  # type: ignore[attr-defined]
        self._show_head()

    def _show_head(self, *, adding_up: bool = False) -> None:
        seen, day = self._seen, self.day
        if seen is not None and day is not None:
            width = max(20, self.size.width - 4)
            title, aside = title_words(seen, day.settings, day.today, width), aside_words(seen, adding_up=adding_up)
            self.query_one(ModeHead).say(title, aside, sum_words(seen))
            self.query_one("#tabs", Static).update(tabs_words(seen, day.settings, width))

    def on_resize(self) -> None:
        """Lay the groupings out anew."""
        self._show_head()

    # What is asked for

    @turn
    async def action_open(self) -> None:
        """Show the entries of this line; of an entry, its day in the log. Where there is nothing, the time before."""
        seen, parts = self._seen, self.query_one(PartList)
        if seen is None or self._asked is None or self.day is None:
            return
        if self.has_class("-nothing"):
            if seen.earlier is not None and not seen.hidden_s:
                unit = seen.asked.range.unit
                around = range_of("week" if unit == "days" else unit, seen.earlier, self.day.settings.week_start)
                await self._ask_for(self._asked._replace(range=around, key=None))
        elif self.has_class("-parts"):
            if parts.standing_on is not None:
                await open_log(self.app, parts.standing_on.day)
        elif (line := self.query_one(LineList).standing_on) is not None:
            await self._ask_for(self._asked._replace(key=line.key))

    @turn
    async def action_back(self) -> None:
        """Go back: from the year, from a line's entries, from a day; then the filter goes."""
        asked = self._asked
        if self.has_class("-year"):
            self._leave_year()
        elif asked is not None and asked.key is not None:
            await self._ask_for(asked._replace(key=None))
        elif self._before:
            await self._ask_for(self._before.pop())
        elif asked is not None and asked.filter:
            await self._ask_for(asked._replace(filter=""))

    @turn
    async def action_by(self, by: int) -> None:
        """Sum up by the next thing, or by the one before."""
        if self._asked is not None:
            wanted = BY[(BY.index(self._asked.by) + by) % len(BY)]
            await self._ask_for(self._asked._replace(by=wanted, key=None))

    @turn
    async def action_turn(self, by: int) -> None:
        """Show the time before or after, as long."""
        if self._asked is not None and self.day is not None:
            await self._ask_for(self._asked._replace(range=moved(self._asked.range, by, self.day.settings.week_start)))

    @turn
    async def action_longer(self, by: int) -> None:
        """Show more of the time around, or less."""
        if self._asked is not None and self.day is not None:
            wanted = longer(self._asked.range, by, self.day.today, self.day.settings.week_start)
            await self._ask_for(self._asked._replace(range=wanted))

    @turn
    async def action_now(self) -> None:
        """Show the time we are in, as long as what is shown."""
        if self._asked is None or self.day is None:
            return
        shown, today = self._asked.range, self.day.today
        now = range_of(shown.unit, today, self.day.settings.week_start)
        if shown.unit == "days":
            now = shown._replace(first=today - (shown.last - shown.first), last=today)
        self.query_one(YearMap).cursor = today
        await self._ask_for(self._asked._replace(range=now))

    @turn
    async def action_range(self) -> None:
        """Ask for other days."""
        from dayplan.tui.screens.ask_line import AskLine

        day, asked = self.day, self._asked
        if day is None or asked is None:
            return
        settings = day.settings

        def describe(text: str) -> str:
            found = parse_range(text, day.today, settings.week_start, settings.date_format)
            title = title_of(found, day.today, settings.week_start)
            dates = "" if found.unit == "all" else f", {dates_of(found, settings.date_format)}"
            return f"{title}{dates} · enter shows it"

        hint = "last week, week 48, october, ytd, 1 oct to 15 oct"
        answer = await self.ask(AskLine("Which time?", "", hint, describe, "range"))
        if answer is not None:
            found = parse_range(answer, day.today, settings.week_start, settings.date_format)
            await self._ask_for(asked._replace(range=found, key=None))

    # The filter

    async def action_filter(self) -> None:
        """Count only some of the work."""
        from dayplan.tui.widgets.filter_line import FilterLine

        if not self.query(FilterLine):
            value = self._asked.filter if self._asked else ""
            await self.mount(FilterLine("words, @client/project, +tag", value), after="#tabs")
        self.set_focus(self.query_one(FilterLine).line)

    async def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """Count again while it is typed."""
        if self._asked is not None and event.line.strip() != self._asked.filter:
            await self._ask_for(self._asked._replace(filter=event.line.strip(), key=None))

    async def on_filter_line_left(self) -> None:
        """Go back to the list; the head says which filter is on."""
        await self.query("FilterLine").remove()
        self.set_focus(self.home)
        self.app.turns.over()

    # The year

    @turn
    async def action_year(self) -> None:
        """Go to the year of days, or back."""
        if self.has_class("-year"):
            self._leave_year()
        else:
            self.add_class("-year")
            self.set_focus(self.query_one(YearMap))

    def _leave_year(self) -> None:
        self.remove_class("-year")
        self.set_focus(self.home)

    @on(YearMap.Chosen)
    async def _day_chosen(self, event: YearMap.Chosen) -> None:
        if self._asked is not None:
            self._before.append(self._asked._replace(key=None))
            self._leave_year()
            await self._ask_for(self._asked._replace(range=range_of("day", event.day), key=None))

    @on(YearMap.YearTurned)
    async def _year_turned(self) -> None:
        if self._seen is not None and self.day is not None:
            await self._read_around(self._seen, self.day)

    @on(RowList.Opened)
    async def _row_opened(self) -> None:
        await self.action_open()

"""The two lists of Reports mode: lines with their bars, and the entries that make one of them up."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from dayplan.domain.days import format_day, format_month_day
from dayplan.domain.model import Settings
from dayplan.domain.report_minutes import Times, times_of_lines
from dayplan.domain.reporting import Line, Part, Report, owner_of
from dayplan.domain.wording import WEEKDAYS
from dayplan.text.reports import money, share_of, times_of, title_of_key, worth
from dayplan.tui.commands import PARTS_FOOTER
from dayplan.tui.look import GLYPHS, MUTED, colour_of, fitted
from dayplan.tui.widgets.row_list import RowList

_SHORTEST_BAR = 6
_LONGEST_BAR = 60


class Columns(NamedTuple):
    """How wide each column of a report is; 0 leaves it out."""

    name: int
    time: int
    bar: int
    rounded: int
    billable: int
    money: int


class LineList(RowList[Line]):
    """The lines of `report`: a name, time, what it is rounded to, share, bar, what is billable of it, its worth."""

    report: Report | None = None
    settings = Settings()
    _times: tuple[Times, ...] = ()

    def show_report(self, report: Report, settings: Settings) -> None:
        """Show another report, or the same with new figures; the cursor stays on its line while there is one."""
        kept = self.standing_on
        keys = [line.key for line in report.lines]
        self.report = report
        self._times = times_of_lines(report)
        self.settings = settings
        self.show(report.lines, keys.index(kept.key) if kept is not None and kept.key in keys else 0)

    def _columns(self, width: int) -> Columns:
        assert self.report is not None
        lines = self.report.lines
        some_billable = self.report.total.billable_s > 0
        all_billable = self.report.total.billable_s == self.report.total.seconds
        rounded = 9 if self.report.rounding.unit_s and width >= 34 else 0
        billable = 17 if some_billable and not all_billable and width >= 96 else 0
        amounts = max((cell_len(money(worth(line, self.report))) for line in lines), default=0) + 2
        worthy = amounts if amounts > 2 and width >= 50 + amounts else 0
        time = max(7, 2 + max((len(times.recorded) for times in self._times), default=0))
        room = width - time - 6 - rounded - billable - worthy
        longest = max((cell_len(self._title_of(line)) for line in lines[:200]), default=0)
        name = min(max(longest, 8), max(8, room * 2 // 5 if width >= 60 else room - 10))
        bar = room - name - 2
        if bar < _SHORTEST_BAR:
            name, bar = room, 0
        bar = min(bar, _LONGEST_BAR)  # a longer one says no more; what stands beside it comes nearer
        return Columns(name, time, bar, rounded, billable, worthy)

    def _title_of(self, line: Line) -> str:
        assert self.report is not None
        return title_of_key(line.key, self.report.by, self.settings.date_format)

    def row(self, place: int, row: Line, width: int) -> Content:
        """Lay a line out; the narrower the list, the fewer its columns."""
        report = self.report
        assert report is not None
        columns, times = self._columns(width), self._times[place]
        most = max(line.seconds for line in report.lines)
        style = colour_of(row.project_id, row.colour) if report.by == "project" else "$success"
        parts = [Content.styled(fitted(self._title_of(row), columns.name), "" if row.key else MUTED)]
        parts.append(Content.styled(f"{times.recorded:>{columns.time}}", "bold"))
        if columns.rounded:
            parts.append(Content.styled(f" {GLYPHS.moved} {times.rounded:<6}", "$text-accent"))
        parts.append(Content.styled(f"{share_of(row.seconds, report.total_s):>6}", MUTED))
        if columns.bar:
            drawn = GLYPHS.gauge(row.seconds, most, columns.bar)
            parts += [Content("  "), Content.styled(drawn, style), Content(" " * (columns.bar - len(drawn)))]
        if columns.billable:
            words = f"{times.billable} billable" if times.billable else ""
            parts.append(Content.styled(f"{words:>{columns.billable}}", MUTED))
        if columns.money:
            parts.append(Content(f"{money(worth(row, report)):>{columns.money}}"))
        return Content("").join(parts)


class PartList(RowList[Part]):
    """Entries, the latest first, each on the day on which it lies."""

    keys = PARTS_FOOTER
    settings = Settings()

    _took: tuple[str, ...] = ()

    def show_parts(self, parts: tuple[Part, ...], took: tuple[str, ...], settings: Settings) -> None:
        """Show other entries with their lengths, or the same anew; the cursor stays on its entry while there is one."""
        kept = self.standing_on
        places = [place for place, part in enumerate(parts) if kept is not None and _same(part, kept)]
        self.settings = settings
        self._took = took
        self.show(parts, places[0] if places else 0)

    def row(self, place: int, row: Part, width: int) -> Content:
        """Lay an entry out; a day is named once, above the earlier ones of the same day."""
        each = row.worked
        same = place > 0 and self.rows[place - 1].day == row.day
        day = f"{WEEKDAYS[row.day.weekday()][:3]} {format_day(row.day, self.settings.date_format)}"
        if width < 60:
            day = format_month_day(row.day, self.settings.date_format)
        style = "bold $text-success" if each.running else ""
        parts = [
            Content.styled((" " * len(day) if same else day) + "  ", MUTED),
            Content.styled(times_of(each, self.settings, GLYPHS), style),
            Content.styled(f"{self._took[place]:>7}  ", style or "bold"),
        ]
        room = width - sum(part.cell_length for part in parts)
        note = " ".join(each.note.split())
        aside = "".join(f"  {words}" for words in (owner_of(each), note) if words)
        title = fitted(each.task, min(room, cell_len(each.task)))
        return Content.assemble(*parts, title, (fitted(aside, room - cell_len(title)), MUTED))


def _same(part: Part, other: Part) -> bool:
    return (part.worked.id, part.day) == (other.worked.id, other.day)

"""What Reports mode reads: sums, and of the entries behind one of them no more than anyone scrolls through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from dayplan.domain.days import first_of_week
from dayplan.domain.filtering import Filter, parse_filter
from dayplan.domain.model import Day, Now
from dayplan.domain.ranges import Range, within
from dayplan.domain.report_minutes import times_of_lines
from dayplan.domain.reporting import Part, Report, by_day, fitting, parts_of, report
from dayplan.domain.shares import write_shared
from dayplan.domain.wording import format_duration
from dayplan.storage import spent
from dayplan.storage.reader import Reader

MOST_PARTS = 1000
"""As many entries of a line are listed; its sum counts all of them."""
WEEKS = 26
"""As many weeks stand in the line of weeks."""


class Asked(NamedTuple):
    """A report as it is asked for."""

    range: Range
    by: str
    filter: str = ""
    key: str | None = None
    """The line whose entries are asked for too."""


class Seen(NamedTuple):
    """What was read for it."""

    asked: Asked
    range: Range
    """The days it came to."""
    report: Report
    parts: tuple[Part, ...]
    """The entries of the line that was asked for, the latest first, `MOST_PARTS` at most."""
    took: tuple[str, ...]
    """How long each of them is in words: all entries of a line add up to what the line says."""
    parts_s: int
    """What all of them come to."""
    parts_words: str
    """The same in words."""
    part_count: int
    hidden_s: int
    """Where a filter leaves nothing: what it hides."""
    earlier: date | None
    """Where there is nothing: the latest day before with recorded time."""


class Around(NamedTuple):
    """The year and the weeks around a report."""

    year: int
    days: Mapping[date, int]
    """The seconds of each day of the year that has some."""
    weeks: tuple[tuple[date, int], ...]


def read_report(reader: Reader, asked: Asked, day: Day, now: Now) -> Seen:
    """Sum up what is asked for; runs in the backend's thread."""
    shown = within(asked.range, *spent.first_and_last_day(reader, now), day.today)
    worked = spent.worked(reader, shown.first, shown.last, now)
    tags = spent.tags_of_tasks(reader) if asked.by == "tag" or "+" in asked.filter else {}
    wanted = _filter(reader, asked.filter)
    counted = fitting(worked, wanted, tags)
    week_start = day.settings.week_start
    found = report(
        counted,
        shown.first,
        shown.last,
        asked.by,
        tags=tags,
        week_start=week_start,
        rounding=day.settings.rounding,
        unresolved=fitting(spent.unresolved(reader, shown.first, shown.last, now), wanted, tags),
    )
    parts: list[Part] = []
    took: list[str] = []
    in_words = ""
    if asked.key is not None:
        parts = parts_of(counted, shown.first, shown.last, asked.by, asked.key, tags=tags, week_start=week_start)
        times = (times for line, times in zip(found.lines, times_of_lines(found), strict=True) if line.key == asked.key)
        if (of_line := next(times, None)) is not None:
            took, in_words = write_shared([part.seconds for part in parts], of_line.minutes), of_line.recorded
    empty = not found.lines
    return Seen(
        asked,
        shown,
        found,
        tuple(parts[:MOST_PARTS]),
        tuple(took[:MOST_PARTS]),
        sum(part.seconds for part in parts),
        in_words or format_duration(0),
        len(parts),
        report(worked, shown.first, shown.last, "billable").total_s if empty and not wanted.empty else 0,
        spent.latest_day_before(reader, shown.first) if empty else None,
    )


def read_around(reader: Reader, year: int, until: date, filter_line: str, day: Day, now: Now) -> Around:
    """Sum up a year by its days, and the weeks up to a day; runs in the backend's thread."""
    last_week = first_of_week(min(until, day.today), day.settings.week_start)
    weeks = [last_week - timedelta(days=7 * ago) for ago in range(WEEKS - 1, -1, -1)]
    of_year = Range(date(year, 1, 1), date(year, 12, 31), "year")
    wanted = _filter(reader, filter_line)
    tags = spent.tags_of_tasks(reader) if wanted.tags else {}
    days = _by_day(reader, of_year, wanted, tags, now)
    of_weeks = Range(weeks[0], last_week + timedelta(days=6))
    if of_weeks.first >= of_year.first and of_weeks.last <= of_year.last:
        by_weeks = days
    else:
        by_weeks = _by_day(reader, of_weeks, wanted, tags, now)
    sums = tuple((week, sum(by_weeks.get(week + timedelta(days=ahead), 0) for ahead in range(7))) for week in weeks)
    return Around(year, days, sums)


def _by_day(
    reader: Reader, shown: Range, wanted: Filter, tags: Mapping[int, tuple[str, ...]], now: Now
) -> dict[date, int]:
    return by_day(fitting(spent.worked(reader, shown.first, shown.last, now), wanted, tags), shown.first, shown.last)


def _filter(reader: Reader, line: str) -> Filter:
    wanted = parse_filter(line, with_statuses=False)
    return wanted if wanted.empty else wanted.exact(*spent.names(reader))

"""Stretches of days that a report is asked for: `last week`, `october`, `2026-10-01 to 2026-10-31`, `all time`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dayplan.domain.days import LAST_DAY, LEAST_DAY, first_of_week, format_day
from dayplan.domain.entry import MONTH_NUMBERS, NotADay, parse_past_day
from dayplan.domain.hygiene import quoted, tidy
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import MONTHS, WEEKDAYS
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Unit = Literal["day", "week", "month", "quarter", "year", "all", "days"]

UNITS = ("day", "week", "month", "quarter", "year", "all")
"""From the shortest to the longest; besides these there are `days`, from any day to any other."""
_DAY = timedelta(days=1)

_LAST_SOME = re.compile(r"(?:last|past) ([0-9]{1,4}) (day|week|month)s?")
_YEAR = re.compile(r"(?:in )?([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_NAMED_MONTH = re.compile(r"(?:in )?([a-z]+)(?:,? ([0-9]{4}))?")
_QUARTER = re.compile(r"(?:([0-9]{4})[ -]?)?q([1-4])(?:,? ([0-9]{4}))?")
_BETWEEN = re.compile(r" (?:to|until|till|through|-) | ?(?:\.\.|–|—) ?")
_WEEK = re.compile(
    r"(?:(?P<before>[1-9][0-9]{3})[ -]?)?(?:w|wk|week) ?(?P<number>[0-9]{1,2})(?:,? (?:of )?(?P<after>[1-9][0-9]{3}))?"
)
_WEEK_OF = re.compile(r"(?:the )?week of (?P<day>.+)")
_NAMES_YEAR = re.compile(r"[0-9]{4}")
_RELATIVE = re.compile(
    r"today|yesterday|tomorrow|last |this |past |previous |next |[+-]|(?:day|week|month|quarter|year)$"
)
_TO_DATE = {
    f"{written}{to_date}": unit
    for unit in ("week", "month", "quarter", "year")
    for written, to_date in ((unit[0], "td"), (unit, " to date"), (f"{unit}-", "to-date"))
}


class Range(NamedTuple):
    """From one day to another, both included."""

    first: date
    last: date
    unit: Unit = "days"
    """What it is as a whole: a week is moved by weeks, any other stretch by its own length."""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


ALL_TIME = Range(LEAST_DAY, LAST_DAY, "all")
"""Whatever there is; `within` makes real days of it."""


def range_of(unit: str, day: date, week_start: int = 0) -> Range:
    """Return the day, week, month, quarter or year that a day is in, or all time."""
    if unit == "week":
        first = first_of_week(day, week_start)
        return Range(first, first + timedelta(days=6), "week")
    if unit == "month":
        return Range(day.replace(day=1), _end_of_month(day.year, day.month), "month")
    if unit == "quarter":
        month = day.month - (day.month - 1) % 3
        return Range(date(day.year, month, 1), _end_of_month(day.year, month + 2), "quarter")
    if unit == "year":
        return Range(date(day.year, 1, 1), date(day.year, 12, 31), "year")
    return ALL_TIME if unit == "all" else Range(day, day, "day")


def moved(shown: Range, by: int, week_start: int = 0) -> Range:
    """Return the range that lies `by` of its own length later; all time stays where it is, and so does the calendar."""
    if shown.unit == "all":
        return shown
    try:
        if shown.unit in ("day", "days"):
            shift = timedelta(days=by * shown.days)
            return Range(shown.first + shift, shown.last + shift, shown.unit)
        found = shown
        for _ in range(abs(by)):
            found = range_of(shown.unit, found.last + _DAY if by > 0 else found.first - _DAY, week_start)
    except (OverflowError, ValueError):  # the last day there is
        return shown
    return found if _in_reach(found) else shown


def longer(shown: Range, by: int, today: date, week_start: int = 0) -> Range:
    """Return the next longer (1) or shorter (-1) unit around what is shown: around today, where that is within it."""
    units = UNITS
    place = next((at for at, unit in enumerate(units) if unit == shown.unit), None)
    if place is None:  # any stretch of days: the next unit that is longer, or shorter
        lengths = (1, 7, 31, 92, 366)
        place = next((at for at, days in enumerate(lengths) if days > shown.days), 5) - (1 if by > 0 else 0)
    wanted = units[min(max(place + by, 0), len(units) - 1)]
    around = today if shown.first <= today <= shown.last else shown.last
    return range_of(wanted, around, week_start)


def within(shown: Range, first: date | None, last: date | None, today: date) -> Range:
    """Return all time as the days from the first recorded one to today or the last one; anything else as it is."""
    if shown.unit != "all":
        return shown
    return Range(first or today, max(last or today, today), "all")


def parse_range(text: str, today: date, week_start: int = 0, date_format: str = "iso") -> Range:
    """Read a stretch of days; what names no year means the latest that has begun. Raises `BadInput`.

    | typed                                  | meant                                                            |
    | -------------------------------------- | ---------------------------------------------------------------- |
    | `since monday`, `from monday`          | from then to today                                               |
    | `from monday to wednesday`             | both included; the latest Wednesday and the Monday before it     |
    | `2026-W48`, `week 48`, `w48 2025`      | ISO 8601's week; where weeks begin on another day than Monday,   |
    |                                        | this person's own week that has the Thursday of that one         |
    | `ytd`, `year to date`; `qtd`, `mtd`,   | from the first day of the year, quarter, month or week to today  |
    | `wtd`                                  |                                                                  |
    | `week of 23 november`                  | that week; without a year it is of this year                     |

    Whatever `title_of` and `dates_of` write is read back, and a stretch that is a whole week, month, quarter or year is
    that.
    """
    typed = " ".join(tidy(text).casefold().replace("\N{MINUS SIGN}", "-").split())
    read = _Reader(text, today, week_start, date_format)
    if unit := _TO_DATE.get(typed):
        return read.between(range_of(unit, today, week_start).first, today)
    open_end = typed.startswith(("since ", "from "))
    first_words, *others = _BETWEEN.split(typed.removeprefix("since ").removeprefix("from "), maxsplit=1)
    if not others:
        begin = read.single(first_words)
        return read.between(begin.first, today) if open_end else begin
    end = read.single("today" if others[0] == "now" else others[0])
    begin = read.single(first_words)
    named_year = _NAMES_YEAR.search(others[0]) and not _NAMES_YEAR.search(first_words)
    if (named_year or begin.first > end.last) and not _RELATIVE.match(first_words):
        begin = read._replace(today=end.last).single(first_words)  # july to september 2025, mon to wed
    return read.between(begin.first, end.last)


class _Reader(NamedTuple):
    text: str
    today: date
    week_start: int
    date_format: str

    @property
    def examples(self) -> str:
        """Say what could have been typed."""
        first, last = (format_day(date(2026, 10, day), self.date_format) for day in (1, 31))
        return f"write one such as today, last week, october, q3, week 48, ytd, 2026, {first} to {last} or all time"

    def between(self, first: date, last: date) -> Range:
        if first > last:
            begins, ends = (format_day(day, self.date_format) for day in (first, last))
            raise BadInput(
                f"{quoted(self.text)} ends on {ends}, before it begins on {begins}: swap them, or name the year."
            )
        if first == last:
            return Range(first, last, "day")
        wholes = (range_of(unit, first, self.week_start) for unit in UNITS[1:-1])
        return next((whole for whole in wholes if (whole.first, whole.last) == (first, last)), Range(first, last))

    def single(self, typed: str) -> Range:
        """Read what is named by one name."""
        today, week_start = self.today, self.week_start
        try:
            found = (
                _unit(typed, today, week_start) or _some(typed, today) or self._week(typed) or _calendar(typed, today)
            )
            found = found or range_of("day", parse_past_day(typed, today, week_start, self.date_format))
        except (NotADay, ValueError, OverflowError):
            raise BadInput(f"{quoted(self.text)} is not a stretch of days: {self.examples}.") from None
        if not _in_reach(found):
            year, least = found.first.year, LEAST_DAY.year
            words = f"is of the year {year}, and nothing before {least} is kept" if year < least else "is too far ahead"
            raise BadInput(f"{quoted(self.text)} {words}: {self.examples}.")
        return found

    def _week(self, typed: str) -> Range | None:
        if found := _WEEK_OF.fullmatch(typed):
            day = parse_past_day(found["day"], self.today, self.week_start, self.date_format)
            if not _NAMES_YEAR.search(found["day"]):
                day = parse_past_day(found["day"], date(self.today.year, 12, 31), self.week_start, self.date_format)
            return range_of("week", day, self.week_start)
        found = _WEEK.fullmatch(typed)
        if found is None:
            return None
        number, year = int(found["number"]), int(found["before"] or found["after"] or 0)
        if not year:
            this_year, this_week, _ = self.today.isocalendar()
            year = this_year if number <= this_week else this_year - 1
        try:
            thursday = date.fromisocalendar(year, number, 4)
        except ValueError:
            raise BadInput(
                f"{quoted(self.text)} is no week: {year} has weeks 1 to {date(year, 12, 28).isocalendar()[1]}."
            ) from None
        return range_of("week", thursday, self.week_start)


def _in_reach(found: Range) -> bool:
    return ALL_TIME.first <= found.first and found.last <= ALL_TIME.last


def _unit(typed: str, today: date, week_start: int) -> Range | None:
    if typed in ("all", "all time", "ever", "everything"):
        return ALL_TIME
    which, _, unit = typed.rpartition(" ")
    if unit not in ("day", "week", "month", "quarter", "year"):
        return None
    steps = {"": 0, "this": 0, "last": -1, "previous": -1, "next": 1}
    if which not in steps:
        return None
    return moved(range_of(unit, today, week_start), steps[which], week_start)


def _some(typed: str, today: date) -> Range | None:
    """Read `last 30 days`, today included."""
    found = _LAST_SOME.fullmatch(typed)
    if found is None or not int(found[1]):
        return None
    number = int(found[1])
    if found[2] != "month":
        return Range(today - timedelta(days=number * (7 if found[2] == "week" else 1) - 1), today)
    month = today.year * 12 + today.month - 1 - number
    day = min(today.day, _end_of_month(month // 12, month % 12 + 1).day)
    return Range(date(month // 12, month % 12 + 1, day) + _DAY, today)


def _calendar(typed: str, today: date) -> Range | None:
    if found := _YEAR.fullmatch(typed):
        return range_of("year", date(int(found[1]), 1, 1))
    if found := _MONTH.fullmatch(typed):
        return range_of("month", date(int(found[1]), int(found[2]), 1))
    if found := _QUARTER.fullmatch(typed):
        month = int(found[2]) * 3 - 2
        year = int(found[1] or found[3] or 0) or (today.year if month <= today.month else today.year - 1)
        return range_of("quarter", date(year, month, 1))
    found = _NAMED_MONTH.fullmatch(typed)
    if found and found[1] in MONTH_NUMBERS:
        month = MONTH_NUMBERS[found[1]]
        year = int(found[2] or 0) or (today.year if month <= today.month else today.year - 1)
        return range_of("month", date(year, month, 1))
    return None


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - _DAY


def title_of(shown: Range, today: date, week_start: int = 0) -> str:
    """Name a range as a person would: `This week`, `October`, `July to September 2025`, `All time`."""
    if shown.unit == "all":
        return "All time"
    if shown.unit != "days":
        this = range_of(shown.unit, today, week_start)
        if shown == this:
            return "Today" if shown.unit == "day" else f"This {shown.unit}"
        if shown == moved(this, -1, week_start):
            return "Yesterday" if shown.unit == "day" else f"Last {shown.unit}"
    year = "" if shown.first.year == today.year else f" {shown.first.year}"
    if shown.unit in ("month", "quarter") and shown.first > today:
        year = f" {shown.first.year}"  # the bare name is read as the latest that has begun
    if shown.unit == "day":
        return f"{WEEKDAYS[shown.first.weekday()]} {shown.first.day} {MONTHS[shown.first.month - 1]}{year}"
    if shown.unit == "week":
        return f"Week of {shown.first.day} {MONTHS[shown.first.month - 1]}{year}"
    if shown.unit == "month":
        return f"{MONTHS[shown.first.month - 1]}{year}"
    if shown.unit == "quarter":
        return f"{MONTHS[shown.first.month - 1]} to {MONTHS[shown.last.month - 1]}{year}"
    return str(shown.first.year) if shown.unit == "year" else f"{shown.days} days"


def dates_of(shown: Range, date_format: str = "iso") -> str:
    """Write the first and the last day, `2026-11-23 to 2026-11-29`; a single day once."""
    first, last = format_day(shown.first, date_format), format_day(shown.last, date_format)
    return first if first == last else f"{first} to {last}"

"""Stretches of days that a report is asked for: `last week`, `october`, `2026-10-01 to 2026-10-31`, `all time`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dayplan.domain.days import LEAST_DAY, first_of_week, format_day
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
_EXAMPLES = "write one such as today, last week, october, q3, 2026, 2026-10-01 to 2026-10-31 or all time"

_LAST_SOME = re.compile(r"(?:last|past) ([0-9]{1,4}) (day|week|month)s?")
_YEAR = re.compile(r"(?:in )?([0-9]{4})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_NAMED_MONTH = re.compile(r"(?:in )?([a-z]+)(?:,? ([0-9]{4}))?")
_QUARTER = re.compile(r"(?:([0-9]{4})[ -]?)?q([1-4])(?:,? ([0-9]{4}))?")
_BETWEEN = re.compile(r" (?:to|until|till|through|-|–) | ?\.\. ?")


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


ALL_TIME = Range(LEAST_DAY, date(9998, 12, 31), "all")
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


def parse_range(text: str, today: date, week_start: int = 0) -> Range:
    """Read a stretch of days; what names no year means the latest that has begun. Raises `BadInput`."""
    typed = " ".join(tidy(text).casefold().replace("\N{MINUS SIGN}", "-").split())
    typed = typed.removeprefix("from ")
    if typed.startswith("since "):
        first = _single(typed.removeprefix("since "), text, today, week_start).first
        return _between(first, today, text)
    first_words, *others = _BETWEEN.split(typed, maxsplit=1)
    begin = _single(first_words, text, today, week_start)
    if not others:
        return begin
    end = _single("today" if others[0] == "now" else others[0], text, today, week_start)
    return _between(begin.first, end.last, text)


def _between(first: date, last: date, text: str) -> Range:
    if first > last:
        raise BadInput(f"{quoted(text)} ends on {last}, before it begins on {first}: swap them, or name the year.")
    return Range(first, last, "day" if first == last else "days")


def _single(typed: str, text: str, today: date, week_start: int) -> Range:
    try:
        found = _unit(typed, today, week_start) or _some(typed, today) or _calendar(typed, today)
        found = found or range_of("day", parse_past_day(typed, today, week_start))
    except (NotADay, ValueError, OverflowError):
        raise BadInput(f"{quoted(text)} is not a stretch of days: {_EXAMPLES}.") from None
    if not _in_reach(found):
        year, least = found.first.year, LEAST_DAY.year
        words = f"is of the year {year}, and nothing before {least} is kept" if year < least else "is too far ahead"
        raise BadInput(f"{quoted(text)} {words}: {_EXAMPLES}.")
    return found


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

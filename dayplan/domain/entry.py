"""What people type: days, and the names of tasks. `typed_times` reads times.

Each parser either understands all of what it is given or raises `BadInput` with a sentence that shows what it
would have understood; none guesses. What is ambiguous is refused, what is common is short.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dayplan.domain.days import LAST_DAY, LEAST_DAY, format_day
from dayplan.domain.hygiene import clean_line, folded, quoted
from dayplan.domain.model import TITLE_MAX
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import MONTHS, WEEKDAYS
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal


# Digits are bounded everywhere: Python refuses to read a number of 5,000 digits with an error of its own.
_RELATIVE = re.compile(r"([+-]) ?([0-9]{1,7}) ?(d|days?|w|weeks?)")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
_NO_YEAR = re.compile(r"([0-9]{1,2})(?:\.([0-9]{1,2})\.?|([-/])([0-9]{1,2}))")
_NUMBER = r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)?"
_NAMED_DAY = re.compile(rf"{_NUMBER} ?(?P<month>[a-z]+)(?:,? (?P<year>[0-9]{{4}}))?")
_NAMED_MONTH = re.compile(rf"(?P<month>[a-z]+) ?{_NUMBER}(?:,? (?P<year>[0-9]{{4}}))?")
_WITH_WEEKDAY = re.compile(r"(?P<weekday>[a-z]+)(?:, ?|[ _-])(?P<rest>[0-9a-z].*)")
_OF_MONTH = re.compile(_NUMBER)
_HAS_YEAR = re.compile(r"[0-9]{4}")
_NAMED_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1, "tom": 1}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            *("mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday"),
            *("fri friday", "sat saturday", "sun sunday"),
        )
    )
    for name in names.split()
}
MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july"),
            *("aug august", "sep sept september", "oct october", "nov november", "dec december"),
        ),
        start=1,
    )
    for name in names.split()
}
_STAND_IN = re.compile(r"(?<=[^ _-])[ _-]+(?=[^ _-])")

_REF = re.compile(r"(i?)([0-9]{1,10})", re.ASCII | re.IGNORECASE)
_REF_WITH = re.compile(
    rf"(?P<with>id|{'|'.join((*_NAMED_DAYS, *_WEEKDAYS))}"
    r"|[0-9]{1,4}(?P<between>[-./])[0-9]{1,2}(?P=between)[0-9]{1,4}):(?P<number>[0-9]{1,10})",
    re.ASCII | re.IGNORECASE,
)
"""`fri:3` is the task that has this number on another day, as `dayplan today fri` lists it; `id:17` is for programs."""
_REF_MAX = 2**31


class Ref(NamedTuple):
    """How a task was named. The kind `projected` is for the planner only: nobody types it."""

    kind: Literal["number", "on_day", "inbox", "words", "id", "projected"]
    number: int = 0
    """Today's number, that of another day, the place in the inbox, the id, or the template's id."""
    words: str = ""
    """Of a projected task: its occurrence and the day for which it is planned, as ISO dates. With a number: its day."""


class NotADay(BadInput):
    """What was typed looks like no day at all, or names one that no calendar has."""


def parse_past_day(text: str, today: date, week_start: int = 0, date_format: str = "iso") -> date:
    """Return the date that was typed about what has happened: `mon` and `1 oct` are the latest, today included.

    Everything else is read as by `parse_day`. Raises `BadInput`.
    """
    weekday = _WEEKDAYS.get(folded(text))
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return _day(text, today, week_start, date_format, -1)


def parse_day(text: str, today: date, week_start: int = 0, date_format: str = "iso") -> date:
    """Return the civil date that was typed.

    A weekday, a month with a day (`1 dec`, `12-01`) and 29 February mean the coming one, today included;
    `next fri` is the Friday of next week, where weeks begin on `week_start` (0 for Monday), and `last fri`
    the latest one before today. Also `today`, `tomorrow`, `yesterday`, `+3d`, `-2w`, `2026-12-01`, `1.12.2026`.
    A hyphen or underscore may stand for the space.

    Whatever `format_day` and `long_day` write is read back. Of two numbers `date_format` says which is the month:

    | typed                  | `iso`            | `dmy`      | `mdy`      |
    | ---------------------- | ---------------- | ---------- | ---------- |
    | `2026-12-01`           | 1 December       | 1 December | 1 December |
    | `12-01`                | 1 December       | 12 January | 1 December |
    | `12.01.2026`, `12.1.`  | 12 January       | 12 January | 1 December |
    | `12/01/2026`, `12/01`  | asked about      | 12 January | 1 December |
    | `27/11`, `11/27`       | 27 November      | both       | both       |

    A weekday before a date without a year says which year is meant: the nearest that fits. Raises `BadInput`.
    """
    return _day(text, today, week_start, date_format, 1)


def _day(text: str, today: date, week_start: int, date_format: str, ahead: int) -> date:
    """Read a day; one without a year is the coming one where `ahead` is 1, the latest where it is -1."""
    typed = folded(text)
    try:
        found = _counted_day(typed, today) or _calendar_day(typed, today, ahead, date_format)
        if found is None:
            found = _weekday(_STAND_IN.sub(" ", typed), today, week_start)
            found = found or _day_of_week(typed, today, ahead, date_format)
    except (OverflowError, ValueError):  # what `date` raises outside the years 1 to 9999, and for 30 February
        raise NotADay(f"There is no {quoted(text)} in the calendar: {_examples(date_format)}.") from None
    if found is None:
        raise NotADay(f"{quoted(text)} is not a day: {_examples(date_format)}.")
    if found < LEAST_DAY:
        raise BadInput(
            f"{quoted(text)} is a day of the year {found.year}, and none before {LEAST_DAY.year} is kept: "
            "check the year."
        )
    if found > LAST_DAY:
        raise BadInput(
            f"{quoted(text)} is a day of the year {found.year}, and none after {LAST_DAY.year} is planned: "
            "check the year."
        )
    return found


def _examples(date_format: str) -> str:
    return f"write a day such as tomorrow, fri, next fri, +3d, {format_day(date(2026, 12, 1), date_format)} or 1 dec"


def _counted_day(typed: str, today: date) -> date | None:
    if typed in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[typed])
    if found := _RELATIVE.fullmatch(typed):
        days = int(found[2]) * (7 if found[3].startswith("w") else 1)
        return today + timedelta(days=-days if found[1] == "-" else days)
    return None


def _calendar_day(typed: str, today: date, ahead: int, date_format: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(typed):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(typed):
        month, day = _month_and_day(typed, int(found[1]), int(found[3]), found[2], date_format, year=True)
        return date(int(found[4]), month, day)
    if found := _NO_YEAR.fullmatch(typed):
        second = int(found[2] or found[4])
        return _without_year(*_month_and_day(typed, int(found[1]), second, found[3] or ".", date_format), today, ahead)
    words = _STAND_IN.sub(" ", typed)
    found = _NAMED_DAY.fullmatch(words) or _NAMED_MONTH.fullmatch(words)
    if found and found["month"] in MONTH_NUMBERS:
        month, day = MONTH_NUMBERS[found["month"]], int(found["day"])
        return date(int(found["year"]), month, day) if found["year"] else _without_year(month, day, today, ahead)
    return None


def _month_and_day(
    typed: str, first: int, second: int, between: str, date_format: str, *, year: bool = False
) -> tuple[int, int]:
    """Return which of two numbers is the month and which the day; one above 12 is no month."""
    if date_format == "iso" and between == "-" and not year:
        return first, second
    if date_format == "iso" and between != "." and first != second and 0 < first <= 12 and 0 < second <= 12:
        raise BadInput(
            f"{quoted(typed)} could be {first} {MONTHS[second - 1]} or {second} {MONTHS[first - 1]}: write the month's "
            "name, or say once which comes first with dayplan config set date_format dmy, or mdy."
        )
    month, day = (first, second) if date_format == "mdy" else (second, first)
    return (day, month) if month > 12 else (month, day)


def _without_year(month: int, day: int, today: date, ahead: int) -> date:
    for year in range(today.year, today.year + 9 * ahead, ahead):  # 29 February can be eight years away, as in 2096
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found == today or (found > today) == (ahead > 0):
            return found
    raise ValueError


def _day_of_week(typed: str, today: date, ahead: int, date_format: str) -> date | None:
    """Read `Friday 27 November`, with or without its year, and `Fri 27`: the nearest that is such a weekday."""
    found = _WITH_WEEKDAY.fullmatch(typed)
    weekday = None if found is None else _WEEKDAYS.get(found["weekday"])
    if found is None or weekday is None:
        return None
    rest = found["rest"]
    if of_month := _OF_MONTH.fullmatch(rest):
        return _nearest(today, weekday, lambda day: day.day == int(of_month["day"]), typed)
    day = _calendar_day(rest, today, ahead, date_format)
    if day is None or day.weekday() == weekday:
        return day
    if _HAS_YEAR.search(rest):
        raise BadInput(
            f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}: "
            "leave out the weekday, or check the date."
        )
    month = day.month
    return _nearest(today, weekday, lambda near: (near.month, near.day) == (month, day.day), typed)


def _nearest(today: date, weekday: int, fits: Callable[[date], bool], typed: str) -> date:
    """Return the nearest day that is such a weekday and fits. Raises `ValueError` where none is for 40 years."""
    first = today - timedelta(days=(today.weekday() - weekday) % 7)
    for weeks in range(40 * 53):
        for day in (first - timedelta(weeks=weeks), first + timedelta(weeks=weeks + 1)):
            if fits(day):
                return day
    raise ValueError(typed)


def _weekday(words: str, today: date, week_start: int) -> date | None:
    which, _, name = words.rpartition(" ")
    weekday = _WEEKDAYS.get(name)
    if weekday is None or which not in ("", "next", "last"):
        return None
    if which == "last":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if which == "next":
        into_week = (today.weekday() - week_start) % 7
        return today + timedelta(days=7 - into_week + (weekday - week_start) % 7)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def parse_ref(text: str) -> Ref:
    """Return how a task is named: `3` or `fri:3` by its number, `i2` by its place in the inbox, else by its words.

    Raises `BadInput` when nothing is left of the words.
    """
    words = clean_line(text, TITLE_MAX, "task's name")
    if (found := _REF.fullmatch(words)) and int(found[2]) <= _REF_MAX:
        return Ref("inbox" if found[1] else "number", number=int(found[2]))
    if (found := _REF_WITH.fullmatch(words)) and int(found["number"]) <= _REF_MAX:
        day = found["with"].lower()
        return Ref("id", int(found["number"])) if day == "id" else Ref("on_day", int(found["number"]), day)
    return Ref("words", words=words)

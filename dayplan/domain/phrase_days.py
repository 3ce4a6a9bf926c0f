"""Days of months and of years as a rule can say them, short months included (S9), and back.

"Monthly on the 30th" means the last day of a month that has no 30th. A rule is taken literally, so it takes
`BYMONTHDAY` and `BYSETPOS` together to say that: `28,29,30` and of those the last. What is returned here was checked
against every length of month, so it is exact or it is None.
"""

from __future__ import annotations

from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ANY_MONTH = (28, 29, 30, 31)
_LENGTHS = ((31,), (28, 29), (31,), (30,), (31,), (30,), (31,), (31,), (30,), (31,), (30,), (31,))
_LEAP_DAY = (2, 29)

Days = tuple[int, ...]
"""Days of a month; from -1 down they count from its end."""
Dates = tuple[tuple[int, int], ...]
"""Months and their days."""


class YearDays(NamedTuple):
    """The parts of a rule that choose days of a year."""

    freq: str
    bymonth: tuple[int, ...]
    bymonthday: tuple[int, ...]
    bysetpos: tuple[int, ...]


def lengths(months: Iterable[int]) -> tuple[int, ...]:
    """Return how many days these months may have."""
    return tuple(sorted({length for month in months for length in _LENGTHS[month - 1]}))


def exists(month: int, day: int) -> bool:
    """Whether a month ever has that day, counted from either end."""
    return 1 <= abs(day) <= _LENGTHS[month - 1][-1]


def month_parts(days: Days, of: tuple[int, ...] = ANY_MONTH) -> tuple[Days, Days] | None:
    """Return BYMONTHDAY and BYSETPOS for days of months of these lengths; None where no rule is exact (S9)."""
    literal = tuple(sorted(set(days)))
    positive = tuple(day for day in literal if day > 0)
    longest = max(literal)
    firsts = tuple(range(1, len(literal) + 1))
    candidates: list[tuple[Days, Days]] = [
        (literal, ()),
        (tuple(sorted({-1 if day == 31 else day for day in literal})), ()),
        (tuple(sorted({*positive, *range(28, longest + 1)})), (-1, *firsts[:-1])),
        (tuple(sorted({-1, *positive})), firsts),
    ]
    for candidate in candidates:
        if all(_chosen(*candidate, length) == _meant(literal, length) for length in of):
            return candidate
    return None


def month_days(bymonthday: Days, bysetpos: Days, of: tuple[int, ...] = ANY_MONTH) -> Days | None:
    """Return the days for which `month_parts` gives just these parts, or None."""
    guesses: list[Days] = [bymonthday]
    if bysetpos and bysetpos[0] == -1:
        lows = [day for day in bymonthday if day > 0][: len(bysetpos) - 1]
        guesses.append(tuple(sorted({*lows, bymonthday[-1]})))
    elif bysetpos:
        guesses.append(tuple(day for day in bymonthday if day > 0))
    found = (days for days in guesses if days and month_parts(days, of) == (bymonthday, bysetpos))
    return next(found, None)


def year_parts(dates: Dates) -> YearDays | None:
    """Return the parts of a yearly rule for these dates; None where no rule is exact.

    A day that a month does not have is that month's last, as long as each date is in each month (S9). FREQ is MONTHLY
    where BYSETPOS has to choose within each month.
    """
    dates = tuple(sorted(set(dates)))
    months, days = tuple(sorted({month for month, _ in dates})), tuple(sorted({day for _, day in dates}))
    if len(dates) == len(months) * len(days):
        found = month_parts(days, lengths(months))
        return found and YearDays("MONTHLY" if found[1] and len(months) > 1 else "YEARLY", months, *found)
    if days[0] < 0 or any(month == _LEAP_DAY[0] and day >= _LEAP_DAY[1] for month, day in dates):
        return None
    kept = tuple(sorted({(month, min(day, _LENGTHS[month - 1][-1])) for month, day in dates}))
    if kept != dates:
        return year_parts(kept)
    grid = _grid(months, days)
    return YearDays("YEARLY", months, days, tuple(sorted(_position(grid, date) for date in dates)))


def year_dates(parts: YearDays) -> Dates | None:
    """Return the dates for which `year_parts` gives just these parts, or None."""
    days = month_days(parts.bymonthday, parts.bysetpos, lengths(parts.bymonth))
    guesses: list[Dates] = [tuple((month, day) for month in parts.bymonth for day in days or ())]
    if parts.bysetpos and parts.bymonthday[0] > 0:
        grid = _grid(parts.bymonth, parts.bymonthday)
        guesses.append(tuple(date for date in grid if _position(grid, date) in parts.bysetpos))
    return next((dates for dates in guesses if dates and year_parts(dates) == parts), None)


def _grid(months: tuple[int, ...], days: Days) -> list[tuple[int, int]]:
    """Return what BYMONTH and BYMONTHDAY choose from a leap year."""
    return [(month, day) for month in months for day in days if exists(month, day)]


def _position(grid: list[tuple[int, int]], date: tuple[int, int]) -> int:
    """Return which of a year's days a date is: counted from the end after a 29 February that may be missing."""
    place = grid.index(date)
    return place - len(grid) if _LEAP_DAY in grid and date > _LEAP_DAY else place + 1


def _chosen(bymonthday: Days, bysetpos: Days, length: int) -> set[int]:
    """Return the days of a month of this length that a rule takes, literally."""
    days = sorted({day if day > 0 else length + 1 + day for day in bymonthday if abs(day) <= length})
    if not bysetpos:
        return set(days)
    places = [place - (place > 0) for place in bysetpos]
    return {days[place] for place in places if -len(days) <= place < len(days)}


def _meant(days: Days, length: int) -> set[int]:
    """Return the days of a month of this length that a person means (S9)."""
    return {min(day, length) if day > 0 else length + 1 + day for day in days if day >= -length}

"""When a template is due: dayplan's dialect of RFC 5545 recurrence rules, by the day.

A schedule is the text of an RRULE (3.3.10) such as `FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1`, where `WORKDAY` stands
for the days of the `workdays` setting whenever the rule is evaluated. A rule is taken literally: `BYMONTHDAY=31` leaves
out the shorter months (S9 is about phrases). `starts_on` is what RFC 5545 calls DTSTART, but it is due only if the rule
says so.

dateutil tells which days of one year fit a rule; whether they are in phase with INTERVAL is arithmetic. So the cost
lies in the years that are asked about, not in those since the rule began, and a rule that never comes ends the search
like any other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import lru_cache
from itertools import islice

from dayplan.domain.after import after_completion
from dayplan.domain.hygiene import quoted
from dayplan.domain.rule import WORKDAY, Rule, parse, written
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

HORIZON = 60
"""Years that `next_dates` looks ahead."""
_EVERY_KIND_OF_YEAR = range(2000, 2028)
"""28 years in a row hold every pairing of dates with weekdays, so a rule that fits none of their days fits none."""
_ALL_WEEK = tuple(range(7))
_ALL_YEAR = tuple(range(1, 13))


def normalise(schedule: str) -> str:
    """Return the rule in its one spelling: upper case, parts in a fixed order, defaults left out.

    UNTIL is kept as a date, which is included. A schedule of `after` is one, too (S4), and has no dates of its own.
    Raises `BadInput`, in one sentence and at once, for what is not a rule, names times of day, or never comes.
    """
    after = after_completion(schedule)
    if after is not None:
        return after.text()
    rule = parse(schedule)
    if not any(_due(_explicit(rule, date(year, 1, 1)), year, _ALL_WEEK) for year in _EVERY_KIND_OF_YEAR):
        raise BadInput(f"{quoted(schedule)} never comes: there is no such day in any year.")
    return written(rule)


def occurrences(schedule: str, starts_on: date, first: date, last: date, workdays: tuple[int, ...]) -> list[date]:
    """Return the dates on which the rule falls due, from `first` to `last` and not before `starts_on`, in order.

    `workdays` are weekdays, 0 for Monday; where there are none, `WORKDAY` is no day at all. After-completion schedules
    have no dates: when they are due is told by what was done. Raises `BadInput` for what `normalise` would not take.
    """
    if after_completion(schedule) is not None:
        return []
    rule = parse(schedule)
    begin = starts_on if rule.times else max(first, starts_on)
    return [day for day in _walk(rule, starts_on, begin, last, workdays) if day >= first]


def next_dates(schedule: str, starts_on: date, after: date, count: int, workdays: tuple[int, ...]) -> list[date]:
    """Return the first `count` due dates later than `after`: fewer where the rule ends, or sixty years hold no more.

    None for an after-completion schedule, as in `occurrences`.
    """
    if after_completion(schedule) is not None:
        return []
    rule = parse(schedule)
    begin = max(after, starts_on)
    last = date(min(begin.year + HORIZON, MAXYEAR), 12, 31)
    found = _walk(rule, starts_on, starts_on if rule.times else begin, last, workdays)
    return list(islice((day for day in found if day > after), max(0, count)))


def _walk(rule: Rule, starts_on: date, first: date, last: date, workdays: tuple[int, ...]) -> Iterator[date]:
    """Yield due dates from `first` to `last`; where the rule has COUNT, `first` is where it starts."""
    return islice(_in_phase(rule, starts_on, first, min(last, rule.until or last), workdays), rule.times)


def _in_phase(rule: Rule, starts_on: date, first: date, last: date, workdays: tuple[int, ...]) -> Iterator[date]:
    explicit = _explicit(rule, starts_on)
    phase = _period(rule, starts_on, workdays)
    for year in range(first.year, last.year + 1):
        due = _due(explicit, year, tuple(workdays))
        for day in due[bisect_left(due, first) : bisect_right(due, last)]:
            if (_period(rule, day, workdays) - phase) % rule.interval == 0:
                yield day


def _period(rule: Rule, day: date, workdays: tuple[int, ...]) -> int:
    """Number the days, weeks, months, years or workdays, whichever INTERVAL and BYSETPOS count in.

    A day that is no workday has the number of the next one.
    """
    if rule.freq == "WORKDAILY":
        weeks, weekday = divmod(day.toordinal() - 1, 7)
        return weeks * len(workdays) + sum(each < weekday for each in workdays)
    if rule.freq == "DAILY":
        return day.toordinal()
    if rule.freq == "WEEKLY":
        return (day.toordinal() - 1 - rule.wkst) // 7  # day 1 of the calendar was a Monday
    return day.year * 12 + day.month if rule.freq == "MONTHLY" else day.year


def _explicit(rule: Rule, starts_on: date) -> Rule:
    """Write out what a rule leaves to its start, so that it holds for any year."""
    plain = rule._replace(interval=1, times=None, until=None)  # as `_due` knows them: rules that share its cache
    if rule.byday or rule.bymonthday or rule.byyearday:
        return plain
    if rule.freq == "DAILY":
        return plain._replace(byday=tuple((weekday, 0) for weekday in _ALL_WEEK))
    if rule.freq == "WORKDAILY":
        return plain._replace(byday=((WORKDAY, 0),))
    if rule.freq == "WEEKLY" or rule.byweekno:
        return plain._replace(byday=((starts_on.weekday(), 0),))
    months = rule.bymonth if rule.freq == "MONTHLY" else rule.bymonth or (starts_on.month,)
    return plain._replace(bymonth=months, bymonthday=(starts_on.day,))


@lru_cache(maxsize=512)
def _due(rule: Rule, year: int, workdays: tuple[int, ...]) -> tuple[date, ...]:
    """Return the days of a year on which an explicit rule falls due, for an INTERVAL of 1."""
    if not rule.bysetpos:
        return tuple(sorted(_fitting(rule, year, workdays)))
    years = (year - 1, year, year + 1) if rule.freq == "WEEKLY" else (year,)  # a week may reach over new year
    days = sorted(day for y in years if MINYEAR <= y <= MAXYEAR for day in _fitting(rule, y, workdays))
    periods: dict[int, list[date]] = {}
    for day in days:
        periods.setdefault(_period(rule, day, workdays), []).append(day)
    places = [position - (position > 0) for position in rule.bysetpos]
    chosen = {days[place] for days in periods.values() for place in places if -len(days) <= place < len(days)}
    return tuple(sorted(day for day in chosen if day.year == year))


def _fitting(rule: Rule, year: int, workdays: tuple[int, ...]) -> set[date]:
    """Return the days of a year that satisfy the BY parts of an explicit rule, BYSETPOS left aside."""
    from dateutil import rrule as rfc  # 8 ms that wording and checking the text do without

    every = {weekday for weekday, nth in rule.byday if not nth and weekday != WORKDAY}
    if (WORKDAY, 0) in rule.byday:
        every.update(set(workdays) - set(rule.leaves_out))
    counted = [rfc.weekday(weekday, nth) for weekday, nth in rule.byday if nth]
    # Of BYDAY=MO,2TU dateutil would ask that a day be both; RFC 5545 means either.
    choices: list[Any] = [choice for choice in (sorted(every), counted) if choice] if rule.byday else [None]
    within_month = _ALL_YEAR if rule.freq == "MONTHLY" else ()  # that is what makes YEARLY count in months
    days: set[date] = set()
    for choice in choices:
        found = rfc.rrule(
            rfc.YEARLY,
            dtstart=datetime(year, 1, 1),
            interval=MAXYEAR,  # this year and no other
            bymonth=rule.bymonth or within_month or None,
            byyearday=rule.byyearday or None,
            bymonthday=rule.bymonthday or None,
            byweekday=choice,
        )
        days.update(moment.date() for moment in found)
    if rule.byweekno:
        days = {day for day in days if not _week_numbers(day, rule.wkst).isdisjoint(rule.byweekno)}
    return days


def _week_numbers(day: date, week_start: int) -> set[int]:
    """Return a day's week number from both ends of the year that has most of its week.

    dateutil's own goes wrong around new year for the weeks 52, 53, -52 and -53.
    """
    middle = day + timedelta(days=3 - (day.weekday() - week_start) % 7)
    before = middle.toordinal() - date(middle.year, 1, 1).toordinal()
    after = date(middle.year, 12, 31).toordinal() - middle.toordinal()
    return {before // 7 + 1, -(after // 7) - 1}

"""The last step of reading a phrase: from what it says to a rule, exactly or not at all."""

from __future__ import annotations

from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_days import exists, month_parts, year_parts
from dayplan.domain.phrase_parts import (
    ALL_WEEK,
    ANY,
    MONTHLY,
    SPACED,
    WEEKEND,
    WEEKLY,
    YEARLY,
    Place,
    Said,
    Window,
    refusal,
)
from dayplan.domain.rule import WORKDAY, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from dayplan.errors import BadInput

_QUARTERS = {1: (1, 4, 7, 10), -1: (3, 6, 9, 12)}
"""The months in which quarters begin, and those in which they end."""
_MOST_OF_A_QUARTER = 4
"""The fifth monday of a quarter may not be in its first month."""
_EVERY_MONTH = 28
"""Days that every month has."""
_NUMBERED = ("twice a week on tuesday and friday", "twice a month on the 1st and 15th", "every 6 months on the 1st")


def rule_of(said: Said, begin: date) -> Rule:
    """Return the rule, its end left aside; what would depend on the first day is written out from `begin` (S9).

    Raises `BadInput` for parts that no rule says together, and for days that never come.
    """
    if said.every and said.every[1] == "workday":
        rule = _workdays(said, said.every[0])
    elif said.window:
        rule = _window(said, said.window)
    elif said.places:
        rule = _places(said)
    elif said.spots and said.weekdays:
        rule = _weekday_on_a_date(said)
    elif said.spots:
        rule = _spots(said)
    elif said.weekdays:
        rule = _weekdays(said)
    else:
        rule = _plain(said, begin)
    _check_number(said)
    return rule._replace(times=said.times)


def with_week_start(rule: Rule, said: int | None, setting: int) -> Rule:
    """Write down where weeks begin, if the days of an interval of weeks depend on it (issue 13.11).

    Saturday and Sunday alone are one weekend wherever weeks begin.
    """
    days = [min(weekday, 4) if weekday == WORKDAY else weekday for weekday, _ in rule.byday]
    if said is not None and tuple(days) != WEEKEND and days and rule.freq == "WEEKLY" and rule.interval > 1:
        return rule._replace(wkst=said)  # on its start it depends, too, which is not known here
    apart = rule.freq == "WEEKLY" and rule.interval > 1 and bool(days) and min(days) < setting <= max(days)
    return rule._replace(wkst=setting) if apart and tuple(days) != WEEKEND else rule


def _workdays(said: Said, number: int) -> Rule:
    """Return the rule of every second workday, counted on over weeks and months (issue 13.12)."""
    others = [said.weekday_typed, *(place.typed for place in said.places), said.window.typed if said.window else ""]
    others += [spot.typed for spots, _ in said.spots for spot in spots]
    if other := next(filter(None, [*others, said.month_typed, said.per and said.per[1]]), ""):
        raise _apart(said, other, WEEKLY)
    return Rule("WORKDAILY", interval=number)


def _weekdays(said: Said) -> Rule:
    number, unit = said.every or (1, "week")
    if number == 1 and ((said.each_day and said.within) or (unit == "year" and said.months)):
        unit = "week"  # each monday of the month, every monday in june to august every year
    if unit not in ("day", "week"):
        day = said.weekday_typed
        phrases = (f"every {day}", f"first {day} of the month", f"last {day} of the month")
        raise refusal(f"{quoted(day)} does not say which one of the {unit}", phrases)
    if unit == "day" and number > 1:
        raise _apart(said, said.weekday_typed, SPACED)
    days = tuple(sorted(set(said.weekdays)))
    if number > 1 and said.months:
        raise _apart(said, said.month_typed, WEEKLY)
    if days == ALL_WEEK and number == 1:
        return Rule("DAILY", bymonth=said.months)
    byday = tuple((day, 0) for day in days)
    return Rule("WEEKLY", interval=number, bymonth=said.months, byday=byday, leaves_out=said.leaves_out)


def _plain(said: Said, begin: date) -> Rule:
    """Return the rule of an interval alone."""
    if said.every is None:
        what = said.month_typed or (said.per and said.per[1])
        raise refusal(f"{quoted(what)} does not say on which day" if what else "It does not say how often", ANY)
    number, unit = said.every
    if said.months and (unit not in ("day", "week") or number > 1):
        raise refusal(f"{quoted(said.month_typed)} does not say on which day", YEARLY)
    if said.per and said.per[0] > 1:
        raise refusal(f"{quoted(said.per[1])} does not say on which days", _NUMBERED)
    if unit in ("day", "week"):
        return Rule("DAILY" if unit == "day" else "WEEKLY", interval=number, bymonth=said.months)
    if unit == "year":
        return _of_dates(((begin.month, begin.day),), number, said.every_typed)
    return _of_month((begin.day,), number * 3 if unit == "quarter" else number, said.every_typed)


def _weekday_on_a_date(said: Said) -> Rule:
    """Return the rule of friday the 13th."""
    days = [spot for spots, _ in said.spots for spot in spots]
    if (
        len(said.weekdays) != 1
        or len(days) != 1
        or not 1 <= days[0].day <= 31
        or said.every not in (None, (1, "month"))
        or said.month_typed
    ):
        raise refusal(f"{quoted(said.weekday_typed)} and {quoted(days[0].typed)} do not fit into one schedule")
    return Rule("MONTHLY", bymonthday=(days[0].day,), byday=tuple((day, 0) for day in said.weekdays))


def _spots(said: Said) -> Rule:
    number, unit = said.every or (1, "year" if any(months for _, months in said.spots) else "month")
    spots = [spot for days, _ in said.spots for spot in days]
    if said.every == (1, "year") and all(_EVERY_MONTH < spot.day <= 365 and spot.how == "counted" for spot in spots):
        return Rule("YEARLY", byyearday=tuple(sorted({spot.day for spot in spots})))
    for spot in spots:
        if not -_EVERY_MONTH <= spot.day <= 31 or spot.day == 0:
            raise _never(spot.typed)
    named = {month for _, months in said.spots for month in months}
    if named:
        _check_months(said, named)
        return _of_dates(_dated(said), number, spots[0].typed)
    days = tuple(sorted({spot.day for spot in spots}))
    counted = {spot.how in ("counted", "edge") or (number == 1 and unit == "quarter") for spot in spots}
    if unit == "month" or (unit == "quarter" and counted == {False}):
        return _of_month(days, number * 3 if unit == "quarter" else number, spots[-1].typed)
    if unit == "year" and counted != {True}:
        raise refusal(f"{quoted(spots[0].typed)} does not say of which month", YEARLY)
    if unit != "year" and (unit != "quarter" or counted != {True}):
        raise _apart(said, spots[0].typed, MONTHLY if unit in ("day", "week") else YEARLY)
    if unit == "year":
        return _of_dates(tuple((1, day) if day > 0 else (12, 32 + day) for day in days), number, spots[0].typed)
    far = {abs(spot.day) > _EVERY_MONTH and spot.how in ("counted", "edge") for spot in spots}
    if number > 1 or True in far or len({day > 0 for day in days}) > 1:
        raise _apart(said, spots[0].typed, YEARLY)
    months = _QUARTERS[1 if days[0] > 0 else -1]
    return _of_dates(tuple((month, day) for month in months for day in days), 1, spots[0].typed)


def _dated(said: Said) -> tuple[tuple[int, int], ...]:
    """Return all dates; a day that none of its months ever has never comes."""
    dates: list[tuple[int, int]] = []
    for days, months in said.spots:
        for spot in days:
            if not any(exists(month, spot.day) for month in months):
                raise refusal(f"{quoted(spot.typed)} never comes in {said.month_typed}", YEARLY)
            dates += [(month, spot.day) for month in months]
    return tuple(dates)


def _of_month(days: tuple[int, ...], interval: int, typed: str) -> Rule:
    parts = month_parts(days)
    if parts is None:
        raise refusal(f"No rule says {quoted(typed)} and the others exactly in short months", MONTHLY)
    return Rule("MONTHLY", interval=interval, bymonthday=parts[0], bysetpos=parts[1])


def _of_dates(dates: tuple[tuple[int, int], ...], interval: int, typed: str) -> Rule:
    parts = year_parts(dates)
    if parts is None or (parts.freq == "MONTHLY" and interval > 1):
        raise refusal(f"No rule says {quoted(typed)} and the others exactly in every year", YEARLY)
    return Rule(
        parts.freq,
        interval=interval,
        bymonth=parts.bymonth,
        bymonthday=parts.bymonthday,
        bysetpos=parts.bysetpos,
    )


def _places(said: Said) -> Rule:
    number, unit = said.every or (1, "year" if said.months else "month")
    first, months = said.places[0], said.months
    if unit in ("day", "week"):
        raise _apart(said, first.typed, MONTHLY)
    _check_months(said, months)
    if unit == "quarter":
        if number > 1 or len({place.nth > 0 for place in said.places}) > 1:
            raise _apart(said, first.typed, YEARLY)
        if any(abs(place.nth) > _MOST_OF_A_QUARTER for place in said.places):
            raise refusal(f"{quoted(first.typed)} may lie beyond the first or last month of the quarter", YEARLY)
        months = _QUARTERS[1 if first.nth > 0 else -1]
    of_year = unit == "year" and not months
    for place in said.places:
        weeks, days = (53, 366) if of_year else (5, 31)
        if not 1 <= abs(place.nth) <= (weeks if _is_single(place.days) else days):
            raise _never(place.typed)
    if all(_is_single(place.days) for place in said.places):
        counted = tuple(sorted({(place.days[0], place.nth) for place in said.places}))
        return Rule("YEARLY" if months or of_year else "MONTHLY", interval=number, bymonth=months, byday=counted)
    if any(place.days != first.days for place in said.places):
        both = f"{quoted(first.typed)} and {quoted(said.places[-1].typed)}"
        raise refusal(f"{both} do not fit into one schedule", MONTHLY)
    if len(months) > 1 and number > 1:
        raise _apart(said, first.typed, YEARLY)
    return Rule(
        "YEARLY" if of_year or len(months) == 1 else "MONTHLY",  # BYSETPOS chooses within each year or each month
        interval=number,
        bymonth=months,
        byday=tuple((day, 0) for day in first.days),
        bysetpos=tuple(sorted({place.nth for place in said.places})),
    )


def _window(said: Said, window: Window) -> Rule:
    number, unit = said.every or (1, "month")
    if unit not in ("month", "year") or (unit == "year" and (number > 1 or not said.months)):
        raise _apart(said, window.typed, MONTHLY)
    _check_months(said, said.months)
    single = _is_single(window.days)
    if window.first == 1 and (single or window.nth == 1):
        said.places = [Place(1, window.days, window.typed)]
        return _places(said)
    return Rule(
        "MONTHLY",
        interval=number,
        bymonth=said.months,
        bymonthday=tuple(range(window.first, window.first + 7)),
        byday=tuple((day, 0) for day in window.days),
        bysetpos=() if single else (window.nth,),
    )


def _is_single(days: tuple[int, ...]) -> bool:
    """Whether these are one day of the week, which BYDAY can count."""
    return len(days) == 1 and days[0] != WORKDAY


def _check_months(said: Said, months: Collection[int]) -> None:
    """Refuse `monthly` and the like with days that were said of months."""
    if months and said.every and said.every[1] != "year":
        bare = not said.rhythm or len(months) > 1  # "of the month in april", "every month in june and july"
        if said.every != (1, "month") or not bare:
            raise _apart(said, said.month_typed, YEARLY)


def _check_number(said: Said) -> None:
    """Compare `twice a month` with the days that were named."""
    if said.per is None or said.every is None or said.every[1] == "day":
        return
    number: int | None = 1
    if said.weekdays:
        number = None if WORKDAY in said.weekdays else len(set(said.weekdays))
    elif said.places:
        number = len({(place.nth, place.days) for place in said.places})
    elif said.spots:
        number = len({(day, month) for days, months in said.spots for day in days for month in months or (0,)})
    if number and said.months and said.every[1] == "year":
        number *= len(said.months)
    if said.per[0] != number:
        raise refusal(f"{quoted(said.per[1])} is not how many days are named", _NUMBERED)


def _never(typed: str) -> BadInput:
    return refusal(f"{quoted(typed)} never comes", MONTHLY)


def _apart(said: Said, typed: str, phrases: tuple[str, str, str]) -> BadInput:
    return refusal(f"{quoted(said.every_typed)} and {quoted(typed)} do not go together", phrases)

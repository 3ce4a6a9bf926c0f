"""From a schedule back to words: for each rule that a phrase makes, the one phrase that makes it again."""

from __future__ import annotations

from dayplan.domain.after import After, after_completion
from dayplan.domain.phrase_days import YearDays, exists, month_days, year_dates
from dayplan.domain.phrase_parts import ALL_WEEK, WEEKDAYS, WEEKEND
from dayplan.domain.rule import WORKDAY, Rule, parse, written
from dayplan.domain.rule_forms import simplest
from dayplan.domain.wording import MONTHS
from dayplan.domain.wording import WEEKDAYS as DAY_NAMES
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS = {"DAILY": "day", "WORKDAILY": "workday", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_NAMES = (*(name.lower() for name in DAY_NAMES), "workday")
SUNDAY = 6
_GROUPS: dict[tuple[int, ...], str] = {(WORKDAY,): "workday", WEEKDAYS: "weekday", WEEKEND: "weekend"}
_PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_QUARTERS: dict[tuple[int, ...], int] = {(1, 4, 7, 10): 1, (3, 6, 9, 12): -1}
_MOST_SAID = 12
"""Nobody reads longer lists: their rules are shown as rules."""


def in_words(schedule: str) -> str:
    """Say when a schedule is due, in a phrase that `parse_phrase` reads as the same schedule.

    A rule that there are no such words for is returned as `RRULE:` and its text, and what is no schedule as it is.
    UNTIL, which `parse_phrase` returns as `ends_on`, is said as a date that is included.
    """
    try:
        after = after_completion(schedule)
        rule = parse(schedule) if after is None else None
    except BadInput:
        return schedule
    if after is not None:
        return _after(after)
    assert rule is not None
    phrase = _phrase(simplest(rule._replace(times=None, until=None)))
    if phrase is None:
        return f"RRULE:{written(rule)}"
    if rule.until:
        return f"{phrase} until {rule.until.isoformat()}"
    if rule.times:
        return f"{phrase}, {rule.times} times" if rule.times > 1 else f"{phrase}, once"
    return phrase


def after_words(after: After, ended: str) -> str:
    """Say when the next one is due, `ended` being how: `3 weeks after it was done`, `on the first saturday ...`."""
    if not after.weekdays:
        return f"{_wait(after)} after it was {ended}"
    names = [_NAMES[day] for day in after.weekdays]
    name = _GROUPS.get(after.weekdays) or " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    return f"on the first {name} at least {_wait(after)} after it was {ended}"


def _after(after: After) -> str:
    if not after.weekdays:
        return after_words(after, "done")
    group = _GROUPS.get(after.weekdays)
    names = f"{group}s" if group else _listed([_NAMES[day] for day in after.weekdays])
    return f"every {_wait(after).removeprefix('1 ')} on {names} when done"


def _wait(after: After) -> str:
    for of, unit, each in (("day", "week", 7), ("month", "year", 12)):
        if after.unit == of and after.number % each == 0:
            return _counted(after.number // each, unit)
    return _counted(after.number, after.unit)


def _counted(number: int, unit: str) -> str:
    """Write a number and its unit, without the comma of thousands, which phrases read as "and"."""
    return f"{number} {unit}{'s' if number > 1 else ''}"


def _phrase(rule: Rule) -> str | None:
    parts = tuple(part for part in ("bymonth", "bymonthday", "byday", "bysetpos") if getattr(rule, part))
    if rule == Rule("YEARLY", byyearday=rule.byyearday) and rule.byyearday and min(rule.byyearday) > 28:
        days = _listed([_ordinal(day) for day in rule.byyearday])
        return f"{days} day of the year" if max(rule.byyearday) <= 365 and len(rule.byyearday) <= _MOST_SAID else None
    if rule.byweekno or rule.byyearday or (rule.wkst and not (rule.freq == "WEEKLY" and rule.byday)):
        return None
    match rule.freq, parts:
        case "WORKDAILY", _:
            return _every(rule)
        case (("DAILY" | "WEEKLY"), () | ("bymonth",)):
            return _in_months(_every(rule), rule)
        case "WEEKLY", ("byday",) | ("bymonth", "byday"):
            return _in_months(_weekly(rule), rule)
        case "MONTHLY", ("bymonthday",) | ("bymonthday", "bysetpos"):
            return _monthly(rule)
        case (("MONTHLY" | "YEARLY"), ("bymonth", "bymonthday") | ("bymonth", "bymonthday", "bysetpos")):
            return _yearly(rule)
        case (("MONTHLY" | "YEARLY"), ("byday",) | ("byday", "bysetpos")):
            return _place_of(rule)
        case (("MONTHLY" | "YEARLY"), ("bymonth", "byday") | ("bymonth", "byday", "bysetpos")):
            return _place_of(rule)
        case "MONTHLY", ("bymonthday", "byday") if len(rule.bymonthday) == len(rule.byday) == 1:
            (weekday, nth), day = rule.byday[0], rule.bymonthday[0]
            is_said = not nth and weekday != WORKDAY and day > 0 and rule.interval == 1
            return f"{_NAMES[weekday]} the {_ordinal(day)}" if is_said else None
        case "MONTHLY", _:
            return _window(rule)
    return None


def _every(rule: Rule) -> str:
    unit = _UNITS[rule.freq]
    return f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"


def _in_months(phrase: str | None, rule: Rule) -> str | None:
    if phrase is None or (rule.bymonth and rule.interval > 1):
        return None
    return f"{phrase} in {_months(rule.bymonth)}" if rule.bymonth else phrase


def _weekly(rule: Rule) -> str | None:
    days = tuple(weekday for weekday, _ in rule.byday)
    if days == ALL_WEEK and rule.interval == 1:
        return None
    weeks = _weeks(rule, days)
    if weeks is None:
        return None
    group = _GROUPS.get(days)
    if WORKDAY in days:  # first, as a person would
        days = (WORKDAY, *days[:-1])
    names = _listed([_NAMES[day] for day in days])
    if rule.leaves_out:
        if days != (WORKDAY,):
            return None
        weeks = f" except {_listed([_NAMES[day] for day in rule.leaves_out])}{weeks}"
    if rule.interval == 1:
        return f"every {group or names}{weeks}"
    return f"{_every(rule)} on {f'{group}s' if group else names}{weeks}"


def _weeks(rule: Rule, days: tuple[int, ...]) -> str | None:
    """Say where weeks begin if the dates depend on it; None where no phrase says it."""
    if rule.interval == 1 or days == WEEKEND:
        return None if rule.wkst else ""
    says = rule.wkst or (SUNDAY in days and len(days) > 1)
    return f", weeks from {_NAMES[rule.wkst]}" if says else ""


def _monthly(rule: Rule) -> str | None:
    days = month_days(rule.bymonthday, rule.bysetpos)
    if days is None or min(days) < -28 or len(_runs(days)) > _MOST_SAID:
        return None
    names = _spots(days)
    if rule.interval == 1:
        return f"{names} of the month" if len(days) == 1 and days[0] < 0 else f"monthly on the {names}"
    return f"{_every(rule)} on the {names}"


def _yearly(rule: Rule) -> str | None:
    dates = year_dates(YearDays(rule.freq, rule.bymonth, rule.bymonthday, rule.bysetpos))
    if dates is None or (rule.freq == "MONTHLY" and rule.interval > 1):
        return None
    days = tuple(sorted({day for _, day in dates}))
    often = "every year" if rule.interval == 1 else f"every {rule.interval} years"
    end = _QUARTERS.get(rule.bymonth)
    if end is not None and days == (end,) and rule.interval == 1:
        return f"{'first' if end > 0 else 'last'} day of the quarter"
    if len(dates) <= _MOST_SAID and all(day > 0 and exists(month, day) for month, day in dates):
        return f"{often} on {_listed([f'{day} {MONTHS[month - 1].lower()}' for month, day in dates])}"
    if min(days) < -28 or len(_runs(days)) > _MOST_SAID or len(dates) != len(days) * len(rule.bymonth):
        return None
    return f"{often} on the {_spots(days)} of {_months(rule.bymonth)}"


def _place_of(rule: Rule) -> str | None:
    """Say which of the weekdays or workdays of a month, a quarter or a year."""
    nths = rule.bysetpos or tuple(nth for _, nth in rule.byday)
    names = _counted_groups(rule) if rule.bysetpos else _counted_days(rule)
    if names is None:
        return None
    if not rule.bymonth:
        return f"{names} of the {_UNITS[rule.freq]}" if rule.interval == 1 else f"{_every(rule)} on the {names}"
    chooses_within_months = bool(rule.bysetpos) and len(rule.bymonth) > 1
    if (rule.freq == "MONTHLY") != chooses_within_months or (chooses_within_months and rule.interval > 1):
        return None  # phrases say it in the other way
    end = _QUARTERS.get(rule.bymonth)
    if end is not None and rule.interval == 1 and all(0 < nth * end <= 4 for nth in nths):
        return f"{names} of the quarter"
    where = f"{names} of {_months(rule.bymonth)}"
    return where if rule.interval == 1 else f"{_every(rule)} on the {where}"


def _counted_days(rule: Rule) -> str | None:
    """Name days such as the first and third monday and the last friday."""
    if len(rule.byday) > _MOST_SAID or any(nth == 0 for _, nth in rule.byday):
        return None
    nths: dict[int, list[int]] = {}
    for weekday, nth in rule.byday:
        nths.setdefault(weekday, []).append(nth)
    return _listed([f"{_nths(found)} {_NAMES[weekday]}" for weekday, found in nths.items()])


def _counted_groups(rule: Rule) -> str | None:
    """Name days such as the last workday."""
    days, nths = tuple(weekday for weekday, _ in rule.byday), rule.bysetpos
    if days not in ((WORKDAY,), WEEKDAYS) or len(nths) > _MOST_SAID or any(nth for _, nth in rule.byday):
        return None
    if len(nths) > 1 and max(nths) > 10:
        return None  # "the 15th and last workday" could be a date and a workday
    return f"{_nths(nths)} {_GROUPS[days]}"


def _window(rule: Rule) -> str | None:
    """Name days such as the first workday after the 15th."""
    days, begin = tuple(weekday for weekday, _ in rule.byday), rule.bymonthday[:1] or (0,)
    single = len(days) == 1 and days[0] != WORKDAY
    if (
        rule.bymonthday != tuple(range(begin[0], begin[0] + 7))
        or not 1 <= begin[0] <= 22
        or (any(nth for _, nth in rule.byday) or (rule.bymonth and rule.interval > 1))
    ):
        return None
    name = _NAMES[days[0]] if len(days) == 1 else _GROUPS.get(days)
    if rule.bysetpos == (() if single else (1,)) and begin[0] > 1:
        where = f"first {name} after the {_ordinal(begin[0] - 1)}"
    elif rule.bysetpos == (-1,) and not single:
        where = f"last {name} before the {_ordinal(begin[0] + 7)}"
    else:
        return None
    if name is None or days == WEEKEND:
        return None
    where = f"{where} of {_months(rule.bymonth)}" if rule.bymonth else where
    return where if rule.interval == 1 else f"{_every(rule)} on the {where}"


def _spots(days: Sequence[int]) -> str:
    """Name days of the month, those counted from its end last; where they are many, a range in place of its days."""
    named = [day for day in days if day > 0]
    names = [_ordinal(day) for day in named] if len(days) <= _MOST_SAID else _runs(named)
    names += [_nth(day) for day in days if day < 0]
    return f"{_listed(names)} day" if min(days) < 0 else _listed(names)


def _runs(days: Sequence[int]) -> list[str]:
    """Name days, and of three or more in a row the first and the last: `1st to 20th`."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1 and day > 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names: list[str] = []
    for run in runs:
        is_range = len(run) > 2 and run[0] > 0
        names += [f"{_ordinal(run[0])} to {_ordinal(run[-1])}"] if is_range else [_nth(day) for day in run]
    return names


def _nths(nths: Sequence[int]) -> str:
    return _listed([_nth(nth) for nth in (*(n for n in nths if n > 0), *(n for n in nths if n < 0))])


def _nth(nth: int) -> str:
    """Write a place among days of the same kind: `first`, `12th`, `second to last`."""
    if nth == -1:
        return "last"
    name = _PLACES.get(abs(nth)) or _ordinal(abs(nth))
    return name if nth > 0 else f"{name} to last"


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _months(months: Sequence[int]) -> str:
    return _listed([MONTHS[month - 1].lower() for month in months])


def _listed(words: list[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)

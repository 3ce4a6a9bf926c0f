"""The text of a schedule, and the rule that it means: RFC 5545's RRULE (3.3.10) by the day, and its workdays.

`WORKDAY` among the weekdays stands for those of the `workdays` setting, `EXCEPT=FR` leaves Fridays out of them, and
`FREQ=WORKDAILY;INTERVAL=2` is every second one of them, counted on over weeks and months.

What a rule means in dates is in `schedule`; schedules that count from when something was done are in `after`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dayplan.domain.hygiene import quoted
from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAY = 7
"""Stands among the weekdays, after Sunday, for those of the `workdays` setting."""

_LONGEST = 1_000
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "WORKDAILY")
_TOO_FINE = ("SECONDLY", "MINUTELY", "HOURLY")
_TIMES_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_MOST = {"INTERVAL": 1_000, "COUNT": 10_000}
_FARTHEST = {"BYMONTH": 12, "BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31, "BYSETPOS": 366}

_NUMBER = re.compile(r"[+-]?[0-9]{1,5}")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU|WORKDAY)")
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T(?:[01][0-9]|2[0-3])[0-5][0-9][0-6][0-9]Z?)?")


class Rule(NamedTuple):
    """A rule taken apart; its fields are the parts of its text (`_PARTS`), with the defaults that RFC 5545 has."""

    freq: str
    interval: int = 1
    times: int | None = None
    """COUNT: a tuple has a `count` already."""
    until: date | None = None
    wkst: int = 0
    bymonth: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byday: tuple[tuple[int, int], ...] = ()
    """Weekday or `WORKDAY`, and which one of the month or year; 0 for every one."""
    bysetpos: tuple[int, ...] = ()
    leaves_out: tuple[int, ...] = ()
    """EXCEPT: weekdays that are no `WORKDAY` here."""


_PARTS = dict(
    zip(
        (
            *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"),
            *("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS", "EXCEPT"),
        ),
        Rule._fields,
        strict=True,
    )
)
"""Fields by the names of the parts, in the order in which they are written."""


@lru_cache(maxsize=512)
def parse(schedule: str) -> Rule:
    """Read a rule, in capitals or not, after `RRULE:` or not. Raises `BadInput` in one sentence.

    A rule that never comes is a rule all the same (see `schedule.normalise`).
    """
    if len(schedule) > _LONGEST or not schedule.isascii():
        raise BadInput(f"{quoted(schedule)} is not a recurrence rule: write one such as FREQ=WEEKLY;BYDAY=MO,FR.")
    given: dict[str, Any] = {}
    for part in schedule.strip().rstrip("; ").upper().removeprefix("RRULE:").split(";"):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name in _TIMES_OF_DAY:
            raise BadInput(f"A schedule is about days, not times of day: leave out {name}.")
        if name not in _PARTS:
            raise BadInput(f"{quoted(part)} is not part of a recurrence rule such as FREQ=WEEKLY;BYDAY=MO,FR.")
        if _PARTS[name] in given:
            raise BadInput(f"{name} is there twice: put what it says into one.")
        given[_PARTS[name]] = _value(name, value)
    if "freq" not in given:
        raise BadInput(f"{quoted(schedule)} does not say how often: begin with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
    rule = Rule(**given)
    _check(rule)
    return rule


def _value(name: str, value: str) -> Any:
    """Read what stands behind the `=`, into the type of its field."""
    if name == "FREQ":
        if value in _TOO_FINE:
            raise BadInput(f"{value} is more often than once a day: use DAILY, WEEKLY, MONTHLY or YEARLY.")
        if value not in _FREQUENCIES:
            raise BadInput(f"FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, not {quoted(value)}.")
        return value
    if name == "UNTIL":
        return _date(value)
    if name == "WKST":
        if value not in WEEKDAYS:
            raise BadInput(f"WKST is a weekday such as MO, not {quoted(value)}.")
        return WEEKDAYS.index(value)
    if name in _MOST:
        if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= _MOST[name]:
            raise BadInput(f"{name} is a number from 1 to {_MOST[name]}, not {quoted(value)}.")
        return int(value)
    items = [item.strip() for item in value.split(",")]
    if name == "EXCEPT":
        if not set(items) <= set(WEEKDAYS):
            raise BadInput(f"EXCEPT takes weekdays such as FR, not {quoted(value)}.")
        return tuple(sorted({WEEKDAYS.index(item) for item in items}))
    return tuple(sorted({_weekday(item) if name == "BYDAY" else _number(name, item) for item in items}))


def _date(value: str) -> date:
    try:
        if found := _UNTIL.fullmatch(value):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise BadInput(f"UNTIL is a date such as 20261231, not {quoted(value)}.")


def _number(name: str, item: str) -> int:
    most = _FARTHEST[name]
    if _NUMBER.fullmatch(item):
        number = int(item)
        if 1 <= number <= most or (name != "BYMONTH" and -most <= number <= -1):
            return number
    backwards = "" if name == "BYMONTH" else f", or from -1 to -{most} counting from the end"
    raise BadInput(f"{name} takes numbers from 1 to {most}{backwards}, not {quoted(item)}.")


def _weekday(item: str) -> tuple[int, int]:
    found = _DAY.fullmatch(item)
    if not found or (found[1] and int(found[1]) == 0):
        raise BadInput(f"BYDAY takes weekdays such as MO, 2TU or -1FR, and WORKDAY, not {quoted(item)}.")
    if found[2] == "WORKDAY":
        if found[1]:
            raise BadInput(f"WORKDAY is not counted: instead of {item} write BYDAY=WORKDAY;BYSETPOS={int(found[1])}.")
        return WORKDAY, 0
    return WEEKDAYS.index(found[2]), int(found[1] or 0)


def _check(rule: Rule) -> None:
    """Raise `BadInput` for parts that do not go together (RFC 5545, 3.3.10)."""
    if rule.times and rule.until:
        raise BadInput("COUNT and UNTIL are both there: a rule ends in one way only.")
    if rule.byweekno and rule.freq != "YEARLY":
        raise BadInput(f"BYWEEKNO goes with FREQ=YEARLY only, not with {rule.freq}.")
    if rule.byyearday and rule.freq != "YEARLY":
        raise BadInput(f"BYYEARDAY goes with FREQ=YEARLY only, not with {rule.freq}.")
    if rule.bymonthday and rule.freq == "WEEKLY":
        raise BadInput("BYMONTHDAY does not go with FREQ=WEEKLY: use MONTHLY.")
    if rule.bysetpos and not (rule.bymonth or rule.byweekno or rule.byyearday or rule.bymonthday or rule.byday):
        raise BadInput("BYSETPOS chooses from other days: name them, as in BYDAY=WORKDAY;BYSETPOS=-1.")
    if rule.leaves_out and (rule.freq != "WEEKLY" or (WORKDAY, 0) not in rule.byday):
        raise BadInput("EXCEPT leaves weekdays out of WORKDAY: write FREQ=WEEKLY;BYDAY=WORKDAY;EXCEPT=FR.")
    by = (*rule.bymonth, *rule.byweekno, *rule.byyearday, *rule.bymonthday, *rule.byday, *rule.bysetpos)
    if rule.freq == "WORKDAILY" and by:
        raise BadInput("WORKDAILY counts workdays: only INTERVAL, COUNT and UNTIL go with it.")
    counted = max((abs(nth) for _, nth in rule.byday), default=0)
    if counted and (rule.freq in ("DAILY", "WEEKLY") or rule.byweekno):
        raise BadInput("BYDAY counts weekdays, as in 2TU, within a month or a year only: leave out the number.")
    within, most = ("year", 53) if rule.freq == "YEARLY" and not rule.bymonth else ("month", 5)
    if counted > most:
        raise BadInput(f"BYDAY counts too far: no {within} has {counted} of any weekday.")


def written(rule: Rule) -> str:
    """Write a rule in its one spelling; `parse` reads it back."""
    parts: list[str] = []
    for name, field in _PARTS.items():
        value: Any = getattr(rule, field)
        if value == Rule._field_defaults.get(field):
            continue
        if name == "UNTIL":
            text = value.isoformat().replace("-", "")
        elif name == "WKST":
            text = WEEKDAYS[value]
        elif name == "BYDAY":
            text = ",".join(f"{nth or ''}{(*WEEKDAYS, 'WORKDAY')[weekday]}" for weekday, nth in value)
        elif name == "EXCEPT":
            text = ",".join(WEEKDAYS[weekday] for weekday in value)
        else:
            text = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        parts.append(f"{name}={text}")
    return ";".join(parts)

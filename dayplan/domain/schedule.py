"""Rules and their dates: dayplan's dialect of RFC 5545, and the only module that knows dateutil.

A schedule is the text of an RRULE (`FREQ=WEEKLY;BYDAY=MO`), in which `WORKDAY` may stand among the days of BYDAY: it
stays a word in the schedule, and means what the `workdays` setting says on the day it is asked. dateutil walks a rule
from its start, so each is started near the days in question, in phase.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

from dayplan.errors import BadInput

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LISTS = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS")
_ORDER = ("FREQ", "INTERVAL", "COUNT", "UNTIL", *_LISTS, "WKST")
_RANGES = {"BYMONTH": 12, "BYWEEKNO": 53, "BYYEARDAY": 366, "BYMONTHDAY": 31, "BYSETPOS": 366}
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_INTERVAL_MOST = 1000
_COUNT_MOST = 10_000
_HORIZON = 60
"""Years ahead in which a rule must come at least once."""

Parts = dict[str, str]


def normalise(schedule: str) -> str:
    """Check a rule and return its one way of writing. Raises `BadInput` for one that is not read, or never comes."""
    parts = _read(schedule)
    text = ";".join(f"{key}={parts[key]}" for key in _ORDER if key in parts)
    everyday = tuple(range(7))
    if "COUNT" not in parts and not next_dates(text, date(2024, 1, 1), date(2023, 12, 31), 1, everyday):
        until = parts.get("UNTIL")
        if until is None:
            raise BadInput(f"“{schedule[:80]}” never comes: no day fits all of its parts.")
    return text


def occurrences(schedule: str, starts_on: date, first: date, last: date, workdays: tuple[int, ...]) -> list[date]:
    """Return the dates on which a rule that began on `starts_on` falls due from `first` to `last`, both included."""
    first = max(first, starts_on)
    if first > last:
        return []
    rule = _started_near(schedule, starts_on, first, workdays)
    if rule is None:
        return []
    return [moment.date() for moment in rule.between(_midnight(first), _midnight(last), inc=True)]


def next_dates(schedule: str, starts_on: date, after: date, count: int, workdays: tuple[int, ...]) -> list[date]:
    """Return the first dates after a day, `count` at most, looking no further than sixty years."""
    found: list[date] = []
    first = max(starts_on, after + timedelta(days=1))
    end = first + timedelta(days=366 * _HORIZON)
    span = 370
    while len(found) < count and first <= end:
        last = first + timedelta(days=span)
        found += occurrences(schedule, starts_on, first, last, workdays)
        first, span = last + timedelta(days=1), span * 2
    return found[:count]


def in_words(schedule: str) -> str:
    """Say a rule in words where there are plain ones, else return it as it is kept."""
    parts = dict(part.partition("=")[::2] for part in schedule.split(";"))
    frequency, days = parts.pop("FREQ", ""), parts.pop("BYDAY", "")
    every = int(parts.pop("INTERVAL", "1"))
    if parts:
        return schedule
    unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}.get(frequency, "")
    pace = f"every {unit}" if every == 1 else f"every {every} {unit}s"
    if not days:
        return pace
    if frequency != "WEEKLY":
        return schedule
    names = {"WORKDAY": "workday", "MO,TU,WE,TH,FR": "weekday"}.get(days)
    if names is None:
        if not all(day in WEEKDAYS for day in days.split(",")):
            return schedule
        words = [_NAMES[WEEKDAYS.index(day)] for day in days.split(",")]
        names = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"every {names}" if every == 1 else f"{pace} on {names}"


def _started_near(schedule: str, starts_on: date, first: date, workdays: tuple[int, ...]) -> rrule | None:
    parts = dict(_parsed(schedule))
    if "BYDAY" in parts:
        days = [name for day in parts["BYDAY"].split(",") for name in _named(day, workdays)]
        if not days:
            return None  # every workday, and no day is one
        parts["BYDAY"] = ",".join(dict.fromkeys(days))
    begin = starts_on
    if "COUNT" not in parts:  # what is counted must be counted from the start
        _make_explicit(parts, starts_on)
        begin = _in_phase(parts, starts_on, first)
    text = ";".join(f"{key}={value}" for key, value in parts.items())
    return _rule(text, begin)


@lru_cache(maxsize=512)
def _rule(text: str, begin: date) -> rrule:
    found = rrulestr(text, dtstart=_midnight(begin))
    assert isinstance(found, rrule)
    return found


def _named(day: str, workdays: tuple[int, ...]) -> list[str]:
    return [WEEKDAYS[number] for number in workdays] if day == "WORKDAY" else [day]


def _make_explicit(parts: Parts, starts_on: date) -> None:
    """Write out what RFC 5545 (3.3.10) otherwise takes from the start, which is about to be moved."""
    frequency = parts["FREQ"]
    narrowed = any(key in parts for key in ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"))
    if frequency == "WEEKLY" and "BYDAY" not in parts:
        parts["BYDAY"] = WEEKDAYS[starts_on.weekday()]
    elif frequency == "MONTHLY" and not narrowed:
        parts["BYMONTHDAY"] = str(starts_on.day)
    elif frequency == "YEARLY" and not narrowed:
        parts.setdefault("BYMONTH", str(starts_on.month))
        parts["BYMONTHDAY"] = str(starts_on.day)
    elif frequency == "YEARLY" and "BYWEEKNO" in parts and "BYDAY" not in parts:
        parts["BYDAY"] = WEEKDAYS[starts_on.weekday()]


def _in_phase(parts: Parts, starts_on: date, first: date) -> date:
    """Return a start not after `first` from which the rule keeps its rhythm, as late as is safe."""
    every = int(parts.get("INTERVAL", "1"))
    frequency = parts["FREQ"]
    if frequency == "DAILY":
        return starts_on + timedelta(days=(first - starts_on).days // every * every)
    if frequency == "WEEKLY":
        week_start = WEEKDAYS.index(parts.get("WKST", "MO"))
        monday = starts_on - timedelta(days=(starts_on.weekday() - week_start) % 7)
        moved = monday + timedelta(weeks=(first - monday).days // 7 // every * every)
        return max(moved, starts_on)
    if frequency == "MONTHLY":
        months = (first.year - starts_on.year) * 12 + first.month - starts_on.month
        place = starts_on.year * 12 + starts_on.month - 1 + months // every * every
        return max(date(place // 12, place % 12 + 1, 1), starts_on)
    # A week of the year may begin in the year before: one interval of slack.
    years = max(0, (first.year - starts_on.year) // every - 1) * every
    return max(date(starts_on.year + years, 1, 1), starts_on)


@lru_cache(maxsize=512)
def _parsed(schedule: str) -> tuple[tuple[str, str], ...]:
    return tuple(_read(schedule).items())


def _read(schedule: str) -> Parts:
    """Take a rule apart and check each part. Raises `BadInput`."""
    text = schedule.strip().upper().removeprefix("RRULE:")
    parts: Parts = {}
    for part in text.split(";") if len(text) <= 500 else ():
        key, _, value = part.partition("=")
        if key not in _ORDER or key in parts or not value:
            raise BadInput(f"“{part[:40]}” cannot be read in a rule: give parts such as FREQ=WEEKLY;BYDAY=MO.")
        parts[key] = _checked(key, value)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise BadInput("A rule needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY: nothing comes back more than once a day.")
    if "COUNT" in parts and "UNTIL" in parts:
        raise BadInput("A rule ends after a COUNT or UNTIL a day, not both.")
    return parts


def _checked(key: str, value: str) -> str:
    wrong = BadInput(f"“{key}={value[:40]}” is not a value that a rule can have.")
    if key == "FREQ":
        return value
    if key in ("INTERVAL", "COUNT"):
        if not (value.isascii() and value.isdigit() and len(value) <= 5):
            raise wrong
        if not 1 <= int(value) <= (_INTERVAL_MOST if key == "INTERVAL" else _COUNT_MOST):
            raise wrong
        return str(int(value))
    if key == "WKST":
        if value not in WEEKDAYS:
            raise wrong
        return value
    if key == "UNTIL":
        try:
            return date.fromisoformat(value[:8]).strftime("%Y%m%d")
        except ValueError:
            raise wrong from None
    if key == "BYDAY":
        for day in value.split(","):
            number = day[:-2].removeprefix("+").removeprefix("-")
            known = day[-2:] in WEEKDAYS and (not number or (number.isascii() and number.isdigit()))
            if day != "WORKDAY" and not (known and (not day[:-2] or 1 <= int(number or 0) <= 53)):
                raise wrong
        return value
    for number in value.split(","):
        digits = number.removeprefix("-").removeprefix("+")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 3 and 1 <= int(digits) <= _RANGES[key]):
            raise wrong
        if key == "BYMONTH" and number.startswith("-"):
            raise wrong
    return value


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)

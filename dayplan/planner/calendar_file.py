"""Away days out of a calendar file (RFC 5545): its all-day events.

An event whose every date cannot be told is left out by name; what is whole is read all the same.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from dayplan.domain import schedule
from dayplan.domain.hygiene import tidy
from dayplan.domain.model import NAME_MAX, AwayDays
from dayplan.domain.wording import counted
from dayplan.errors import BadInput, CannotAccess, DayplanError

LARGEST = 20 * 2**20
AHEAD = timedelta(days=2 * 366)
"""How far ahead events that recur are written out."""
_DAY = timedelta(days=1)
_NO_CALENDAR = " is not a calendar file (iCalendar): it should begin with BEGIN:VCALENDAR."
_NAMED = 5
"""So many events that are left out are named."""
_UNREADABLE = (DayplanError, ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError)
_DECIDING = frozenset(("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS"))
"""The lines that decide on which days an event lies."""
_OTHERS = re.compile(rb"(?ims)^BEGIN:(VTODO|VJOURNAL|VFREEBUSY)\b.*?^END:\1\b[^\n]*\n?")
_LINE = re.compile(r"into parts: ['\"]([A-Za-z-]+)")
"""How icalendar names a line of which it could not even read the name."""


class Calendar(NamedTuple):
    """What a file holds, and sentences about what was left out."""

    days: tuple[AwayDays, ...]
    left_out: tuple[str, ...]


class _TimedError(Exception):
    """An event has times of day."""


def read_calendar(path: str, today: date) -> Calendar:
    """Read the all-day events of a file that are not over yet, recurring ones two years ahead.

    Of several versions of an event the newest counts. Raises `CannotAccess`, and `BadInput` for what is no calendar.
    """
    days: dict[tuple[date, date, str], AwayDays] = {}
    timed: list[str] = []
    unread: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a library's, about a file that its person did not write
        for versions in _versions(_calendars(path)):
            try:
                found = list(_days_of(versions, today))
            except _TimedError:
                timed.append(_titled(versions[-1]))
            except _UNREADABLE as error:
                why = f" ({str(error).rstrip('.')})" if isinstance(error, DayplanError) else ""
                unread.append(_titled(versions[-1]) + why)
            else:
                for each in found:
                    if each.last >= today:
                        days.setdefault((each.first, each.last, each.label), each)
    left_out = []
    if timed:
        left_out.append(
            f"{counted(len(timed), 'event')} with times of day left out, as away days are whole days: {_named(timed)}."
        )
    if unread:
        left_out.append(f"{counted(len(unread), 'event')} left out that could not be read: {_named(unread)}.")
    return Calendar(tuple(sorted(days.values(), key=lambda each: (each.first, each.last, each.label))), tuple(left_out))


def _calendars(path: str) -> list[Any]:
    """Return the calendars of a file: some programs write all of theirs at once."""
    import icalendar  # 140 ms, for those who have such a file

    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise CannotAccess(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise BadInput(f"{path} is larger than 20 MiB: give a smaller calendar file.")
    try:
        try:
            calendars = icalendar.Calendar.from_ical(content, multiple=True)
        except (ValueError, IndexError, KeyError):  # one line of a task that cannot be read is enough
            calendars = icalendar.Calendar.from_ical(_OTHERS.sub(b"", content), multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise BadInput(f"{path}{_NO_CALENDAR}") from error
    if not calendars or any(each.name != "VCALENDAR" for each in calendars):
        raise BadInput(f"{path}{_NO_CALENDAR}")
    return list(calendars)


def _versions(calendars: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the versions of each event, the newest last, with what was changed of single dates."""
    for calendar in calendars:
        found: dict[str, list[Any]] = {}
        for number, event in enumerate(calendar.walk("VEVENT")):
            found.setdefault(str(event.get("UID") or f"\0{number}"), []).append(event)
        for versions in found.values():
            yield sorted(versions, key=_sequence)


def _sequence(event: Any) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _days_of(versions: Sequence[Any], today: date) -> Iterator[AwayDays]:
    """Yield the days of an event, once for each time it recurs. Raises `_TimedError` where it has times of day."""
    for event in versions:
        for name in map(_broken, event.errors):
            if name in _DECIDING:
                raise BadInput(f"its {name} cannot be read")
        if "THISANDFUTURE" in str(getattr(event.get("RECURRENCE-ID"), "params", {}).get("RANGE", "")).upper():
            raise BadInput("it changes all of its later dates at once")
    changed: dict[date, Any] = {}
    master = None
    for event in versions:
        if "RECURRENCE-ID" in event:
            changed[_civil(event.decoded("RECURRENCE-ID"), event)] = event
        else:
            master = event
    if master is not None and not _cancelled(master):
        first, span = _first_and_span(master)
        starts = _starts(master, first, span, today)
        yield from (AwayDays(0, day, day + span, _label(master)) for day in starts if day not in changed)
    if master is None or not _cancelled(master):
        for event in changed.values():
            if not _cancelled(event):
                first, span = _first_and_span(event)
                yield AwayDays(0, first, first + span, _label(event))


def _broken(error: tuple[str | None, str]) -> str:
    """Return the name of a line that icalendar could not read."""
    name, reason = error
    found = _LINE.search(reason)
    return (name or (found[1] if found else "")).upper()


def _starts(event: Any, first: date, span: timedelta, today: date) -> list[date]:
    """Return the first days of all the times an event recurs, those that were taken out aside."""
    starts = {first}
    if "RRULE" in event:
        rules = event["RRULE"] if isinstance(event["RRULE"], list) else [event["RRULE"]]
        starts = set()
        for rule in rules:
            if "UNTIL" in rule:
                rule["UNTIL"] = [_civil(until, event) for until in rule["UNTIL"]]
            written = rule.to_ical().decode()
            starts |= set(schedule.occurrences(schedule.normalise(written), first, today - span, today + AHEAD, ()))
    for given in _listed(event, "RDATE"):
        if isinstance(given, tuple):
            raise BadInput("it recurs at periods")
        starts.add(_civil(given, event))
    return sorted(starts - {_civil(given, event) for given in _listed(event, "EXDATE")})


def _first_and_span(event: Any) -> tuple[date, timedelta]:
    """Return the first day of an event and how far the last one is from it."""
    start = event.decoded("DTSTART")
    if "DTEND" in event:
        end = event.decoded("DTEND")
    else:
        length = event.decoded("DURATION") if "DURATION" in event else _DAY
        end = start + (length if isinstance(start, datetime) else max(length, _DAY))
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise BadInput("its end is of another kind than its start")
    if isinstance(start, datetime):
        if not _whole_days(start, end, event):
            raise _TimedError
        start, end = start.date(), end.date()
    return start, max(end - start, _DAY) - _DAY  # RFC 5545, 3.6.1: the end is not included


def _whole_days(start: datetime, end: datetime, event: Any) -> bool:
    """Whether it lies from midnight to midnight of its own zone, as Outlook writes whole days.

    A midnight of UTC is one of a place only where the event says that it is meant.
    """
    if not (start.time() == end.time() == time() and end > start):
        return False
    said = str(event.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).upper() == "TRUE"
    return said or str(start.tzname()).upper() not in ("UTC", "Z", "GMT")


def _civil(given: date, event: Any) -> date:
    """Return the day on which an instant lies where the event takes place."""
    start = event.decoded("DTSTART")
    if not isinstance(given, datetime):
        return given
    if given.tzinfo is not None and isinstance(start, datetime) and start.tzinfo is not None:
        given = given.astimezone(start.tzinfo)
    return given.date()


def _listed(event: Any, name: str) -> list[Any]:
    given = event.get(name)
    several = given if isinstance(given, list) else [given] if given else []
    return [each.dt for dates in several for each in dates.dts]


def _cancelled(event: Any) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _label(event: Any) -> str:
    return tidy(str(event.get("SUMMARY", "")))[:NAME_MAX]


def _titled(event: Any) -> str:
    label = _label(event)
    return f"“{label}”" if label else "one without a title"


def _named(titles: Sequence[str]) -> str:
    more = len(titles) - _NAMED
    return ", ".join(titles[:_NAMED]) + (f" and {more} more" if more > 0 else "")

"""Away days out of a calendar file (RFC 5545): its all-day events."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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


class Calendar(NamedTuple):
    """What a file holds, and sentences about what was left out."""

    days: tuple[AwayDays, ...]
    left_out: tuple[str, ...]


def read_calendar(path: str, today: date) -> Calendar:
    """Read the all-day events of a file that are not over yet, recurring ones two years ahead.

    Raises `CannotAccess`, and `BadInput` for what is no calendar.
    """
    import icalendar  # 140 ms, for those who have such a file

    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise CannotAccess(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST:
        raise BadInput(f"{path} is larger than 20 MiB: give a smaller calendar file.")
    try:
        calendars = icalendar.Calendar.from_ical(content, multiple=True)  # some programs write all of theirs at once
    except (ValueError, IndexError, KeyError) as error:
        raise BadInput(f"{path}{_NO_CALENDAR}") from error
    if not calendars or any(each.name != "VCALENDAR" for each in calendars):
        raise BadInput(f"{path}{_NO_CALENDAR}")
    events = [event for each in calendars for event in each.walk("VEVENT")]
    days: dict[tuple[date, date, str], AwayDays] = {}
    timed = unread = 0
    for event in events:
        try:
            found = _days_of(event, today)
        except (DayplanError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
            unread += 1
            continue
        timed += found is None
        for each in found or ():
            if each.last >= today:
                days.setdefault((each.first, each.last, each.label), each)
    left_out = []
    if timed:
        left_out.append(f"{counted(timed, 'event')} with times of day left out: away days are whole days.")
    if unread:
        left_out.append(f"{counted(unread, 'event')} left out that could not be read.")
    return Calendar(tuple(sorted(days.values(), key=lambda each: (each.first, each.last, each.label))), tuple(left_out))


def _days_of(event: Any, today: date) -> list[AwayDays] | None:
    """Return an event's days, once for each time it recurs; None for one with times of day."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return []
    first = event.decoded("DTSTART")
    if isinstance(first, datetime):
        return None
    if "DTEND" in event:
        length = event.decoded("DTEND") - first  # RFC 5545, 3.6.1: the end is not included
    else:
        length = event.decoded("DURATION") if "DURATION" in event else _DAY
    span = max(length, _DAY) - _DAY
    label = tidy(str(event.get("SUMMARY", "")))[:NAME_MAX]
    starts = [first]
    if "RRULE" in event:
        rule = event["RRULE"].to_ical().decode()
        excluded = set(_excluded(event))
        found = schedule.occurrences(schedule.normalise(rule), first, today - span, today + AHEAD, ())
        starts = [day for day in found if day not in excluded]
    return [AwayDays(0, start, start + span, label) for start in starts]


def _excluded(event: Any) -> list[date]:
    given = event.get("EXDATE")
    several = given if isinstance(given, list) else [given] if given else []
    return [each.dt for dates in several for each in dates.dts]

"""What people type: days, times, and the names of tasks.

Each parser either understands all of what it is given or raises `BadInput` with a sentence that shows what it
would have understood; none guesses. What is ambiguous is refused, what is common is short.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from dayplan.domain.durations import parse_duration, seconds_of
from dayplan.domain.hygiene import clean_line, folded, quoted
from dayplan.domain.model import TITLE_MAX
from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import Literal

    from dayplan.domain.model import Now

_DAYS = "write a day such as tomorrow, fri, next fri, +3d, 2026-12-01 or 1 dec"
_TIMES = "write a time such as 9:15, 0915, 9am, -20m or yesterday 23:30"

# Digits are bounded everywhere: Python refuses to read a number of 5,000 digits with an error of its own.
_RELATIVE = re.compile(r"([+-]) ?([0-9]{1,7}) ?(d|days?|w|weeks?)")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DOTTED_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_MONTH_DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
_NUMBER = r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)?"
_NAMED_DAY = re.compile(rf"{_NUMBER} ?(?P<month>[a-z]+)(?:,? (?P<year>[0-9]{{4}}))?")
_NAMED_MONTH = re.compile(rf"(?P<month>[a-z]+) ?{_NUMBER}(?:,? (?P<year>[0-9]{{4}}))?")
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

_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?::?(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"(?P<half>[ap]m)?"
)
_WITH_OFFSET = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ t]([0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?)"
    r" ?(z|[+-][0-9]{2}(?::?[0-9]{2})?)"
)
_CLOCK_WITH_OFFSET = re.compile(r"(?P<clock>.*[0-9](?: ?[ap]m)?) ?(?P<offset>[+-][0-9]{2}:[0-9]{2})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_HALF_DAY = 12 * 3600

_REF = re.compile(r"(i?)([0-9]{1,10})", re.ASCII | re.IGNORECASE)
_REF_MAX = 2**31


class Ref(NamedTuple):
    """How a task was named. Kinds `id` and `projected` are for programs only: nobody types them."""

    kind: Literal["number", "inbox", "words", "id", "projected"]
    number: int = 0
    """Today's number, the place in the inbox, the id, or the template's id."""
    words: str = ""
    """Of a projected task: its occurrence and the day for which it is planned, as ISO dates."""


def parse_past_day(text: str, today: date, week_start: int = 0) -> date:
    """Return the date that was typed about what has happened: `mon` and `1 oct` are the latest, today included.

    Everything else is read as by `parse_day`. Raises `BadInput`.
    """
    typed = folded(text)
    weekday = _WEEKDAYS.get(typed)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    return _day(text, today, week_start, -1)


def parse_day(text: str, today: date, week_start: int = 0) -> date:
    """Return the civil date that was typed.

    A weekday, a month with a day (`1 dec`, `12-01`) and 29 February mean the coming one, today included;
    `next fri` is the Friday of next week, where weeks begin on `week_start` (0 for Monday), and `last fri`
    the latest one before today. Also `today`, `tomorrow`, `yesterday`, `+3d`, `-2w`, `2026-12-01`, `1.12.2026`.
    A hyphen or underscore may stand for the space. Raises `BadInput`.
    """
    return _day(text, today, week_start, 1)


def _day(text: str, today: date, week_start: int, ahead: int) -> date:
    """Read a day; one without a year is the coming one where `ahead` is 1, the latest where it is -1."""
    typed = folded(text)
    try:
        found = _counted_day(typed, today) or _calendar_day(typed, today, ahead)
        if found is None:
            found = _weekday(_STAND_IN.sub(" ", typed), today, week_start)
    except (OverflowError, ValueError):  # what `date` raises outside the years 1 to 9999, and for 30 February
        raise BadInput(f"There is no {quoted(text)} in the calendar: {_DAYS}.") from None
    if found is None:
        raise BadInput(f"{quoted(text)} is not a day: {_DAYS}.")
    return found


def _counted_day(typed: str, today: date) -> date | None:
    if typed in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[typed])
    if found := _RELATIVE.fullmatch(typed):
        days = int(found[2]) * (7 if found[3].startswith("w") else 1)
        return today + timedelta(days=-days if found[1] == "-" else days)
    return None


def _calendar_day(typed: str, today: date, ahead: int) -> date | None:
    if found := _ISO_DAY.fullmatch(typed):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED_DAY.fullmatch(typed):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_DAY.fullmatch(typed):
        return _without_year(int(found[1]), int(found[2]), today, ahead)
    words = _STAND_IN.sub(" ", typed)
    found = _NAMED_DAY.fullmatch(words) or _NAMED_MONTH.fullmatch(words)
    if found and found["month"] in MONTH_NUMBERS:
        month, day = MONTH_NUMBERS[found["month"]], int(found["day"])
        return date(int(found["year"]), month, day) if found["year"] else _without_year(month, day, today, ahead)
    return None


def _without_year(month: int, day: int, today: date, ahead: int) -> date:
    for year in range(today.year, today.year + 9 * ahead, ahead):  # 29 February can be eight years away, as in 2096
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found == today or (found > today) == (ahead > 0):
            return found
    raise ValueError


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


def parse_time(text: str, now: Now, day: date | None = None, day_start_s: int = 0) -> int:
    """Return the instant that was typed, in UTC epoch seconds (T5).

    `9:15`, `0915`, `9am` and `9:15pm` are wall-clock times in `now`'s zone, on the day typed before them
    (`yesterday 23:30`), else on `day`, else on the civil date of `now`. Where the clocks went back, `2:30+01:00`
    says which of the two is meant. Shortly after midnight a time still
    to come that was less than twelve hours ago, or that belongs to the logical day that began yesterday at
    `day_start_s` (D1), means yesterday's. `now`, `-20m` (ago) and ISO 8601 with an
    offset are instants already. An ambiguous wall-clock time is taken as the first (T8; see
    `came_twice`).

    May lie in the future: refusing that is the caller's part. Raises `BadInput`, also for a time the clocks
    skipped.
    """
    typed = folded(text)
    if typed == "now":
        return now.epoch
    ago = typed[1:].strip()
    if typed.startswith("-") and seconds_of(ago) is not None:  # and not a day: -1d 9:15
        return now.epoch - parse_duration(ago)
    try:
        if found := _WITH_OFFSET.fullmatch(typed):
            return _epoch(datetime.fromisoformat("T".join(found.group(1, 2)) + found[3].upper()))
        if found := _CLOCK_WITH_OFFSET.fullmatch(typed):
            return _which_of_two(text, parse_time(found["clock"], now, day, day_start_s), found["offset"], now)
        return _wall_clock(text, re.sub(r"(?<=[0-9])t(?=[0-9])", " ", typed), now, day, day_start_s)
    except (OverflowError, ValueError):  # 25:61, an offset of 99 hours, the first or the last day of all
        raise BadInput(f"There is no such time as {quoted(text)}: {_TIMES}.") from None


def _which_of_two(text: str, first: int, offset: str, now: Now) -> int:
    wanted = datetime.fromisoformat(f"2000-01-01T00:00{offset}").utcoffset()
    for at in (first, came_twice("", first, now)):
        if at is not None and datetime.fromtimestamp(at, _zone(now)).utcoffset() == wanted:
            return at
    raise BadInput(f"The clocks never showed {quoted(text)} with this offset from UTC: leave it out.")


def _wall_clock(text: str, typed: str, now: Now, day: date | None, day_start_s: int) -> int:
    zone = _zone(now)
    local = datetime.fromtimestamp(now.epoch, zone)
    before, _, clock = re.sub(r"(?<=[0-9]) (?=[ap]m\Z)", "", typed).rpartition(" ")
    found = _CLOCK.fullmatch(clock)
    bare = found is not None and not (found["minute"] or found["half"])
    if found is None or (bare and int(clock) > 23):
        raise BadInput(f"{quoted(text)} is not a time: {_TIMES}.")
    if bare:
        raise BadInput(f"{quoted(text)} could be hours or minutes: write {clock}:00, or -{clock}m for minutes ago.")
    at = _time_of_day(found)
    if before:
        day = parse_day(before, local.date())
    if day is not None:
        return _instant(datetime.combine(day, at), zone)
    if local.hour < 12:
        today = _epoch(datetime.combine(local.date(), at, zone))
        yesterday = datetime.combine(local.date() - timedelta(days=1), at)
        of_this_day = local.hour * 3600 + local.minute * 60 < day_start_s <= at.hour * 3600 + at.minute * 60
        earliest = now.epoch - (2 * _HALF_DAY if of_this_day else _HALF_DAY)
        if today > now.epoch >= _epoch(yesterday.replace(tzinfo=zone)) >= earliest:
            return _instant(yesterday, zone)
    return _instant(datetime.combine(local.date(), at), zone)


def _time_of_day(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0))


def _instant(wall: datetime, zone: tzinfo) -> int:
    local = wall.replace(tzinfo=zone)  # fold=0: the first of two
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != wall:
        raise BadInput(f"The clocks skipped {wall.time():%H:%M} on {wall.date()}: write a time before or after.")
    return _epoch(local)


def came_twice(text: str, at: int, now: Now) -> int | None:
    """Return the second instant at which the wall clock of `now`'s zone shows the time that was typed, if any (T8).

    `at` is what `parse_time` made of it: the first. A notice is due, except where an instant was typed.
    """
    typed = folded(text)
    if typed == "now" or typed[:1] == "-" or _WITH_OFFSET.fullmatch(typed) or _CLOCK_WITH_OFFSET.fullmatch(typed):
        return None
    local = datetime.fromtimestamp(at, _zone(now))
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    if local.fold or first is None or second is None or first == second:
        return None
    return at + (first - second) // _SECOND


def _epoch(moment: datetime) -> int:
    return (moment - _EPOCH) // _SECOND


def _zone(now: Now) -> tzinfo:
    from dayplan.domain.zones import find_zone  # a few milliseconds that only wall-clock times need

    return find_zone(now.zone) or timezone(timedelta(seconds=now.offset_s))


def parse_ref(text: str) -> Ref:
    """Return how a task is named: `3` by its number, `i2` by its place in the inbox, else by its words.

    Raises `BadInput` when nothing is left of the words.
    """
    words = clean_line(text, TITLE_MAX, "task's name")
    if (found := _REF.fullmatch(words)) and int(found[2]) <= _REF_MAX:
        return Ref("inbox" if found[1] else "number", number=int(found[2]))
    return Ref("words", words=words)


def matches(words: str, title: str) -> bool:
    """Whether each of `words` occurs in the title, in any order and any case; no words fit every title."""
    title = title.casefold()
    return all(word in title for word in words.casefold().split())

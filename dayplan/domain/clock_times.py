"""What a typed time says: the clock's reading, the day before it and the offset after it (T5, H14).

This is the grammar alone. Which instant is meant depends on the day and on what was recorded: `typed_times` decides.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from dayplan.domain.durations import parse_duration, seconds_of
from dayplan.domain.hygiene import folded, quoted
from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

EXAMPLES = "write a time such as 9:15, 0915, 9am, noon, -20m or yesterday 23:30"
WHOLE_DAY_S = 86_400
_LONGEST = 200
"""No time and no stretch of time is longer, in characters."""

_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.h]?(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"(?P<half>[ap]m)?"
)
_WORDS = {"noon": WHOLE_DAY_S // 2, "midday": WHOLE_DAY_S // 2, "midnight": 0}
_HALF = re.compile(r"(?<=[0-9]) ?([ap])\.?m\.?(?=\Z| ?[+-])")
_WITH_OFFSET = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ t]([0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?)"
    r" ?(z|[+-][0-9]{2}(?::?[0-9]{2})?)"
)
_CLOCK_WITH_OFFSET = re.compile(r"(?P<clock>.*[0-9](?:[ap]m)?) ?(?P<offset>[+-][0-9]{2}:[0-9]{2})")
_CIVIL = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})t(?P<clock>[0-9].*)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


class NotATime(BadInput):
    """What was typed looks like no time, or like half of one."""


class TypedTime(NamedTuple):
    """A time as it was typed: an instant, or a reading of the wall clock."""

    text: str
    instant: int | None = None
    """Of `now`, `-20m` and what has a date and an offset."""
    clock_s: int = 0
    """Seconds after midnight; 24:00 is 86,400."""
    day: str = ""
    """The day that stands before it."""
    civil: bool = False
    """The day is a date of the calendar (`2026-11-27T01:15`), whatever `day_start` is."""
    offset_s: int | None = None
    """Which of two is meant where the clocks went back."""
    midnight: bool = False
    """The word, which is the beginning of a day or its end."""


def read_time(text: str, now_epoch: int) -> TypedTime:
    """Take a time apart. Raises `BadInput` for what is none."""
    typed = _HALF.sub(r"\1m", folded(text))
    if len(typed) > _LONGEST:
        raise NotATime(f"{quoted(text)} is not a time: {EXAMPLES}.")
    if typed == "now":
        return TypedTime(text, now_epoch)
    ago = typed[1:].strip()
    if typed.startswith("-") and seconds_of(ago) is not None:  # and not a day: -1d 9:15
        return TypedTime(text, now_epoch - parse_duration(ago))
    try:
        if found := _WITH_OFFSET.fullmatch(typed):
            moment = datetime.fromisoformat("T".join(found.group(1, 2)) + found[3].upper())
            return TypedTime(text, (moment - _EPOCH) // _SECOND)
        if found := _CLOCK_WITH_OFFSET.fullmatch(typed):
            offset = datetime.fromisoformat(f"2000-01-01T00:00{found['offset']}").utcoffset()
            return _wall_clock(text, found["clock"])._replace(offset_s=(offset or timedelta()) // _SECOND)
        return _wall_clock(text, typed)
    except (OverflowError, ValueError):  # 25:61, an offset of 99 hours
        raise BadInput(f"There is no such time as {quoted(text)}: {EXAMPLES}.") from None


def _wall_clock(text: str, typed: str) -> TypedTime:
    if civil := _CIVIL.fullmatch(typed):
        day, clock = civil["day"], civil["clock"]
    else:
        day, _, clock = typed.rpartition(" ")
    if clock in _WORDS:
        if clock == "midnight" and day:
            raise BadInput(f"{quoted(text)} could be its beginning or its end: write {day} 0:00 or {day} 24:00.")
        return TypedTime(text, None, _WORDS[clock], day, midnight=clock == "midnight")
    found = _CLOCK.fullmatch(clock)
    bare = found is not None and not (found["minute"] or found["half"])
    if found is None or (bare and int(clock) > 23):
        raise NotATime(f"{quoted(text)} is not a time: {EXAMPLES}.")
    if bare:
        raise NotATime(f"{quoted(text)} could be hours or minutes: write {clock}:00, or -{clock}m for minutes ago.")
    return TypedTime(text, None, _seconds(found), day, civil is not None)


def _seconds(found: re.Match[str]) -> int:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    seconds = hour * 3600 + minute * 60 + second
    if minute > 59 or second > 59 or seconds > WHOLE_DAY_S or (hour == 24 and found["half"]):
        raise ValueError
    return seconds


# From one time to another

_BETWEEN = re.compile(r" (?:to|until|till|til) | ?\.\.+ ?| ?[-–—] ?")
_BARE = re.compile(r"(?P<day>.* )?(?P<hour>1[0-2]|[1-9])(?P<minute>:[0-5][0-9])?")
_NAMED_HALF = re.compile(r"(?P<hour>1[0-2]|0?[1-9])(?P<minute>[:.h]?[0-5][0-9])?(?P<half>[ap]m)")
_HALF_ANYWHERE = re.compile(r"(?<=[0-9]) ?([ap])\.?m\b\.?")
_FULL = re.compile(r".*[0-9]{1,2}[:.h][0-9]{2}")
_HOUR = re.compile(r"[01]?[0-9]|2[0-4]")


def pairs(text: str) -> list[tuple[str, str]]:
    """Return each way to part a stretch into its two times, most likely first: dates and offsets have hyphens, too.

    `9am-10`, `2-3pm` and `9:00-10` come with what the one time takes from the other.
    """
    typed = _HALF_ANYWHERE.sub(r"\1m", folded(text).removeprefix("from "))
    if len(typed) > _LONGEST:
        return []
    found = []
    for between in _BETWEEN.finditer(typed):
        first, last = typed[: between.start()].strip(), typed[between.end() :].strip()
        if first and last:
            found.append(completed(first, last))
    return found


def completed(first: str, last: str) -> tuple[str, str]:
    """Write out what was left out of one time because the other says it. Raises `BadInput` where both halves would do.

    | typed            | meant                 | because                                                    |
    | ---------------- | --------------------- | ---------------------------------------------------------- |
    | `2-3pm`          | `2pm-3pm`             | the half of the day stands for both                        |
    | `11-1pm`         | `11am-1pm`            | the end comes after the beginning                          |
    | `9am-10`         | `9am-10am`            | an end comes at the next chance                            |
    | `11am-1:30`      | `11am-1:30pm`         | the same                                                   |
    | `9:00-10`        | `9:00-10:00`          | the beginning is written out                               |
    | `9-10`           | is asked about        | neither is a time                                          |
    | `2:30-3pm`       | is asked about        | 2:30 is a time by itself, and 2:30pm is meant as likely    |
    """
    begin, end = _BARE.fullmatch(first), _NAMED_HALF.fullmatch(last)
    if begin and end:
        morning, evening = (_minutes(begin, half) for half in "ap")
        ends = _minutes(end, end["half"][0])
        fitting = [half for half, at in (("am", morning), ("pm", evening)) if at < ends]
        if begin["minute"] and len(fitting) == 2:
            raise BadInput(f"{quoted(f'{first}-{last}')} could begin at {first}am or at {first}pm: write which.")
        half = end["half"] if end["half"] in fitting or not fitting else fitting[-1]
        return f"{first}{half}", last
    begins, bare = _NAMED_HALF.fullmatch(first.rpartition(" ")[2]), _BARE.fullmatch(last)
    if begins and bare and not bare["day"]:
        after = _minutes(begins, begins["half"][0])
        half = min("ap", key=lambda each: (_minutes(bare, each) - after - 1) % (24 * 60))
        return first, f"{last}{half}m"
    if _HOUR.fullmatch(last) and _FULL.fullmatch(first):
        return first, f"{last}:00"
    return first, last


def _minutes(found: re.Match[str], half: str) -> int:
    minute = int((found["minute"] or "0").lstrip(":.h") or 0)
    return (int(found["hour"]) % 12 + (12 if half == "p" else 0)) * 60 + minute

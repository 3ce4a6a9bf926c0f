"""Stretches of time, half-open `[start, end)` in UTC epoch seconds: where they meet, and on which days they lie.

`dayplan today` waits for this module; see `days` for what that means.
"""

from __future__ import annotations

from datetime import timedelta

from dayplan.domain.days import bounds, day_of, instant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from dayplan.domain.model import Now, TimeEntry

_DAY = timedelta(days=1)
_DAY_S = 86_400


def split(start: int, end: int, zone: str, day_start_s: int) -> list[tuple[date, int]]:
    """Cut a stretch where its own zone begins new logical days (T8): each day with its seconds, in order.

    The parts add up to the whole and none is empty, so a day that a zone skipped is not among them. A stretch that
    ends before it starts has no parts (T7).
    """
    if start >= end:
        return []
    day = day_of(start, zone, day_start_s)
    if day_of(end - 1, zone, day_start_s) == day:  # nearly always, and much cheaper than asking when the day ends
        return [(day, end - start)]
    parts: list[tuple[date, int]] = []
    while start < end:
        until = min(end, instant(day, day_start_s + _DAY_S, zone))
        if until > start:
            parts.append((day, until - start))
            start = until
        day += _DAY
    return parts


def days_of(entry: TimeEntry, now: Now) -> list[tuple[date, int]]:
    """Return the days on which an entry lies, each with its seconds; an empty one lies on its own day with none."""
    end = now.epoch if entry.ended_at is None else entry.ended_at
    return split(entry.started_at, end, entry.zone, entry.day_start_s) or [(entry.day, 0)]


def on_day(start: int, end: int, zone: str, day_start_s: int, day: date) -> int:
    """Return the seconds of a stretch that lie on one logical day: what `split` says of it, or 0."""
    first, last = bounds(day, zone, day_start_s)
    return max(0, min(end, last) - max(start, first))


def overlaps(a_start: int, a_end: int | None, b_start: int, b_end: int | None) -> bool:
    """Whether two stretches share any time (T3); an end of None is still to come.

    Stretches that only touch do not, nor does one that is empty.
    """
    start = max(a_start, b_start)
    return (a_end is None or start < a_end) and (b_end is None or start < b_end)

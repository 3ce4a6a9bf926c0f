"""Stretches of time: overlap, and the split at the day's boundary (T3, T8)."""

from __future__ import annotations

from datetime import timedelta

from dayplan.domain.days import bounds, day_of, instant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date


def split(start: int, end: int, zone: str, day_start_s: int) -> list[tuple[date, int]]:
    """Cut `[start, end)` at the boundaries of logical days in its own zone: (day, seconds) in order (T8).

    The parts add up to the whole; an interval without length has none.
    """
    parts = []
    day = day_of(start, zone, day_start_s) if end > start else None
    while day is not None and start < end:
        boundary = instant(day + timedelta(days=1), day_start_s, zone)
        if boundary > start:
            parts.append((day, min(end, boundary) - start))
            start = boundary
        day += timedelta(days=1)
    return parts


def on_day(start: int, end: int, zone: str, day_start_s: int, day: date) -> int:
    """Return how many seconds of `[start, end)` lie within a logical day of its own zone (T8)."""
    begin, over = bounds(day, zone, day_start_s)
    return max(0, min(end, over) - max(start, begin))


def overlaps(start: int, end: int | None, other_start: int, other_end: int | None) -> bool:
    """Whether two half-open stretches share time (T3); without an end they go on for ever."""
    return (end is None or other_start < end) and (other_end is None or start < other_end)

"""Which copies of the data are kept: by the hour for a day, by the day for a month, by the month for ever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

EVERY_S = 30 * 60
"""A change is followed by a copy when none was made for so long."""
_HOUR = 3600
_DAY = 24 * _HOUR
_MONTH = 31 * _DAY


def due(made: Iterable[int], now: int) -> bool:
    """Whether it is time for another copy. One of a moment to come counts where it is near: the clock was set back."""
    return all(abs(now - at) >= EVERY_S for at in made)


def superfluous(made: Sequence[int], now: int) -> list[int]:
    """Return the instants whose copies can go; of each hour, day or month the last one stays, and so does the newest.

    Hours, days and months are those of UTC, so that a journey never changes which copy is the last of its day.
    """
    kept: dict[tuple[str, int], int] = {}
    for at in sorted(made):
        kept[_span(at, now)] = at
    staying = {*kept.values(), max(made, default=0)}
    return [at for at in sorted(made) if at not in staying]


def _span(at: int, now: int) -> tuple[str, int]:
    age = now - at
    if age < _DAY:
        return "hour", at // _HOUR
    if age < _MONTH:
        return "day", at // _DAY
    moment = datetime.fromtimestamp(at, UTC)
    return "month", 12 * moment.year + moment.month

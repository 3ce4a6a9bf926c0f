"""Which copies of the data are kept: by the hour for a day, by the day for a month, by the month for ever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise

EVERY_S = 30 * 60
"""A change is followed by a copy when none was made for so long."""
LEAST = 5
"""As many copies stay at least, the newest, however close together they were made."""
_HOUR = 3600
_DAY = 24 * _HOUR
_MONTH = 31 * _DAY


def due(made: Iterable[int], now: int) -> bool:
    """Whether it is time for another copy. One of a moment to come counts where it is near: the clock was set back."""
    return all(abs(now - at) >= EVERY_S for at in made)


def superfluous(made: Sequence[int], now: int) -> list[int]:
    """Return the instants whose copies can go; of each hour, day or month the last one stays, and so do the newest.

    Where the clock leapt, nothing goes. Hours, days and months are those of UTC, so that a journey never changes which
    copy is the last of its day.
    """
    if leapt(made, now):
        return []
    past = sorted(at for at in made if at <= now)
    kept: dict[tuple[str, int], int] = {}
    for at in past:
        kept[_span(at, now)] = at
    staying = {*kept.values(), *past[-LEAST:]}
    return [at for at in past if at not in staying]


def leapt(made: Iterable[int], now: int) -> bool:
    """Whether the clock leapt lately, so that it does not say how old the copies are (D5).

    It went back where copies are of moments to come. One that lies more than a month ahead, where others do not, is a
    wrong clock's own and says nothing about this one. It went ahead where more than a month lies between now and the
    newest copies.
    """
    known = {*made, now}
    ahead = [at for at in known if at > now]
    if ahead and (min(ahead) <= now + _MONTH or min(known) == now):
        return True
    newest = sorted(at for at in known if at <= now)[-LEAST - 1 :]
    return any(later - earlier > _MONTH for earlier, later in pairwise(newest))


def _span(at: int, now: int) -> tuple[str, int]:
    age = now - at
    if age < _DAY:
        return "hour", at // _HOUR
    if age < _MONTH:
        return "day", at // _DAY
    moment = datetime.fromtimestamp(at, UTC)
    return "month", 12 * moment.year + moment.month

"""Whether today can be believed: it is compared with the last day that was opened (D5)."""

from __future__ import annotations

from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from dayplan.domain.model import Now

LONGEST_GAP_DAYS = 31
"""So many days may pass between two opened days before the clock is doubted."""
_FARTHEST_JOURNEY_DAYS = 2
"""Zones lie so far apart at most: a day can be opened in one of them while another still has the day before."""


class ClockDoubt(NamedTuple):
    """Today, by this machine's clock, and the last opened day that it does not fit."""

    today: date
    last: date
    opened_after: int = 0
    """How many days after today were opened."""

    @property
    def ahead(self) -> bool:
        """Whether today lies too long after that day; otherwise it lies before it."""
        return self.today > self.last

    @property
    def can_take_back(self) -> bool:
        """Whether a wrong look or two can have opened the days after today; where they are more, today is wrong."""
        return 0 < self.opened_after <= LONGEST_GAP_DAYS


def clock_doubt(now: Now, today: date, last: date | None, opened_at: int | None) -> ClockDoubt | None:
    """Return why today cannot be believed; None where it can.

    `last` was opened at the instant `opened_at`, None where that is not known. A day to come that was opened at an
    instant which has passed is no wrong clock's: somebody flew west, or changed when their day begins (D3, D4).
    """
    if last is None:
        return None
    gap = (today - last).days
    if gap > LONGEST_GAP_DAYS:
        return ClockDoubt(today, last)
    passed = opened_at is not None and opened_at <= now.epoch and -gap <= _FARTHEST_JOURNEY_DAYS
    return ClockDoubt(today, last) if gap < 0 and not passed else None

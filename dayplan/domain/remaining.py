"""How many dates are left of a template that ends after a count, and when it is over (S7, issue 13.13).

A count counts dates: those of a pause and of away days are used up, too, for the rhythm does not shift.
"""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain.after import after_completion
from dayplan.domain.record import NamedTuple
from dayplan.domain.rule import parse
from dayplan.domain.schedule import next_dates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dayplan.domain.model import AwayDays, Template

_DAY = timedelta(days=1)
_NEVER_AGAIN = date(9999, 12, 31)


class Remaining(NamedTuple):
    """What is left of a count after a day."""

    times: int
    """How many dates there are in all."""
    left: int
    """How many will come of those after that day, as far as that is known."""
    left_out: int
    """How many more fall into a pause, or on away days that the template leaves out."""
    last: date
    """The last of its dates."""


def remaining(
    template: Template,
    today: date,
    workdays: tuple[int, ...],
    away: Sequence[AwayDays] = (),
    ahead: Collection[date] = (),
) -> Remaining | None:
    """Return what is left of a template's count after today; None for one that has no count, or no date at all.

    `ahead` are dates to come that have a row already. A pause without end leaves nothing out: it may end tomorrow.
    """
    times = None if after_completion(template.schedule) is not None else parse(template.schedule).times
    if not times:
        return None
    dates = next_dates(template.schedule, template.starts_on, template.starts_on - _DAY, times, workdays)
    if not dates:
        return None
    to_come = [day for day in dates if day > today and day not in ahead]
    left = [day for day in to_come if not _is_left_out(template, day, away)]
    return Remaining(times, len(left), len(to_come) - len(left), dates[-1])


def _is_left_out(template: Template, day: date, away: Sequence[AwayDays]) -> bool:
    until = template.paused_until
    if until is not None and until != _NEVER_AGAIN and day < until:
        return True
    return template.on_away == "skip" and any(each.first <= day <= each.last for each in away)


def is_over(template: Template, today: date, found: Remaining | None) -> bool:
    """Whether the last date of a template has passed, by its count or by its end."""
    if template.ends_on is not None:
        return template.ends_on < today
    return found is not None and found.last < today

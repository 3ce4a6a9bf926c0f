"""After-completion schedules: when the next one is due, counted from the day on which the last one ended (S4).

The text that a template keeps is `AFTER=3` for days, `AFTER=3MONTHS` by the calendar, `AFTER=3WORKDAYS` by the days of
the `workdays` setting, and `AFTER=21;BYDAY=SA` for the first of those weekdays that is at least 21 days later. A month
that is too short has its last day instead (S9). An away day counts like any other day of the week, as in rules with
`WORKDAY`: whether a template comes on one is for its `on_away` to say (S8).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from dayplan.domain.hygiene import quoted
from dayplan.domain.record import NamedTuple
from dayplan.domain.rule import WEEKDAYS, WORKDAY
from dayplan.errors import BadInput

MOST_AFTER = {"day": 3650, "workday": 2500, "month": 120}
"""The longest wait, about ten years, by its unit."""

_AFTER = re.compile(r"AFTER *=(.*)", re.IGNORECASE | re.DOTALL)
_COUNTED = re.compile(r"([0-9]{1,5})((?:WORKDAY|MONTH|DAY)S?)?", re.IGNORECASE)
_ALL_WEEK = (0, 1, 2, 3, 4, 5, 6)
_NAMES = (*WEEKDAYS, "WORKDAY")


class After(NamedTuple):
    """How long after it ended the next one is due."""

    number: int
    unit: str = "day"
    """`day`, `workday` or `month`."""
    weekdays: tuple[int, ...] = ()
    """Weekdays or `WORKDAY`, in order: it is due on the first of them that is no earlier. Empty for any day."""

    def next_due(self, ended: date, workdays: tuple[int, ...]) -> date | None:
        """Return when the next one is due if the last one ended on that day; None where no day is a workday."""
        if self.unit == "month":
            return self.from_day(months_later(ended, self.number), workdays)
        if self.unit == "day":
            return self.from_day(ended + timedelta(days=self.number), workdays)
        if not workdays:
            return None
        weeks, more = divmod(self.number - 1, len(workdays))
        day: date | None = ended + timedelta(days=7 * weeks)
        for _ in range(more + 1):
            day = day and self.from_day(day + timedelta(days=1), workdays)
        return day

    def from_day(self, day: date, workdays: tuple[int, ...]) -> date | None:
        """Return the first day, from this one on, on which it may be due; None where no day is a workday."""
        fitting = set(workdays) if self.unit == "workday" or WORKDAY in self.weekdays else set()
        fitting |= set(self.weekdays or (() if self.unit == "workday" else _ALL_WEEK))
        days = (day + timedelta(days=ahead) for ahead in range(7))
        return next((each for each in days if each.weekday() in fitting), None)

    def text(self) -> str:
        """Write the schedule that a template keeps; `after_completion` reads it back."""
        unit = "" if self.unit == "day" else f"{self.unit.upper()}S"
        days = ",".join(_NAMES[day] for day in self.weekdays)
        return f"AFTER={self.number}{unit};BYDAY={days}" if days else f"AFTER={self.number}{unit}"


@lru_cache(maxsize=512)
def after_completion(schedule: str) -> After | None:
    """Read a schedule that begins with `AFTER=`; None for what is no such schedule.

    Raises `BadInput`, in one sentence, for what is wrong with it.
    """
    found = _AFTER.fullmatch(schedule.strip())
    if found is None:
        return None
    wait, *parts = (part.strip() for part in found[1].rstrip("; ").split(";"))
    counted = _COUNTED.fullmatch(wait)
    unit = (counted[2] or "DAY").lower().removesuffix("s") if counted else "day"
    if counted is None or not 1 <= int(counted[1]) <= MOST_AFTER[unit]:
        raise BadInput(f"AFTER is a number of {unit}s from 1 to {MOST_AFTER[unit]}, not {quoted(wait)}.")
    weekdays: tuple[int, ...] = ()
    for part in parts:
        name, _, value = (piece.strip().upper() for piece in part.partition("="))
        days = [day.strip() for day in value.split(",")]
        if name != "BYDAY" or weekdays or not set(days) <= set(_NAMES):
            raise BadInput(f"{quoted(part)} does not go with AFTER: only weekdays do, once, as in BYDAY=SA,SU.")
        weekdays = tuple(sorted({_NAMES.index(day) for day in days}))
    if weekdays and unit == "workday":
        raise BadInput("BYDAY does not go with a number of workdays: leave one of them out.")
    return After(int(counted[1]), unit, () if weekdays[:7] == _ALL_WEEK else weekdays)


def months_later(day: date, number: int) -> date:
    """Return the same day of the month that is so many months later; of a shorter month the last (S9)."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))

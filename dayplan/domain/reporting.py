"""Where the time went: totals by day, client and so on, split at the day's start (T8), rounded on request (T9)."""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain.days import bounds, earliest_start, first_of_week
from dayplan.domain.intervals import split
from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Literal

    Scope = Literal["entry", "day", "line", "total"]

BY = ("day", "week", "month", "client", "project", "template", "task", "tag", "billable")
SCOPES = ("entry", "day", "line", "total")
_DAY = timedelta(days=1)
_HOUR = 3600


class Worked(NamedTuple):
    """One recorded stretch with all that a report can ask of it."""

    id: int
    start: int
    end: int
    zone: str
    day: date
    day_start_s: int
    task_id: int
    task: str
    client: str | None
    project: str | None
    template: str | None
    billable: bool
    rate_minor: int | None
    """What an hour of it is worth, in minor units; None where nobody said (T11)."""
    currency: str | None


class Line(NamedTuple):
    """One row of a report."""

    key: str
    seconds: int
    """As it was recorded."""
    rounded_s: int
    billable_s: int
    amounts: tuple[tuple[str, int], ...]
    """What the billable time is worth, by currency, in minor units."""


class Report(NamedTuple):
    """What was worked between two days, both included."""

    first: date
    last: date
    by: str
    lines: tuple[Line, ...]
    total_s: int
    rounded_s: int
    billable_s: int
    amounts: tuple[tuple[str, int], ...]


class Rounding(NamedTuple):
    """Up to the next `unit_s`, of each entry, day, line, or of the total (T9). A unit of 0 rounds nothing."""

    unit_s: int = 0
    scope: Scope = "line"

    def up(self, seconds: int) -> int:
        """Round up; nothing stays nothing."""
        return -(-seconds // self.unit_s) * self.unit_s if self.unit_s else seconds


NO_ROUNDING = Rounding()


def report(
    worked: Iterable[Worked],
    first: date,
    last: date,
    by: str,
    *,
    tags: Mapping[int, tuple[str, ...]] | None = None,
    week_start: int = 0,
    rounding: Rounding = NO_ROUNDING,
) -> Report:
    """Sum up what was worked from `first` to `last`; a task with several tags counts under each of them."""
    parts = [part for each in worked for part in _parts(each, first, last, exact=_needs_days(by, rounding))]
    seen: dict[str, _Sum] = {}
    for each, day, seconds in parts:
        for key in _keys(each, day, by, tags or {}, week_start):
            seen.setdefault(key, _Sum(rounding)).add(each, day, seconds)
    whole = _Sum(rounding)
    for each, day, seconds in parts:
        whole.add(each, day, seconds)
    lines = [found.line(key) for key, found in seen.items()]
    dated = by in ("day", "week", "month")
    lines.sort(key=lambda line: (line.key,) if dated else (-line.seconds, line.key))
    rounded = sum(line.rounded_s for line in lines) if rounding.scope == "line" and by != "tag" else whole.rounded_s
    total = whole.line("")
    return Report(first, last, by, tuple(lines), total.seconds, rounded, total.billable_s, total.amounts)


def _needs_days(by: str, rounding: Rounding) -> bool:
    return by in ("day", "week", "month") or (rounding.unit_s > 0 and rounding.scope == "day")


def _parts(each: Worked, first: date, last: date, *, exact: bool) -> list[tuple[Worked, date, int]]:
    """Return an entry's seconds by day, as far as they lie in the range.

    Where days do not matter, an entry well within the range is taken whole: ten years are summed in a blink.
    """
    if not exact and earliest_start(first + _DAY) + 2 * 86_400 <= each.start and each.end <= earliest_start(last):
        return [(each, each.day, each.end - each.start)] if each.end > each.start else []
    begin, end = _bounds(each.day, each.zone, each.day_start_s)
    if begin <= each.start and each.end <= end:
        inside = first <= each.day <= last and each.end > each.start
        return [(each, each.day, each.end - each.start)] if inside else []
    found = split(each.start, each.end, each.zone, each.day_start_s)
    return [(each, day, seconds) for day, seconds in found if first <= day <= last]


_known: dict[tuple[date, str, int], tuple[int, int]] = {}


def _bounds(day: date, zone: str, day_start_s: int) -> tuple[int, int]:
    key = (day, zone, day_start_s)
    if key not in _known:
        if len(_known) > 20_000:
            _known.clear()
        _known[key] = bounds(day, zone, day_start_s)
    return _known[key]


def _keys(each: Worked, day: date, by: str, tags: Mapping[int, tuple[str, ...]], week_start: int) -> tuple[str, ...]:
    if by == "day":
        return (day.isoformat(),)
    if by == "week":
        return (first_of_week(day, week_start).isoformat(),)
    if by == "month":
        return (day.isoformat()[:7],)
    if by == "tag":
        return tags.get(each.task_id) or ("",)
    if by == "project":
        return (f"{each.client or ''}/{each.project}" if each.project else each.client or "",)
    if by == "billable":
        return ("billable" if each.billable else "not billable",)
    return (getattr(each, by) or "",)


class _Sum:
    """Seconds in the making: in all, by entry and by day, and what they are worth."""

    def __init__(self, rounding: Rounding) -> None:
        self._rounding = rounding
        self._by_piece: dict[object, int] = {}
        self._worth: dict[tuple[str, int], int] = {}
        self._seconds = 0
        self._billable = 0

    def add(self, each: Worked, day: date, seconds: int) -> None:
        self._seconds += seconds
        if self._rounding.unit_s and self._rounding.scope in ("entry", "day"):
            piece: object = each.id if self._rounding.scope == "entry" else day
            self._by_piece[piece] = self._by_piece.get(piece, 0) + seconds
        if each.billable:
            self._billable += seconds
            if each.rate_minor is not None:
                worth = (each.currency or "", each.rate_minor)
                self._worth[worth] = self._worth.get(worth, 0) + seconds

    @property
    def rounded_s(self) -> int:
        if self._by_piece:
            return sum(map(self._rounding.up, self._by_piece.values()))
        return self._rounding.up(self._seconds)

    def line(self, key: str) -> Line:
        amounts: dict[str, int] = {}
        for (currency, rate), seconds in self._worth.items():
            # Half a minor unit is rounded up, once for each rate of a line.
            amounts[currency] = amounts.get(currency, 0) + (seconds * rate * 2 + _HOUR) // (2 * _HOUR)
        return Line(key, self._seconds, self.rounded_s, self._billable, tuple(sorted(amounts.items())))

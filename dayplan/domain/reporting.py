"""Where the time went: totals by day, client and so on, split at the day's start (T8), rounded on request (T9)."""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain.days import bounds, earliest_start, first_of_week
from dayplan.domain.intervals import split
from dayplan.domain.record import NamedTuple
from dayplan.domain.rounding import NO_ROUNDING, Rounding
from dayplan.domain.wording import typed_owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dayplan.domain.filtering import Filter

    Amounts = tuple[tuple[str, int], ...]

BY = ("client", "project", "template", "task", "tag", "day", "week", "month", "billable")
DATED = ("day", "week", "month")
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
    note: str = ""
    project_id: int | None = None
    colour: str | None = None
    """The colour that was chosen for its project, if any."""
    running: bool = False
    """It has no end yet; `end` is now."""


def fitting(worked: tuple[Worked, ...], wanted: Filter, tags: Mapping[int, tuple[str, ...]]) -> tuple[Worked, ...]:
    """Return what satisfies a filter; `tags` are those of each task."""
    if wanted.empty:
        return worked
    return tuple(
        each for each in worked if wanted.fits(each.task, each.client, each.project, tags.get(each.task_id, ()))
    )


class Part(NamedTuple):
    """What of one stretch lies on one day."""

    worked: Worked
    day: date
    seconds: int


class Line(NamedTuple):
    """One row of a report."""

    key: str
    seconds: int
    """As it was recorded."""
    rounded_s: int
    billable_s: int
    amounts: Amounts
    """What the billable time is worth, by currency, in minor units."""
    rounded_billable_s: int
    rounded_amounts: Amounts
    """The same of the rounded time; time of another rate is rounded by itself."""
    project_id: int | None = None
    colour: str | None = None
    """By project: which one, and its colour."""


class Report(NamedTuple):
    """What was worked between two days, both included."""

    first: date
    last: date
    by: str
    lines: tuple[Line, ...]
    total: Line
    """Everything together. Rounded, it is what the rounded lines make, as long as no time is in two of them."""
    rounding: Rounding

    @property
    def total_s(self) -> int:
        """As it was recorded."""
        return self.total.seconds


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
    exact = by in DATED or (rounding.unit_s > 0 and rounding.scope == "day")
    seen: dict[str, _Sum] = {}
    whole = _Sum(rounding)
    for each in worked:
        for part in _parts(each, first, last, exact=exact):
            whole.add(part)
            for key in _keys(part, by, tags or {}, week_start):
                if key not in seen:
                    seen[key] = _Sum(rounding)
                seen[key].add(part)
    of_lines = rounding if rounding.scope != "total" else NO_ROUNDING
    lines = [found.line(key, of_lines) for key, found in seen.items()]
    lines.sort(key=lambda line: (line.key,) if by in DATED else (-line.seconds, line.key.casefold(), line.key))
    if by != "project":
        lines = [line._replace(project_id=None, colour=None) for line in lines]
    total = whole.line("", rounding)._replace(project_id=None, colour=None)
    if by != "tag" and lines:
        total = _together(total, lines, rounding)
    return Report(first, last, by, tuple(lines), total, rounding)


def parts_of(
    worked: Iterable[Worked],
    first: date,
    last: date,
    by: str | None = None,
    key: str = "",
    *,
    tags: Mapping[int, tuple[str, ...]] | None = None,
    week_start: int = 0,
) -> list[Part]:
    """Return what makes up the line `key` of the same report, or without `by` all of it; the latest first."""
    found = [part for each in worked for part in _parts(each, first, last, exact=True)]
    if by is not None:
        found = [part for part in found if key in _keys(part, by, tags or {}, week_start)]
    found.sort(key=lambda part: (part.worked.start, part.day), reverse=True)
    return found


def by_day(worked: Iterable[Worked], first: date, last: date) -> dict[date, int]:
    """Return the seconds of each day that has some."""
    found: dict[date, int] = {}
    for each in worked:
        for _, day, seconds in _parts(each, first, last, exact=True):
            found[day] = found.get(day, 0) + seconds
    return found


def _together(total: Line, lines: list[Line], rounding: Rounding) -> Line:
    """Make the total what its lines add up to, to the cent, so that a column can be checked by adding it up."""
    total = total._replace(amounts=_added(line.amounts for line in lines))
    if rounding.scope == "total":
        return total
    return total._replace(
        rounded_s=sum(line.rounded_s for line in lines),
        rounded_billable_s=sum(line.rounded_billable_s for line in lines),
        rounded_amounts=_added(line.rounded_amounts for line in lines),
    )


def _added(several: Iterable[Amounts]) -> Amounts:
    found: dict[str, int] = {}
    for amounts in several:
        for currency, minor in amounts:
            found[currency] = found.get(currency, 0) + minor
    return tuple(sorted(found.items()))


def _parts(each: Worked, first: date, last: date, *, exact: bool) -> list[Part]:
    """Return an entry's seconds by day, as far as they lie in the range.

    Where days do not matter, an entry well within the range is taken whole: ten years are summed in a blink.
    """
    if each.end <= each.start:
        return []
    if not exact and earliest_start(first + _DAY) + 2 * 86_400 <= each.start and each.end <= earliest_start(last):
        return [Part(each, each.day, each.end - each.start)]
    begin, end = _bounds(each.day, each.zone, each.day_start_s)
    if begin <= each.start and each.end <= end:
        return [Part(each, each.day, each.end - each.start)] if first <= each.day <= last else []
    found = split(each.start, each.end, each.zone, each.day_start_s)
    return [Part(each, day, seconds) for day, seconds in found if first <= day <= last]


_known: dict[tuple[date, str, int], tuple[int, int]] = {}


def _bounds(day: date, zone: str, day_start_s: int) -> tuple[int, int]:
    key = (day, zone, day_start_s)
    if key not in _known:
        if len(_known) > 20_000:
            _known.clear()
        _known[key] = bounds(day, zone, day_start_s)
    return _known[key]


def _keys(part: Part, by: str, tags: Mapping[int, tuple[str, ...]], week_start: int) -> tuple[str, ...]:
    each, day = part.worked, part.day
    if by == "day":
        return (day.isoformat(),)
    if by == "week":
        return (first_of_week(day, week_start).isoformat(),)
    if by == "month":
        return (day.isoformat()[:7],)
    if by == "tag":
        return tags.get(each.task_id) or ("",)
    if by == "project":
        return (owner_of(each),)
    if by == "billable":
        return ("billable" if each.billable else "not billable",)
    return (getattr(each, by) or "",)


def owner_of(each: Worked) -> str:
    """Return for whom it was, as it is typed."""
    return typed_owner(each.client, each.project)


class _Sum:
    """Seconds in the making: in all, by what is rounded, and by what an hour of them is worth."""

    def __init__(self, rounding: Rounding) -> None:
        self._scope = rounding.scope if rounding.unit_s else "line"
        self._seconds = 0
        self._billable = 0
        self._pieces: dict[object, int] = {}
        self._worth: dict[tuple[str, int | None], dict[object, int]] = {}
        self._project: tuple[int | None, str | None] = None, None

    def add(self, part: Part) -> None:
        each, day, seconds = part
        piece: object = None
        if self._scope == "entry":
            piece = each.id
        elif self._scope == "day":
            piece = day
        if not self._seconds:
            self._project = each.project_id, each.colour
        self._seconds += seconds
        self._pieces[piece] = self._pieces.get(piece, 0) + seconds
        if each.billable:
            self._billable += seconds
            pieces = self._worth.setdefault((each.currency or "", each.rate_minor), {})
            pieces[piece] = pieces.get(piece, 0) + seconds

    def line(self, key: str, rounding: Rounding) -> Line:
        billable = [_rounded(pieces, rounding) for pieces in self._worth.values()]
        return Line(
            key,
            self._seconds,
            _rounded(self._pieces, rounding),
            self._billable,
            self._amounts(NO_ROUNDING),
            sum(billable),
            self._amounts(rounding),
            *self._project,
        )

    def _amounts(self, rounding: Rounding) -> Amounts:
        amounts: dict[str, int] = {}
        for (currency, rate), pieces in self._worth.items():
            if rate is not None:
                # Half a minor unit is rounded up, once for each rate of a line.
                worth = (_rounded(pieces, rounding) * rate * 2 + _HOUR) // (2 * _HOUR)
                amounts[currency] = amounts.get(currency, 0) + worth
        return tuple(sorted(amounts.items()))


def _rounded(pieces: Mapping[object, int], rounding: Rounding) -> int:
    return sum(map(rounding.of, pieces.values()))

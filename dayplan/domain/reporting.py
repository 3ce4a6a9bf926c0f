"""Where the time went: totals by day, client and so on, split at the day's start (T8), rounded on request (T9)."""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain.days import bounds, earliest_start, first_of_week
from dayplan.domain.intervals import split
from dayplan.domain.names import write_owner
from dayplan.domain.record import NamedTuple
from dayplan.domain.rounding import NO_ROUNDING, Rounding
from dayplan.domain.shares import share_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dayplan.domain.filtering import Filter

    Amounts = tuple[tuple[str, int], ...]
    _Bill = tuple[str | None, str, int | None]
    """A client, a currency and what an hour is worth in it: a line of a bill."""
    _Group = str | tuple[str, ...]
    """The key of a line; the keys of several, for a task with several tags."""
    _Cell = tuple[_Bill | None, _Group]
    """Time of one line at one rate, or not billed."""
    _Sums = dict[_Bill | None, dict[_Group, tuple[int, int]]]
    """Seconds as recorded and as rounded."""

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
    """The same of the rounded time, of which it is a share: never more than `rounded_s`."""
    project_id: int | None = None
    colour: str | None = None
    """By project: which one, and its colour."""
    overlap_s: int = 0
    """By tag: what of its time is in other lines too."""


class Report(NamedTuple):
    """What was worked between two days, both included."""

    first: date
    last: date
    by: str
    lines: tuple[Line, ...]
    total: Line
    """Everything together, the same whatever it is grouped by: what the lines add up to, where none share time."""
    rounding: Rounding
    unresolved_s: int = 0
    """What waits for a decision, as far as it lies on these days (T6, T8): in no line and in no total."""

    @property
    def total_s(self) -> int:
        """As it was recorded."""
        return self.total.seconds

    @property
    def overlaps(self) -> bool:
        """Whether lines share time, so that they come to more than the total: those of a task with several tags."""
        return any(line.overlap_s for line in self.lines)


def report(
    worked: Iterable[Worked],
    first: date,
    last: date,
    by: str,
    *,
    tags: Mapping[int, tuple[str, ...]] | None = None,
    week_start: int = 0,
    rounding: Rounding = NO_ROUNDING,
    unresolved: Iterable[Worked] = (),
) -> Report:
    """Sum up what was worked from `first` to `last`; a task with several tags counts under each of them.

    `unresolved` is time that waits for a decision: its sum stands beside the total.

    Time is rounded and priced before it is grouped, and each line takes its share: whatever it is grouped by, a range
    comes to the same total, and the lines add up to it. See `_rounded` and `_priced`.
    """
    found = _gathered(worked, first, last, by, tags or {}, week_start, rounding)
    lines: dict[str, _Figures] = {}
    total = _Figures()
    for bill, several in _rounded(found.pieces.values(), rounding).items():
        amounts = _priced(bill, several)
        for group, figures in several.items():
            total.add(bill, *figures, *amounts[group])
            for key in group if isinstance(group, tuple) else (group,):
                line = lines.setdefault(key, _Figures())
                line.add(bill, *figures, *amounts[group])
                line.overlap_s += figures[0] * isinstance(group, tuple)
    rows = [figures.line(key, *found.projects.get(key, (None, None))) for key, figures in lines.items()]
    rows.sort(key=lambda line: (line.key,) if by in DATED else (-line.seconds, line.key.casefold(), line.key))
    waiting = sum(by_day(unresolved, first, last).values())
    return Report(first, last, by, tuple(rows), total.line(""), rounding, waiting)


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
    for _, day, seconds in (part for each in worked for part in _parts(each, first, last, exact=True)):
        found[day] = found.get(day, 0) + seconds
    return found


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
    return write_owner(each.client, each.project)


class _Gathered(NamedTuple):
    """Recorded seconds by what is rounded together, by what they are worth, and by line."""

    pieces: dict[object, dict[_Cell, int]]
    projects: dict[str, tuple[int | None, str | None]]
    """By project: which one each line is, and its colour."""


def _gathered(
    worked: Iterable[Worked],
    first: date,
    last: date,
    by: str,
    tags: Mapping[int, tuple[str, ...]],
    week_start: int,
    rounding: Rounding,
) -> _Gathered:
    scope = rounding.scope if rounding.unit_s else "total"
    exact = by in DATED or scope == "day"
    found = _Gathered({}, {})
    for each in worked:
        bill = (each.client, each.currency or "", each.rate_minor) if each.billable else None
        for part in _parts(each, first, last, exact=exact):
            keys = _keys(part, by, tags, week_start)
            if by == "project":
                found.projects.setdefault(keys[0], (each.project_id, each.colour))
            cell = bill, keys if len(keys) > 1 else keys[0]
            piece = _piece(part, scope)
            if (cells := found.pieces.get(piece)) is None:
                found.pieces[piece] = {cell: part.seconds}
            else:
                cells[cell] = cells.get(cell, 0) + part.seconds
    return found


def _piece(part: Part, scope: str) -> object:
    """Return to what a part belongs that is rounded as one (T9).

    None of these depends on what the report is grouped by: an entry, as far as it lies in the range; what was worked
    for one client on one day; what was worked for one client (the line of a bill); or everything.
    """
    if scope == "entry":
        return part.worked.id
    if scope == "day":
        return part.worked.client, part.day
    return part.worked.client if scope == "line" else None


def _rounded(pieces: Iterable[Mapping[_Cell, int]], rounding: Rounding) -> _Sums:
    """Return seconds as recorded and as rounded, by what they are worth and by line.

    Each piece is rounded once. Its rounded seconds are shared out by largest remainder: first over the rates in it and
    what is not billed, then over the lines. So what is billable is never more than what it is part of.
    """
    found: _Sums = {}
    for cells in pieces:
        if len(cells) == 1:
            ((cell, seconds),) = cells.items()
            _add(found, cell, seconds, rounding.of(seconds))
            continue
        bills: dict[_Bill | None, dict[_Group, int]] = {}
        for (bill, group), seconds in cells.items():
            bills.setdefault(bill, {})[group] = seconds
        recorded = [sum(several.values()) for several in bills.values()]
        shares = share_out(rounding.of(sum(recorded)), recorded)
        for (bill, several), share in zip(bills.items(), shares, strict=True):
            for (group, seconds), rounded in zip(several.items(), share_out(share, [*several.values()]), strict=True):
                _add(found, (bill, group), seconds, rounded)
    return found


def _add(sums: _Sums, cell: _Cell, seconds: int, rounded: int) -> None:
    bill, group = cell
    several = sums.setdefault(bill, {})
    before, before_rounded = several.get(group, (0, 0))
    several[group] = before + seconds, before_rounded + rounded


def _priced(bill: _Bill | None, several: Mapping[_Group, tuple[int, int]]) -> dict[_Group, tuple[int, int]]:
    """Return what the lines' seconds are worth, as recorded and as rounded.

    The time of one client at one rate is priced as a whole, half a minor unit upwards; the lines take their shares.
    """
    rate = None if bill is None else bill[2]
    if rate is None:
        return dict.fromkeys(several, (0, 0))
    shares = []
    for seconds in zip(*several.values(), strict=True):
        worth = (sum(seconds) * rate * 2 + _HOUR) // (2 * _HOUR)
        shares.append(share_out(worth, seconds))
    return dict(zip(several, zip(*shares, strict=True), strict=True))


class _Figures:
    """The figures of one line in the making."""

    def __init__(self) -> None:
        self._times = [0, 0, 0, 0]
        self._amounts: dict[str, int] = {}
        self._rounded_amounts: dict[str, int] = {}
        self.overlap_s = 0

    def add(self, bill: _Bill | None, seconds: int, rounded_s: int, minor: int, rounded_minor: int) -> None:
        billable = bill is not None
        for place, more in enumerate((seconds, rounded_s, seconds * billable, rounded_s * billable)):
            self._times[place] += more
        if bill is not None and bill[2] is not None:
            for amounts, more in ((self._amounts, minor), (self._rounded_amounts, rounded_minor)):
                amounts[bill[1]] = amounts.get(bill[1], 0) + more

    def line(self, key: str, project_id: int | None = None, colour: str | None = None) -> Line:
        seconds, rounded_s, billable_s, rounded_billable_s = self._times
        amounts, rounded_amounts = (
            tuple(sorted(several.items())) for several in (self._amounts, self._rounded_amounts)
        )
        figures = seconds, rounded_s, billable_s, amounts, rounded_billable_s, rounded_amounts
        return Line(key, *figures, project_id, colour, self.overlap_s)

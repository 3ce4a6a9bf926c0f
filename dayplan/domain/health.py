"""What can be wrong in a data file though its schema lets it pass: each kind a value, found by pure functions.

Where a finding can be mended, it also knows how: what the planner does about it is decided here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from dayplan.domain import schedule
from dayplan.domain.after import after_completion
from dayplan.domain.clock_doubt import ClockDoubt
from dayplan.domain.days import day_of, zone_of
from dayplan.domain.edits import RUNNING, Cut, Span, cuts
from dayplan.domain.model import Template, TimeEntry
from dayplan.domain.policies import comes_late
from dayplan.domain.replay import Told, Unreadable
from dayplan.domain.seeding import Away
from dayplan.domain.unseen import LONG_RUN_S, Unseen
from dayplan.errors import BadInput

LABELS = frozenset({"task_tag", "template_tag", "task_move"})
"""Tables whose rows say nothing any more once what they belong to is gone."""
_DAY = timedelta(days=1)


class Indexes(NamedTuple):
    """Indexes that do not agree with the rows of their tables: what is asked through them is answered wrongly."""

    names: tuple[str, ...]


class BadSetting(NamedTuple):
    """A setting whose value cannot be read, so that nothing can."""

    row_id: int
    key: str
    value: str


class BadSchedule(NamedTuple):
    """A template whose schedule cannot be read, so that no day can be seeded."""

    template_id: int
    title: str
    schedule: str


class Orphans(NamedTuple):
    """Rows that belong to a row that is gone."""

    table: str
    """Of what is gone; likewise `row_id`."""
    row_id: int
    title: str
    """What the journal, or the rows that are left, call it; empty where nobody knows."""
    left: tuple[tuple[str, int], ...]
    """Table and id of each row that is left alone."""
    worked_s: int
    """The time recorded in them."""

    @property
    def only_labels(self) -> bool:
        """Nothing would be lost with them."""
        return all(table in LABELS for table, _ in self.left)


class Misfiled(NamedTuple):
    """An entry that is kept under another day than the one on which it began (T8, D4)."""

    entry: TimeEntry
    day: date


class Overlap(NamedTuple):
    """Two entries that share time (T3). `whole` began later, as if it had stopped the other, which is cut."""

    cut: TimeEntry
    whole: TimeEntry

    def becomes(self) -> Cut:
        """Say what is left of the one that is cut."""
        span = Span(self.cut.id, self.cut.started_at, _end(self.cut))
        (found,) = cuts(self.whole.started_at, _end(self.whole), [span])
        return found

    def shared_s(self, now: int) -> int:
        """Return how many seconds they share, a running one's up to now."""
        ends = (now if each.ended_at is None else each.ended_at for each in self)
        return max(0, min(ends) - max(each.started_at for each in self))


class RunsOnOver(NamedTuple):
    """A timer that runs on a task that is over (T1)."""

    entry: TimeEntry
    status: str
    until: int
    """When it would have stopped."""


class Long(NamedTuple):
    """An entry of more than twelve hours that nobody has vouched for (T10)."""

    entry: TimeEntry


class RunsLong(NamedTuple):
    """A timer that has run for more than twelve hours (T2)."""

    entry: TimeEntry
    found: Unseen


class Twice(NamedTuple):
    """An entry that begins or ends within an hour that the clocks showed twice, by what was typed (T8)."""

    entry: TimeEntry
    at: int


class Hole(NamedTuple):
    """An occurrence without its row, though its day was settled (S1)."""

    template_id: int
    title: str
    occurrence: date


class Astray(NamedTuple):
    """A task whose last move does not lead to where it stands (C2)."""

    task_id: int
    title: str
    stands: date | None
    led_to: date | None


class Counter(NamedTuple):
    """A day that would give a number again that it has given."""

    day: date
    highest: int


class UnlikelyDay(NamedTuple):
    """Today does not fit the last day that was opened (D5)."""

    doubt: ClockDoubt


Finding = (
    Indexes
    | BadSetting
    | BadSchedule
    | Told
    | Orphans
    | Misfiled
    | RunsOnOver
    | Overlap
    | Long
    | RunsLong
    | Twice
    | Hole
    | Astray
    | Counter
    | UnlikelyDay
    | Unreadable
)


def kind(finding: Finding) -> str:
    """Return the kind of a finding as programs are told: `overlap`, `runs_on_over`."""
    name = type(finding).__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def mendable(finding: Finding) -> bool:
    """Whether something can be done about it here."""
    if isinstance(finding, Told):
        return finding.told is None or finding.stands is not None or finding.whole
    return not isinstance(finding, (Unreadable, UnlikelyDay))


class Opened(NamedTuple):
    """A day that was opened, and when it was seeded."""

    day: date
    seeded_at: int


class Certain(NamedTuple):
    """When what decides a template's dates was surely what it is now."""

    since: int
    """From then on."""
    but: tuple[tuple[int, int], ...] = ()
    """Except between these instants, both included."""

    def at(self, instant: int) -> bool:
        """Whether it was at an instant."""
        if instant <= self.since:
            return False
        return not self.but or not any(first <= instant <= last for first, last in self.but)


def overlaps(entries: Iterable[TimeEntry]) -> list[Overlap]:
    """Return every two entries that share time, in the order of the later ones; an end of None is still to come."""
    found = []
    standing: list[TimeEntry] = []
    for entry in sorted(entries, key=_outer_first):
        if entry.started_at >= _end(entry):
            continue  # T3: one that is empty takes no room
        standing = [each for each in standing if _end(each) > entry.started_at]
        found += [Overlap(each, entry) for each in standing]
        standing.append(entry)
    return found


def _outer_first(entry: TimeEntry) -> tuple[int, int, bool, int]:
    """Of two that begin together the shorter one comes last, and stays whole; of two alike the one that counts."""
    return entry.started_at, -_end(entry), entry.state == "kept", -entry.id


def misfiled(entries: Iterable[TimeEntry]) -> list[Misfiled]:
    """Return the entries that are kept under another day than the one on which they began."""
    days = ((entry, day_of(entry.started_at, entry.zone, entry.day_start_s)) for entry in entries)
    return [Misfiled(entry, day) for entry, day in days if entry.day != day]


def long(entries: Iterable[TimeEntry]) -> list[Long]:
    """Return the entries over twelve hours that count and that nobody has vouched for."""
    return [
        Long(entry)
        for entry in entries
        if _counts(entry) and entry.ended_at is not None and entry.ended_at - entry.started_at > LONG_RUN_S
    ]


def shown_twice(entries: Iterable[TimeEntry], by_the_clock: frozenset[int]) -> list[Twice]:
    """Return the entries with an end in an hour that the clocks showed twice, and that may be the other one.

    `by_the_clock` are instants at which something was done: what began or ended then was not typed, and is sure.
    """
    found = []
    for entry in entries:
        ends = (entry.started_at,) if entry.ended_at is None else (entry.started_at, entry.ended_at)
        unsure = [at for at in ends if at not in by_the_clock and is_shown_twice(at, entry.zone)]
        if unsure and _counts(entry) and entry.ended_at is not None:
            found.append(Twice(entry, unsure[0]))
    return found


def is_shown_twice(epoch: int, zone: str) -> bool:
    """Whether the wall clock of a zone showed the time of an instant a second time."""
    if not _changes(zone, epoch // 86_400):
        return False
    shown = datetime.fromtimestamp(epoch, zone_of(zone))
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()


@lru_cache(maxsize=4096)
def _changes(zone: str, day: int) -> bool:
    """Whether a zone's clocks change on a day of UTC or within hours of it: asked once for all entries of the day."""
    tz = zone_of(zone)
    try:
        around = [datetime.fromtimestamp(day * 86_400 + hours * 3600, UTC).astimezone(tz) for hours in (-4, 10, 28)]
    except (OverflowError, ValueError):  # the first and the last day of the calendar, which old files may name
        return False
    return len({moment.utcoffset() for moment in around}) > 1


def _counts(entry: TimeEntry) -> bool:
    """Whether it is in the totals without its person's word for it: a decision made after it ended is that (T6)."""
    vouched = entry.ended_at is not None and entry.seen_at is not None and entry.seen_at >= entry.ended_at
    return entry.state == "kept" and not vouched


def holes(
    templates: Iterable[Template],
    recorded: Mapping[int, frozenset[date]],
    opened: Sequence[Opened],
    away: Sequence[Away],
    workdays: tuple[int, ...],
    certain: Mapping[int, Certain],
) -> list[Hole]:
    """Return the occurrences that settling has passed over, the earliest first (S1).

    A day that is settled leaves the row of every occurrence of that day, and under `replace`, where none comes late, of
    those of the days since the last that was opened (S3). Only days are looked at that were settled when the template,
    the away days and the workdays were what they are now; and no date that an away day might have moved.
    """
    off = frozenset(away_day for each in away for away_day in _days(each))
    found: list[Hole] = []
    in_order = sorted(opened)
    for template in templates:
        if template.archived or after_completion(template.schedule) is not None:
            continue
        known = recorded.get(template.id, frozenset())
        settled = _settled(template, in_order, workdays, certain[template.id])
        found += [Hole(template.id, template.title, due) for due in settled if due not in known and due not in off]
    return sorted(found, key=lambda hole: (hole.occurrence, hole.template_id))


def _settled(
    template: Template, opened: Sequence[Opened], workdays: tuple[int, ...], certain: Certain
) -> Iterator[date]:
    """Yield a template's dates that were settled while it was what it is now; `opened` is in order."""
    sure = [each.day for each in opened if certain.at(each.seeded_at)]
    if not sure:
        return
    days = [each.day for each in opened]
    alone = template.missed != "replace" or template.on_away in ("before", "after")
    place = bisect_left(days, sure[0])
    first = sure[0] if alone or place == 0 else days[place - 1] + _DAY
    first = max(first, template.starts_on, template.paused_until or date.min)
    last = min(sure[-1], template.ends_on or date.max)
    if first > last:
        return
    try:
        dates = schedule.occurrences(template.schedule, template.starts_on, first, last, workdays)
    except BadInput:
        return  # told as such
    settling = frozenset(sure)
    for due in dates:
        place = bisect_left(days, due)
        if days[place] not in settling:
            continue
        if days[place] == due or (not alone and place > 0 and not comes_late(template, due, workdays)):
            yield due


def _days(away: Away) -> Iterator[date]:
    for ahead in range((away.last - away.first).days + 1):
        yield away.first + _DAY * ahead


def _end(entry: TimeEntry) -> int:
    return RUNNING if entry.ended_at is None else entry.ended_at

"""Time entries, corrected: added, changed, split, cut, deleted; what others lose is shown first (T3, T4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dayplan.domain.days import day_of, format_day, times_in
from dayplan.domain.edits import RUNNING, Cut, Span, cuts
from dayplan.domain.entry import Ref
from dayplan.domain.hygiene import clean_text
from dayplan.domain.model import STATUSES, Now, TimeEntry
from dayplan.domain.wording import format_duration
from dayplan.errors import NotFound, Refused
from dayplan.planner.billing import BillingWatch
from dayplan.planner.change import Begin, Change, id_of
from dayplan.planner.conflicts import refuse_conflicts
from dayplan.planner.ending import take_up
from dayplan.planner.stopping import clock_time, refuse_future
from dayplan.planner.stretches import see
from dayplan.storage import browse
from dayplan.storage.tables import TimeEntryRow


class EntryEdit(NamedTuple):
    """What to change in an entry; None leaves a field as it is."""

    start: int | None = None
    end: int | None = None
    task: Ref | None = None
    note: str | None = None
    billable: str | None = None
    """`yes`, `no`, or `usual` for as its project has it (T11)."""


def entry_values(entry: TimeEntry) -> EntryEdit:
    """Return what an edit would set to leave an entry as it is; None as its end where it runs."""
    return EntryEdit(entry.started_at, entry.ended_at, Ref("id", entry.task_id, entry.title), entry.note)


class Edited(NamedTuple):
    """The entries that were changed or made, and what others lost, in sentences."""

    entries: tuple[TimeEntry, ...]
    losses: tuple[str, ...]


class WouldCut(Refused):
    """The change meets other entries; its sentence says what they would lose."""

    def __init__(self, losses: Sequence[str]) -> None:
        self.losses = tuple(losses)
        super().__init__(
            f"That would change other entries: {'; '.join(losses)}. Nothing was changed: --adjust does it."
        )


class EntryPart:
    """The use cases of recorded time. `adjust` says that what others lose is known and meant."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def add(self, task: Ref, start: int, end: int, now: Now, *, note: str = "", adjust: bool = False) -> Edited:
        """Record a stretch that was forgotten. Raises `WouldCut`, and `Refused` for times that make no sense."""
        with self._begin(now) as change:
            row = change.find(task, STATUSES)
            change.name(f"Add time on '{row.title}'")
            _check(change, start, end)
            losses = _make_room(change, start, end, None, adjust=adjust)
            made = change.rows.add(_new(change, id_of(row), start, end, change.now.zone, note))
            return _edited(change, [made], losses)

    def edit(
        self, entry_id: int, edit: EntryEdit, now: Now, *, adjust: bool = False, seen: EntryEdit | None = None
    ) -> Edited:
        """Change an entry, also the one that runs; an end given to that one stops it. Raises as `add` does.

        `seen` is what a form was opened with: raises `Conflict` where somebody else has changed the same fields since.
        """
        with self._begin(now) as change:
            row = _entry(change, entry_id)
            title = _title(change, row)
            change.name(f"Edit time on '{title}'")
            given_to = None if edit.task is None else change.find(edit.task, STATUSES)
            if seen is not None:
                task = None if given_to is None else Ref("id", id_of(given_to), given_to.title)
                stored = EntryEdit(row.started_at, row.ended_at, Ref("id", row.task_id, title), row.note)
                refuse_conflicts(edit._replace(task=task, billable=None), seen, stored)
            start = row.started_at if edit.start is None else edit.start
            end = row.ended_at if edit.end is None else edit.end
            if edit.start is not None or edit.end is not None:
                _check(change, start, end, row.zone)
            losses: tuple[str, ...] = ()
            if (start, end) != (row.started_at, row.ended_at):
                losses = _make_room(change, start, RUNNING if end is None else end, entry_id, adjust=adjust)
            if start != row.started_at:
                if end is None:
                    see(row, now)
                row.started_at = start
                row.day = day_of(start, row.zone, row.day_start_s).isoformat()
            row.ended_at = end
            if given_to is not None:
                watch = BillingWatch(change, "entry", [row.id])
                row.task_id = id_of(given_to)
                watch.remark()
                if end is None:
                    take_up(change, given_to)
            if edit.note is not None:
                row.note = clean_text(edit.note)
            if edit.billable is not None:
                row.billable = None if edit.billable == "usual" else int(edit.billable == "yes")
            return _edited(change, [row], losses)

    def boundary(self, entry_id: int, at: int, now: Now) -> Edited:
        """Move the end of an entry and the start of the one after it, which it touches, at once (T4)."""
        with self._begin(now) as change:
            row = _entry(change, entry_id)
            after = next((e for e in change.rows.entries_from(row.ended_at) if e.id != row.id), None)
            if row.ended_at is None or after is None or after.started_at != row.ended_at:
                raise Refused("No entry begins where this one ends: change its end instead.")
            refuse_future(change, at)
            if not row.started_at < at < (after.ended_at if after.ended_at is not None else change.now.epoch + 1):
                raise Refused("A boundary stays between the start of the one entry and the end of the other.")
            change.name("Move the boundary of two entries")
            row.ended_at = after.started_at = at
            if after.ended_at is None:
                see(after, now)
            after.day = day_of(at, after.zone, after.day_start_s).isoformat()
            return _edited(change, [row, after], ())

    def split(self, entry_id: int, at: int, now: Now) -> Edited:
        """Cut an entry in two at an instant within it; either part can then go elsewhere. Raises `Refused`."""
        with self._begin(now) as change:
            row = _entry(change, entry_id)
            end = row.ended_at if row.ended_at is not None else change.now.epoch
            if not row.started_at < at < end:
                raise Refused(
                    f"{clock_time(change, at, row.zone)} is not within the entry, which goes from "
                    f"{clock_time(change, row.started_at, row.zone)} to {clock_time(change, end, row.zone)}."
                )
            change.name("Split a time entry")
            rest_end, row.ended_at = row.ended_at, at
            change.rows.flush()  # the running one ends before another may run (T1)
            made = change.rows.add(_new(change, row.task_id, at, rest_end, row.zone, row.note, like=row))
            return _edited(change, [row, made], ())

    def cut(self, start: int, end: int, now: Now) -> Edited:
        """Take a stretch out of whatever was recorded in it; it is then nobody's time. Raises `Refused`."""
        with self._begin(now) as change:
            _check(change, start, end)
            change.name(f"Cut out {clock_time(change, start)} to {clock_time(change, end)}")
            losses = _make_room(change, start, end, None, adjust=True)
            if not losses:
                raise Refused("No time was recorded then, so there is nothing to cut out.")
            return Edited((), losses)

    def delete(self, entry_id: int, now: Now) -> str:
        """Delete an entry, and return a sentence that says which it was."""
        with self._begin(now) as change:
            row = _entry(change, entry_id)
            change.name("Delete a time entry")
            words = _span_words(change, row)
            change.rows.delete(row)
            return words


def _entry(change: Change, entry_id: int) -> TimeEntryRow:
    row = change.rows.entry(entry_id)
    if row is None:
        raise NotFound(f"There is no time entry #{entry_id}: dayplan log lists them.")
    return row


def _title(change: Change, row: TimeEntryRow) -> str:
    task = change.rows.task(row.task_id)
    return "" if task is None else task.title


def _check(change: Change, start: int, end: int | None, zone: str = "") -> None:
    refuse_future(change, start)
    if end is None:
        return
    refuse_future(change, end)
    ends, starts = (clock_time(change, at, zone) for at in (end, start))
    if end == start:
        raise Refused(f"It would start and end at {starts}, which is no time at all: give a later end.")
    if end < start:
        raise Refused(f"It would end at {ends}, before it starts at {starts}.")


def _new(
    change: Change, task_id: int, start: int, end: int | None, zone: str, note: str, like: TimeEntryRow | None = None
) -> TimeEntryRow:
    day_start_s = change.settings.day_start_s if like is None else like.day_start_s
    row = TimeEntryRow(
        task_id=task_id,
        started_at=start,
        ended_at=end,
        zone=zone,
        day=day_of(start, zone, day_start_s).isoformat(),
        day_start_s=day_start_s,
        note=clean_text(note),
        billable=None if like is None else like.billable,
        state="kept" if like is None else like.state,
    )
    if end is None:
        see(row, change.now)
    return row


def _make_room(change: Change, start: int, end: int, own: int | None, *, adjust: bool) -> tuple[str, ...]:
    """Cut what overlaps, or raise `WouldCut` with what that would do; nothing is ever swallowed silently (T3)."""
    rows = {row.id or 0: row for row in change.rows.entries_between(start, end) if row.id != own}
    spans = [Span(i, row.started_at, RUNNING if row.ended_at is None else row.ended_at) for i, row in rows.items()]
    found = cuts(start, end, spans)
    losses = [_loss(change, rows[cut.span.id], cut) for cut in found]
    if losses and not adjust:
        raise WouldCut(losses)
    for cut in found:
        leave(change, rows[cut.span.id], cut)
    change.rows.flush()
    return tuple(losses)


def leave(change: Change, row: TimeEntryRow, cut: Cut) -> None:
    """Leave of an entry what a cut leaves of it: the first piece in its row, others in new ones, or nothing."""
    if cut.swallowed:
        change.rows.delete(row)
        return
    (first_start, first_end), *rest = cut.pieces
    row.started_at, row.ended_at = first_start, None if first_end == RUNNING else first_end
    row.day = day_of(first_start, row.zone, row.day_start_s).isoformat()
    if row.ended_at is None:
        see(row, change.now)
    change.rows.flush()
    for piece_start, piece_end in rest:
        ended = None if piece_end == RUNNING else piece_end
        change.rows.add(_new(change, row.task_id, piece_start, ended, row.zone, row.note, like=row))


def _loss(change: Change, row: TimeEntryRow, cut: Cut) -> str:
    whole = _span_words(change, row)
    if cut.swallowed:
        return f"{whole} would be gone"
    end = change.now.epoch if row.ended_at is None else row.ended_at
    lost = end - row.started_at - sum(min(until, end) - start for start, until in cut.pieces)
    left = " and ".join(
        times_in(start, None if end == RUNNING else end, row.zone, change.settings.clock_24, "–")
        for start, end in cut.pieces
    )
    return f"{whole} would become {left}, {_took(lost)} less"


def _span_words(change: Change, row: TimeEntryRow) -> str:
    times = times_in(row.started_at, row.ended_at, row.zone, change.settings.clock_24, "–")
    day = date.fromisoformat(row.day)
    when = "" if day == change.today else f" on {format_day(day, change.settings.date_format)}"
    when += "" if row.zone == change.now.zone else f" in {row.zone}"
    took = (row.ended_at if row.ended_at is not None else change.now.epoch) - row.started_at
    return f"“{_title(change, row)}” {times}{when} ({_took(took)})"


def _took(seconds: int) -> str:
    """Write a duration; of less than a minute the seconds, for clock times do not show what was lost then."""
    return format_duration(seconds) if seconds >= 60 else f"{max(0, seconds)}s"


def _edited(change: Change, rows: Sequence[TimeEntryRow], losses: Sequence[str]) -> Edited:
    change.rows.flush()
    ids = [row.id for row in rows]
    known = {entry.id: entry for row in rows for entry in browse.entries(change.rows.reader, task_id=row.task_id)}
    return Edited(tuple(known[entry_id] for entry_id in ids if entry_id in known), tuple(losses))

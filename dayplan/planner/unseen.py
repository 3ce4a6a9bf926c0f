"""Time nobody saw, decided: kept, kept in part, given to another task, dropped, or put off (T2, T6, T7)."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain.entry import Ref
from dayplan.domain.model import STATUSES, Now, TimeEntry
from dayplan.domain.unseen import Unseen, in_question
from dayplan.errors import NotFound, Refused
from dayplan.planner.change import Begin, Change, id_of
from dayplan.planner.stopping import clock_time
from dayplan.planner.stretches import Piece, put_in_place, see
from dayplan.storage import browse
from dayplan.storage.tables import TimeEntryRow


class Decided(NamedTuple):
    """The entries that a decision left or made, the earliest first; of a running one the last."""

    entries: tuple[TimeEntry, ...]


class UnseenPart:
    """The use cases about one stretch of one entry: each is one step.

    All of them raise `Refused` when somebody has decided meanwhile: then nothing is changed. `goes_on` says whether
    a timer that runs over the stretch runs on after it.
    """

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def keep(self, entry_id: int, found: Unseen, now: Now) -> Decided:
        """It was work: the stretch counts, and the timer runs on."""
        with self._begin(now) as change:
            row, task_id = _asked(change, entry_id, found)
            _name(change, "Keep", row, found)
            if row.ended_at is not None and found.start <= row.started_at and row.ended_at <= found.end:
                see(row, now)  # its person has vouched for all of it
            return _become(change, row, found, [Piece(task_id, found.start, found.end, "kept")], goes_on=True)

    def part(
        self, entry_id: int, found: Unseen, start: int, end: int, now: Now, *, goes_on: bool | None = None
    ) -> Decided:
        """Only `[start, end)` of it was work; the rest is nobody's time. Raises `Refused` for times outside it."""
        with self._begin(now) as change:
            row, task_id = _asked(change, entry_id, found)
            if not found.start <= start < end <= found.end:
                raise Refused(
                    f"{clock_time(change, start)} to {clock_time(change, end)} is not within the time in question, "
                    f"which goes from {clock_time(change, found.start)} to {clock_time(change, found.end)}."
                )
            _name(change, "Keep part of", row, found)
            return _become(change, row, found, [Piece(task_id, start, end, "kept")], goes_on=goes_on)

    def give(self, entry_id: int, found: Unseen, task: Ref, now: Now, *, goes_on: bool | None = None) -> Decided:
        """It was work on another task. Raises `NotFound` where it is not clear on which."""
        with self._begin(now) as change:
            row, _ = _asked(change, entry_id, found)
            other = change.find(task, STATUSES)
            _name(change, f"Give to '{other.title}'", row, found)
            return _become(change, row, found, [Piece(id_of(other), found.start, found.end, "kept")], goes_on=goes_on)

    def drop(self, entry_id: int, found: Unseen, now: Now, *, goes_on: bool | None = None) -> Decided:
        """It was no work: the stretch is cut out."""
        with self._begin(now) as change:
            row, _ = _asked(change, entry_id, found)
            _name(change, "Drop", row, found)
            return _become(change, row, found, [], goes_on=goes_on)

    def later(self, entry_id: int, found: Unseen, now: Now, *, goes_on: bool | None = None) -> Decided:
        """Put the decision off: until then the stretch is in no total, and it is never lost (T6)."""
        with self._begin(now) as change:
            row, task_id = _asked(change, entry_id, found)
            if row.state == "unresolved":
                return Decided(_values(change, [row]))
            _name(change, "Decide later on", row, found)
            pieces = [Piece(task_id, found.start, found.end, "unresolved")]
            return _become(change, row, found, pieces, goes_on=goes_on)

    def put_off(self, found: Unseen, now: Now) -> None:
        """Put the decision about a stretch of the running timer off, where nobody has decided meanwhile."""
        with self._begin(now) as change:
            running = change.rows.reader.running()
            standing = None if running is None else in_question(found, running, now)
            if running is None or standing is None:
                return
            row, task_id = _asked(change, running.id, standing)
            _name(change, "Decide later on", row, standing)
            _become(change, row, standing, [Piece(task_id, standing.start, standing.end, "unresolved")], goes_on=None)


def _asked(change: Change, entry_id: int, found: Unseen) -> tuple[TimeEntryRow, int]:
    """Load the entry, and make sure that the question still stands."""
    row = change.rows.entry(entry_id)
    if row is not None:
        (entry,) = browse.entries(change.rows.reader, entry_id=entry_id)
        if in_question(found, entry, change.now) == found:
            return row, row.task_id
    raise Refused("Somebody has decided about this time meanwhile, or changed it: nothing was changed now.")


def _name(change: Change, verb: str, row: TimeEntryRow, found: Unseen) -> None:
    task = change.rows.task(row.task_id)
    if task is None:
        raise NotFound("This task is gone: it was deleted meanwhile.")
    change.name(f"{verb} {clock_time(change, found.start)} to {clock_time(change, found.end)} of '{task.title}'")


def _become(change: Change, row: TimeEntryRow, found: Unseen, inside: list[Piece], *, goes_on: bool | None) -> Decided:
    goes_on = found.goes_on if goes_on is None else goes_on
    return Decided(_values(change, put_in_place(change, row, found, inside, goes_on=goes_on)))


def _values(change: Change, rows: list[TimeEntryRow]) -> tuple[TimeEntry, ...]:
    return tuple(entry for row in rows for entry in browse.entries(change.rows.reader, entry_id=row.id))

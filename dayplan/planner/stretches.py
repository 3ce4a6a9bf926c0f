"""Stretches of one entry put in its place: what a decision, or a stop without one, makes of it (T3, T6, T7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dayplan.domain.days import day_of
from dayplan.domain.model import Now
from dayplan.domain.unseen import Reading, Unseen, reading_of
from dayplan.planner.change import Change
from dayplan.storage.tables import TimeEntryRow

if TYPE_CHECKING:
    from dayplan.domain.model import EntryState


class Piece(NamedTuple):
    """One stretch of what an entry becomes; without an end while the timer runs on."""

    task_id: int
    start: int
    end: int | None
    state: EntryState


def see(row: TimeEntryRow, seen: Now | Reading) -> None:
    """Note when a running entry's person was there, by the machine's clocks: no time before that is asked about."""
    row.seen_at, row.seen_up_s, row.seen_awake_s = seen.epoch, seen.up_s, seen.awake_s


def put_in_place(
    change: Change,
    row: TimeEntryRow,
    found: Unseen,
    inside: list[Piece],
    *,
    goes_on: bool = False,
    until: int | None = None,
) -> list[TimeEntryRow]:
    """Put what the stretch becomes in its place; what lies before it stays, and what follows as well.

    A timer that does not go on stops with the stretch, or at `until`. What a clock that was set back gives back lies
    before the entry; where time is recorded there (T3), it goes before that as well, and keeps its length (T7).
    """
    before = [Piece(row.task_id, row.started_at, found.start, _state(row))]
    after = [Piece(row.task_id, found.end, row.ended_at, _state(row))]
    if row.ended_at is None and not goes_on:
        # Whoever set the clock back was there all the time; whoever was away has stopped working with that.
        end = change.now.epoch if until is None and found.why == "set_back" else until
        after = [] if end is None else [after[0]._replace(end=end)]
    if found.start < row.started_at:
        given_back = min(row.started_at, found.end)
        by = found.start - _free_before(change, found.start, given_back)
        inside = [part for piece in inside for part in _moved(piece, given_back, by)]
        taken = max((entry.ended_at or 0 for entry in change.rows.ended_after(found.end)), default=0)
        after = [p._replace(start=max(p.start, taken)) if p.end is None else p for p in after]
    return _written(change, row, _joined([*before, *inside, *after]), found.seen or reading_of(change.now))


def _free_before(change: Change, start: int, end: int) -> int:
    """Return where a stretch begins that is as long, ends then or before, and meets nothing that is recorded."""
    length = end - start
    while met := change.rows.entries_between(end - length, end):
        end = min(row.started_at for row in met)
    return end - length


def _moved(piece: Piece, until: int, by: int) -> tuple[Piece, Piece]:
    """Move what of a piece lies before an instant to earlier; the rest stays."""
    assert piece.end is not None
    first, rest = min(piece.end, until), max(piece.start, until)
    return piece._replace(start=piece.start - by, end=max(piece.start, first) - by), piece._replace(start=rest)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Leave out what is empty, and join what only the question had parted."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.end is not None and piece.end <= piece.start:
            continue
        if (
            found
            and found[-1].end == piece.start
            and (found[-1].task_id, found[-1].state) == (piece.task_id, piece.state)
        ):
            found[-1] = found[-1]._replace(end=piece.end)
        else:
            found.append(piece)
    return found


def _written(change: Change, row: TimeEntryRow, pieces: list[Piece], seen: Reading) -> list[TimeEntryRow]:
    """Make the first piece of the row there is, and new rows of the others; without any, the row goes."""
    if not pieces:
        change.rows.delete(row)
        return []
    like, note, billable = row.task_id, row.note, row.billable
    rows = []
    for place, piece in enumerate(pieces):
        own = row
        if place:
            own = TimeEntryRow(
                task_id=piece.task_id, started_at=piece.start, zone=row.zone, day=row.day, day_start_s=row.day_start_s
            )
        own.task_id, own.started_at, own.ended_at, own.state = piece
        own.day = day_of(piece.start, row.zone, row.day_start_s).isoformat()
        own.note, own.billable = (note, billable) if piece.task_id == like else ("", None)
        if piece.end is None:
            see(own, seen)
        if place:
            change.rows.add(own)
        change.rows.flush()  # the running one ends before another may run (T1)
        rows.append(own)
    return rows


def _state(row: TimeEntryRow) -> EntryState:
    return "unresolved" if row.state == "unresolved" else "kept"

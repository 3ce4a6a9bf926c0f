"""What the doctor asks of the ledger: which occurrences have lost their row, where the journal can prove it (S1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from dayplan.domain import health, replay
from dayplan.domain.health import Certain, Hole, Opened
from dayplan.domain.mending import MENDING
from dayplan.domain.model import Settings
from dayplan.domain.seeding import Away
from dayplan.storage import ledger
from dayplan.storage.reader import Reader

_DECIDES_DATES = frozenset({"schedule", "starts_on", "ends_on", "paused_until", "archived_at", "on_away", "missed"})


class JournalOp(NamedTuple):
    """One row of the journal, its two sides read."""

    id: int
    at: int
    undone_at: int | None
    step: int
    label: str
    table: str
    row_id: int
    before: replay.Side
    after: replay.Side

    @property
    def told(self) -> dict[str, Any]:
        """All columns that it tells of."""
        return {**_readable(self.before), **_readable(self.after)}


def journal_ops(reader: Reader) -> list[JournalOp]:
    """Return the whole journal, the oldest first, with the steps that were undone."""
    return [
        JournalOp._make((*known, replay.side(before), replay.side(after)))
        for *known, before, after in reader.rows(
            'SELECT id, at, undone_at, step, label, table_name, row_id, "before", "after" FROM op ORDER BY id'
        )
    ]


def found_holes(reader: Reader, settings: Settings, today: date, ops: Sequence[JournalOp]) -> list[Hole]:
    """Return the occurrences up to today that settling has passed over, the earliest first."""
    recorded: dict[int, set[date]] = {}
    for template_id, occurrence in reader.rows("SELECT template_id, occurrence FROM task WHERE occurrence IS NOT NULL"):
        recorded.setdefault(template_id, set()).add(date.fromisoformat(occurrence))
    opened = [
        Opened(date.fromisoformat(day), seeded_at)
        for day, seeded_at in reader.rows("SELECT date, seeded_at FROM day WHERE seeded_at IS NOT NULL ORDER BY date")
    ]
    away = [Away(each.first, each.last, each.label) for each in ledger.away_days(reader)]
    templates = ledger.templates(reader)
    workdays = {row_id for (row_id,) in reader.rows("SELECT id FROM setting WHERE key = 'workdays'")}
    workdays |= {op.row_id for op in ops if op.table == "setting" and op.told.get("key") == "workdays"}
    taken_back = {
        (op.told.get("template_id"), op.told.get("occurrence"))
        for op in ops
        if op.table == "task" and op.undone_at is not None and op.before is None and not op.label.startswith(MENDING)
    }
    found = health.holes(
        templates,
        {template_id: frozenset(days) for template_id, days in recorded.items()},
        opened,
        away,
        settings.workdays,
        _certain(ops, (template.id for template in templates), workdays),
    )
    return [
        hole
        for hole in found
        if hole.occurrence <= today and (hole.template_id, hole.occurrence.isoformat()) not in taken_back
    ]


def _readable(side: replay.Side) -> dict[str, Any]:
    return side if isinstance(side, dict) else {}


def _gaps(ops: Sequence[JournalOp]) -> list[tuple[int, int]]:
    """Return the stretches of time that the journal says nothing of.

    Steps that were undone, and then forgotten because another was taken, leave a gap in the ids: what they changed
    stood at the most from the step before the gap to the one after it.
    """
    found = []
    before_id, before_at = 0, -1
    for op in ops:
        if op.id != before_id + 1:
            found.append((before_at, op.at))
        before_id, before_at = op.id, op.at
    return found


def _certain(ops: Sequence[JournalOp], template_ids: Iterable[int], workdays: set[int]) -> dict[int, Certain]:
    """Say of each template when what decides its dates was what it is now, by the journal."""
    gaps = _gaps(ops)
    for_all = [op for op in ops if op.table == "away" or (op.table == "setting" and op.row_id in workdays)]
    of_template: dict[int, list[JournalOp]] = {}
    for op in ops:
        if op.table == "template" and _decides(op):
            of_template.setdefault(op.row_id, []).append(op)
    found = {}
    for template_id in template_ids:
        deciding = (*for_all, *of_template.get(template_id, ()))
        since = max((op.at for op in deciding if op.undone_at is None), default=-1)
        undone = ((op.at, op.undone_at) for op in deciding if op.undone_at is not None)
        found[template_id] = Certain(since, (*gaps, *undone))
    return found


def _decides(op: JournalOp) -> bool:
    """Whether a change of a template changed which dates it has."""
    made_or_deleted = op.before is None or op.after is None
    return made_or_deleted or bool(op.told.keys() & _DECIDES_DATES)

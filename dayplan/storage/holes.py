"""What the doctor asks of the ledger: which occurrences have lost their row, where the journal can prove it (S1)."""

from __future__ import annotations

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


class _Op(NamedTuple):
    id: int
    at: int
    undone_at: int | None
    label: str
    table: str
    row_id: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def told(self) -> dict[str, Any]:
        """All columns that it tells of."""
        return {**(self.before or {}), **(self.after or {})}


def found_holes(reader: Reader, settings: Settings, today: date) -> list[Hole]:
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
    ops = _ops(reader)
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
        {template.id: _certain(ops, template.id, workdays) for template in templates},
    )
    return [
        hole
        for hole in found
        if hole.occurrence <= today and (hole.template_id, hole.occurrence.isoformat()) not in taken_back
    ]


def _ops(reader: Reader) -> list[_Op]:
    found = []
    for *known, before, after in reader.rows(
        'SELECT id, at, undone_at, label, table_name, row_id, "before", "after" FROM op ORDER BY id'
    ):
        sides = (replay.side(before), replay.side(after))
        found.append(_Op(*known, *(None if side is None else side if isinstance(side, dict) else {} for side in sides)))
    return found


def _certain(ops: list[_Op], template_id: int, workdays: set[int]) -> Certain:
    """Say when what decides a template's dates was what it is now, by the journal.

    Steps that were undone, and then forgotten because another was taken, leave a gap in the ids: what they changed
    stood at the most from the step before the gap to the one after it.
    """
    since, but = -1, []
    before_id, before_at = 0, -1
    for op in ops:
        if op.id != before_id + 1:
            but.append((before_at, op.at))
        before_id, before_at = op.id, op.at
        if not _decides(op, template_id, workdays):
            continue
        if op.undone_at is None:
            since = max(since, op.at)
        else:
            but.append((op.at, op.undone_at))
    return Certain(since, tuple(but))


def _decides(op: _Op, template_id: int, workdays: set[int]) -> bool:
    """Whether it changed which dates a template has."""
    if op.table == "template" and op.row_id == template_id:
        return op.before is None or op.after is None or bool(op.told.keys() & _DECIDES_DATES)
    return op.table == "away" or (op.table == "setting" and op.row_id in workdays)

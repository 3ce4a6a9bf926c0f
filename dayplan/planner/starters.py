"""Templates to begin with: the first four, and the packs by trade (S12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dayplan.domain.packs import Starter
from dayplan.domain.policies import default_missed
from dayplan.planner.template_ends import check_end
from dayplan.storage.store import Rows
from dayplan.storage.tables import TemplateRow

RANK_STEP = 1024
"""The gap between neighbours, so that one can be put between two without touching others."""


def add_starters(rows: Rows, starters: Sequence[Starter], today: date) -> None:
    """Make templates of starters, after those that are there. Raises `BadInput` for what is not valid together."""
    rank = max((row.rank for row in rows.templates()), default=0)
    for starter in starters:
        rank += RANK_STEP
        row = TemplateRow(
            title=starter.title,
            schedule=starter.schedule,
            starts_on=(starter.starts_on or today).isoformat(),
            ends_on=starter.ends_on.isoformat() if starter.ends_on else None,
            estimate_s=starter.estimate_s,
            missed=default_missed(starter.schedule),
            rank=rank,
        )
        check_end(row, rows.reader.settings().date_format)
        rows.add(row)

"""The templates that seed each day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dayplan.storage.store import Rows
from dayplan.storage.tables import TemplateRow


class Starter(NamedTuple):
    """One template of a starter pack."""

    title: str
    schedule: str
    estimate_s: int


FREELANCER = (
    Starter("Answer email", "FREQ=WEEKLY;BYDAY=WORKDAY", 30 * 60),
    Starter("Write proposals", "FREQ=WEEKLY;BYDAY=WORKDAY", 60 * 60),
    Starter("Project work", "FREQ=WEEKLY;BYDAY=WORKDAY", 4 * 60 * 60),
    Starter("Send invoices", "FREQ=WEEKLY;BYDAY=WORKDAY", 30 * 60),
)
"""What a day of the freelancer is made of, on the very first start (S12)."""


def add_first_templates(rows: Rows, today: date) -> None:
    """Fill a new file with the freelancer's four (S12)."""
    for rank, starter in enumerate(FREELANCER, start=1):
        rows.add(
            TemplateRow(
                title=starter.title,
                schedule=starter.schedule,
                starts_on=today.isoformat(),
                estimate_s=starter.estimate_s,
                rank=rank * 1024,
            )
        )

"""The reader's question about how work is billed: what merging has to compare."""

from __future__ import annotations

from dayplan.domain.billing import Terms
from dayplan.domain.names import write_owner
from dayplan.domain.rates import Rate
from dayplan.storage.reader import Reader


def terms(reader: Reader) -> dict[int, Terms]:
    """Return how the work on each project is billed that has tasks or templates."""
    found = reader.rows(
        """SELECT p.id, c.name, p.name, p.billable AND c.id IS NOT NULL, COALESCE(p.rate_minor, c.rate_minor),
                  COALESCE(c.currency, p.currency)
           FROM project p LEFT JOIN client c ON c.id = p.client_id
           WHERE p.id IN (SELECT project_id FROM task UNION SELECT project_id FROM template)
           ORDER BY c.name COLLATE NOCASE, p.name COLLATE NOCASE"""
    )
    return {
        number: Terms(write_owner(client, project), bool(billable), Rate(rate, currency))
        for number, client, project, billable, rate, currency in found
    }

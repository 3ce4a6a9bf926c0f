"""Watch over billing while something else is changed: hours and their worth never change without a word (T11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from dayplan.domain.billing import BillingChange, compare
from dayplan.errors import Refused
from dayplan.planner.change import Change
from dayplan.planner.rates import client_of
from dayplan.storage import billing, spent
from dayplan.storage.tables import ClientRow, ProjectRow


class WouldChangeBilling(Refused):
    """The change bills recorded time otherwise, or work whose terms were said; its sentence says what changes."""

    def __init__(self, doing: str, changes: Collection[str]) -> None:
        self.changes = tuple(changes)
        self.question = f"{doing} changes what is billed: {'; '.join(changes)}."
        super().__init__(f"{self.question} Nothing was changed: --yes does it.")


class BillingWatch:
    """The billing of the time of some projects, tasks or entries, as it was before a change."""

    def __init__(
        self,
        change: Change,
        kind: Literal["project", "task", "entry"],
        ids: Iterable[int | None],
        *,
        terms: bool = False,
    ) -> None:
        """With `terms`, the terms of work to come are compared as well; that takes `ids` of projects."""
        self._change = change
        self._projects = frozenset(ids)
        self._before = spent.worked_of(change.rows.reader, change.now, kind, self._projects)
        known = billing.terms(change.rows.reader) if terms else {}
        self._terms = {project: each for project, each in known.items() if project in self._projects}

    def difference(self, moved: Mapping[int, int] | None = None) -> BillingChange | None:
        """Return what has become of it; `moved` says of projects that are gone which ones got their work."""
        reader = self._change.rows.reader
        after = spent.worked_of(reader, self._change.now, "entry", {each.id for each in self._before})
        terms = billing.terms(reader) if self._terms else {}
        into = moved or {}
        places = {project: into.get(project, project) for project in self._terms}
        later = {project: terms[place] for project, place in places.items() if place in terms}
        return compare(self._before, after, self._terms, later)

    def remark(self) -> None:
        """Say what has become of it beside the answer, where it is billed otherwise."""
        changed = self.difference()
        if changed is not None:
            self._change.remarks.append(f"That changes what is billed: {'; '.join(changed.clauses())}.")


def watch_billing(change: Change, row: ClientRow | ProjectRow) -> BillingWatch:
    """Watch over a project, or over all of a client's: their rates may get a currency together."""
    client = client_of(row)
    return BillingWatch(change, "project", {row.id} if client is None else projects_of(change, client))


def projects_of(change: Change, row: ClientRow | ProjectRow) -> set[int | None]:
    """Return the ids of a client's projects, or that of a project."""
    rows = change.rows.projects_of(row.id) if isinstance(row, ClientRow) else [row]
    return {each.id for each in rows}

"""Give all work of one client or project to another, and take the first away."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain.currencies import rescaled
from dayplan.errors import Refused
from dayplan.planner.billing import BillingWatch, WouldChangeBilling, projects_of
from dayplan.planner.change import Change
from dayplan.planner.rates import command, currency_of, name_of_row, priced, set_currency
from dayplan.storage.tables import ClientRow, ProjectRow


class Merged(NamedTuple):
    """What became of a merge."""

    tasks: int
    """How many tasks have another client or project by it."""
    changes: tuple[str, ...]
    """What it changed of billing, in clauses."""
    into: str
    """What has it all now, as `name_of_row` writes it."""


def merge(change: Change, row: ClientRow | ProjectRow, other: ClientRow | ProjectRow, *, agreed: bool) -> Merged:
    """Merge `row` into `other`, both clients or both projects; a change of billing has to be `agreed`.

    Raises `WouldChangeBilling`, and `Refused` where amounts of two currencies would become one.
    """
    _refuse_two_currencies(change, row, other)
    doing = f"Merging {name_of_row(row)} into {name_of_row(other)}"
    watch = BillingWatch(change, "project", projects_of(change, row) | projects_of(change, other), terms=True)
    merging = _Merging(change)
    if isinstance(row, ProjectRow) and isinstance(other, ProjectRow):
        merging.merge_projects(row, other)
    elif isinstance(row, ClientRow) and isinstance(other, ClientRow):
        merging.merge_clients(row, other)
    changed = watch.difference(merging.into)
    clauses = () if changed is None else changed.clauses()
    if changed is not None and changed.needs_consent and not agreed:
        raise WouldChangeBilling(doing, clauses)
    return Merged(merging.tasks, clauses, name_of_row(other))


class _Merging:
    """A merge under way."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self.tasks = 0
        self.into: dict[int, int] = {}
        """Of projects that are gone, which ones got their work."""

    def merge_clients(self, row: ClientRow, other: ClientRow) -> None:
        """Give the projects of one client to another, with their rates, colours, and whether they are billed.

        A project goes into the one that has its name there. Rates that come along keep their currency where the other
        client has none.
        """
        there = {each.name.casefold(): each for each in self._change.rows.projects_of(other.id)}
        coming = [each for each in self._change.rows.projects_of(row.id) if each.name.casefold() not in there]
        rates = [each for each in coming if each.rate_minor is not None]
        if rates and other.currency is None and row.currency is not None:
            set_currency(other, priced(self._change, other), row.currency)
        for each in rates:
            assert each.rate_minor is not None
            each.rate_minor = rescaled(each.rate_minor, row.currency, other.currency)
        for each in self._change.rows.projects_of(row.id):
            if each in coming:
                each.client_id = other.id
                self.tasks += len(self._change.rows.tasks_of_project(each.id))
            else:
                self.merge_projects(each, there[each.name.casefold()])
        self._change.rows.flush()
        self._change.rows.delete(row)

    def merge_projects(self, row: ProjectRow, other: ProjectRow) -> None:
        """Give the tasks and templates of one project to another."""
        assert row.id is not None
        assert other.id is not None
        for task in self._change.rows.tasks_of_project(row.id):
            task.project_id = other.id
            self.tasks += 1
        for template in self._change.rows.templates():
            if template.project_id == row.id:
                template.project_id = other.id
        self._change.rows.flush()
        self._change.rows.delete(row)
        self.into[row.id] = other.id


def _is_priced(change: Change, row: ClientRow | ProjectRow) -> bool:
    if isinstance(row, ClientRow):
        return bool(priced(change, row))
    return row.rate_minor is not None or (row.client is not None and row.client.rate_minor is not None)


def _refuse_two_currencies(change: Change, row: ClientRow | ProjectRow, other: ClientRow | ProjectRow) -> None:
    """Raise `Refused` where the two are billed in different currencies, as long as either has a rate (M2)."""
    one, two = currency_of(row), currency_of(other)
    if one is None or two is None or one == two or not (_is_priced(change, row) or _is_priced(change, other)):
        return
    raise Refused(
        f"“{name_of_row(row)}” is billed in {one} and “{name_of_row(other)}” in {two}, which cannot be one. Bill "
        f"both in one currency first, or put one away with its time: {command('archive', row)}."
    )

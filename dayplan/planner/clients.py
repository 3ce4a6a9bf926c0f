"""For whom and what the work is: clients and projects, made by naming them, and what an hour of them is worth (T11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dayplan.domain import naming
from dayplan.domain.hygiene import clean_line
from dayplan.domain.model import NAME_MAX, Now, Owner
from dayplan.domain.names import called, slash_hint, write_name, write_owner
from dayplan.domain.owners import name_of
from dayplan.domain.rates import format_rate, parse_rate
from dayplan.errors import NotFound, Refused
from dayplan.planner.billing import watch_billing
from dayplan.planner.change import Begin, Change
from dayplan.planner.conflicts import refuse_conflicts
from dayplan.planner.merging import Merged, merge
from dayplan.planner.rates import StoredRate, currency_of, name_of_row, set_rate
from dayplan.storage import browse
from dayplan.storage.tables import ClientRow, ProjectRow


class OwnerEdit(NamedTuple):
    """What to change in a client or a project; None leaves a field as it is."""

    name: str | None = None
    rate: str | None = None
    """What an hour is worth, as it is typed; `none` takes it away."""
    billable: bool | None = None
    """Of a project."""
    colour: str | None = None
    """Of a project; an empty one is the usual one."""


def owner_values(owner: Owner) -> OwnerEdit:
    """Return what an edit would set to leave a client or a project as it is."""
    name, rate = owner.project or owner.client or "", format_rate(owner.own_rate_minor, owner.currency)
    return OwnerEdit(name, rate or "none", owner.billable, owner.colour or "")


class ClientPart:
    """The use cases of clients and projects. A project is named `client/project`, or `/project` without a client."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def add(self, client: str, project: str, now: Now) -> None:
        """Make a client, a project, or both. Raises `Refused` for one that is there."""
        with self._begin(now) as change:
            there = _project(change, client, project) if project else _client(change, client)
            if there is not None:
                raise Refused(f"“{write_owner(client, project)}” is there already.")
            change.name(f"Add {'project' if project else 'client'} '{write_owner(client, project)}'")
            if project:
                change.project(client or None, project)
            else:
                change.rows.client(client)

    def rename(self, client: str, project: str, new: str, now: Now) -> None:
        """Give a client or a project another name. Raises `NotFound`, and `Refused` for a name that is taken."""
        with self._begin(now) as change:
            row = _found(change, client, project)
            before = row.name
            _rename(change, row, new)
            change.name(f"Rename '{before}' to '{row.name}'")

    def edit(self, owner: Owner, edit: OwnerEdit, now: Now, *, seen: OwnerEdit | None = None) -> tuple[StoredRate, ...]:
        """Change what is given in one step, also of one that has another name by now; return what `set_rate` does.

        `seen` is what a form was opened with: raises `Conflict` where somebody else has changed the same fields since.
        Raises as `set_rate` and `rename` do besides.
        """
        with self._begin(now) as change:
            row = _row_of(change, owner)
            change.name(f"Edit '{name_of_row(row)}'")
            if seen is not None:
                refuse_conflicts(_with_currency(edit, row), seen, _row_values(row))
            watch = watch_billing(change, row)
            if edit.name is not None:
                _rename(change, row, edit.name)
            if isinstance(row, ProjectRow):
                row.billable = row.billable if edit.billable is None else int(edit.billable)
                row.colour = row.colour if edit.colour is None else edit.colour or None
            stored = () if edit.rate is None else set_rate(change, row, edit.rate)
            watch.remark()
            return stored

    def merge(
        self, client: str, project: str, into_client: str, into_project: str, now: Now, *, agreed: bool = False
    ) -> Merged:
        """Give all work of one client or project to another and take the first away: see `planner.merging.merge`."""
        with self._begin(now) as change:
            row = _found(change, client, project)
            other = _found(change, into_client, into_project)
            if row.id == other.id and bool(project) == bool(into_project):
                raise Refused("These are the same: name two different ones.")
            if bool(project) != bool(into_project):
                raise Refused("Merge a client with a client, or a project with a project.")
            change.name(f"Merge '{write_owner(client, project)}' into '{write_owner(into_client, into_project)}'")
            return merge(change, row, other, agreed=agreed)

    def archive(self, client: str, project: str, now: Now, *, back: bool = False) -> None:
        """Put a client or a project away, or take it out again: it is then no longer offered, and its time stays."""
        with self._begin(now) as change:
            row = _found(change, client, project)
            change.name(f"{'Restore' if back else 'Archive'} '{write_owner(client, project)}'")
            row.archived_at = None if back else now.epoch

    def set_rate(self, client: str, project: str, typed: str, now: Now) -> tuple[StoredRate, ...]:
        """Say what an hour is worth, as `planner.rates.set_rate` does. Raises `NotFound` besides."""
        with self._begin(now) as change:
            row = _found(change, client, project)
            change.name(f"Set the rate of '{write_owner(client, project)}'")
            watch = watch_billing(change, row)
            stored = set_rate(change, row, typed)
            watch.remark()
            return stored

    def set_billable(self, client: str, project: str, now: Now, *, billable: bool) -> None:
        """Say whether work on a project is billable (T11)."""
        with self._begin(now) as change:
            row = _found(change, client, project)
            if not isinstance(row, ProjectRow):
                raise Refused("Work for a client is billable unless its project says otherwise: name a project.")
            if billable and row.client is None:
                raise Refused(
                    f"“{write_owner(client, project)}” is for nobody, who cannot be billed. Its entries can be billed "
                    "one by one, as in dayplan log edit 1 --billable yes."
                )
            change.name(f"Make '{write_owner(client, project)}' {'' if billable else 'not '}billable")
            watch = watch_billing(change, row)
            row.billable = int(billable)
            watch.remark()

    def set_colour(self, client: str, project: str, colour: str | None, now: Now) -> None:
        """Give a project a colour of its own, or its usual one back."""
        with self._begin(now) as change:
            row = _found(change, client, project)
            if not isinstance(row, ProjectRow):
                raise Refused("Colours belong to projects: name one, as in acme/site.")
            change.name(f"Colour '{write_owner(client, project)}'")
            row.colour = colour


def _rename(change: Change, row: ClientRow | ProjectRow, new: str) -> None:
    name = clean_line(new, NAME_MAX, "name")
    of = row.client.name if isinstance(row, ProjectRow) and row.client is not None else ""
    taken = _project(change, of, name) if isinstance(row, ProjectRow) else _client(change, name)
    if taken is not None and taken.id != row.id:
        raise Refused(f"“{write_name(name)}” is there already: merge them instead.")
    row.name = name


def _row_of(change: Change, owner: Owner) -> ClientRow | ProjectRow:
    """Return the row of one that was read before, whatever it is called by now. Raises `NotFound`."""
    row = change.rows.row("project" if owner.project else "client", owner.id)
    if not isinstance(row, (ClientRow, ProjectRow)):
        raise NotFound(f"“{name_of(owner)}” is gone: it was merged into another meanwhile.")
    return row


def _row_values(row: ClientRow | ProjectRow) -> OwnerEdit:
    rate = format_rate(row.rate_minor, currency_of(row)) or "none"
    if isinstance(row, ClientRow):
        return OwnerEdit(row.name, rate)
    return OwnerEdit(row.name, rate, bool(row.billable), row.colour or "")


def _with_currency(edit: OwnerEdit, row: ClientRow | ProjectRow) -> OwnerEdit:
    """Write the rate as it would be stored, so that `90` and `90.00 EUR` are the same."""
    if edit.rate is None:
        return edit
    currency = currency_of(row)
    rate = parse_rate(edit.rate, currency)
    return edit._replace(rate=format_rate(rate.minor, rate.currency or currency) or "none")


def _client(change: Change, name: str) -> ClientRow | None:
    return called(name, change.rows.clients())


def _project(change: Change, client: str, name: str) -> ProjectRow | None:
    owner = _client(change, client) if client else None
    if client and owner is None:
        return None
    return called(name, change.rows.projects_of(None if owner is None else owner.id))


def _found(change: Change, client: str, project: str) -> ClientRow | ProjectRow:
    """Find the one that is meant, as `naming.find_owner` does. Raises `NotFound`."""
    found = naming.find_owner(client, project, browse.owner_names(change.rows.reader))
    row = None if found is None else _project(change, *found[:2]) if found[1] else _client(change, found[0])
    if row is None:
        raise NotFound(unknown_owner(client, project, [each.name for each in change.rows.clients()]))
    return row


def unknown_owner(client: str, project: str, clients: Sequence[str]) -> str:
    """Say that there is no such client or project, and which there are."""
    known = ", ".join(map(write_name, clients[:8])) or "none yet"
    hint = slash_hint(client, project, clients)
    return f"There is no “{write_owner(client, project)}”. Clients: {known}.{hint}"

"""Clients and projects: for whom, what, what an hour is worth, and how much was recorded (T11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from dayplan.domain.model import Day, Owner
from dayplan.domain.names import read_owner, write_owner
from dayplan.domain.owners import name_of
from dayplan.domain.rates import format_rate
from dayplan.domain.shares import write_shared
from dayplan.domain.wording import counted
from dayplan.errors import BadInput, Refused
from dayplan.storage import browse
from dayplan.tui.commands import LIST, OWNERS, OWNERS_FOOTER, bindings
from dayplan.tui.look import GLYPHS, MUTED, fitted
from dayplan.tui.screens.ask_line import AskLine
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.mode_head import ModeHead
from dayplan.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from dayplan.planner.merging import Merged

_EMPTY = (
    "Nobody yet. Clients and projects are made by naming them, as in “Draft page @acme/site”; "
    "a makes one here, esc goes back."
)


class OwnerList(RowList[Owner]):
    """Each client, and under it its projects in their colours."""

    times: Mapping[str, str]
    """The time of each by its name: what is listed under a client adds up to no more than the client's."""

    def row(self, place: int, row: Owner, width: int) -> Content:  # noqa: ARG002 - the base's signature
        """Lay one out; the narrower the list, the fewer its columns."""
        quiet = MUTED if row.archived else ""
        indent = "  " if row.client else ""  # what is for nobody stands by itself
        sign = (f"{indent}{GLYPHS.full} ", row.colour or MUTED) if row.project else ("", "")
        name = (row.project if row.client else name_of(row)) or row.client or ""
        rate = format_rate(row.rate_minor, row.currency)
        states = [words for words, so in (("not billable", not row.billable), ("archived", row.archived)) if so]
        state = ", ".join(states)
        columns = [f"{self.times[name_of(row)] or GLYPHS.times:>9}"]
        columns += [f"  {rate + ' an hour' if rate else '':>20}"] if width >= 60 else []
        columns += [f"  {fitted(state, 22)}"] if width >= 84 else []
        room = width - sum(map(len, columns)) - len(sign[0])
        style = quiet or ("" if row.project else "bold")
        return Content.assemble(sign, (fitted(name, room), style), *((column, MUTED) for column in columns))


def _times(clients: Sequence[Owner], projects: Sequence[Owner]) -> dict[str, str]:
    """Write the time of each; a client's projects, and what has none, share the client's minutes."""
    words = {name_of(owner): write_shared([owner.tracked_s])[0] for owner in (*clients, *projects)}
    for client in clients:
        own = [project for project in projects if project.client == client.client]
        seconds = [project.tracked_s for project in own]
        shares = write_shared([*seconds, client.tracked_s - sum(seconds)])
        words |= {name_of(project): share for project, share in zip(own, shares, strict=False)}
    return words


class ClientsScreen(PlannerScreen):
    """A place beside the modes: `@` leads there from everywhere, `esc` back."""

    COMMANDS_HERE = (*OWNERS, *LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(OWNERS)
    DEFAULT_CSS = """
    ClientsScreen {
        #empty { display: none; padding: 1 2; height: 1fr; color: $quiet; }
        &.-empty #empty { display: block; }
        &.-empty OwnerList { display: none; }
    }
    """

    def __init__(self, day: Day | None) -> None:
        super().__init__()
        self.set_reactive(ClientsScreen.day, day)
        self._archived = False

    def compose(self) -> ComposeResult:
        """How many there are, the list, the keys."""
        yield ModeHead().data_bind(ClientsScreen.day, ClientsScreen.now)
        yield OwnerList()
        yield Static(_EMPTY, id="empty", markup=False)
        yield KeyBar(OWNERS_FOOTER)

    @property
    def home(self) -> Widget | None:
        """The list has the focus."""
        return self.query_one(OwnerList)

    @property
    def standing_on(self) -> Owner | None:
        """The client or project under the cursor."""
        return self.query_one(OwnerList).standing_on

    async def on_mount(self) -> None:
        """Read who there is."""
        await self.reload()
        self.set_focus(self.query_one(OwnerList))

    async def reload(self) -> None:
        """Read clients and projects again."""
        now = self.app.clock()
        found = await self.look(
            lambda reader: (reader.day(now), browse.clients(reader, now), browse.projects(reader, now))
        )
        if found is None:
            return
        self.now = now
        self.day, clients, projects = found
        rows = [
            each
            for client in (*clients, None)
            for each in (
                *((client,) if client is not None else ()),
                *(p for p in projects if p.client == (client.client if client is not None else None)),
            )
            if self._archived or not each.archived
        ]
        self.query_one(OwnerList).times = _times(clients, projects)
        self._show(tuple(rows), len(clients) + len(projects) - len(rows))

    def _show(self, rows: tuple[Owner, ...], hidden: int) -> None:
        owners = self.query_one(OwnerList)
        kept = owners.standing_on
        names = [name_of(row) for row in rows]
        owners.show(rows, names.index(name_of(kept)) if kept is not None and name_of(kept) in names else None)
        self.set_class(not rows, "-empty")
        clients = sum(not row.project for row in rows)
        words = [counted(clients, "client"), counted(len(rows) - clients, "project")]
        words += [f"{hidden} archived"] if hidden else []
        self.query_one(ModeHead).say("Clients and projects", words=tuple(words))

    @on(RowList.Opened)
    async def _opened(self) -> None:
        await self.action_edit()

    @turn
    async def action_edit(self) -> None:
        """Change one in a form."""
        from dayplan.tui.owner_form import owner_form

        owner = self.standing_on
        if owner is None:
            return
        stored = await self.ask_for_changes(
            owner_form(owner),
            lambda edit, seen: self.attempt(lambda planner, now: planner.clients.edit(owner, edit, now, seen=seen)),
        )
        if stored is not None and len(stored) > 1:  # others got a currency with it
            self.app.confirm(" · ".join(each.words() for each in stored))

    @turn
    async def action_add(self) -> None:
        """Make one."""
        await self.ask_for(
            AskLine("Who, or what?", "", "a client, or client/project", _describe, "owner"),
            lambda typed: self.attempt(lambda planner, now: planner.clients.add(*read_owner(typed), now)),
            makes_new=True,
        )

    @turn
    async def action_merge(self) -> None:
        """Give all work of one to another."""
        owner = self.standing_on
        if owner is None:
            return
        name = name_of(owner)
        hint = "another project, as in acme/site" if owner.project else "another client"
        merged = await self.ask_for(
            AskLine(
                f"Merge {name} into", "", hint, lambda typed: f"{_describe(typed)} gets the work of {name}", "owner"
            ),
            lambda typed: self._merge(owner, *read_owner(typed)),
        )
        if merged is not None:
            self.app.confirm(f"{name} went into {merged.into}, with {counted(merged.tasks, 'task')} · u takes it back")

    async def _merge(self, owner: Owner, client: str, project: str) -> Merged:
        """Merge; where that changes what is billed, show what, and do it when told to (T11)."""
        from dayplan.planner.billing import WouldChangeBilling
        from dayplan.tui.screens.losses import LossesScreen

        names = *_key(owner), client, project
        try:
            return await self.attempt(lambda planner, now: planner.clients.merge(*names, now))
        except WouldChangeBilling as would:
            if not await self.ask(LossesScreen(would.changes, "That would change what is billed")):
                raise Refused("Nothing was changed: name another one, or esc leaves it.") from None
        return await self.attempt(lambda planner, now: planner.clients.merge(*names, now, agreed=True))

    @turn
    async def action_archive(self) -> None:
        """Put one away, or take it out again."""
        owner = self.standing_on
        if owner is None:
            return
        back = owner.archived
        await self.change(lambda planner, now: planner.clients.archive(*_key(owner), now, back=back))
        if not back and not self._archived:
            self.app.confirm(f"{name_of(owner)} is archived; its time stays · V shows it · u takes it back")

    async def action_shelf(self) -> None:
        """Show the archived ones too, or not."""
        self._archived = not self._archived
        await self.reload()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)


def _key(owner: Owner) -> tuple[str, str]:
    return owner.client or "", owner.project or ""


def _describe(typed: str) -> str:
    client, project = read_owner(typed)
    if not client and not project:
        raise BadInput("Name a client, or a project as in acme/site.")
    return write_owner(client, project)

"""`dayplan client ...` and `dayplan project ...`: for whom, what, and what an hour is worth (T11)."""

from __future__ import annotations

import shlex
from argparse import Namespace
from collections.abc import Callable

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain import naming
from dayplan.domain.days import LAST_DAY, LEAST_DAY
from dayplan.domain.model import Owner
from dayplan.domain.names import read_name, read_owner, write_name, write_owner
from dayplan.domain.owners import format_colour, name_of, parse_colour
from dayplan.domain.rates import format_rate
from dayplan.domain.wording import counted, format_duration
from dayplan.errors import BadInput, NotFound, Refused
from dayplan.storage import browse, spent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.naming import Wanted
    from dayplan.planner.merging import Merged


def client_list(parser: Parser) -> Run:
    """`client list`."""
    parser.add_argument("--all", action="store_true", help="the archived ones too")
    return lambda given, call: _list(given, call, projects=False)


def project_list(parser: Parser) -> Run:
    """`project list`."""
    parser.add_argument("--all", action="store_true", help="the archived ones too")
    return lambda given, call: _list(given, call, projects=True)


def _list(given: Namespace, call: Call, *, projects: bool) -> None:
    reader = call.reader_of_today()
    with reader:
        found = browse.projects(reader, call.now) if projects else browse.clients(reader, call.now)
        waiting = spent.unresolved(reader, LEAST_DAY, LAST_DAY, call.now)
    reader.close()
    shown = [owner for owner in found if given.all or not owner.archived]
    if given.json:
        call.show([_json(owner) for owner in shown])
        return
    if not shown:
        call.note("There are none yet: they are made by naming them, as in dayplan add Draft page @acme/site")
    width = max((len(name_of(owner)) for owner in shown), default=0)
    for owner in shown:
        parts = [f"{name_of(owner):<{width}}", f"{format_duration(owner.tracked_s):>8}", _rate_words(owner)]
        parts += ["not billable"] if not owner.billable else []
        parts += ["archived"] if owner.archived else []
        call.say(["  ".join(parts).rstrip()])
    unresolved_s = sum(each.end - each.start for each in waiting if (each.project if projects else each.client))
    if unresolved_s > 0:
        call.note(f"{format_duration(unresolved_s)} is unresolved and in none of these: dayplan log resolve lists it.")


def _rate_words(owner: Owner) -> str:
    rate = format_rate(owner.rate_minor, owner.currency)
    return f"{rate} an hour" if rate else ""


def _json(owner: Owner) -> dict[str, object]:
    return {
        "client": owner.client,
        "project": owner.project,
        "rate_minor": owner.rate_minor,
        "currency": owner.currency,
        "billable": owner.billable,
        "colour": owner.colour,
        "archived": owner.archived,
        "tracked_seconds": owner.tracked_s,
    }


def _add(given: Namespace, call: Call) -> None:
    client, project = _new_owner(given)
    call.planner.clients.add(client, project, call.now)
    _answer(given, call, f"+ {given.name}")


def _add_project(given: Namespace, call: Call) -> None:
    client, project = read_owner(given.name)
    if client and not project:
        raise BadInput(f"“{client}” would be a client: a project is named as in {client}/site, or /site for nobody.")
    _add(given, call)


def _rename(given: Namespace, call: Call) -> None:
    client, project = _owner(given, call)
    new = _new_name(given.new, client if project else "")
    call.planner.clients.rename(client, project, new, call.now)
    _answer(given, call, f"{given.name} is {write_name(new)} now")


def _new_name(text: str, client: str) -> str:
    """Read what a client or a project will be called; of a project, its client may stand before it once more."""
    before, after = read_owner(text)
    if client and after and before.casefold() == client.casefold():
        return after
    return read_name(text)


def _merge(given: Namespace, call: Call) -> None:
    client, project = _owner(given, call)
    into_client, into_project, _ = _find(call, *read_owner(given.into))
    merged = _agreed(given, call, (client, project, into_client, into_project))
    into = write_owner(into_client, into_project)
    tasks = counted(merged.tasks, "task")
    changes = [f"It changed what is billed: {'; '.join(merged.changes)}"] if merged.changes else []
    undo = call.advice("dayplan undo")
    _answer(given, call, f"{given.name} went into {into}, with {tasks}; {undo} takes it back", *changes)


def _agreed(given: Namespace, call: Call, names: tuple[str, str, str, str]) -> Merged:
    """Merge; where that changes what is billed, ask on a terminal, and refuse without one unless --yes is given."""
    from dayplan.planner.billing import WouldChangeBilling

    try:
        return call.planner.clients.merge(*names, call.now, agreed=given.yes)
    except WouldChangeBilling as would:
        if not call.asks(f"{would.question} Merge them?", unasked=False):
            raise
    return call.planner.clients.merge(*names, call.now, agreed=True)


def _archive(given: Namespace, call: Call) -> None:
    client, project = _owner(given, call, "live")
    call.planner.clients.archive(client, project, call.now)
    _answer(given, call, f"{given.name} is archived; its time stays")


def _restore(given: Namespace, call: Call) -> None:
    client, project = _owner(given, call, "archived")
    call.planner.clients.archive(client, project, call.now, back=True)
    _answer(given, call, f"{given.name} is back")


def _set_rate(given: Namespace, call: Call) -> None:
    client, project = _owner(given, call)
    stored = call.planner.clients.set_rate(client, project, " ".join(given.rate), call.now)
    _answer(given, call, *(each.words() for each in stored))


def _billable(given: Namespace, call: Call) -> None:
    client, project = _owner(given, call)
    yes = given.answer == "yes"
    call.planner.clients.set_billable(client, project, call.now, billable=yes)
    _answer(given, call, f"{given.name} is {'' if yes else 'not '}billable")


def _colour(given: Namespace, call: Call) -> None:
    client, project = _owner(given, call)
    colour = parse_colour(given.colour)
    call.planner.clients.set_colour(client, project, colour, call.now)
    wanted = format_colour(colour) or "usual"
    _answer(given, call, f"{given.name} is {wanted} now")


def _new_owner(given: Namespace) -> tuple[str, str]:
    client, project = read_owner(given.name)
    if not client and not project:
        raise BadInput("Name a client, or a project as in acme/site.")
    given.name = write_owner(client, project)  # what is stored is what is said
    return client, project


def _owner(given: Namespace, call: Call, wanted: Wanted = "any") -> tuple[str, str]:
    """Return the client or the project that is meant, and say so where it is archived. Raises as `_find` does."""
    client, project, archived = _find(call, *_new_owner(given), wanted)
    given.name = write_owner(client, project)
    if wanted == "archived" and not archived:
        raise Refused(f"“{given.name}” is not archived.")
    if archived and wanted != "archived":
        family = "project" if project else "client"
        sentence = f"“{given.name}” is archived: dayplan {family} restore {shlex.quote(given.name)} brings it back."
        if wanted == "live":
            raise Refused(sentence)
        call.note(sentence)
    return client, project


def _find(call: Call, client: str, project: str, wanted: Wanted = "any") -> tuple[str, str, bool]:
    """Raises `NotFound` where nothing or several fit."""
    reader = call.reader_of_today()
    with reader:
        names = browse.owner_names(reader)
    reader.close()
    found = naming.find_owner(client, project, names, wanted)
    if found is None:
        from dayplan.planner.clients import unknown_owner

        raise NotFound(unknown_owner(client, project, [name for name, of, _ in names if not of]))
    return found


def _answer(given: Namespace, call: Call, *lines: str) -> None:
    if given.json:
        call.show({"name": given.name, "done": "; ".join(lines)})
    else:
        call.say(lines)


def _named(parser: Parser) -> None:
    parser.add_argument("name", help="a client, or client/project")


def _simple(run: Callable[[Namespace, Call], None], **more: str) -> Callable[[Parser], Run]:
    def command(parser: Parser) -> Run:
        _named(parser)
        for name, words in more.items():
            parser.add_argument(name, help=words)
        return run

    return command


def _takes_target(parser: Parser) -> Run:
    _named(parser)
    parser.add_argument("into", help="what it goes into")
    parser.add_argument("--yes", action="store_true", help="merge them even if that changes what is billed")
    return _merge


def _takes_rate(parser: Parser) -> Run:
    _named(parser)
    parser.add_argument("rate", nargs="+", help="what an hour is worth: 80 EUR, €92.50, 8000 JPY, none")
    return _set_rate


def _takes_answer(parser: Parser) -> Run:
    _named(parser)
    parser.add_argument("answer", choices=("yes", "no"), help="whether its time is billed")
    return _billable


client_add = _simple(_add)
project_add = _simple(_add_project)
client_rename = project_rename = _simple(_rename, new="the new name")
client_merge = project_merge = _takes_target
client_archive = project_archive = _simple(_archive)
client_restore = project_restore = _simple(_restore)
client_rate = project_rate = _takes_rate
project_billable = _takes_answer
project_colour = _simple(_colour, colour="blue, teal, red, …, one such as 3a7ca5, or usual")

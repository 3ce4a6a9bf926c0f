"""Which task, template, client or project is meant: by its number, or by words of its title.

One rule for all names: the whole title comes before words, whatever its case, accents and shapes of quotes; whole
words come before parts of words; and what is archived never stands in the way of what is not, but is found by its
whole title, and where nothing else fits.
"""

from __future__ import annotations

from datetime import date
from unicodedata import combining, normalize

from dayplan.domain.entry import Ref, parse_day
from dayplan.domain.names import write_owner
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import long_day
from dayplan.errors import NotFound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Literal, TypeVar

    T = TypeVar("T")
    Wanted = Literal["any", "live", "archived"]
    """What a command is about: it is looked for first, and the rest is only found to say what it is."""


class Candidate(NamedTuple):
    """What naming needs to know of a task."""

    id: int
    number: int | None
    title: str
    status: str
    day: date | None


class Archivable(NamedTuple):
    """What naming needs to know of a template, a client or a project."""

    id: int
    title: str
    archived: bool


# Titles


_SHAPES = str.maketrans("‘’‚‛′“”„‟″«»‐‑‒–—−", '\'\'\'\'\'"""""""------')


def plain(text: str) -> str:
    """Return a name as names are compared: without case, accents, and shapes of quotes and dashes."""
    marked = normalize("NFKD", text.casefold()).translate(_SHAPES)
    return "".join(character for character in marked if combining(character) < 200)  # 8 makes か of が, a letter


def matches(words: str, title: str) -> bool:
    """Whether each of `words` occurs in the title, in any order; no words fit every title."""
    title = plain(title)
    return all(word in title for word in plain(words).split())


def same(words: str, known: Iterable[T], title: Callable[[T], str]) -> list[T]:
    """Return what is called exactly so: with the same accents, else whatever they are."""
    wanted, whole = words.casefold().split(), plain(words).split()
    found = [each for each in known if whole and plain(title(each)).split() == whole]
    return [each for each in found if title(each).casefold().split() == wanted] or found


def best(words: str, known: Sequence[T], title: Callable[[T], str]) -> list[T]:
    """Return what fits best: the whole title, then whole words, then parts of words."""
    if found := same(words, known, title):
        return found
    wanted = plain(words).split()
    loose = [each for each in known if wanted and matches(words, title(each))]
    whole = [each for each in loose if set(wanted) <= set(plain(title(each)).split())]
    return whole or loose


def best_of(words: str, known: Sequence[Archivable], wanted: Wanted = "any") -> list[Archivable]:
    """Return what fits best, what is archived last; what is not `wanted` only where nothing else does."""
    live, archived = ([each for each in known if each.archived == kind] for kind in (False, True))
    if wanted == "live":
        return _best(words, live) or _best(words, archived)
    if wanted == "archived":
        return _best(words, archived) or _best(words, live)
    return _same(words, live) or _same(words, archived) or _best(words, live) or _best(words, archived)


def _same(words: str, known: Sequence[Archivable]) -> list[Archivable]:
    return same(words, known, lambda each: each.title)


def _best(words: str, known: Sequence[Archivable]) -> list[Archivable]:
    return best(words, known, lambda each: each.title)


# Templates


def find_template(ref: Ref, known: Sequence[Archivable], wanted: Wanted = "any") -> Archivable:
    """Return the one template that is meant, by its number in `template list` or by its title.

    `wanted` says what the command is about: of two that fit, that one is meant. What is returned may be another all
    the same, for the caller to refuse. Raises `NotFound` with the candidates where nothing or several fit.
    """
    words = _typed(ref)
    if ref.kind in ("id", "number"):
        fitting = [each for each in known if each.id == ref.number] or _same(words, known)
    else:
        fitting = best_of(words, known, wanted)
    if len(fitting) == 1:
        return fitting[0]
    live = [each for each in known if each.archived == (wanted == "archived")]
    listed = ", ".join(f"{each.id} {each.title}" for each in (fitting or live)[:8]) or "none"
    if fitting:
        raise NotFound(f"“{words}” fits several templates: {listed}. Say which by its number.")
    kind = "archived template" if wanted == "archived" else "template"
    raise NotFound(f"No {kind} fits {words if ref.kind != 'words' else f'“{words}”'}. There are: {listed}.")


def _typed(ref: Ref) -> str:
    return {"inbox": f"i{ref.number}", "words": ref.words, "on_day": f"{ref.words}:{ref.number}"}.get(
        ref.kind, str(ref.number)
    )


# Clients and projects


def find_owner(
    client: str, project: str, known: Sequence[tuple[str, str, bool]], wanted: Wanted = "any"
) -> tuple[str, str, bool] | None:
    """Return the client, or the project of a client or of nobody, that is meant; None where nothing fits.

    `known` are (client, project, archived), with empty names for what is not there. A project can be named alone where
    no client is called so. Raises `NotFound` where several fit.
    """
    if client:
        clients = _owners(client, [each for each in known if not each[1]], 0, "any" if project else wanted)
        if not clients and not project:
            return _one(client, _owners(client, [each for each in known if each[1]], 1, wanted))
        found = _one(client, clients)
        if found is None or not project:
            return found
        client = found[0]
    of_client = [each for each in known if each[1] and each[0] == client]
    return _one(f"{client}/{project}", _owners(project, of_client, 1, wanted))


def _owners(
    words: str, known: Sequence[tuple[str, str, bool]], part: Literal[0, 1], wanted: Wanted
) -> list[tuple[str, str, bool]]:
    named = [Archivable(place, each[part], each[2]) for place, each in enumerate(known)]
    return [known[each.id] for each in best_of(words, named, wanted)]


def _one(words: str, fitting: Sequence[tuple[str, str, bool]]) -> tuple[str, str, bool] | None:
    if len(fitting) > 1:
        names = ", ".join(write_owner(client, project) for client, project, _ in fitting[:8])
        raise NotFound(f"“{words}” fits several: {names}. Write which.")
    return fitting[0] if fitting else None


# Tasks


def day_of(ref: Ref, today: date, date_format: str = "iso") -> date | None:
    """Return the day that a task is named with, as in `fri:3`; None where it is named otherwise. Raises `BadInput`."""
    return parse_day(ref.words, today, date_format=date_format) if ref.kind == "on_day" else None


def find(
    ref: Ref,
    known: Sequence[Candidate],
    today: date,
    statuses: Sequence[str] = ("open",),
    date_format: str = "iso",
) -> int:
    """Return the id of the one task that is meant; words must fit exactly one in one of `statuses`, today's first.

    `known` are today's tasks, all open ones, the inbox in its order, and those of the day that is named. Raises
    `NotFound` with the candidates when nothing or several fit.
    """
    if ref.kind == "id":
        return ref.number
    if ref.kind in ("number", "on_day"):
        day = day_of(ref, today, date_format) or today
        for candidate in known:
            if candidate.day == day and candidate.number == ref.number:
                return candidate.id
        if day != today:
            raise NotFound(
                f"There is no task {ref.number} on {long_day(day, today)}: dayplan today {ref.words} lists them."
            )
        raise NotFound(f"There is no task {ref.number} today. {_open_today(known, today)}")
    if ref.kind == "inbox":
        inbox = [c for c in known if c.day is None and c.status == "open"]
        if 1 <= ref.number <= len(inbox):
            return inbox[ref.number - 1].id
        raise NotFound(f"There is no task i{ref.number} in the inbox, which holds {len(inbox)}.")
    fitting = _fitting(ref.words, [c for c in known if c.status in statuses], today)
    if len(fitting) == 1:
        return fitting[0].id
    if fitting:
        here = any(c.day == today for c in fitting)
        how = "Say which by its number." if here else "Say more of the title."
        raise NotFound(f"“{ref.words}” fits several tasks: {_names(fitting, today)}. {how}")
    kind = "open task" if tuple(statuses) == ("open",) else "task"
    ended = [c for c in known if c.day == today and matches(ref.words, c.title)]
    if ended:
        raise NotFound(f"No {kind} fits “{ref.words}”, but {_name(ended[0], today)} is {ended[0].status}.")
    raise NotFound(f"No {kind} fits “{ref.words}”. {_open_today(known, today)}")


def _fitting(words: str, known: Sequence[Candidate], today: date) -> list[Candidate]:
    """Return what fits best, and of that today's before others."""
    found = best(words, known, lambda candidate: candidate.title)
    return [c for c in found if c.day == today] or found


def _names(found: Sequence[Candidate], today: date) -> str:
    names = [_name(c, today) for c in found[:6]]
    return ", ".join(names) + (f" and {len(found) - 6} more" if len(found) > 6 else "")


def _name(candidate: Candidate, today: date) -> str:
    if candidate.day == today:
        return candidate.title if candidate.number is None else f"{candidate.number} {candidate.title}"
    return f"{candidate.title} ({'inbox' if candidate.day is None else long_day(candidate.day, today)})"


def _open_today(known: Sequence[Candidate], today: date) -> str:
    standing = [c for c in known if c.day == today and c.status == "open"]
    return f"Open today: {_names(standing, today)}." if standing else "Nothing is open today."

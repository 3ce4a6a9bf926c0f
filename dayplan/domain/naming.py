"""Which task is meant: by today's number, by a place in the inbox, or by words of a title."""

from __future__ import annotations

from dayplan.domain.entry import Ref, matches
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import long_day
from dayplan.errors import NotFound

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Candidate(NamedTuple):
    """What naming needs to know of a task."""

    id: int
    number: int | None
    title: str
    status: str
    day: date | None


def find(ref: Ref, known: Sequence[Candidate], today: date, statuses: Sequence[str] = ("open",)) -> int:
    """Return the id of the one task that is meant; words must fit exactly one in one of `statuses`, today's first.

    `known` are today's tasks and all open ones, the inbox in its order. Raises `NotFound` with the candidates when
    nothing or several fit.
    """
    if ref.kind == "id":
        return ref.number
    if ref.kind == "number":
        for candidate in known:
            if candidate.day == today and candidate.number == ref.number:
                return candidate.id
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
    """Return what fits best: a whole title before whole words before parts of words; then today's before others."""
    loose = [c for c in known if matches(words, c.title)]
    wanted = words.casefold().split()
    whole = [c for c in loose if set(wanted) <= set(c.title.casefold().split())]
    exact = [c for c in whole if c.title.casefold().split() == wanted]
    best = exact or whole or loose
    return [c for c in best if c.day == today] or best


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

"""Which task is meant: by today's number, by a place in the inbox, or by words of a title."""

from __future__ import annotations

from dayplan.domain.entry import Ref, matches
from dayplan.domain.record import NamedTuple
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
    fitting = [c for c in known if c.status in statuses and matches(ref.words, c.title)]
    fitting = [c for c in fitting if c.day == today] or fitting
    if len(fitting) == 1:
        return fitting[0].id
    if fitting:
        raise NotFound(f"“{ref.words}” fits several tasks: {_names(fitting)}. Say which by its number.")
    kind = "open task" if tuple(statuses) == ("open",) else "task"
    raise NotFound(f"No {kind} fits “{ref.words}”. {_open_today(known, today)}")


def _names(found: Sequence[Candidate]) -> str:
    names = [c.title if c.number is None else f"{c.number} {c.title}" for c in found[:6]]
    return ", ".join(names) + (f" and {len(found) - 6} more" if len(found) > 6 else "")


def _open_today(known: Sequence[Candidate], today: date) -> str:
    standing = [c for c in known if c.day == today and c.status == "open"]
    return f"Open today: {_names(standing)}." if standing else "Nothing is open today."

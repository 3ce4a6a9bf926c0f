"""Two changes of the same field: found where they are written, so that somebody can choose.

A form sends the fields that were changed in it, and the values with which it was opened. What was not touched is not
written, and what somebody else has changed meanwhile stays, unless the form changes that as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, Self, TypeVar

from dayplan.domain.entry import Ref
from dayplan.errors import Refused

_TOGETHER = (("client", "project"), ("schedule", "starts_on"))
"""Fields that are one to a person, and are chosen together."""


class Edit(Protocol):
    """What to change, as a named tuple; None leaves a field as it is."""

    def _asdict(self) -> dict[str, Any]: ...

    def _replace(self, *args: Any, **values: Any) -> Self: ...


E = TypeVar("E", bound=Edit)


class Single(NamedTuple):
    """The edit of a line or a text that stands alone."""

    value: Any


class Clash(NamedTuple):
    """One field that was changed here and elsewhere."""

    fields: tuple[str, ...]
    """Its name in the edit; several where they belong together, as client and project do."""
    theirs: tuple[Any, ...]
    """What is stored now, a value for each name."""
    mine: tuple[Any, ...]


class Conflict(Refused):
    """Somebody else has changed the same fields since a form was opened; nothing was written."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("This was changed elsewhere meanwhile, so nothing was saved: look at it, and try again.")


def refuse_conflicts(edit: E, seen: E, stored: E) -> None:
    """Raise `Conflict` for each field of `edit` that is stored otherwise than it was `seen`, and than it is to be."""
    mine, before, now = edit._asdict(), seen._asdict(), stored._asdict()
    clashes = []
    for fields in _fields(mine):
        values = [tuple(values[field] for field in fields) for values in (mine, before, now)]
        wanted, base, theirs = values
        if any(value is not None for value in wanted) and not _same(theirs, base) and not _same(theirs, wanted):
            clashes.append(Clash(fields, theirs, wanted))
    if clashes:
        raise Conflict(clashes)


def keep_mine(seen: E, clash: Clash) -> E:
    """Return what was seen, with their value known: mine is written over it."""
    return seen._replace(**dict(zip(clash.fields, clash.theirs, strict=True)))


def take_theirs(edit: E, clash: Clash) -> E:
    """Return an edit that leaves their value as it is."""
    return edit._replace(**dict.fromkeys(clash.fields))


def is_empty(edit: Edit) -> bool:
    """Whether an edit changes nothing."""
    return all(value is None for value in edit._asdict().values())


def _fields(values: dict[str, Any]) -> list[tuple[str, ...]]:
    joined = [fields for fields in _TOGETHER if fields[0] in values]
    single = [(field,) for field in values if not any(field in fields for fields in joined)]
    return [*single, *joined]


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return [_compared(value) for value in one] == [_compared(value) for value in other]


def _compared(value: Any) -> Any:
    if isinstance(value, Ref):
        return value[:2]  # its words are the title, for people
    return frozenset(value) if isinstance(value, tuple) else value or None  # in whatever order tags are typed

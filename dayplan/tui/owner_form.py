"""Between a client or a project and the lines of its form."""

from __future__ import annotations

from dayplan.domain.model import Owner
from dayplan.domain.owners import format_colour, format_rate, name_of, parse_colour, parse_rate
from dayplan.errors import BadInput
from dayplan.planner.clients import OwnerEdit, Rate
from dayplan.tui.screens.form import Field, TaskForm

_NO = ("no", "n")
_YES = ("yes", "y", "")


def owner_form(owner: Owner, own_rate: str) -> TaskForm:
    """Return the form of a client or a project; `own_rate` is what it says of itself, not what it takes over."""
    fields = [
        Field("name", "Name", owner.project or owner.client or ""),
        Field("rate", "Rate", own_rate, "80 EUR, 92.50" + ("; empty takes the client's" if owner.project else "")),
    ]
    if owner.project:
        fields += [
            Field("billable", "Billable", "yes" if owner.billable else "no", "yes or no"),
            Field("colour", "Colour", format_colour(owner.colour), "blue, or 3a7ca5; empty for the usual one"),
        ]
    return TaskForm(f"Edit {name_of(owner)}", tuple(fields), None, read_owner)


def read_owner(typed: dict[str, str]) -> OwnerEdit:
    """Read a form's lines. Raises `BadInput` for the first that cannot be read."""
    minor, currency = parse_rate(typed["rate"] or "none")
    if not typed["name"].strip():
        raise BadInput("It needs a name.")
    billable = typed.get("billable", "").strip().casefold()
    if billable not in _YES and billable not in _NO:
        raise BadInput("Whether it is billable: yes or no.")
    colour = parse_colour(typed.get("colour", "").strip() or "usual")
    return OwnerEdit(typed["name"], Rate(minor, currency), billable not in _NO, colour)


def rate_of(owner: Owner, client: Owner | None) -> str:
    """Return the rate that it has itself, as it is typed; a project that shows its client's has none."""
    if owner.project and client is not None and owner.rate_minor == client.rate_minor:
        return ""
    return format_rate(owner.rate_minor, owner.currency)

"""Between a client or a project and the lines of its form."""

from __future__ import annotations

from dayplan.domain.model import Owner
from dayplan.domain.names import read_name, write_name
from dayplan.domain.owners import format_colour, name_of, parse_colour
from dayplan.domain.rates import format_rate
from dayplan.errors import BadInput
from dayplan.planner.clients import OwnerEdit, owner_values
from dayplan.tui.screens.form import EditForm, Field, Typed, Written, read_field

_NO = ("no", "n")
_YES = ("yes", "y", "")
_WRITTEN: Written = {
    "name": ("Name", write_name),
    "rate": ("Rate", str),
    "billable": ("Billable", lambda billable: "yes" if billable else "no"),
    "colour": ("Colour", lambda colour: format_colour(colour or None) or "usual"),
}


def owner_form(owner: Owner) -> EditForm[OwnerEdit]:
    """Return the form of a client or a project; its rate is what it says itself, not what it takes over."""
    rate = format_rate(owner.own_rate_minor, owner.currency)
    hint = "80 EUR, 92.50" + ("; empty takes the client's" if owner.project and owner.client else "")
    fields = [Field("name", "Name", write_name(owner.project or owner.client or "")), Field("rate", "Rate", rate, hint)]
    if owner.project and owner.client:
        fields.append(Field("billable", "Billable", "yes" if owner.billable else "no", "yes or no"))
    if owner.project:
        fields += [
            Field("colour", "Colour", format_colour(owner.colour), "blue, or 3a7ca5; empty for the usual one"),
        ]
    return EditForm(f"Edit {name_of(owner)}", tuple(fields), None, read_owner, owner_values(owner), _WRITTEN)


def read_owner(typed: Typed) -> OwnerEdit:
    """Read the lines that were changed. Raises `BadInput` for the first that cannot be read."""
    return OwnerEdit(
        name=read_field(typed, "name", _read_name),
        rate=read_field(typed, "rate", lambda text: text.strip() or "none"),
        billable=read_field(typed, "billable", _read_billable),
        colour=read_field(typed, "colour", lambda text: parse_colour(text.strip() or "usual") or ""),
    )


def _read_name(text: str) -> str:
    if not text.strip():
        raise BadInput("It needs a name.")
    return read_name(text)


def _read_billable(text: str) -> bool:
    said = text.strip().casefold()
    if said not in _YES and said not in _NO:
        raise BadInput("Whether it is billable: yes or no.")
    return said not in _NO

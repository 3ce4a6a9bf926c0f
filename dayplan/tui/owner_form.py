"""Between a client or a project and the lines of its form."""

from __future__ import annotations

from dayplan.domain.model import Owner
from dayplan.domain.names import read_name, write_name
from dayplan.domain.owners import format_colour, name_of, parse_colour
from dayplan.domain.rates import format_rate
from dayplan.errors import BadInput
from dayplan.planner.clients import OwnerEdit
from dayplan.tui.screens.form import Field, TaskForm

_NO = ("no", "n")
_YES = ("yes", "y", "")


def owner_form(owner: Owner) -> TaskForm:
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
    return TaskForm(f"Edit {name_of(owner)}", tuple(fields), None, read_owner)


def read_owner(typed: dict[str, str]) -> OwnerEdit:
    """Read a form's lines. Raises `BadInput` for the first that cannot be read."""
    rate = typed["rate"].strip() or "none"
    if not typed["name"].strip():
        raise BadInput("It needs a name.")
    billable = None
    if "billable" in typed:
        said = typed["billable"].strip().casefold()
        if said not in _YES and said not in _NO:
            raise BadInput("Whether it is billable: yes or no.")
        billable = said not in _NO
    colour = parse_colour(typed.get("colour", "").strip() or "usual")
    return OwnerEdit(read_name(typed["name"]), rate, billable, colour)

"""What people type of clients and projects: their names, and a project's colour (T11)."""

from __future__ import annotations

import re

from dayplan.domain.hygiene import quoted
from dayplan.domain.model import Owner
from dayplan.domain.names import write_owner
from dayplan.errors import BadInput

COLOURS = {
    "red": "#d9605a",
    "orange": "#d98545",
    "yellow": "#c9a83c",
    "green": "#4f9e68",
    "teal": "#3a9c98",
    "blue": "#4a86d9",
    "purple": "#8e6fd1",
    "pink": "#c9659c",
    "brown": "#a0764f",
    "grey": "#858b94",
}
"""Colours by name: the same in every theme, and to be told apart from a light ground and from a dark one."""


def name_of(owner: Owner) -> str:
    """Return how a client or a project is typed."""
    return write_owner(owner.client, owner.project)


def parse_colour(text: str) -> str | None:
    """Read `blue`, `3a7ca5`, or `usual` for the one that a project has by itself. Raises `BadInput`."""
    wanted = text.strip().casefold().removeprefix("#")
    if wanted == "usual":
        return None
    if wanted in COLOURS:
        return COLOURS[wanted]
    if not re.fullmatch(r"[0-9a-f]{6}", wanted):
        known = ", ".join(COLOURS)
        raise BadInput(f"{quoted(text)} is not a colour: write one of {known}, or one such as 3a7ca5, or usual.")
    return f"#{wanted}"


def format_colour(colour: str | None) -> str:
    """Write a colour as `parse_colour` reads it, by its name where it has one; nothing for the usual one."""
    names = {value: name for name, value in COLOURS.items()}
    return "" if colour is None else names.get(colour, colour.removeprefix("#"))

"""What people type of clients and projects: what an hour is worth, and a project's colour (T11)."""

from __future__ import annotations

import re

from dayplan.domain.hygiene import quoted
from dayplan.domain.model import Owner
from dayplan.domain.wording import typed_owner
from dayplan.errors import BadInput

_RATE = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?(?: ?([A-Za-z]{3}))?")


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
    return typed_owner(owner.client, owner.project)


def parse_rate(text: str) -> tuple[int | None, str | None]:
    """Read `80`, `80.50 EUR` or `none`, as minor units and currency. Raises `BadInput`."""
    typed = text.strip()
    if typed.casefold() == "none":
        return None, None
    found = _RATE.fullmatch(typed)
    if found is None:
        raise BadInput(f"{quoted(text)} is not a rate: write what an hour is worth, such as 80 EUR or 92.50.")
    minor = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    return minor, found[3].upper() if found[3] else None


def format_rate(minor: int | None, currency: str | None) -> str:
    """Write a rate as `parse_rate` reads it; nothing where there is none."""
    return "" if minor is None else f"{minor / 100:.2f} {currency or ''}".rstrip()


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

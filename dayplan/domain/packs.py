"""Starter packs by trade: data in `dayplan/data/packs.toml`, read when one is asked for."""

from __future__ import annotations

import os
from datetime import date
from typing import Any, NamedTuple

import dayplan
from dayplan.domain.durations import parse_duration
from dayplan.domain.hygiene import quoted
from dayplan.errors import NotFound

FIRST = "freelancer"
"""What a new file is filled with (S12)."""


class Starter(NamedTuple):
    """One template of a pack."""

    title: str
    schedule: str
    estimate_s: int
    starts_on: date | None = None
    ends_on: date | None = None
    """The first and the last day, if its phrase names them."""


class Pack(NamedTuple):
    """The templates of one trade."""

    name: str
    about: str
    templates: tuple[Starter, ...]


def packs() -> dict[str, str]:
    """Return the packs there are: for whom each is, by its name."""
    return {name: found["about"] for name, found in _read().items()}


def pack(name: str, today: date) -> Pack:
    """Read one pack; schedules that take their day from the start take it from `today`.

    Raises `NotFound` with the packs there are.
    """
    from dayplan.domain.phrase import parse_phrase  # with each change this module is loaded, and hardly ever asked

    every = _read()
    wanted = name.strip().casefold()
    if wanted not in every:
        raise NotFound(f"There is no pack {quoted(name)}. There are: {', '.join(every)}.")
    starters = []
    for each in every[wanted]["templates"]:
        found = parse_phrase(each["every"], today)
        estimate_s = parse_duration(each["est"])
        starters.append(Starter(each["title"], found.schedule, estimate_s, found.starts_on, found.ends_on))
    return Pack(wanted, every[wanted]["about"], tuple(starters))


def _read() -> dict[str, Any]:
    import tomllib

    path = os.path.join(os.path.dirname(dayplan.__file__), "data", "packs.toml")
    with open(path, "rb") as file:
        return tomllib.load(file)

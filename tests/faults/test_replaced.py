"""A real planner whose file is exchanged, deleted, restored or upgraded behind its back (issue 12.1, 12.2)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable

import pytest
from evidence import rows
from processes import AWAKE, House

from dayplan.storage.file import VERSION


def moved_over(house: House) -> None:
    os.replace(house.home / "other.db", house.path)


def made_anew(house: House) -> None:
    house.path.unlink()
    shutil.copy(house.home / "other.db", house.path)


def restored(house: House) -> None:
    house.ok("restore", str(house.home / "other.db"))


def deleted(house: House) -> None:
    house.path.unlink()


def upgraded(house: House) -> None:
    connection = sqlite3.connect(house.path)
    connection.execute(f"PRAGMA user_version={VERSION + 1}")
    connection.close()


WAYS: dict[Callable[[House], None], str] = {
    moved_over: "it was read anew",
    made_anew: "it was read anew",
    restored: "it was read anew",
    deleted: "copies of it",
    upgraded: "newer",
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_typed_into_a_form_goes_into_no_other_file(running: House, way: Callable[[House], None]) -> None:
    house = running
    house.ok("backup")
    other = house.home / "other.db"
    shutil.copy(house.path, other)
    house.ok("edit", "1", "--title", "Theirs: pay tax", environment=house.without(DAYPLAN_DB=str(other)))
    with house.planner() as terminal:
        terminal.wait_for(AWAKE)
        after = terminal.type("e")
        terminal.wait_for("Save", after)
        terminal.type(" about the roof")
        terminal.wait_for("about the roof", after)
        way(house)
        said = terminal.type("")
        assert terminal.wait_for(WAYS[way], said) < 10
        before = house.path.read_bytes() if house.path.exists() else None
        refused = terminal.type("\x13")
        terminal.wait_for("so nothing" if "anew" in WAYS[way] else "dayplan", refused)
        terminal.type("\x1b")
        time.sleep(0.5)  # else the terminal takes the two keys for alt+q
        terminal.type("q")
        assert terminal.leave() == (0 if "anew" in WAYS[way] else 65)
        assert (house.path.read_bytes() if house.path.exists() else None) == before
    if before is not None:
        assert "about the roof" not in str(rows(house.path, "SELECT title FROM task"))

"""What is imported when: reading stays light, the planner paints before it loads the database library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from processes import House, end_of

from dayplan.cli.table import COMMANDS

DATABASE = {"sqlmodel", "sqlalchemy", "pydantic"}
SCREEN = {"textual", "rich"}
SLOW = {"argparse", "dataclasses", "pathlib", "typing", "json", "dateutil", "zoneinfo", "re", "inspect"}

LOADED = """
import sys
before = set(sys.modules)
from dayplan.__main__ import main
code = main()
sys.stdout.flush()
sys.stderr.write(chr(29) + " ".join(sorted(set(sys.modules) - before)))
sys.exit(code)
"""
"""Says which modules one command loaded; what the machine's own set-up loads before it is not our doing."""

ALL_AT_ONCE = """
import json, sys
from dayplan.cli.main import run
for words in json.loads(sys.argv[1]):
    assert run(words) == 0, words
    for screen in ("textual", "rich"):
        assert screen not in sys.modules, (words, screen)
assert "sqlmodel" in sys.modules
"""

FIRST_PAINT = """
import os, signal, sys, threading, time
from dayplan.tui.terminal import TerminalDriver
write = TerminalDriver.write
painted = []
def look(driver, data):
    if not painted and "Answer email" in data:
        painted.append([name for name in ("sqlmodel", "sqlalchemy", "pydantic") if name in sys.modules])
        threading.Thread(target=leave, daemon=True).start()
    write(driver, data)
def leave():
    while "sqlmodel.main" not in sys.modules:
        time.sleep(0.01)
    time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGTERM)
TerminalDriver.write = look
from dayplan.cli.main import run
code = run([])
print("loaded at the first paint:", painted, "and later: sqlmodel")
sys.exit(code)
"""


def loaded_by(house: House, *words: str) -> set[str]:
    """Return the top-level names of the modules that a command loads."""
    answer = end_of(house.python(LOADED, *words))
    assert answer.code == 0, answer
    return {name.partition(".")[0] for name in answer.err.split("\x1d")[1].split()}


@pytest.mark.parametrize("words", [("today",), ("status",)], ids=" ".join)
def test_reading_without_options_loads_nothing_slow(seeded: House, words: tuple[str, ...]) -> None:
    loaded = loaded_by(seeded, *words)
    assert loaded & (DATABASE | SCREEN | SLOW) == set()
    assert "sqlite3" in loaded, "it did look into the file"


@pytest.mark.parametrize(
    "words",
    [
        ("today", "--json"),
        ("status", "--json"),
        ("log",),
        ("log", "--json"),
        ("history",),
        ("report",),
        ("report", "all", "time", "--by", "client", "--json"),
        ("report", "--entries", "--csv"),
        ("week",),
        ("template", "list"),
        ("config", "list"),
        ("today", "tomorrow"),
        ("template", "preview", "every monday"),
        ("seed", "--dry-run"),
        ("why", "1"),
        ("inbox",),
        ("away", "list"),
        ("manual",),
        ("manual", "schedules"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_reading_with_options_loads_neither_the_database_library_nor_a_screen(
    running: House, words: tuple[str, ...]
) -> None:
    assert loaded_by(running, *words) & (DATABASE | SCREEN) == set()


def test_a_day_off_and_an_empty_day_load_no_database_library_either(seeded: House) -> None:
    loaded_by(seeded.at("2026-11-28T09:00:00+01:00"), "today")  # seeds Saturday
    assert loaded_by(seeded, "today") & (DATABASE | SCREEN) == set()


def test_no_command_loads_the_screens(seeded: House) -> None:
    given = {
        "add": ("Call Ana",), "edit": ("1", "--est", "1h"), "move": ("5", "tomorrow"), "done": ("3",), "reopen": ("3",),
        "skip": ("4",), "drop": ("3",), "start": ("1", "--at", "8:50"),
    }  # fmt: skip
    order = ("add", "edit", "start", "stop", "resume", "done", "reopen", "skip", "drop", "move", "undo", "redo", "seed")
    lines = [[name, "--help"] for name in COMMANDS] + [[name, *given.get(name, ())] for name in order]
    answer = end_of(seeded.python(ALL_AT_ONCE, json.dumps(lines)))
    assert answer.code == 0, answer.err


@pytest.mark.parametrize("name", COMMANDS)
def test_no_commands_module_names_the_screens(name: str) -> None:
    import dayplan.cli

    source = (Path(dayplan.cli.__file__).parent / f"{COMMANDS[name].module}.py").read_text()
    assert "dayplan.tui" not in source
    assert "textual" not in source


def test_the_planner_paints_its_first_day_before_it_loads_the_database_library(running: House) -> None:
    with running.planner(script=FIRST_PAINT) as terminal:
        assert terminal.leave() == 143, terminal.text
    assert "loaded at the first paint: [[]] and later: sqlmodel" in terminal.text

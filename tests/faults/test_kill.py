"""Killed while it writes: what was acknowledged is there, nothing half-done is. The sweep knows every moment of it."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from evidence import check, rows
from processes import AWAKE, House, end_of
from support import MONDAY, Book


def facts(path: Path) -> list[tuple]:
    """All that a person would miss: tasks, times and steps."""
    if not path.exists() or not rows(path, "SELECT 1 FROM sqlite_master"):
        return []
    tasks = rows(path, "SELECT id, day, number, title, status FROM task ORDER BY id")
    entries = rows(path, "SELECT id, task_id, started_at IS NULL, ended_at IS NULL FROM time_entry ORDER BY id")
    steps = rows(path, "SELECT step, label, COUNT(*), MAX(undone_at) IS NULL FROM op GROUP BY step ORDER BY step")
    return [*tasks, *entries, *steps]


def goes_on(path: Path) -> None:
    """The last step can be taken back and done again, and the next change works."""
    book = Book(path)
    before = facts(path)
    if any(len(fact) == 4 and isinstance(fact[1], str) and fact[3] for fact in before):  # a step that stands
        book.planner.history.undo(MONDAY)
        check(path)
        assert facts(path) != before
        book.planner.history.redo(MONDAY)
        assert facts(path) == before
    book.add("The next one", MONDAY)
    book.planner.close()
    check(path)


# Killed at some moment


@pytest.mark.parametrize("line", ["start 2", "add Call Ana", "seed", "undo"])
def test_killed_while_it_writes_all_or_nothing_is_there(running: House, line: str) -> None:
    if line == "seed":
        running.path.unlink()  # the very first start: even the file is made
    survived = killed_in_its_write(running, line.split(), 0.0005)
    check(running.path, alone=False)
    if survived:
        assert running.ok("status").code == 0
    goes_on(running.path)


def killed_in_its_write(house: House, words: list[str], delay: float) -> bool:
    """Kill a command so long after its transaction began; return whether the change is there."""
    before = facts(house.path)
    process = house.begin(*words)
    journal = house.path.with_name(f"{house.path.name}-journal")
    while process.poll() is None and not journal.exists():
        pass
    time.sleep(delay)
    process.kill()
    answer = end_of(process)
    after = facts(house.path)
    there = after != before
    assert answer.code in (0, -signal.SIGKILL)
    assert there or answer.code != 0, "acknowledged means present"
    if words[0] != "seed" or there:  # a first start makes its tables in a transaction of their own
        expected = {"start": 2, "done": 1, "add": 2, "undo": 1, "seed": 4}[words[0]]
        assert not there or len(set(after) ^ set(before)) >= expected, "all of it, or nothing"
    return there


def test_the_planner_killed_while_it_writes_loses_nothing_it_showed(running: House) -> None:
    with running.planner() as terminal:
        terminal.wait_for(AWAKE)
        terminal.type("a")
        after = terminal.type("Call Ana\r")
        terminal.wait_for("5 Call Ana", after)
        terminal.type("\x1b[B \x1b[B \x1b[B \x1b[B ")
        time.sleep(0.03)
        assert terminal.signal(signal.SIGKILL) == -signal.SIGKILL
    check(running.path, alone=False)
    assert rows(running.path, "SELECT title FROM task WHERE number = 5") == [("Call Ana",)]
    assert rows(running.path, "SELECT COUNT(*) FROM time_entry WHERE ended_at IS NULL") == [(1,)]
    goes_on(running.path)


# What a kill leaves behind, and who comes next

TORN = """
import os, signal, sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("PRAGMA cache_size=5")
other.execute("BEGIN IMMEDIATE")
for table, column in (("task", "title"), ("template", "title"), ("op", "label")):
    other.execute(f"UPDATE {table} SET {column} = 'half done', id = id")
other.execute("UPDATE task SET notes = hex(randomblob(40000))")
os.kill(os.getpid(), signal.SIGKILL)
"""
"""So much is changed that it goes to the disk before the commit that never comes."""
LEFT_IN_A_LOG = """
import os, signal, sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
assert other.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
other.execute("UPDATE task SET title = 'Committed' WHERE number = 2")
os.kill(os.getpid(), signal.SIGKILL)
"""
"""A program that prefers SQLite's other journal: what it committed stands in that alone."""


def torn(house: House) -> None:
    whole = house.path.read_bytes()
    assert end_of(house.python(TORN, str(house.path))).code == -signal.SIGKILL
    assert house.path.read_bytes() != whole, "pages of the unfinished change are in the file"
    assert house.path.with_name(f"{house.path.name}-journal").read_bytes()[:1] > b"\0", "the journal is hot"


@pytest.mark.parametrize("line", ["status", "today", "log", "report", "add Call Ana", "undo", "backup", "today --json"])
def test_whoever_comes_next_heals_what_a_kill_has_left(running: House, line: str) -> None:
    whole = running.path.read_bytes()
    torn(running)
    answer = running.ok(*line.split())
    assert "half done" not in answer.out
    assert answer.err == ""
    check(running.path)
    if line.split()[0] not in ("add", "undo"):
        assert running.path.read_bytes() == whole
    goes_on(running.path)


def test_the_planner_heals_what_a_kill_has_left(running: House) -> None:
    torn(running)
    with running.planner() as terminal:
        terminal.wait_for("▶ Answer email")
        terminal.type("a")
        after = terminal.type("Call Ana\r")
        terminal.wait_for("5 Call Ana", after)
        assert "half done" not in terminal.text
        torn(running)  # and so does one that is open already
        after = terminal.type("Call Ben\r")  # the line for more stays open
        terminal.wait_for("6 Call Ben", after)
        assert terminal.signal(signal.SIGTERM) == 128 + signal.SIGTERM
    assert rows(running.path, "SELECT title FROM task WHERE number > 4 ORDER BY number") == [
        ("Call Ana",),
        ("Call Ben",),
    ]
    check(running.path)


@pytest.mark.parametrize("line", ["status", "today", "done 2"])
def test_a_write_ahead_log_that_was_left_is_read_and_taken_in(running: House, line: str) -> None:
    assert end_of(running.python(LEFT_IN_A_LOG, str(running.path))).code == -signal.SIGKILL
    assert b"Committed" not in running.path.read_bytes()
    answer = running.ok(*line.split())
    assert line == "status" or "Committed" in answer.out
    assert rows(running.path, "SELECT title FROM task WHERE number = 2") == [("Committed",)]
    running.ok("add", "Call Ana")
    assert rows(running.path, "PRAGMA journal_mode") == [("delete",)]
    assert {name for name in os.listdir(running.path.parent) if name != "backups"} == {running.path.name}
    assert rows(running.path, "PRAGMA integrity_check") == [("ok",)]
    running.ok("undo")


@pytest.mark.long
@pytest.mark.parametrize("line", ["start 2", "done 1", "add Call Ana", "seed"])
def test_killed_at_random_moments(house: House, nine_o_clock: Path, line: str) -> None:
    """The whole of a command's life, its loading too: in steps that no system call decides."""
    there = 0
    for delay in (0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 3):
        shutil.rmtree(house.path.parent, ignore_errors=True)
        if line != "seed":
            house.holding(nine_o_clock)
        there += killed_in_its_write(house, line.split(), delay)
        check(house.path, alone=False)
        goes_on(house.path)
    assert there, "the last came late enough"

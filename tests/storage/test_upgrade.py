"""Files of every schema that there was: brought up to today's with every row as it was, or left as they were.

`releases/make.py` says how the files of that directory were made; none of them is ever changed.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from evidence import check, described, rows
from processes import ROOT, House
from released import OLD, RELEASES, SCHEMAS, held, lost, released
from support import Book, at

from dayplan import __version__
from dayplan.errors import DayplanError, NotFound, Refused
from dayplan.storage import copies
from dayplan.storage.file import VERSION
from dayplan.storage.migrations import STEPS

THURSDAY = at("2026-11-26 10:00")
READ = """
log --from 2026-11-23 --to 2026-11-26 --json
report 2026-11-23 to 2026-11-26 --by task --json
today mon --json
today tue --json
today 2026-11-25 --json
today --json
template list --json
client list --json
project list --json
away list --json
history --json
config list --json
why plants
"""
"""Questions whose answers a person would know again; `today` is settled already, so none of them changes anything."""


def answers(house: House) -> list[str]:
    script = (
        "import sys; from dayplan.cli.main import run\n"
        "for line in sys.argv[1:]: print('==', line, flush=True); print('==', run(line.split()), flush=True)"
    )
    process = house.python(script, *READ.strip().splitlines())
    out, err = process.communicate(timeout=60)
    assert err == b""
    found = out.decode().split("== ")
    assert found[2::2] == ["0\n"] * len(READ.strip().splitlines()), out
    return found[1::2]


def test_every_schema_that_was_ever_released_has_its_file() -> None:
    kept = sorted(path.name for path in RELEASES.glob("schema-*.sql"))
    assert kept == sorted(f"schema-{schema}.sql" for schema in SCHEMAS)
    assert len(STEPS) == VERSION


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_file_of_a_schema_is_what_its_steps_make(schema: int, tmp_path: Path) -> None:
    """A step that is changed after its release would make files that nobody has."""
    from dayplan.storage import migrations

    connection = sqlite3.connect(tmp_path / "stepped.db", isolation_level=None)
    migrations.upgrade(connection, "stepped.db", STEPS[:schema])
    connection.execute("DROP VIEW made_by")  # of this program
    old = sqlite3.connect(released(schema, tmp_path / "old.db"))
    old.execute("DROP VIEW IF EXISTS made_by")  # the first three have none
    assert described(old) == described(connection)
    old.close()
    connection.close()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_file_holds_a_life_worth_comparing(schema: int, tmp_path: Path) -> None:
    found = held(released(schema, tmp_path / "old.db"))
    empty = [table for table in found if not found[table] and table != "template_tag"]
    assert empty == []
    assert len(found["op"]) > 40
    assert any(op["undone_at"] for op in found["op"])
    assert [entry["id"] for entry in found["time_entry"] if entry["ended_at"] is None] == [8]


@pytest.mark.parametrize("schema", OLD)
def test_an_upgrade_keeps_every_row_and_notes_who_made_it(schema: int, tmp_path: Path) -> None:
    path = released(schema, tmp_path / "data" / "old.db")
    before = held(path)
    Book(path).planner.close()
    check(path)
    assert rows(path, "PRAGMA user_version") == [(VERSION,)]
    assert rows(path, "SELECT dayplan FROM made_by") == [(__version__,)]
    assert lost(before, held(path)) == []
    (copy,) = copies.listed(str(path))
    assert held(Path(copy.path)) == before
    today = tmp_path / "today.db"
    Book(today).planner.close()
    one, other = sqlite3.connect(path), sqlite3.connect(today)
    assert described(one) == described(other)
    one.close()
    other.close()


def test_the_same_week_reads_the_same_whichever_dayplan_kept_it(tmp_path: Path) -> None:
    """The last file is today's schema, so what the others say is held against a file that was never upgraded."""
    said = []
    for schema in SCHEMAS:
        house = House(tmp_path / str(schema)).at("2026-11-26T10:00:00+01:00")
        released(schema, house.path)
        before = held(house.path)
        said.append(answers(house))
        assert lost(before, held(house.path)) == [], "reading changed nothing"
    for number, line in enumerate(READ.strip().splitlines()):
        assert said[0][number].startswith(line)
        for other in said[:-1]:
            assert other[number] == said[-1][number]
    assert any("called Ana: 日本語, עברית" in answer for answer in said[0])


def taken_back(book: Book) -> tuple[list[str], str]:
    """Undo until there is nothing left or something is in the way; return what was undone, and what was said."""
    undone: list[str] = []
    while True:
        try:
            undone.append(book.planner.history.undo(THURSDAY).label)
        except (NotFound, Refused) as error:
            return undone, str(error)
        check(Path(book.path))


@pytest.mark.parametrize("schema", OLD)
def test_u1_steps_from_before_an_upgrade_are_undone_and_redone_as_if_there_had_been_none(
    schema: int, tmp_path: Path
) -> None:
    book, today = (Book(released(each, tmp_path / str(each) / "old.db")) for each in (schema, VERSION))
    before = held(Path(book.path))
    undone, said = taken_back(book)
    assert (undone, said) == taken_back(today)
    assert {"Start 'Water the plants'", "Delete a time entry", "Stop 'Draft landing page'", "Delete 'Wrong'"} < {
        *undone
    }
    assert said.startswith("Cannot undo “Drop 'Send invoices'”: ")
    assert said.endswith(". Nothing was changed.")
    undone_rows = [held(Path(each.path)) for each in (book, today)]
    for table in ("task", "template", "client", "project", "away", "setting", "task_tag"):
        assert undone_rows[0][table] == undone_rows[1][table], table
    unseen = {"seen_at": None} if schema < 3 else {}  # schema 3 is the first that has it
    assert lost({"time_entry": [*({**row, **unseen} for row in undone_rows[1]["time_entry"])]}, undone_rows[0]) == []
    for _ in undone:
        book.planner.history.redo(THURSDAY)
        check(Path(book.path))
    after = held(Path(book.path))
    for table in ("task", "time_entry", "template", "client", "project", "away", "setting", "task_tag"):
        assert lost({table: before[table]}, after) == [], table
    book.planner.close()
    today.planner.close()


@pytest.mark.parametrize("schema", OLD)
def test_what_was_undone_before_an_upgrade_can_be_redone_after_it(schema: int, tmp_path: Path) -> None:
    book = Book(released(schema, tmp_path / "data" / "old.db"))
    assert book.planner.history.redo(THURSDAY).label == "Add 'Not after all'"
    assert [task.client for task in book.day(THURSDAY).tasks if task.title == "Not after all"] == ["Blümchen"]
    book.planner.close()


# Killed, or refused


KILLED = """
import os, signal, sqlite3, sys
from dayplan.storage import file, migrations

path, number, counted = sys.argv[1], int(sys.argv[2]), 0
plain = sqlite3.connect

class Mortal(sqlite3.Connection):
    def execute(self, sql, *more):
        global counted
        if self.upgrading and not sql.startswith(("PRAGMA cache", "PRAGMA query")):
            counted += 1
            if counted == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return super().execute(sql, *more)
    upgrading = False

def connect(name, **how):
    connection = plain(name, factory=Mortal, **how)
    if "mode=rw" in name and path in name:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("PRAGMA cache_spill=1")
        connection.upgrading = True
    return connection

sqlite3.connect = connect
migrations.upgrade_file(path)
print(counted)
"""
"""Upgrades a file, and is killed before its how-manieth statement.

With next to no cache the changes are in the file long before the commit: the journal has to take them back.
"""


def test_killed_before_any_statement_of_an_upgrade_the_old_file_is_intact(tmp_path: Path) -> None:
    path = released(1, tmp_path / "data" / "old.db")
    whole = path.read_bytes()
    before = held(path)
    hot = 0

    def run(number: int) -> subprocess.CompletedProcess[str]:
        for left in path.parent.iterdir():
            if left.is_file():
                left.unlink()
        path.write_bytes(whole)
        environment = {"PYTHONPATH": ROOT, "HOME": str(tmp_path)}
        command = [sys.executable, "-c", KILLED, str(path), str(number)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    undisturbed = run(0)
    assert undisturbed.returncode == 0, undisturbed.stderr
    statements = int(undisturbed.stdout)
    assert statements > 15
    for number in range(1, statements + 1):
        assert run(number).returncode == -9, number
        hot += path.read_bytes() != whole
        check(path, alone=False)
        after = held(path)
        if rows(path, "PRAGMA user_version") == [(1,)]:
            assert after == before, number
        else:
            assert lost(before, after) == [], number
    assert hot > 2, "some of them had written into the file already"
    Book(path).planner.close()  # the next start brings it up to date
    assert lost(before, held(path)) == []


@pytest.mark.parametrize("schema", OLD)
def test_an_upgrade_that_would_not_be_whole_is_refused_and_leaves_the_old_file(schema: int, tmp_path: Path) -> None:
    """Rows that refer to nothing were let in by another program: no upgrade makes them right."""
    path = released(schema, tmp_path / "data" / "old.db")
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM task WHERE id = 5")
    connection.commit()
    connection.close()
    before = held(path)
    with pytest.raises(DayplanError, match="refers to rows that are missing, so it was not upgraded; it is as it was"):
        Book(path)
    assert held(path) == before
    assert rows(path, "PRAGMA user_version") == [(schema,)]


def test_a_newer_file_is_refused_with_the_version_that_made_it(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.path.parent.mkdir(mode=0o700)
    Book(house.path).planner.close()
    connection = sqlite3.connect(house.path)
    connection.executescript(
        "DROP VIEW made_by; CREATE VIEW made_by AS SELECT '7.3.1' AS dayplan; DROP TABLE away; PRAGMA user_version=12"
    )
    connection.close()
    before = house.path.read_bytes()
    copy = Path(shutil.copy(house.path, house.home / "copy.db"))
    for words in (("today",), ("status", "--format", "json"), ("add", "Call Ana"), ("restore", str(copy)), ()):
        said = house(*words).is_refusal(65)
        assert said.endswith(
            f" was last used by a newer dayplan, 7.3.1 (its schema is 12; this is dayplan {__version__}, which knows "
            f"{VERSION}). It was not touched: update dayplan to open it."
        )
    assert house.path.read_bytes() == before
    assert os.listdir(house.path.parent) == [house.path.name]


ENDLESS = "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x FROM n) SELECT x FROM n"
HOSTILE_VIEWS = {
    "none": "SELECT 1",
    "an endless one": f"CREATE VIEW made_by AS {ENDLESS}",
    "control characters": "CREATE VIEW made_by AS SELECT '\x1b[31m9.9' AS dayplan",
    "a speech": "CREATE VIEW made_by AS SELECT 'call this number and pay' AS dayplan",
    "a table": "CREATE TABLE made_by (dayplan); INSERT INTO made_by VALUES ('6.6.6')",
}


@pytest.mark.parametrize("view", HOSTILE_VIEWS)
def test_what_a_newer_file_says_of_itself_is_neither_run_nor_trusted(view: str, tmp_path: Path) -> None:
    path = tmp_path / "data" / "new.db"
    Book(path).planner.close()
    connection = sqlite3.connect(path)
    connection.executescript(f"DROP VIEW made_by; {HOSTILE_VIEWS[view]}; PRAGMA user_version=12")
    connection.close()
    with pytest.raises(DayplanError, match=r"newer dayplan \(its schema is 12; this is"):
        Book(path)


def test_the_journal_of_old_steps_speaks_of_columns_that_there_are(tmp_path: Path) -> None:
    """An undo puts back columns by name: a step that renames or drops one has to change the journal as well."""
    for schema in OLD:
        path = released(schema, tmp_path / f"{schema}" / "old.db")
        Book(path).planner.close()
        columns = {table: {row[1] for row in rows(path, f"PRAGMA table_info({table})")} for table in held(path)}
        for table, before, after in rows(path, "SELECT table_name, before, after FROM op"):
            named = {*json.loads(before or "{}"), *json.loads(after or "{}")}
            assert named <= columns[table], (schema, table)

"""The schema: what the database itself holds, and that both ways to it agree."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from evidence import described
from support import MONDAY, Book

from dayplan.storage import migrations
from dayplan.storage.engine import open_engine
from dayplan.storage.file import APPLICATION_ID, VERSION

TABLES = ["away", "client", "day", "op", "project", "setting", "task", "task_move", "task_tag", "template"]
TABLES += ["template_tag", "time_entry"]


@pytest.fixture
def made(tmp_path: Path) -> sqlite3.Connection:
    open_engine(str(tmp_path / "made.db")).dispose()
    connection = sqlite3.connect(tmp_path / "made.db")
    yield connection
    connection.close()


@pytest.fixture
def stepped(tmp_path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(tmp_path / "stepped.db", isolation_level=None)
    migrations.upgrade(connection, "stepped.db")
    yield connection
    connection.close()


def test_the_tables_and_the_steps_make_the_same_schema(made: sqlite3.Connection, stepped: sqlite3.Connection) -> None:
    assert described(made) == described(stepped)
    assert sorted(name for name in described(made) if "." not in name) == sorted([*TABLES, "made_by"])


def test_the_steps_lead_to_this_programs_version(stepped: sqlite3.Connection) -> None:
    assert len(migrations.STEPS) == VERSION
    assert stepped.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert stepped.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_every_table_is_strict_and_never_reuses_an_id(made: sqlite3.Connection) -> None:
    for name in TABLES:
        sql = made.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        assert "STRICT" in sql
        assert "AUTOINCREMENT" in sql


def test_a_failing_step_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    migrations.upgrade(connection, "old.db")
    before = described(connection)
    broken = (*migrations.STEPS, migrations.Step("broken", ("CREATE TABLE new (id INTEGER)", "SELECT nonsense")))
    with pytest.raises(sqlite3.OperationalError):
        migrations.upgrade(connection, "old.db", broken)
    assert described(connection) == before
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


TWICE = """INSERT INTO task (title, notes, status, reason, rank, edited, created_at, template_id, occurrence)
           SELECT title, '', 'open', '', 0, 0, 0, template_id, occurrence FROM task WHERE id = 1"""
BACKWARDS = """INSERT INTO time_entry (task_id, started_at, ended_at, zone, day, day_start_s, note, state)
               VALUES (1, 10, 9, 'UTC', '2026-11-23', 0, '', 'kept')"""
REFUSED = {
    "S1: an occurrence twice": TWICE,
    "a number twice on a day": "UPDATE task SET number = 1 WHERE id = 2",
    "a status that is not known": "UPDATE task SET status = 'paused' WHERE id = 1",
    "an empty title": "UPDATE task SET title = '' WHERE id = 1",
    "a title that is too long": "UPDATE task SET title = printf('%.501c', 'x') WHERE id = 1",
    "a day that is none": "UPDATE task SET day = '2026-02-30' WHERE id = 1",
    "a day written otherwise": "UPDATE task SET day = '23.11.2026' WHERE id = 1",
    "text where a number belongs": "UPDATE task SET rank = 'first' WHERE id = 1",
    "an occurrence without a template": "UPDATE task SET template_id = NULL WHERE id = 1",
    "a task of no template there is": "UPDATE task SET template_id = 99 WHERE id = 1",
    "T7: an end before its start": BACKWARDS,
    "an unknown missed policy": "UPDATE template SET missed = 'forget' WHERE id = 1",
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(book: Book, what: str) -> None:
    book.planner.settle(MONDAY)
    connection = sqlite3.connect(book.path)
    connection.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(REFUSED[what])
    connection.close()


def test_a_new_file_is_the_persons_alone(path: Path) -> None:
    Book(path).planner.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

"""The schema's history: ordered, named SQL steps over `PRAGMA user_version`.

A new file is made from the tables; an old one walks the steps that it has not seen. Written by hand, because
Alembic's batch mode drops expression indexes, unnamed CHECKs and AUTOINCREMENT without a word. A released step is
never changed, and a test compares the two ways to today's schema.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dayplan.errors import BadFile, CannotAccess
from dayplan.storage import backup, file
from dayplan.storage.file import APPLICATION_ID, BUSY_SECONDS, SIGNATURE, VERSION, explain, uri, verify, writable
from dayplan.storage.rate_upgrade import correct_rates

__all__ = ["APPLICATION_ID", "STEPS", "VERSION", "Step", "upgrade", "upgrade_file"]


class Step(NamedTuple):
    """One step; applying it takes the schema from `user_version` n - 1 to n, its place in `STEPS`."""

    name: str
    statements: tuple[str, ...]
    correct: Callable[[sqlite3.Connection], list[str]] | None = None
    """Corrects the values that older schemas kept otherwise, and says what a person should know of it."""


_FIRST = (
    """
    CREATE TABLE client (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        rate_minor INTEGER,
        currency TEXT,
        archived_at INTEGER,
        CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 100)
    )
    STRICT
    """,
    "CREATE UNIQUE INDEX client_name ON client (name COLLATE NOCASE)",
    """
    CREATE TABLE day (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        date TEXT NOT NULL,
        seeded_at INTEGER,
        next_number INTEGER NOT NULL,
        closed_at INTEGER,
        note TEXT NOT NULL,
        capacity_s INTEGER,
        UNIQUE (date),
        CONSTRAINT date_is_a_day CHECK (date(date, '+0 days') IS date),
        CONSTRAINT capacity_not_negative CHECK (capacity_s >= 0),
        CONSTRAINT numbers_start_at_one CHECK (next_number >= 1),
        CONSTRAINT note_length CHECK (length(note) BETWEEN 0 AND 100000)
    )
    STRICT
    """,
    """
    CREATE TABLE away (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        label TEXT NOT NULL,
        CONSTRAINT first_day_is_a_day CHECK (date(first_day, '+0 days') IS first_day),
        CONSTRAINT last_day_is_a_day CHECK (date(last_day, '+0 days') IS last_day),
        CONSTRAINT ends_after_it_starts CHECK (last_day >= first_day),
        CONSTRAINT label_length CHECK (length(label) BETWEEN 0 AND 100)
    )
    STRICT
    """,
    """
    CREATE TABLE setting (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        UNIQUE ("key")
    )
    STRICT
    """,
    """
    CREATE TABLE op (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        step INTEGER NOT NULL,
        at INTEGER NOT NULL,
        label TEXT NOT NULL,
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        "before" TEXT,
        "after" TEXT,
        undone_at INTEGER,
        CONSTRAINT changed_something CHECK ("before" IS NOT NULL OR "after" IS NOT NULL)
    )
    STRICT
    """,
    "CREATE INDEX op_of_step ON op (step)",
    "CREATE INDEX op_undone ON op (undone_at) WHERE undone_at IS NOT NULL",
    """
    CREATE TABLE project (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        client_id INTEGER,
        name TEXT NOT NULL,
        rate_minor INTEGER,
        billable INTEGER NOT NULL,
        colour TEXT,
        archived_at INTEGER,
        CONSTRAINT name_length CHECK (length(name) BETWEEN 0 AND 100),
        CONSTRAINT named_or_of_a_client CHECK (name <> '' OR client_id IS NOT NULL),
        CONSTRAINT billable_flag CHECK (billable IN (0, 1)),
        FOREIGN KEY(client_id) REFERENCES client (id)
    )
    STRICT
    """,
    "CREATE UNIQUE INDEX project_of_nobody ON project (name COLLATE NOCASE) WHERE client_id IS NULL",
    "CREATE UNIQUE INDEX project_of_client ON project (client_id, name COLLATE NOCASE)",
    """
    CREATE TABLE template (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        notes TEXT NOT NULL,
        schedule TEXT NOT NULL,
        starts_on TEXT NOT NULL,
        ends_on TEXT,
        estimate_s INTEGER,
        project_id INTEGER,
        rank INTEGER NOT NULL,
        missed TEXT NOT NULL,
        on_away TEXT NOT NULL,
        paused_until TEXT,
        archived_at INTEGER,
        CONSTRAINT title_length CHECK (length(title) BETWEEN 1 AND 500),
        CONSTRAINT notes_length CHECK (length(notes) BETWEEN 0 AND 100000),
        CONSTRAINT missed_known CHECK ("missed" IN ('replace', 'keep_one', 'accumulate')),
        CONSTRAINT on_away_known CHECK ("on_away" IN ('skip', 'before', 'after', 'ignore')),
        CONSTRAINT starts_on_is_a_day CHECK (date(starts_on, '+0 days') IS starts_on),
        CONSTRAINT ends_on_is_a_day CHECK (date(ends_on, '+0 days') IS ends_on),
        CONSTRAINT paused_until_is_a_day CHECK (date(paused_until, '+0 days') IS paused_until),
        CONSTRAINT estimate_not_negative CHECK (estimate_s >= 0),
        FOREIGN KEY(project_id) REFERENCES project (id)
    )
    STRICT
    """,
    """
    CREATE TABLE template_tag (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        template_id INTEGER NOT NULL,
        tag TEXT NOT NULL,
        CONSTRAINT tag_length CHECK (length(tag) BETWEEN 1 AND 100),
        UNIQUE (template_id, tag),
        FOREIGN KEY(template_id) REFERENCES template (id)
    )
    STRICT
    """,
    """
    CREATE TABLE task (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        day TEXT,
        number INTEGER,
        title TEXT NOT NULL,
        notes TEXT NOT NULL,
        status TEXT NOT NULL,
        reason TEXT NOT NULL,
        rank INTEGER NOT NULL,
        estimate_s INTEGER,
        template_id INTEGER,
        occurrence TEXT,
        project_id INTEGER,
        first_day TEXT,
        edited INTEGER NOT NULL,
        done_at INTEGER,
        created_at INTEGER NOT NULL,
        UNIQUE (template_id, occurrence),
        UNIQUE (day, number),
        CONSTRAINT title_length CHECK (length(title) BETWEEN 1 AND 500),
        CONSTRAINT notes_length CHECK (length(notes) BETWEEN 0 AND 100000),
        CONSTRAINT status_known CHECK ("status" IN ('open', 'done', 'skipped', 'missed', 'dropped')),
        CONSTRAINT edited_flag CHECK (edited IN (0, 1)),
        CONSTRAINT day_is_a_day CHECK (date(day, '+0 days') IS day),
        CONSTRAINT occurrence_is_a_day CHECK (date(occurrence, '+0 days') IS occurrence),
        CONSTRAINT first_day_is_a_day CHECK (date(first_day, '+0 days') IS first_day),
        CONSTRAINT estimate_not_negative CHECK (estimate_s >= 0),
        CONSTRAINT occurrence_of_a_template CHECK ((template_id IS NULL) = (occurrence IS NULL)),
        FOREIGN KEY(template_id) REFERENCES template (id),
        FOREIGN KEY(project_id) REFERENCES project (id)
    )
    STRICT
    """,
    "CREATE INDEX task_open ON task (day) WHERE status = 'open'",
    """
    CREATE TABLE task_tag (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        task_id INTEGER NOT NULL,
        tag TEXT NOT NULL,
        CONSTRAINT tag_length CHECK (length(tag) BETWEEN 1 AND 100),
        UNIQUE (task_id, tag),
        FOREIGN KEY(task_id) REFERENCES task (id)
    )
    STRICT
    """,
    """
    CREATE TABLE task_move (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        task_id INTEGER NOT NULL,
        from_day TEXT,
        to_day TEXT,
        at INTEGER NOT NULL,
        "by" TEXT NOT NULL,
        CONSTRAINT by_known CHECK ("by" IN ('carried', 'hand')),
        CONSTRAINT from_day_is_a_day CHECK (date(from_day, '+0 days') IS from_day),
        CONSTRAINT to_day_is_a_day CHECK (date(to_day, '+0 days') IS to_day),
        FOREIGN KEY(task_id) REFERENCES task (id)
    )
    STRICT
    """,
    "CREATE INDEX move_of_task ON task_move (task_id)",
    "CREATE INDEX move_from_day ON task_move (from_day)",
    """
    CREATE TABLE time_entry (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        task_id INTEGER NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        zone TEXT NOT NULL,
        day TEXT NOT NULL,
        day_start_s INTEGER NOT NULL,
        note TEXT NOT NULL,
        billable INTEGER,
        state TEXT NOT NULL,
        CONSTRAINT ends_after_it_starts CHECK (ended_at >= started_at),
        CONSTRAINT day_start_within_a_day CHECK (day_start_s BETWEEN 0 AND 86399),
        CONSTRAINT state_known CHECK ("state" IN ('kept', 'unresolved')),
        CONSTRAINT billable_flag CHECK (billable IN (0, 1)),
        CONSTRAINT day_is_a_day CHECK (date(day, '+0 days') IS day),
        CONSTRAINT note_length CHECK (length(note) BETWEEN 0 AND 100000),
        FOREIGN KEY(task_id) REFERENCES task (id)
    )
    STRICT
    """,
    "CREATE INDEX entry_ended ON time_entry (ended_at)",
    "CREATE INDEX entry_of_task ON time_entry (task_id)",
    "CREATE INDEX entry_on_day ON time_entry (day)",
    "CREATE INDEX entry_started ON time_entry (started_at)",
    "CREATE UNIQUE INDEX one_running ON time_entry ((1)) WHERE ended_at IS NULL",
)

_WORKED = (
    """
    CREATE TABLE day_new (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        date TEXT NOT NULL,
        seeded_at INTEGER,
        worked INTEGER,
        next_number INTEGER NOT NULL,
        closed_at INTEGER,
        note TEXT NOT NULL,
        capacity_s INTEGER,
        UNIQUE (date),
        CONSTRAINT date_is_a_day CHECK (date(date, '+0 days') IS date),
        CONSTRAINT capacity_not_negative CHECK (capacity_s >= 0),
        CONSTRAINT numbers_start_at_one CHECK (next_number >= 1),
        CONSTRAINT worked_flag CHECK (worked IN (0, 1)),
        CONSTRAINT note_length CHECK (length(note) BETWEEN 0 AND 100000)
    )
    STRICT
    """,
    """
    INSERT INTO day_new (id, date, seeded_at, next_number, closed_at, note, capacity_s)
        SELECT id, date, seeded_at, next_number, closed_at, note, capacity_s FROM day
    """,
    "DROP TABLE day",
    "ALTER TABLE day_new RENAME TO day",
)

_SEEN = (
    "ALTER TABLE time_entry ADD COLUMN seen_at INTEGER",
    "ALTER TABLE time_entry ADD COLUMN seen_up_s INTEGER",
    "ALTER TABLE time_entry ADD COLUMN seen_awake_s INTEGER",
    "CREATE INDEX entry_undecided ON time_entry (started_at) WHERE state = 'unresolved'",
)

_CURRENCIES = ("ALTER TABLE project ADD COLUMN currency TEXT",)

STEPS: Sequence[Step] = (
    Step("the first schema", _FIRST),
    Step("days know whether they were worked", _WORKED),
    Step("entries know when their person last vouched for them", _SEEN),
    Step("rates in the minor unit of their currency, projects of nobody with one", _CURRENCIES, correct_rates),
)


def upgrade_file(path: str) -> None:
    """Bring a data file of an older dayplan to today's schema; a copy of it as it was is kept with its others.

    Raises `BadFile`, `Busy`, and `CannotAccess` where it cannot be written: its reader would not understand it.
    """
    if not writable(path):
        raise CannotAccess(
            f"{path} was last used by an older dayplan and is read-only here: open it once where it can be written."
        )
    try:
        connection = sqlite3.connect(uri(path, "rw"), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            version = verify(connection, path)
            if 0 < version < VERSION:
                backup.make(path, int(os.stat(path).st_mtime), "before-upgrade")
                file.notices.extend(upgrade(connection, path))
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise explain(error, path) from error


def upgrade(connection: sqlite3.Connection, path: str, steps: Sequence[Step] = STEPS) -> list[str]:
    """Bring an open file to today's schema, in one transaction: all of it or nothing. Returns what to say of it.

    The connection must be in autocommit mode. Raises `BadFile` when the file is not ours or would not be whole after.
    """
    said: list[str] = []
    connection.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = verify(connection, path)  # again, inside: another process may have been first
        for step in steps[version:]:
            for statement in step.statements:
                connection.execute(statement)
            said += step.correct(connection) if step.correct else ()
        for statement in SIGNATURE:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={len(steps)}")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise BadFile(f"{path} refers to rows that are missing, so it was not upgraded; it is as it was.")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys=ON")
    return said

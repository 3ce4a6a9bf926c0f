"""What a data file says after a fault: is it whole, and do the data and the journal tell the same story?"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from dayplan.storage.file import uri

BY_ITSELF = {"task": {"day", "number", "rank"}, "day": {"next_number", "seeded_at"}}
"""Columns that carrying over and seeding change without a step (U1)."""


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask the file; a hot journal that a kill left behind is rolled back by asking."""
    connection = sqlite3.connect(uri(str(path), "rw"), uri=True, timeout=10, isolation_level=None)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def described(connection: sqlite3.Connection) -> dict[str, object]:
    """Everything SQLite knows of the schema, from its PRAGMAs and the text of its CHECKs."""
    tables = connection.execute("PRAGMA table_list").fetchall()
    found: dict[str, object] = {}
    for _, name, kind, _, without_rowid, strict in sorted(tables, key=lambda row: row[1]):
        if name.startswith("sqlite_"):
            continue
        sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        found[name] = (
            kind,
            without_rowid,
            strict,
            connection.execute(f"PRAGMA table_xinfo({name})").fetchall(),
            sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({name})")),
            sorted(line.strip().rstrip(",") for line in sql.splitlines() if "CHECK" in line or "AUTOINCREMENT" in line),
        )
        for _, index, unique, origin, partial in connection.execute(f"PRAGMA index_list({name})").fetchall():
            text = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [index]).fetchone()[0]
            columns = connection.execute(f"PRAGMA index_xinfo({index})").fetchall()
            found[f"{name}.{index}"] = (unique, origin, partial, columns, text)
    return found


def check(path: Path, *, alone: bool = True) -> None:
    """Check that nothing half-done remains; with `alone`, that nothing lies beside the file either.

    A kill before the first sync leaves a journal that is not hot: SQLite passes it over, and the next write takes it.
    """
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    beside = {name for name in os.listdir(path.parent) if name != "backups"}
    assert not alone or beside == {path.name}, "nothing is left behind beside it, but for the copies"
    if not rows(path, "SELECT 1 FROM sqlite_master"):
        return  # killed before there was anything: an empty file is a new one
    assert rows(path, "SELECT COUNT(*) FROM time_entry WHERE ended_at IS NULL") in ([(0,)], [(1,)])
    assert rows(path, "SELECT COUNT(*) FROM time_entry WHERE ended_at < started_at") == [(0,)]
    numbers = rows(path, "SELECT day, MAX(number) FROM task WHERE number IS NOT NULL GROUP BY day")
    assert all(most < following for day, most in numbers for following in _next_number(path, day))
    _agrees_with_its_journal(path)


def _next_number(path: Path, day: str) -> list[int]:
    found = [number for number, date in rows(path, "SELECT next_number, date FROM day") if date == day]
    assert len(found) == 1, f"{day} has numbers, so it has one row that counts them"
    return found


def _agrees_with_its_journal(path: Path) -> None:
    """Every row is as the last step on it left it, and nothing was made that no step knows."""
    told: dict[tuple[str, int], dict[str, Any] | None] = {}
    ops = rows(path, "SELECT table_name, row_id, after FROM op WHERE undone_at IS NULL ORDER BY id")
    for table, row_id, after in ops:
        known = told.get((table, row_id)) or {}
        told[table, row_id] = None if after is None else known | json.loads(after)
    tables = {table: _by_id(path, table) for table in {"task", "time_entry", "setting", *(table for table, _ in told)}}
    for (table, row_id), values in told.items():
        stands = tables[table].get(row_id)
        if values is None:
            assert stands is None, f"{table} {row_id} was deleted"
            continue
        assert stands is not None, f"{table} {row_id} was made, and is not there"
        kept = values.keys() - BY_ITSELF.get(table, set())
        if table == "task" and (stands["status"] == "missed" or stands["reason"] == "stood_for"):
            kept -= {"status", "reason"}  # S3: settling ends what its next occurrence replaces
        differ = [(name, stands[name], values[name]) for name in kept if stands[name] != values[name]]
        assert not differ, f"{table} {row_id} is not as its last step left it, nor as settling may: {differ}, {stands}"
    for table in ("task", "time_entry", "setting"):
        for row_id, row in tables[table].items():
            assert (table, row_id) in told or row.get("template_id"), f"no step made {table} {row_id}"


def _by_id(path: Path, table: str) -> dict[int, dict[str, Any]]:
    names = [row[1] for row in rows(path, f"PRAGMA table_info({table})")]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows(path, f"SELECT * FROM {table}")}

"""The data files of every schema that there was, and what they hold."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from dayplan.storage.file import VERSION

RELEASES = Path(__file__).parent / "storage" / "releases"
SCHEMAS = range(1, VERSION + 1)
OLD = range(1, VERSION)

Rows = dict[str, list[dict[str, Any]]]


def released(schema: int, path: Path) -> Path:
    """Put the file of a schema somewhere."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(path)
    connection.executescript((RELEASES / f"schema-{schema}.sql").read_text(encoding="utf-8"))
    connection.close()
    path.chmod(0o600)
    return path


def held(path: Path) -> Rows:
    """Return every row of every table, by the names of its columns."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    found = {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1")] for name in names}
    connection.close()
    return found


def lost(before: Rows, after: Rows) -> list[str]:
    """Name what is not as it was; new columns may have come, and must hold nothing yet."""
    wrong = [f"{table} is gone" for table in before if table not in after]
    for table, old in before.items():
        new = after.get(table, [])
        if len(old) != len(new):
            wrong.append(f"{table} had {len(old)} rows and has {len(new)}")
        for was, now in zip(old, new, strict=False):
            wrong += [f"{table} {was}: {name}" for name in was if name not in now or now[name] != was[name]]
            wrong += [f"{table} {now}: {name}" for name in now if name not in was and now[name] is not None]
    return wrong

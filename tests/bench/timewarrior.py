"""The same life for Timewarrior: the intervals of a data file of ours, written as Timewarrior keeps them.

One file a month, one line an interval, its client and its title as tags. What runs is left out: its figures would
change while they are compared.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

_ENTRIES = """SELECT e.started_at, e.ended_at, t.title, c.name FROM time_entry e JOIN task t ON t.id = e.task_id
    LEFT JOIN project p ON p.id = t.project_id LEFT JOIN client c ON c.id = p.client_id
    WHERE e.state = 'kept' AND e.ended_at > e.started_at ORDER BY e.started_at"""


def write(path: str, folder: Path) -> int:
    """Write every kept entry of the data file into a new TIMEWARRIORDB, and return the seconds they last together."""
    connection = sqlite3.connect(path)
    entries = connection.execute(_ENTRIES).fetchall()
    connection.close()
    months: dict[str, list[str]] = defaultdict(list)
    for start, end, title, client in entries:
        begin = datetime.fromtimestamp(start, UTC)
        tags = " ".join(f'"{_quoted(tag)}"' for tag in (client, title) if tag)
        line = f"inc {begin:%Y%m%dT%H%M%SZ} - {datetime.fromtimestamp(end, UTC):%Y%m%dT%H%M%SZ} # {tags}\n"
        months[f"{begin:%Y-%m}"].append(line)
    data = folder / "data"
    data.mkdir(parents=True)
    (folder / "timewarrior.cfg").write_text("")
    for month, lines in months.items():
        (data / f"{month}.data").write_text("".join(lines), encoding="utf-8")
    return sum(end - start for start, end, *_ in entries)


def _quoted(tag: str) -> str:
    return tag.replace("\\", "\\\\").replace('"', '\\"')

"""Every kind of change that a person can make, as one command each, and the files that they are made to."""

from __future__ import annotations

import json
import shlex
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from processes import House, end_of

from dayplan.storage import migrations

NOW = "2026-11-23T10:30:00+01:00"
TOMORROW = "2026-11-24T09:00:00+01:00"

STORY = {
    "2026-11-20T15:00:00+01:00": ["seed", "add Write to Ana est:20m", "add Sort receipts", "start 1"],
    "2026-11-23T08:00:00+01:00": [
        *("today", "client add Acme", "client add Acmee", "project add Acme/site", "project add Acme/shop"),
        *("add Draft page @acme/site +writing est:45m", "add Old idea @acmee", "inbox add Café owner", "start 3"),
        *("away add 2026-12-24 2027-01-01 Christmas", "template add Newsletter --every 'every 2 weeks on tuesday'"),
        *("template add Water plants --every '3 days after done'", "template pause newsletter 2027-01-07"),
        "template add Old habit --every 'every month on the 3rd'",
    ],
    "2026-11-23T09:00:00+01:00": ["start 4", "template archive habit"],
    "2026-11-23T10:00:00+01:00": ["start 5", "done 6"],
}
"""From Friday to Monday: what was left undone is carried, the timer that ran over the weekend is in question."""

TELL = """
import json, os, shlex, sys
from dayplan.cli.main import run
for moment, lines in json.load(sys.stdin).items():
    os.environ["DAYPLAN_NOW"] = moment
    for line in lines:
        assert run(shlex.split(line)) == 0, line
"""
"""Several commands in one process: loading takes longer than all that they do."""

CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:1\r
DTSTART;VALUE=DATE:20261225\r
DTEND;VALUE=DATE:20261227\r
SUMMARY:Christmas Day\r
END:VEVENT\r
END:VCALENDAR\r
"""


class Kind(NamedTuple):
    """One change: the command, and to which of the files below it is made."""

    line: str
    file: str = "whole"
    now: str = NOW

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)

    def __str__(self) -> str:
        return self.line if self.file == "whole" else f"{self.line} ({self.file})"


KINDS = (
    *(Kind("seed", "none"), Kind("today", "none"), Kind("add Call Ana", "none"), Kind("seed", "fresh", TOMORROW)),
    *(Kind("today", "whole", TOMORROW), Kind("add Call Ana", "whole", TOMORROW), Kind("start 4", "copied")),
    *(Kind("add Call Ana @zoë/new +phone est:15m"), Kind("add Call Ben on:fri"), Kind("edit 1 --title Other --est 1h")),
    *(Kind("edit 7 --for '' --tags a,b --notes Words"), Kind("done 5"), Kind("done 1 2 --at -10m"), Kind("reopen 6")),
    *(Kind("skip 4"), Kind("drop 1"), Kind("delete 8"), Kind("move 1 tomorrow"), Kind("move 1 2 inbox")),
    *(Kind("start 1"), Kind("start 1 --at 10:15"), Kind("start 1 --from-last", "stopped"), Kind("stop"), Kind("stop --at -5m")),
    *(Kind("resume", "stopped"), Kind("inbox add Another"), Kind("inbox plan i1"), Kind("capacity 4h")),
    *(Kind("log add 2 7:00-7:30 --note Early --adjust"), Kind("log edit 3 --start 8:45 --adjust"), Kind("log cut 8:20-9:10")),
    *(Kind("log edit 3 --boundary 9:50"), Kind("log edit 3 --task 1 --note Other"), Kind("log split 3 9:30")),
    *(Kind("log delete 2"), Kind("log resolve 1 keep", "unseen"), Kind("log resolve 1 part 16:00"), Kind("log resolve 1 drop")),
    *(Kind("log resolve 1 give 2"), Kind("template add Tea --every daily"), Kind("template edit email --est 45m")),
    *(Kind("template edit work --every 'every tuesday' --title Project"), Kind("template pause email 2026-12-07")),
    *(Kind("template resume newsletter"), Kind("template archive invoices"), Kind("template restore habit")),
    *(Kind("template early newsletter"), Kind("template order", "placed"), Kind("template pack tutor --instead")),
    *(Kind("client add Zoë"), Kind("client rename acme Apex"), Kind("client merge acmee acme")),
    *(Kind("client rate acme 80 EUR"), Kind("client archive acmee"), Kind("project add acme/new")),
    *(Kind("project rename acme/site page"), Kind("project merge acme/shop acme/site"), Kind("project rate acme/site 95")),
    *(Kind("project billable acme/site no"), Kind("project colour acme/site 3a7ca5"), Kind("away add fri mon Flu")),
    *(Kind("away remove 1"), Kind("away import {home}/holidays.ics"), Kind("config set day_start 04:00")),
    *(Kind("close --note 'Ana waits'"), Kind("close --reopen", "closed"), Kind("undo"), Kind("redo", "undone")),
    *(Kind("backup"), Kind("backup {home}/copy.db"), Kind("restore 1", "copied"), Kind("today", "old")),
    Kind("add Call Ana", "old"),
)


def tell(house: House, story: dict[str, list[str]]) -> None:
    """Live through these moments."""
    process = house.python(TELL, stdin=-1)
    assert process.stdin is not None
    process.stdin.write(json.dumps(story).encode())
    process.stdin.close()
    process.stdin = None
    answer = end_of(process)
    assert answer.code == 0, answer.err


class Files:
    """The files to which the changes are made, each made once."""

    def __init__(self, scratch: Path) -> None:
        self.whole = self._after(scratch / "whole", None, STORY)
        self.files: dict[str, Path | None] = {"whole": self.whole, "none": None}
        self.files["fresh"] = self._after(scratch / "fresh", None, {"2026-11-23T08:00:00+01:00": ["seed"]})
        for name, lines in (
            ("copied", ["add Since then", "done 1"]),
            ("stopped", ["stop --at 10:20"]),
            ("placed", ["move email tomorrow", "move email today"]),
            ("closed", ["close --note Done"]),
            ("unseen", ["log resolve 1 later"]),
            ("undone", ["add Call Ana @zoë +phone", "undo"]),
        ):
            self.files[name] = self._after(scratch / name, self.whole, {NOW: lines})
        self.files["old"] = older(self.whole, scratch / "old.db")
        self.calendar = scratch / "holidays.ics"
        self.calendar.write_text(CALENDAR)

    def _after(self, scratch: Path, file: Path | None, story: dict[str, list[str]]) -> Path:
        house = House(scratch)
        if file is not None:
            house.holding(file)
        tell(house, story)
        return house.path

    def house(self, scratch: Path, kind: Kind) -> House:
        """Build a house for one change; but for "copied" ones a copy was made just now, so that none is due."""
        house = House(scratch).at(kind.now)
        file = self.files[kind.file]
        if file is None:
            return house
        house.holding(file)
        directory = house.path.parent / "backups"
        directory.mkdir(mode=0o700)
        (house.home / "holidays.ics").write_bytes(self.calendar.read_bytes())
        if kind.file != "old":
            age = 86_400 if kind.file == "copied" else 60
            moment = datetime.fromtimestamp(datetime.fromisoformat(kind.now).timestamp() - age, UTC)
            (directory / f"{house.path.stem}-{moment:%Y%m%d-%H%M%S}.db").write_bytes(self.whole.read_bytes())
        return house


def older(file: Path, target: Path) -> Path:
    """Write what a file holds as the first dayplan would have."""
    connection = sqlite3.connect(target, isolation_level=None)
    migrations.upgrade(connection, str(target), migrations.STEPS[:1])
    connection.execute("ATTACH ? AS today", [str(file)])
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN")
    for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
        if table != "sqlite_sequence":
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    for table, column in (("time_entry", "seen_at"), ("time_entry", "seen_up_s"), ("time_entry", "seen_awake_s")):
        forget = "UPDATE op SET {0} = json_remove({0}, ?) WHERE table_name = ?"  # its journal never heard of them
        for values in ("before", "after"):
            connection.execute(forget.format(values), [f"$.{column}", table])
    connection.execute("COMMIT")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return target



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
    """One change: the command, to which of the files below it is made, and when."""

    line: str
    file: str
    now: str

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)

    def __str__(self) -> str:
        return f"{self.line} ({self.file}, {self.now[8:13]})"


CHANGES = {
    ("none", NOW): ["seed", "today", "add Call Ana"],
    ("fresh", TOMORROW): ["seed"],
    ("whole", TOMORROW): ["today", "add Call Ana"],
    ("copied", NOW): ["start 4", "restore 1"],
    ("whole", NOW): [
        *("add Call Ana @zoë/new +phone est:15m", "add Call Ben on:fri", "inbox add Another", "inbox plan i1"),
        *("edit 1 --title Other --est 1h", "edit 7 --for '' --tags a,b --notes Words", "done 5", "done 1 2 --at -10m"),
        *("reopen 6", "skip 4", "drop 1", "delete 8", "move 1 tomorrow", "move 1 2 inbox", "capacity 4h"),
        *("start 1", "start 1 --at 10:15", "stop", "stop --at -5m", "log add 2 7:00-7:30 --note Early --adjust"),
        *("log edit 3 --start 8:45 --adjust", "log edit 3 --boundary 9:50", "log edit 3 --task 1 --note Other"),
        *("log split 3 9:30", "log cut 8:20-9:10", "log delete 2", "log resolve 1 part 16:00", "log resolve 1 drop"),
        *("log resolve 1 give 2", "template add Tea --every daily"),
        *("template edit email --est 45m", "template edit work --every 'every tuesday' --title Project"),
        *("template pause email 2026-12-07", "template resume newsletter", "template archive invoices"),
        *("template restore habit", "template early newsletter", "template pack tutor --instead"),
        *("client add Zoë", "client rename acme Apex", "client merge acmee acme", "client rate acme 80 EUR"),
        *("client archive acmee", "project add acme/new", "project rename acme/site page", "project rate acme/site 95"),
        *("project merge acme/shop acme/site", "project billable acme/site no", "project colour acme/site 3a7ca5"),
        *("away add fri mon Flu", "away remove 1", "away import {home}/holidays.ics", "config set day_start 04:00"),
        *("close --note 'Ana waits'", "undo", "backup", "backup {home}/copy.db"),
    ],
    ("unseen", NOW): ["log resolve 1 keep"],
    ("stopped", NOW): ["resume", "start 1 --from-last"],
    ("placed", NOW): ["template order"],
    ("closed", NOW): ["close --reopen"],
    ("undone", NOW): ["redo"],
    ("old", NOW): ["today", "add Call Ana"],
}
KINDS = [Kind(line, file, now) for (file, now), lines in CHANGES.items() for line in lines]


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
        house.path.chmod(0o600)  # what stands open is told of, and here only refusals are listened for
        directory = house.path.parent / "backups"
        directory.mkdir(mode=0o700)
        (house.home / "holidays.ics").write_bytes(self.calendar.read_bytes())
        if kind.file != "old":
            age = 86_400 if kind.file == "copied" else 60
            moment = datetime.fromtimestamp(datetime.fromisoformat(kind.now).timestamp() - age, UTC)
            copy = directory / f"{house.path.name}.{moment:%Y%m%d-%H%M%S}.db"
            copy.write_bytes(self.whole.read_bytes())
            copy.chmod(0o600)
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
    later = (("time_entry", "seen_at"), ("time_entry", "seen_up_s"), ("time_entry", "seen_awake_s"))
    for table, column in (*later, ("project", "currency")):
        forget = "UPDATE op SET {0} = json_remove({0}, ?) WHERE table_name = ?"  # its journal never heard of them
        for values in ("before", "after"):
            connection.execute(forget.format(values), [f"$.{column}", table])
    connection.execute("COMMIT")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return target

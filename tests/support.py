"""Moments, and a planner on a file of its own with what its reader says."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dayplan.domain.entry import Ref
from dayplan.domain.model import Day, Now, Receipt, Task
from dayplan.domain.quickadd import parse_quick_add
from dayplan.planner import Planner
from dayplan.storage.reader import open_reader

ZONE = "Europe/Berlin"
THOROUGH = os.environ.get("DAYPLAN_THOROUGH") == "1"  # read here: the tests' home clears DAYPLAN_*
"""Whether random lives are many, and every screen is painted also where no test looks, as in `.ci/run`."""


def at(text: str, zone: str = ZONE, up: int | None = None, asleep: int = 0) -> Now:
    """Read `2026-11-23 10:00` as a moment in a zone; `fold=1` times end in `*`.

    `up` is since when the machine runs, in seconds, of which it was `asleep` for some.
    """
    wall = datetime.fromisoformat(text.rstrip("*")).replace(tzinfo=ZoneInfo(zone), fold=int(text.endswith("*")))
    offset = wall.utcoffset()
    assert offset is not None
    awake = None if up is None else up - asleep
    return Now(int(wall.timestamp()), int(offset.total_seconds()), zone, up, awake)


MONDAY = at("2026-11-23 09:00")
TUESDAY = at("2026-11-24 09:00")
FRIDAY = at("2026-11-27 09:00")
SATURDAY = at("2026-11-28 09:00")
NEXT_MONDAY = at("2026-11-30 09:00")


class Book:
    """A planner on a file of its own, and what its reader says."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.receipts: list[Receipt] = []
        self.planner = Planner(self.path, self.receipts.append)

    def day(self, now: Now, text: str | None = None) -> Day:
        reader = open_reader(self.path)
        assert reader is not None
        with reader:
            day = reader.day(now, None if text is None else datetime.fromisoformat(text).date())
        reader.close()
        return day

    def tasks(self, now: Now, text: str | None = None) -> dict[str, Task]:
        return {task.title: task for task in self.day(now, text).tasks}

    def marks(self, now: Now, text: str | None = None) -> list[str]:
        return [f"{task.title}: {task.status}" for task in self.day(now, text).tasks]

    def sql(self, query: str, **parameters: object) -> list[tuple]:
        reader = open_reader(self.path)
        assert reader is not None
        found = reader.rows(query, **parameters)
        reader.close()
        return found

    def add(self, line: str, now: Now) -> Task:
        return self.planner.day.add(parse_quick_add(line, self.day(now).today), now)


def named(words: str) -> Ref:
    return Ref("words", 0, words)


def numbered(number: int) -> Ref:
    return Ref("number", number)

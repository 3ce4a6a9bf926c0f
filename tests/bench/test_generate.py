"""The generator makes what the product would have made; the benchmark itself is `run.py` and is no test."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from bench.generate import ZONE, generate
from support import at

from dayplan.storage import ledger
from dayplan.storage.health import examine
from dayplan.storage.reader import open_reader

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = date(2026, 11, 2)  # the clocks went back eight days before


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "small.db"
    generate(str(path), last_day=MONDAY, days=40, tasks=200, entries=300)
    return path


def ask(path: Path, query: str) -> list[tuple]:
    connection = sqlite3.connect(path)
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_it_is_whole_and_as_large_as_asked(made: Path) -> None:
    assert ask(made, "PRAGMA integrity_check") == [("ok",)]
    assert ask(made, "PRAGMA foreign_key_check") == []
    counts = {
        table: ask(made, f"SELECT COUNT(*) FROM {table}")[0][0]
        for table in ("day", "task", "time_entry", "template", "client", "project")
    }
    assert counts == {"day": 40, "task": 200, "time_entry": 300, "template": 50, "client": 30, "project": 60}
    for table in ("task_move", "task_tag", "template_tag", "op"):
        assert ask(made, f"SELECT COUNT(*) FROM {table}")[0][0] > 0


def test_equal_arguments_make_equal_rows(made: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again.db", tmp_path / "other.db"
    generate(str(again), last_day=MONDAY, days=40, tasks=200, entries=300)
    generate(str(other), last_day=MONDAY, days=40, tasks=200, entries=300, seed=2)
    for table in ("task", "time_entry", "op"):
        assert ask(made, f"SELECT * FROM {table}") == ask(again, f"SELECT * FROM {table}")
        assert ask(made, f"SELECT * FROM {table}") != ask(other, f"SELECT * FROM {table}")


def test_the_last_day_looks_the_same_however_long_the_life(made: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.db"
    generate(str(short), last_day=MONDAY, days=1, tasks=14, entries=8)
    query = f"SELECT number, title, status FROM task WHERE day = '{MONDAY}' ORDER BY rank"
    assert ask(short, query) == ask(made, query)


def test_time_lies_in_working_hours_and_never_overlaps(made: Path) -> None:
    entries = ask(made, "SELECT started_at, ended_at, day FROM time_entry ORDER BY started_at")
    for start, end, day in entries:
        begins, ends = (datetime.fromtimestamp(instant, ZoneInfo(ZONE)) for instant in (start, end))
        assert begins.date().isoformat() == ends.date().isoformat() == day
        assert begins.hour >= 8
        assert ends.hour < 18
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(entries))
    offsets = {datetime.fromtimestamp(start, ZoneInfo(ZONE)).utcoffset() for start, _, _ in entries}
    assert len(offsets) == 2


def test_the_last_day_is_under_way_and_the_others_are_settled(made: Path) -> None:
    open_days = ask(made, "SELECT DISTINCT day FROM task WHERE status = 'open' ORDER BY day")
    assert open_days == [(None,), (MONDAY.isoformat(),)]
    assert ask(made, f"SELECT number FROM task WHERE day = '{MONDAY}' ORDER BY number") == [(n,) for n in range(1, 9)]
    assert ask(made, f"SELECT next_number, seeded_at > 0 FROM day WHERE date = '{MONDAY}'") == [(9, 1)]


def test_seeding_the_last_day_again_finds_nothing_to_do(made: Path) -> None:
    """S2, and that the generator's own arithmetic agrees with the product's schedules."""
    reader = open_reader(str(made))
    assert reader is not None
    decisions = ledger.dry_run(reader, at(f"{MONDAY} 17:00"))
    reader.close()
    assert decisions.receipt().empty


def test_it_never_writes_over_a_file(made: Path) -> None:
    with pytest.raises(FileExistsError):
        generate(str(made), last_day=MONDAY)


def test_the_doctor_finds_nothing(made: Path) -> None:
    assert examine(str(made), at("2026-11-02 18:00")).findings == ()

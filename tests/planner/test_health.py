"""Whatever is done with dayplan, its doctor finds nothing; and whatever is done past it, mending ends (S1, T3, U1)."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from lives import all_rows, any_act, moment, perform, snapshot
from support import at
from test_year import Life

from dayplan.domain.health import Counter, Long, RunsLong, Twice, mendable
from dayplan.errors import DayplanError
from dayplan.planner import Planner
from dayplan.storage.health import examine


def live(path: str, seed: int, acts: int, *, look_each_time: bool) -> None:
    chance = random.Random(seed)
    planners = [Planner(path), Planner(path)]
    for minute in range(acts):
        act = any_act(chance, chance.randrange(2))
        now = moment(4 * minute, act.side)
        with suppress(DayplanError):
            perform(planners[act.side], path, act, now)
        if look_each_time:
            assert examine(path, now).findings == (), act
    for planner in planners:
        planner.close()


@pytest.mark.parametrize("seed", range(4))
def test_u1_the_doctor_finds_nothing_in_a_random_life(tmp_path: Path, monday: Path, seed: int) -> None:
    live(str(shutil.copy(monday, tmp_path / "dayplan.db")), seed, 60, look_each_time=True)


def year(path: Path, seed: int, days: int) -> None:
    """Time that was left running for days is a finding, and a true one."""
    first = date(2026, 1, 5)
    life = Life(path, seed, first)
    sessions = 0
    while life.day < first + timedelta(days=days):
        life.session(process=False)
        sessions += 1
        if sessions % 5:
            continue
        found = [
            each for each in examine(str(path), life.now).findings if not isinstance(each, Long | RunsLong | Twice)
        ]
        assert found == [], f"seed {seed}, {life.day}"
    life.book.planner.close()
    life.other.planner.close()


def test_s1_the_doctor_finds_no_hole_in_a_month_of_recurring_work(path: Path) -> None:
    year(path, 7, 28)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_s1_the_doctor_finds_no_hole_in_a_year_of_recurring_work(path: Path, seed: int) -> None:
    year(path, seed, 365)


def break_something(chance: random.Random, path: str, now: int) -> None:
    """Change a few rows past dayplan, and past its foreign keys."""
    connection = sqlite3.connect(path)
    ways = (
        "DELETE FROM task WHERE id = :id",
        "DELETE FROM time_entry WHERE id = :id",
        "UPDATE time_entry SET started_at = started_at - 3000 WHERE id = :id",
        "UPDATE time_entry SET day = '2026-11-20' WHERE id = :id",
        "UPDATE time_entry SET task_id = 90 + :id WHERE id = :id",
        "UPDATE OR IGNORE time_entry SET ended_at = started_at + 50000 WHERE id = :id",
        "UPDATE task SET status = 'dropped' WHERE id = :id",
        "UPDATE task SET project_id = 77 WHERE id = :id",
        "UPDATE OR IGNORE task SET day = '2026-11-21' WHERE id = :id AND status <> 'open'",
        "DELETE FROM task_move WHERE id = :id",
        "DELETE FROM client",
        "UPDATE day SET next_number = 1",
        """INSERT INTO task_move (task_id, to_day, at, "by") VALUES (:id, '2026-11-19', :now, 'carried')""",
        "INSERT INTO task_tag (task_id, tag) VALUES (50 + :id, 'x')",
    )
    for _ in range(chance.randrange(1, 6)):
        connection.execute(chance.choice(ways), {"id": chance.randrange(1, 9), "now": now})
    connection.commit()
    connection.close()


@pytest.mark.parametrize("seed", range(12))
def test_u1_mending_all_leaves_nothing_to_mend_and_undo_takes_all_of_it_back(
    tmp_path: Path, monday: Path, seed: int
) -> None:
    path = str(shutil.copy(monday, tmp_path / "dayplan.db"))
    live(path, seed, 25, look_each_time=False)
    now = moment(400)
    break_something(random.Random(seed), path, now.epoch)
    before, rows = examine(path, now).findings, snapshot(path)
    planner = Planner(path)
    tried = planner.health.mend_all(now)
    left = [each for each in examine(path, now).findings if mendable(each)]
    assert [each for each in left if each not in {one.finding for one in tried if one.refused}] == []
    steps = [each for each in tried if not each.refused and not isinstance(each.finding, Counter)]
    for _ in steps:
        assert planner.history.undo(now).label.startswith(("Mend: ", "Decide later on "))
    assert snapshot(path) == rows
    assert examine(path, now).findings == tuple(each for each in before if not isinstance(each, Counter))
    planner.close()


def test_u1_a_mend_that_is_refused_leaves_the_others_and_nothing_of_itself(tmp_path: Path, monday: Path) -> None:
    path = str(shutil.copy(monday, tmp_path / "dayplan.db"))
    planner = Planner(path)
    now = at("2026-11-23 10:00")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE template SET schedule = 'FREQ=NEVER' WHERE id = 1")
    connection.execute("INSERT INTO task_tag (task_id, tag) VALUES (50, 'x')")
    connection.commit()
    (schedule, tag) = examine(path, now).findings
    before = all_rows(path)
    planner.health.mend(tag, now)
    planner.history.undo(now)
    assert {table: rows for table, rows in all_rows(path).items() if table != "op"} == {
        table: rows for table, rows in before.items() if table != "op"
    }
    connection.execute("CREATE TRIGGER no BEFORE UPDATE ON template BEGIN SELECT RAISE(ABORT, 'no'); END")
    connection.close()
    tried = planner.health.mend_all(now)
    assert [(each.finding, bool(each.refused)) for each in tried] == [(tag, False), (schedule, True)]
    planner.close()

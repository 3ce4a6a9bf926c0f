"""Many processes on one file: nothing is lost, nothing comes twice, and who only looks never writes."""

from __future__ import annotations

import re
import signal
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from subprocess import Popen

import pytest
from crowd import Crowd
from evidence import check, rows
from processes import AWAKE, PATIENCE_S, House, all_of, wait_until
from support import MONDAY, Book

from dayplan.storage import file

WRITER = """
import os, sys, time
import dayplan.planner
from dayplan.cli.main import run
name, gate = sys.argv[1:]
open(gate + name, "w").close()
while not os.path.exists(gate):
    time.sleep(0.001)
    assert os.getppid() != 1, "the test has gone"
codes = [run(["add", f"{name} writes {number}"]) for number in range(3)]
codes += [run(["start", f"{name} writes {number}"]) for number in (0, 2)]
sys.exit(max(codes))
"""
TOO_SHORT = re.compile(r"It ran for \d+s: what is stopped within 10 seconds was started by mistake\.")
STARTED = """SELECT title FROM op JOIN task ON task.id = json_extract("after", '$.task_id')
             WHERE table_name = 'time_entry' AND "before" IS NULL"""
"""The tasks whose timer was started, once for each start: an entry of less than ten seconds is gone when it stops."""
OVERLAPPING = """SELECT COUNT(*) FROM time_entry a JOIN time_entry b ON a.id < b.id
                 WHERE a.started_at < b.ended_at AND b.started_at < a.ended_at"""
NOTHING_YET = ("No time was recorded then.", "The inbox is empty. dayplan inbox add LINE catches something.")
SEEDER = """
import os, sys, time
import dayplan.planner
from dayplan.cli.main import run
name, gate, command = sys.argv[1:]
for day in ("2026-11-23", "2026-11-24"):
    os.environ["DAYPLAN_NOW"] = day + "T09:00:00+01:00"
    open(gate + day + name, "w").close()
    while not os.path.exists(gate + day):
        time.sleep(0.001)
        assert os.getppid() != 1, "the test has gone"
    assert run([command]) == 0
"""
TUESDAY = "2026-11-24T00:00:0{}+01:00"


def all_before(gate: Path, processes: list[Popen]) -> None:
    """Wait until every process stands before the gate: loading takes them unequally long."""

    def all_there() -> bool:
        assert all(process.poll() is None for process in processes), all_of(processes)
        return len(list(gate.parent.glob(f"{gate.name}?*"))) == len(processes)

    wait_until(all_there, "all processes to be ready")


def let_go_together(gate: Path, processes: list[Popen]) -> None:
    """Open the gate to all of them at the same moment."""
    all_before(gate, processes)
    gate.touch()


def test_eight_writers_at_once_lose_no_update_and_leave_one_timer(seeded: House) -> None:
    gate = seeded.home / "gate-"
    names = ["Ana", "Ben", "Cem", "Dora", "Emil", "Fay", "Gus", "Ines"]
    writers = [seeded.python(WRITER, name, str(gate)) for name in names]
    let_go_together(gate, writers)
    for answer in all_of(writers):
        assert answer.code == 0, answer
        assert all(TOO_SHORT.fullmatch(line) for line in answer.err.splitlines()), answer
    written = [title for (title,) in rows(seeded.path, "SELECT title FROM task WHERE template_id IS NULL")]
    assert sorted(written) == sorted(f"{name} writes {number}" for name in names for number in range(3))
    assert rows(seeded.path, "SELECT number FROM task ORDER BY number") == [(n,) for n in range(1, 29)]
    assert rows(seeded.path, "SELECT next_number FROM day") == [(29,)]
    assert rows(seeded.path, "SELECT COUNT(*) FROM time_entry WHERE ended_at IS NULL") == [(1,)]
    started = "SELECT COUNT(DISTINCT row_id) FROM op WHERE table_name = 'time_entry' AND before IS NULL"
    assert rows(seeded.path, started) == [(16,)], "those that were stopped at once are gone again"
    assert rows(seeded.path, OVERLAPPING) == [(0,)]
    assert rows(seeded.path, "SELECT COUNT(DISTINCT step) FROM op") == [(40,)]
    check(seeded.path)
    book = Book(seeded.path)
    for _ in range(40):
        book.planner.history.undo(MONDAY)
    book.planner.close()
    assert rows(seeded.path, "SELECT COUNT(*) FROM task") == [(4,)], "every single step can be taken back"
    check(seeded.path)


def test_s2_ten_seeders_at_once_seed_a_day_once(house: House) -> None:
    gate = house.home / "gate-"
    commands = ["today", "seed", "today", "today", "seed"] * 2
    seeders = [house.python(SEEDER, str(n), str(gate), command) for n, command in enumerate(commands)]
    monday, tuesday = (gate.with_name(f"{gate.name}2026-11-{day}") for day in (23, 24))
    let_go_together(monday, seeders)  # the first start of all, on no file yet
    all_before(tuesday, seeders)
    once(house, "2026-11-23")
    let_go_together(tuesday, seeders)
    for answer in all_of(seeders):
        assert answer.code == 0, answer
        assert "Traceback" not in answer.err
    once(house, "2026-11-24")
    assert rows(house.path, "SELECT COUNT(*) FROM template") == [(4,)]
    assert rows(house.path, "SELECT COUNT(*) FROM op") == [(0,)], "U1: seeding is not a step"
    check(house.path)


def once(house: House, day: str) -> None:
    on_day = f"FROM task WHERE day = '{day}' AND status = 'open'"
    assert rows(house.path, f"SELECT number, template_id {on_day} ORDER BY number") == [(n, n) for n in range(1, 5)]
    assert rows(house.path, f"SELECT COUNT(*) FROM task WHERE occurrence = '{day}'") == [(4,)]
    assert rows(house.path, f"SELECT next_number FROM day WHERE date = '{day}'") == [(5,)]


def test_a_file_that_another_process_is_just_making_is_not_taken_for_a_strangers(tmp_path: Path) -> None:
    path = tmp_path / "new.db"

    class Meanwhile(sqlite3.Connection):
        """Asks, and between its two questions another process tries to make the file."""

        def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:  # type: ignore[override]
            if sql == "PRAGMA user_version":
                other = sqlite3.connect(path, timeout=0)
                with suppress(sqlite3.OperationalError):  # it has to wait for us
                    other.executescript(
                        f"BEGIN; CREATE TABLE task (id); PRAGMA application_id={file.APPLICATION_ID};"
                        f"PRAGMA user_version={file.VERSION}; COMMIT"
                    )
                other.close()
            return super().execute(sql, *rest)

    connection = sqlite3.connect(path, factory=Meanwhile, isolation_level=None)
    assert file.verify(connection, str(path)) == 0
    connection.close()


def test_s2_status_at_midnight_never_writes_and_the_day_is_seeded_once(seeded: House) -> None:
    before = seeded.path.read_bytes(), seeded.path.stat().st_mtime_ns
    files = sorted(seeded.path.parent.rglob("*"))
    for moment in ("2026-11-23T23:59:58+01:00", "2026-11-23T23:59:59+01:00", TUESDAY.format(0), TUESDAY.format(1)):
        for answer in all_of([seeded.at(moment).begin("status") for _ in range(3)]):
            assert (answer.code, answer.err) == (0, "")
            assert answer.out == ("not planned yet\n" if "11-24" in moment else "0/4 done · 1h free\n")
    assert (seeded.path.read_bytes(), seeded.path.stat().st_mtime_ns) == before
    assert sorted(seeded.path.parent.rglob("*")) == files

    writing = [seeded.at(TUESDAY.format(2)).begin(*words) for words in (("today",), ("seed",), ("add", "Call Ana"))]
    said = []
    while any(process.poll() is None for process in writing):
        (answer,) = all_of([seeded.begin("status")])
        said.append((answer.code, answer.err, answer.out))
    assert [answer.code for answer in all_of(writing)] == [0, 0, 0]
    assert {code for code, _, _ in said} == {0}, said
    assert {err for _, err, _ in said} == {""}, said
    assert rows(seeded.path, "SELECT COUNT(*) FROM task WHERE occurrence = '2026-11-24'") == [(4,)]
    assert rows(seeded.path, "SELECT COUNT(*) FROM task WHERE day = '2026-11-24' AND status = 'open'") == [(5,)]
    check(seeded.path)


@pytest.mark.long
def test_polling_twice_a_second_for_a_minute_writes_nothing(seeded: House) -> None:
    before = seeded.path.read_bytes(), seeded.path.stat().st_mtime_ns
    for number in range(60):
        seeded.at(f"2026-11-23T23:59:{number:02}+01:00").ok("status", "--format", "waybar")
        time.sleep(0.02)
    for number in range(60):
        seeded.at(f"2026-11-24T00:00:{number:02}+01:00").ok("status")
    assert (seeded.path.read_bytes(), seeded.path.stat().st_mtime_ns) == before


@pytest.mark.long
def test_ten_first_starts_at_once_many_times_over(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / str(number)).mkdir()
        test_s2_ten_seeders_at_once_seed_a_day_once(House(tmp_path / str(number)))


# A crowd for some time


def live_together(house: House, seconds: float) -> Crowd:
    """Eight write, four read, two planners are open: what was acknowledged is there in the end, and nothing else."""
    names = ["Ana", "Ben", "Cem", "Dora", "Emil", "Fay", "Gus", "Ines"]
    crowd = Crowd(house, names, readers=4, planners=2, seconds=seconds)
    for answer in all_of(crowd.live(house.home / "gate-")):
        assert answer.code == 0, answer
        assert all(TOO_SHORT.fullmatch(line) or line in NOTHING_YET for line in answer.err.splitlines()), answer
    told = crowd.told()
    added = [title for title, words in told if "add" in words]
    titles = sorted(title for (title,) in rows(house.path, "SELECT title FROM task WHERE template_id IS NULL"))
    assert titles == sorted([*added, *crowd.shown])
    for verb, there in (
        ("edit", "SELECT title FROM task WHERE estimate_s = 1500 AND template_id IS NULL"),
        ("start", STARTED),
        ("done", "SELECT title FROM task WHERE status = 'done'"),
    ):
        assert sorted(title for (title,) in rows(house.path, there)) == sorted(t for t, w in told if w[0] == verb), verb
    assert rows(house.path, "SELECT COUNT(DISTINCT step) FROM op") == [(len(told) + len(crowd.shown),)]
    assert rows(house.path, OVERLAPPING) == [(0,)]
    check(house.path)
    return crowd


@pytest.mark.long
def test_a_crowd_for_a_minute_loses_nothing_and_no_planner_stalls(seeded: House) -> None:
    crowd = live_together(seeded, 60)
    took = sorted(crowd.answered)
    middle = took[len(took) // 2]
    print(f"{len(crowd.told())} changes, {len(took)} lines typed; shown after {middle:.2f} s, {took[-1]:.2f} s at most")
    assert len(crowd.told()) > 100
    assert middle < 5, took  # fourteen processes share the machine, and others may
    assert took[-1] < 15, took


@pytest.mark.long
def test_while_a_stranger_holds_the_file_writers_say_so_after_five_seconds_and_lose_nothing(running: House) -> None:
    before = running.path.read_bytes()
    with running.planner() as terminal:
        terminal.wait_for(AWAKE)
        terminal.type("a")
        terminal.wait_for("enter add")
        stranger = sqlite3.connect(running.path, isolation_level=None)
        stranger.execute("BEGIN EXCLUSIVE")
        begun = time.monotonic()
        writers = [running.begin(*words) for words in (("add", "Call Ana"), ("stop",), ("done", "2"))]
        after = terminal.type("Call Ben\r")
        for answer in all_of(writers):
            assert "Another program is holding" in answer.is_refusal(75)
        assert 5 <= time.monotonic() - begun < 5 + PATIENCE_S
        terminal.wait_for("is holding", after)
        assert running.path.read_bytes() == before
        stranger.execute("ROLLBACK")
        stranger.close()
        after = terminal.type("\r")  # what was typed stands in its line still
        terminal.wait_for("5 Call Ben", after)
        assert terminal.signal(signal.SIGTERM) == 128 + signal.SIGTERM
    assert "stopped" in running.ok("stop").out.casefold()
    check(running.path)

"""`dayplan doctor` on a damaged file: what can be read is saved beside it, a good copy offered, it is never touched."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bench.generate import generate
from evidence import rows
from processes import House, end_of

PAGE = 4096
TABLES = ("client", "project", "template", "task", "task_tag", "task_move", "time_entry", "day", "away", "op")


@pytest.fixture(scope="module")
def half_a_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("years") / "big.db"
    generate(str(path), last_day=date(2026, 11, 23), days=120, tasks=900, entries=1500)
    return path


@pytest.fixture
def worked(house: House, half_a_year: Path) -> House:
    return house.holding(half_a_year)


def spoil(path: Path, how: Callable[[bytearray, random.Random], None]) -> dict[str, object]:
    """Damage the file; returns all that is to stay as it is."""
    content = bytearray(path.read_bytes())
    how(content, random.Random(3))
    path.write_bytes(content)
    return facts(path)


def facts(path: Path) -> dict[str, object]:
    status = path.stat()
    return {"bytes": path.read_bytes(), "times": status.st_mtime_ns, "mode": status.st_mode, "inode": status.st_ino}


def saved(house: House) -> Path:
    (found,) = house.path.parent.glob(f"{house.path.name}.salvaged-*")
    assert stat.S_IMODE(found.stat().st_mode) == 0o600
    assert rows(found, "PRAGMA integrity_check") == [("ok",)]
    return found


def page(number: int) -> slice:
    return slice(PAGE * (number - 1), PAGE * number)


def garbage(content: bytearray, chance: random.Random) -> None:
    content[:] = chance.randbytes(len(content))


def first_page_gone(content: bytearray, chance: random.Random) -> None:
    content[:PAGE] = bytes(PAGE)


def header_gone(content: bytearray, chance: random.Random) -> None:
    content[:100] = chance.randbytes(100)


def some_pages(content: bytearray, chance: random.Random) -> None:
    for number in chance.sample(range(40, len(content) // PAGE), 6):
        content[page(number)] = chance.randbytes(PAGE)


def cut_in_half(content: bytearray, chance: random.Random) -> None:
    del content[len(content) // 2 + 77 :]


def a_hole_of_zeros(content: bytearray, chance: random.Random) -> None:
    third = len(content) // 3
    content[third : third + 20 * PAGE] = bytes(20 * PAGE)


def bits(content: bytearray, chance: random.Random) -> None:
    for _ in range(60):
        content[chance.randrange(PAGE, len(content))] ^= 1 << chance.randrange(8)


READABLE = (first_page_gone, header_gone, some_pages, cut_in_half, a_hole_of_zeros, bits)


@pytest.mark.parametrize("how", READABLE)
def test_what_can_be_read_is_saved_and_the_file_is_not_touched(
    worked: House, half_a_year: Path, how: Callable[[bytearray, random.Random], None]
) -> None:
    worked.ok("backup")
    before = spoil(worked.path, how)
    answer = worked("doctor")
    assert answer.code == 65
    assert "is damaged" in answer.err
    assert answer.err.endswith("It was not touched.\n")
    assert facts(worked.path) == before
    found = saved(worked)
    beside = {each.name for each in worked.path.parent.iterdir()}
    assert beside == {worked.path.name, found.name, "backups"}, "no scratch is left"
    assert answer.lines[0].startswith(f"What can be read is saved in {found}: ")
    assert "dayplan restore 1 puts it back, and moves the damaged file aside." in answer.lines
    assert answer.lines[-1] == f"dayplan restore {found} goes on with what was saved."
    share = 0
    for table in TABLES:
        was, there = (set(rows(path, f'SELECT * FROM "{table}"')) for path in (half_a_year, found))
        share += len(was & there)
        if how is not bits:
            assert there <= was, f"{table}: nothing is made up"
    assert share > 0.3 * sum(len(rows(half_a_year, f'SELECT id FROM "{table}"')) for table in TABLES)
    for table, seq in rows(half_a_year, "SELECT name, seq FROM sqlite_sequence"):
        if how in (header_gone, some_pages, a_hole_of_zeros):
            assert rows(found, f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'") == [(seq,)], "ids stay used"


def test_doctor_goes_on_with_what_was_saved(worked: House) -> None:
    before = spoil(worked.path, some_pages)
    worked("doctor")
    found = saved(worked)
    worked.ok("restore", str(found))
    (aside,) = worked.path.parent.glob("*.damaged")
    assert aside.read_bytes() == before["bytes"]
    assert worked("doctor", "--fix", "all").code in (0, 1)
    left = worked("doctor", "--json").json["findings"]
    assert [each for each in left if each["fix"]] == []
    worked.ok("today")
    worked.ok("add", "Call Ana")


def test_saving_twice_makes_one_file(worked: House) -> None:
    spoil(worked.path, some_pages)
    assert worked("doctor").lines == worked("doctor").lines
    saved(worked)


def test_where_nothing_can_be_read_the_copies_are_offered(seeded: House) -> None:
    seeded.ok("backup")
    before = spoil(seeded.path, garbage)
    answer = seeded("doctor")
    assert answer.code == 65
    assert answer.lines[0] == "Nothing of it can be read."
    assert answer.lines[1].startswith("The newest good copy is of today 09:00: 4 tasks")
    assert facts(seeded.path) == before
    assert {each.name for each in seeded.path.parent.iterdir()} == {seeded.path.name, "backups"}
    seeded.ok("restore", "1")
    assert seeded.ok("doctor").lines[0].startswith("All is well: 4 tasks")


def test_a_copy_that_is_damaged_too_is_passed_over(seeded: House) -> None:
    seeded.ok("backup")
    seeded.at("10:00").ok("add", "Call Ana")
    newest = max((seeded.path.parent / "backups").iterdir())
    content = bytearray(newest.read_bytes())
    for number in range(20, len(content) // PAGE):
        content[page(number)] = b"\xff" * PAGE
    newest.write_bytes(content)
    spoil(seeded.path, garbage)
    answer = seeded("doctor", "--json")
    assert (answer.code, answer.json["copy"]["number"], answer.json["saved"]) == (65, 2, None)


def test_json_says_what_was_saved(worked: House) -> None:
    spoil(worked.path, some_pages)
    told = worked("doctor", "--json").json
    assert told["saved"]["path"] == str(saved(worked))
    assert told["saved"]["incomplete"]
    assert told["saved"]["rows"]["task"] == rows(saved(worked), "SELECT COUNT(*) FROM task")[0][0]
    assert told["copy"] is None


def test_where_nothing_can_be_written_the_way_out_is_still_told(worked: House, ordinary: tuple[str, ...]) -> None:
    worked.ok("backup")
    before = spoil(worked.path, some_pages)
    worked.path.parent.chmod(0o500)
    answer = worked("doctor", through=ordinary)
    worked.path.parent.chmod(0o700)
    assert answer.code == 65
    assert answer.lines[0].startswith("Nothing can be saved in ")
    assert answer.lines[1].startswith("The newest good copy is of ")
    assert facts(worked.path) == before


def test_a_row_that_no_row_may_be_is_damage_too(seeded: House) -> None:
    connection = sqlite3.connect(seeded.path)
    connection.execute("PRAGMA ignore_check_constraints=ON")
    connection.execute("UPDATE task SET status = 'burnt' WHERE id = 1")
    connection.commit()
    connection.close()
    before = facts(seeded.path)
    answer = seeded("doctor")
    assert (answer.code, facts(seeded.path)) == (65, before)
    assert "CHECK constraint failed in task" in answer.err
    assert rows(saved(seeded), "SELECT id FROM task ORDER BY id") == [(2,), (3,), (4,)]


def test_a_journal_that_a_kill_left_is_played_into_what_is_saved_only(seeded: House, tmp_path: Path) -> None:
    """Half a write is in the file, with its journal beside it; the header is gone besides."""
    seeded.ok("add", "Call Ana")
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size=1'); c.execute('BEGIN IMMEDIATE');"
        "c.execute(\"UPDATE task SET title = 'Half written'\");"
        "c.executemany(\"INSERT INTO setting (key, value) VALUES (?, ?)\", [(str(n), 'x' * 3000) for n in range(50)]);"
        "os.kill(os.getpid(), 9)"
    )
    assert end_of(seeded.python(script, str(seeded.path))).code == -signal.SIGKILL
    beside = seeded.path.with_name(f"{seeded.path.name}-journal")
    assert beside.stat().st_size > 0
    half = seeded.path.read_bytes()
    assert b"Half written" in half
    content = bytearray(half)
    content[:16] = bytes(16)
    seeded.path.write_bytes(content)
    before, journal = facts(seeded.path), beside.read_bytes()
    assert seeded("doctor").code == 65
    assert facts(seeded.path) == before
    assert beside.read_bytes() == journal
    assert ("Call Ana",) in rows(saved(seeded), "SELECT title FROM task")


def test_a_file_of_an_older_dayplan_that_could_not_be_upgraded_is_saved_as_one_of_today(seeded: House) -> None:
    connection = sqlite3.connect(seeded.path)
    connection.executescript(
        """DROP INDEX entry_undecided; ALTER TABLE time_entry DROP COLUMN seen_at;
           ALTER TABLE time_entry DROP COLUMN seen_up_s; ALTER TABLE time_entry DROP COLUMN seen_awake_s;
           INSERT INTO task_tag (task_id, tag) VALUES (50, 'x'); PRAGMA user_version=2;"""
    )
    connection.close()
    before = facts(seeded.path)
    answer = seeded("doctor")
    assert (answer.code, facts(seeded.path)) == (65, before)
    assert "refers to rows that are missing" in answer.err
    found = saved(seeded)
    assert (
        seeded("doctor", "--db", str(found))
        .lines[0]
        .endswith("1 tag belongs to task 50, which is gone: it would go too.")
    )


@pytest.mark.parametrize("words", [("doctor",), ("doctor", "--fix", "all")])
def test_what_is_not_ours_or_newer_is_refused_untouched(seeded: House, words: tuple[str, ...]) -> None:
    connection = sqlite3.connect(seeded.path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    before = facts(seeded.path)
    assert "newer dayplan" in seeded(*words).is_refusal(65)
    assert facts(seeded.path) == before
    assert os.listdir(seeded.path.parent) == [seeded.path.name]


def test_the_disk_is_asked_before_the_name_is_given(seeded: House) -> None:
    """What is saved is on the disk before it has its name: `fsync`, then the rename, then the directory."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    spoil(seeded.path, header_gone)
    log = seeded.home / "trace"
    seeded("doctor", through=("strace", "-f", "-o", str(log), "-e", "trace=fsync,rename"))
    calls = [line.split("(")[0].split()[-1] for line in log.read_text().splitlines() if "(" in line]
    last = len(calls) - 1 - calls[::-1].index("rename")
    assert calls[last - 1] == "fsync"
    assert "fsync" in calls[last + 1 :]


def test_text_that_is_none_is_shown_with_its_bad_letters_marked_and_mended_from_the_journal(seeded: House) -> None:
    seeded.ok("add", "Call Ana")
    connection = sqlite3.connect(seeded.path)
    connection.execute("UPDATE task SET title = CAST(x'43616cff20416e61' AS TEXT) WHERE title = 'Call Ana'")
    connection.commit()
    connection.close()
    before = facts(seeded.path)
    answer = seeded("doctor")
    assert (answer.code, facts(seeded.path)) == (1, before)
    assert "Cal\N{REPLACEMENT CHARACTER} Ana" in answer.out
    assert "left 'Call Ana': it would be as that left it" in answer.out
    seeded.ok("doctor", "--fix", "all")
    assert rows(seeded.path, "SELECT title FROM task WHERE title LIKE 'Cal%'") == [("Call Ana",)]


def no_way_to_the_rows(content: bytearray, chance: random.Random) -> None:
    """Take away every page that leads to others, and the first, which says where each table begins."""
    for start in range(PAGE, len(content), PAGE):
        if content[start] in (2, 5):
            content[start : start + PAGE] = chance.randbytes(PAGE)
    content[:PAGE] = chance.randbytes(PAGE)


def test_rows_are_read_from_their_pages_where_nothing_leads_to_them(worked: House, half_a_year: Path) -> None:
    before = spoil(worked.path, no_way_to_the_rows)
    assert worked("doctor").code == 65
    assert facts(worked.path) == before
    found = saved(worked)
    for table in ("client", "project", "template", "task", "task_move", "time_entry", "day", "away", "op"):
        was, there = (set(rows(path, f'SELECT * FROM "{table}"')) for path in (half_a_year, found))
        assert there == was, table
    assert rows(found, "SELECT * FROM task_tag") == [], "nothing says of a tag whether it is a task's or a template's"


def test_what_was_deleted_does_not_come_back_from_the_pages(seeded: House) -> None:
    connection = sqlite3.connect(seeded.path)
    connection.execute("PRAGMA secure_delete=OFF")
    for number in range(400):
        connection.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (f"k{number}", "x" * 200))
    connection.commit()
    connection.execute("DELETE FROM setting")
    connection.commit()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    connection.close()
    assert free > 5
    assert seeded.path.read_bytes().count(b"x" * 200) > 100, "it is still in the file"
    spoil(seeded.path, lambda content, chance: content.__setitem__(slice(200, PAGE), chance.randbytes(PAGE - 200)))
    seeded("doctor")
    assert rows(saved(seeded), "SELECT * FROM setting") == []

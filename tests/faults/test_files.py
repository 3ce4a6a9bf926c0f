"""Data files that cannot be used: refused untouched, in one sentence, with the exit code of the interface page."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from evidence import check, rows
from processes import Answer, House, all_of, end_of

from dayplan import __version__
from dayplan.storage.file import VERSION

IMPATIENT = (
    "import sys; from dayplan.storage import file; file.BUSY_SECONDS = 0.3; "
    "from dayplan.cli.main import run; sys.exit(run(sys.argv[1:]))"
)
"""The command line, waiting less long for a file that is held."""
ALL_OF_THEM = """
import contextlib, io, sys
from dayplan.cli.main import run
for path in sys.argv[1:]:
    for words in (["add", "Call Ana"], ["undo"]):
        with contextlib.redirect_stderr(io.StringIO()) as said:
            code = run(["--db", path, *words])
        sys.stderr.write(f"{code} {said.getvalue()}")
"""
COMMANDS = (("status",), ("today", "--json"), ("add", "Call Ana"))


def garbage(house: House) -> None:
    house.path.write_bytes(random.Random(1).randbytes(8192))


def words(house: House) -> None:
    house.path.write_text("Monday: answer email\n" * 200)


def cut_in_a_page(house: House) -> None:
    house.path.write_bytes(house.path.read_bytes()[:5000])


def cut_between_pages(house: House) -> None:
    house.path.write_bytes(house.path.read_bytes()[:8192])


def only_the_header(house: House) -> None:
    house.path.write_bytes(house.path.read_bytes()[:100])


def only_the_first_page_is_good(house: House) -> None:
    whole = house.path.read_bytes()
    house.path.write_bytes(whole[:4096] + random.Random(2).randbytes(len(whole) - 4096))


def change(house: House, sql: str) -> None:
    connection = sqlite3.connect(house.path)
    connection.executescript(sql)
    connection.close()


def another_programs(house: House) -> None:
    house.path.unlink()
    change(house, "CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Gymnopédie')")


def with_another_programs_id(house: House) -> None:
    house.path.unlink()
    change(house, "PRAGMA application_id=7")


def newer(house: House) -> None:
    change(house, "DROP VIEW made_by; CREATE VIEW made_by AS SELECT '9.0.1' AS dayplan; PRAGMA user_version=99")


def a_directory(house: House) -> None:
    house.path.unlink()
    house.path.mkdir()


def a_link_to_nothing(house: House) -> None:
    house.path.unlink()
    house.path.symlink_to(house.home / "gone.db")


def inside_a_file(house: House) -> None:
    house.path.unlink()
    house.path.parent.rmdir()
    house.path.parent.write_text("no directory")


def seen(path: Path) -> list[tuple]:
    """All that is to stay as it is: the names beside the file, its bytes, its times."""
    around = [path.parent, *sorted(path.parent.iterdir())] if path.parent.is_dir() else [path.parent]
    found = [(str(each), each.lstat().st_mtime_ns, each.lstat().st_mode) for each in around]
    return [*found, *((each.read_bytes(),) for each in around if each.is_file() and os.access(each, os.R_OK))]


DAMAGED = "damaged or not a dayplan file. It was not touched"
STRANGE = "belongs to another program. It was not touched"
SPOILT: dict[Callable[[House], None], tuple[int, str]] = {
    garbage: (65, DAMAGED),
    words: (65, DAMAGED),
    cut_in_a_page: (65, DAMAGED),
    cut_between_pages: (65, DAMAGED),
    only_the_header: (65, DAMAGED),
    only_the_first_page_is_good: (65, DAMAGED),
    another_programs: (65, STRANGE),
    with_another_programs_id: (65, STRANGE),
    newer: (65, f"newer dayplan, 9.0.1 (its schema is 99; this is dayplan {__version__}, which knows {VERSION})"),
    a_directory: (74, "is a directory: name a file with --db FILE or DAYPLAN_DB"),
    a_link_to_nothing: (74, "is a link to nothing: mend the link"),
    inside_a_file: (74, "is not a directory"),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_file_that_cannot_be_used_is_refused_untouched(seeded: House, spoil: Callable[[House], None]) -> None:
    code, says = SPOILT[spoil]
    spoil(seeded)
    before = seen(seeded.path)
    for words in (("status",), ("today",), ("today", "--json"), ()):
        assert says in seeded(*words).is_refusal(code)
    assert seen(seeded.path) == before


def test_what_writes_refuses_them_as_well(monday: Path, tmp_path: Path) -> None:
    """`add` reads before it writes, `undo` does not; one process does both for all files."""
    houses = [House(tmp_path / spoil.__name__).holding(monday) for spoil in SPOILT]
    for house, spoil in zip(houses, SPOILT, strict=True):
        spoil(house)
    before = [seen(house.path) for house in houses]
    answer = end_of(houses[0].python(ALL_OF_THEM, *(str(house.path) for house in houses)))
    said = answer.err.splitlines()
    assert (answer.out, len(said)) == ("", 2 * len(SPOILT)), answer
    for number, (spoil, (code, says)) in enumerate(SPOILT.items()):
        for line in said[2 * number : 2 * number + 2]:
            assert line.startswith(f"{code} dayplan: "), (spoil, line)
            assert says in line or (code == 74 and "cannot be made" in line), (spoil, line)
    assert [seen(house.path) for house in houses] == before


def test_the_planner_refuses_such_a_file_before_anything_is_painted(seeded: House) -> None:
    newer(seeded)
    before = seen(seeded.path)
    with seeded.planner() as terminal:
        assert terminal.leave() == 65
        assert terminal.settings == terminal.settings_before
    assert b"\x1b" not in terminal.painted
    assert "was last used by a newer dayplan" in terminal.text
    assert seen(seeded.path) == before


def test_an_empty_file_is_a_new_one(house: House) -> None:
    house.path.parent.mkdir()
    house.path.touch()
    assert house.ok("status").lines == ["no day yet"]
    assert house.path.read_bytes() == b"", "looking makes nothing"
    assert house.ok("today").lines[1].startswith("0/4 done")
    check(house.path)


def test_the_directory_is_0700_and_the_file_0600_whatever_the_umask(house: House) -> None:
    deep = house.home / "not" / "there" / "yet" / "day.db"
    house.ok("today", environment=house.without(DAYPLAN_DB=str(deep)), umask=0)
    assert stat.S_IMODE(deep.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(deep.stat().st_mode) == 0o600
    assert sorted(os.listdir(deep.parent)) == ["backups", "day.db"]
    (copy,) = deep.parent.joinpath("backups").iterdir()
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_link_to_a_file_stays_a_link(seeded: House) -> None:
    elsewhere = seeded.home / "synced.db"
    seeded.path.rename(elsewhere)
    seeded.path.symlink_to(elsewhere)
    seeded.ok("add", "Call Ana")
    assert seeded.path.is_symlink()
    assert rows(elsewhere, "SELECT title FROM task WHERE number = 5") == [("Call Ana",)]


# Permissions, as an ordinary user meets them


@pytest.fixture
def read_only(seeded: House, request: pytest.FixtureRequest) -> Iterator[House]:
    """A seeded file on Tuesday that cannot be written, or whose directory cannot."""
    seeded.path.chmod(0o400 if request.param == "file" else 0o600)
    seeded.path.parent.chmod(0o500 if request.param == "directory" else 0o700)
    yield seeded.at("2026-11-24T09:00:00+01:00")
    seeded.path.parent.chmod(0o700)


@pytest.mark.parametrize("read_only", ["file", "directory"], indirect=True)
def test_read_only_reading_works_and_says_so_and_writing_refuses(read_only: House, ordinary: tuple[str, ...]) -> None:
    before = seen(read_only.path)
    looking = [read_only.begin(*words, through=ordinary) for words in (("today",), ("status",), ("today", "yesterday"))]
    today, status, yesterday = all_of(looking)
    assert (today.code, status.code, yesterday.code) == (0, 0, 0)
    assert today.err == "Read-only: the file cannot be written here, so this is what today would hold.\n"
    assert "   · Write proposals" in today.out, "issue 12.6: as a day to come"
    assert (status.out, status.err) == ("not planned yet\n", "")
    assert "yesterday:1 ○ Answer email" in yesterday.out
    refused = read_only("start", "1", through=ordinary).is_refusal(74)
    assert "is read-only here, so nothing can be changed; reading it works" in refused
    assert seen(read_only.path) == before


@pytest.mark.parametrize("read_only", ["file"], indirect=True)
def test_read_only_the_planner_says_so_and_stays_open(read_only: House, ordinary: tuple[str, ...]) -> None:
    before = seen(read_only.path)
    with read_only.at("2026-11-23T10:00:00+01:00").planner(through=ordinary) as terminal:
        terminal.wait_for("Read-only: this file cannot be written here")
        terminal.wait_for("Answer email")
        after = terminal.type("\r")
        terminal.wait_for("is read-only here", after)
        terminal.type("q")
        assert terminal.leave() == 0
    assert seen(read_only.path) == before


@pytest.mark.parametrize("closed", ["file", "directory", "place for a new one"])
def test_what_may_not_be_entered_is_said(house: House, monday: Path, ordinary: tuple[str, ...], closed: str) -> None:
    if closed == "place for a new one":
        house.path.parent.mkdir(mode=0o500)
        refused = [house("today", through=ordinary)]
    else:
        house.holding(monday)
        (house.path if closed == "file" else house.path.parent).chmod(0o000)
        refused = all_of([house.begin(*words, through=ordinary) for words in (("status",), ("today",), ("undo",))])
    house.path.parent.chmod(0o700)
    for answer in refused:
        assert str(house.path.parent) in answer.is_refusal(74)


# Held by someone else


def held(house: House, how: str, ask: Callable[[], list[Answer]]) -> list[Answer]:
    """Ask while another program holds the file, and look that it is as it was."""
    before = house.path.read_bytes()
    stranger = sqlite3.connect(house.path, isolation_level=None)
    stranger.execute(how)
    answers = ask()
    stranger.execute("ROLLBACK")
    stranger.close()
    assert house.path.read_bytes() == before
    return answers


def test_a_file_that_is_held_for_too_long_is_75(seeded: House) -> None:
    for answer in held(seeded, "BEGIN EXCLUSIVE", lambda: all_of([seeded.python(IMPATIENT, *c) for c in COMMANDS])):
        assert "Another program is holding" in answer.is_refusal(75)
    assert "Call Ana" in seeded.ok("add", "Call Ana").out


def test_who_only_reads_does_not_wait_for_a_writer(seeded: House) -> None:
    (answer,) = held(seeded, "BEGIN IMMEDIATE", lambda: [seeded("today")])
    assert answer.code == 0
    (answer,) = held(seeded, "BEGIN IMMEDIATE", lambda: [end_of(seeded.python(IMPATIENT, "start", "1"))])
    assert "nothing was changed" in answer.is_refusal(75)


@pytest.mark.long
def test_a_command_waits_five_seconds_before_it_gives_up(seeded: House) -> None:
    for answer in held(seeded, "BEGIN EXCLUSIVE", lambda: all_of([seeded.begin(*command) for command in COMMANDS])):
        assert "Another program is holding" in answer.is_refusal(75)

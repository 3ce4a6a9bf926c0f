"""A journal that a kill left beside a file that was exchanged since: moved aside, not played into it (issue 12.5)."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from evidence import check, rows
from processes import AWAKE, House, end_of
from test_kill import TORN

from dayplan.storage.stale import read_journal

WITHOUT_PAGE_ONE = """
import os, signal, sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("PRAGMA cache_size=1")
other.execute("BEGIN IMMEDIATE")
other.execute("UPDATE task SET title = substr('half done, half done', 1, length(title))")
other.execute("UPDATE op SET label = substr('half done, half done', 1, length(label))")
other.execute("UPDATE template SET title = substr('half done, half done', 1, length(title))")
os.kill(os.getpid(), signal.SIGKILL)
"""
"""So little is changed that the first page is not; it would be with the commit."""


def beside(house: House) -> Path:
    return house.path.with_name(f"{house.path.name}-journal")


def killed(house: House, script: str = TORN) -> None:
    """Leave half a change and its journal, as a kill does."""
    assert end_of(house.python(script, str(house.path))).code == -signal.SIGKILL
    assert beside(house).read_bytes()[:1] > b"\0", "the journal is hot"
    assert house.path.read_bytes().find(b"half done") > 0


def elsewhere(house: House, *lines: str) -> Path:
    """Return a copy of the file in which work went on, on another machine."""
    other = house.home / "other" / "plan.db"
    other.parent.mkdir()
    shutil.copy(house.path, other)
    for line in lines:
        house.ok("--db", str(other), *line.split())
    return other


def synced(house: House, other: Path) -> bytes:
    """Move a file into place as a sync program does: a name of its own first, with the times that it has elsewhere."""
    arriving = house.path.with_name(".arriving")
    shutil.copyfile(other, arriving)
    os.utime(arriving, (time.time() - 3600, time.time() - 3600))
    os.replace(arriving, house.path)
    return house.path.read_bytes()


def aside(house: House) -> list[Path]:
    return sorted(house.path.parent.glob(f"{house.path.name}-*.stale-journal"))


def is_moved_aside(house: House, content: bytes, line: str = "today") -> None:
    """The next command moves the journal aside and says so, once; the file is as it came."""
    left = beside(house).read_bytes()
    answer = house.ok(*line.split())
    (stale,) = aside(house)
    assert answer.err.startswith(
        f"Beside {house.path} lay a journal of other contents than the file has now. It was not played into it, and is "
        f"{stale} now.\n"
    ), answer
    assert stale.read_bytes() == left
    assert house.path.read_bytes() == content
    assert not beside(house).exists()
    assert "journal" not in house.ok(*line.split()).err
    check(house.path, alone=False)


@pytest.mark.parametrize("line", ["today", "status", "today --json", "log", "doctor"])
@pytest.mark.parametrize("script", [TORN, WITHOUT_PAGE_ONE], ids=["first page", "others only"])
def test_a_journal_of_before_another_file_came_is_moved_aside(seeded: House, script: str, line: str) -> None:
    other = elsewhere(seeded, "add Theirs, pay tax", "inbox add Another", "start 2", *(["done 2"] * (script == TORN)))
    with sqlite3.connect(other) as connection:  # as the work of a day does: the file grows
        connection.execute("INSERT INTO setting (key, value) VALUES ('weekly_goal', hex(zeroblob(20000)))")
        connection.execute("DELETE FROM setting WHERE key = 'weekly_goal'")
    connection.close()
    killed(seeded, script)
    content = synced(seeded, other)
    is_moved_aside(seeded, content, line)
    assert "Theirs, pay tax" in seeded.ok("today").out
    seeded.ok("add", "And on")
    check(seeded.path, alone=False)


def test_one_that_counts_the_same_change_is_moved_aside_where_the_file_is_whole(seeded: House) -> None:
    """Both machines went on from the same file: the one change that was half done here was another one there."""
    other = elsewhere(seeded)
    with sqlite3.connect(other) as connection:
        connection.execute("UPDATE task SET title = 'Theirs, pay tax' WHERE number = 1")
    connection.close()
    killed(seeded)
    is_moved_aside(seeded, synced(seeded, other))
    assert "Theirs, pay tax" in seeded.ok("today").out


def test_one_of_another_page_size_is_moved_aside(seeded: House) -> None:
    other = elsewhere(seeded)
    connection = sqlite3.connect(other, isolation_level=None)
    connection.execute("PRAGMA page_size=1024")
    connection.execute("VACUUM")
    connection.close()
    killed(seeded)
    is_moved_aside(seeded, synced(seeded, other))


def test_behind_a_link_it_is_moved_aside_where_the_file_is(seeded: House) -> None:
    link = seeded.home / "link.db"
    link.symlink_to(seeded.path)
    other = elsewhere(seeded, "add Theirs", "start 2")
    killed(seeded)
    content = synced(seeded, other)
    answer = seeded.ok("--db", str(link), "today")
    (stale,) = aside(seeded)
    assert str(stale) in answer.err
    assert seeded.path.read_bytes() == content


def test_the_planner_says_it_too(seeded: House) -> None:
    other = elsewhere(seeded, "add Theirs", "start 2")
    killed(seeded)
    synced(seeded, other)
    with seeded.planner() as terminal:
        terminal.wait_for("Theirs")
        terminal.wait_for("journal")
        terminal.type("q")
        assert terminal.leave() == 0
    assert len(aside(seeded)) == 1
    check(seeded.path, alone=False)


def test_a_planner_whose_file_is_exchanged_moves_it_aside(seeded: House) -> None:
    other = elsewhere(seeded, "add Theirs", "start 2")
    with seeded.planner() as terminal:
        terminal.wait_for("Answer email")
        terminal.type("\r")
        terminal.wait_for(AWAKE)
        killed(seeded)
        synced(seeded, other)
        terminal.wait_for("Theirs")
        terminal.type("q")
        assert terminal.leave() == 0
    check(seeded.path, alone=False)
    assert rows(seeded.path, "SELECT COUNT(*) FROM task WHERE title LIKE 'half done%'") == [(0,)]


def test_one_of_a_file_that_was_just_being_made_is_moved_aside(seeded: House) -> None:
    other = elsewhere(seeded, "add Theirs")
    seeded.path.unlink()
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size=1'); c.execute('BEGIN IMMEDIATE'); c.execute('CREATE TABLE t (x)');"
        "c.executemany('INSERT INTO t VALUES (?)', [('half done' * 400,)] * 50); os.kill(os.getpid(), 9)"
    )
    killed(seeded, script)
    is_moved_aside(seeded, synced(seeded, other))


# What a kill has left is played, whatever became of it since


def nothing(house: House) -> None:
    pass


def directory_renamed(house: House) -> None:
    house.path.parent.rename(house.home / "away")
    (house.home / "away").rename(house.path.parent)


def both_moved(house: House) -> None:
    away = house.home / "away.db"
    shutil.move(house.path, away)
    shutil.move(beside(house), f"{away}-journal")
    shutil.move(away, house.path)
    shutil.move(f"{away}-journal", beside(house))


def both_copied(house: House) -> None:
    """As a copy of the whole directory is put back."""
    away = house.home / "away"
    shutil.copytree(house.path.parent, away)
    shutil.rmtree(house.path.parent)
    house.path.parent.mkdir(mode=0o700)
    for name in sorted(os.listdir(away)):
        if (away / name).is_file():
            shutil.copy2(away / name, house.path.parent / name)


def journal_touched(house: House) -> None:
    os.utime(beside(house))


@pytest.mark.parametrize("script", [TORN, WITHOUT_PAGE_ONE], ids=["first page", "others only"])
@pytest.mark.parametrize("since", [nothing, directory_renamed, both_moved, both_copied, journal_touched])
def test_what_a_kill_left_is_played_without_a_word(running: House, since: Callable[[House], None], script: str) -> None:
    whole = running.path.read_bytes()
    killed(running, script)
    since(running)
    answer = running.ok("today")
    assert (answer.err, "half done" in answer.out) == ("", False)
    assert running.path.read_bytes() == whole
    assert not beside(running).exists()
    assert aside(running) == []
    check(running.path)


def test_where_it_is_not_sure_both_are_kept_as_they_were_and_the_journal_is_played(running: House) -> None:
    whole = running.path.read_bytes()
    killed(running)
    half, left = running.path.read_bytes(), beside(running).read_bytes()
    away = running.home / "away.db"
    running.path.rename(away)  # and its journal stays
    away.rename(running.path)
    answer = running.ok("today")
    assert running.path.read_bytes() == whole
    (kept,) = running.path.parent.glob("*.kept")
    assert kept.read_bytes() == half
    assert Path(f"{kept}-journal").read_bytes() == left
    assert kept.stat().st_mode & 0o777 == 0o600
    assert str(kept) in answer.err
    assert "Answer email" in running.ok("today", "--db", str(kept)).out, "the two can be opened as a file"


def test_a_file_that_does_not_begin_as_it_should_is_not_touched(running: House) -> None:
    killed(running)
    content = b"garbage!" * 4096
    running.path.write_bytes(content)
    left = beside(running).read_bytes()
    for line in ("today", "status", "add Call Ana"):
        assert "It was not touched" in running(*line.split()).is_refusal(65)
    assert (running.path.read_bytes(), beside(running).read_bytes()) == (content, left)


def test_while_somebody_writes_their_journal_is_left_alone(running: House) -> None:
    stranger = sqlite3.connect(running.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    stranger.execute("UPDATE task SET notes = 'being written'")
    assert beside(running).exists()
    assert running.ok("today").err == ""
    assert beside(running).exists()
    stranger.execute("COMMIT")
    stranger.close()
    assert rows(running.path, "SELECT COUNT(*) FROM task WHERE notes = 'being written'") != [(0,)]


def test_a_damaged_file_into_which_a_journal_was_played_is_not_called_untouched(running: House) -> None:
    killed(running, WITHOUT_PAGE_ONE)
    content = bytearray(running.path.read_bytes())
    in_journal = read_journal(beside(running).read_bytes())
    assert in_journal is not None
    for number in range(4, len(content) // 4096):
        if number not in in_journal.pages:
            content[4096 * (number - 1) : 4096 * number] = b"\xff" * 4096
    running.path.write_bytes(content)
    answer = running("doctor")
    assert answer.code == 65
    assert running.path.read_bytes() != content
    assert "What a kill had left half done in it was taken back; apart from that it was not touched." in answer.err
    content = bytearray(running.path.read_bytes())
    answer = running("doctor")
    assert "It was not touched." in answer.err
    assert running.path.read_bytes() == content

"""Whose file it is, and what is said of one that cannot be used."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from support import MONDAY, Book

from dayplan.errors import BadFile, Busy, CannotAccess, DayplanError
from dayplan.planner import Planner
from dayplan.storage import engine, file
from dayplan.storage.reader import open_reader


def read(path: Path) -> None:
    reader = open_reader(str(path))
    assert reader is not None
    with reader:
        reader.day(MONDAY)


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(4096))


def truncated(path: Path) -> None:
    Book(path).planner.close()
    path.write_bytes(path.read_bytes()[:5000])


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()


def someone_elses_id(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id=7")
    connection.close()


def newer(path: Path) -> None:
    Book(path).planner.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()


@pytest.mark.parametrize("spoil", [garbage, truncated, foreign, someone_elses_id, newer])
def test_a_file_that_is_not_ours_is_refused_untouched(path: Path, spoil) -> None:
    path.parent.mkdir(mode=0o700)
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(BadFile) as reading:
        read(path)
    with pytest.raises(BadFile) as writing:
        Planner(str(path)).settle(MONDAY)
    for refused in (reading, writing):
        assert refused.value.exit_code == 65
        assert "not touched" in str(refused.value)
    assert path.read_bytes() == before
    assert sorted(os.listdir(path.parent)) == [path.name]


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert open_reader(str(path)) is None
    Book(path).planner.close()
    assert open_reader(str(path)) is not None


def test_reading_makes_no_file(path: Path) -> None:
    assert open_reader(str(path)) is None
    assert not path.parent.exists()


@pytest.mark.parametrize("odd", ["with space", "100%3F?", "hash#tag", "ümläut", "quote'\""])
def test_any_name_is_a_name(tmp_path: Path, odd: str) -> None:
    path = tmp_path / odd / "day plan?.db"
    book = Book(path)
    book.planner.settle(MONDAY)
    assert len(book.day(MONDAY).tasks) == 4
    assert os.listdir(path.parent) == [path.name]
    book.planner.close()


@pytest.mark.parametrize(
    "make", [lambda p: p.mkdir(parents=True), lambda p: p.parent.touch()], ids=["dir", "in a file"]
)
def test_a_path_that_cannot_be_a_file(path: Path, make) -> None:
    make(path)
    for use in (lambda: open_reader(str(path)), lambda: Planner(str(path)).settle(MONDAY)):
        with pytest.raises(CannotAccess) as refused:
            use()
        assert refused.value.exit_code == 74


def test_a_writer_says_busy_when_a_stranger_holds_the_file(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.05)
    book.planner.settle(MONDAY)
    stranger = sqlite3.connect(book.path, isolation_level=None)
    stranger.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy) as refused:
        book.planner.settle(MONDAY)
    assert refused.value.exit_code == 75
    stranger.execute("ROLLBACK")
    stranger.close()
    assert book.planner.settle(MONDAY).empty


@pytest.fixture
def patient(book: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    """A writer that waits, in test time, for a fifth of a second where nobody else gets a turn."""
    book.planner.settle(MONDAY)
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.2)
    return book


def behind(book: Book, monkeypatch: pytest.MonkeyPatch, seconds: float, *, moving: bool) -> list[float]:
    """Write behind another writer, while whom the file is changed or not, and return how long the pauses were."""
    stranger = sqlite3.connect(book.path, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    pauses: list[float] = []

    def sleep(pause: float) -> None:
        pauses.append(pause)
        if moving:
            os.utime(book.path, ns=(0, len(pauses)))
        if sum(pauses) > seconds and stranger.in_transaction:
            stranger.execute("ROLLBACK")

    monkeypatch.setattr(engine.time, "sleep", sleep)
    try:
        assert book.planner.settle(MONDAY).empty
    finally:
        stranger.close()
    return pauses


def test_who_has_waited_longest_asks_most_often(patient: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = behind(patient, monkeypatch, 2, moving=True)
    assert pauses == sorted(pauses, reverse=True)
    assert pauses[0] > 10 * pauses[-1] > 0


def test_a_crowd_in_which_others_get_their_turns_is_waited_for(patient: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sum(behind(patient, monkeypatch, 1, moving=True)) == pytest.approx(1, abs=0.1)
    with pytest.raises(Busy):
        behind(patient, monkeypatch, 1, moving=False)


def test_nobody_waits_in_a_crowd_for_ever(patient: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "LONGEST_QUEUE_S", 0.5)
    with pytest.raises(Busy):
        behind(patient, monkeypatch, 1, moving=True)


def test_a_full_disk_is_said_in_one_sentence_and_nothing_is_half_done(book: Book) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    said = file.explain(error, book.path)
    assert isinstance(said, DayplanError)
    assert "the disk is full" in str(said)
    assert said.exit_code == 74

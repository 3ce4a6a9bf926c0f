"""Putting a copy back: refused onto itself, through a link into its target, all of it or nothing (issue 12.5)."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import MONDAY, Book

from dayplan.errors import BadFile, Busy, CannotAccess, Refused
from dayplan.planner.backups import BackupPart
from dayplan.storage import backup, copies, file, migrations
from dayplan.storage.salvage import salvage


def asked(path: str | Path, question: str) -> object:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(question).fetchone()[0]
    finally:
        connection.close()


def facts(path: str | Path) -> list[tuple]:
    connection = sqlite3.connect(path)
    try:
        return [row for table in backup.TABLES for row in connection.execute(f'SELECT * FROM "{table}"').fetchall()]
    finally:
        connection.close()


def damage(path: str | Path) -> None:
    """Overwrite pages in the middle: the header still says whose file it is."""
    with open(path, "r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xff" * 4096 * 3)


def names(path: str | Path) -> dict[str, bytes]:
    """Return what lies beside a data file and in its copies."""
    return {str(each): each.read_bytes() for each in Path(path).parent.rglob("*") if each.is_file()}


@pytest.fixture
def kept(book: Book) -> copies.Copy:
    """A copy of a day with four tasks; since then another was added."""
    book.planner.settle(MONDAY)
    copy = backup.make(book.path, MONDAY.epoch)
    book.add("Buy stamps", MONDAY)
    book.planner.close()
    return copy


def the_same_path(path: Path) -> str:
    return str(path)


def a_symbolic_link(path: Path) -> str:
    link = path.with_name("link.db")
    link.symlink_to(path)
    return str(link)


def a_link_to_its_directory(path: Path) -> str:
    link = path.parent.with_name("elsewhere")
    link.symlink_to(path.parent)
    return str(link / path.name)


def a_hard_link(path: Path) -> str:
    link = path.with_name("hard.db")
    os.link(path, link)
    return str(link)


@pytest.mark.parametrize("damaged", [False, True])
@pytest.mark.parametrize("named", [the_same_path, a_symbolic_link, a_link_to_its_directory, a_hard_link])
def test_a_file_is_not_put_back_onto_itself(
    book: Book, kept: copies.Copy, named: Callable[[Path], str], damaged: bool
) -> None:
    if damaged:
        damage(book.path)
    copy = named(Path(book.path))
    before = names(book.path)
    began = time.monotonic()
    with pytest.raises(Refused, match="is the data file itself"):
        BackupPart(book.path).restore(copy, MONDAY)
    with pytest.raises(Refused, match="is the data file itself"):
        BackupPart(copy).restore(book.path, MONDAY)
    assert time.monotonic() - began < 1
    assert names(book.path) == before


@pytest.fixture
def linked(book: Book, kept: copies.Copy) -> tuple[Path, Path]:
    """The data file as a link into the directory of a sync program, and where that leads."""
    path = Path(book.path)
    target = path.parent.with_name("sync") / "plan.db"
    target.parent.mkdir()
    path.rename(target)
    path.symlink_to(target)
    return path, target


def test_a_damaged_file_behind_a_link_is_moved_aside_where_it_is(linked: tuple[Path, Path], kept: copies.Copy) -> None:
    path, target = linked
    damage(str(target))
    damaged = target.read_bytes()
    target.with_name("plan.db-journal").write_bytes(bytes(512))
    aside = BackupPart(str(path)).restore(kept.path, MONDAY).aside
    assert path.is_symlink()
    assert facts(path) == facts(kept.path)
    assert facts(target) == facts(kept.path)
    assert Path(aside) == target.with_name("plan.db-20261123-080000.damaged")
    assert Path(aside).read_bytes() == damaged
    assert sorted(each.name for each in target.parent.iterdir()) == [
        "plan.db",
        "plan.db-20261123-080000.damaged",
        "plan.db-20261123-080000.damaged-journal",
    ]
    assert sorted(each.name for each in path.parent.iterdir() if each.name != "backups") == [path.name]


@pytest.mark.parametrize("state", ["whole", "empty"])
def test_a_link_stays_a_link_in_whatever_state_its_target_is(
    linked: tuple[Path, Path], kept: copies.Copy, state: str
) -> None:
    path, target = linked
    if state == "empty":
        target.write_bytes(b"")
    BackupPart(str(path)).restore(kept.path, MONDAY)
    assert path.is_symlink()
    assert facts(target) == facts(kept.path)
    assert [each.name for each in target.parent.iterdir()] == ["plan.db"]


def test_what_is_saved_of_a_damaged_file_behind_a_link_takes_its_journal_into_account(
    linked: tuple[Path, Path],
) -> None:
    """SQLite keeps the journal where the link leads to."""
    path, target = linked
    journal = target.with_name("plan.db-journal")
    if os.fork() == 0:
        connection = sqlite3.connect(target, isolation_level=None)
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE task SET title = 'Half written'")
        connection.executemany(
            "INSERT INTO setting (key, value) VALUES (?, ?)", [(str(number), "x" * 3000) for number in range(50)]
        )
        os._exit(0)
    os.wait()
    assert journal.stat().st_size > 0
    content = bytearray(target.read_bytes())
    content[:16] = b"\0" * 16
    target.write_bytes(content)
    saved = salvage(str(path))
    assert saved is not None
    assert asked(saved.path, "SELECT COUNT(*) FROM task WHERE title = 'Half written'") == 0
    assert asked(saved.path, "SELECT COUNT(*) FROM task") == 5


@pytest.mark.parametrize("state", ["missing", "empty"])
def test_what_belonged_to_a_file_that_is_gone_is_not_played_into_the_copy(
    book: Book, kept: copies.Copy, state: str
) -> None:
    path = Path(book.path)
    whole = path.read_bytes()
    stranger = sqlite3.connect(path, isolation_level=None)
    stranger.execute("PRAGMA journal_mode=PERSIST")
    stranger.execute("BEGIN IMMEDIATE")
    stranger.execute("UPDATE task SET title = 'Half written'")
    journal = path.with_name(f"{path.name}-journal")
    left = journal.read_bytes()
    stranger.execute("ROLLBACK")
    stranger.close()
    assert whole != left
    path.unlink()
    if state == "empty":
        path.touch()
    journal.write_bytes(left)
    assert BackupPart(str(path)).restore(kept.path, MONDAY).aside == ""
    assert facts(path) == facts(kept.path)
    assert not journal.exists()


def refuse(monkeypatch: pytest.MonkeyPatch, call: str, number: int) -> None:
    """Let the how-manieth call of this name fail, once."""
    real, calls = getattr(os, call), []

    def failing(*given: str) -> None:
        calls.append(given)
        if len(calls) == number:
            raise OSError(5, "Input/output error")
        real(*given)

    monkeypatch.setattr(os, call, failing)


@pytest.mark.parametrize(("call", "number"), [("rename", 1), ("rename", 2), ("replace", 1)])
def test_where_a_move_fails_nothing_is_changed_as_it_says(
    book: Book, kept: copies.Copy, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    damage(book.path)
    Path(f"{book.path}-journal").write_bytes(bytes(512))
    before = names(book.path)
    refuse(monkeypatch, call, number)
    with pytest.raises(CannotAccess, match=r"cannot be replaced \(Input/output error\); nothing was changed"):
        BackupPart(book.path).restore(kept.path, MONDAY)
    monkeypatch.undo()
    assert names(book.path) == before
    BackupPart(book.path).restore(kept.path, MONDAY)
    assert facts(book.path) == facts(kept.path)


def test_where_it_cannot_be_moved_back_the_sentence_says_where_it_is(
    book: Book, kept: copies.Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(book.path)
    damaged = Path(book.path).read_bytes()
    refuse(monkeypatch, "rename", 2)
    monkeypatch.setattr(os, "replace", lambda *given: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(CannotAccess) as refused:
        BackupPart(book.path).restore(kept.path, MONDAY)
    aside = str(refused.value).removesuffix(" now.").rpartition(" is in ")[2]
    assert Path(aside).read_bytes() == damaged


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A copy that the first dayplan made."""
    path = tmp_path / "older.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.upgrade(connection, str(path), migrations.STEPS[:1])
    connection.execute("INSERT INTO client (name) VALUES ('acme')")
    connection.close()
    return path


@pytest.mark.parametrize("state", ["whole", "damaged", "missing"])
def test_a_copy_of_an_older_dayplan_that_cannot_be_upgraded_changes_nothing(
    book: Book, kept: copies.Copy, older: Path, state: str
) -> None:
    with sqlite3.connect(older) as connection:
        connection.execute("INSERT INTO project (client_id, name, billable) VALUES (77, 'site', 1)")
    connection.close()
    if state == "damaged":
        damage(book.path)
    elif state == "missing":
        os.unlink(book.path)
    before = names(book.path)
    with pytest.raises(BadFile, match="was not upgraded; it is as it was"):
        BackupPart(book.path).restore(str(older), MONDAY)
    assert names(book.path) == before


@pytest.mark.parametrize("state", ["whole", "damaged", "missing"])
def test_a_copy_of_an_older_dayplan_is_upgraded_before_it_is_put_back(
    book: Book, kept: copies.Copy, older: Path, state: str
) -> None:
    if state == "damaged":
        damage(book.path)
    elif state == "missing":
        os.unlink(book.path)
    made = older.read_bytes()
    BackupPart(book.path).restore(str(older), MONDAY)
    assert asked(book.path, "PRAGMA user_version") == file.VERSION
    assert asked(book.path, "SELECT name FROM client") == "acme"
    assert older.read_bytes() == made, "the copy stays as it was"
    assert list(Path(book.path).parent.rglob("*.part")) == []


def test_a_file_that_is_held_leaves_no_copy_behind(
    book: Book, kept: copies.Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.2)
    before = names(book.path)
    stranger = sqlite3.connect(book.path, isolation_level=None)
    stranger.execute("BEGIN")
    stranger.execute("SELECT COUNT(*) FROM task").fetchone()
    with pytest.raises(Busy, match="nothing was changed"):
        BackupPart(book.path).restore(kept.path, MONDAY)
    stranger.close()
    assert names(book.path) == before

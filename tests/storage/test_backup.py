"""Copies of the data: whole or not there, never in the way, and put back without losing what was there."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from support import MONDAY, Book, at

from dayplan.errors import BadFile, Busy, CannotAccess, NotFound, Refused
from dayplan.planner.backups import BackupPart
from dayplan.storage import backup, copies, file, migrations


def facts(path: str | Path) -> list[tuple]:
    connection = sqlite3.connect(path)
    try:
        return [row for table in backup.TABLES for row in connection.execute(f'SELECT * FROM "{table}"').fetchall()]
    finally:
        connection.close()


@pytest.fixture
def kept(book: Book) -> copies.Copy:
    """A copy of a day with four tasks; since then one was done and another added."""
    book.planner.settle(MONDAY)
    copy = backup.make(book.path, MONDAY.epoch)
    book.add("Buy stamps", MONDAY)
    return copy


def test_a_copy_is_named_after_its_moment_and_only_its_owner_reads_it(book: Book, kept: copies.Copy) -> None:
    assert Path(kept.path).name == f"{Path(book.path).name}.20261123-080000.db", "UTC: a journey does not mix them up"
    assert copies.listed(book.path) == [kept]
    assert stat.S_IMODE(os.stat(kept.path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(kept.path)).st_mode) == 0o700
    assert len(facts(kept.path)) < len(facts(book.path))


def test_a_copy_is_made_at_most_every_half_hour_and_old_ones_go(book: Book) -> None:
    book.planner.settle(MONDAY)
    made = [
        book.planner.backups.if_due(at(f"2026-11-{day} {clock}"))
        for day in (21, 23, 24, 25)
        for clock in ("09:00", "09:29", "09:30")
    ]
    assert [copy is not None for copy in made] == [True, False, True] * 4
    newest = ("25 09:30", "25 09:00", "24 09:30", "24 09:00", "23 09:30")
    assert [copy.at for copy in copies.listed(book.path)] == [
        at(f"2026-11-{moment}").epoch for moment in (*newest, "21 09:30")
    ], "the newest five, and of a day the last"


def test_d5_a_look_with_a_wrong_clock_thins_no_copies(book: Book) -> None:
    """Issue 12.4: the look with `faketime 2036-11-24` left two copies of sixteen."""
    book.planner.settle(MONDAY)
    for hour in range(9, 17):
        for minute in ("00", "30"):
            backup.make(book.path, at(f"2026-11-23 {hour:02}:{minute}").epoch)
    before = copies.listed(book.path)
    assert len(before) == 16
    for wrong in ("2036-11-24 10:00", "2036-11-24 10:40", "2016-11-24 10:00", "2016-11-24 10:40"):
        assert book.planner.backups.if_due(at(wrong)) is not None
        assert set(before) <= set(copies.listed(book.path)), wrong


def test_copies_of_another_file_beside_it_are_not_taken_for_its_own(book: Book, kept: copies.Copy) -> None:
    own = Path(book.path).name
    others = ("other-20261123-080000.db", "other.db.20261123-080000.db", f"{own}.old.20261123-080000.db", "notes.txt")
    for name in others:
        Path(copies.directory_of(book.path), name).write_bytes(b"")
    assert copies.listed(book.path) == [kept]
    copies.thin(book.path, MONDAY.epoch + 400 * 86_400)
    assert len(os.listdir(copies.directory_of(book.path))) == 5, "nothing that is not its own goes"


def test_what_was_left_half_made_goes_when_it_is_old(book: Book, kept: copies.Copy) -> None:
    directory = Path(copies.directory_of(book.path))
    for name, age in ((".dayplan-old.part", 3 * 3600), (".dayplan-new.part", 60)):
        (directory / name).write_bytes(b"half")
        moment = os.stat(kept.path).st_mtime - age
        os.utime(directory / name, (moment, moment))
    copies.thin(book.path, MONDAY.epoch)
    assert sorted(os.listdir(directory)) == [".dayplan-new.part", Path(kept.path).name]


def test_a_copy_is_never_made_over_something_else(book: Book, kept: copies.Copy, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is there already"):
        backup.make(book.path, MONDAY.epoch, to=kept.path)
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Refused, match="is there already"):
        backup.make(book.path, MONDAY.epoch, to=str(link))
    copy = backup.make(book.path, MONDAY.epoch, to=str(tmp_path))
    assert Path(copy.path).parent == tmp_path, "in a directory it has its usual name"


def test_there_is_nothing_to_copy_before_there_is_data(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing to copy"):
        backup.make(str(tmp_path / "none.db"), MONDAY.epoch)


def test_where_nothing_can_be_written_the_copy_says_so(book: Book, tmp_path: Path) -> None:
    book.planner.settle(MONDAY)
    with pytest.raises(CannotAccess, match="no copy was made"):
        backup.make(book.path, MONDAY.epoch, to=str(tmp_path / "not" / "there.db"))


def test_a_damaged_file_leaves_no_copy(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.close()
    _damage(book.path)
    with pytest.raises(BadFile):
        backup.make(book.path, MONDAY.epoch)
    assert os.listdir(copies.directory_of(book.path)) == []


def test_putting_back_keeps_what_was_there_aside(book: Book, kept: copies.Copy) -> None:
    before = facts(book.path)
    restored = BackupPart(book.path).restore(kept.path, MONDAY)
    assert facts(book.path) == facts(kept.path) != before
    assert facts(restored.aside) == before
    BackupPart(book.path).restore(restored.aside, MONDAY)
    assert facts(book.path) == before, "and that is how it is taken back"
    assert len(copies.listed(book.path)) == 3, "two restores in one second keep both"


def test_an_open_planner_goes_on_with_what_was_put_back(book: Book, kept: copies.Copy) -> None:
    from dayplan.storage.reader import open_reader

    reader = open_reader(book.path)
    assert reader is not None
    version = reader.data_version()
    inode = os.stat(book.path).st_ino
    BackupPart(book.path).restore(kept.path, MONDAY)
    assert os.stat(book.path).st_ino == inode
    assert reader.data_version() != version, "it notices, as it does any change"
    with reader:
        assert [task.title for task in reader.day(MONDAY).tasks][-1] == "Send invoices"
    reader.close()
    book.add("After it", MONDAY)
    assert [task.title for task in book.day(MONDAY).tasks][-1] == "After it"


def test_a_damaged_file_is_moved_aside_untouched(book: Book, kept: copies.Copy) -> None:
    book.planner.close()
    _damage(book.path)
    bytes_before = Path(book.path).read_bytes()
    Path(f"{book.path}-journal").write_bytes(b"not a journal")
    restored = BackupPart(book.path).restore(kept.path, MONDAY)
    assert restored.aside.endswith("-20261123-080000.damaged")
    assert Path(restored.aside).read_bytes() == bytes_before
    assert not os.path.exists(f"{book.path}-journal"), "it would be played into the new file"
    assert facts(book.path) == facts(kept.path)


def test_a_damaged_file_stays_where_it_is_when_the_copy_cannot_be_written(
    book: Book, kept: copies.Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.planner.close()
    _damage(book.path)
    before = {name: Path(book.path).with_name(name).stat().st_size for name in os.listdir(os.path.dirname(book.path))}

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotAccess, match="No space left"):
        BackupPart(book.path).restore(kept.path, MONDAY)
    monkeypatch.undo()
    Path(f"{book.path}-20261123-080000.damaged").write_text("there already")
    with pytest.raises(Refused, match="is there already"):
        BackupPart(book.path).restore(kept.path, MONDAY)
    Path(f"{book.path}-20261123-080000.damaged").unlink()
    assert before == {
        name: Path(book.path).with_name(name).stat().st_size for name in os.listdir(os.path.dirname(book.path))
    }


def test_a_file_of_another_program_is_never_moved_aside(book: Book, kept: copies.Copy) -> None:
    book.planner.close()
    connection = sqlite3.connect(book.path)
    connection.execute("PRAGMA application_id=7")
    connection.close()
    before = Path(book.path).read_bytes()
    with pytest.raises(BadFile, match="belongs to another program"):
        BackupPart(book.path).restore(kept.path, MONDAY)
    assert Path(book.path).read_bytes() == before


def test_a_file_that_is_gone_is_put_back_too(book: Book, kept: copies.Copy) -> None:
    book.planner.close()
    os.unlink(book.path)
    assert BackupPart(book.path).restore(kept.path, MONDAY).aside == ""
    assert facts(book.path) == facts(kept.path)


@pytest.mark.parametrize("damage", ["middle", "garbage", "empty", "newer"])
def test_a_copy_that_is_no_good_is_refused_and_nothing_changes(book: Book, kept: copies.Copy, damage: str) -> None:
    before = facts(book.path)
    if damage == "middle":
        _damage(kept.path)
    elif damage == "newer":
        connection = sqlite3.connect(kept.path)
        connection.execute(f"PRAGMA user_version={file.VERSION + 1}")
        connection.close()
    else:
        Path(kept.path).write_bytes(b"" if damage == "empty" else b"garbage " * 1000)
    with pytest.raises(BadFile):
        BackupPart(book.path).restore(kept.path, MONDAY)
    assert facts(book.path) == before
    assert len(copies.listed(book.path)) == 1


def test_while_another_program_holds_the_file_nothing_is_put_back(
    book: Book, kept: copies.Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.2)
    before = facts(book.path)
    stranger = sqlite3.connect(book.path, isolation_level=None)
    stranger.execute("BEGIN")
    stranger.execute("SELECT COUNT(*) FROM task").fetchone()  # it reads on: copying is possible, writing is not
    with pytest.raises(Busy):
        BackupPart(book.path).restore(kept.path, MONDAY)
    stranger.close()
    assert facts(book.path) == before


def test_what_would_change_is_counted(book: Book, kept: copies.Copy) -> None:
    assert backup.differences(kept.path, kept.path) == tuple(
        backup.Difference(table, 0, 0, 0) for table in backup.TABLES
    )
    found = {each.table: each[1:] for each in backup.differences(book.path, kept.path)}
    assert found["task"] == (1, 0, 0)
    assert found["day"] == (0, 0, 1), "the next number that it gives"
    found = {each.table: each[1:] for each in backup.differences(kept.path, book.path)}
    assert found["task"] == (0, 1, 0)


def _damage(path: str) -> None:
    """Overwrite the second page and those after it, as a bad block would: the header still says whose file it is."""
    with open(path, "r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xff" * 4096 * 3)


def test_before_a_file_is_upgraded_it_is_copied_as_it_was(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    connection = sqlite3.connect(old, isolation_level=None)
    migrations.upgrade(connection, str(old), migrations.STEPS[:1])
    connection.execute("INSERT INTO client (name) VALUES ('acme')")
    connection.close()
    book = Book(old)
    (copy,) = copies.listed(book.path)
    assert copy.label == "before-upgrade"
    assert _asked(copy.path, "PRAGMA user_version") == 1, "looking at a copy does not upgrade it"
    assert backup.contents(copy.path).tasks == 0
    assert _asked(copy.path, "PRAGMA user_version") == 1
    assert _asked(book.path, "PRAGMA user_version") == file.VERSION

    book.planner.settle(MONDAY)
    assert {each.table: each[1:] for each in backup.differences(book.path, copy.path)}["task"] == (4, 0, 0)
    book.planner.backups.restore(copy.path, MONDAY)
    assert _asked(book.path, "PRAGMA user_version") == file.VERSION, "what an older dayplan made is brought up again"
    assert _asked(book.path, "SELECT COUNT(*) FROM task") == 0
    assert _asked(book.path, "SELECT name FROM client") == "acme"


def _asked(path: str, question: str) -> object:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(question).fetchone()[0]
    finally:
        connection.close()

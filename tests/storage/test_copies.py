"""Each data file has copies of its own, whatever lies beside it (issue 12.5)."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from support import MONDAY, Book
from terminal import dayplan

from dayplan.errors import Refused
from dayplan.storage import backup, copies, restore

__all__ = ["dayplan"]

NAMES = ("plan", "plan.db", "plan.home", "plan.work", "plan.home.db", "plan-1.db", ".plan", "Plan äöü.db")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a data file of this name with one task that says whose it is."""

    def write(name: str) -> Path:
        book = Book(tmp_path / name)
        book.planner.settle(MONDAY)
        book.add(f"Only in {name}", MONDAY)
        book.planner.close()
        return tmp_path / name

    return write


def old_copy(path: Path, moment: str = "20261122-080000") -> Path:
    """Copy a data file as dayplan 0.1 did, which cut its name at the last dot."""
    directory = path.parent / "backups"
    directory.mkdir(mode=0o700, exist_ok=True)
    copy = directory / f"{path.stem}-{moment}.db"
    copy.write_bytes(path.read_bytes())
    return copy


def names(path: Path) -> list[str]:
    return [os.path.basename(copy.path) for copy in copies.listed(str(path))]


def test_files_in_one_directory_share_no_copies(written: Callable[[str], Path]) -> None:
    paths = [written(name) for name in NAMES]
    made = {path: backup.make(str(path), MONDAY.epoch).path for path in paths}
    assert len(set(made.values())) == len(NAMES)
    for path in paths:
        assert [copy.path for copy in copies.listed(str(path))] == [made[path]], path.name
        copies.thin(str(path), MONDAY.epoch + 4000 * 86_400)
    for path in paths:
        assert [copy.path for copy in copies.listed(str(path))] == [made[path]], "thinning takes only its own"


@pytest.mark.parametrize("name", NAMES)
def test_the_copies_of_an_older_dayplan_are_found(written: Callable[[str], Path], name: str) -> None:
    path = written(name)
    old = old_copy(path)
    new = backup.make(str(path), MONDAY.epoch)
    assert names(path) == [os.path.basename(new.path), old.name]


@pytest.mark.parametrize("beside", ["plan.work", "plan", "plan.db"])
@pytest.mark.parametrize("state", ["whole", "damaged", "empty", "unreadable header"])
def test_an_old_name_that_may_mean_two_files_is_listed_for_neither(
    written: Callable[[str], Path], beside: str, state: str
) -> None:
    home, work = written("plan.home"), written(beside)
    old = old_copy(work)
    if state != "whole":
        work.write_bytes({"damaged": os.urandom(8192), "empty": b"", "unreadable header": bytes(4096)}[state])
    assert names(home) == names(work) == []
    assert copies.unclear(str(home)) == copies.unclear(str(work)) == [str(old)]
    work.unlink()
    assert names(home) == [old.name]
    assert copies.unclear(str(home)) == []


@pytest.mark.parametrize("beside", ["plan.csv", "plan.md", "plan.home-journal", "plan.d", "a link to it"])
def test_what_is_no_data_file_claims_no_copy(written: Callable[[str], Path], beside: str) -> None:
    home = written("plan.home")
    old = old_copy(home)
    other = home.with_name(beside)
    if beside == "plan.d":
        other.mkdir()
    elif beside == "a link to it":
        home.with_name("plan.link").symlink_to(home)
    else:
        other.write_text("day,task\n2026-11-23,Höhe\n" * 9)
    assert names(home) == [old.name]


def test_a_name_that_is_no_moment_is_no_copy(written: Callable[[str], Path]) -> None:
    path = written("plan.home")
    (path.parent / "backups").mkdir(mode=0o700)
    for moment in ("20261399-080000", "20261123-990000", "00000000-000000"):
        (path.parent / "backups" / f"plan.home.{moment}.db").write_bytes(b"")
    assert names(path) == []


@pytest.mark.parametrize("old", [False, True], ids=["new name", "old name"])
def test_a_copy_of_another_file_is_refused_and_the_way_to_put_it_back_is_named(
    written: Callable[[str], Path], dayplan: Callable[..., object], old: bool
) -> None:
    mine, theirs = written("mine.db"), written("theirs of ana.db")
    copy = str(old_copy(theirs)) if old else backup.make(str(theirs), MONDAY.epoch).path
    before = mine.read_bytes()
    with pytest.raises(Refused, match="is a copy of"):
        restore.put_back(str(mine), copy, MONDAY.epoch)
    for words in (("restore", copy), ("restore", copy, "--dry-run")):
        answer = dayplan("--db", str(mine), *words)
        assert (answer.code, answer.out) == (1, "")
    assert mine.read_bytes() == before
    assert copies.listed(str(mine)) == []
    advised = answer.err.split(": ", 2)[2].removesuffix(" puts it back there.\n")
    assert advised.startswith("dayplan restore --db ")
    assert "Only in theirs of ana.db" in dayplan.ok("today", "--db", str(theirs)).out
    dayplan.ok(*shlex.split(advised)[1:])


def test_a_copy_of_a_file_that_is_gone_can_be_put_back_into_another(written: Callable[[str], Path]) -> None:
    mine, renamed = written("mine.db"), written("before.db")
    copy = backup.make(str(renamed), MONDAY.epoch)
    renamed.unlink()
    restore.put_back(str(mine), copy.path, MONDAY.epoch)
    assert b"Only in before.db" in mine.read_bytes()


def test_copies_that_may_be_of_two_files_are_named_and_can_be_looked_at(
    written: Callable[[str], Path], dayplan: Callable[..., object]
) -> None:
    home, work = written("plan.home"), written("plan.work")
    old_copy(home, "20261121-080000")
    newest = old_copy(work)
    answer = dayplan.ok("restore", "--db", str(home))
    assert answer.out.startswith("There are no copies yet")
    assert answer.err.startswith("2 copies of dayplan 0.1 may be of another file beside this one, and are not listed: ")
    advised = answer.err.split(": ", 1)[1].removesuffix(" says what the newest holds.\n")
    assert advised == f"dayplan restore --db {home} {newest} --dry-run"
    looked = dayplan.ok(*shlex.split(advised)[1:])
    assert "holds 5 tasks" in looked.out
    assert "Only in plan.work" in looked.out
    dayplan.ok("restore", "--db", str(work), str(newest))

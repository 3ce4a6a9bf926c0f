"""`dayplan backup` and `dayplan restore`: copies are made by themselves, and one is put back with two words."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from terminal import Terminal


def copies(path: Path) -> list[str]:
    return sorted(each.name for each in (path.parent / "backups").glob("*"))


def test_a_change_is_followed_by_a_copy_unless_there_is_a_young_one(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("add Buy stamps")
    assert copies(path) == [f"{path.name}.20261123-080000.db"]
    dayplan.at("09:29").ok("start 1")
    assert len(copies(path)) == 1
    dayplan.at("09:31").ok("stop")
    for clock in ("10:05", "10:40", "11:15", "12:00"):
        dayplan.at(clock).ok(f"add At {clock}")
    moments = ("083100", "090500", "094000", "101500", "110000")
    expected = [f"{path.name}.20261123-{moment}.db" for moment in moments]
    assert copies(path) == expected, "of one hour the last stays, and so do the newest five"


def test_looking_makes_no_copy(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("today")
    before = copies(path)
    for words in ("today", "status", "log", "report", "restore", "history"):
        dayplan.at("18:00").ok(words)
    assert copies(path) == before


def test_restore_lists_what_each_copy_holds(dayplan: Terminal) -> None:
    assert dayplan.ok("restore").lines == ["There are no copies yet. The first is made with the next change."]
    dayplan.ok("start 1")
    dayplan.at("09:40").ok("done 1")
    lines = dayplan.at("10:00").ok("restore").lines
    assert " ".join(lines[0].split()) == "1 today 09:40 4 tasks, 40m of time, last: Done 'Answer email'"
    assert dayplan.ok("restore --json").json[0] | {"path": ""} == {
        "path": "",
        "made_at": "2026-11-23T09:40:00+01:00",
        "label": None,
        "tasks": 4,
        "worked_seconds": 2400,
        "last_change": "Done 'Answer email'",
    }


def test_putting_one_back_is_shown_first_done_and_taken_back(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("add Buy stamps")
    dayplan.at("09:10").ok("add Call Ana")
    dayplan.ok("start 1")
    shown = dayplan.ok("restore 1 --dry-run").lines
    assert shown[0].endswith("holds 5 tasks, 0m of time, last: Add 'Buy stamps'.")
    assert [line.split(maxsplit=1)[0] for line in shown[1:]] == ["task", "time", "day"]
    assert "1 would go" in shown[1]
    assert len(dayplan.ok("today --json").json["tasks"]) == 6, "nothing was done yet"

    answer = dayplan.ok("restore 1")
    assert len(dayplan.ok("today --json").json["tasks"]) == 5
    aside = answer.lines[1].removeprefix("What was there before is in ")
    assert aside.endswith("-before-restore.db")
    dayplan.ok("restore", aside)
    assert len(dayplan.ok("today --json").json["tasks"]) == 6


def test_a_damaged_file_names_the_way_out_and_takes_it(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("add Buy stamps")
    path.write_bytes(b"garbage " * 4096)
    answer = dayplan("today")
    assert (answer.code, answer.out) == (65, "")
    assert "dayplan restore lists its copies" in answer.err
    assert "5 tasks" in dayplan.ok("restore").lines[0]
    assert dayplan.ok("restore 1 --dry-run").lines[1].startswith("The data file cannot be read as it is")
    dayplan.ok("restore 1")
    assert len(dayplan.ok("today --json").json["tasks"]) == 5
    assert [each.read_bytes()[:7] for each in path.parent.glob("*.damaged")] == [b"garbage"], "it is kept, untouched"


def test_what_putting_back_would_do_is_said_of_a_file_that_is_gone_or_not_ours(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("add Buy stamps")
    path.unlink()
    assert dayplan.ok("restore 1 --dry-run").lines[1:] == ["There is no data file now: this would become it."]
    with sqlite3.connect(path) as stranger:
        stranger.execute("CREATE TABLE theirs (id)")
    for words in ("restore 1 --dry-run", "restore 1"):
        answer = dayplan(*words.split())
        assert (answer.code, answer.out) == (65, "")
        assert "belongs to another program" in answer.err


@pytest.mark.parametrize("damaged", [False, True])
def test_the_data_file_itself_is_no_copy_and_is_refused_at_once(dayplan: Terminal, path: Path, damaged: bool) -> None:
    """Issue 12.5: it waited for five seconds for itself."""
    dayplan.ok("add Buy stamps")
    if damaged:
        path.write_bytes(b"garbage " * 4096)
    link, hard = path.with_name("link.db"), path.with_name("hard.db")
    link.symlink_to(path)
    hard.hardlink_to(path)
    before = path.read_bytes()
    began = time.monotonic()
    for copy in (path, link, hard):
        for option in ((), ("--dry-run",), ("--json",)):
            answer = dayplan("restore", str(copy), *option)
            assert (answer.code, answer.out) == (1, "")
            assert answer.err.startswith(f"dayplan: {copy} is the data file itself: ")
    assert time.monotonic() - began < 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("restore", "7"), "There is no copy 7"),
        (("restore", "/nowhere/at all.db"), "There is no file /nowhere/at all.db"),
        (("restore", __file__), "is damaged or not a dayplan file"),
    ],
)
def test_what_is_no_copy_is_refused(dayplan: Terminal, words: tuple[str, ...], sentence: str) -> None:
    dayplan.ok("add Buy stamps")
    answer = dayplan(*words)
    assert answer.code in (1, 65)
    assert sentence in answer.err
    assert len(dayplan.ok("today --json").json["tasks"]) == 5


def test_backup_copies_now_and_elsewhere(dayplan: Terminal, path: Path, tmp_path: Path) -> None:
    assert dayplan("backup").err == f"dayplan: There is no data in {path} yet, so there is nothing to copy.\n"
    dayplan.ok("add Buy stamps")
    stick = tmp_path / "stick"
    stick.mkdir()
    assert dayplan.ok("backup", str(stick)).out.startswith(f"Copied to {stick}")
    answer = dayplan("backup", str(path))
    assert (answer.code, answer.out) == (1, "")
    assert "is there already" in answer.err
    assert dayplan.ok("backup", "--json", str(stick / "mine.db")).json["tasks"] == 5


def test_a_copy_that_cannot_be_made_is_told_and_the_change_stands(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("today")
    for copy in (path.parent / "backups").iterdir():
        copy.unlink()
    (path.parent / "backups").rmdir()
    (path.parent / "backups").write_text("in the way")
    answer = dayplan.ok("add Buy stamps")
    assert answer.out == "○ 5 Buy stamps\n"
    assert "That is saved, but no copy of the data could be made" in answer.err


def test_a_copy_moves_to_a_new_machine_with_its_timer_and_its_history(
    dayplan: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dayplan.ok("add Call Ana @acme")
    dayplan.ok("start 5")
    carried = tmp_path / "moving.db"
    dayplan.ok("backup", str(carried))
    there = tmp_path / "new" / "data" / "dayplan.db"
    monkeypatch.setenv("DAYPLAN_DB", str(there))
    dayplan.ok("restore", str(carried))
    assert "Call Ana" in dayplan.ok("status").out
    assert dayplan.ok("undo").lines == ["Undone: Start 'Call Ana'"]
    assert there.parent.stat().st_mode & 0o777 == 0o700

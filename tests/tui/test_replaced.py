"""Another file takes the place of the open one: it is noticed, read anew, and never changed by what was seen before.

Issue 12.1 and 12.2: device and inode tell one file from another, SQLite's schema cookie what a restore put into it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at, named
from textual.widgets import Static

from dayplan.errors import Replaced
from dayplan.planner import Planner
from dayplan.planner.backups import BackupPart
from dayplan.storage import copies
from dayplan.storage.file import VERSION
from dayplan.storage.reader import open_reader
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.screens.form import TaskForm
from dayplan.tui.widgets.line_input import LineInput
from dayplan.tui.widgets.quick_add import QuickAdd

NINE_OH_FIVE = at("2026-11-23 09:05")


@pytest.fixture
def mine(book: Book) -> Book:
    book.planner.settle(MONDAY)
    book.add("Mine: call Ana", MONDAY)
    return book


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Another person's file, in which task 5 is another one and a timer runs."""
    other = Book(tmp_path / "theirs" / "plan.db")
    other.planner.settle(NINE_OH_FIVE)
    other.add("Theirs: pay tax", NINE_OH_FIVE)
    other.planner.time.start(named("email"), NINE_OH_FIVE)
    other.planner.close()
    return Path(other.path)


def move(theirs: Path, path: str) -> None:
    shutil.copy(theirs, f"{path}.synced")
    os.replace(f"{path}.synced", path)


def delete_and_make(theirs: Path, path: str) -> None:
    os.unlink(path)
    shutil.copy(theirs, path)


def write_over(theirs: Path, path: str) -> None:
    Path(path).write_bytes(theirs.read_bytes())


def restore(theirs: Path, path: str) -> None:
    BackupPart(path).restore(str(theirs), NINE_OH_FIVE)


def restore_over_damage(theirs: Path, path: str) -> None:
    content = bytearray(Path(path).read_bytes())
    content[:100] = bytes(100)
    Path(path).write_bytes(content)
    BackupPart(path).restore(str(theirs), NINE_OH_FIVE)


WAYS = [move, delete_and_make, write_over, restore, restore_over_damage]
Way = Callable[[Path, str], None]


def content(path: str) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def titles(s: Stage) -> list[str]:
    return [task.title for task in s.day.tasks]


def banner(s: Stage) -> str:
    return " ".join(str(shown.content) for shown in s.screen.query("#banner").results(Static))


@pytest.mark.parametrize("way", WAYS)
async def test_within_a_second_another_file_is_shown_and_said(mine: Book, theirs: Path, way: Way) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        assert "Mine: call Ana" in titles(s)
        way(theirs, mine.path)
        await s.tick()
        assert "Theirs: pay tax" in titles(s)
        assert "Mine: call Ana" not in titles(s)
        assert len([toast for toast in s.toasts if "it was read anew" in toast]) == 1
        await s.press("G", "space")
        assert "Theirs: pay tax: done" in s.marks, "from here on it is the file that is changed"


@pytest.mark.parametrize("way", WAYS)
async def test_a_key_does_nothing_to_a_row_of_the_other_file(mine: Book, theirs: Path, way: Way) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("G")
        way(theirs, mine.path)
        before = content(mine.path)
        await s.press("space")
        assert content(mine.path) == before
        assert any("is another file now" in toast for toast in s.toasts)
        assert "Theirs: pay tax" in titles(s)
        await s.tick()
        await s.press("space")
        assert content(mine.path) != before


@pytest.mark.parametrize("way", WAYS)
async def test_an_open_form_is_refused_and_keeps_what_was_typed(mine: Book, theirs: Path, way: Way) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("G", "e")
        assert isinstance(s.app.screen, TaskForm)
        await s.burst(" about the roof")
        way(theirs, mine.path)
        before = content(mine.path)
        await s.tick()
        for _ in range(2):
            await s.press("ctrl+s")
            assert isinstance(s.app.screen, TaskForm)
            assert "is another file now" in str(s.app.screen.query_one("#error", Static).content)
            assert s.app.screen.query_one("#title", LineInput).value == "Mine: call Ana about the roof"
        assert content(mine.path) == before
        await s.press("escape", "space")
        assert content(mine.path) != before, "what is chosen now was seen in this file"


async def test_a_typed_line_stays_and_goes_into_the_file_that_is_shown(mine: Book, theirs: Path) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("a")
        move(theirs, mine.path)
        before = content(mine.path)
        await s.burst("Call Ben\r")
        assert content(mine.path) == before
        assert s.app.screen.query_one(QuickAdd).query_one(LineInput).value == "Call Ben"
        await s.press("enter")
        assert "Call Ben" in titles(s)


async def test_a_form_for_something_new_is_saved_in_the_file_that_is_shown(mine: Book, theirs: Path) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("3", "a")
        await s.burst("Water plants\tevery day")
        move(theirs, mine.path)
        await s.press("ctrl+s")
        assert "is another file now" in str(s.app.screen.query_one("#error", Static).content)
        assert s.app.screen.query_one("#title", LineInput).value == "Water plants"
        await s.press("ctrl+s")
        assert isinstance(s.app.screen, PlannerScreen)
    assert "Water plants" in "\n".join(content(mine.path))


@pytest.mark.parametrize("mode", ["1", "2", "3", "4", "5", "i", "C", "at"])
async def test_no_key_of_any_screen_changes_a_row_that_was_seen_in_another_file(
    mine: Book, theirs: Path, mode: str
) -> None:
    mine.planner.time.start(named("email"), MONDAY)
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press(mode)
        before = content(str(theirs))
        for command in s.app.commands_here():
            if command.id in ("app.quit", "app.copies", "task.notes") or command.group == "Moving":
                continue
            screens = len(s.app.screen_stack)
            move(theirs, mine.path)
            await s.press(command.key.split(",")[0])
            if len(s.app.screen_stack) > screens and not isinstance(s.app.screen, PlannerScreen):
                await s.press("enter", "ctrl+s")
            assert content(mine.path) == before, command
            while not isinstance(s.app.screen, PlannerScreen):
                await s.press("escape")
            await s.press("escape", *(("1", mode) if mode != "1" else "1"))
            await s.tick()


async def test_notes_that_come_back_from_the_editor_are_kept(
    mine: Book, theirs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dayplan.tui import editor

    def write(*_: object) -> str:
        move(theirs, mine.path)
        return "What Ana said"

    monkeypatch.setattr(editor, "edit_text", write)
    monkeypatch.setattr(editor.tempfile, "tempdir", str(tmp_path))
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("G", "E")
        (said,) = [toast for toast in s.toasts if "What you wrote is in " in toast]
        kept = said.partition("What you wrote is in ")[2].rstrip(".")
        assert Path(kept).read_text() == "What Ana said\n"
    assert content(mine.path) == content(str(theirs))


async def test_undo_of_the_old_file_is_not_offered_for_the_new_one(mine: Book, theirs: Path) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("c")
        await s.burst("Call Ben\r")
        assert any("u takes it back" in toast for toast in s.toasts)
        await s.press("escape")
        move(theirs, mine.path)
        before = content(mine.path)
        await s.press("u")
        assert content(mine.path) == before
        assert not any("u takes it back" in toast for toast in s.toasts)


async def test_a_question_about_a_task_of_the_old_file_is_closed(mine: Book, theirs: Path) -> None:
    begun = at("2026-11-23 09:00", up=10_000)
    mine.planner.time.start(named("Mine"), begun)
    async with stage(mine, begun) as s:
        await s.tick()
        s.turn_to(at("2026-11-23 10:00", up=13_600, asleep=3_590))
        await s.tick()
        assert not isinstance(s.app.screen, PlannerScreen)
        asked = s.app.screen
        move(theirs, mine.path)
        before = content(mine.path)
        await s.tick()
        assert s.app.screen is not asked
        assert content(mine.path) == before


# In the transaction that writes


@pytest.mark.parametrize("way", WAYS)
def test_the_transaction_that_writes_refuses_another_file(mine: Book, theirs: Path, way: Way) -> None:
    reader = open_reader(mine.path)
    assert reader is not None
    planner = Planner(mine.path, seen=reader.identity())
    planner.day.done([named("Mine")], MONDAY)
    way(theirs, mine.path)
    before = content(mine.path)
    with pytest.raises(Replaced, match="is not the file any more in which this was seen, so nothing was changed"):
        planner.day.done([named("email")], MONDAY)
    assert content(mine.path) == before
    planner.close()
    reader.close()


@pytest.mark.parametrize("written", [False, True])
def test_what_goes_into_a_file_that_is_exchanged_just_now_is_not_taken_for_saved(
    mine: Book, theirs: Path, written: bool
) -> None:
    def rename(planner: Planner) -> None:
        with planner._change(MONDAY) as change:
            change.find(named("Mine")).title = "Mine: call Ben"
            if written:
                change.rows.flush()
            move(theirs, mine.path)

    with pytest.raises(Replaced, match="so nothing was changed"):
        rename(mine.planner)
    assert content(mine.path) == content(str(theirs))


@pytest.mark.parametrize("seed", [False, True])
def test_a_file_that_was_just_made_is_still_itself_once_it_is_seeded(tmp_path: Path, seed: bool) -> None:
    book = Book(tmp_path / "data" / "new.db")
    if seed:
        book.planner.settle(MONDAY)
    reader = open_reader(book.path)
    assert reader is not None
    planner = Planner(book.path, seen=reader.identity())
    book.planner.settle(MONDAY)
    planner.day.done([named("email")], MONDAY)
    planner.day.done([named("project")], MONDAY)
    planner.close()
    reader.close()
    book.planner.close()


# Gone, damaged, somebody else's, newer


def delete(path: str) -> None:
    os.unlink(path)


def move_away(path: str) -> None:
    os.rename(path, f"{path}.away")


def damage(path: str) -> None:
    Path(f"{path}.new").write_bytes(b"garbage " * 1000)
    os.replace(f"{path}.new", path)


def empty(path: str) -> None:
    Path(f"{path}.new").touch()
    os.replace(f"{path}.new", path)


def truncate(path: str) -> None:
    os.truncate(path, 0)


def another_programs(path: str) -> None:
    os.unlink(path)
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE songs (title TEXT)")
    connection.close()


def upgrade(path: str) -> None:
    """As a newer dayplan does it, in the same file."""
    connection = sqlite3.connect(path)
    connection.executescript(
        f"BEGIN IMMEDIATE; ALTER TABLE task RENAME COLUMN title TO name; PRAGMA user_version={VERSION + 1}; COMMIT"
    )
    connection.close()


def replace_by_newer(path: str) -> None:
    shutil.copy(path, f"{path}.new")
    upgrade(f"{path}.new")
    os.replace(f"{path}.new", path)


FAULTS: dict[Callable[[str], None], str] = {
    delete: "is missing, but there are copies of it: dayplan restore",
    move_away: "is missing, but there are copies of it: dayplan restore",
    damage: "is damaged or not a dayplan file. It was not touched",
    empty: "is empty, but there are copies of it: dayplan restore",
    truncate: "is empty, but there are copies of it: dayplan restore",
    another_programs: "belongs to another program. It was not touched",
    upgrade: "was last used by a newer dayplan",
    replace_by_newer: "was last used by a newer dayplan",
}


def at_the_path(path: str) -> bytes | None:
    return Path(path).read_bytes() if os.path.exists(path) else None


@pytest.mark.parametrize("spoil", FAULTS)
async def test_a_file_that_cannot_be_used_is_named_at_once_and_nothing_is_written(
    mine: Book, spoil: Callable[[str], None]
) -> None:
    says = FAULTS[spoil]
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("t", "G", "e")
        await s.burst(" about the roof")
        assert copies.listed(mine.path)
        spoil(mine.path)
        before = at_the_path(mine.path)
        for _ in range(3):
            await s.tick()
        assert len([toast for toast in s.toasts if says in toast]) == 1
        await s.press("ctrl+s")
        assert isinstance(s.app.screen, TaskForm)
        assert says in str(s.app.screen.query_one("#error", Static).content)
        await s.press("escape")
        assert says in banner(s)
        assert "permissions" not in s.text
        for key in ("space", "enter", "t", "u", "2", "3", "4", "5", "i", "1"):
            await s.press(key, "escape")
        await s.press("1")
        await s.tick()
        assert not s.app._exit
        assert "Mine: call Ana" in titles(s), "what was read last is shown on"
        assert at_the_path(mine.path) == before
    assert at_the_path(mine.path) == before, "nor on leaving"


@pytest.mark.parametrize("spoil", FAULTS)
async def test_a_write_before_it_is_noticed_is_refused_by_the_same_sentence(
    mine: Book, spoil: Callable[[str], None]
) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("t", "G")
        spoil(mine.path)
        before = at_the_path(mine.path)
        await s.press("space")
        assert len([toast for toast in s.toasts if FAULTS[spoil] in toast]) == 1
        await s.tick()
        assert len([toast for toast in s.toasts if FAULTS[spoil] in toast]) == 1
        assert at_the_path(mine.path) == before


@pytest.mark.parametrize("mode", ["2", "3", "4", "5"])
async def test_a_mode_that_would_be_empty_is_not_entered(mine: Book, mode: str) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        upgrade(mine.path)
        await s.tick()
        await s.press(mode)
        assert s.app.screen is s.screen
        assert "was last used by a newer dayplan" in banner(s)


async def test_in_a_small_terminal_no_toast_covers_why_a_form_is_refused(mine: Book, theirs: Path) -> None:
    async with stage(mine, NINE_OH_FIVE, size=(80, 24), toasts=True) as s:
        await s.press("G", "e", "x")
        move(theirs, mine.path)
        await s.tick()
        assert s.toasts
        await s.press("ctrl+s")
        assert s.toasts == []
        assert "nothing was changed" in s.text


async def test_a_file_that_comes_back_is_used_again(mine: Book) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("G")
        shutil.rmtree(copies.directory_of(mine.path), ignore_errors=True)
        move_away(mine.path)
        await s.tick()
        assert "is gone: it was moved or deleted, and there are no copies of it" in banner(s)
        os.rename(f"{mine.path}.away", mine.path)
        await s.tick()
        assert banner(s) == ""
        assert any("can be used again" in toast for toast in s.toasts)
        await s.press("space")
        assert "Mine: call Ana: done" in s.marks


@pytest.mark.parametrize("spoil", [delete, damage, empty])
async def test_a_copy_can_be_put_back_from_where_its_file_is_gone(mine: Book, spoil: Callable[[str], None]) -> None:
    async with stage(mine, NINE_OH_FIVE) as s:
        await s.press("t")
        spoil(mine.path)
        await s.tick()
        await s.press("f2", "enter")
        (said,) = [toast for toast in s.toasts if toast.startswith("Put back.")]
        assert said.endswith(".damaged now." if spoil is damage else "There was nothing here that could be kept.")
        await s.tick()
        assert banner(s) == ""
        assert "Mine: call Ana" in titles(s)
        await s.press("G", "space")
        assert "Mine: call Ana: done" in s.marks


async def test_the_file_of_an_older_dayplan_is_brought_up_to_date(mine: Book) -> None:
    old = Path(__file__).parents[1] / "storage" / "releases" / "schema-2.sql"
    connection = sqlite3.connect(f"{mine.path}.old")
    connection.executescript(old.read_text())
    connection.close()
    async with stage(mine, NINE_OH_FIVE) as s:
        os.replace(f"{mine.path}.old", mine.path)
        await s.tick()
        assert "Mine: call Ana" not in titles(s)
        assert any("it was read anew" in toast for toast in s.toasts)
        await s.tick()
        assert s.day.seeded


async def test_today_is_seeded_in_the_file_that_took_the_place(mine: Book, tmp_path: Path) -> None:
    other = Book(tmp_path / "theirs" / "plan.db")
    friday = at("2026-11-20 09:00")
    other.planner.settle(friday)
    other.planner.close()
    async with stage(mine, NINE_OH_FIVE) as s:
        os.replace(other.path, mine.path)
        await s.tick()
        await s.tick()
        assert s.day.seeded
        assert "Answer email" in titles(s)

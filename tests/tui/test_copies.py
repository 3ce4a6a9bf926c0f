"""The copies of the data in the planner: made by themselves, looked at, and put back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from stage import stage
from support import MONDAY, Book, at
from textual.widgets import OptionList

from dayplan.storage import copies
from dayplan.tui.screens.copies import CopiesScreen

NOON = at("2026-11-23 12:00")


async def test_a_change_is_followed_by_a_copy_in_the_backends_own_time(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book) as s:
        await s.press("t")
        assert [copy.at for copy in copies.listed(book.path)] == [MONDAY.epoch]
        s.turn_to(NOON)
        await s.press("u", "U")
        assert [copy.at for copy in copies.listed(book.path)] == [NOON.epoch, MONDAY.epoch]


async def test_putting_one_back_shows_the_day_as_it_was_and_can_be_taken_back(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.backups.make(MONDAY)
    book.add("Buy stamps", at("2026-11-23 11:00"))
    async with stage(book, NOON) as s:
        assert len(s.marks) == 5
        await s.press("f2", "j")
        assert isinstance(s.app.screen, CopiesScreen)
        shown = "\n".join(s.frame())
        assert "today 09:00" in shown
        assert "task           1 would go" in shown
        await s.press("enter")
        assert len(s.marks) == 4
        assert any("Put back" in toast for toast in s.toasts)
        await s.press("f2")
        assert "before restore: 5 tasks" in "\n".join(s.frame())
        await s.press("enter")
        assert s.marks[4] == "Buy stamps: open"


async def test_a_damaged_copy_says_so_and_is_refused(book: Book) -> None:
    book.planner.settle(MONDAY)
    copy = book.planner.backups.make(MONDAY)
    Path(copy.path).write_bytes(b"garbage " * 1000)
    async with stage(book, at("2026-11-23 09:10")) as s:
        await s.press("f2")
        assert "damaged" in "\n".join(s.frame())
        await s.press("enter")
        assert any("damaged" in toast for toast in s.toasts), s.toasts
        assert len(s.marks) == 4


@pytest.mark.parametrize("damaged", ["the copy", "the data file"])
async def test_whichever_of_the_two_is_damaged_is_named(book: Book, damaged: str) -> None:
    """Issue 12.5: a damaged copy got the advice of the data file, and the data file was blamed."""
    book.planner.settle(MONDAY)
    copy = book.planner.backups.make(MONDAY)
    async with stage(book, at("2026-11-23 09:10")) as s:
        path = copy.path if damaged == "the copy" else book.path
        content = bytearray(Path(path).read_bytes())
        content[4096:] = b"\xff" * (len(content) - 4096)
        Path(path).write_bytes(content)
        await s.press("f2")
        shown = " ".join("\n".join(s.frame()).replace("│", " ").split())
        if damaged == "the copy":
            assert "so it is no copy to rely on" in shown
        else:
            assert "it would be moved aside, untouched" in shown


async def test_with_no_copies_yet_it_says_when_the_first_is_made(book: Book) -> None:
    async with stage(book) as s:
        for copy in copies.listed(book.path):
            Path(copy.path).unlink()
        await s.press("f2")
        assert "the first is made with the next change" in "\n".join(s.frame())
        assert not s.app.screen.query(OptionList)
        await s.press("j", "enter", "escape")
        assert s.app.screen is s.app.day_screen


async def test_a_copy_that_cannot_be_made_is_told_once_and_the_change_stands(book: Book) -> None:
    book.planner.settle(MONDAY)
    Path(copies.directory_of(book.path)).write_text("in the way")
    async with stage(book) as s:
        await s.press("t")
        await s.tick()
        await s.tick()
        assert [toast for toast in s.toasts if "No copy of the data could be made" in toast] != []
        assert len(s.marks) == 3


async def test_copies_that_may_be_of_another_file_are_told_of(book: Book) -> None:
    book.planner.settle(MONDAY)
    copy = Path(book.planner.backups.make(MONDAY).path)
    copy.rename(copy.with_name("dayplan-20261122-080000.db"))
    Path(book.path).with_name("dayplan.work").write_bytes(b"")
    async with stage(book) as s:
        await s.press("f2")
        assert [toast for toast in s.toasts if "1 copy of dayplan 0.1 may be of another file" in toast] != []
        assert [os.path.basename(copy.path) for copy in copies.listed(book.path)] == ["dayplan.db.20261123-080000.db"]
        assert s.app.screen.query_one(OptionList).option_count == 1, "the one that the start has made"

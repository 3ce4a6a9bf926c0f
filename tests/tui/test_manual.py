"""The manual in the planner: from any place with `f1`, and from `?` (issue 14.7)."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book
from textual.widgets import OptionList

from dayplan.text.manual import PAGES, lay_out, read_page
from dayplan.tui.screens.manual import ManualScreen, Reading


@pytest.fixture
def filled(book: Book) -> Book:
    book.planner.settle(MONDAY)
    return book


def manual(s: Stage) -> ManualScreen:
    assert isinstance(s.app.screen, ManualScreen)
    return s.app.screen


async def test_f1_lists_the_pages(filled: Book) -> None:
    async with stage(filled) as s:
        await s.press("f1")
        for name in PAGES[1:]:
            assert read_page(name).title in s.text
        await s.press("f1")
        assert not isinstance(s.app.screen, ManualScreen)


async def test_the_help_leads_to_the_manual(filled: Book) -> None:
    async with stage(filled) as s:
        await s.press("?")
        assert "f1 manual" in s.text
        await s.press("f1")
        manual(s)
        await s.press("escape", "a")
        await s.type("Call Ana\r")
        assert "Call Ana" in [task.title for task in s.day.tasks], "keys go to the day again"


async def test_a_word_typed_in_the_help_finds_the_manual(filled: Book) -> None:
    async with stage(filled) as s:
        await s.press("?")
        await s.type("manual")
        assert "Read the manual" in s.text
        assert "Quit" not in s.text


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_every_page_is_read_to_its_end_and_escape_goes_back_to_the_list(
    filled: Book, size: tuple[int, int]
) -> None:
    async with stage(filled, size=size) as s:
        await s.press("f1")
        for name in PAGES[1:]:
            await s.press("enter")
            assert read_page(name).title in s.text
            await s.press("G")
            last = "".join(shown for shown, _ in lay_out(read_page(name).text, 30)[-1]).split()[-1]
            assert last in s.text.split("· esc back")[0], "the last word of the page"
            await s.press("escape")
            assert s.app.focused is manual(s).query_one(OptionList)
            await s.press("j")
        await s.press("escape")
        assert not isinstance(s.app.screen, ManualScreen)


async def test_a_page_scrolls_by_lines_and_by_pages(filled: Book) -> None:
    async with stage(filled, size=(80, 24)) as s:
        await s.press("f1", "j", "enter")
        reading = manual(s).query_one(Reading)
        height = reading.size.height
        for key, where in (("j", 1), ("down", 2), ("k", 1), ("g", 0), ("space", height - 1), ("b", 0)):
            await s.press(key)
            assert round(reading.scroll_y) == where, key


async def test_a_page_is_laid_out_anew_when_the_terminal_is_resized(filled: Book) -> None:
    async with stage(filled, size=(120, 36)) as s:
        await s.press("f1", "j", "enter")
        await s.pilot.resize_terminal(60, 24)
        await s.settled()
        assert all(len(line) <= 60 for line in s.frame())
        assert "dayplan opens the planner." in s.text

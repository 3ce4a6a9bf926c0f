"""The filter: the list narrows while it is typed; the keys then act on what is shown."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book
from textual.widgets import Label

from dayplan.tui.widgets.filter_line import FilterLine

ESCAPE = "\x1b[27u"


@pytest.fixture
def busy(book: Book) -> Book:
    book.planner.settle(MONDAY)
    for line in ("Draft page @acme/site +writing", "Call Ana @acme", "Fix the door @/house +repair"):
        book.add(line, MONDAY)
    return book


def listed(s: Stage) -> list[str]:
    return [task.title for task in s.list.tasks]


def count(s: Stage) -> str:
    return str(s.screen.query_one(FilterLine).query_one("#count", Label).content)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("send", ["Send invoices"]),
        ("@acme", ["Draft page", "Call Ana"]),
        ("@acme/site", ["Draft page"]),
        ("+rep", ["Fix the door"]),
        ("@acme call", ["Call Ana"]),
        ("done", []),
    ],
)
async def test_the_list_narrows_while_it_is_typed(busy: Book, typed: str, shown: list[str]) -> None:
    async with stage(busy) as s:
        await s.burst(f"/{typed}")
        assert listed(s) == shown
        assert count(s) == f"{len(shown)} of 7"
        assert len(s.day.tasks) == 7, "the day itself is as it was"


async def test_every_letter_and_every_deletion_counts(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst("/ana")
        assert listed(s) == ["Call Ana"]
        await s.press("backspace")
        assert listed(s) == ["Answer email", "Call Ana"]
        await s.press("backspace", "backspace")
        assert len(listed(s)) == 7


async def test_enter_goes_to_the_list_and_the_filter_stays_on(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst("/@acme\r")
        assert s.list.has_focus
        await s.burst("j ")
        assert s.marks[5] == "Call Ana: done"
        assert listed(s) == ["Draft page", "Call Ana"]


async def test_what_no_longer_fits_leaves_the_list(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst("/@acme open\r ")
        assert listed(s) == ["Call Ana"]
        assert count(s) == "1 of 7"
        assert s.list.standing_on is not None
        assert s.list.standing_on.title == "Call Ana"


@pytest.mark.parametrize("leave", [ESCAPE, f"\r{ESCAPE}", "\x15\r"])
async def test_escape_shows_everything_again_and_so_does_an_empty_line(busy: Book, leave: str) -> None:
    async with stage(busy) as s:
        await s.burst(f"/@acme{leave}")
        assert len(listed(s)) == 7
        assert not s.screen.query(FilterLine)
        assert s.list.has_focus


async def test_slash_again_goes_on_with_what_was_typed(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst("/@acme\r/ call")
        assert listed(s) == ["Call Ana"]


async def test_a_filter_that_shows_nothing_says_so_and_how_to_leave(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst("/dentist")
        assert "The filter does not show any of the 7 tasks of this day." in s.text
        assert "esc  shows everything again" in s.text
        await s.burst(ESCAPE)
        assert "Answer email" in s.text
        assert "The filter" not in s.text
        assert s.list.has_focus


async def test_the_cursor_stays_on_its_task_when_everything_is_back(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst(f"/door\r{ESCAPE}")
        assert s.list.standing_on is not None
        assert s.list.standing_on.title == "Fix the door"


async def test_the_header_counts_the_whole_day(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst("/@acme\r")
        assert "0/7 done" in s.text


async def test_it_holds_from_day_to_day(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst("/send\r]")
        assert listed(s) == ["Send invoices"]
        await s.burst(f".{ESCAPE}")
        assert len(listed(s)) == 7


async def test_reordering_passes_the_neighbour_that_is_shown(busy: Book) -> None:
    busy.add("Bill @acme", MONDAY)
    async with stage(busy) as s:
        await s.burst("/@acme\rjJ")
        assert listed(s) == ["Draft page", "Bill", "Call Ana"]
        assert [task.title for task in s.day.tasks[5:]] == ["Fix the door", "Bill", "Call Ana"]


async def test_a_task_that_the_filter_hides_is_added_all_the_same_and_that_is_said(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst(f"/@acme\raBuy stamps\r{ESCAPE}")
        assert listed(s) == ["Draft page", "Call Ana"]
        assert count(s) == "2 of 8"
        assert any("Added to today: Buy stamps" in toast for toast in s.toasts)


async def test_a_task_that_the_filter_shows_is_stood_on_and_nothing_is_said(busy: Book) -> None:
    async with stage(busy) as s:
        await s.burst(f"/@acme\raBill @acme\r{ESCAPE}")
        assert s.list.standing_on is not None
        assert s.list.standing_on.title == "Bill"
        assert not any("Added" in toast for toast in s.toasts)

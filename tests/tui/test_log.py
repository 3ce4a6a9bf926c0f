"""Log mode: what its keys correct, and what is asked before others lose time (T3, T4)."""

from __future__ import annotations

from stage import Stage, stage
from support import MONDAY, Book, at, named

from dayplan.tui.screens.log import LogScreen
from dayplan.tui.screens.losses import LossesScreen
from dayplan.tui.widgets.entry_list import EntryList

NOON = at("2026-11-23 12:00")


def recorded(book: Book) -> Book:
    """Email 9:00–9:30, proposals 9:30–10:00, project work from 10:00 on."""
    book.planner.time.start(named("email"), MONDAY)
    book.planner.time.start(named("proposals"), at("2026-11-23 09:30"))
    book.planner.time.start(named("project"), at("2026-11-23 10:00"))
    return book


def rows(s: Stage) -> list[str]:
    """Return the lines of the list, without their colours."""
    entries = s.app.screen.query_one(EntryList)
    return [str(entries._row(entry)).rstrip() for entry in entries.entries]


BEFORE = [
    " 09:00–09:30     30m  Answer email",
    " 09:30–10:00     30m  Write proposals",
    " 10:00–now        2h  Project work",
]


async def test_4_opens_the_log_and_1_goes_back(book: Book) -> None:
    async with stage(recorded(book), NOON) as s:
        await s.press("4")
        assert isinstance(s.app.screen, LogScreen)
        assert rows(s) == BEFORE
        await s.press("1")
        assert s.app.screen is s.screen


async def test_t4_arrow_keys_move_an_end_and_the_boundary_with_the_next_one(book: Book) -> None:
    async with stage(recorded(book), NOON) as s:
        await s.press("4", "right", "right")
        assert rows(s)[:2] == [" 09:00–09:40     40m  Answer email", " 09:40–10:00     20m  Write proposals"]
        await s.press("u", "u")
        assert rows(s) == BEFORE


async def test_t4_the_running_entry_takes_a_new_start(book: Book) -> None:
    async with stage(recorded(book), NOON) as s:
        await s.press("4", "G", "L")
        assert rows(s)[2] == " 10:05–now      1h55  Project work"
        await s.press("right")
        assert any("It is running" in toast for toast in s.toasts)


async def test_t3_what_others_would_lose_is_shown_first(book: Book) -> None:
    async with stage(recorded(book), NOON) as s:
        await s.press("4", "a")
        await s.type("4")
        await s.press("tab")
        await s.type("9:20-9:50")
        await s.press("enter")
        assert isinstance(s.app.screen, LossesScreen)
        assert "would become 09:00–09:20" in "\n".join(s.frame())
        await s.press("escape")
        assert rows(s) == BEFORE
        await s.press("a")
        await s.type("4")
        await s.press("tab")
        await s.type("9:20-9:50")
        await s.press("enter", "enter")
        assert rows(s)[1] == " 09:20–09:50     30m  Send invoices"
        await s.press("u")
        assert rows(s) == BEFORE


async def test_t4_split_cut_and_delete(book: Book) -> None:
    async with stage(recorded(book), NOON) as s:
        await s.press("4", "s")
        await s.type("10m")
        await s.press("enter")
        assert rows(s)[:2] == [" 09:00–09:10     10m  Answer email", " 09:10–09:30     20m  Answer email"]
        await s.press("x")
        await s.type("9:05-9:20")
        await s.press("enter")
        assert rows(s)[:2] == [" 09:00–09:05      5m  Answer email", " 09:20–09:30     10m  Answer email"]
        await s.press("g", "delete")
        assert rows(s)[0] == " 09:20–09:30     10m  Answer email"
        await s.press("u", "u", "u")
        assert rows(s) == BEFORE


async def test_a_form_changes_times_task_and_note(book: Book) -> None:
    async with stage(recorded(book), NOON) as s:
        await s.press("4", "e", "ctrl+u")
        await s.type("9:05")
        await s.press("ctrl+s")
        assert rows(s)[0] == " 09:05–09:30     25m  Answer email"


async def test_days_before_are_shown_and_an_empty_one_says_what_to_do(book: Book) -> None:
    async with stage(recorded(book), NOON) as s:
        await s.press("4", "[")
        assert "a adds what was forgotten" in "\n".join(s.frame())
        await s.press(".")
        assert rows(s) == BEFORE

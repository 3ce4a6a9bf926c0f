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
        await s.press("escape", "escape")  # back to the form, and out of it
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
        await s.press("4", "d")
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


def travelled(book: Book) -> Book:
    """Email 9:00 to 11:00 in Tokyo on the 24th, which is 1:00 to 3:00 in Berlin."""
    book.planner.time.start(named("email"), at("2026-11-24 09:00", "Asia/Tokyo"))
    book.planner.time.stop(at("2026-11-24 11:00", "Asia/Tokyo"))
    return book


async def test_d3_time_of_a_journey_is_shown_and_changed_as_the_clocks_there_showed_it(book: Book) -> None:
    async with stage(travelled(book), at("2026-11-24 20:00")) as s:
        await s.press("4")
        assert rows(s) == [" 09:00–11:00      2h  Answer email  Asia/Tokyo"]
        await s.press("e")
        assert "Edit time in Asia/Tokyo" in s.text
        assert "09:00" in s.text
        await s.press("ctrl+u")
        await s.type("9:30")
        await s.press("ctrl+s")
        assert rows(s) == [" 09:30–11:00    1h30  Answer email  Asia/Tokyo"]
        await s.press("d")
        await s.type("10:00")
        await s.press("enter")
        assert [row[1:12] for row in rows(s)] == ["09:30–10:00", "10:00–11:00"]


async def test_t8_each_day_lists_its_own_part_of_an_entry_that_crosses_midnight(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 22:00"))
    book.planner.time.stop(at("2026-11-24 01:00"))
    async with stage(book, at("2026-11-24 09:00")) as s:
        await s.press("4")
        assert rows(s) == [" 22:00–01:00      1h  Answer email  of 3h"]
        assert "1h tracked" in s.text
        await s.press("[")
        assert rows(s) == [" 22:00–01:00      2h  Answer email  of 3h"]
        assert "2h tracked" in s.text


async def test_t8_a_timer_forgotten_for_days_is_on_each_of_them(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 22:00"))
    async with stage(book, at("2026-11-27 01:00")) as s:
        await s.press("k", "4", "[", "[")  # asked about more than 12 hours, its person keeps them
        assert [row.split() for row in rows(s)] == [
            ["22:00–now", "24h", "Answer", "email", "of", "75h", "over", "12", "hours"]
        ]
        assert "24h tracked" in s.text


async def test_t8_a_time_that_came_twice_is_asked(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-10-25 01:00"))
    book.planner.time.stop(at("2026-10-25 05:00"))
    async with stage(book, at("2026-10-25 09:00")) as s:
        await s.press("4", "e", "tab", "ctrl+u")
        await s.type("2:30")
        await s.press("ctrl+s")
        assert "02:30 came twice: write 02:30+02:00 or, later, 02:30+01:00." in " ".join(s.text.split())
        await s.type("+01:00")
        await s.press("ctrl+s")
        assert rows(s) == [" 01:00–02:30    2h30  Answer email"]
        await s.press("d")
        await s.type("2:30")
        assert "came twice" in s.text
        await s.press("escape", "x")
        await s.type("2:10-2:20+01:00")
        assert "came twice" in s.text


async def test_t8_a_time_that_the_clocks_skipped_is_refused(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-03-29 01:00"))
    book.planner.time.stop(at("2026-03-29 05:00"))
    async with stage(book, at("2026-03-29 09:00")) as s:
        await s.press("4", "e", "tab", "ctrl+u")
        await s.type("2:30")
        await s.press("ctrl+s")
        assert "The clocks skipped 02:30 on 2026-03-29" in " ".join(s.text.split())
        await s.press("escape")
        assert rows(s) == [" 01:00–05:00      3h  Answer email"]

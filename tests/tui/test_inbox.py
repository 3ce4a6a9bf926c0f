"""The inbox: caught from anywhere, planned, edited, dropped; nothing in it is lost or moves by itself (C3)."""

from __future__ import annotations

from datetime import date

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at
from textual.widgets import Input

from dayplan.domain.quickadd import parse_quick_add
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.inbox import InboxScreen
from dayplan.tui.widgets.quick_add import QuickAdd
from dayplan.tui.widgets.task_list import TaskList

ESCAPE = "\x1b[27u"


@pytest.fixture
def caught(book: Book) -> Book:
    """Three things wait."""
    book.planner.settle(MONDAY)
    for line in ("Call Ana @café est:15m", "Ask Bill", "A new chair +buy"):
        book.planner.day.add(parse_quick_add(line, date(2026, 11, 23)), MONDAY, inbox=True)
    return book


def waiting(s: Stage) -> list[str]:
    assert isinstance(s.app.screen, InboxScreen)
    return [task.title for task in s.app.screen.query_one(TaskList).tasks]


def in_inbox(book: Book) -> list[str]:
    return [title for (title,) in book.sql("SELECT title FROM task WHERE day IS NULL AND status = 'open' ORDER BY id")]


async def test_c3_c_catches_from_the_day(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("cCall Ana\r")
        assert in_inbox(book) == ["Call Ana"]
        assert len(s.day.tasks) == 4, "it is planned for no day"
        assert any(toast.startswith("Added to the inbox: Call Ana") for toast in s.toasts)
        await s.burst(f"{ESCAPE}u")
        assert in_inbox(book) == []


async def test_c3_c_catches_from_a_day_in_the_past_from_focus_and_from_the_inbox(book: Book) -> None:
    async with stage(book) as s:
        await s.burst(f"[cFrom the past\r{ESCAPE}.")
        await s.burst(f"\rfcFrom focus\r{ESCAPE}{ESCAPE}")
        await s.burst("icFrom the inbox\r")
        assert in_inbox(book) == ["From the past", "From focus", "From the inbox"]
        assert waiting(s)[-1] == "From the inbox"


async def test_c3_a_line_that_names_a_day_is_planned_for_it_and_says_so(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("icCall Ana on:fri\r")
        assert waiting(s) == []
        assert any("Added to Fri 2026-11-27: Call Ana" in toast for toast in s.toasts)


async def test_c3_i_lists_what_waits_with_its_places(caught: Book) -> None:
    async with stage(caught) as s:
        await s.burst("i")
        assert waiting(s) == ["Call Ana", "Ask Bill", "A new chair"]
        assert "  3 tasks" in s.text
        assert "i2 Ask Bill" in s.text
        await s.press("escape")
        assert type(s.app.screen) is DayScreen
        assert s.list.has_focus


async def test_c3_p_plans_for_today_and_the_cursor_goes_on(caught: Book) -> None:
    async with stage(caught) as s:
        await s.burst("ip")
        assert waiting(s) == ["Ask Bill", "A new chair"]
        assert "  2 tasks" in s.text
        await s.burst("p")
        await s.press("i")
        assert [task.title for task in s.day.tasks[4:]] == ["Call Ana", "Ask Bill"]


async def test_c3_m_plans_for_a_day_and_t_for_tomorrow(caught: Book) -> None:
    async with stage(caught) as s:
        await s.burst("im\x15fri\rt")
        assert waiting(s) == ["A new chair"]
    assert caught.tasks(MONDAY, "2026-11-27")["Call Ana"].client == "café"
    assert "Ask Bill" in caught.tasks(MONDAY, "2026-11-24")


async def test_c3_e_edits_and_x_drops_and_u_takes_it_back(caught: Book) -> None:
    async with stage(caught) as s:
        await s.burst("ie")
        s.app.screen.query_one("#title", Input).value = "Call Ana about May"
        await s.press("ctrl+s")
        assert waiting(s)[0] == "Call Ana about May"
        await s.burst("x")
        assert waiting(s) == ["Ask Bill", "A new chair"]
        await s.burst("uu")
        assert waiting(s) == ["Call Ana", "Ask Bill", "A new chair"]


async def test_c3_del_deletes_and_w_says_why(caught: Book) -> None:
    async with stage(caught) as s:
        await s.burst("iw")
        assert "You added it to the inbox, at 09:00." in s.text
        await s.press("escape", "delete")
        assert waiting(s) == ["Ask Bill", "A new chair"]


async def test_c3_enter_brings_it_to_today_and_starts_it(caught: Book) -> None:
    async with stage(caught) as s:
        await s.burst("ij\r")
        assert waiting(s) == ["Call Ana", "A new chair"]
        await s.press("escape")
        assert s.marks[-1] == "Ask Bill: running"
        assert any("Brought to today and started: Ask Bill" in toast for toast in s.toasts)


async def test_c3_space_ticks_what_turned_out_to_be_done(caught: Book) -> None:
    async with stage(caught) as s:
        await s.burst("i ")
        assert waiting(s) == ["Ask Bill", "A new chair"]
        await s.burst("u")
        assert waiting(s) == ["Call Ana", "Ask Bill", "A new chair"]


async def test_an_empty_inbox_says_what_to_do(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("i")
        assert "Nothing waits here. c catches something on the way" in s.text
        await s.burst("pxe ")
        assert "Nothing waits here." in s.text
        await s.burst("cFirst\r")
        assert waiting(s) == ["First"]
        assert "Nothing waits here." not in s.text


async def test_the_line_comes_back_with_what_was_left_in_it(book: Book) -> None:
    async with stage(book) as s:
        await s.burst(f"cCall A{ESCAPE}")
        assert s.list.has_focus
        await s.burst("cna\r")
        assert in_inbox(book) == ["Call Ana"]
        assert s.screen.query_one(QuickAdd).has_class("-open")


async def test_c3_what_another_process_caught_is_there_within_a_second(caught: Book) -> None:
    async with stage(caught) as s:
        await s.burst("i")
        caught.planner.day.add(parse_quick_add("From the shell", date(2026, 11, 23)), MONDAY, inbox=True)
        await s.tick()
        assert waiting(s)[-1] == "From the shell"


async def test_s2_the_day_turns_under_an_open_inbox_and_nothing_in_it_moves(caught: Book) -> None:
    async with stage(caught, at("2026-11-23 23:59:58")) as s:
        await s.burst("i")
        s.turn_to(at("2026-11-24 00:00:01"))
        await s.tick()
        assert waiting(s) == ["Call Ana", "Ask Bill", "A new chair"]
        await s.burst("p")
        await s.press("escape")
        assert s.day.day == date(2026, 11, 24)
        assert "Call Ana" in [task.title for task in s.day.tasks]

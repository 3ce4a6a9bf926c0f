"""Focus: the running task alone, its clock, what is left of its estimate, what comes next."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at, named
from textual.widgets import Digits, Static

from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.focus import FocusScreen


@pytest.fixture
def running(book: Book) -> Book:
    """Project work runs since nine; half an hour was spent on it before."""
    book.planner.settle(MONDAY)
    book.planner.time.start(named("project"), at("2026-11-23 08:00"))
    book.planner.time.stop(at("2026-11-23 08:30"))
    book.planner.time.start(named("project"), MONDAY)
    return book


def shown(s: Stage, part: str) -> str:
    return str(s.app.screen.query_one(f"#{part}", Static).content)


def clock(s: Stage) -> str:
    return s.app.screen.query_one(Digits).value


async def test_f_shows_the_running_task_alone_with_a_large_clock(running: Book) -> None:
    async with stage(running, at("2026-11-23 09:24:13")) as s:
        await s.press("f")
        assert isinstance(s.app.screen, FocusScreen)
        assert shown(s, "title") == "Project work"
        assert clock(s) == "0:24:13"
        assert "54m of 4h · 3h05 left" in shown(s, "estimate")
        assert shown(s, "next") == "next: Answer email"
        assert "Write proposals" not in s.text, "everything else is away"


async def test_the_clock_and_what_is_left_tick(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f")
        s.turn_to(at("2026-11-23 09:00:59"))
        await s.tick()
        assert clock(s) == "0:00:59"
        s.turn_to(at("2026-11-23 12:45"))
        await s.tick()
        assert clock(s) == "3:45:00"
        assert "4h15 of 4h · 15m over" in shown(s, "estimate")


async def test_t2_a_clock_of_more_than_a_day_goes_on_counting_hours(running: Book) -> None:
    async with stage(running, at("2026-11-24 10:01:05")) as s:
        await s.press("k", "f")  # asked about a timer of more than 12 hours, its person keeps it
        assert clock(s) == "25:01:05"


async def test_enter_stops_and_goes_back(running: Book) -> None:
    async with stage(running, at("2026-11-23 10:00")) as s:
        await s.press("f", "enter")
        assert type(s.app.screen) is DayScreen
        assert s.day.running is None
        assert s.marks[2] == "Project work: open"
        assert s.day.tracked_s == 5400
        assert s.list.has_focus


async def test_t1_space_ticks_the_task_and_its_clock_stops(running: Book) -> None:
    async with stage(running, at("2026-11-23 10:00")) as s:
        await s.press("f", "space")
        assert type(s.app.screen) is DayScreen
        assert s.marks[2] == "Project work: done"
        assert s.day.running is None


@pytest.mark.parametrize("key", ["escape", "f"])
async def test_leaving_lets_the_timer_run_on(running: Book, key: str) -> None:
    async with stage(running) as s:
        await s.press("f", key)
        assert type(s.app.screen) is DayScreen
        assert s.marks[2] == "Project work: running"


async def test_without_a_timer_f_says_how_to_start_one(book: Book) -> None:
    async with stage(book) as s:
        await s.press("f")
        assert type(s.app.screen) is DayScreen
        assert any("No timer is running: enter starts one" in toast for toast in s.toasts)


async def test_it_closes_when_another_process_stops_the_timer(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f")
        running.planner.time.stop(at("2026-11-23 09:10"))
        await s.tick()
        assert type(s.app.screen) is DayScreen


async def test_t1_it_follows_when_another_process_switches(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f")
        running.planner.time.start(named("email"), at("2026-11-23 09:10"))
        s.turn_to(at("2026-11-23 09:10:30"))
        await s.tick()
        assert (shown(s, "title"), clock(s)) == ("Answer email", "0:00:30")
        assert shown(s, "next") == "next: Write proposals"


async def test_undo_in_focus_takes_back_the_start_and_goes_back_to_the_day(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f", "u")
        assert type(s.app.screen) is DayScreen
        assert s.day.running is None


async def test_a_task_without_estimate_has_no_bar_and_after_the_last_there_is_nothing(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.day.done([named(title) for title in ("email", "proposals", "project", "invoices")], MONDAY)
    book.add("Call Ana @café", MONDAY)
    book.planner.time.start(named("Ana"), MONDAY)
    async with stage(book) as s:
        await s.press("f")
        assert shown(s, "title") == "Call Ana  @café"
        assert shown(s, "estimate") == ""
        assert shown(s, "next") == "nothing after this"


async def test_t7_a_clock_set_back_shows_no_time_and_not_less(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f")
        s.turn_to(at("2026-11-23 08:45"))
        await s.tick()
        assert clock(s) == "0:00:00"


async def test_s2_midnight_passes_under_it_and_the_timer_runs_on(book: Book) -> None:
    book.planner.time.start(named("project"), at("2026-11-23 15:00"))
    async with stage(book, at("2026-11-23 23:59:58")) as s:
        await s.press("f")
        s.turn_to(at("2026-11-24 00:00:01"))
        await s.tick()
        assert isinstance(s.app.screen, FocusScreen)
        assert (shown(s, "title"), clock(s)) == ("Project work", "9:00:01")
        await s.press("escape")
        assert s.day.day.isoformat() == "2026-11-24"
        assert "Project work: running" in s.marks

"""What runs, and its clock: in the head of every screen, wherever the task is (T1, T2)."""

from __future__ import annotations

import pytest
from stage import stage
from support import MONDAY, Book, at, named

TEN = at("2026-11-23 10:00")


@pytest.fixture
def running(book: Book) -> Book:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("project"), MONDAY)
    return book


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "i"])
async def test_t1_every_screen_shows_what_runs_in_the_same_place_and_its_clock_ticks(running: Book, key: str) -> None:
    async with stage(running, TEN) as s:
        await s.press(key)
        head = s.frame()[1]
        assert head.endswith("▶ Project work  1:00:00")
        assert len(head) == 118
        s.turn_to(at("2026-11-23 10:00:07"))
        await s.tick()
        assert s.frame()[1].endswith("1:00:07")


@pytest.mark.parametrize("key", ["1", "2", "3", "4", "i"])
async def test_t1_a_running_task_in_the_inbox_keeps_its_clock_in_sight(running: Book, key: str) -> None:
    running.planner.day.move([named("project")], None, MONDAY)
    async with stage(running, TEN, size=(40, 12)) as s:
        await s.press(key)
        assert "1:00:00" in s.frame()[1]


async def test_t1_a_long_name_makes_way_for_the_clock(running: Book) -> None:
    async with stage(running, TEN, size=(40, 12)) as s:
        await s.press("4", "[")
        assert s.frame()[1] == "  Log of Sunday 22 November  ▶ 1:00:00"
    async with stage(running, TEN, size=(24, 12)) as s:
        await s.press("4")
        assert s.frame()[1].endswith("…  1:00:00") or s.frame()[1].endswith("… 1:00:00")


@pytest.mark.parametrize("key", ["2", "3", "4", "i"])
async def test_without_a_timer_the_head_says_so(book: Book, key: str) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, MONDAY) as s:
        await s.press(key)
        assert s.frame()[1].endswith("no timer")

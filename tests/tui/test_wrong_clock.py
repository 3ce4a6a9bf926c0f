"""A day that does not fit the last one that was opened: the planner asks, and both answers work (D5, issue 12.4)."""

from __future__ import annotations

import pytest
from stage import stage
from support import MONDAY, Book, at

from dayplan.storage import copies
from dayplan.tui.screens.clock import ClockScreen
from dayplan.tui.screens.missed import WelcomeScreen

AHEAD = at("2027-01-25 09:00")  # a Monday, nine weeks later
TOMORROW = at("2026-11-24 09:00")
AGAIN = at("2026-11-23 09:30")
FOUR = ["Answer email", "Write proposals", "Project work", "Send invoices"]
BANNER = "Today does not fit the last day opened"


def labels(book: Book) -> list[str]:
    return [copy.label for copy in copies.listed(book.path)]


def missed(book: Book) -> int:
    return int(book.sql("SELECT COUNT(*) FROM task WHERE status = 'missed'")[0][0])


@pytest.fixture
def holiday(book: Book) -> Book:
    """Somebody was here once, and comes back after nine weeks."""
    book.planner.settle(MONDAY)
    book.add("Call Ana", MONDAY)
    return book


@pytest.fixture
def looked_ahead(book: Book) -> Book:
    """Somebody looked at tomorrow with a wrong clock."""
    book.planner.settle(MONDAY)
    book.planner.settle(TOMORROW)
    return book


async def test_d5_after_nine_weeks_it_asks_and_catches_up_then_welcomes(holiday: Book) -> None:
    async with stage(holiday, AHEAD) as s:
        assert isinstance(s.app.screen, ClockScreen)
        assert "Monday 23 November 2026" in s.text
        assert missed(holiday) == 0, "nothing is settled before the answer"
        await s.press("c")
        assert isinstance(s.app.screen, WelcomeScreen)
        await s.press("enter")
        assert sorted(task.title for task in s.day.tasks) == sorted([*FOUR, "Call Ana"])
        assert BANNER not in s.text
    assert missed(holiday) == 4 * 44 + 4  # 44 workdays from 24 November to 22 January, and the four of Monday
    assert labels(holiday).count("before-catchup") == 1


async def test_d5_or_plans_only_today_says_so_and_asks_again_by_key(holiday: Book) -> None:
    async with stage(holiday, AHEAD) as s:
        await s.press("escape")
        assert s.marks == [f"{title}: open" for title in FOUR]
        assert BANNER in s.text
        assert not any("nothing to seed" in toast for toast in s.toasts)
        await s.press("space")
        assert s.marks[0] == "Answer email: done"
        assert not any("nothing to seed" in toast for toast in s.toasts), "a doubt alone is no news"
        await s.tick()
        assert not isinstance(s.app.screen, ClockScreen), "it asks once by itself"
        assert missed(holiday) == 0
        await s.press("D", "c")
        assert isinstance(s.app.screen, WelcomeScreen)


async def test_d5_after_a_look_with_a_wrong_clock_it_offers_to_take_that_back(looked_ahead: Book) -> None:
    async with stage(looked_ahead, AGAIN) as s:
        assert isinstance(s.app.screen, ClockScreen)
        await s.press("c")
        assert isinstance(s.app.screen, ClockScreen), "there is nothing to catch up with"
        await s.press("t")
        assert s.marks == [f"{title}: open" for title in FOUR]
        assert BANNER not in s.text
        assert any("Taken back: Tuesday 24 November 2026" in toast for toast in s.toasts)
    assert looked_ahead.sql("SELECT date FROM day WHERE seeded_at IS NOT NULL") == [("2026-11-23",)]
    assert labels(looked_ahead).count("before-takeback") == 1


async def test_d5_or_leaves_it_and_asks_again_by_key(looked_ahead: Book) -> None:
    before = looked_ahead.sql("SELECT * FROM task")
    async with stage(looked_ahead, AGAIN) as s:
        await s.press("escape")
        assert BANNER in s.text
        assert looked_ahead.sql("SELECT * FROM task") == before
        await s.press("D", "t")
        assert BANNER not in s.text


async def test_d5_a_first_start_with_a_wrong_clock_is_taken_back_and_goes_on(book: Book) -> None:
    """It is the same file, though the first day that was opened in it is another now."""
    book.planner.settle(at("2036-11-24 09:00"))
    async with stage(book, MONDAY) as s:
        await s.press("t")
        assert s.marks == [f"{title}: open" for title in FOUR]
        await s.press("space")
        await s.tick()
        assert s.marks[0] == "Answer email: done"
        assert not any("another file" in toast or "other contents" in toast for toast in s.toasts), s.toasts


async def test_d5_where_the_clock_is_behind_nothing_is_offered_to_be_taken_back(book: Book) -> None:
    for day in range(40):
        book.planner.settle(MONDAY._replace(epoch=MONDAY.epoch + day * 86_400))
    rows = book.sql("SELECT COUNT(*) FROM task")
    async with stage(book, at("2026-11-20 09:00")) as s:
        assert "40 days after today were opened: set the clock right" in " ".join(s.text.split())
        await s.press("t")
        assert isinstance(s.app.screen, ClockScreen)
        await s.press("escape")
        assert BANNER in s.text
    assert book.sql("SELECT COUNT(*) FROM task") == rows


async def test_d5_it_asks_while_it_is_open_too_but_not_while_somebody_types(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, MONDAY) as s:
        await s.press("a")
        s.turn_to(AHEAD)
        await s.tick()
        assert not isinstance(s.app.screen, ClockScreen)
        await s.type("Buy stamps\r")
        await s.press("escape")
        await s.pilot.pause(0.5)
        await s.settled()
        assert isinstance(s.app.screen, ClockScreen)
        assert missed(book) == 0


async def test_d5_where_all_fits_the_key_says_so(book: Book) -> None:
    async with stage(book, MONDAY) as s:
        await s.press("D")
        assert any("fits the last day" in toast for toast in s.toasts)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_d5_the_question_shows_all_of_itself_or_scrolls(holiday: Book, size: tuple[int, int]) -> None:
    async with stage(holiday, AHEAD, size) as s:
        assert s.app.screen.query_one(".box").region.height <= size[1]
        assert "Is this day right?" in s.text
        print(s.text)
        await s.press("escape")
        assert "Answer email" in s.text
        print(s.text)

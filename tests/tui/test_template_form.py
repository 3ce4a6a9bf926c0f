"""The form of a template says how it read what was typed (issue 13.7, 13.12), and the list how often it still comes."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book
from textual.widgets import Static


@pytest.fixture
def monday(book: Book) -> Book:
    book.planner.settle(MONDAY)
    return book


def preview(s: Stage) -> str:
    return str(s.app.screen.query_one("#preview", Static).content)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        # 23 November 2026 is a Monday
        (
            "every wednsday",
            (
                "Read wednsday as wednesday. every wednesday: "
                "Wed 2026-11-25, Wed 2026-12-02, Wed 2026-12-09, Wed 2026-12-16, Wed 2026-12-23"
            ),
        ),
        (
            "every wednesday",
            "every wednesday: Wed 2026-11-25, Wed 2026-12-02, Wed 2026-12-09, Wed 2026-12-16, Wed 2026-12-23",
        ),
        (
            "3 months after done",
            "3 months after it was done: first today, then 3 months after it was done or skipped",
        ),
        (
            "every 3 weeks on saturday when done",
            (
                "every 3 weeks on saturday when done: first on Sat 2026-11-28, "
                "then on the first saturday at least 3 weeks after it was done or skipped"
            ),
        ),
        (
            "every workday except friday",
            (
                "every workday except friday: Mon 2026-11-23, Tue 2026-11-24, Wed 2026-11-25, Thu 2026-11-26, "
                "Mon 2026-11-30"
            ),
        ),
    ],
)
async def test_what_is_typed_is_read_back_while_it_is_typed(monday: Book, typed: str, says: str) -> None:
    async with stage(monday, MONDAY) as s:
        await s.press("3", "a")
        await s.burst(f"Letter\t{typed}")
        assert preview(s) == says


async def test_the_correction_is_seen_on_a_narrow_screen(monday: Book) -> None:
    async with stage(monday, MONDAY, (80, 24)) as s:
        await s.press("3", "a")
        await s.burst("Letter\tevery wednsday")
        assert "Read wednsday as wednesday." in s.text
        await s.burst("\r")
        assert "every wednesday" in s.text


async def test_the_list_says_how_many_are_left_and_that_it_is_over(monday: Book) -> None:
    async with stage(monday, MONDAY) as s:
        await s.press("3", "a")
        await s.burst("Course\tevery monday, 3 times\r")
        await s.press("end")
        assert "2 of 3 dates left" in s.text

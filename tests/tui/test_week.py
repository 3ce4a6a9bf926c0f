"""Week mode: what each day says of itself, and how far along the goals are (Z1, Z3)."""

from __future__ import annotations

import pytest
from stage import stage
from support import MONDAY, TUESDAY, Book, at, numbered

EVENING = at("2026-11-23 17:00")


def worked(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.entries.add(numbered(3), at("2026-11-23 09:00").epoch, at("2026-11-23 12:00").epoch, EVENING)
    book.planner.day.done([numbered(1), numbered(3)], EVENING)


async def test_z1_each_day_says_what_is_planned_of_how_much_and_what_was_tracked(book: Book) -> None:
    worked(book)
    async with stage(book, TUESDAY) as s:
        await s.press("2")
        planned, tracked = s.frame()[5:7]
        assert planned.split()[:5] == ["4h30", "planned", "6h", "of", "7h"]
        assert tracked.split() == ["3h", "tracked"], "how much of it was done has no room here"
        await s.pilot.resize_terminal(190, 40)
        await s.settled()
        assert s.frame()[6].split() == ["3h", "tracked", "·", "2/2", "done"]


async def test_z1_what_is_too_much_is_said_in_words(book: Book) -> None:
    async with stage(book, MONDAY) as s:
        await s.burst("aBig job est:3h\r\x1b[27u2")
        assert "2h too much" in s.frame()[5]


async def test_z3_the_head_says_how_far_along_the_goals_are(book: Book) -> None:
    worked(book)
    async with stage(book, TUESDAY) as s:
        await s.press("2")
        assert "worked" not in s.frame()[2]
        book.planner.settings.set("weekly_goal", "30h", TUESDAY)
        await s.tick()
        assert s.frame()[2].strip().startswith("3h of 30h worked, 4 working days left, 6h45 a day · 3h tracked")


async def test_t6_the_head_says_what_waits_for_a_decision_on_these_days(book: Book) -> None:
    """Issue 12.10: 23:00 to 01:00 are in the week before by an hour, and in this one by an hour."""
    worked(book)
    night = book.planner.entries.add(
        numbered(1), at("2026-11-22 23:00").epoch, at("2026-11-23 01:00").epoch, EVENING
    ).entries[0]
    with book.planner.entries._begin(EVENING) as change:
        change.name("Decide later")
        found = change.rows.entry(night.id)
        assert found is not None
        found.state = "unresolved"
    async with stage(book, TUESDAY) as s:
        await s.press("2")
        assert "3h tracked · 1h to decide" in s.text
        await s.press("left_square_bracket")
        assert "1h to decide" in s.text


async def test_the_modes_stand_at_the_end_of_the_last_line_as_everywhere(book: Book) -> None:
    async with stage(book) as s:
        await s.press("2")
        assert s.frame()[-1].rstrip().endswith("1 Day  2 Week  3 Templates  4 Log  5 Reports")


@pytest.mark.parametrize("size", [(120, 12), (120, 9), (60, 7), (40, 6), (22, 5)])
async def test_a_very_low_terminal_shows_what_has_room(book: Book, size: tuple[int, int]) -> None:
    async with stage(book) as s:
        for line in range(12):
            book.add(f"Errand {line}", MONDAY)
        await s.press("2")
        await s.pilot.resize_terminal(*size)
        await s.settled()
        assert len(s.frame()) == size[1]
        await s.press("j", "G", "k", "l", "h")
        await s.pilot.resize_terminal(120, 36)
        await s.settled()
        assert "Errand 3" in s.text

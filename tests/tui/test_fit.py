"""Making a day fit: what to move and how much room there is, each shown before it is done (Z1)."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import FRIDAY, MONDAY, SATURDAY, Book, at, named
from textual.widgets import Input, OptionList, Static

from dayplan.tui.screens.ask_line import AskLine
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.fit import FitScreen

FOUR = ["Answer email", "Write proposals", "Project work", "Send invoices"]
ESCAPE = "\x1b[27u"


@pytest.fixture
def full(book: Book) -> Book:
    """Six hours of templates and two and a half of errands, on a day of seven."""
    book.planner.settle(MONDAY)
    book.add("Newsletter @acme est:2h", MONDAY)
    book.add("Receipts est:30m", MONDAY)
    return book


def effect(s: Stage) -> list[str]:
    return [line.rstrip() for line in str(s.app.screen.query_one("#effect", Static).content).splitlines()]


def rows(s: Stage) -> list[str]:
    options = s.app.screen.query_one(OptionList).options
    return [" ".join(str(option.prompt).split()) for option in options]


def titles(s: Stage) -> list[str]:
    return [task.title for task in s.day.tasks]


async def test_z1_o_suggests_the_fewest_and_shows_the_effect_first(full: Book) -> None:
    async with stage(full) as s:
        await s.press("o")
        assert isinstance(s.app.screen, FitScreen)
        assert rows(s) == [
            "· Answer email 30m",
            "· Write proposals 1h",
            "· Project work 4h",
            "· Send invoices 30m",
            "✓ Newsletter 2h",
            "✓ Receipts 30m",
        ]
        assert effect(s) == ["this day    1h30 too much → 1h free", "tomorrow    1h30 too much"]
        assert titles(s)[4:] == ["Newsletter", "Receipts"], "nothing was done yet"
        await s.press("enter")
        assert titles(s) == FOUR
        assert any("Moved 2 tasks to tomorrow · u takes it back" in toast for toast in s.toasts)
    assert list(full.tasks(MONDAY, "2026-11-24"))[:2] == ["Newsletter", "Receipts"]


async def test_z1_the_effect_follows_what_is_chosen(full: Book) -> None:
    async with stage(full) as s:
        await s.burst("o ")  # the cursor stands on the first that is suggested
        assert rows(s)[4] == "· Newsletter 2h"
        assert effect(s)[0] == "this day    1h30 too much → 1h too much"
        await s.burst("j ")
        assert effect(s)[0] == "this day    1h30 too much → 1h30 too much"
        await s.burst("kkk ")
        assert rows(s)[2] == "✓ Project work 4h"
        assert effect(s) == ["this day    1h30 too much → 2h30 free", "tomorrow    1h free"], (
            "its occurrence replaces it"
        )
        await s.burst("\r")
        assert titles(s) == ["Answer email", "Write proposals", "Send invoices", "Newsletter", "Receipts"]


async def test_z1_a_click_chooses_too(full: Book) -> None:
    async with stage(full) as s:
        await s.press("o")
        await s.pilot.click(OptionList, offset=(5, 5))
        await s.settled()
        assert rows(s)[5] == "· Receipts 30m"
        assert effect(s)[0] == "this day    1h30 too much → 30m free"


async def test_z1_it_is_one_step_to_undo(full: Book) -> None:
    async with stage(full) as s:
        await s.burst("o\ru")
        assert titles(s) == [*FOUR, "Newsletter", "Receipts"]


@pytest.mark.parametrize("leave", [ESCAPE, "  j \r"])
async def test_z1_leaving_or_choosing_nothing_moves_nothing(full: Book, leave: str) -> None:
    async with stage(full) as s:
        await s.burst(f"o{leave}" if leave == ESCAPE else "o j \r")
        assert type(s.app.screen) is DayScreen
        assert titles(s) == [*FOUR, "Newsletter", "Receipts"]


async def test_z1_a_day_that_fits_suggests_nothing_and_can_be_made_lighter(book: Book) -> None:
    async with stage(book) as s:
        await s.press("o")
        assert all(row.startswith("·") for row in rows(s))
        assert effect(s)[0] == "this day    1h free → 1h free"
        await s.burst(" \r")
        assert titles(s) == FOUR[1:]


async def test_z1_what_runs_stays_and_what_is_done_is_not_offered(full: Book) -> None:
    full.planner.time.start(named("newsletter"), MONDAY)
    full.planner.day.done([named("email")], MONDAY)
    async with stage(full) as s:
        await s.press("o")
        assert [row.split()[1] for row in rows(s)] == ["Write", "Project", "Send", "Receipts"]


async def test_z1_on_a_friday_it_is_monday_that_they_move_to(book: Book) -> None:
    book.planner.settle(FRIDAY)
    book.add("Newsletter est:2h", FRIDAY)
    async with stage(book, FRIDAY) as s:
        await s.press("o")
        assert "Move to Mon 2026-11-30" in s.text
        await s.press("enter")
    assert "Newsletter" in book.tasks(FRIDAY, "2026-11-30")


async def test_z1_to_a_day_without_capacity_is_said_to_be_a_day_off(book: Book) -> None:
    book.planner.settings.set("workdays", "daily", FRIDAY)
    book.planner.settle(FRIDAY)
    book.planner.day.set_capacity(book.day(SATURDAY).today, 0, FRIDAY)
    async with stage(book, FRIDAY) as s:
        await s.press("o")
        assert effect(s)[1].endswith("a day off")


async def test_z1_where_nothing_can_be_moved_that_is_said(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("[o")
        assert type(s.app.screen) is DayScreen
        assert any("There is nothing here that could be moved." in toast for toast in s.toasts)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_z1_list_and_effect_are_in_sight_on_a_small_terminal(full: Book, size: tuple[int, int]) -> None:
    async with stage(full, size=size) as s:
        await s.press("o")
        assert "✓ Newsletter" in s.text
        assert "1h30 too much → 1h free" in s.text
        assert "tomorrow    1h30 too much" in s.text


# How much room a day has


async def test_z1_z_gives_the_day_a_capacity_of_its_own(book: Book) -> None:
    async with stage(book) as s:
        await s.press("z")
        assert isinstance(s.app.screen, AskLine)
        assert "How much time does today have?" in s.text
        assert s.app.screen.query_one(Input).value == "7h"
        await s.burst("\x154h30")
        assert "room for 4h30 of work · enter sets it" in s.text
        assert s.day.capacity_s == 7 * 3600, "nothing was done yet"
        await s.burst("\r")
        assert s.day.capacity_s == 16200
        assert "6h planned of 4h30 · 1h30 too much" in s.text
        await s.press("u")
        assert s.day.capacity_s == 7 * 3600


@pytest.mark.parametrize(
    ("typed", "says", "capacity_s"),
    [
        ("usual", "as on any such day · enter sets it", 25200),
        ("", "as on any such day · enter sets it", 25200),
        ("0", "room for 0m of work · enter sets it", 0),
    ],
)
async def test_z1_none_at_all_or_the_usual_again(book: Book, typed: str, says: str, capacity_s: int) -> None:
    book.planner.settle(MONDAY)
    book.planner.day.set_capacity(book.day(MONDAY).today, 3600, MONDAY)
    async with stage(book) as s:
        await s.burst(f"z\x15{typed}")
        assert says in s.text
        await s.burst("\r")
        assert s.day.capacity_s == capacity_s


@pytest.mark.parametrize(("typed", "says"), [("soon", "'soon' is not a duration"), ("25h", "more than 24 hours")])
async def test_z1_what_is_no_duration_is_refused_and_kept(book: Book, typed: str, says: str) -> None:
    async with stage(book) as s:
        await s.burst(f"z\x15{typed}\r")
        assert isinstance(s.app.screen, AskLine)
        assert says in s.text
        assert s.app.screen.query_one(Input).value == typed
        await s.press("escape")
        assert s.day.capacity_s == 7 * 3600


async def test_z1_another_day_has_its_own(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("]z\x152h\r")
        assert s.day.capacity_s == 7200
        await s.press(".")
        assert s.day.capacity_s == 7 * 3600
    assert book.day(at("2026-11-24 09:00")).capacity_s == 7200

"""The question at the fourth carry: do it, plan it, inbox, drop or later; asked once (C1)."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import Book, at, named

from dayplan.domain.model import Now, Task
from dayplan.tui.screens.ask_day import AskDay
from dayplan.tui.screens.carried import CarriedScreen
from dayplan.tui.screens.day import DayScreen

ESCAPE = "\x1b[27u"
DAYS = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23")


def nine(day: str) -> Now:
    return at(f"{day} 09:00")


@pytest.fixture
def errand(book: Book) -> Book:
    """An errand of Monday the 16th, which was carried three times by Thursday."""
    book.planner.settle(nine(DAYS[0]))
    book.add("Renew the domain", nine(DAYS[0]))
    for day in DAYS[1:4]:
        book.planner.settle(nine(day))
    return book


def asked(s: Stage) -> bool:
    return isinstance(s.app.screen, CarriedScreen)


def task(book: Book, day: str, shown: str | None = None) -> Task:
    return book.tasks(nine(day), shown)["Renew the domain"]


async def test_c1_at_the_third_carry_it_shows_how_often_and_asks_nothing(errand: Book) -> None:
    async with stage(errand, nine(DAYS[3])) as s:
        assert not asked(s)
        assert "Renew the domain ↻3" in s.text


async def test_c1_at_the_fourth_it_asks_what_is_to_become_of_it(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        assert asked(s)
        assert "It was carried over 4 times, since Monday 16 November." in s.text
        for words in ("do it today", "plan it for a day", "put it in the inbox", "drop it", "decide later"):
            assert words in s.text


async def test_c1_enter_keeps_it_today_and_the_count_begins_anew(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.press("enter")
        assert type(s.app.screen) is DayScreen
        assert "Renew the domain" in s.text
        assert "↻" not in s.text
    assert task(errand, DAYS[4]).carried == 0
    errand.planner.settle(nine(DAYS[5]))
    assert task(errand, DAYS[5]).carried == 1


async def test_c1_m_plans_it_for_a_day(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.press("m")
        assert isinstance(s.app.screen, AskDay)
        assert "Plan “Renew the domain” for" in s.text
        await s.burst("\x15wed\r")
        assert type(s.app.screen) is DayScreen
    assert task(errand, DAYS[4], "2026-11-25").carried == 0


async def test_c1_a_day_that_is_not_named_after_all_leaves_it_where_it_is(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.burst(f"m{ESCAPE}")
        assert type(s.app.screen) is DayScreen
    assert task(errand, DAYS[4]).carried == 4


async def test_c1_i_puts_it_in_the_inbox_where_it_stays(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.press("i")
        assert type(s.app.screen) is DayScreen
        assert "Renew the domain" not in s.text
    errand.planner.settle(nine(DAYS[5]))
    assert errand.sql("SELECT title FROM task WHERE day IS NULL AND status = 'open'") == [("Renew the domain",)]


async def test_c1_x_drops_it_and_its_day_still_shows_it(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.press("x")
        assert type(s.app.screen) is DayScreen
        assert "Renew the domain: dropped" in s.marks


@pytest.mark.parametrize("answer", ["enter", "x", "i"])
async def test_u3_each_answer_can_be_taken_back(errand: Book, answer: str) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        s.turn_to(at(f"{DAYS[4]} 09:02"))
        await s.press(answer, "u")
        assert "Renew the domain: open" in s.marks
    assert task(errand, DAYS[4]).carried == 4


async def test_c1_later_is_not_asked_again_today_however_often_the_day_is_read(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.press("escape")
        assert type(s.app.screen) is DayScreen
        errand.add("Another", nine(DAYS[4]))
        await s.tick()
        await s.burst("]. ")
        assert not asked(s)
        assert "↻4" in s.text


async def test_c1_and_asks_again_the_next_day(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.press("escape")
        s.turn_to(nine(DAYS[5]))
        await s.tick()
        assert asked(s)
        assert "It was carried over 5 times" in s.text


async def test_c1_two_tasks_are_asked_about_one_after_the_other(errand: Book) -> None:
    errand.planner.settle(nine(DAYS[4]))
    errand.add("Sort the shelf", nine(DAYS[4]))
    for day in ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"):
        errand.planner.settle(nine(day))
    async with stage(errand, nine("2026-11-26")) as s:
        assert "Renew the domain" in s.text
        assert "It was carried over 8 times" in s.text
        await s.press("x")
        assert "It was carried over 4 times, since Friday 20 November." in s.text
        await s.press("enter")
        assert type(s.app.screen) is DayScreen
    assert errand.tasks(nine("2026-11-26"))["Sort the shelf"].carried == 0


@pytest.mark.parametrize(("answer", "carried"), [("enter", 0), ("escape", 5)])
async def test_c1_a_question_left_open_over_midnight_is_asked_once_more_only_if_it_was_put_off(
    errand: Book, answer: str, carried: int
) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        s.turn_to(nine(DAYS[5]))
        await s.tick()
        assert asked(s)
        await s.press(answer)
        assert asked(s) == bool(carried)
        await s.press("escape")
        assert type(s.app.screen) is DayScreen, "no question lies under another"
    assert task(errand, DAYS[5]).carried == carried


async def test_s3_whoever_comes_back_after_weeks_is_welcomed_before_anything_is_asked(errand: Book) -> None:
    async with stage(errand, nine("2026-12-07")) as s:
        assert "Welcome back" in s.text
        await s.press("enter")
        assert asked(s)
        assert "It was carried over 4 times" in s.text
        await s.press("enter")
        assert type(s.app.screen) is DayScreen


async def test_c1_the_answer_and_the_keys_after_it_are_typed_in_one_go(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.burst("xj ")
        assert "Renew the domain: dropped" in s.marks
        assert [task.title for task in s.day.tasks if task.status == "done"] == ["Answer email"]


async def test_c1_what_is_being_worked_on_is_not_asked_about(errand: Book) -> None:
    errand.planner.settle(nine(DAYS[4]))
    errand.planner.time.start(named("domain"), nine(DAYS[4]))
    async with stage(errand, at(f"{DAYS[4]} 09:10")) as s:
        assert not asked(s)


async def test_c1_a_read_only_file_asks_nothing(errand: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from dayplan.storage import file

    errand.planner.settle(nine(DAYS[4]))
    monkeypatch.setattr(file, "writable", lambda path: False)
    async with stage(errand, nine(DAYS[4])) as s:
        assert not asked(s)


async def test_c1_several_are_counted_and_can_be_put_off_together(errand: Book) -> None:
    for title in ("Call the bank", "Sort receipts"):
        errand.add(title, nine(DAYS[3]))
    for day in DAYS[4:]:
        errand.planner.settle(nine(day))
    for day in ("2026-11-24", "2026-11-25"):
        errand.planner.settle(nine(day))
    async with stage(errand, nine("2026-11-25")) as s:
        assert "Renew the domain  1 of 3" in s.text
        await s.press("x")
        assert "2 of 3" in s.text
        assert "It was carried over 4 times" in s.text
        await s.press("L")
        assert type(s.app.screen) is DayScreen
        await s.tick()
        assert type(s.app.screen) is DayScreen, "not again today"
    assert task(errand, "2026-11-25").status == "dropped"


async def test_c1_a_single_one_has_no_all(errand: Book) -> None:
    async with stage(errand, nine(DAYS[4])) as s:
        await s.press("L")
        assert asked(s)
        assert " of 1" not in s.text

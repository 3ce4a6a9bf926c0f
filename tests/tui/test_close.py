"""Closing a day in the planner: each open end is one key away, and nothing is forced (Z5)."""

from __future__ import annotations

from datetime import date

import pytest
from stage import Stage, stage
from support import MONDAY, TUESDAY, Book, at, named

from dayplan.domain.unseen import Unseen
from dayplan.tui.screens.close import CloseScreen
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.log import LogScreen
from dayplan.tui.widgets.closing_list import ClosingList
from dayplan.tui.widgets.mode_head import ModeHead
from dayplan.tui.widgets.task_list import TaskList

EVENING = at("2026-11-23 17:30")
SATURDAY = at("2026-11-28 09:00")


@pytest.fixture
def worked(book: Book) -> Book:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("email"), MONDAY)
    book.planner.day.done([named("email")], at("2026-11-23 09:40"))
    book.planner.time.start(named("project"), at("2026-11-23 10:00"))
    book.planner.time.stop(at("2026-11-23 13:00"))
    return book


def screen(s: Stage) -> CloseScreen:
    assert isinstance(s.app.screen, CloseScreen)
    return s.app.screen


def unfinished(s: Stage) -> list[str]:
    found = screen(s).closing
    assert found is not None
    return [task.title for task in found.unfinished]


def under_cursor(s: Stage) -> str:
    row = screen(s).query_one(ClosingList).standing_on
    assert row is not None
    assert row.task is not None
    return row.task.title


async def test_z5_c_shows_planned_against_actual_and_enter_closes(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C")
        lines = s.frame()
        assert lines[1].startswith("  Close: Monday 23 November")
        assert "1/4 done · 3h40 tracked · 6h planned of 7h · 2h20 less than planned" in lines[2]
        assert any("Answer email" in line and "40m" in line and "10m more" in line for line in lines)
        assert any("Project work" in line and "3h" in line and "1h left" in line for line in lines)
        await s.press("enter")
        assert isinstance(s.app.screen, DayScreen)
        assert s.toasts[-1] == "Closed Monday 23 November · u takes it back"
        assert "✓ closed 17:30" in s.frame()[1]
        await s.press("u")
        assert s.day.closed_at is None
        assert "closed" not in s.frame()[1]


async def test_z5_each_unfinished_task_has_a_key_and_the_cursor_goes_on_to_the_next(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C")
        assert unfinished(s) == ["Write proposals", "Project work", "Send invoices"]
        assert under_cursor(s) == "Write proposals"
        await s.press("t")
        assert under_cursor(s) == "Project work"
        assert any("Write proposals" in line and "moved to tomorrow" in line for line in s.frame())
        await s.press("x")
        assert under_cursor(s) == "Send invoices"
        await s.press("i")
        assert unfinished(s) == []
        assert worked.sql("SELECT title, day, status FROM task WHERE title <> 'Answer email' ORDER BY id") == [
            ("Write proposals", "2026-11-24", "open"),
            ("Project work", "2026-11-23", "dropped"),
            ("Send invoices", None, "open"),
        ]
        await s.press("u", "u", "u")
        assert unfinished(s) == ["Write proposals", "Project work", "Send invoices"]


async def test_z5_a_task_is_moved_to_a_day_or_ticked(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C", "m", "ctrl+u")
        await s.type("thu")
        await s.press("enter")
        assert worked.tasks(EVENING, "2026-11-26")["Write proposals"].id
        await s.press("space")
        assert unfinished(s) == ["Send invoices"]


@pytest.mark.parametrize(
    ("key", "answer", "where"),
    [("T", "", "2026-11-24"), ("I", "", None), ("M", "fri", "2026-11-27")],
)
async def test_z5_capitals_act_on_all_that_is_open_in_one_step(
    worked: Book, key: str, answer: str, where: str | None
) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C", key)
        if answer:
            await s.press("ctrl+u")
            await s.type(answer)
            await s.press("enter")
        assert unfinished(s) == []
        assert worked.sql("SELECT day FROM task WHERE status = 'open'") == [(where,)] * 3
        await s.press("u")
        assert len(unfinished(s)) == 3


async def test_z5_all_can_be_dropped_and_without_any_it_says_so(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C", "X")
        assert worked.sql("SELECT COUNT(*) FROM task WHERE status = 'dropped'") == [(3,)]
        for key in ("T", "M", "I", "X"):
            await s.press(key)
            assert s.toasts[-1] == "Nothing is unfinished here."
            assert isinstance(s.app.screen, CloseScreen)


async def test_z5_the_next_day_grows_with_what_is_moved_there(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C")
        assert "Tuesday 24 November" in s.text
        assert "4 tasks, 6h of 7h, 1h free" in s.text
        worked.add("Proofread est:2h on:tue", EVENING)
        await s.tick()
        assert "5 tasks, 8h of 7h, 1h too much" in s.text
        await s.press("j", "t")  # the hour that is left of it stands for tomorrow's four
        assert "5 tasks, 5h of 7h, 2h free" in s.text


async def test_z5_a_running_timer_is_offered_to_be_stopped_and_may_run_on(worked: Book) -> None:
    worked.planner.time.start(named("invoices"), at("2026-11-23 17:00"))
    async with stage(worked, EVENING) as s:
        await s.press("C")
        assert "The timer runs   S stops it" in s.text
        await s.press("S")
        assert "The timer runs" not in s.text
        await s.press("u")
        assert "The timer runs" in s.text
        await s.press("enter")
        assert s.day.running is not None
        assert s.day.closed_at == EVENING.epoch


async def test_t6_time_that_waits_is_decided_about_where_it_is_listed(worked: Book) -> None:
    lunch = Unseen("asleep", at("2026-11-23 13:30").epoch, at("2026-11-23 14:10").epoch)
    worked.planner.time.start(named("invoices"), at("2026-11-23 13:15"))
    worked.planner.unseen.later(worked.day(EVENING).running.entry.id, lunch, EVENING, goes_on=False)  # type: ignore[union-attr]
    async with stage(worked, EVENING) as s:
        await s.press("C")
        assert "Time to decide about   r resolves it" in s.text
        assert any("? 13:30–14:10  40m  Send invoices" in line for line in s.frame())
        await s.press("r", "x")
        assert "Time to decide about" not in s.text
        await s.press("u")
        assert "Time to decide about" in s.text
        await s.press("enter")  # nothing forces it
        assert s.day.closed_at == EVENING.epoch
        assert s.day.undecided_s == 2400


async def test_z5_a_note_is_kept_whether_the_day_is_closed_or_not(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C", "N")
        await s.type("Ana wants three variants.")
        await s.press("ctrl+s")
        assert "Note  Ana wants three variants." in s.text
        await s.press("escape")
        assert isinstance(s.app.screen, DayScreen)
        assert s.day.closed_at is None
        assert "Note  Ana wants three variants." in s.text
        await s.press("u")
        assert "Note" not in s.text


async def test_z5_escape_changes_nothing(worked: Book) -> None:
    before = worked.sql("SELECT COUNT(*) FROM op")
    async with stage(worked, EVENING) as s:
        await s.press("C", "escape")
        assert isinstance(s.app.screen, DayScreen)
    assert worked.sql("SELECT COUNT(*) FROM op") == before


async def test_z5_closing_again_shows_that_it_is_closed_and_o_opens_it_again(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C", "C")
        s.turn_to(at("2026-11-23 18:00"))
        await s.press("C")
        assert s.frame()[1].startswith("  Closed: Monday 23 November  closed 17:30")
        await s.press("enter")
        assert "✓ closed 18:00" in s.frame()[1]
        await s.press("C", "backspace", "escape")
        assert s.day.closed_at is None


async def test_z5_a_past_day_is_closed_and_says_where_its_tasks_went(worked: Book) -> None:
    worked.add("Errand", EVENING)
    async with stage(worked, TUESDAY) as s:
        await s.press("[", "C")
        assert "Nothing is unfinished" in s.text
        assert any("Errand" in line and "moved to today" in line for line in s.frame())
        await s.press("enter")
        assert s.day.day == date(2026, 11, 23)
        assert "yesterday  ✓ closed" in s.frame()[1]


async def test_z5_what_a_past_day_left_on_a_weekend_goes_to_the_next_working_day(worked: Book) -> None:
    worked.planner.settle(at("2026-11-27 09:00"))
    worked.add("Errand", at("2026-11-27 09:00"))
    async with stage(worked, SATURDAY) as s:
        await s.press("[", "C")
        assert "Errand" in unfinished(s)
        await s.press("T")
        assert unfinished(s) == []
        assert "Errand" in worked.tasks(SATURDAY, "2026-11-30")


async def test_z5_days_before_are_a_key_away_and_days_to_come_are_not_closed(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("C", "]")
        assert screen(s).shown_day == date(2026, 11, 23)
        await s.press("[", "[")
        assert screen(s).shown_day == date(2026, 11, 21)
        await s.press("escape", "]", "C")
        assert isinstance(s.app.screen, DayScreen)
        assert "is still to come" in s.toasts[-1]


async def test_z5_week_mode_closes_the_day_under_the_cursor(worked: Book) -> None:
    async with stage(worked, TUESDAY) as s:
        await s.press("2", "h", "C")
        assert screen(s).shown_day == date(2026, 11, 23)
        await s.press("enter")
        assert worked.day(TUESDAY, "2026-11-23").closed_at == TUESDAY.epoch


async def test_z3_week_mode_says_how_far_a_goal_is(worked: Book) -> None:
    worked.planner.settings.set("weekly_goal", "30h", EVENING)
    async with stage(worked, EVENING) as s:
        await s.press("2")
        assert s.app.screen.query_one(ModeHead).words[0].startswith("3h40 of 30h worked, 5 working days left")


async def test_z5_when_the_last_task_is_finished_closing_is_one_key_away(worked: Book) -> None:
    worked.planner.day.done([named("proposals"), named("project")], EVENING)
    over = "✓ That was all for today: 4 tasks done in 3h40.   C closes the day   ] shows tomorrow"
    async with stage(worked, EVENING) as s:
        assert over not in s.text
        await s.press("G", "space")
        assert over in s.text
        await s.press("]")
        assert "That was all" not in s.text
        await s.press("[", "C", "enter")
        assert "That was all" not in s.text


# C2: a past day shows what moved on


async def test_c2_a_past_day_lists_what_moved_on_and_the_cursor_passes_over_it(worked: Book) -> None:
    worked.add("Errand", EVENING)
    async with stage(worked, TUESDAY) as s:
        await s.press("[", "G")
        assert "→     Errand  moved to Tuesday 24 November" in s.text
        assert s.list.standing_on is not None
        assert s.list.standing_on.title == "Send invoices"
        await s.press("j")
        assert s.list.standing_on.title == "Answer email"  # the first again: what moved on is passed over
        await s.press("/")
        await s.type("email")
        assert "Errand" not in s.text


async def test_c2_a_day_from_which_all_moved_on_shows_that(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.templates.use_pack("blank", MONDAY, instead=True)
    book.add("Errand", SATURDAY)
    sunday = at("2026-11-29 09:00")
    book.planner.day.bring_in(sunday)
    async with stage(book, sunday) as s:
        await s.press("[")
        assert s.day.tasks == ()
        assert "Nothing was planned" not in s.text
        assert "→     Errand  moved to Sunday 29 November" in s.text
        assert s.screen.query_one(TaskList).standing_on is None
        await s.press("space", "x", "j", "]")
        assert s.list.standing_on is not None


async def test_s12_an_empty_past_day_offers_what_can_be_done_there(worked: Book) -> None:
    async with stage(worked, EVENING) as s:
        await s.press("[")
        assert "add a task" not in s.text
        await s.press("4")
        assert isinstance(s.app.screen, LogScreen)
        assert s.frame()[1].startswith("  Log of Sunday 22 November")

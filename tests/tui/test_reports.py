"""Reports mode: what its keys ask for, what a line is made of, and what an empty time says (T8, T9, T11)."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at
from textual.geometry import Size

from dayplan.domain.entry import Ref
from dayplan.tui import report_reading
from dayplan.tui.screens import reports
from dayplan.tui.screens.log import LogScreen
from dayplan.tui.screens.reports import ReportsScreen
from dayplan.tui.widgets.mode_head import ModeHead
from dayplan.tui.widgets.report_lines import LineList, PartList
from dayplan.tui.widgets.week_line import WeekLine
from dayplan.tui.widgets.year_map import YearMap

NOON = at("2026-11-23 12:00")
DONE = (
    # task, day, from, minutes
    (0, "2026-11-23", "09:00", 60),
    (1, "2026-11-23", "10:00", 30),
    (2, "2026-11-23", "11:00", 30),
    (0, "2026-11-20", "09:00", 120),
    (1, "2026-10-05", "09:00", 90),
    (2, "2025-12-31", "22:00", 180),
)


@pytest.fixture
def worked(book: Book) -> Book:
    """Some time for acme, some for nobody, over a year."""
    book.planner.settle(MONDAY)
    lines = ("Draft page @acme/site +writing", "Interview Ana @acme/podcast", "Tidy up +home")
    tasks = [Ref("id", book.add(line, MONDAY).id) for line in lines]
    book.planner.clients.set_rate("acme", "", "60 EUR", MONDAY)
    for place, day, start, minutes in DONE:
        begin = at(f"{day} {start}").epoch
        book.planner.entries.add(tasks[place], begin, begin + minutes * 60, NOON)
    return book


def front(s: Stage) -> ReportsScreen:
    assert isinstance(s.app.screen, ReportsScreen)
    return s.app.screen


def lines(s: Stage) -> list[tuple[str, int]]:
    """Return the names and the minutes of the lines."""
    return [(line.key, line.seconds // 60) for line in front(s).query_one(LineList).rows]


def parts(s: Stage) -> list[tuple[str, str, int]]:
    return [(str(part.day), part.worked.task, part.seconds // 60) for part in front(s).query_one(PartList).rows]


def title(s: Stage) -> str:
    return front(s).query_one(ModeHead).title


async def test_5_opens_this_week_by_client_and_1_goes_back(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5")
        assert title(s) == "This week  2026-11-23 to 2026-11-29"
        assert lines(s) == [("acme", 90), ("", 30)]
        assert front(s).query_one(ModeHead).words == ("2h tracked", "90.00 EUR", "1h30 billable")
        await s.press("1")
        assert s.app.screen is s.screen


async def test_without_clients_it_opens_by_task(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.time.start(Ref("number", 1), MONDAY)
    async with stage(book, NOON) as s:
        await s.press("5")
        assert lines(s) == [("Answer email", 180)], "what runs counts up to now"


async def test_tab_goes_through_everything_to_sum_up_by(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "plus", "plus", "plus")
        seen = {}
        for by in ("client", "project", "template", "task", "tag", "day", "week", "month", "billable"):
            assert f" {by} " in f" {front(s).query_one('#tabs').render()} "
            seen[by] = lines(s)
            await s.press("tab")
        assert seen["project"] == [("acme/site", 180), ("acme/podcast", 120), ("", 90)]
        assert seen["tag"] == [("writing", 180), ("", 120), ("home", 90)]
        assert seen["day"] == [("2026-01-01", 60), ("2026-10-05", 90), ("2026-11-20", 120), ("2026-11-23", 120)]
        assert seen["month"] == [("2026-01", 60), ("2026-10", 90), ("2026-11", 240)]
        assert seen["billable"] == [("billable", 300), ("not billable", 90)]
        assert lines(s) == seen["client"], "and begins again"
        await s.press("shift+tab")
        assert lines(s) == seen["billable"]


async def test_ranges_grow_shrink_and_move_by_their_own_length(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "plus")
        assert title(s) == "This month  2026-11-01 to 2026-11-30"
        await s.press("left_square_bracket")
        assert title(s) == "Last month  2026-10-01 to 2026-10-31"
        assert lines(s) == [("acme", 90)]
        await s.press("plus", "plus", "left_square_bracket")
        assert title(s) == "Last year"
        assert lines(s) == [("", 120)], "T8: the night before New Year's Day is split at midnight"
        await s.press("full_stop", "plus")
        assert title(s) == "All time  2025-12-31 to 2026-11-23"
        assert lines(s) == [("acme", 300), ("", 210)]
        await s.press("minus", "minus", "minus", "minus", "minus")
        assert title(s).startswith("Today")


async def test_r_asks_for_any_days_and_refuses_what_are_none(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "R")
        await s.type("octember\r")
        assert "is not a stretch of days" in s.text
        await s.press("ctrl+u")
        await s.type("2026-10-01 to 2026-11-20\r")
        assert title(s) == "2026-10-01 to 2026-11-20"
        assert lines(s) == [("acme", 210)]
        await s.press("right_square_bracket")
        assert title(s) == "2026-11-21 to 2027-01-10"


async def test_enter_shows_what_a_line_is_made_of_and_then_the_log_of_that_day(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "plus", "enter")
        assert parts(s) == [
            ("2026-11-23", "Interview Ana", 30), ("2026-11-23", "Draft page", 60), ("2026-11-20", "Draft page", 120),
        ]  # fmt: skip
        assert "3h30 in 3 entries" in s.text
        await s.press("G", "enter")
        assert isinstance(s.app.screen, LogScreen)
        assert "Log of Friday 20 November" in s.text
        await s.press("escape")
        assert parts(s)[2] == ("2026-11-20", "Draft page", 120), "as it was left"
        await s.press("escape")
        assert lines(s) == [("acme", 210), ("", 30)]


async def test_the_filter_counts_only_some_work_while_it_is_typed(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "plus", "slash")
        await s.type("@acme/pod")
        assert lines(s) == [("acme", 30)]
        assert "30m" in s.text
        await s.press("enter")
        assert front(s).query_one(ModeHead).aside == "only @acme/pod"
        assert sum(front(s).query_one(YearMap).seconds.values()) == 120 * 60
        await s.press("slash", "ctrl+u")
        await s.type("+nothing\r")
        assert "leaves nothing of the 4h of these days" in s.text
        await s.press("escape")
        assert lines(s) == [("acme", 210), ("", 30)]


async def test_a_client_named_in_full_is_that_client_alone(worked: Book) -> None:
    worked.add("Another @acmeville", MONDAY)
    worked.planner.time.start(Ref("words", words="Another"), at("2026-11-23 11:40"))
    async with stage(worked, NOON) as s:
        await s.press("5", "slash")
        await s.type("@acme")
        assert lines(s) == [("acme", 90)]
        await s.press("backspace")
        assert lines(s) == [("acme", 90), ("acmeville", 20)]


async def test_time_without_anything_says_so_and_enter_finds_the_time_before(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "left_square_bracket", "left_square_bracket")
        assert "No time was recorded on these days" in s.text
        assert "Monday 2026-10-05, 49 days ago" in s.text
        await s.press("enter")
        assert lines(s) == [("acme", 90)]
        await s.press("full_stop", "right_square_bracket")
        assert "still to come" in s.text


async def test_without_any_time_at_all_it_says_how_time_is_recorded(book: Book) -> None:
    async with stage(book, MONDAY) as s:
        await s.press("5")
        assert "goes to the day, where enter starts the timer" in s.text


async def test_t6_undecided_time_is_in_no_total_and_is_said(worked: Book) -> None:
    entry = worked.sql("SELECT id FROM time_entry WHERE day = '2026-11-20'")[0][0]
    with worked.planner.entries._begin(NOON) as change:
        change.name("Decide later")
        found = change.rows.entry(entry)
        assert found is not None
        found.state = "unresolved"
    async with stage(worked, NOON) as s:
        await s.press("5", "plus")
        assert lines(s) == [("acme", 90), ("", 30)]
        assert "2h undecided, not counted" in s.text
        assert date(2026, 11, 20) not in front(s).query_one(YearMap).seconds
        await s.press("slash")
        await s.type("@acme/site +writing")
        assert "2h undecided, not counted" in s.text, "issue 12.10: the filter lets it through"
        await s.press("ctrl+u")
        await s.type("@acme/podcast")
        assert "undecided" not in s.text


async def test_t9_a_rounding_stands_beside_the_raw_figure(worked: Book) -> None:
    worked.planner.settings.set("rounding", "45m entry", NOON)
    async with stage(worked, NOON) as s:
        await s.press("5")
        line = front(s).query_one(LineList).rows[0]
        assert (line.seconds, line.rounded_s, line.rounded_amounts) == (5400, 8100, (("EUR", 13500),))
        assert "1h30 → 2h15" in s.text
        assert "3h rounded to 45m entry" in s.text


async def test_the_year_says_the_day_under_the_cursor_and_opens_it(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "y", "left", "up", "up", "up")
        assert "Fri 2026-11-13: no time" in s.text
        await s.press("right")
        assert "Fri 2026-11-20: 2h" in s.text
        await s.press("enter")
        assert title(s) == "Friday 20 November  2026-11-20"
        assert lines(s) == [("acme", 120)]
        await s.press("escape")
        assert title(s) == "This week  2026-11-23 to 2026-11-29"


async def test_the_cursor_goes_on_into_the_year_before_but_not_beyond_today(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "y", "right", "down")
        assert front(s).query_one(YearMap).cursor == date(2026, 11, 23)
        await s.press(*["left"] * 48)
        assert front(s).query_one(YearMap).year == 2025
        assert dict(front(s).query_one(YearMap).seconds) == {date(2025, 12, 31): 7200}


async def test_the_weeks_end_with_the_reports_own(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5")
        weeks = front(s).query_one(WeekLine).weeks
        assert len(weeks) == report_reading.WEEKS
        assert weeks[-2:] == ((date(2026, 11, 16), 7200), (date(2026, 11, 23), 7200))
        await s.press("left_square_bracket")
        assert front(s).query_one(WeekLine).weeks[-1] == (date(2026, 11, 16), 7200)


async def test_a_long_list_is_not_loaded_whole(worked: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_reading, "MOST_PARTS", 2)
    async with stage(worked, NOON) as s:
        await s.press("5", "plus", "enter")
        assert len(parts(s)) == 2
        assert front(s)._seen is not None
        assert (front(s)._seen.parts_s, front(s)._seen.part_count) == (3.5 * 3600, 3)


async def test_what_takes_long_leaves_the_old_figures_and_the_keys_alone(
    worked: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5")
        backend, gate = s.app.backend, asyncio.Event()
        look = backend.look

        async def slowly(question: object) -> object:
            await gate.wait()
            return await look(question)  # type: ignore[arg-type]

        monkeypatch.setattr(backend, "look", slowly)
        monkeypatch.setattr(reports, "_SOON_S", 0.0)
        await s.pilot.press("plus", "plus")
        head = front(s).query_one(ModeHead)
        while head.aside != "adding up…":
            await s.pilot.pause(0.01)
        assert lines(s) == [("acme", 90), ("", 30)]
        await s.pilot.press("j")
        assert front(s).query_one(LineList).cursor == 1
        gate.set()
        await s.settled()
        assert (head.aside, title(s)) == ("", "This quarter  2026-10-01 to 2026-12-31")
        assert lines(s) == [("acme", 300), ("", 30)]


async def test_what_is_changed_elsewhere_is_counted_anew(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5")
        worked.planner.entries.delete(1, NOON)
        await s.app.reload()
        await s.settled()
        assert lines(s) == [("", 30), ("acme", 30)]
        await s.press("u")
        assert lines(s) == [("acme", 90), ("", 30)]


async def test_it_comes_back_to_what_it_showed(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5", "plus", "tab", "1", "5")
        assert title(s).startswith("This month")
        assert lines(s)[0] == ("acme/site", 180)


async def test_a_click_chooses_and_a_double_click_opens(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("5")
        await s.pilot.click(LineList, offset=(10, 1))
        await s.settled()
        assert front(s).query_one(LineList).cursor == 1
        await s.pilot.click(LineList, offset=(10, 0), times=2)
        await s.settled()
        assert [task for _, task, _ in parts(s)] == ["Interview Ana", "Draft page"]


async def test_columns_stand_under_each_other_however_much_time_it_is(worked: Book) -> None:
    begin = at("2015-01-01 00:00").epoch
    worked.planner.entries.add(Ref("words", words="Tidy"), begin, begin + 9 * 365 * 86_400, NOON)
    async with stage(worked, NOON) as s:
        await s.press("5", "plus", "plus", "plus", "plus")
        shown = [line for line in s.frame() if "%" in line]
        assert "78843h" in shown[0]
        assert len({line.index("%") for line in shown}) == 1


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 12), (20, 5)])
async def test_it_fits(worked: Book, size: tuple[int, int]) -> None:
    async with stage(worked, NOON, size) as s:
        for keys in (("5",), ("plus", "plus"), ("enter",), ("escape", "y"), ("left",), ("escape", "R")):
            await s.press(*keys)
            assert s.app.screen.size == Size(*size)
            assert all(len(line) <= size[0] for line in s.frame())

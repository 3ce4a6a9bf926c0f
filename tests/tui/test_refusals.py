"""What the planner refuses is said where it was typed, and everything typed is still there (T3, T5, C2, S7)."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at, named
from textual.widgets import Static, TextArea

from dayplan.errors import Refused
from dayplan.planner.closing import ClosingPart
from dayplan.planner.day import DayPart
from dayplan.planner.templates import TemplatePart
from dayplan.tui.screens.ask_day import AskDay
from dayplan.tui.screens.ask_line import AskLine
from dayplan.tui.screens.form import TaskForm
from dayplan.tui.screens.log import LogScreen
from dayplan.tui.screens.losses import LossesScreen
from dayplan.tui.screens.templates import TemplatesScreen
from dayplan.tui.widgets.line_input import LineInput
from dayplan.tui.widgets.quick_add import QuickAdd

NOON = at("2026-11-23 12:00")


@pytest.fixture
def recorded(book: Book) -> Book:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("email"), MONDAY)
    book.planner.time.start(named("project"), at("2026-11-23 10:00"))
    return book


def typed(s: Stage, key: str) -> str:
    return s.app.screen.query_one(f"#{key}", LineInput).value


def error(s: Stage) -> str:
    return str(s.app.screen.query_one("#error", Static).content)


def hint(s: Stage) -> str:
    return str(s.app.screen.query_one(".hint", Static).content)


def refusing(*given: object, **named: object) -> None:
    raise Refused("No room for that.")


async def test_adding_time_to_an_unknown_task_keeps_the_form(recorded: Book) -> None:
    async with stage(recorded, NOON) as s:
        await s.press("4", "a")
        await s.burst("dentist\t8:00-8:30\tteeth")
        await s.press("ctrl+s")
        assert isinstance(s.app.screen, TaskForm)
        assert "dentist" in error(s)
        assert (typed(s, "task"), typed(s, "times")) == ("dentist", "8:00-8:30")
        assert s.app.screen.query_one("#notes", TextArea).text == "teeth"
        assert s.toasts == []
        s.app.screen.query_one("#task", LineInput).value = "4"
        await s.press("ctrl+s")
        assert isinstance(s.app.screen, LogScreen)
        assert "Send invoices" in s.text


async def test_t5_a_time_to_come_is_refused_in_the_form(recorded: Book) -> None:
    async with stage(recorded, NOON) as s:
        await s.press("4", "a")
        await s.burst("4\t13:00-13:30\r")
        assert error(s) == "13:00 on Monday 23 November is still to come: it is 12:00 now. Give a time that has passed."
        assert typed(s, "times") == "13:00-13:30"


async def test_t3_who_does_not_want_others_to_lose_time_is_back_in_the_form(recorded: Book) -> None:
    async with stage(recorded, NOON) as s:
        await s.press("4", "a")
        await s.burst("4\t9:30-10:30\r")
        assert isinstance(s.app.screen, LossesScreen)
        await s.press("escape")
        assert isinstance(s.app.screen, TaskForm)
        assert error(s).startswith("Nothing was changed")
        assert typed(s, "times") == "9:30-10:30"
        await s.press("ctrl+s", "enter")
        assert isinstance(s.app.screen, LogScreen)
        assert "09:30–10:30" in s.text


async def test_a_burst_types_on_into_the_list_once_the_form_is_saved(recorded: Book) -> None:
    async with stage(recorded, NOON) as s:
        await s.burst("4a4\t8:00-8:30\rx8:10-8:20\r")
        assert "08:00–08:10" in s.text
        assert "08:20–08:30" in s.text


async def test_what_cannot_be_cut_out_stays_in_the_line(recorded: Book) -> None:
    async with stage(recorded, NOON) as s:
        await s.press("4", "x")
        await s.burst("7:00-7:30\r")
        assert isinstance(s.app.screen, AskLine)
        assert "nothing to cut out" in hint(s)
        assert s.app.screen.query_one(LineInput).value == "7:00-7:30"


async def test_c2_a_day_that_is_over_is_refused_where_it_was_typed(recorded: Book) -> None:
    async with stage(recorded, NOON) as s:
        await s.press("m", "ctrl+u")
        await s.burst("2026-11-20\r")
        assert isinstance(s.app.screen, AskDay)
        assert "is over: plan for today or a day to come" in hint(s)
        assert s.app.screen.query_one(LineInput).value == "2026-11-20"
        await s.press("escape")
        assert s.app.screen is s.screen


async def test_a_task_s_form_stays_with_what_was_typed(recorded: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(recorded, NOON) as s:
        monkeypatch.setattr(DayPart, "edit", refusing)
        await s.press("e")
        await s.burst(" and post")
        await s.press("ctrl+s")
        assert error(s) == "No room for that."
        assert typed(s, "title").endswith("and post")
        monkeypatch.undo()
        await s.press("ctrl+s")
        assert s.app.screen is s.screen
        assert "and post" in s.text


async def test_a_template_s_form_stays_with_what_was_typed(recorded: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(recorded, NOON) as s:
        monkeypatch.setattr(TemplatePart, "add", refusing)
        await s.press("3", "a")
        await s.burst("Newsletter\tevery monday\r")
        assert error(s) == "No room for that."
        assert (typed(s, "title"), typed(s, "every")) == ("Newsletter", "every monday")
        monkeypatch.undo()
        await s.press("ctrl+s")
        assert isinstance(s.app.screen, TemplatesScreen)
        assert "Newsletter" in s.text


async def test_s7_a_pause_that_is_refused_stays_in_the_line(recorded: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(recorded, NOON) as s:
        monkeypatch.setattr(TemplatePart, "pause", refusing)
        await s.press("3", "P")
        await s.burst("next mon\r")
        assert hint(s) == "No room for that."
        assert s.app.screen.query_one(LineInput).value == "next mon"


async def test_a_line_that_is_refused_says_why_under_itself(recorded: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(recorded, NOON) as s:
        monkeypatch.setattr(DayPart, "add", refusing)
        await s.burst("aBuy stamps\r")
        line = s.screen.query_one(QuickAdd)
        assert line.query_one(LineInput).value == "Buy stamps"
        assert str(line.query_one(Static).content) == "No room for that."
        assert s.toasts == []


async def test_z1_a_capacity_that_is_refused_stays_in_the_line(recorded: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(recorded, NOON) as s:
        monkeypatch.setattr(DayPart, "set_capacity", refusing)
        await s.burst("z5h\r")
        assert hint(s) == "No room for that."
        assert s.app.screen.query_one(LineInput).value == "5h"


async def test_t5_an_edge_beyond_now_is_refused_in_the_planner_s_words(recorded: Book) -> None:
    async with stage(recorded, at("2026-11-23 10:02")) as s:
        await s.press("4", "G", "L")
        assert s.toasts == [
            "10:05 on Monday 23 November is still to come: it is 10:02 now. Give a time that has passed."
        ]


async def test_z5_a_day_s_note_that_is_refused_stays_in_its_form(
    recorded: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(recorded, NOON) as s:
        monkeypatch.setattr(ClosingPart, "note", refusing)
        await s.press("C", "N")
        await s.burst("a good day")
        await s.press("ctrl+s")
        assert error(s) == "No room for that."
        assert s.app.screen.query_one("#notes", TextArea).text == "a good day"


async def test_z5_a_day_that_is_over_is_refused_where_all_were_to_move(recorded: Book) -> None:
    async with stage(recorded, NOON) as s:
        await s.press("C", "M", "ctrl+u")
        await s.burst("2026-11-20\r")
        assert isinstance(s.app.screen, AskDay)
        assert "is over" in hint(s)

"""Keys pressed faster than anything is answered: none is dropped or doubled, each meets what the last one did."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from stage import Stage, stage
from support import MONDAY, TUESDAY, Book
from textual.screen import ModalScreen
from textual.widgets import Input

from dayplan.tui.backend import Backend
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.fit import FitScreen
from dayplan.tui.screens.form import TaskForm
from dayplan.tui.screens.inbox import InboxScreen
from dayplan.tui.turns import MOMENT
from dayplan.tui.widgets.line_input import LineInput
from dayplan.tui.widgets.quick_add import QuickAdd

FOUR = ["Answer email", "Write proposals", "Project work", "Send invoices"]
ENTER, ESCAPE, CTRL_S = "\r", "\x1b[27u", "\x13"


def steps(book: Book) -> list[str]:
    """What was done, each step once."""
    return [label for (label,) in book.sql("SELECT label FROM op WHERE label <> '' GROUP BY step ORDER BY step")]


def titles(s: Stage) -> list[str]:
    return [task.title for task in s.day.tasks]


async def test_a_opens_the_line_and_what_follows_is_typed_into_it(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("aBuy stamps\rWrite Ana\r")
        assert titles(s) == [*FOUR, "Buy stamps", "Write Ana"]
        assert s.marks[0] == "Answer email: open", "nothing of what was typed reached the list"
        assert s.screen.query_one(QuickAdd).query_one(Input).value == ""


async def test_every_line_of_a_burst_is_added_once_and_in_order(book: Book) -> None:
    lines = [f"Job {number} est:{number}m @acme" for number in range(1, 9)]
    async with stage(book) as s:
        await s.burst("a" + "".join(f"{line}\r" for line in lines))
        assert titles(s)[4:] == [f"Job {number}" for number in range(1, 9)]
        assert [task.estimate_s for task in s.day.tasks[4:]] == [60 * number for number in range(1, 9)]


async def test_t_t_t_moves_three_tasks(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("ttt")
        assert titles(s) == ["Send invoices"]
    assert list(book.tasks(MONDAY, "2026-11-24"))[:3] == FOUR[:3]


async def test_space_j_space_ticks_two(book: Book) -> None:
    async with stage(book) as s:
        await s.burst(" j ")
        assert [task.status for task in s.day.tasks] == ["done", "done", "open", "open"]


async def test_ticking_down_the_whole_list_before_the_database_is_there(book: Book) -> None:
    book.planner.settle(TUESDAY)
    async with stage(book, TUESDAY) as s:
        await s.burst(" j j j ")
        assert [task.status for task in s.day.tasks] == ["done"] * 4


async def test_m_a_day_and_enter_move_the_task(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("m\x15fri\r")  # ctrl+u empties the line, which says tomorrow
        assert titles(s) == FOUR[1:]
        assert not isinstance(s.app.screen, ModalScreen)
    assert "Answer email" in book.tasks(MONDAY, "2026-11-27")


async def test_the_key_after_a_dialog_meets_what_its_answer_did(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("m\r ")  # the task goes to tomorrow, and the next one is ticked
        assert s.marks == ["Write proposals: done", "Project work: open", "Send invoices: open"]


async def test_two_dialogs_in_a_row(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("m\rm\r")
        assert titles(s) == FOUR[2:]


async def test_a_dialog_that_is_left_changes_nothing_and_the_next_key_is_the_lists(book: Book) -> None:
    async with stage(book) as s:
        await s.burst(f"m{ESCAPE} ")
        assert s.marks[0] == "Answer email: done"
        assert len(s.day.tasks) == 4


async def test_enter_enter_starts_and_stops(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("\r\r")
        assert s.day.running is None
        assert steps(book) == ["Start 'Answer email'", "Stop 'Answer email'"]
        assert book.sql("SELECT * FROM time_entry") == [], "12.14: what is stopped at once was no work"


async def test_enter_held_down_leaves_no_entries(book: Book) -> None:
    """Issue 13.17: it left 13 entries of 0m."""
    async with stage(book) as s:
        await s.burst("\r" * 26)
        assert s.day.running is None
        assert len(steps(book)) == 26
        assert book.sql("SELECT * FROM time_entry") == []
        assert s.day.tracked_s == 0


async def test_t1_enter_j_enter_switches(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("\rj\rj\r")
        assert [task.running for task in s.day.tasks] == [False, False, True, False]
        assert steps(book) == [f"Start '{title}'" for title in FOUR[:3]]
        assert book.sql("SELECT COUNT(*), COUNT(ended_at) FROM time_entry") == [(1, 0)]


async def test_undo_and_redo_keep_count(book: Book) -> None:
    async with stage(book) as s:
        await s.burst(" j j uuuUU")
        assert [task.status for task in s.day.tasks] == ["done", "done", "open", "open"]


async def test_j_j_moves_the_task_down_twice(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("JJ")
        assert titles(s) == ["Write proposals", "Project work", "Answer email", "Send invoices"]
        assert s.list.highlighted == 2
        await s.burst("KKK")
        assert titles(s) == FOUR


async def test_days_turn_as_often_as_was_asked(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("]]][")
        assert s.day.day.isoformat() == "2026-11-25"
        await s.burst("[[[[.")
        assert s.day.day == s.day.today


async def test_a_form_is_filled_and_saved_in_one_go(book: Book) -> None:
    async with stage(book) as s:
        await s.burst(f"e\x15Answer Ana\t\x151h{CTRL_S}j ")
        assert not isinstance(s.app.screen, TaskForm)
        assert (s.day.tasks[0].title, s.day.tasks[0].estimate_s) == ("Answer Ana", 3600)
        assert s.marks[1] == "Write proposals: done"


async def test_c3_the_inbox_is_filled_opened_and_planned_from(book: Book) -> None:
    async with stage(book) as s:
        await s.burst(f"cCall Ana\rAsk Bill\r{ESCAPE}ip")
        assert isinstance(s.app.screen, InboxScreen)
        await s.burst(ESCAPE)
        assert titles(s) == [*FOUR, "Call Ana"]
        assert book.sql("SELECT title FROM task WHERE day IS NULL") == [("Ask Bill",)]


async def test_z1_the_suggestion_is_taken_in_one_go(book: Book) -> None:
    book.add("Big job est:2h", MONDAY)
    async with stage(book) as s:
        await s.burst("o\r")
        assert not isinstance(s.app.screen, FitScreen)
        assert titles(s) == FOUR


async def test_a_filter_is_typed_and_the_first_match_ticked(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("/invo\r ")
        assert s.marks[3] == "Send invoices: done"
        assert s.marks[0] == "Answer email: open"


async def test_letters_typed_into_a_line_are_never_commands(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("atxsmequickly [done]\r")
        assert titles(s) == [*FOUR, "txsmequickly [done]"]
        assert all(task.status == "open" for task in s.day.tasks)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change takes half a second, as on a slow disk."""
    ask = Backend._ask

    def slowly(self: Backend, question: Callable[[Any], Any]) -> Any:
        time.sleep(0.5)
        return ask(self, question)

    monkeypatch.setattr(Backend, "_ask", slowly)


@pytest.mark.parametrize("moment", [0.1, MOMENT])
async def test_on_a_slow_disk_no_key_is_lost(book: Book, slow: None, moment: float) -> None:
    """A change that takes longer than a moment goes on in its thread, and the next key acts all the same."""
    book.planner.settle(MONDAY)
    async with stage(book, moment=moment) as s:
        await s.burst(" j ")
        assert [task.status for task in s.day.tasks] == ["done", "done", "open", "open"]


async def test_on_a_slow_disk_keys_act_on_what_the_ones_before_did(book: Book, slow: None) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, moment=MOMENT) as s:
        await s.burst("tt")
        assert titles(s) == FOUR[2:]


async def test_c3_a_line_is_saved_before_its_screen_is_left(book: Book, slow: None) -> None:
    async with stage(book, moment=MOMENT) as s:
        await s.burst(f"\rfcFrom focus\r{ESCAPE}{ESCAPE}")
        assert type(s.app.screen) is DayScreen
        assert any("Added to the inbox: From focus" in toast for toast in s.toasts)
        await s.burst(f"icFrom the inbox\r{ESCAPE}{ESCAPE}")
        assert type(s.app.screen) is DayScreen
    assert book.sql("SELECT title FROM task WHERE day IS NULL") == [("From focus",), ("From the inbox",)]


async def test_what_was_typed_while_a_line_is_being_saved_stays_in_the_line(book: Book) -> None:
    async with stage(book) as s:
        await s.burst("aBuy stamps\rWri")
        assert titles(s) == [*FOUR, "Buy stamps"]
        assert s.screen.query_one(QuickAdd).query_one(LineInput).value == "Wri"


async def test_a_second_that_passes_while_the_planner_is_being_closed_breaks_nothing(book: Book) -> None:
    async with stage(book) as s:
        pass
    await s.app._look_around(MONDAY)
    await s.app.settling.settle()


async def test_a_key_after_the_screen_was_too_small_for_a_moment_finds_the_list(book: Book) -> None:
    async with stage(book) as s:
        for size in ((10, 3), (120, 36)):
            await s.pilot.resize_terminal(*size)
        await s.burst("jj\r")
        assert s.marks[2] == "Project work: running"


async def test_the_focus_comes_home_whenever_it_is_lost(book: Book) -> None:
    async with stage(book) as s:
        s.screen.set_focus(None)
        await s.settled()
        assert s.list.has_focus
        s.screen.set_focus(None)
        await s.burst("jj\r")
        assert s.marks[2] == "Project work: running"


async def test_what_is_typed_behind_the_key_that_leaves_changes_nothing(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.add("Errand", MONDAY)
    async with stage(book) as s:
        await s.burst("que \r")
    assert [task.title for task in book.day(MONDAY).tasks][-1] == "Errand", "u took nothing back"
    assert all(task.status == "open" and not task.running for task in book.day(MONDAY).tasks)

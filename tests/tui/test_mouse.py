"""The mouse: a click selects, on the mark it ticks, twice it starts; a drag reorders, the wheel scrolls."""

from __future__ import annotations

from datetime import date

import pytest
from stage import Stage, stage
from support import MONDAY, Book
from textual.events import MouseScrollDown, MouseScrollUp

from dayplan.domain.quickadd import parse_quick_add
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.inbox import InboxScreen
from dayplan.tui.widgets.day_header import DayHeader
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.quick_add import QuickAdd
from dayplan.tui.widgets.task_list import TaskList
from dayplan.tui.widgets.week_grid import WeekGrid

FOUR = ["Answer email", "Write proposals", "Project work", "Send invoices"]
TITLE, MARK = 20, 2


def titles(s: Stage) -> list[str]:
    return [task.title for task in s.day.tasks]


def standing(s: Stage) -> str:
    assert s.list.standing_on is not None
    return s.list.standing_on.title


async def drag(s: Stage, begin: int, end: int, x: int = TITLE) -> None:
    """Hold the mouse on one row and let it go on another."""
    await s.pilot.mouse_down(TaskList, offset=(x, begin))
    step = 1 if end > begin else -1
    for row in range(begin, end + step, step):
        await s.pilot.hover(TaskList, offset=(x, row))
    await s.pilot.mouse_up(TaskList, offset=(x, end))
    await s.settled()


async def test_a_click_selects_and_changes_nothing(book: Book) -> None:
    async with stage(book) as s:
        for row in (2, 0, 3):
            await s.pilot.click(TaskList, offset=(TITLE, row))
            await s.settled()
            assert standing(s) == FOUR[row]
        assert s.marks == [f"{title}: open" for title in FOUR]
        assert "Send invoices" in s.text


async def test_a_click_on_the_mark_ticks_and_again_opens(book: Book) -> None:
    async with stage(book) as s:
        for status in ("done", "open"):
            await s.pilot.click(TaskList, offset=(MARK, 1))
            await s.settled()
            assert s.day.tasks[1].status == status
            assert standing(s) == "Write proposals"


async def test_t1_a_double_click_starts_and_another_stops(book: Book) -> None:
    async with stage(book) as s:
        await s.pilot.click(TaskList, offset=(TITLE, 1), times=2)
        await s.settled()
        assert s.marks[1] == "Write proposals: running"
        await s.pilot.click(TaskList, offset=(TITLE, 2), times=2)
        await s.settled()
        assert s.marks[1:3] == ["Write proposals: open", "Project work: running"]
        await s.pilot.click(TaskList, offset=(TITLE, 2), times=2)
        await s.settled()
        assert s.day.running is None


async def test_a_double_click_on_the_mark_ticks_once_and_starts_nothing(book: Book) -> None:
    async with stage(book) as s:
        await s.pilot.click(TaskList, offset=(MARK, 1), times=2)
        await s.settled()
        assert s.marks[1] == "Write proposals: done"
        assert s.day.running is None


@pytest.mark.parametrize(
    ("begin", "end", "order"),
    [
        (0, 2, [1, 2, 0, 3]),
        (0, 3, [1, 2, 3, 0]),
        (3, 0, [3, 0, 1, 2]),
        (2, 1, [0, 2, 1, 3]),
        (2, 3, [0, 1, 3, 2]),
        (1, 1, [0, 1, 2, 3]),
    ],
)
async def test_a_drag_reorders_and_the_cursor_goes_along(book: Book, begin: int, end: int, order: list[int]) -> None:
    async with stage(book) as s:
        await drag(s, begin, end)
        assert titles(s) == [FOUR[place] for place in order]
        assert standing(s) == FOUR[begin]
    assert [task.title for task in book.day(MONDAY).tasks] == [FOUR[place] for place in order]


async def test_u1_a_drag_is_one_step(book: Book) -> None:
    async with stage(book) as s:
        await drag(s, 0, 3)
        await s.press("u")
        assert titles(s) == FOUR
        assert any("Undone: Reorder 'Answer email'" in toast for toast in s.toasts)


async def test_a_drag_that_ends_outside_the_list_changes_nothing(book: Book) -> None:
    async with stage(book) as s:
        await s.pilot.mouse_down(TaskList, offset=(TITLE, 0))
        await s.pilot.hover(DayHeader, offset=(5, 1))
        await s.pilot.mouse_up(DayHeader, offset=(5, 1))
        await s.settled()
        assert titles(s) == FOUR
        await s.pilot.hover(TaskList, offset=(TITLE, 2))
        await s.settled()
        assert standing(s) == "Answer email", "the mouse holds nothing any more"


async def test_a_drag_that_begins_on_the_mark_is_none(book: Book) -> None:
    async with stage(book) as s:
        await drag(s, 0, 2, x=MARK)
        assert titles(s) == FOUR


async def test_s2_what_is_only_projected_is_not_dragged(book: Book) -> None:
    async with stage(book) as s:
        await s.press("]")
        await drag(s, 0, 2)
        assert titles(s) == FOUR
        assert all(task.id == 0 for task in s.day.tasks)


async def test_the_wheel_scrolls_a_long_list_and_leaves_the_cursor(book: Book) -> None:
    book.planner.settle(MONDAY)
    for number in range(40):
        book.add(f"Job {number}", MONDAY)
    async with stage(book, size=(80, 24)) as s:
        assert "Answer email" in s.text
        for event, there in ((MouseScrollDown, False), (MouseScrollUp, True)):
            for _ in range(10):
                s.list.post_message(
                    event(s.list, x=5, y=5, delta_x=0, delta_y=0, button=0, shift=False, meta=False, ctrl=False)
                )
            await s.pilot.pause(0.3)
            await s.settled()
            assert ("Answer email" in s.text) == there
        assert standing(s) == "Answer email"
        assert s.marks[0] == "Answer email: open"


async def test_a_click_in_a_scrolled_list_means_the_row_that_is_seen(book: Book) -> None:
    book.planner.settle(MONDAY)
    for number in range(40):
        book.add(f"Job {number}", MONDAY)
    async with stage(book, size=(80, 24)) as s:
        await s.press("G")
        row = next(place for place, line in enumerate(s.frame()) if "Job 35" in line)
        top = s.list.region.y
        await s.pilot.click(TaskList, offset=(MARK, row - top))
        await s.settled()
        assert [task.title for task in s.day.tasks if task.status == "done"] == ["Job 35"]


async def test_below_the_last_task_there_is_nothing_to_click(book: Book) -> None:
    async with stage(book) as s:
        await s.pilot.click(TaskList, offset=(TITLE, 12))
        await s.pilot.click(TaskList, offset=(TITLE, 12), times=2)
        await s.settled()
        assert s.marks == [f"{title}: open" for title in FOUR]
        assert s.day.running is None


async def test_a_key_of_the_footer_can_be_clicked_where_it_stands(book: Book) -> None:
    async with stage(book) as s:
        footer = s.frame()[-1]
        await s.pilot.click(KeyBar, offset=(footer.index("a add"), 0))
        await s.settled()
        assert s.screen.query_one(QuickAdd).has_class("-open")
        await s.press("escape")
        await s.pilot.click(KeyBar, offset=(footer.index("u undo") + 5, 0))
        await s.settled()
        assert any("nothing to undo" in toast for toast in s.toasts)


async def test_the_mouse_works_in_the_inbox_too(book: Book) -> None:
    book.planner.settle(MONDAY)
    for line in ("Call Ana", "Ask Bill"):
        book.planner.day.add(parse_quick_add(line, date(2026, 11, 23)), MONDAY, inbox=True)
    async with stage(book) as s:
        await s.press("i")
        assert isinstance(s.app.screen, InboxScreen)
        await s.pilot.click(TaskList, offset=(MARK, 1))
        await s.settled()
        assert [task.title for task in s.app.screen.query_one(TaskList).tasks] == ["Call Ana"]


async def test_a_click_beside_the_dialog_reaches_nothing_behind_it(book: Book) -> None:
    async with stage(book) as s:
        await s.press("m")
        await s.pilot.click(offset=(4, 5))
        await s.settled()
        await s.press("escape")
        assert s.marks == [f"{title}: open" for title in FOUR]


# What has no mark, row or footer of its own: help does it


async def test_a_click_on_a_line_of_help_does_what_its_key_does(book: Book) -> None:
    async with stage(book) as s:
        await s.press("?")
        row = next(place for place, line in enumerate(s.frame()) if "Tick this task" in line)
        await s.pilot.click(offset=(40, row))
        await s.settled()
        assert s.marks[0] == "Answer email: done"
        assert isinstance(s.app.screen, DayScreen)


async def test_what_is_found_in_help_can_be_clicked_where_it_stands(book: Book) -> None:
    async with stage(book) as s:
        await s.press("?", *"inbox")
        row = next(place for place, line in enumerate(s.frame()) if "Open the inbox" in line)
        await s.pilot.click(offset=(40, row))
        await s.settled()
        assert isinstance(s.app.screen, InboxScreen)


# Week mode


def column_of(s: Stage, words: str) -> int:
    return next(line.index(words) for line in s.frame() if words in line)


async def test_a_task_is_dragged_to_another_day_and_back(book: Book) -> None:
    async with stage(book) as s:
        await s.press("2")
        begin, end = column_of(s, "Mon 23"), column_of(s, "Thu 26")
        grid = s.app.screen.query_one(WeekGrid)
        top = grid.region.y
        row = next(place for place, line in enumerate(s.frame()) if "Project work" in line) - top
        await s.pilot.mouse_down(WeekGrid, offset=(begin + 3, row))
        await s.pilot.hover(WeekGrid, offset=(end + 3, row))
        await s.pilot.mouse_up(WeekGrid, offset=(end + 3, row))
        await s.settled()
        assert "Project work" not in book.tasks(MONDAY)
        assert book.tasks(MONDAY, "2026-11-26")["Project work"].id
        assert grid.standing_on is not None
        assert grid.standing_on.title == "Project work", "the cursor goes along"
        await s.press("u")
        assert "Project work" in book.tasks(MONDAY)


async def test_a_drag_within_its_day_moves_nothing(book: Book) -> None:
    async with stage(book) as s:
        await s.press("2")
        begin = column_of(s, "Mon 23")
        await s.pilot.mouse_down(WeekGrid, offset=(begin + 3, 5))
        await s.pilot.mouse_up(WeekGrid, offset=(begin + 3, 6))
        await s.settled()
        assert len(book.tasks(MONDAY)) == 4

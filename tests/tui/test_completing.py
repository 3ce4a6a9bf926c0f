"""Lines complete what is known: clients, projects, tags, phrases, days, ranges."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book
from textual.widgets import Input


@pytest.fixture
def known(book: Book) -> Book:
    book.planner.settle(MONDAY)
    book.add("Draft landing page @acme/site +writing est:1h", MONDAY)
    return book


def line(s: Stage) -> Input:
    assert isinstance(s.app.focused, Input)
    return s.app.focused


async def test_the_quick_add_line_shows_and_takes_a_completion(known: Book) -> None:
    async with stage(known, MONDAY) as s:
        await s.press("a")
        assert "tab complete" in s.frame()[-1]
        await s.type("Call Ana @ac")
        assert "Call Ana @acme/site" in s.text, "it is shown behind the cursor"
        assert line(s).value == "Call Ana @ac", "and is not there until it is taken"
        await s.press("tab")
        await s.type(" +wr")
        await s.press("right", "enter")
        task = s.day.tasks[-1]
        assert (task.title, task.client, task.project, task.tags) == ("Call Ana", "acme", "site", ("writing",))


async def test_what_was_named_just_now_is_known_to_the_next_line(known: Book) -> None:
    async with stage(known, MONDAY) as s:
        await s.press("a")
        await s.type("Call Bo @zebra +call")
        await s.press("enter")
        await s.type("Write to @ze")
        await s.press("tab")
        assert line(s).value == "Write to @zebra"
        await s.press("escape", "a", "ctrl+u")
        await s.type("Again +ca")
        await s.press("tab")
        assert line(s).value == "Again +call"


async def test_what_is_typed_faster_than_it_is_answered_is_completed_too(known: Book) -> None:
    async with stage(known, MONDAY) as s:
        await s.press("a")
        await s.burst("Call Ana @ac\t\r")
        assert s.day.tasks[-1].project == "site"


async def test_tab_never_leaves_a_line_that_is_alone(known: Book) -> None:
    async with stage(known, MONDAY) as s:
        await s.press("a", "tab")
        await s.type("Buy stamps")
        assert line(s).value == "Buy stamps"


@pytest.mark.parametrize(
    ("keys", "typed", "shown"),
    [
        (("e", "tab", "tab", "ctrl+u"), "acm", "acme/site"),
        (("e", "tab", "tab", "tab", "ctrl+u"), "wri", "writing"),
        (("3", "a", "tab"), "every mon", "every monday"),
        (("3", "a", "tab", "tab", "tab", "tab", "tab"), "acc", "accumulate"),
        (("4", "a"), "draft l", "draft landing page"),
    ],
)
async def test_a_form_completes_its_fields_and_tab_goes_on(
    known: Book, keys: tuple[str, ...], typed: str, shown: str
) -> None:
    async with stage(known, MONDAY) as s:
        await s.press(*keys)
        await s.type(typed)
        assert shown in s.text
        here = line(s)
        await s.press("tab")
        assert here.value == typed, "what was not taken is not there"
        assert s.app.focused is not here
        await s.press("shift+tab", "end", "backspace")
        await s.type(typed[-1])
        await s.press("right")
        assert here.value == shown


@pytest.mark.parametrize(
    ("keys", "typed", "shown"),
    [
        (("m", "ctrl+u"), "next f", "next friday"),
        (("5", "R"), "last m", "last month"),
        (("/",), "@ac", "@acme/site"),
        (("@", "m"), "acm", "acme/site"),
    ],
)
async def test_a_question_completes_its_line(known: Book, keys: tuple[str, ...], typed: str, shown: str) -> None:
    async with stage(known, MONDAY) as s:
        await s.press(*keys)
        await s.type(typed)
        assert shown in s.text
        await s.press("tab")
        assert line(s).value == shown

"""What is said in passing: one thing at a time, and never over a question; and the keys of what has the focus."""

from __future__ import annotations

import pytest
from stage import stage
from support import Book
from textual.widgets._toast import Toast

from dayplan.tui.screens.ask_day import AskDay
from dayplan.tui.screens.carried import CarriedScreen
from dayplan.tui.widgets.choices import Choice


async def test_after_five_keys_there_is_one_toast_and_it_is_about_the_last(book: Book) -> None:
    async with stage(book, toasts=True) as s:
        await s.press("t", "t", "u", "u", "U")
        assert [toast for toast in s.toasts if "seeded" not in toast] == [
            "Done again: Move 'Answer email' to Tuesday 24 November"
        ]
        shown = [str(toast.render()) for toast in s.screen.query(Toast)]
        assert [words for words in shown if "seeded" not in words] == [
            "Done again: Move 'Answer email' to Tuesday 24 November"
        ]


async def test_a_refusal_goes_when_the_next_key_works(book: Book) -> None:
    async with stage(book) as s:
        await s.press("delete")
        assert any("Answer email" in toast and "comes from a template" in toast for toast in s.toasts), s.toasts
        await s.press("t")
        assert not any("comes from a template" in toast for toast in s.toasts), s.toasts


async def test_what_seeding_did_stays_when_something_else_is_said(book: Book) -> None:
    async with stage(book) as s:
        await s.press("t")
        assert any("4 seeded" in toast for toast in s.toasts)


@pytest.mark.parametrize(("size", "left"), [((120, 36), 1), ((80, 24), 0), ((40, 12), 0)])
async def test_a_toast_does_not_cover_a_question(book: Book, size: tuple[int, int], left: int) -> None:
    async with stage(book, size=size, toasts=True) as s:
        assert len(s.toasts) == 1
        await s.press("m")
        assert isinstance(s.app.screen, AskDay)
        assert len(s.toasts) == left


@pytest.mark.parametrize(
    ("key", "keys"),
    [("a", "enter add   esc close   tab complete"), ("slash", "enter to the list   esc show all   tab complete")],
)
async def test_the_last_line_shows_the_keys_of_the_line_that_is_typed_in(book: Book, key: str, keys: str) -> None:
    async with stage(book) as s:
        await s.press(key)
        assert s.frame()[-1].strip() == keys
        await s.press("escape")
        assert s.frame()[-1].strip().startswith("enter start   space done")


async def test_z1_where_the_day_is_too_full_the_key_that_makes_it_fit_is_named(book: Book) -> None:
    async with stage(book) as s:
        assert "makes it fit" not in "\n".join(s.frame())
        await s.burst("aBig job est:3h\r")
        assert "2h too much · o makes it fit" in "\n".join(s.frame())


async def test_a_click_on_a_choice_does_what_its_key_does(book: Book) -> None:
    async with stage(book) as s:
        answers: list[str | None] = []
        await s.app.push_screen(CarriedScreen(s.day.tasks[0]), answers.append)
        await s.settled()
        await s.pilot.click(s.app.screen.query(Choice)[2])
        await s.settled()
        assert answers == ["inbox"]

"""The planner says when a template that was made or changed comes next: S7, issue 13.14; and undoes as it reopens."""

from __future__ import annotations

from stage import stage
from support import FRIDAY, MONDAY, Book, at, named

from dayplan.planner.templates import TemplateEdit


async def test_s7_a_form_that_is_saved_says_when_the_template_comes_next(book: Book) -> None:
    book.planner.settle(FRIDAY)
    async with stage(book, FRIDAY) as s:
        await s.press("3", "a")
        await s.burst("Newsletter\tevery monday from 13 april 2026\r")
        assert s.toasts[-1] == "Next: Monday 30 November"
        await s.press("e")
        await s.burst("\tevery workday from 1 april 2026\r")
        assert "Newsletter" in s.text
    rows = book.sql(
        "SELECT t.occurrence FROM task t JOIN template p ON p.id = t.template_id WHERE p.title = 'Newsletter'"
    )
    assert all(occurrence >= "2026-11-27" for (occurrence,) in rows)


async def test_s4_undo_in_the_planner_takes_the_untouched_successor_back(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.templates.add(TemplateEdit(title="Water", schedule="AFTER=1"), MONDAY)
    book.planner.day.done([named("water")], MONDAY)
    tuesday = at("2026-11-24 09:00")
    book.planner.settle(tuesday)
    async with stage(book, tuesday) as s:
        await s.press("u")
        assert any("Undone: Done 'Water'" in toast for toast in s.toasts)
    water = "SELECT occurrence, status FROM task WHERE title = 'Water'"
    assert book.sql(water) == [("2026-11-23", "open")]

"""The first five minutes: what is asked before the first day, and the hints that go once they were followed (S12)."""

from __future__ import annotations

from stage import stage
from support import MONDAY, SATURDAY, Book

from dayplan.planner.beginning import Beginning


def said(book: Book) -> dict[str, str]:
    return dict(book.sql("SELECT key, value FROM setting"))


async def test_s12_escape_takes_the_usual_answers(book: Book) -> None:
    async with stage(book, MONDAY, beginning=True) as s:
        assert "Welcome to dayplan" in s.text
        assert book.sql("SELECT * FROM template") == [], "nothing is made before it is answered"
        await s.press("escape")
        assert [task.title for task in s.day.tasks] == [
            *("Answer email", "Write proposals", "Project work", "Send invoices")
        ]
        assert said(book) == {}
    async with stage(book, MONDAY, beginning=True) as s:
        assert "Welcome to dayplan" not in s.text, "it asks once"


async def test_s12_the_answers_make_the_first_day(book: Book) -> None:
    async with stage(book, MONDAY, beginning=True) as s:
        await s.press("down", "down")
        assert "Comes back: Pack and ship orders, Answer customers, Make, Photograph" in " ".join(s.text.split())
        await s.press("tab", *"tue-sat", "tab", *"5h", "tab", *"04:00")
        await s.press("enter")
        assert said(book) == {"workdays": "tue-sat", "capacity": "18000", "day_start": "04:00"}
        templates = [title for (title,) in book.sql("SELECT title FROM template")]
        assert templates[:3] == ["Pack and ship orders", "Answer customers", "Make"]
        # Monday is a day off for this maker: what Tuesday has, and not what comes once a month
        assert "Photograph and list new pieces" in [task.title for task in s.day.tasks]
        assert "Count the stock" not in [task.title for task in s.day.tasks]
        assert s.day.tasks[0].title == "Pack and ship orders"


async def test_s12_what_cannot_be_read_is_answered_and_stays(book: Book) -> None:
    async with stage(book, MONDAY, beginning=True) as s:
        await s.press("tab", *"noday", "enter")
        assert "Welcome to dayplan" in s.text
        assert "noday" in s.text
        assert book.sql("SELECT * FROM template") == []
        await s.press("escape")
        assert len(s.day.tasks) == 4


async def test_s12_an_empty_day_says_what_to_do(book: Book) -> None:
    async with stage(book, MONDAY, beginning=True) as s:
        await s.press("end", "enter")
        assert s.day.tasks == ()
        assert "a  add a task" in s.text


def test_s12_what_another_process_began_meanwhile_stays(book: Book) -> None:
    book.planner.settle(SATURDAY)
    book.planner.settle(SATURDAY, Beginning("tutor", capacity="5h"))
    assert [title for (title,) in book.sql("SELECT title FROM template LIMIT 1")] == ["Answer email"]
    assert said(book) == {"capacity": "18000"}


# Hints


async def test_a_hint_stays_until_it_was_followed_once(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, MONDAY) as s:
        assert "enter starts the clock on the task under the cursor" in s.text
        await s.press("enter")
        assert "space ticks the task under the cursor; its clock stops" in s.text
        await s.press("space")
        assert "a adds a task, as in: Call Ana @acme est:20m on:fri" in s.text
        await s.press("a", *"Call Ana", "enter", "escape")
        assert "as in: Call Ana" not in s.text
        await s.press("u", "u", "u")
        assert "starts the clock" not in s.text, "who has done it once is not told again"


async def test_hints_are_for_today(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, MONDAY) as s:
        await s.press("]")
        assert "starts the clock" not in s.text
        await s.press("[")
        assert "starts the clock" in s.text

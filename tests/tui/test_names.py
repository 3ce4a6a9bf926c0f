"""Names that need quotes, in the planner's lines and forms (issue 12.21)."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book
from textual.widgets import Input

from dayplan.domain.names import write_name, write_owner, write_owner_word, write_tag_word, write_tags

NAMES = ("Novo A/S", "x @ y", 'The "Old" Mill', "“Blue Door”", "Smith, Jones", "@home", "two words")


def fields(s: Stage) -> list[str]:
    return [field.value for field in s.app.screen.query(Input)]


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_goes_through_every_line_and_form(book: Book, name: str) -> None:
    book.planner.settle(MONDAY)
    owner, tag = write_owner_word(name, "Web site"), write_tag_word(name)
    async with stage(book) as s:
        await s.press("a")
        await s.burst(f"Draft {owner} {tag}\r")
        await s.press("escape")
        assert book.sql("SELECT c.name, p.name FROM project p JOIN client c ON c.id = p.client_id") == [
            (name, "Web site")
        ]
        assert book.sql("SELECT tag FROM task_tag") == [(name,)]
        await s.press("slash")
        await s.burst(f"{owner} {tag}\r")
        assert [task.title for task in s.list.tasks] == ["Draft"]
        await s.press("e")
        assert write_owner(name, "Web site") in fields(s)
        assert write_tags([name]) in fields(s)
        await s.press("enter")
        assert book.sql("SELECT c.name, p.name FROM project p JOIN client c ON c.id = p.client_id") == [
            (name, "Web site")
        ], "saved as it was shown"
        assert book.sql("SELECT tag FROM task_tag") == [(name,)]
        await s.press("escape", "at", "e")
        assert fields(s)[0] == write_name(name)
        await s.press("enter")
        assert book.sql("SELECT name FROM client") == [(name,)]


async def test_a_new_name_with_a_slash_is_refused_in_the_form_and_stays_typed(book: Book) -> None:
    book.add("Draft @acme", MONDAY)
    async with stage(book) as s:
        await s.press("at", "e")
        await s.burst("\x15Novo A/S\r")
        assert fields(s)[0] == "Novo A/S"
        assert "in quotes if the slash belongs" in " ".join(s.text.split())
        await s.burst('\x15"Novo A/S"\r')
        assert book.sql("SELECT name FROM client") == [("Novo A/S",)]

"""The question about time nobody saw, and what its answers do (T2, T6, T7)."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at, named

from dayplan.domain.unseen import Unseen
from dayplan.tui.screens.ask_line import AskLine
from dayplan.tui.screens.unseen import UnseenScreen
from dayplan.tui.widgets.entry_list import EntryList

ESCAPE = "\x1b[27u"
ONE = at("2026-11-23 13:00")
LUNCH = Unseen("asleep", at("2026-11-23 12:05").epoch, at("2026-11-23 12:52").epoch)


def entries(book: Book) -> list[str]:
    """Say each entry as it stands: start, end, title, and `?` where it waits for a decision."""
    rows = book.sql(
        """SELECT strftime('%H:%M', e.started_at + 3600, 'unixepoch') || '-'
                  || COALESCE(strftime('%H:%M', e.ended_at + 3600, 'unixepoch'), 'now') || ' ' || t.title
                  || CASE state WHEN 'kept' THEN '' ELSE ' ?' END
           FROM time_entry e JOIN task t ON t.id = e.task_id ORDER BY e.started_at, e.id"""
    )
    return [row[0] for row in rows]


def asked(s: Stage) -> bool:
    return isinstance(s.app.screen, UnseenScreen)


@pytest.fixture
def waiting(book: Book) -> Book:
    """Project work since nine; 47 minutes of it wait for a decision."""
    book.planner.time.start(named("project"), MONDAY)
    book.planner.unseen.later(1, LUNCH, ONE)
    return book


AROUND = ["09:00-12:05 Project work", "12:52-now Project work"]


async def test_t6_the_header_says_what_waits_and_r_asks_about_it(waiting: Book) -> None:
    async with stage(waiting, ONE) as s:
        assert "47m to decide" in s.text
        await s.press("r")
        assert asked(s)
        assert "12:05 to 12:52, 47m, are in no total until you decide." in s.text
        assert "the timer" not in s.text, "it does not run over this stretch"
        await s.press("k")
        assert not asked(s)
        assert "to decide" not in s.text
        assert entries(waiting) == ["09:00-12:05 Project work", "12:05-12:52 Project work", "12:52-now Project work"]
        await s.press("u")
        assert "47m to decide" in s.text
        await s.press("r", "escape")
        assert entries(waiting)[1] == "12:05-12:52 Project work ?"
        await s.press("r", "x", "r")
        assert entries(waiting) == AROUND
        assert any("No time waits for a decision" in toast for toast in s.toasts)


async def test_t6_part_and_give_ask_on_and_whoever_leaves_comes_back_to_the_choice(waiting: Book) -> None:
    async with stage(waiting, ONE) as s:
        await s.press("r", "p")
        assert isinstance(s.app.screen, AskLine)
        await s.type("13:30\r")
        assert "It lasted 47m" in s.text
        await s.burst(ESCAPE)
        assert asked(s)
        await s.burst("p12:20\r")
        assert not asked(s)
        assert entries(waiting) == [AROUND[0], "12:05-12:20 Project work", AROUND[1]]
        await s.burst("urgnonsense\r")
        assert "No task fits" in s.text
        await s.burst("\x15email\r")
        assert entries(waiting) == [AROUND[0], "12:05-12:52 Answer email", AROUND[1]]


async def test_t6_log_mode_marks_what_waits_and_r_asks_about_it(waiting: Book) -> None:
    async with stage(waiting, ONE) as s:
        await s.press("4")
        assert "47m to decide" in s.text
        rows = [str(s.app.screen.query_one(EntryList)._row(e)) for e in s.app.screen.query_one(EntryList).entries]
        assert rows[1].startswith("?12:05–12:52     47m  Project work  to decide")
        await s.press("r")
        assert asked(s)
        await s.press("x")
        assert entries(waiting) == AROUND
        await s.press("r")
        assert any("No time of this day waits" in toast for toast in s.toasts)

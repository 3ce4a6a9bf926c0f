"""While another program holds the file the planner stays open, says so once, and loses nothing; then it catches up."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at, named

from dayplan.errors import CannotAccess
from dayplan.storage import file
from dayplan.storage.reader import Reader
from dayplan.tui import backend
from dayplan.tui.app import DayplanApp
from dayplan.tui.screens.beginning import BeginningScreen
from dayplan.tui.screens.unseen import UnseenScreen
from dayplan.tui.screens.week import WeekScreen
from dayplan.tui.widgets.quick_add import QuickAdd

HELD = "Another program is holding"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for where in (file, backend):
        monkeypatch.setattr(where, "BUSY_SECONDS", 0.02)
    monkeypatch.setattr(backend, "HELD_SECONDS", 0.01)


@contextmanager
def held(book: Book) -> Iterator[sqlite3.Connection]:
    """Hold the file as another program, whose changes are kept in the end."""
    stranger = sqlite3.connect(book.path, isolation_level=None)
    stranger.execute("BEGIN EXCLUSIVE")
    try:
        yield stranger
        stranger.execute("COMMIT")
    finally:
        stranger.close()


def told(s: Stage) -> list[str]:
    return [toast for toast in s.toasts if HELD in toast]


@pytest.mark.parametrize("mode", ["1", "2", "3", "4", "5", "i"])
async def test_no_key_ends_the_planner(book: Book, mode: str) -> None:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("email"), MONDAY)
    async with stage(book, at("2026-11-23 10:00")) as s:
        with held(book):
            await s.press(mode)
            screens = len(s.app.screen_stack)
            for command in s.app.commands_here():
                key = command.key.split(",")[0]
                if command.id in ("app.quit", "task.notes") or key in "12345":
                    continue
                await s.press(key, "escape")
                while len(s.app.screen_stack) > screens:
                    await s.press("escape")
            await s.tick()
            assert told(s)
        assert not s.app._exit
        await s.press("1")
        await s.tick()
        assert "Answer email" in s.text


async def test_a_line_can_be_opened_and_what_is_typed_stays(book: Book) -> None:
    async with stage(book) as s:
        with held(book):
            await s.press("a")
            await s.burst("Call Ben\r")
            assert HELD in s.text
        assert s.app.screen.query_one(QuickAdd).query_one("Input").value == "Call Ben"  # type: ignore[attr-defined]
        await s.press("enter")
        assert "Call Ben: open" in s.marks


async def test_what_could_not_be_read_is_read_later_and_is_told_of_once(book: Book) -> None:
    async with stage(book) as s:
        with held(book) as stranger:
            stranger.execute("UPDATE task SET title = 'Read email' WHERE number = 1")
            await s.press("2")
            assert isinstance(s.app.screen, WeekScreen)
            await s.press("1", "2")
            for _ in range(3):
                await s.tick()
            assert len(told(s)) == 1
            assert s.app.screen.day is not None
            assert "Read email" not in s.text
        await s.tick()
        assert "Read email" in s.text
        with held(book):
            await s.press("1", "2")
            await s.tick()
        assert len(told(s)) == 2, "another time is told of again"


async def test_s2_a_day_that_could_not_be_seeded_is_seeded_when_the_file_is_free(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book) as s:
        s.turn_to(at("2026-11-24 00:00"))
        with held(book):
            await s.tick()
            await s.tick()
            assert s.day.today == date(2026, 11, 23), "it shows what it has"
            assert told(s)
        await s.tick()
        assert s.day.today == date(2026, 11, 24)
        assert s.day.seeded


async def test_s12_what_a_new_file_begins_with_is_not_asked_before_it_is_known_to_be_new(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.planner.settle(MONDAY)
    stranger = sqlite3.connect(book.path, isolation_level=None)

    def hold(_: DayplanApp) -> None:
        stranger.execute("BEGIN EXCLUSIVE")
        asyncio.get_running_loop().call_later(0.5, stranger.execute, "ROLLBACK")

    monkeypatch.setattr(DayplanApp, "hear_strays", hold)
    async with stage(book, at("2026-11-24 09:00"), beginning=True) as s:
        assert not isinstance(s.app.screen, BeginningScreen)
        assert told(s)
        stranger.close()
        await s.tick()
        assert not isinstance(s.app.screen, BeginningScreen)
        assert s.day.seeded


async def test_t6_a_question_about_time_waits_until_the_file_can_be_read(book: Book) -> None:
    book.planner.settle(MONDAY)
    begun = at("2026-11-23 09:00", up=10_000)
    book.planner.time.start(named("email"), begun)
    async with stage(book, begun) as s:
        await s.tick()
        with held(book):
            s.turn_to(at("2026-11-23 10:00", up=13_600, asleep=3_590))
            await s.app.workers.wait_for_complete([s.app._tick()])
            assert not isinstance(s.app.screen, UnseenScreen)
            await asyncio.sleep(0.1)
        async with asyncio.timeout(30):
            while not isinstance(s.app.screen, UnseenScreen):
                await asyncio.sleep(0.05)


async def test_a_disk_that_cannot_be_read_does_not_end_the_planner(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(book) as s:
        with monkeypatch.context() as broken:

            def refuse(reader: Reader, sql: str, **parameters: object) -> None:
                raise CannotAccess("The disk reported an error.") from OSError(errno.EIO, "I/O error")

            broken.setattr(Reader, "rows", refuse)
            await s.press("j", "2", "1")
            await s.tick()
        assert [toast for toast in s.toasts if "The disk" in toast] == ["The disk reported an error."]
        await s.tick()
        assert "Answer email" in s.text


@pytest.mark.parametrize("mode", ["2", "3", "4", "5", "i", "C", "at"])
async def test_a_screen_may_be_left_while_it_is_read(book: Book, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage(book) as s:
        await s.press(mode)
        front, slow, ask = s.app.screen, asyncio.Event(), s.app.backend.look

        async def look(question: Callable[[Reader], object]) -> object:
            found = await ask(question)
            await slow.wait()
            return found

        monkeypatch.setattr(s.app.backend, "look", look)
        reading = asyncio.ensure_future(s.app.reload())
        await asyncio.sleep(0.1)
        await s.app.pop_screen()
        assert front is not s.app.screen
        slow.set()
        await reading
        assert s.app.screen is s.screen

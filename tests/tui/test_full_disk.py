"""A first look on a disk that takes nothing more shows the day as it would be, with the reason over it (issue 12.6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from stage import Stage, stage
from support import MONDAY, TUESDAY, Book, named
from textual.widgets import Static

from dayplan.storage import store

WORDS = {
    "full": (sqlite3.SQLITE_FULL, "the disk is full"),
    "broken": (sqlite3.SQLITE_IOERR, "The disk reported an error"),
}


class Disk:
    """A disk that takes nothing, until it does."""

    def __init__(self, patch: pytest.MonkeyPatch, kind: str) -> None:
        self.code, self.words = WORDS[kind]
        self._patch = patch
        patch.setattr(store.Session, "commit", lambda _: self._refuse())

    def _refuse(self) -> None:
        error = sqlite3.OperationalError("it cannot be written")
        error.sqlite_errorcode = self.code
        raise error

    def mend(self) -> None:
        self._patch.undo()


@pytest.fixture(params=sorted(WORDS))
def disk(book: Book, request: pytest.FixtureRequest) -> Iterator[Disk]:
    """Monday's book, in which invoices are done and one task of one's own is open, on a disk that takes nothing."""
    book.planner.settle(MONDAY)
    book.planner.day.done([named("invoices"), named("email")], MONDAY)
    book.add("Call Ana", MONDAY)
    with pytest.MonkeyPatch.context() as patch:
        yield Disk(patch, request.param)


def banner(s: Stage) -> str:
    return " ".join(str(shown.content) for shown in s.screen.query("#banner").results(Static))


async def test_the_day_is_shown_as_it_would_be_filled(book: Book, disk: Disk) -> None:
    async with stage(book, TUESDAY) as s:
        titles = [task.title for task in s.day.tasks]
        # C1: one's own is carried ahead of what is seeded; S3: the open ones of yesterday are replaced by today's.
        assert titles == ["Call Ana", "Answer email", "Write proposals", "Project work", "Send invoices"]
        assert {task.number for task in s.day.tasks} == {None}
        assert not s.day.seeded
        assert disk.words in banner(s)
        assert banner(s).startswith("Today could not be filled, so this is what it would hold.")
        for key in ("space", "enter", "t", "2", "1"):
            await s.press(key, "escape")
        assert disk.words in banner(s)
        assert not s.app._exit
    assert book.sql("SELECT COUNT(*) FROM day") == [(1,)], "nothing was written"


async def test_it_is_told_once_and_filled_when_there_is_room_again(book: Book, disk: Disk) -> None:
    async with stage(book, TUESDAY) as s:
        for _ in range(31):
            await s.tick()
        assert len([toast for toast in s.toasts if disk.words in toast]) == 1
        disk.mend()
        for _ in range(15):
            await s.tick()
        assert s.day.seeded
        assert banner(s) == ""
        assert [task.number for task in s.day.tasks] == [1, 2, 3, 4, 5]


async def test_a_key_fills_it_as_well_and_acts_on_what_it_was_pressed_for(book: Book, disk: Disk) -> None:
    async with stage(book, TUESDAY) as s:
        await s.press("j")
        disk.mend()
        await s.press("space")
        assert s.day.seeded
        assert "Answer email: done" in s.marks
        assert len(s.marks) == 5
        assert banner(s) == ""


async def test_a_read_only_file_shows_what_today_would_hold(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from dayplan.storage import file

    book.planner.settle(MONDAY)
    monkeypatch.setattr(file, "writable", lambda path: False)
    async with stage(book, TUESDAY) as s:
        assert s.day.tasks[0].title == "Answer email"
        assert banner(s).startswith("Read-only")

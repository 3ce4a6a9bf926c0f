"""Whatever date a screen shows can be typed, in all three formats (issue 12.13)."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from dates import ISO, NUMERIC, read_back
from stage import stage
from support import MONDAY, Book, at, named
from test_frames import BEFORE_TEN, EVENING, SCENES, Scene, evening, returning, typed, worked, written
from textual.widgets import Input

from dayplan.domain.entry import parse_past_day
from dayplan.domain.model import AwayDays

__all__ = ["written"]


def distant(book: Book) -> None:
    """Templates, away days, and a task that was moved twice, all on days far from today."""
    returning(book)
    now = at("2026-11-23 10:30")
    book.planner.away.add([AwayDays(0, date(2026, 12, 1), date(2027, 1, 12), "Winter")], now)
    book.planner.day.move([named("domain")], date(2026, 12, 2), now)
    book.planner.day.move([named("café")], date(2027, 1, 12), now)


MORE = {
    "history": Scene(distant, BEFORE_TEN, typed("u")),
    "moved-form": Scene(distant, BEFORE_TEN, typed("Gg]]]]]]]]]e")),
    "moved-panel": Scene(distant, BEFORE_TEN, typed("]]]]]]]]]j")),
    "move-refused": Scene(distant, BEFORE_TEN, typed("mnonsense\r")),
    "report-refused": Scene(worked, BEFORE_TEN, typed("5Rnonsense\r")),
    "templates-paused": Scene(distant, BEFORE_TEN, typed("3jjjjjj")),
    "template-preview": Scene(distant, BEFORE_TEN, typed("3aNew\tevery friday from 12 january ")),
    "template-ended": Scene(distant, BEFORE_TEN, typed("3aNew\tdaily until 1 dec\r")),
    "log-past": Scene(evening, EVENING, typed("4[[")),
    "close-late": Scene(evening, at("2026-11-24 09:00"), typed("[C")),
}
WITH_DATES = ("past-day", "edit", "template-form", "reports-entries", "moved-panel", "template-preview")
COMPLETING = ("quick-add", "reports-filter")
"""What they show depends on whether a word was completed in time."""
ALL = {name: scene for name, scene in (SCENES | MORE).items() if name not in COMPLETING}


def without_pieces(text: str) -> list[str]:
    """Leave out what is left of a date that a dialog covers in part."""
    return re.sub(r"(?<!\S)[0-9./-]{1,9}(?!\S)", "#", text).splitlines()


@pytest.mark.parametrize(
    "name", [name if name in WITH_DATES else pytest.param(name, marks=pytest.mark.long) for name in ALL]
)
async def test_whatever_a_screen_shows_is_read_back(name: str, path: Path, written: Callable[..., Path]) -> None:
    """Each date is written as the setting has it, and is read as the day that ISO would show there."""
    scene = ALL[name]
    today = date.fromordinal(719_163 + (scene.now.epoch + scene.now.offset_s) // 86_400)
    iso = await shown(scene, "iso", path, written)
    for date_format in ("dmy", "mdy"):
        here = await shown(scene, date_format, path, written)
        assert not ISO.search(here), here
        assert without_pieces(read_back(here, today, date_format)) == without_pieces(iso)
        if name in WITH_DATES:
            assert NUMERIC[date_format].search(here)


async def shown(scene: Scene, date_format: str, path: Path, written: Callable[..., Path]) -> str:
    """Return what a scene looks like to someone with this setting."""
    file = path.parent / date_format / "dayplan.db"
    file.parent.mkdir(mode=0o700, parents=True)
    shutil.copy(written(scene.before), file)
    with closing(sqlite3.connect(file)) as rows, rows:
        if rows.execute("SELECT 1 FROM sqlite_master WHERE name = 'setting'").fetchone():
            rows.execute("INSERT INTO setting (key, value) VALUES ('date_format', ?)", (date_format,))
    book = Book(file)
    async with stage(book, scene.now, toasts=True, beginning=scene.beginning, painted=True) as s:
        await scene.act(s)
        text = s.text
    book.planner.close()
    return text


@pytest.mark.parametrize(
    ("date_format", "first", "other"),
    [("iso", "2026-12-01", "2026-12-02"), ("dmy", "01.12.2026", "02.12.2026"), ("mdy", "12/01/2026", "12/02/2026")],
)
async def test_the_day_of_a_form_is_saved_as_it_stands_and_as_it_is_typed(
    book: Book, date_format: str, first: str, other: str
) -> None:
    """1 December, which could be 12 January: saved untouched, typed anew, and saved after it was typed."""
    book.planner.settle(MONDAY)
    book.planner.settings.set("date_format", date_format, MONDAY)
    book.add('Renew passport on:"1 dec"', MONDAY)
    async with stage(book) as s:
        await s.press(*["]"] * 8, "g", "e")
        assert s.app.screen.query_one("#day", Input).value == first
        s.app.screen.query_one("#title", Input).value = "Renew the passport"
        await s.press("ctrl+s")
        assert "Renew the passport: open" in book.marks(MONDAY, "2026-12-01")
        await s.press("e")
        s.app.screen.query_one("#day", Input).value = other
        await s.press("ctrl+s")
    assert "Renew the passport: open" in book.marks(MONDAY, "2026-12-02")


@pytest.mark.parametrize(("date_format", "short"), [("iso", "11-20"), ("dmy", "20.11."), ("mdy", "11/20")])
async def test_days_without_a_year_where_there_is_little_room(book: Book, date_format: str, short: str) -> None:
    worked(book)
    book.planner.settings.set("date_format", date_format, BEFORE_TEN)
    async with stage(book, BEFORE_TEN, (50, 24)) as s:
        await s.burst("5+")
        await s.press("enter")
        assert short in s.text
        assert parse_past_day(short, date(2026, 11, 23), 0, date_format) == date(2026, 11, 20)

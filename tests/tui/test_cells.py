"""Whatever is written in a title stays in its cells, in every mode and at every size; every dialog can be left."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from stage import Stage, stage
from support import MONDAY, Book, at, named

from dayplan.domain.entry import Ref
from dayplan.tui.screens.dialog import Dialog

TITLES = (
    "Entwurf der Landingpage mit einem Titel, der in keiner Spalte Platz hat, wie breit sie auch sein mag und bleibt",
    "日本語のウェブサイトを書き直してから写真を選ぶ、それから請求書を送る",
    "👩‍🚀 Launch 🚀 party for the café 🎉🎉🎉 and more of the same 🥐🥐🥐🥐🥐🥐",
    "שלח את ההצעה ללקוח לפני סוף היום 12:30",
    "أرسل العرض إلى العميل قبل نهاية اليوم 45",
    "e\N{COMBINING ACUTE ACCENT}tude \N{COMBINING TILDE} a\N{COMBINING RING ABOVE}ngstro\N{COMBINING DIAERESIS}m",
)
SIZES = ((200, 60), (120, 36), (80, 24), (40, 12))


@pytest.fixture
def written(book: Book) -> Book:
    """A day of such titles, for such clients, with time on each."""
    book.planner.settle(MONDAY)
    for place, title in enumerate(TITLES):
        task = book.add(f"{title} @客户{place} +متاع est:45m", MONDAY)
        begin = MONDAY.epoch - 86_400 + place * 1800
        book.planner.entries.add(Ref("id", task.id), begin, begin + 1500, MONDAY, note="🎉 नोट")
    book.planner.time.start(named("日本語"), MONDAY)
    return book


def whole(s: Stage, size: tuple[int, int]) -> None:
    """Every line is as wide as the screen, as the terminal counts."""
    strips = s.strips()
    assert len(strips) == size[1]
    for strip in strips:
        assert strip.cell_length == size[0], strip.text
        assert cell_len(strip.text) == size[0], strip.text


@pytest.mark.parametrize("size", SIZES)
async def test_titles_stay_in_their_cells_in_every_mode(written: Book, size: tuple[int, int]) -> None:
    async with stage(written, at("2026-11-23 10:51"), size) as s:
        for keys in (
            ("1",),
            ("j", "j"),
            ("f",),
            ("escape", "2"),
            ("3",),
            ("4",),
            ("[",),
            ("5",),
            ("+", "enter"),
            ("1", "i"),
        ):
            await s.press(*keys)
            whole(s, size)


@pytest.mark.parametrize("size", SIZES)
async def test_titles_stay_in_their_cells_in_dialogs(written: Book, size: tuple[int, int]) -> None:
    async with stage(written, at("2026-11-23 10:51"), size) as s:
        for keys in (("G", "e"), ("m",), ("w",), ("o",), ("C",), ("@",)):
            await s.press(*keys)
            # What a dialog covers is cut by the cell, be that amid an emoji of several parts: only Textual counts then.
            assert {strip.cell_length for strip in s.strips()} == {size[0]}
            await s.press("escape")


LEAVING = {
    "help": "?",
    "edit a task": "e",
    "move a task": "m",
    "why": "w",
    "make it fit": "o",
    "capacity": "z",
    "copies": "f2",
    "manual": "f1",
    "edit a template": "3 e",
    "pause a template": "3 P",
    "why a template": "3 w",
    "edit time": "4 e",
    "add time": "4 a",
    "divide": "4 d",
    "cut out": "4 x",
    "which time": "5 R",
    "edit a client": "@ e",
    "merge a client": "@ m",
    "work and break": "f B",
}


@pytest.mark.parametrize("keys", LEAVING.values(), ids=LEAVING)
async def test_escape_leaves_every_dialog_and_changes_nothing(written: Book, keys: str) -> None:
    async with stage(written, at("2026-11-23 10:51")) as s:
        steps = written.sql("SELECT COUNT(*) FROM op")
        await s.press(*keys.split())
        assert isinstance(s.app.screen, Dialog), "a dialog is open"
        await s.press("escape")
        assert not isinstance(s.app.screen, Dialog)
        assert s.app.screen.focused is not None or keys.startswith("f "), "the next key goes somewhere"
        assert written.sql("SELECT COUNT(*) FROM op") == steps


@pytest.mark.parametrize(
    "keys",
    [
        LEAVING[name]
        for name in ("edit a task", "move a task", "edit a template", "edit time", "capacity", "make it fit")
    ],
)
async def test_enter_takes_what_a_dialog_proposes(written: Book, keys: str) -> None:
    async with stage(written, at("2026-11-23 10:51")) as s:
        await s.press(*keys.split(), "enter")
        assert not isinstance(s.app.screen, Dialog)

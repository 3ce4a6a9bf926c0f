"""Notes: edited in the person's own editor, shown as Markdown, never lost."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import sys
import tempfile
from ast import literal_eval
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from stage import Stage, stage
from support import MONDAY, Book, named
from textual.app import App
from textual.widgets import Markdown

from dayplan.planner.day import TaskEdit
from dayplan.tui.app import DayplanApp

Editor = Callable[[str], Path]


@pytest.fixture(autouse=True)
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A headless planner has no terminal to hand over; files are left in a place of the test's own."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    monkeypatch.setattr(DayplanApp, "suspend", lambda self: nullcontext())
    monkeypatch.delenv("VISUAL", raising=False)


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Make `$EDITOR` a program that does this to the file it is given, and return where it says what it was given."""

    def make(body: str) -> Path:
        script, seen = tmp_path / "my editor.py", tmp_path / "seen"
        script.write_text(
            "import sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n"
            f"Path({str(seen)!r}).write_text(repr((sys.argv[1:-1], file.name, file.read_text())))\n{body}\n"
        )
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))} --wait")
        return seen

    return make


def notes(s: Stage) -> str:
    return s.day.tasks[0].notes


def left_behind() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("dayplan-*.md"))


async def test_e_hands_the_notes_to_the_editor_and_keeps_what_it_leaves(book: Book, write: Editor) -> None:
    book.planner.day.edit(named("email"), TaskEdit(notes="Ask for May"), MONDAY)
    seen = write("file.write_text(file.read_text() + '\\n- photos\\n- café')")
    async with stage(book) as s:
        await s.press("E")
        assert notes(s) == "Ask for May\n\n- photos\n- café"
        assert "photos" in s.text
        arguments, name, given = literal_eval(seen.read_text())
        assert (arguments, given) == (["--wait"], "Ask for May\n"), "a command with arguments and spaces is understood"
        assert name.endswith(".md"), "editors colour it as Markdown"
        assert left_behind() == []
        await s.press("u")
        assert notes(s) == "Ask for May"


async def test_visual_comes_before_editor(book: Book, write: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    write("file.write_text('by visual')")
    monkeypatch.setenv("VISUAL", os.environ["EDITOR"])
    monkeypatch.setenv("EDITOR", "false")
    async with stage(book) as s:
        await s.press("E")
        assert notes(s) == "by visual"


async def test_what_the_editor_leaves_as_it_was_is_no_change(book: Book, write: Editor) -> None:
    write("")
    async with stage(book) as s:
        await s.press("E")
        assert book.sql("SELECT COUNT(*) FROM op WHERE label LIKE 'Edit%'") == [(0,)]


@pytest.mark.parametrize("notes", ["x  ", "x\n\n", "\n\nx", "a\r\nb", "   "])
async def test_notes_that_no_command_would_write_stay_as_they_were(book: Book, write: Editor, notes: str) -> None:
    """Issue 13.5: they are cleaned where they are changed, and not where they are looked at."""
    book.planner.settle(MONDAY)
    with sqlite3.connect(book.path) as connection:
        connection.execute("UPDATE task SET notes = ?", (notes,))
    connection.close()
    write("")
    async with stage(book) as s:
        await s.press("E")
        connection = sqlite3.connect(book.path)
        assert connection.execute("SELECT DISTINCT notes FROM task").fetchall() == [(notes,)]
        connection.close()
        assert book.sql("SELECT COUNT(*) FROM op WHERE label LIKE 'Edit%'") == [(0,)]


async def test_an_emptied_file_clears_the_notes(book: Book, write: Editor) -> None:
    book.planner.day.edit(named("email"), TaskEdit(notes="Ask for May"), MONDAY)
    write("file.write_text('\\n\\n')")
    async with stage(book) as s:
        await s.press("E")
        assert notes(s) == ""


async def test_what_a_terminal_would_act_on_is_cleaned_away(book: Book, write: Editor) -> None:
    write("file.write_bytes(b'two\\x1b[31m lines\\r\\nand\\x00 \\xff more  \\n')")
    async with stage(book) as s:
        await s.press("E")
        assert notes(s) == "two lines\nand \N{REPLACEMENT CHARACTER} more"


async def test_an_editor_that_fails_leaves_the_notes_as_they_were(book: Book, write: Editor) -> None:
    book.planner.day.edit(named("email"), TaskEdit(notes="Ask for May"), MONDAY)
    write("file.write_text('half'); sys.exit(3)")
    async with stage(book) as s:
        await s.press("E")
        assert notes(s) == "Ask for May"
        assert any("The editor ended with 3, so the notes stay as they were." in toast for toast in s.toasts)
        await s.press("space")
        assert s.marks[0] == "Answer email: done", "the planner goes on"


async def test_notes_that_cannot_be_kept_stay_in_their_file_and_it_is_named(book: Book, write: Editor) -> None:
    write("file.write_text('x' * 100_001)")
    async with stage(book) as s:
        await s.press("E")
        assert notes(s) == ""
        (kept,) = left_behind()
        assert kept.stat().st_size == 100_001
        assert any(toast.endswith(f"What you wrote is still in {kept}.") for toast in s.toasts)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("no-such-editor-here", "The editor could not be opened"),
        ("'vim", "$EDITOR cannot be read as a command line"),
    ],
)
async def test_an_editor_that_is_none_is_said_in_a_sentence(
    book: Book, monkeypatch: pytest.MonkeyPatch, command: str, says: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    async with stage(book) as s:
        await s.press("E")
        assert any(says in toast for toast in s.toasts)
        assert left_behind() == []


async def test_without_any_editor_it_says_how_to_set_one(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    async with stage(book) as s:
        await s.press("E")
        assert any("No editor was found: set EDITOR" in toast for toast in s.toasts)


async def test_a_terminal_that_cannot_be_handed_over_is_said(
    book: Book, write: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("")
    monkeypatch.setattr(DayplanApp, "suspend", App.suspend)  # the real one, which a headless planner refuses
    async with stage(book) as s:
        await s.press("E")
        assert any("The editor could not be opened" in toast for toast in s.toasts)


async def test_notes_are_shown_as_markdown_beside_the_list(book: Book) -> None:
    book.planner.day.edit(named("email"), TaskEdit(notes="# Plan\n\nCall **Ana** first\n\n- one\n- two"), MONDAY)
    async with stage(book) as s:
        text = s.text
        assert "**" not in text
        assert "# Plan" not in text
        for words in ("Plan", "Call Ana first", "• one", "• two"):
            assert words in text
        await s.press("j")
        assert "Call Ana" not in s.text, "another task, other notes"
        await s.press("k")
        assert "Call Ana first" in s.text


async def test_what_looks_like_markup_or_a_link_is_only_text(book: Book) -> None:
    text = "[/] [bold]x[/bold] [a link](https://example.org) <b>html</b> $text"
    book.planner.day.edit(named("email"), TaskEdit(notes=text), MONDAY)
    async with stage(book) as s:
        shown = " ".join(s.text.split())
        assert "[/]" in shown
        assert "[bold]x[/bold]" in shown
        assert not s.screen.query_one(Markdown)._open_links


async def test_notes_written_elsewhere_are_there_within_a_second(book: Book) -> None:
    async with stage(book) as s:
        book.planner.day.edit(named("email"), TaskEdit(notes="from the shell"), MONDAY)
        await s.tick()
        assert "from the shell" in s.text

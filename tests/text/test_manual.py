"""The manual's pages, and their layout for a terminal (issue 14.7)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dayplan
from dayplan.errors import NotFound
from dayplan.text.cells import width_of
from dayplan.text.manual import INDEX, PAGES, Line, lay_out, page_of_link, read_page


def text_of(line: Line) -> str:
    return "".join(shown for shown, _ in line)


def laid_out(text: str, width: int = 40, *, code_marks: bool = False) -> list[str]:
    return [text_of(line).rstrip() for line in lay_out(text, width, code_marks=code_marks)]


def test_every_page_of_the_directory_can_be_read_and_no_other() -> None:
    files = {path.stem for path in (Path(dayplan.__file__).parent / "manual").iterdir()}
    assert files == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_begins_with_its_title(name: str) -> None:
    page = read_page(name)
    assert page.text.startswith(f"# {page.title}\n")
    assert "<!--" not in page.text


def test_the_index_names_every_page() -> None:
    linked = [page_of_link(target) for target in re.findall(r"\]\(([^)]+)\)", read_page(INDEX).text)]
    assert linked == [name for name in PAGES if name != INDEX]


@pytest.mark.parametrize("width", [40, 71, 100])
@pytest.mark.parametrize("name", PAGES)
def test_lines_fit_into_the_width(name: str, width: int) -> None:
    for line in lay_out(read_page(name).text, width):
        is_example = bool(line) and line[0][1] == "example"
        has_long_word = any(width_of(word) >= width // 3 for word in text_of(line).split())
        assert is_example or has_long_word or width_of(text_of(line)) <= width, text_of(line)


@pytest.mark.parametrize("name", PAGES)
def test_no_word_of_a_page_is_lost_and_no_marks_are_left(name: str) -> None:
    page = read_page(name)
    shown = " ".join(text_of(line) for line in lay_out(page.text, 100))
    assert "**" not in shown
    assert "](" not in shown
    lost = set(re.findall(r"[a-z]{3,}", page.text)) - set(re.findall(r"[a-z]{3,}", shown))
    assert lost == set()


@pytest.mark.parametrize(
    ("typed", "name"),
    [("time", "time"), ("Time", "time"), ("first day", "first-day"), ("data_and_safety", "data-and-safety")],
)
def test_pages_are_found_however_they_are_written(typed: str, name: str) -> None:
    assert read_page(typed).name == name


@pytest.mark.parametrize(
    ("typed", "near"),
    [("plnner", "planner"), ("shedules", "schedules"), ("report", "reports"), ("../time", "time"), ("xyz", "")],
)
def test_an_unknown_page_is_refused_with_the_nearest_one(typed: str, near: str) -> None:
    meant = f" Did you mean {near}?" if near else ""
    with pytest.raises(NotFound) as refused:
        read_page(typed)
    assert str(refused.value) == f"The manual has no page '{typed}'.{meant} dayplan manual lists the pages."


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# Title\n\ntext", ["Title", "", "text"]),
        ("one\ntwo", ["one two"]),
        ("a **bold** word", ["a bold word"]),
        ("an *old* word", ["an old word"]),
        ("press `esc`, twice", ["press esc, twice"]),
        ("see [Schedules](schedules.md)", ["see Schedules (dayplan manual schedules)"]),
        ("see [schedules](schedules.md)", ["see schedules"]),
        ("[Keep](https://example.org)", ["Keep (https://example.org)"]),
        ("- one item that is longer than the width is\n  continued\n- two", [
            "- one item that is longer than the width",
            "  is continued",
            "- two",
        ]),
        ("    dayplan today\n\n    dayplan log", ["    dayplan today", "", "    dayplan log"]),
        ("| a | b |\n| --- | --- |\n| `x` | longer text |\n| yy |  |", ["a   b", "x   longer text", "yy"]),
        ("| a |\n| --- |\n| x\\|y |", ["a", "x|y"]),
        ("2 * 3 * 4", ["2 * 3 * 4"]),
    ],
)  # fmt: skip
def test_the_layout_of_each_kind_of_block(text: str, lines: list[str]) -> None:
    assert laid_out(text) == lines


def test_a_table_that_is_too_wide_is_filled_in_its_widest_column() -> None:
    table = "| key | what |\n| --- | --- |\n| a | one two three four |"
    assert laid_out(table, 14) == ["key  what", "a    one two", "     three", "     four"]


def test_code_keeps_its_marks_where_there_are_no_colours() -> None:
    assert laid_out("press `esc` twice", code_marks=True) == ["press `esc` twice"]

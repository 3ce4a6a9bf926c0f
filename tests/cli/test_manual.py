"""`dayplan manual`: pages in the terminal (issue 14.7)."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Terminal

from dayplan.cli.manual import _painted
from dayplan.text.manual import PAGES, read_page
from dayplan.text.paint import Paint


def test_without_a_page_the_pages_are_listed(dayplan: Terminal) -> None:
    shown = dayplan.ok("manual").out
    for name in PAGES[1:]:
        assert f"`{name}`" in shown


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_shown_without_escapes_where_nobody_looks(dayplan: Terminal, name: str) -> None:
    answer = dayplan.ok("manual", name)
    assert answer.lines[0] == read_page(name).title
    assert "\x1b" not in answer.out
    assert answer.err == ""


def test_a_page_is_markdown_in_json(dayplan: Terminal) -> None:
    shown = dayplan.ok("manual time --json").json
    assert (shown["page"], shown["title"]) == ("time", "Time")
    assert shown["markdown"].startswith("# Time\n")


def test_an_unknown_page_is_refused_with_the_nearest_one(dayplan: Terminal) -> None:
    answer = dayplan("manual plnner")
    assert answer.code == 1
    assert answer.out == ""
    assert (
        answer.err
        == "dayplan: The manual has no page 'plnner'. Did you mean planner? dayplan manual lists the pages.\n"
    )


def test_pages_are_completed(dayplan: Terminal) -> None:
    assert dayplan.ok("completion", "words", "manual\n").lines == list(PAGES)
    assert dayplan.ok("completion", "words", "manual\nsc").lines == ["schedules"]
    assert dayplan.ok("completion", "words", "manual\ntime\n").lines == []


@pytest.mark.parametrize("content", [b"", b"no database at all"])
def test_the_manual_is_there_when_the_data_is_not(dayplan: Terminal, path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    assert dayplan.ok("manual data-and-safety").lines[0] == "Data and safety"
    assert path.read_bytes() == content


def test_emphasis_is_in_colour_on_a_terminal() -> None:
    paint = Paint(colour=True)
    line = [("press ", ""), ("esc", "code"), (" twice", "strong")]
    assert _painted(line, paint) == "press \x1b[36mesc\x1b[0m\x1b[1m twice\x1b[0m"
    assert _painted(line, Paint()) == "press esc twice"

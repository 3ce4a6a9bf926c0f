"""Bars, shades and money in plain text, with and without UTF-8; cells that nothing runs."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.text.glyphs import ASCII, Glyphs
from dayplan.text.report_formats import as_csv, as_markdown
from dayplan.text.reports import money, share_of, title_of_key


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 60))
@pytest.mark.parametrize("signs", [Glyphs(), ASCII])
def test_a_bar_is_as_long_as_its_part_and_something_is_never_nothing(
    signs: Glyphs, part: int, whole: int, cells: int
) -> None:
    drawn = signs.gauge(part, whole, cells)
    assert len(drawn) <= cells
    assert bool(drawn) == (part > 0)
    if part >= whole:
        assert drawn == signs.eighths[-1] * cells
    assert abs(len(drawn) - cells * min(part, whole) / whole) <= 1


def test_a_bar_grows_by_eighths_of_a_cell() -> None:
    assert [Glyphs().gauge(part, 16, 2) for part in (1, 7, 8, 9, 16)] == ["▏", "▉", "█", "█▏", "██"]
    assert [ASCII.gauge(part, 16, 2) for part in (1, 8, 16)] == ["#", "#", "##"]


def test_without_utf_8_everything_is_ascii() -> None:
    for sign in ASCII:
        assert str(sign).isascii()
    assert len(ASCII.shades) == len(Glyphs().shades)
    assert len(set(ASCII.shades)) == len(ASCII.shades), "shades differ by shape"


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(0, 0, "0%"), (1, 1000, "<1%"), (999, 1000, "99%"), (1, 3, "33%"), (3, 3, "100%")]
)
def test_a_share_is_never_rounded_to_nothing_or_to_all(part: int, whole: int, share: str) -> None:
    assert share_of(part, whole) == share


def test_money_and_names() -> None:
    assert money((("EUR", 125000), ("", 50))) == "1,250.00 EUR + 0.50"
    assert title_of_key("2026-11-23", "day", "dmy") == "Mon 23.11.2026"
    assert title_of_key("2026-11", "month", "iso") == "November 2026"
    assert title_of_key("", "client", "iso") == "no client"
    assert date.fromisoformat("2026-11-23").weekday() == 0


@given(st.text(max_size=20))
def test_no_cell_begins_with_what_a_spreadsheet_runs_and_all_of_it_is_there(text: str) -> None:
    text = text.replace("\0", "").replace("\r", "")
    ((cell,),) = list(csv.reader(io.StringIO(as_csv(("head",), [[text]]), newline="")))[1:] or [[""]]
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert cell in (text, f"'{text}")


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_a_markdown_row_is_one_line(cells: list[str]) -> None:
    from dayplan.text.report_formats import _escaped

    row = as_markdown(("a", "b"), [[_escaped(cell) for cell in cells]], text=2)[-1]
    assert len(row.splitlines()) == 1
    assert row.replace("\\\\", "").replace("\\|", "").count("|") == 3

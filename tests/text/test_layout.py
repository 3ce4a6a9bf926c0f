"""What the plain text of a day is made of: glyphs, cells, emphasis."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.text.cells import fitted, width_of
from dayplan.text.glyphs import ASCII, Glyphs, glyphs
from dayplan.text.paint import Paint, paint_for


@pytest.mark.parametrize(
    ("encoding", "environ", "signs"),
    [
        ("utf-8", {"LANG": "de_DE.UTF-8"}, Glyphs()),
        ("utf-8", {}, Glyphs()),
        ("utf-8", {"LANG": "C"}, ASCII),
        ("utf-8", {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, ASCII),
        ("utf-8", {"LANG": "C.UTF-8"}, Glyphs()),
        ("utf-8", {"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, ASCII),
        ("iso8859-1", {"LANG": "de_DE"}, ASCII),
        (None, {}, ASCII),
    ],
)
def test_marks_are_ascii_where_the_locale_is_not_utf8(
    encoding: str | None, environ: dict[str, str], signs: Glyphs
) -> None:
    assert glyphs(encoding, environ, utf8_mode=0) == signs


def test_marks_differ_by_shape() -> None:
    for signs in (Glyphs(), ASCII):
        marks = signs[:7]
        assert len(set(marks)) == len(marks)


@pytest.mark.parametrize(
    ("text", "cells"), [("Call", 4), ("café", 4), ("日本語", 6), ("e\u0301", 1), ("👩‍🚀", 2), ("", 0)]
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width_of(text) == cells


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30), st.integers(0, 20))
def test_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    assert width_of(fitted(text, width)) == width


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb"}, {}])
def test_no_control_codes_where_none_are_wanted(environ: dict[str, str]) -> None:
    assert paint_for(Terminal(), environ).bold("x") == "x"


def test_colour_wraps_what_can_be_seen_only() -> None:
    paint = Paint(colour=True)
    assert paint.bold("x") == "\x1b[1mx\x1b[0m"
    assert paint.owner("  ") == "  "

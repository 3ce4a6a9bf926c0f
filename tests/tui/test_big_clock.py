"""The large clock: its figures, and how large they are."""

from __future__ import annotations

import pytest
from textual.geometry import Size

from dayplan.tui.widgets import big_clock
from dayplan.tui.widgets.big_clock import drawn, rows_for


def test_the_figures_are_those_of_a_calculator() -> None:
    assert "\n".join(drawn("0123456789", 3)) == (
        "┏━┓ ╺┓  ╺━┓ ╺━┓ ╻ ╻ ┏━╸ ┏━╸ ╺━┓ ┏━┓ ┏━┓\n"
        "┃ ┃  ┃  ┏━┛ ╺━┫ ┗━┫ ┗━┓ ┣━┓   ┃ ┣━┫ ┗━┫\n"
        "┗━┛ ╺┻╸ ┗━╸ ╺━┛   ╹ ╺━┛ ┗━┛   ╹ ┗━┛ ╺━┛"
    )


@pytest.mark.parametrize("size", [3, 5, 7])
def test_every_clock_of_a_length_is_as_wide(size: int) -> None:
    for value in ("0:00:00", "1:11:11", "8:23:45"):
        lines = drawn(value, size)
        assert len(lines) == size
        assert {len(line) for line in lines} == {5 * size + 2 * (1 if size == 3 else 3) + 6}


@pytest.mark.parametrize(
    ("screen", "rows"), [((200, 60), 7), ((120, 36), 5), ((80, 24), 5), ((40, 12), 3), ((40, 10), 1), ((20, 5), 1)]
)
def test_t2_a_clock_of_hundreds_of_hours_fits_on_every_screen(screen: tuple[int, int], rows: int) -> None:
    assert rows_for(Size(*screen)) == rows
    if rows > 1:
        assert len(drawn("999:59:59", rows)[0]) < screen[0]


def test_ascii_stands_in_where_lines_cannot_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(big_clock, "PLAIN", True)
    assert drawn("5:1", 3) == ["+--   -+ ", "+-+ :  | ", "--+   -+-"]
    assert all(line.isascii() for size in (3, 5, 7) for line in drawn("01:23:45:67:89", size))

"""A clock in large figures, of lines as a pocket calculator has them: as large as there is room for."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.tui.look import PLAIN

_STROKES = {
    "0": "abcefg",
    "2": "acdeg",
    "3": "acdfg",
    "4": "bcdf",
    "5": "abdfg",
    "6": "abdefg",
    "7": "acf",
    "8": "abcdefg",
    "9": "abcdfg",
}
"""Which of seven strokes make up a figure: `a` above, `b` `c` left and right of it, `d` amid, `e` `f`, `g` below."""

_ENDS = {
    "a": ((0, 0, "right"), (0, 1, "left")),
    "b": ((0, 0, "down"), (1, 0, "up")),
    "c": ((0, 1, "down"), (1, 1, "up")),
    "d": ((1, 0, "right"), (1, 1, "left")),
    "e": ((1, 0, "down"), (2, 0, "up")),
    "f": ((1, 1, "down"), (2, 1, "up")),
    "g": ((2, 0, "right"), (2, 1, "left")),
}
"""Where each stroke ends, of three rows and two columns of joints, and from which side it comes there."""

_JOINTS = {
    "down": "╻",
    "up": "╹",
    "left": "╸",
    "right": "╺",
    "down right": "┏",
    "down left": "┓",
    "right up": "┗",
    "left up": "┛",
    "down up": "┃",
    "down right up": "┣",
    "down left up": "┫",
}

_LOW, _HIGH, _HIGHEST = 3, 5, 7
"""Rows of a figure, and its cells: a cell is twice as high as it is wide."""


class BigClock(Widget, can_focus=False):
    """Shows digits and colons; it is 7, 5, 3 rows high or one, as the screen has room for."""

    DEFAULT_CSS = """
    BigClock { width: 100%; text-style: bold; height: auto; text-align: center; }
    """

    value: reactive[str] = reactive("", layout=False)

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return rows_for(self.app.size)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """Return the rows, for a height of `auto`."""
        return self.rows

    def render(self) -> Content:
        """Draw the figures side by side."""
        rows = self.rows
        return Content("\n".join(drawn(self.value, rows) if rows > 1 else [self.value]))


def rows_for(screen: Size) -> int:
    """Return how high a clock of up to 999:59:59 can be on a screen: one row of text, where it is very small."""
    sizes = ((_HIGHEST, 44, 66), (_HIGH, 18, 52), (_LOW, 11, 34))
    return next((rows for rows, height, width in sizes if screen.height >= height and screen.width >= width), 1)


def drawn(value: str, size: int) -> list[str]:
    """Return digits and colons in figures of `size` rows and as many cells, as lines of one length."""
    figures = [_colon(size) if each == ":" else _figure(each, size) for each in value]
    lines = [" ".join(parts) for parts in zip(*figures, strict=True)]
    return lines if not PLAIN else [line.translate(_PLAIN) for line in lines]


_PLAIN = str.maketrans("━┃┏┓┗┛┣┫┻╻╹╸╺", "-|+++++++||--")


def _figure(digit: str, size: int) -> list[str]:
    if digit == "1":
        return _one(size)
    last, middle = size - 1, size // 2
    grid = [[" "] * size for _ in range(size)]
    rows, columns = (0, middle, last), (0, last)
    arms: dict[tuple[int, int], list[str]] = {}
    for stroke in _STROKES[digit]:
        (row, column, side), (to_row, to_column, to_side) = _ENDS[stroke]
        arms.setdefault((row, column), []).append(side)
        arms.setdefault((to_row, to_column), []).append(to_side)
        for y in range(rows[row], rows[to_row] + 1):
            for x in range(columns[column], columns[to_column] + 1):
                grid[y][x] = "━" if row == to_row else "┃"
    for (row, column), sides in arms.items():
        grid[rows[row]][columns[column]] = _JOINTS[" ".join(sorted(sides))]
    return ["".join(cells) for cells in grid]


def _one(size: int) -> list[str]:
    """Return a 1 on a foot: two strokes at the right would stand apart from the others."""
    lines = ["╺┓ ", *[" ┃ "] * (size - 2), "╺┻╸"]
    return [line.center(size) for line in lines]


def _colon(size: int) -> list[str]:
    if size == _LOW or PLAIN:
        lines = [" "] * size
        lines[size // 2] = ":"
        return lines
    lines = ["   "] * size
    lines[size // 2 - 1], lines[size // 2 + 1] = " ╻ ", " ╹ "
    return lines

"""The manual: Markdown pages inside the package, and their layout as plain text on a terminal."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

import dayplan
from dayplan.domain.hygiene import quoted
from dayplan.errors import NotFound
from dayplan.text.cells import width_of

INDEX = "index"
PAGES = (
    INDEX,
    "first-day",
    "planner",
    "schedules",
    "time",
    "reports",
    "command-line",
    "settings",
    "data-and-safety",
    "whats-new",
)
"""The pages in the order in which a person reads them."""
COLUMN_MIN = 8
"""A column of a table is not made narrower than this."""

_COMMENT = re.compile(r"<!--.*?-->\n*", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_INLINE = re.compile(r"(`[^`]+`|\*\*.+?\*\*|\*[^*\s][^*]*\*)")
_ITEM = re.compile(r"(?:- |[0-9]+\. )")
_CELL_END = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")

Line = list[tuple[str, str]]
"""Pieces of text, each with what it is: heading, example, code, strong, head of a table, or nothing of these."""


class Page(NamedTuple):
    """One page of the manual."""

    name: str
    title: str
    text: str
    """Markdown; the first line is the title."""


def read_page(name: str) -> Page:
    """Read a page by its name, in capitals too. Raises `NotFound` with the nearest name there is."""
    wanted = name.strip().casefold().removesuffix(".md").replace(" ", "-").replace("_", "-")
    if wanted not in PAGES:
        from difflib import get_close_matches

        near = get_close_matches(wanted, PAGES, n=1, cutoff=0.5)
        meant = f"Did you mean {near[0]}? " if near else ""
        raise NotFound(f"The manual has no page {quoted(name)}. {meant}dayplan manual lists the pages.")
    path = os.path.join(os.path.dirname(dayplan.__file__), "manual", f"{wanted}.md")
    with open(path, encoding="utf-8") as file:
        text = _COMMENT.sub("", file.read())
    return Page(wanted, text.partition("\n")[0].removeprefix("# "), text)


def page_of_link(target: str) -> str | None:
    """Return the page that a link of the manual leads to; None where it leads out of it."""
    name = target.partition("#")[0].removesuffix(".md")
    return name if target.partition("#")[0].endswith(".md") and name in PAGES else None


def lay_out(text: str, width: int, *, code_marks: bool = False) -> list[Line]:
    """Return Markdown as lines of at most `width` cells, with tables in columns; indented code stays as it is.

    It knows what the manual uses: headings, paragraphs, lists, tables, code by indentation, and inline marks.
    `code_marks` keeps the marks around inline code, for a terminal without colours.
    """
    lines: list[Line] = []
    for block in _blocks(text):
        first = block[0]
        if first.startswith("#"):
            lines.append([(first.lstrip("#").strip(), "heading")])
        elif first.startswith("    "):
            lines += [[(line, "example")] for line in block]
        elif first.startswith("|"):
            lines += _table(block, width, code_marks)
        elif _ITEM.match(first):
            for item in _items(block):
                mark = _ITEM.match(item)
                assert mark is not None
                lines += [line for line, _ in _fill(item[mark.end() :], width, code_marks, mark[0])]
        else:
            lines += [line for line, _ in _fill(" ".join(block), width, code_marks)]
        lines.append([])
    return lines[:-1]


def _blocks(text: str) -> list[list[str]]:
    """Split a page at its blank lines and after its headings; code keeps the blank lines in it."""
    blocks: list[list[str]] = []
    current: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip() and not line.startswith("#"):
            current.append(line)
            continue
        if current:
            blocks.append(current)
        current = []
        if line.startswith("#"):
            blocks.append([line])
    joined: list[list[str]] = []
    for block in blocks:
        if joined and block[0].startswith("    ") and joined[-1][0].startswith("    "):
            joined[-1] += ["", *block]
        else:
            joined.append(block)
    return joined


def _items(block: list[str]) -> list[str]:
    """Return the items of a list, each with its continued lines."""
    items: list[str] = []
    for line in block:
        if _ITEM.match(line):
            items.append(line)
        else:
            items[-1] += f" {line.strip()}"
    return items


def _words(text: str, code_marks: bool) -> list[Line]:
    """Split text at its spaces; a word can be of several pieces, as in `esc`, where a comma follows."""
    words: list[Line] = [[]]
    for part in _INLINE.split(_LINK.sub(_shown_link, text)):
        shown, style = part, ""
        if part.startswith("`") and len(part) > 2:
            shown, style = (part if code_marks else part[1:-1]), "code"
        elif part.startswith("**") and len(part) > 4:
            shown, style = part[2:-2], "strong"
        elif part.startswith("*") and len(part) > 2:
            shown = part[1:-1]
        first, *others = shown.split(" ")
        words[-1].append((first, style))
        words += [[(other, style)] for other in others]
    return [[piece for piece in word if piece[0]] for word in words if any(shown for shown, _ in word)]


def _shown_link(link: re.Match[str]) -> str:
    """Write a link out: a page by the command that shows it, an address in full."""
    if page := page_of_link(link[2]):
        return f"`{page}`" if link[1] == page else f"{link[1]} (`dayplan manual {page}`)"
    return link[1] if link[2].startswith("#") or link[1] == link[2] else f"{link[1]} ({link[2]})"


def _fill(text: str, width: int, code_marks: bool, mark: str = "") -> list[tuple[Line, int]]:
    """Fill lines with words and return each with its cells; the first begins with `mark`, the others are indented."""
    lines: list[tuple[Line, int]] = []
    line: Line = [(mark, "")] if mark else []
    taken = len(mark)
    empty = True
    for word in _words(text, code_marks):
        cells = sum(width_of(shown) for shown, _ in word)
        if not empty and taken + 1 + cells > width:
            lines.append((line, taken))
            line, taken, empty = ([(" " * len(mark), "")] if mark else []), len(mark), True
        line += word if empty else [(" ", ""), *word]
        taken += cells if empty else cells + 1
        empty = False
    return [*lines, (line, taken)]


def _table(block: list[str], width: int, code_marks: bool) -> list[Line]:
    """Lay a table out in columns; where it is too wide, the widest columns become narrower."""
    rows = [
        [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(line.strip().strip("|"))]
        for line in block
        if not _RULE.fullmatch(line.strip())
    ]
    widths = [max(_fill(row[place], 10_000, code_marks)[0][1] for row in rows) for place in range(len(rows[0]))]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > COLUMN_MIN:
        widths[widths.index(max(widths))] -= 1
    lines: list[Line] = []
    for row in rows:
        cells = [_fill(cell, wide, code_marks) for cell, wide in zip(row, widths, strict=True)]
        for place in range(max(map(len, cells))):
            line: Line = []
            for number, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
                written, taken = cell[place] if place < len(cell) else ([], 0)
                line += written
                if number < len(cells) - 1:
                    line.append((" " * (wide - taken + 2), ""))
            lines.append([(shown, "head") for shown, _ in line] if row is rows[0] else line)
    return lines

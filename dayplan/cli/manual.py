"""`dayplan manual`: the pages of the manual, in the terminal."""

from __future__ import annotations

from argparse import Namespace

from dayplan.cli.call import Call, put
from dayplan.cli.parser import Parser, Run
from dayplan.text.manual import INDEX, PAGES, Line, lay_out, read_page
from dayplan.text.paint import Paint

_WIDTH_MAX = 100
"""The longest line; longer ones are tiring to read."""


def manual(parser: Parser) -> Run:
    """`manual [PAGE]`."""
    parser.add_argument("page", nargs="*", metavar="PAGE", help=", ".join(PAGES[1:]))
    return _manual


def _manual(given: Namespace, call: Call) -> None:
    page = read_page(" ".join(given.page) or INDEX)
    if given.json:
        call.show({"page": page.name, "title": page.title, "markdown": page.text})
        return
    width = min(call.paint.width or _WIDTH_MAX, _WIDTH_MAX)
    for line in lay_out(page.text, width, code_marks=not call.paint.colour):
        put(f"{_painted(line, call.paint)}\n")


def _painted(line: Line, paint: Paint) -> str:
    """Return a line with its emphasis."""
    ways = {
        "heading": paint.bold,
        "strong": paint.bold,
        "code": paint.owner,
        "example": paint.good,
        "head": paint.quiet,
    }
    return "".join(ways.get(style, str)(shown) for shown, style in line).rstrip()

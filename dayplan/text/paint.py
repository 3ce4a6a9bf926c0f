"""Emphasis on a terminal, by hand: Rich would cost 110 ms. Without colour every method returns its text as it is."""

from __future__ import annotations

import os
import sys

from dayplan.domain.record import NamedTuple
from dayplan.text.glyphs import Glyphs, glyphs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO


class Paint(NamedTuple):
    """How to write on one stream: its glyphs, its width in cells (None: as long as it takes), colour or not."""

    glyphs: Glyphs = Glyphs()
    width: int | None = None
    colour: bool = False

    def bold(self, text: str) -> str:
        """What the eye should find first."""
        return self._in("1", text)

    def quiet(self, text: str) -> str:
        """What may be overlooked."""
        return self._in("2", text)

    def good(self, text: str) -> str:
        """Running, or within bounds."""
        return self._in("32", text)

    def bad(self, text: str) -> str:
        """Over."""
        return self._in("31", text)

    def owner(self, text: str) -> str:
        """For whom."""
        return self._in("36", text)

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text.strip() else text


def paint_for(stream: TextIO, environ: Mapping[str, str] = os.environ) -> Paint:
    """Look at a stream: colour and a width only on a terminal, and no control codes where none are wanted."""
    signs = glyphs(stream.encoding, environ)
    try:
        if not stream.isatty():
            return Paint(signs)
        width = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return Paint(signs)
    plain = bool(environ.get("NO_COLOR")) or environ.get("TERM", "dumb") == "dumb"
    return Paint(signs, width or None, colour=not plain and sys.platform != "win32")

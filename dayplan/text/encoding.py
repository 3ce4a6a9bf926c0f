"""Text for a terminal that cannot show all of it: what stands for a sign takes as many cells as the sign."""

from __future__ import annotations

import codecs

from dayplan.text.cells import width_of

BY_CELLS = "dayplan.cells"
"""The name of the error handler, for streams."""
_DRAWN = {
    **dict.fromkeys("─━╌╍┄┅┈┉═▔▁▂▃", "-"),
    **dict.fromkeys("│┃╎╏┆┇┊┋║▌▐▏▎▍▕", "|"),
    **dict.fromkeys("█▉▊▋▇▆▅▄▀▓▒░■", "#"),
    **dict.fromkeys("…·•∙", "."),
    **dict.fromkeys("‘’‚‹›", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—−", "-"),
    **dict.fromkeys("▶▸►→", ">"),
    **dict.fromkeys("◀◂◄←", "<"),
    **dict.fromkeys("▲▴↑", "^"),
    **dict.fromkeys("▼▾↓", "v"),
    **dict.fromkeys("✓✔×", "x"),
    **dict.fromkeys("○●◌◦", "o"),
}


def encode(text: str, encoding: str) -> bytes:
    """Encode text, each sign that the encoding lacks as plain ones of the same width."""
    return text.encode(encoding, BY_CELLS)


def _plain(sign: str) -> str:
    if sign in _DRAWN:
        return _DRAWN[sign]
    if "\u2500" <= sign <= "\u257f":  # corners and crossings
        return "+"
    from unicodedata import normalize  # only where a sign is lacking

    width = width_of(sign)
    base = normalize("NFKD", sign)[:1]
    return base if width == 1 and base.isascii() and base.isprintable() else "?" * width


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


codecs.register_error(BY_CELLS, _stand_in)

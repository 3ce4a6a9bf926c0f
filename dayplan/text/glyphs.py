"""The characters that stand for things, on the screen and on the command line; ASCII where the locale is not UTF-8."""

from __future__ import annotations

import os
import sys

from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from dayplan.domain.model import Task


class Glyphs(NamedTuple):
    """The characters in use; they differ by shape, for eyes and terminals without colour."""

    open: str = "○"
    running: str = "▶"
    done: str = "✓"
    skipped: str = "»"
    missed: str = "◌"
    dropped: str = "✗"
    projected: str = "·"
    carried: str = "↻"
    moved: str = "→"
    full: str = "━"
    half: str = "╸"
    rest: str = "─"
    dot: str = "·"
    ellipsis: str = "…"
    times: str = "–"
    up: str = "▴"
    eighths: str = "▏▎▍▌▋▊▉█"
    """A cell filled from the left, an eighth more each time; the last is full."""
    levels: str = "▁▂▃▄▅▆▇█"
    """A cell filled from below."""
    shades: str = "·░▒▓█"
    """Nothing, and from little to much."""
    earlier: str = "‹"
    later: str = "›"

    def of(self, task: Task) -> str:
        """Return a task's mark."""
        if task.running:
            return self.running
        mark: str = self.projected if task.id == 0 else getattr(self, task.status)
        return mark

    def gauge(self, part: int, whole: int, cells: int) -> str:
        """Draw `part` of `whole` as a bar of at most so many cells; something is never drawn as nothing."""
        if part <= 0 or whole <= 0 or cells <= 0:
            return ""
        steps = len(self.eighths)
        filled = min(max(1, round(cells * steps * part / whole)), cells * steps)
        full, rest = divmod(filled, steps)
        return self.eighths[-1] * full + (self.eighths[rest - 1] if rest else "")

    def level(self, part: int, whole: int) -> str:
        """Return one cell as high as `part` of `whole`; a space for nothing."""
        if part <= 0 or whole <= 0:
            return " "
        return self.levels[min(len(self.levels) - 1, part * len(self.levels) // whole)]


ASCII = Glyphs(
    "o", ">", "x", "~", "?", "-", ".", "^", "->", "=", "-", ".", "|", "~", "-", "^", "#", "._-=+*#", ".:+*#", "<", ">"
)


def glyphs(
    encoding: str | None, environ: Mapping[str, str] = os.environ, *, utf8_mode: int = sys.flags.utf8_mode
) -> Glyphs:
    """Return what the terminal can show.

    In the locales C and POSIX Python writes UTF-8 all the same: it switches to UTF-8 mode, or sets LC_CTYPE for itself
    (PEP 538, PEP 540). The person asked for ASCII there, and gets it.
    """
    named = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    if environ.get("LANG") in ("C", "POSIX") and not environ.get("LC_ALL") and named in ("C.UTF-8", "C.utf8", "UTF-8"):
        named = "C"
    asked_for_ascii = named in ("C", "POSIX") and not (utf8_mode and "PYTHONUTF8" in environ)
    return ASCII if asked_for_ascii or "utf" not in (encoding or "").lower() else Glyphs()

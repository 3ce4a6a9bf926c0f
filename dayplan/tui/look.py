"""How values look on the screen: marks, bars, columns. Shape tells as much as colour; ASCII stands in where needed."""

from __future__ import annotations

import locale
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from dayplan.domain.model import Task
from dayplan.domain.wording import format_duration

MUTED = "$foreground 60%"
"""The quiet one of three levels of emphasis; `$text-muted` is for CSS, in content it would not be muted."""


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


ASCII = Glyphs("o", ">", "x", "~", "?", "-", ".", "^", "->", "=", "-", ".", "|", "~", "-")


def glyphs() -> Glyphs:
    """Return what this terminal's encoding can show."""
    return Glyphs() if "utf" in locale.getpreferredencoding(False).lower() else ASCII


GLYPHS = glyphs()


def mark(task: Task) -> tuple[str, str]:
    """Return a task's mark and its style."""
    if task.running:
        return GLYPHS.running, "bold $text-success"
    if task.id == 0:
        return GLYPHS.projected, MUTED
    styles = {"open": MUTED, "done": "$text-success", "missed": "$text-warning"}
    return getattr(GLYPHS, task.status), styles.get(task.status, MUTED)


def fitted(text: str, width: int) -> str:
    """Cut or pad a text to exactly `width` cells; what is cut ends in an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + GLYPHS.ellipsis
    return set_cell_size(text, width)


def bar(part: int, whole: int, width: int) -> Content:
    """Draw `part` of `whole` as a bar of half cells; what is over the whole is coloured as such."""
    if whole <= 0 or width <= 0:
        return Content(" " * max(0, width))
    halves = min(2 * width, round(2 * width * part / whole))
    style = "$text-error" if part > whole else "$text-success"
    filled = GLYPHS.full * (halves // 2) + GLYPHS.half * (halves % 2)
    return Content.assemble((filled, style), (GLYPHS.rest * (width - cell_len(filled)), "$foreground 20%"))


def spent(task: Task) -> str:
    """Return time against estimate, aligned at the stroke: 14 cells."""
    if task.tracked_total_s == 0 and task.estimate_s is None and not task.running:
        return " " * 14
    tracked = format_duration(task.tracked_total_s) if task.tracked_total_s or task.running else GLYPHS.times
    if task.estimate_s is None:
        return f"{tracked:>6}{'':8}"
    return f"{tracked:>6} / {format_duration(task.estimate_s):<5}"


def whose(task: Task) -> str:
    """Return for whom a task is, as it would be typed: `@acme/site`."""
    if task.client is None and task.project is None:
        return ""
    return f"@{task.client or ''}" + (f"/{task.project}" if task.project else "")


def ticking(seconds: int) -> str:
    """Return a running clock: `0:24:13`."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"

"""How values look on the screen: marks, bars, columns. Shape tells as much as colour; ASCII stands in where needed."""

from __future__ import annotations

import locale

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from dayplan.domain.model import Running, Task
from dayplan.text.glyphs import ASCII, glyphs

MUTED = "$quiet"
"""The quiet one of three levels of emphasis."""

GLYPHS = glyphs(locale.getpreferredencoding(False))


PLAIN = GLYPHS == ASCII
"""Whether only ASCII can be shown."""

_PROJECT_COLOURS = (
    *("$primary", "$secondary", "$accent"),
    *("$secondary-lighten-2", "$success-lighten-1", "$primary-lighten-2"),  # amber is for what needs attention
)


def colour_of(project_id: int | None, chosen: str | None) -> str:
    """Return a project's colour: the one that was chosen for it, else one of the theme's; grey without a project."""
    if chosen:
        return chosen
    return "$foreground 45%" if project_id is None else _PROJECT_COLOURS[project_id % len(_PROJECT_COLOURS)]


def mark(task: Task) -> tuple[str, str]:
    """Return a task's mark and its style."""
    styles = {"done": "$text-success", "missed": "$text-warning"}
    return GLYPHS.of(task), "bold $text-success" if task.running else styles.get(task.status, MUTED)


def fitted(text: str, width: int) -> str:
    """Cut or pad a text to exactly `width` cells; what is cut ends in an ellipsis."""
    if width <= 0:
        return ""
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + GLYPHS.ellipsis
    return set_cell_size(text, width)


def hanging(sign: Content, words: str, width: int) -> Content:
    """Lay words out behind a sign, their further lines under the first word."""
    first, *others = Content(words).wrap(max(8, width - sign.cell_length))
    indent = Content(" " * sign.cell_length)
    return Content("\n").join([sign + first, *(indent + line for line in others)])


def bar(part: int, whole: int, width: int) -> Content:
    """Draw `part` of `whole` as a bar of half cells; what is over the whole is coloured as such."""
    if whole <= 0 or width <= 0:
        return Content(" " * max(0, width))
    halves = min(2 * width, round(2 * width * part / whole))
    style = "$text-error" if part > whole else "$text-success"
    filled = GLYPHS.full * (halves // 2) + GLYPHS.half * (halves % 2)
    return Content.assemble((filled, style), (GLYPHS.rest * (width - cell_len(filled)), "$foreground 20%"))


def joined(cells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join neighbours of one style: a strip of cells is a handful of spans, not one a cell."""
    runs: list[tuple[str, str]] = []
    for glyph, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + glyph, style)
        else:
            runs.append((glyph, style))
    return runs


def gauge(worked_s: int, needs_s: int, capacity_s: int, width: int) -> Content:
    """Draw a day: what is worked, what is still planned, what is free; what does not fit is coloured as such (Z1)."""
    whole = max(capacity_s, worked_s + needs_s, 1)
    worked = round(width * worked_s / whole)
    planned = min(width, round(width * (worked_s + needs_s) / whole)) - worked
    room = min(width, round(width * capacity_s / whole)) if capacity_s else width
    cells = [(GLYPHS.full, "$success")] * worked + [(GLYPHS.full, "$primary")] * planned
    cells[room:] = [(GLYPHS.full, "$error")] * (len(cells) - room)
    return Content.assemble(*joined(cells), (GLYPHS.rest * (width - len(cells)), "$foreground 15%"))


def ticking(seconds: int) -> str:
    """Return a running clock: `0:24:13`."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_SHORTEST_TITLE = 6
"""A title that would be cut shorter than this many cells is left out."""


def timer_words(running: Running | None, epoch: int, room: int) -> Content:
    """Say what runs, with its clock, in at most `room` cells; the clock says most, and is not parted."""
    if running is None:
        return Content.styled("no timer" if room > 10 else "", MUTED)
    clock = Content.styled(ticking(running.entry.seconds(epoch)), "bold $text-success")
    sign, title = f"{GLYPHS.running} ", running.entry.title
    left = room - clock.cell_length - len(sign) - 4
    if left >= min(_SHORTEST_TITLE, cell_len(title)):
        return Content.assemble((f"{sign}{fitted(title, min(left, cell_len(title)))}  ", "bold"), clock)
    shorter = (Content.assemble((sign, "bold"), clock), clock)
    return next((words for words in shorter if words.cell_length <= room), Content(""))


def spread(left: Content, right: Content, width: int) -> Content:
    """Put two things at the two ends of a line."""
    return left + Content(" " * max(1, width - left.cell_length - right.cell_length)) + right

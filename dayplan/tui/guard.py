"""The last look at what is painted: whatever a widget shows, no character of it steers the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from dayplan.domain.steering import LEFT_TO_RIGHT, harmless, runs_right_to_left


class Guard(LineFilter):
    """Blanks out control characters, and keeps writing from right to left in its own stretch of a line."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the line, itself where there is nothing to do: nearly always."""
        if all(segment.text.isascii() and segment.text.isprintable() for segment in segments):
            return segments
        return [segment if segment.control else _guarded(segment) for segment in segments]


def _guarded(segment: Segment) -> Segment:
    text = segment.text
    if not text.isprintable() and (cleaned := harmless(text).replace("\n", "").replace("\t", " ")) != text:
        width = segment.cell_length
        text = cleaned
        text += " " * (width - Segment(text).cell_length)  # every cell of the line stays where it is
    if runs_right_to_left(text) and not text.endswith(LEFT_TO_RIGHT):
        text += LEFT_TO_RIGHT
    return segment if text == segment.text else Segment(text, segment.style)

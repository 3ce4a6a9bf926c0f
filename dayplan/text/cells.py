"""How many cells of a terminal a text takes, and how to make it fit."""

from __future__ import annotations

from dayplan.domain.steering import apart


def width_of(text: str) -> int:
    """Return the cells that `text` takes; beyond Latin, `wcwidth` knows (a few milliseconds)."""
    if text.isascii() or max(text) < "\u0300":
        return len(text)
    from wcwidth import wcswidth

    width: int = wcswidth(text)
    return width if width >= 0 else len(text)


def fitted(text: str, width: int, ellipsis: str = "…") -> str:
    """Cut or pad a text to exactly `width` cells; what is cut ends in an ellipsis."""
    if width <= 0:
        return ""
    text = apart(text)
    taken = width_of(text)
    if taken <= width:
        return text + " " * (width - taken)
    while text and width_of(text) > width - 1:
        text = text[: width - 1] if len(text) >= width else text[:-1]
    text = apart(text)
    return text + ellipsis + " " * (width - 1 - width_of(text))

"""Characters that steer a terminal, taken out of what came by no door: another program's rows, names of files.

Without regular expressions, because everything that is read passes by here (`hygiene` costs 5 ms).
"""

from __future__ import annotations

_STEERING: dict[int, str | None] = dict.fromkeys(
    (
        *(code for code in range(32) if chr(code) not in "\t\n"),
        *range(0x7F, 0xA0),
        *(0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),  # lines, and bidi overrides and isolates
    )
)
_STORED = _STEERING | {9: " "}
_STEERING.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))  # bytes that are no text, as Python passes them on
LEFT_TO_RIGHT = "\u200e"
"""Takes no room; what follows it does not join a text that runs from right to left."""


def harmless(text: str) -> str:
    """Return text that moves no cursor and turns no writing round: all else in it stays, line breaks and tabs too."""
    return text if text.isprintable() else text.translate(_STEERING)


def painted(text: str) -> str:
    """Return a line that may hold our own colours; any other sequence in it loses what makes it one."""
    first, *others = text.split("\x1b")
    return harmless(first) + "".join(f"\x1b{harmless(part)}" if _is_colour(part) else harmless(part) for part in others)


def as_stored(text: bytes) -> str:
    """Read a text of the data file: another program may have written bytes there that are none, or worse."""
    read = text.decode("utf-8", "replace")
    return read if read.isprintable() else read.translate(_STORED)


def apart(text: str) -> str:
    """Return one line of somebody's words so that a terminal which turns writing round turns only these.

    Digits and signs after Hebrew or Arabic would join it, and change places with it.
    """
    if text.isascii() and text.isprintable():
        return text
    line = text.replace("\n", " ")
    return line + LEFT_TO_RIGHT if runs_right_to_left(line) else line


def runs_right_to_left(text: str) -> bool:
    """Whether there is writing in it that runs from right to left."""
    return not text.isascii() and any(
        "\u0590" <= sign <= "\u08ff"
        or "\ufb1d" <= sign <= "\ufdff"
        or "\ufe70" <= sign <= "\ufefe"
        or "\U00010800" <= sign <= "\U00010fff"
        or "\U0001e800" <= sign <= "\U0001efff"
        or sign == "\u200f"
        for sign in text
    )


def _is_colour(part: str) -> bool:
    number, end, _ = part.partition("m")
    return bool(end) and number[:1] == "[" and number[1:].isdecimal() and len(number) < 4

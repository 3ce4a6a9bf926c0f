"""How long things take, as people type it (T10)."""

from __future__ import annotations

import re

from dayplan.domain.hygiene import folded, quoted
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput

LONG = 12 * 3600
"""Durations above this many seconds are asked about before they are recorded (T10)."""
LONGEST = 24 * 3600
"""No duration above this is accepted."""

_DURATIONS = "write a duration such as 45m, 1h30, 1:30 or 1.5h"

# Digits are bounded everywhere: Python refuses to read a number of 5,000 digits with an error of its own.
_HOURS_MINUTES = re.compile(r"([0-9]{1,6}):([0-9]{2})")
_DECIMAL_HOURS = re.compile(r"([0-9]{0,6})[.,]([0-9]{1,6}) ?(?:h|hrs?|hours?)")
_UNITS = re.compile(r"(?:([0-9]{1,6}) ?(?:h|hrs?|hours?))? ?(?:([0-9]{1,6}) ?(?:m|mins?|minutes?)?)?")


def parse_duration(text: str, most: int = LONGEST) -> int:
    """Return seconds (T10): `90m`, `1h30`, `1:30`, `1.5h`, `1,5h`, `2 hours`; a bare number is minutes.

    Exact for minutes, and to the nearest second for decimal hours. Raises `BadInput` for anything else, for
    nothing, for zero or less and for more than `most`. Asking about more than `LONG` is the caller's part.
    """
    typed = folded(text)
    if typed.startswith("-"):
        raise BadInput(f"{quoted(text)} is less than nothing: {_DURATIONS}.")
    seconds = seconds_of(typed)
    if seconds is None:
        raise BadInput(f"{quoted(text)} is not a duration: {_DURATIONS}.")
    if seconds == 0:
        raise BadInput(f"{quoted(text)} is no time at all: {_DURATIONS}.")
    if seconds > most:
        raise BadInput(f"{quoted(text)} is more than {most // 3600} hours: {_DURATIONS}.")
    return seconds


def write_duration(seconds: int) -> str:
    """Write a duration so that `parse_duration` reads the same seconds: `45m`, `1h30`, and `0.33h` of decimal hours."""
    if seconds % 60 == 0:
        return format_duration(seconds)
    for places in range(1, 7):  # six tell seconds apart
        scale = 10**places
        hours, rest = divmod((2 * seconds * scale + 3600) // 7200, scale)
        written = f"{hours}.{rest:0{places}}h"
        if seconds_of(written) == seconds:
            break
    return written


def parse_capacity(text: str) -> int | None:
    """Return the seconds of work that a day has room for: a duration, or 0; None for `usual`. Raises `BadInput`."""
    typed = folded(text)
    if typed in ("", "usual", "default"):
        return None
    if typed.isdigit() and typed != "0":
        raise BadInput(
            f"{quoted(text)} could be hours or minutes: write {quoted(typed + 'h')} or {quoted(typed + 'm')}."
        )
    return 0 if typed in ("0", "0h", "0m", "none") else parse_duration(text)


def seconds_of(typed: str) -> int | None:
    """Return the seconds of a duration that was folded already, however long; None for what is none."""
    if found := _DECIMAL_HOURS.fullmatch(typed):
        whole, fraction = found.groups()
        scale: int = 10 ** len(fraction)
        return int(whole or 0) * 3600 + (int(fraction) * 3600 * 2 + scale) // (2 * scale)
    found = _HOURS_MINUTES.fullmatch(typed) or _UNITS.fullmatch(typed)
    if found and any(found.groups()):
        hours, minutes = int(found[1] or 0), int(found[2] or 0)
        if found[1] and minutes > 59:
            return None  # 1:75 is more likely a slip than 2:15
        return hours * 3600 + minutes * 60
    return None

"""How a report rounds: by a unit, a way and a scope (T9). What is recorded is never rounded.

`dayplan today` reads the settings, and with them this module: it imports nothing that is slow.
"""

from __future__ import annotations

from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Scope = Literal["entry", "day", "line", "total"]
    Way = Literal["up", "nearest", "down"]

SCOPES = ("entry", "day", "line", "total")
WAYS = ("up", "nearest", "down")
_HOW = "write a unit, and what is rounded, such as 15m day, 6m entry, 30m line nearest, or none"


class Rounding(NamedTuple):
    """To `unit_s` seconds, of each entry, each client's day, each client's line, or the total; 0 rounds nothing."""

    unit_s: int = 0
    scope: Scope = "line"
    way: Way = "up"

    def of(self, seconds: int) -> int:
        """Round; nothing stays nothing, and half a unit is rounded up where the nearest is asked for."""
        if not self.unit_s:
            return seconds
        added = 0 if self.way == "down" else self.unit_s - 1 if self.way == "up" else self.unit_s // 2
        return (seconds + added) // self.unit_s * self.unit_s


NO_ROUNDING = Rounding()


def parse_rounding(text: str, usual: Rounding = NO_ROUNDING) -> Rounding:
    """Read `15m`, `15m day`, `6m entry nearest` or `none`; a scope and a way that are not said are the usual ones.

    Raises `BadInput`.
    """
    from dayplan.domain.durations import parse_duration
    from dayplan.domain.hygiene import quoted

    words = text.casefold().replace(",", " ").split()
    if words in (["none"], ["0"], ["off"], ["no"]):
        return NO_ROUNDING
    ways = [word for word in words if word in WAYS]
    scopes = [word for word in words if word in SCOPES]
    rest = [word for word in words if word not in ways and word not in scopes and word not in ("a", "per", "each")]
    if not rest or len(ways) > 1 or len(scopes) > 1:
        raise BadInput(f"{quoted(text)} is not a rounding: {_HOW}.")
    try:
        unit_s = parse_duration(" ".join(rest))
    except BadInput:
        raise BadInput(f"{quoted(text)} is not a rounding: {_HOW}.") from None
    return Rounding(unit_s, scopes[0] if scopes else usual.scope, ways[0] if ways else usual.way)  # type: ignore[arg-type]


def format_rounding(rounding: Rounding) -> str:
    """Write a rounding as `parse_rounding` reads it: `15m day`, `6m entry nearest`, `none`."""
    from dayplan.domain.wording import format_duration

    if not rounding.unit_s:
        return "none"
    way = "" if rounding.way == "up" else f" {rounding.way}"
    return f"{format_duration(rounding.unit_s)} {rounding.scope}{way}"


def keep_rounding(rounding: Rounding) -> str:
    """Write a rounding as the data file keeps it."""
    return f"{rounding.unit_s} {rounding.scope} {rounding.way}"


def kept_rounding(stored: str) -> Rounding:
    """Read what `keep_rounding` wrote."""
    unit, scope, way = stored.split()
    return Rounding(int(unit), scope, way)  # type: ignore[arg-type]

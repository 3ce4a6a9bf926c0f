"""Time zones by the names that entries keep (D3): IANA names such as `Europe/Berlin`, or POSIX rules such as `JST-9`.

Only what needs a zone imports this: `zoneinfo` takes a few milliseconds.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

USUAL_RULES = ",M3.2.0,M11.1.0"
"""When summer time begins and ends where a POSIX rule names it and does not say: C libraries take those of the US."""

_SECOND = timedelta(seconds=1)
_EMPTY = b"TZif3" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4) + bytes(6) + b"UTC\0"
"""One block of a zone file (RFC 9636) that records no change of the clocks."""


@lru_cache(maxsize=64)
def find_zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name, or of a POSIX rule; None where it is neither."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name, or a directory such as "Europe"
        return _posix_zone(name)


def _posix_zone(rule: str) -> tzinfo | None:
    """Build the zone of a POSIX rule: a zone file's last line is one, and holds for all that comes after the file."""
    if not (rule and rule.isascii() and rule.isprintable()):
        return None
    try:
        zone = ZoneInfo.from_file(BytesIO(_EMPTY * 2 + b"\n" + rule.encode() + b"\n"), key=rule)
        datetime(2026, 1, 1, tzinfo=zone).utcoffset()  # 24 hours and more are refused only now
    except ValueError:
        return None
    return zone


def offset_at(epoch: int, zone: tzinfo) -> int:
    """Return local time minus UTC at an instant, in seconds."""
    return (datetime.fromtimestamp(epoch, zone).utcoffset() or timedelta()) // _SECOND


def fixed_names(offset_s: int) -> tuple[str, ...]:
    """Return names of the zone that is always `offset_s` ahead of UTC, the most common first."""
    if offset_s == 0:
        return ("UTC",)
    hours, rest = divmod(abs(offset_s), 3600)
    posix, iso = ("-", "+") if offset_s > 0 else ("", "-")  # POSIX counts west of Greenwich
    minutes, seconds = divmod(rest, 60)
    more = f":{minutes:02}:{seconds:02}" if seconds else f":{minutes:02}" if minutes else ""
    rule = f"<{iso}{hours:02}{more.replace(':', '')}>{posix}{hours}{more}"
    if rest or not -12 <= offset_s // 3600 <= 14:
        return (rule,)
    return (f"Etc/GMT{posix or '+'}{hours}", rule)

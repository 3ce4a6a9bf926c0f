"""The machine's clock, read here and nowhere else (D2).

A command reads it once, before any slow import, so that the instant recorded is the one at which enter was pressed.
"""

from __future__ import annotations

import os
import sys
import time

from dayplan.domain.model import Now
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PRETEND = "DAYPLAN_NOW"
_PRETEND_UP = "DAYPLAN_UPTIME"
_pretended: tuple[str, int, float] | None = None


def now() -> Now:
    """Read the clock.

    For tests and pictures `DAYPLAN_NOW` may name another instant (`2026-11-23T10:00:00+01:00`); the clock then runs
    on from there. The zone is the machine's, or `TZ`, read anew each time: a laptop travels while the planner is open.
    It never contradicts the offset, whatever `TZ` says.
    """
    if hasattr(time, "tzset"):
        time.tzset()
    pretend = os.environ.get(_PRETEND)
    epoch = _pretend(pretend) if pretend else int(time.time())
    up, awake = _pretend_uptime() if pretend else _uptime()
    offset_s = time.localtime(epoch).tm_gmtoff
    zone = _zone(epoch, offset_s)
    return Now(epoch, offset_s, zone, up, awake) if zone else Now(epoch, 0, "UTC", up, awake)


def _uptime() -> tuple[int | None, int | None]:
    """Return the seconds since the machine was started, and those of them that it was awake; None where unknown.

    What `time.monotonic` counts during sleep differs from system to system: on Linux and macOS it stops, and on
    Windows it goes on. Nobody can set these clocks, so they tell sleep, a jump and a restart apart (T6).
    """
    if sys.platform == "win32":
        return _uptime_of_windows()
    counting, stopping = ("CLOCK_MONOTONIC", "CLOCK_UPTIME_RAW") if sys.platform == "darwin" else _LINUX
    try:
        return int(time.clock_gettime(getattr(time, counting))), int(time.clock_gettime(getattr(time, stopping)))
    except (AttributeError, OSError):  # a system that has no clock which counts sleep
        return None, None


_LINUX = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")


def _uptime_of_windows() -> tuple[int | None, int | None]:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    kernel.GetTickCount64.restype = ctypes.c_ulonglong
    awake = ctypes.c_ulonglong()
    if not kernel.QueryUnbiasedInterruptTime(ctypes.byref(awake)):
        return None, None
    return kernel.GetTickCount64() // 1000, awake.value // 10_000_000


def _pretend_uptime() -> tuple[int | None, int | None]:
    """Return the uptime that goes with a pretended moment: `DAYPLAN_UPTIME=7200` or, with 5000 awake, `7200/5000`."""
    text = os.environ.get(_PRETEND_UP)
    if not text or _pretended is None:
        return None, None
    passed = int(time.monotonic() - _pretended[2])
    up, _, awake = text.partition("/")
    try:
        return int(up) + passed, int(awake or up) + passed
    except ValueError:
        raise BadInput(f"{_PRETEND_UP} is no uptime: give seconds such as 7200, or 7200/5000.") from None


def _pretend(text: str) -> int:
    global _pretended
    if _pretended is None or _pretended[0] != text:
        from datetime import datetime

        try:
            _pretended = (text, int(datetime.fromisoformat(text).timestamp()), time.monotonic())
        except ValueError:
            raise BadInput(f"{_PRETEND} names no moment: give one such as 2026-11-23T10:00:00+01:00.") from None
    return _pretended[1] + int(time.monotonic() - _pretended[2])


_FILES = "/usr/share/zoneinfo/"
_LOCAL = "/etc/localtime"
_WEEK = 7 * 86_400
_resolved: dict[tuple[str | None, str], str] = {}
"""The zone that was found for a `TZ` and a link, where that took a search."""


def _zone(epoch: int, offset_s: int) -> str:
    """Return the name of the zone whose clock shows the local time: of the IANA database, else a POSIX rule.

    Nearly always the C library reads the file of that name, and looking at its first bytes takes microseconds. For
    every other `TZ` the name is one whose clock agrees with the C library's throughout the year. It is empty where
    local time is a day or more away from UTC, which no zone is.
    """
    named = os.environ.get("TZ")
    link = _link() if named is None else ""
    if named is None:
        name = _within(link)
        if name and _is_zone_file(_LOCAL):
            return name
    else:
        name = named.removeprefix(":")
        if _is_plain(name) and _is_zone_file(_FILES + name):
            return name.removeprefix("posix/")
    from dayplan.domain.zones import find_zone, offset_at

    found = _resolved.get((named, link))
    zone = find_zone(found or "")
    if found is None or zone is None or offset_at(epoch, zone) != offset_s:
        found = _resolved[named, link] = _search(named, epoch, offset_s)
    return found


def _is_plain(name: str) -> bool:
    """Whether a `TZ` can only be the name of a zone file: `Europe/Berlin` or `UTC`, but not `EST5EDT`."""
    odd = any(part in name for part in ("..", ",", "right/"))  # those of right/ count leap seconds
    return name.isalpha() or (name[:1].isalpha() and "/" in name and not odd)


def _link() -> str:
    try:
        return os.readlink(_LOCAL)
    except OSError:
        return ""


def _within(path: str) -> str:
    """Return the zone that a file holds by its place among the zone files; nothing where it lies elsewhere."""
    _, found, name = path.rpartition("zoneinfo/")
    return name.removeprefix("posix/").removeprefix("right/") if found else ""


def _is_zone_file(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(4) == b"TZif"
    except (OSError, ValueError):
        return False


def _search(named: str | None, epoch: int, offset_s: int) -> str:
    from dayplan.domain.zones import find_zone, fixed_names

    fixed = fixed_names(offset_s)
    for name in (*_candidates(named, fixed), *fixed):
        if _agrees(name, epoch):
            return name
    # No rule says when these clocks change: entries keep what they show now.
    return next((name for name in fixed if find_zone(name) is not None), "")


def _candidates(named: str | None, fixed: tuple[str, ...]) -> Iterator[str]:
    """Yield the names that the zone may have, the best first."""
    from dayplan.domain.zones import USUAL_RULES

    path = _LOCAL
    if named is None:
        yield _asked_zone()
    else:
        name = named.removeprefix(":")
        path = name if name.startswith("/") else ""
        if path or _is_plain(name) or _is_zone_file(_FILES + name):
            yield _within(path) if path else name
        else:
            yield from fixed  # JST-9: a name that everybody knows, where there is one
            yield name
            yield name + USUAL_RULES
    if path and _is_zone_file(path):
        with open(path, "rb") as file:
            yield file.read().rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def _agrees(name: str, epoch: int) -> bool:
    """Whether the zone of that name shows what the clock here shows, now and in every week around."""
    from dayplan.domain.zones import find_zone, offset_at

    zone = find_zone(name) if name else None
    if zone is None:
        return False
    try:
        weeks = range(epoch - 53 * _WEEK, epoch + 53 * _WEEK, _WEEK)
        return all(offset_at(at, zone) == time.localtime(at).tm_gmtoff for at in (epoch, *weeks))
    except (OverflowError, ValueError, OSError):  # at an end of the calendar
        return False


def _asked_zone() -> str:
    """Ask how this system is set up: 14 ms, where its zone file is no link."""
    import warnings

    from tzlocal import get_localzone_name

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            name: str | None = get_localzone_name()
        except Exception:  # noqa: BLE001 - tzlocal raises many kinds; the zone is then found otherwise
            name = None
    return name or ""

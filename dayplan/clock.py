"""The machine's clock, read here and nowhere else (D2).

A command reads it once, before any slow import, so that the instant recorded is the one at which enter was pressed.
"""

from __future__ import annotations

import os
import sys
import time

from dayplan.domain.model import Now
from dayplan.errors import BadInput

_PRETEND = "DAYPLAN_NOW"
_PRETEND_UP = "DAYPLAN_UPTIME"
_pretended: tuple[str, int, float] | None = None


def now() -> Now:
    """Read the clock.

    For tests and pictures `DAYPLAN_NOW` may name another instant (`2026-11-23T10:00:00+01:00`); the clock then runs
    on from there. The zone is the machine's, or `TZ`, read anew each time: a laptop travels while the planner is open.
    """
    if hasattr(time, "tzset"):
        time.tzset()
    pretend = os.environ.get(_PRETEND)
    epoch = _pretend(pretend) if pretend else int(time.time())
    up, awake = _pretend_uptime() if pretend else _uptime()
    return Now(epoch, time.localtime(epoch).tm_gmtoff, _zone(), up, awake)


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


def _zone() -> str:
    """Return the zone's IANA name; reading the link costs microseconds, tzlocal 14 ms, so that comes second."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if named and not named.startswith("/") and ("/" in named or named == "UTC"):
        return named
    if not named:
        try:
            target = os.readlink("/etc/localtime")
        except OSError:
            pass
        else:
            _, found, name = target.rpartition("zoneinfo/")
            if found:
                return name.removeprefix("posix/")
    return _asked_zone()


def _asked_zone() -> str:
    import warnings

    from tzlocal import get_localzone_name

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a TZ that contradicts the system is the person's choice
        try:
            name: str | None = get_localzone_name()
        except Exception:  # noqa: BLE001 - tzlocal raises many kinds; entries then keep UTC and their instants
            name = None
    return name if name and name != "local" else "UTC"

"""The machine's clock, read here and nowhere else (D2).

A command reads it once, before any slow import, so that the instant recorded is the one at which enter was pressed.
"""

from __future__ import annotations

import os
import time

from dayplan.domain.model import Now
from dayplan.errors import BadInput

_PRETEND = "DAYPLAN_NOW"
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
    return Now(epoch, time.localtime(epoch).tm_gmtoff, _zone())


def monotonic() -> float:
    """Seconds that no one can set back, for noticing sleep and jumps."""
    return time.monotonic()


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

"""Which copies of the data file there are, how they are called, and which are kept.

They lie in `backups/` beside the data file, named after it and the moment (UTC) whose data they hold.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import NamedTuple

from dayplan.domain.keeping import superfluous
from dayplan.errors import CannotAccess

MOMENT = "%Y%m%d-%H%M%S"
PARTIAL = ".dayplan-"
"""How the name of a copy begins that is still being written."""
_NAMED = re.compile(r"-(\d{8}-\d{6})(?:-(before-[a-z]+))?\.db")
_KEPT_WITH_LABEL_S = 31 * 86_400


class Copy(NamedTuple):
    """One copy of the data file."""

    path: str
    at: int
    """The instant whose data it holds."""
    label: str
    """What it was made before, such as `before-restore`; empty for one made by the way."""


def directory_of(path: str) -> str:
    """Return where the copies of a data file lie."""
    return os.path.join(os.path.dirname(path), "backups")


def listed(path: str) -> list[Copy]:
    """Return the copies that there are, the newest first."""
    stem = _stem(path)
    try:
        names = os.listdir(directory_of(path))
    except OSError:
        return []
    found = []
    for name in names:
        match = _NAMED.fullmatch(name.removeprefix(stem)) if name.startswith(stem) else None
        if match:
            moment = datetime.strptime(match[1], MOMENT).replace(tzinfo=UTC)
            found.append(Copy(os.path.join(directory_of(path), name), int(moment.timestamp()), match[2] or ""))
    return sorted(found, key=lambda copy: (copy.at, copy.path), reverse=True)


def thin(path: str, now: int) -> None:
    """Take away the copies that are not kept any longer; what was made before something else stays for a month."""
    copies = [copy for copy in listed(path) if not copy.label or now - copy.at > _KEPT_WITH_LABEL_S]
    going = set(superfluous([copy.at for copy in copies], now))
    try:
        for copy in copies:
            if copy.at in going:
                os.unlink(copy.path)
        _sweep(directory_of(path))
    except FileNotFoundError:
        return  # another process thins them just now
    except OSError as error:
        raise CannotAccess(f"Old copies cannot be taken away ({error.strerror}): {error.filename}.") from error


def _sweep(directory: str) -> None:
    """Take away what was left half-made by a kill an hour or more before the newest file was made."""
    written = {name: os.stat(os.path.join(directory, name)).st_mtime for name in os.listdir(directory)}
    newest = max(written.values(), default=0.0)
    for name, at in written.items():
        if name.startswith(PARTIAL) and name.endswith(".part") and newest - at > 3600:
            os.unlink(os.path.join(directory, name))


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def name_of(path: str, at: int, label: str) -> str:
    """Return how a copy of that moment is called."""
    return f"{_stem(path)}-{datetime.fromtimestamp(at, UTC):{MOMENT}}{f'-{label}' if label else ''}.db"

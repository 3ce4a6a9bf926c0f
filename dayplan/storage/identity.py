"""Which data file lies at a path: whether it is still the one in which rows were seen (issue 12.1).

A path is only a name. A sync program moves another file there, `dayplan restore` writes a copy into the same file, and
the ids of rows then mean other rows.
"""

from __future__ import annotations

import os
import sqlite3
from typing import NamedTuple

from dayplan.errors import BadFile, Replaced
from dayplan.storage import file


class Older(BadFile):
    """The data file has an older schema than when it was opened: an older dayplan put a copy back."""


class Identity(NamedTuple):
    """What tells one data file from another, and what it holds from what it held before a restore."""

    device: int
    inode: int
    restored: int
    """SQLite's schema cookie. It counts up when a copy is written into the file, and no change of rows touches it."""
    first_day: tuple[str, int | None] | None
    """The first day that was ever opened, and when; None in a file that is just being made."""


def identity_of(connection: sqlite3.Connection, path: str) -> Identity:
    """Return which file is at a path, and what an open connection says of its contents.

    Raises `BadFile` for one that this dayplan cannot use, `CannotAccess` where there is none, and SQLite's errors.
    """
    found = _found(path)
    version = file.verify(connection, path)
    if version == 0:
        raise file.gone(path)
    if version < file.VERSION:
        raise Older(f"{path} has the schema of an older dayplan now, so nothing was changed. Do it again.")
    (cookie,) = connection.execute("PRAGMA schema_version").fetchone()
    first = connection.execute("SELECT date, seeded_at FROM day ORDER BY id LIMIT 1").fetchone()
    return Identity(found.st_dev, found.st_ino, cookie, first)


def check_same(seen: Identity, found: Identity, path: str) -> None:
    """Raise `Replaced` where what was found is not the file that was seen."""
    if not is_same(seen, found):
        raise Replaced(
            f"{path} is not the file any more in which this was seen, so nothing was changed. "
            "Look at what is there now, and do it again."
        )


def is_same(seen: Identity, found: Identity) -> bool:
    """Whether two looks saw the same file; one that was just being made has got its first day since."""
    return seen[:3] == found[:3] and seen.first_day in (None, found.first_day)


def is_at(seen: Identity, path: str) -> bool:
    """Whether the file that was seen is the one at this path. Raises `CannotAccess` where there is none."""
    found = _found(path)
    return (found.st_dev, found.st_ino) == (seen.device, seen.inode)


def _found(path: str) -> os.stat_result:
    try:
        return os.stat(path)
    except OSError as error:
        raise file.unreachable(error, path) from error

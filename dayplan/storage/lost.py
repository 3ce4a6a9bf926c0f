"""A data file that is missing or empty although there are copies of it: no new life is begun in its place."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing, suppress
from typing import NamedTuple

from dayplan.errors import DayplanError, Lost
from dayplan.paths import option_for
from dayplan.storage import backup, copies, file


class Good(NamedTuple):
    """A copy of the data that is whole."""

    number: int
    """Its place in the list of the copies, from 1."""
    held: backup.Held


def newest_good(path: str) -> Good | None:
    """Return the newest copy of the data that is whole; None where there is none."""
    for number, copy in enumerate(copies.listed(path), 1):
        with suppress(DayplanError, sqlite3.Error):
            connection = file.open_as_it_is(copy.path)
            if connection is not None:
                with closing(connection):
                    backup.check_whole(connection, copy.path)
                return Good(number, backup.Held(copy, backup.contents(copy.path)))
    return None


def refuse_if_lost(path: str) -> None:
    """Raise `Lost` where there is no data in a file, but there are copies of it.

    Asked only where there is no data, and so it may take its time. The file is looked at once more at the end: in a
    crowd that begins a new life, another process may have made it just now, and a copy of it besides.
    """
    found = copies.listed(path)
    if not found:
        return
    good = newest_good(path)
    connection = file.open_as_it_is(path)
    if connection is not None:
        connection.close()
        return
    state = "is empty" if file.is_there(path) else "is missing"
    if good is None:
        offer = (
            f"and of its copies none is whole: dayplan doctor --db {shlex.quote(found[0].path)} saves what can be read "
            "of the newest"
        )
    else:
        offer = (
            f"but there are copies of it: dayplan restore{option_for(path)} {good.number} puts the newest good one back"
        )
    raise Lost(
        f"{path} {state}, {offer}. To begin anew, move the copies out of {copies.directory_of(path)}, or name another "
        "file with --db."
    )

"""Copies of the data file: made from one consistent moment, checked, and on the disk before they have their name.

They lie in `backups/` beside the data file; `copies` says how they are called.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from typing import NamedTuple

from dayplan import doors
from dayplan.errors import BadCopy, BadFile, CannotAccess, Damaged, Foreign, NotFound, Refused
from dayplan.storage import file
from dayplan.storage.copies import PARTIAL, Copy, directory_of, listed, name_of

TABLES = ("task", "time_entry", "template", "client", "project", "away", "day", "setting")
"""The tables whose rows a person would miss, in the order in which they are spoken of."""


class Contents(NamedTuple):
    """What a copy holds."""

    tasks: int
    worked_s: int
    last_change: str
    """What its person did last; empty where that was nothing."""


class Held(NamedTuple):
    """One copy and what it holds; None where it is damaged."""

    copy: Copy
    contents: Contents | None


class Difference(NamedTuple):
    """How many rows of one table differ between the data file and a copy."""

    table: str
    newer: int
    """Only in the data file."""
    gone: int
    """Only in the copy."""
    changed: int


def make(path: str, at: int, label: str = "", to: str | None = None, *, reindexed: bool = False) -> Copy:
    """Copy the data file, to its backups or to another place; the copy is whole, or there is none.

    Where it is `reindexed`, its indexes are made anew: those of the file may be out of order.
    Raises `NotFound` where there is no data yet, `Refused` where `to` exists, `BadFile`, `Busy`, `CannotAccess`.
    """
    source = _data(path, "copy")
    try:
        target = _target(path, at, label, to)
        return Copy(_written(source, path, target, reindexed=reindexed), at, label)
    finally:
        source.close()


def contents(path: str) -> Contents:
    """Say what a copy holds. Raises `BadFile` for one that is damaged or not ours."""
    connection = opened(path)
    try:
        (tasks,) = connection.execute("SELECT COUNT(*) FROM task").fetchone()
        (worked,) = connection.execute(
            "SELECT COALESCE(SUM(ended_at - started_at), 0) FROM time_entry WHERE state = 'kept'"
        ).fetchone()
        last = connection.execute("SELECT label FROM op WHERE undone_at IS NULL ORDER BY step DESC LIMIT 1").fetchone()
        return Contents(tasks, worked, *(last or ("",)))
    except sqlite3.Error as error:
        explained = file.explain(error, path)
        raise (BadCopy(file.damaged_copy(path)) if isinstance(explained, Damaged) else explained) from error
    finally:
        connection.close()


def holds_data(path: str) -> bool:
    """Whether there is data in a file, and all of it can be read. Raises `BadFile`, `Busy`, `CannotAccess`."""
    connection = file.open_as_it_is(path)
    if connection is None:
        return False
    try:
        found = _fault(connection)
    except sqlite3.Error as error:
        raise file.explain(error, path) from error
    finally:
        connection.close()
    if found:
        raise Damaged(file.damaged(path, found))
    return True


def held(path: str) -> tuple[Held, ...]:
    """Return the copies that there are with what they hold, the newest first."""
    return tuple(Held(copy, _contents_or_none(copy)) for copy in listed(path))


def differences(path: str, copy: str) -> tuple[Difference, ...]:
    """Compare the data file with a copy, by the columns that both have.

    Raises `NotFound` where there is no data yet, `BadCopy` where the copy is damaged and `Damaged` where the data file
    is, `BadFile`, `Busy`, `CannotAccess`.
    """
    with closing(opened(copy)) as checked:
        check_whole(checked, copy)
    connection = _data(path, "compare")
    try:
        connection.execute("ATTACH :uri AS copy", {"uri": file.uri(copy, "ro")})
        return tuple(_difference(connection, table) for table in TABLES)
    except sqlite3.Error as error:
        raise file.explain(error, path) from error
    finally:
        connection.close()


def _target(path: str, at: int, label: str, to: str | None) -> str:
    name = name_of(path, at, label)
    if to is None:
        directory = directory_of(path)
        try:
            doors.make_directory(directory, own=True)
        except OSError as error:
            raise CannotAccess(f"{directory} cannot be made ({error.strerror}), so no copy was made.") from error
        while label and os.path.lexists(os.path.join(directory, name)):  # two restores in one second keep both
            at += 1
            name = name_of(path, at, label)
        return os.path.join(directory, name)
    if os.path.isdir(to):
        to = os.path.join(to, name)
    if os.path.lexists(to):
        raise Refused(f"{to} is there already: name another file, or take it away first.")
    if os.path.isdir(os.path.dirname(to)):
        doors.refuse_links_to_strangers(os.path.dirname(to))
    return to


def _written(source: sqlite3.Connection, path: str, target: str, *, reindexed: bool = False) -> str:
    """Copy an open file to `target` by way of a file beside it, checked and on the disk before it has that name."""
    directory = os.path.dirname(target) or "."
    partial = write_partial(source, path, directory, reindexed=reindexed)
    try:
        os.replace(partial, target)
        force(directory)
    except BaseException as error:
        discard(partial)
        if isinstance(error, OSError):
            raise CannotAccess(f"{target} cannot be written ({error.strerror}), so no copy was made.") from error
        raise
    return target


def write_partial(source: sqlite3.Connection, path: str, directory: str, *, reindexed: bool = False) -> str:
    """Copy an open file into a directory, under a name that `copies.thin` sweeps away; it is checked and on the disk.

    Errors name `path`, which is the file that is open. Raises `BadFile`, `Busy`, `CannotAccess`.
    """
    try:
        descriptor, partial = tempfile.mkstemp(prefix=PARTIAL, suffix=".part", dir=directory)  # 0600, never a link
    except OSError as error:
        raise CannotAccess(f"Nothing can be written in {directory} ({error.strerror}), so no copy was made.") from error
    os.close(descriptor)
    try:
        try:
            _begin(source)
            copy = sqlite3.connect(partial, isolation_level=None)
            try:
                copy.execute("PRAGMA synchronous=OFF")  # it is forced to the disk as a whole, below
                source.backup(copy)
                if reindexed:
                    copy.execute("REINDEX")
                found = _fault(copy)
            finally:
                copy.close()
                _end(source)
            if found:
                raise Damaged(file.damaged(path, found))
            force(partial)
        except sqlite3.Error as error:
            raise file.explain(error, path) from error
        except OSError as error:
            raise CannotAccess(f"No copy can be written in {directory} ({error.strerror}).") from error
    except BaseException:
        discard(partial)
        raise
    return partial


def discard(partial: str) -> None:
    """Take away what was written for nothing."""
    with suppress(OSError):  # gone already, or the disk takes nothing more: it is swept away later
        os.unlink(partial)


def _data(path: str, what_for: str) -> sqlite3.Connection:
    connection = file.open_as_it_is(path)
    if connection is None:
        raise NotFound(f"There is no data in {path} yet, so there is nothing to {what_for}.")
    return connection


def opened(path: str) -> sqlite3.Connection:
    """Open a copy for reading. Raises `BadFile` for one that is damaged, newer, not ours, or without data."""
    try:
        connection = file.open_as_it_is(path)
    except Damaged as error:
        raise BadCopy(file.damaged_copy(path)) from error
    except Foreign as error:
        raise BadFile(f"{path} belongs to another program. {file.untouched(path)}: name another copy.") from error
    if connection is None:
        raise BadFile(f"{path} holds no dayplan data: name another copy.")
    return connection


def _contents_or_none(copy: Copy) -> Contents | None:
    try:
        return contents(copy.path)
    except BadFile:
        return None


def _begin(connection: sqlite3.Connection) -> None:
    """Take part in one moment: here another program that writes is waited for, not in the middle of the copy."""
    connection.execute("BEGIN")
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _end(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def check_whole(connection: sqlite3.Connection, path: str) -> None:
    """Raise `BadCopy` for a file that is no copy to rely on."""
    try:
        found = _fault(connection)
    except sqlite3.DatabaseError as error:
        if file.is_busy(error):
            raise
        raise BadCopy(file.damaged_copy(path, str(error))) from error
    if found:
        raise BadCopy(file.damaged_copy(path, found))


def _fault(connection: sqlite3.Connection) -> str:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return "" if found == "ok" else str(found)


def _difference(connection: sqlite3.Connection, table: str) -> Difference:
    def one(question: str) -> int:
        (number,) = connection.execute(question).fetchone()
        return int(number)

    columns = [
        {row[1] for row in connection.execute(f"PRAGMA {schema}.table_info('{table}')")} for schema in ("main", "copy")
    ]
    both = sorted(columns[0] & columns[1] - {"id"})
    here, there = (", ".join(f'{name}."{column}"' for column in both) for name in ("a", "b"))
    return Difference(
        table,
        one(f'SELECT COUNT(*) FROM main."{table}" WHERE id NOT IN (SELECT id FROM copy."{table}")'),
        one(f'SELECT COUNT(*) FROM copy."{table}" WHERE id NOT IN (SELECT id FROM main."{table}")'),
        one(f'SELECT COUNT(*) FROM main."{table}" a JOIN copy."{table}" b USING (id) WHERE ({here}) IS NOT ({there})'),
    )


def force(path: str) -> None:
    """Have a file, or the names in a directory, on the disk."""
    if os.path.isdir(path) and os.name == "nt":
        return  # Windows keeps names by itself
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

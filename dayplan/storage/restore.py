"""Putting a copy back: the data file then holds what the copy holds, and what it held before is kept.

A data file that can be read is written in one transaction, so that programs which have it open go on with it. One that
is damaged is moved aside, with the journal beside it, and a new file takes its place. Where a link leads to the data
file the link stays: all of that happens where it leads to, so that no damaged file is left under the name there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from dayplan import doors
from dayplan.errors import Busy, CannotAccess, Damaged, NotFound, Refused
from dayplan.paths import option_for
from dayplan.storage import backup, file, migrations
from dayplan.storage.copies import BESIDE, MOMENT, directory_of, listed, refuse_copy_of_another

_PATIENCE = 0.1


def refuse_no_copy(path: str, copy: str) -> None:
    """Raise `Refused` for the data file itself, by whatever name, and for a copy of another file beside it."""
    if os.path.exists(path) and os.path.exists(copy) and os.path.samefile(path, copy):
        if not listed(path):
            raise Refused(f"{copy} is the data file itself: there are no copies of it yet.")
        raise Refused(
            f"{copy} is the data file itself: name one of its copies, which dayplan restore{option_for(path)} lists."
        )
    refuse_copy_of_another(path, copy)


def put_back(path: str, copy: str, at: int) -> str:
    """Make the data file hold what a copy holds, and return where what it held before lies now.

    Nothing is changed before all of it is sure to fit: a copy of an older dayplan is brought to today's schema first.
    Raises `BadFile` for a copy that is not whole, and for a data file of another program or of a newer dayplan;
    `Refused` for what is no copy of this data file.
    """
    refuse_no_copy(path, copy)
    with closing(backup.opened(copy)) as source:
        backup.check_whole(source, copy)
        if file.verify(source, copy) == file.VERSION:
            return _put_back(source, path, copy, at)
        with _upgraded(source, path, copy) as upgraded:
            return _put_back(upgraded, path, copy, at)


def _put_back(source: sqlite3.Connection, path: str, copy: str, at: int) -> str:
    try:
        aside = backup.make(path, at, "before-restore").path
    except NotFound:
        _make_directory(os.path.dirname(path))
        return _replace(source, copy, os.path.realpath(path), at, damaged=False)
    except Damaged:
        return _replace(source, copy, os.path.realpath(path), at, damaged=True)
    try:
        _overwrite(source, path)
    except Busy:
        backup.discard(aside)  # it holds what the data file still holds
        raise
    return aside


@contextmanager
def _upgraded(source: sqlite3.Connection, path: str, copy: str) -> Iterator[sqlite3.Connection]:
    """Open a copy of the copy that has today's schema, for as long as it is needed."""
    _make_directory(directory_of(path), own=True)
    partial = backup.write_partial(source, copy, directory_of(path))
    try:
        with closing(sqlite3.connect(file.uri(partial, "rw"), uri=True, isolation_level=None)) as upgraded:
            try:
                file.notices.extend(migrations.upgrade(upgraded, copy))
            except sqlite3.Error as error:
                raise file.explain(error, path) from error
            yield upgraded
    finally:
        backup.discard(partial)


def _overwrite(source: sqlite3.Connection, path: str) -> None:
    waited = 0.0

    def wait(status: int, remaining: int, total: int) -> None:
        nonlocal waited
        del remaining, total
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            waited += _PATIENCE
            if waited > file.BUSY_SECONDS:
                raise Busy(
                    f"Another program is holding {path}: nothing was changed. Close it, or try again in a moment."
                )

    try:
        with closing(
            sqlite3.connect(file.uri(path, "rw"), uri=True, timeout=file.BUSY_SECONDS, isolation_level=None)
        ) as target:
            target.execute("PRAGMA synchronous=FULL")
            source.backup(target, progress=wait, sleep=_PATIENCE)
    except sqlite3.Error as error:
        raise file.explain(error, path) from error


def _make_directory(directory: str, *, own: bool = False) -> None:
    """Make a directory that is not there yet, as on a new machine."""
    try:
        doors.make_directory(directory, own=own)
    except OSError as error:
        raise CannotAccess(f"{directory} cannot be made ({error.strerror}); nothing was changed.") from error


def _replace(source: sqlite3.Connection, copy: str, path: str, at: int, *, damaged: bool) -> str:
    """Put a copy in the place of a file that is damaged, empty or missing; return where a damaged one lies now.

    Nothing is moved before the copy is on the disk.
    """
    directory = os.path.dirname(path) or "."
    ready = backup.write_partial(source, copy, directory)
    try:
        with _moved_aside(path, at, damaged=damaged) as aside:
            os.replace(ready, path)
    except BaseException:
        backup.discard(ready)
        raise
    backup.force(directory)
    return aside if damaged else ""


@contextmanager
def _moved_aside(path: str, at: int, *, damaged: bool) -> Iterator[str]:
    """Move a damaged file aside, with what belongs to it: a journal would be played into what comes after it.

    Where something else lies there, or what follows fails, it is moved back.
    """
    aside = f"{path}-{datetime.fromtimestamp(at, UTC):{MOMENT}}.{'damaged' if damaged else 'leftover'}"
    moving = [end for end in ("", *BESIDE) if os.path.lexists(f"{path}{end}") and (damaged or end)]
    for end in moving:
        if os.path.lexists(f"{aside}{end}"):
            raise Refused(f"{aside}{end} is there already: take it away first.")
    moved: list[str] = []
    try:
        for end in moving:
            os.rename(f"{path}{end}", f"{aside}{end}")
            moved.append(end)
        yield aside
    except BaseException as error:
        words = f" ({error.strerror})" if isinstance(error, OSError) else ""
        for end in reversed(moved):
            try:
                os.rename(f"{aside}{end}", f"{path}{end}")
            except OSError:
                raise CannotAccess(
                    f"The copy could not be put in its place{words}, and what was there is in {aside} now."
                ) from error
        if isinstance(error, OSError):
            raise CannotAccess(f"{path} cannot be replaced{words}; nothing was changed.") from error
        raise

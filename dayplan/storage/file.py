"""What a dayplan data file is, how its faults read, and how it is opened for reading. Stdlib sqlite3 only."""

from __future__ import annotations

import os
import sqlite3

from dayplan import __version__
from dayplan.domain.steering import as_stored
from dayplan.errors import BadFile, Busy, CannotAccess, Damaged, DayplanError, Foreign, Replaced
from dayplan.paths import option_for

APPLICATION_ID = 0x64706C6E  # "dpln" in the file's header
VERSION = 4
MAGIC = b"SQLite format 3\0"
"""How a file of SQLite begins."""
BUSY_SECONDS = 5.0
SIGNATURE = ("DROP VIEW IF EXISTS made_by", f"CREATE VIEW made_by AS SELECT '{__version__}' AS dayplan")
"""What notes in a file which dayplan gave it its schema. A view, so that it is no row that anybody counts or undoes."""
notices: list[str] = []
"""What an upgrade has to say to the person; `take_notices` hands it over."""

healed: set[str] = set()
"""The files into which this process lets SQLite play a journal that a kill has left."""
_opened_files: set[tuple[int, int]] = set()
"""Device and inode of each file that this process has opened by SQLite."""

_SECOND_BYTES = {  # primary SQLite result codes
    "full": (13,),
    "io": (10,),
    "busy": (5, 6),
    "damaged": (11, 26),
    "access": (8, 14, 3, 23),
}

_MOVED = 1032  # SQLITE_READONLY_DBMOVED


def take_notices() -> list[str]:
    """Return what upgrades have had to say since this was last asked."""
    taken = notices[:]
    del notices[: len(taken)]
    return taken


def uri(path: str, mode: str) -> str:
    """Return SQLite's URI for a path; `mode=rw` never creates the file, as a plain path would."""
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if os.sep == "\\":
        escaped = "/" + escaped.replace("\\", "/")
    return f"file:{escaped}?mode={mode}"


def is_busy(error: sqlite3.Error) -> bool:
    """Whether SQLite refused because another process holds the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SECOND_BYTES["busy"]


def explain(error: sqlite3.Error, path: str) -> DayplanError:
    """Say in one sentence what SQLite's error means for the person; the error itself is the cause."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if is_busy(error):
        return Busy(f"Another program is holding {path}: nothing was changed. Close it, or try again in a moment.")
    if code in _SECOND_BYTES["full"]:
        return CannotAccess(f"Not saved: the disk is full. Free some space and do it again; {path} is as it was.")
    if code in _SECOND_BYTES["io"]:
        return CannotAccess(f"The disk reported an error while using {path}; nothing was changed.")
    if code in _SECOND_BYTES["damaged"]:
        return Damaged(damaged(path))
    if getattr(error, "sqlite_errorcode", 0) == _MOVED and os.path.lexists(path):
        return Replaced(f"Another file took the place of {path} just now, so nothing was changed. Do it again.")
    if code in _SECOND_BYTES["access"]:
        if not os.path.lexists(path):
            return gone(path)
        return CannotAccess(f"{path} cannot be written: check the permissions of the file and of its directory.")
    return CannotAccess(f"{path} cannot be used: {error}.")


def damaged(path: str, reason: str = "") -> str:
    """Say that a data file is damaged, and what can be done."""
    from dayplan.storage.copies import listed  # this is rare

    option = option_for(path)
    copies = f"dayplan restore{option} lists its copies" if listed(path) else "there are no copies of it"
    return (
        f"{path} is damaged or not a dayplan file{_in_brackets(reason)}. {untouched(path)}: "
        f"{copies}, dayplan doctor{option} saves what can be read of it."
    )


def damaged_copy(path: str, reason: str = "") -> str:
    """Say that a copy of a data file is damaged, and what can be done."""
    import shlex  # for advice only: it loads regular expressions

    return (
        f"{path} is damaged or not a dayplan file{_in_brackets(reason)}, so it is no copy to rely on. "
        f"{untouched(path)}: dayplan doctor --db {shlex.quote(path)} saves what can be read of it."
    )


def untouched(path: str) -> str:
    """Say what opening a file has done to it: nothing, but for what a kill had left to do."""
    if path in healed or os.path.realpath(path) in healed:
        return "What a kill had left half done in it was taken back; apart from that it was not touched"
    return "It was not touched"


def _in_brackets(reason: str) -> str:
    """Return the first fault of those that SQLite's check names."""
    lines = [line for line in reason.splitlines() if not line.startswith("***")] or [reason]
    return f" ({' '.join(lines[0].split())})" if reason else ""


def gone(path: str) -> DayplanError:
    """Return what is raised for a data file that was there, and is missing or empty now."""
    from dayplan.storage.lost import refuse_if_lost  # this is rare

    try:
        refuse_if_lost(path)
    except DayplanError as error:
        return error
    what = "is empty: its contents were" if os.path.exists(path) else "is gone: it was moved or"
    return CannotAccess(f"{path} {what} deleted, and there are no copies of it.")


def unreachable(error: OSError, path: str) -> DayplanError:
    """Return what is raised where the system does not say what is at a path."""
    if isinstance(error, FileNotFoundError) and not os.path.lexists(path):
        return gone(path)
    return CannotAccess(f"{path} cannot be reached ({error.strerror}).")


def verify(connection: sqlite3.Connection, path: str) -> int:
    """Return the schema version of an open file, 0 for one without content yet.

    Raises `BadFile` for a file of another program, or of a newer dayplan.
    """
    if connection.in_transaction:
        return _verify(connection, path)
    connection.execute("BEGIN")  # one moment for all that is asked: another process may just be making the file
    try:
        return _verify(connection, path)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _verify(connection: sqlite3.Connection, path: str) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application == APPLICATION_ID:
        if version > VERSION:
            raise BadFile(
                f"{path} was last used by a newer dayplan{_made_by(connection)} (its schema is {version}; this is "
                f"dayplan {__version__}, which knows {VERSION}). {untouched(path)}: update dayplan to open it."
            )
        return int(version)
    if application or version or connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise Foreign(f"{path} belongs to another program. {untouched(path)}: name another file with --db.")
    return 0


def _made_by(connection: sqlite3.Connection) -> str:
    """Return which dayplan made the schema, after a comma. The view is read and not run: who knows whose file it is."""
    found = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'view' AND name = 'made_by'").fetchone()
    _, _, version = str(found[0] if found else "").partition("'")
    version = version.partition("'")[0]
    plain = version.isascii() and version.replace(".", "").replace("+", "").isalnum() and len(version) <= 30
    return f", {version}" if plain else ""


def writable(path: str) -> bool:
    """Whether this person may change the file; SQLite needs the directory too, for its journal."""
    return os.access(path, os.W_OK) and os.access(os.path.dirname(path) or ".", os.W_OK)


def is_there(path: str) -> bool:
    """Whether there is a file. Raises `CannotAccess` for a directory, and for a link to nothing.

    A file is never made behind such a link: most often the disk that it leads to is missing today.
    """
    if os.path.isdir(path):
        raise CannotAccess(f"{path} is a directory: name a file with --db FILE or DAYPLAN_DB.")
    if not os.path.exists(path) and os.path.lexists(path):
        raise CannotAccess(f"{path} is a link to nothing: mend the link or name another file with --db.")
    return os.path.exists(path)


def begins_well(path: str) -> bool:
    """Whether a file begins as SQLite's do, or is empty. Raises `CannotAccess` where it may not be read."""
    try:
        with open(path, "rb") as content:
            return content.read(len(MAGIC)) in (MAGIC, b"")
    except OSError as error:
        raise CannotAccess(f"{path} cannot be read ({error.strerror}): check its permissions.") from error


def open_for_reading(path: str) -> sqlite3.Connection | None:
    """Open the data file as `open_as_it_is` does, brought to today's schema where an older dayplan made it."""
    connection, version = _opened(path)
    if connection is None or version == VERSION:
        return connection
    connection.close()  # once, after dayplan was updated
    from dayplan.storage.migrations import upgrade_file

    upgrade_file(path)
    return open_as_it_is(path)


def open_as_it_is(path: str) -> sqlite3.Connection | None:
    """Open a data file so that nothing can be written through it; None where there is none yet.

    It is opened read-write with `query_only`, because only a writer can heal the hot journal that a kill leaves
    behind, and as `mode=ro` where the file cannot be written. Raises `BadFile`, `CannotAccess`, `Busy`.
    """
    return _opened(path)[0]


def _opened(path: str) -> tuple[sqlite3.Connection | None, int]:
    if not is_there(path):
        _refuse_unreadable_directory(path)
        return None, 0
    connection = None
    try:
        try:
            connection = _connect(path, "rw")
            version = verify(connection, path)
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _SECOND_BYTES["access"]:
                raise
            connection = _connect(path, "ro")
            version = verify(connection, path)
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise explain(error, path) from error
    except BadFile:
        if connection is not None:
            connection.close()
        raise
    if version == 0:
        connection.close()
        return None, 0
    return connection, version


def prepare(path: str) -> None:
    """Look whether the journal beside a file belongs to it; to be called before SQLite opens it.

    It costs two questions to the system where there is no journal. Raises `CannotAccess`, `Damaged`.
    """
    if os.path.islink(path):
        path = os.path.realpath(path)  # SQLite keeps the journal beside the file, not beside a link to it
    try:
        found = os.stat(path)
    except OSError:
        return
    number = (found.st_dev, found.st_ino)
    if number not in _opened_files and os.path.exists(f"{path}-journal"):
        from dayplan.storage.stale import check_journal  # this is rare

        check_journal(path, _opened_files)
    _opened_files.add(number)


def _connect(path: str, mode: str) -> sqlite3.Connection:
    prepare(path)
    connection = sqlite3.connect(uri(path, mode), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.text_factory = as_stored
    connection.execute("PRAGMA query_only=ON")
    return connection


def _refuse_unreadable_directory(path: str) -> None:
    directory = os.path.dirname(path)
    while directory and not os.path.lexists(directory):
        directory = os.path.dirname(directory)
    if os.path.lexists(directory) and not os.path.isdir(directory):
        raise CannotAccess(f"{directory} is not a directory, so {path} cannot be made there.")
    if not os.access(directory or ".", os.X_OK):
        raise CannotAccess(f"{directory} cannot be entered: check its permissions or name another file with --db.")

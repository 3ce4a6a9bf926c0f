"""Open the data file for writing: pragmas, transactions, permissions, version check."""

from __future__ import annotations

import os
import sqlite3
import time

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from dayplan import doors
from dayplan.domain.steering import as_stored
from dayplan.errors import CannotAccess
from dayplan.storage import file, migrations, tables
from dayplan.storage.lost import refuse_if_lost

LONGEST_PAUSE_S, SHORTEST_PAUSE_S, SHRINKING = 0.016, 0.001, 0.97
"""Between two attempts to begin: who has just come asks seldom, who has waited for a second asks all the time."""
LONGEST_QUEUE_S = 30.0
"""How long one waits where others get their turns meanwhile; where nobody does, somebody holds the file."""


def open_engine(path: str) -> Engine:
    """Return an engine on the data file, made or upgraded where needed.

    The directory is made 0700 and the file 0600. Raises `Lost` where there was one before, `BadFile`, `CannotAccess`,
    `Busy`.
    """
    if not file.is_there(path):
        refuse_if_lost(path)
    _make_file(path)
    try:
        connection = _connect(path)
        try:
            version = file.verify(connection, path)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise file.explain(error, path) from error
    if 0 < version < file.VERSION:
        migrations.upgrade_file(path)
    engine = engine_on(path)
    if version == 0:
        refuse_if_lost(path)
        with engine.begin() as fresh:
            _create(fresh, path)
    return engine


def engine_on_seen(path: str) -> Engine:
    """Return an engine on a data file that was opened before, which is never made anew. Raises `CannotAccess`."""
    if not file.is_there(path):
        raise file.gone(path)
    _refuse_read_only(path)
    return engine_on(path)


def engine_on(path: str, *, enforcing: bool = True) -> Engine:
    """Return an engine on a data file that is there and of today's schema.

    Every transaction is `BEGIN IMMEDIATE`: two writers wait for each other instead of losing an update. One that is
    not `enforcing` lets rows refer to what is not there, for undoing what has mended that.
    """
    engine = create_engine(
        URL.create("sqlite", database=path),  # never an f-string: it would unescape %3F and open another file
        creator=lambda: _connect(path, enforcing=enforcing),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", lambda connection: _begin(connection, path))
    return engine


def _create(connection: Connection, path: str) -> None:
    """Make the schema in a file without content, unless another process has just done so."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    if file.verify(driver, path) == 0:
        tables.metadata.create_all(connection, checkfirst=False)
        for statement in file.SIGNATURE:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id={file.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={file.VERSION}")


def _begin(connection: Connection, path: str) -> None:
    """Begin, once no other process writes. Raises SQLite's error when one holds the file for `BUSY_SECONDS`.

    SQLite's own waiting asks the more seldom the longer it lasts, so that whoever comes last goes first and somebody in
    a crowd is passed over until their time is up. Here the one who has waited longest asks most often, and a crowd in
    which others get their turns is not taken for somebody who holds the file.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    held = queued = 0.0
    pause, written = LONGEST_PAUSE_S, _written(path)
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while not _begun(driver, last=held >= file.BUSY_SECONDS or queued >= LONGEST_QUEUE_S):
            time.sleep(pause)
            held, queued, pause = held + pause, queued + pause, max(pause * SHRINKING, SHORTEST_PAUSE_S)
            before, written = written, _written(path)
            if written != before:
                held = 0.0
    finally:
        driver.execute(f"PRAGMA busy_timeout={round(file.BUSY_SECONDS * 1000)}")


def _written(path: str) -> int:
    """Return when a file was last written; what has become of one that is gone, SQLite tells."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _begun(driver: sqlite3.Connection, *, last: bool) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if last or not file.is_busy(error):
            raise
        return False
    return True


def _connect(path: str, *, enforcing: bool = True) -> sqlite3.Connection:
    file.prepare(path)
    # isolation_level=None: the driver begins nothing by itself, the begin event does.
    connection = sqlite3.connect(
        file.uri(path, "rw"),
        uri=True,
        timeout=file.BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.text_factory = as_stored
    for pragma in (f"foreign_keys={'ON' if enforcing else 'OFF'}", "journal_mode=DELETE", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _make_file(path: str) -> None:
    if file.is_there(path):
        _refuse_read_only(path)
        return
    try:
        doors.make_directory(os.path.dirname(path))
        if not doors.make_file(path):
            file.is_there(path)  # another process was first; but a link to nothing is still refused
    except OSError as error:
        raise CannotAccess(
            f"{path} cannot be made ({error.strerror}): name a place you may write to with --db FILE or DAYPLAN_DB."
        ) from error


def _refuse_read_only(path: str) -> None:
    if not file.writable(path):
        raise CannotAccess(f"{path} is read-only here, so nothing can be changed; reading it works.")

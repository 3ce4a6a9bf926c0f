"""What can still be read of a damaged data file, saved beside it in a new one; the damaged one is never touched.

SQLite reads from a scratch copy: opening the file itself could already change it. Rows are read in order, from both
ends, until a page cannot be read; what lies between is asked for row by row, and last the pages themselves are.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from dayplan.errors import CannotAccess
from dayplan.storage import backup, carve, file, health, migrations

TABLES = (*health.TABLES, "op")
"""Every table, parents first."""
_FARTHEST = 200_000
"""As many ids are asked for one by one, where not even the end of a table can be read."""
_PAGE_BYTES = 4096
_LEAF, _BRANCH = 13, 5
"""How the first page of a file begins, after its header, as a page of a table."""


class Part(NamedTuple):
    """What became of one table."""

    table: str
    saved: int
    whole: bool
    """Everything that is known to have been in it was read."""


class Salvaged(NamedTuple):
    """What was saved of a damaged file."""

    path: str
    """Where it lies now."""
    parts: tuple[Part, ...]
    contents: backup.Contents

    @property
    def lost(self) -> tuple[str, ...]:
        """The tables of which something could not be read."""
        return tuple(part.table for part in self.parts if not part.whole)


def salvage(path: str) -> Salvaged | None:
    """Save what can be read, named after when the file was last written; None where nothing can be.

    What was saved before of the same file is not saved again. Raises `CannotAccess` where it cannot be written.
    """
    stamp = f"{datetime.fromtimestamp(os.stat(path).st_mtime, UTC):%Y%m%d-%H%M%S}"
    directory = os.path.dirname(path) or "."
    try:
        scratch = tempfile.mkdtemp(prefix=".dayplan-", suffix=".part", dir=directory)  # 0700
    except OSError as error:
        raise CannotAccess(f"Nothing can be saved in {directory} ({error.strerror}).") from error
    try:
        parts = _read_into(_scratch_copy(path, scratch), os.path.join(scratch, "saved.db"))
        if not any(part.saved for part in parts):
            return None
        ready, target = os.path.join(scratch, "saved.db"), f"{path}.salvaged-{stamp}"
        os.chmod(ready, 0o600)
        if not _same(ready, target):
            target = _free(target)
            backup.force(ready)
            os.replace(ready, target)
            backup.force(directory)
        return Salvaged(target, parts, backup.contents(target))
    except OSError as error:
        raise CannotAccess(f"What can be read could not be saved in {directory} ({error.strerror}).") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _scratch_copy(path: str, scratch: str) -> str:
    """Copy the file with its journal, mend what its header says of itself, and fill up what was cut off."""
    path = os.path.realpath(path)  # SQLite keeps the journal beside the file, not beside a link to it
    copy = os.path.join(scratch, "damaged.db")
    with open(path, "rb") as source:
        content = bytearray(source.read())
    if len(content) > 100 and content[:16] != file.MAGIC and content[100] in (_LEAF, _BRANCH):
        content[:100] = _header(len(content))
    page_bytes, pages = struct.unpack_from(">H", content, 16)[0] if len(content) > 100 else 0, 0
    if content[:16] == file.MAGIC and page_bytes >= 512:
        (pages,) = struct.unpack_from(">I", content, 28)
        missing = min(pages, 1 << 20) * page_bytes - len(content)
        content += bytes(max(0, missing))
    with open(copy, "wb") as target:
        target.write(content)
    if os.path.exists(f"{path}-journal"):
        shutil.copyfile(f"{path}-journal", f"{copy}-journal")
    return copy


def _header(size: int) -> bytes:
    """Return a header as dayplan's files have it, for one of which those hundred bytes are gone."""
    header = bytearray(100)
    header[:16] = file.MAGIC
    struct.pack_into(">HBBBBBB", header, 16, _PAGE_BYTES, 1, 1, 0, 64, 32, 32)
    struct.pack_into(">III", header, 24, 1, size // _PAGE_BYTES, 0)
    struct.pack_into(">II", header, 40, 1, 4)
    struct.pack_into(">I", header, 56, 1)
    struct.pack_into(">II", header, 60, migrations.VERSION, 0)
    struct.pack_into(">I", header, 68, file.APPLICATION_ID)
    struct.pack_into(">II", header, 92, 1, sqlite3.sqlite_version_info[0] * 1_000_000)
    return bytes(header)


def _read_into(damaged: str, target: str) -> tuple[Part, ...]:
    with (
        closing(sqlite3.connect(target, isolation_level=None)) as saved,
        closing(sqlite3.connect(damaged, isolation_level=None)) as source,
    ):
        migrations.upgrade(saved, target)
        saved.execute("PRAGMA foreign_keys=OFF")  # what belonged to something lost is saved all the same
        source.text_factory = lambda raw: raw.decode("utf-8", "replace")
        with suppress(sqlite3.Error, UnicodeDecodeError):
            source.execute("PRAGMA writable_schema=ON")  # of a schema that is damaged too, what can be read is used
        saved.execute("BEGIN")
        highest = _highest_ids(source)
        version = _version(source)
        parts = tuple(_save(source, saved, table, highest.get(table)) for table in TABLES)
        if not all(part.whole for part in parts):
            with open(damaged, "rb") as content:
                parts = _carve(content.read(), saved, parts)
        for table, number in highest.items():
            saved.execute("UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?", (number, table))
        for step in migrations.STEPS[version:]:
            if step.correct is not None:
                step.correct(saved)
        saved.execute("COMMIT")
        backup.check_whole(saved, target)
        return parts


def _version(source: sqlite3.Connection) -> int:
    """Return the schema by which the rows of a damaged file are to be read; today's where its header does not say."""
    with suppress(sqlite3.Error):
        (version,) = source.execute("PRAGMA user_version").fetchone()
        return version if 0 < version < migrations.VERSION else migrations.VERSION
    return migrations.VERSION


def _carve(content: bytes, saved: sqlite3.Connection, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Add the rows of pages that no longer hang together with their tables, where the same id was not saved before."""
    found = {part.table: part.saved for part in parts}
    incomplete = {part.table for part in parts if not part.whole}
    known = {
        table: tuple(row[1] for row in saved.execute(f"PRAGMA table_info('{table}')"))
        for table in TABLES
        if table in incomplete
    }
    for table, values in carve.rows(content, known):
        names = ", ".join(f'"{name}"' for name in values)
        with suppress(sqlite3.Error):
            sql = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(values))})'
            saved.execute(sql, tuple(values.values()))
            found[table] += 1
    return tuple(part._replace(saved=found[part.table]) for part in parts)


def _highest_ids(source: sqlite3.Connection) -> dict[str, int]:
    """Return the highest id that each table has given; ids are never given again."""
    try:
        found = source.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return {}
    return {name: seq for name, seq in found if name in TABLES and isinstance(seq, int) and seq < _FARTHEST * 100}


def _save(source: sqlite3.Connection, saved: sqlite3.Connection, table: str, highest: int | None) -> Part:
    known = [row[1] for row in saved.execute(f"PRAGMA table_info('{table}')")]
    try:
        there = {row[1] for row in source.execute(f"PRAGMA table_info('{table}')")}
    except (sqlite3.Error, UnicodeDecodeError):
        there = set()
    columns = [name for name in known if name in there]
    if not columns:
        return Part(table, 0, whole=False)
    names = ", ".join(f'"{name}"' for name in columns)
    insert = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'
    reading = _Reading(source, table, names, highest)
    count, refused = 0, 0
    for row in reading.rows():
        try:
            saved.execute(insert, row)
            count += 1
        except (sqlite3.Error, UnicodeDecodeError):  # it says what no row may say, or the same as another
            refused += 1
    return Part(table, count, whole=reading.whole and not refused)


class _Reading:
    """The rows of one table, as far as they can be read."""

    def __init__(self, source: sqlite3.Connection, table: str, names: str, highest: int | None) -> None:
        self.whole = True
        self._source = source
        self._select = f'SELECT rowid, {names} FROM "{table}" NOT INDEXED'
        self._highest = highest

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield each row once."""
        seen: set[int] = set()
        yield from self._in_order("ORDER BY rowid", seen)
        if self.whole:
            return
        first = max(seen, default=0)
        behind: set[int] = set()
        yield from self._in_order("ORDER BY rowid DESC", behind, first)
        last = min(behind, default=self._highest + 1 if self._highest is not None else first + _FARTHEST)
        for row_id in range(first + 1, min(last, first + 1 + _FARTHEST)):
            with suppress(sqlite3.Error, UnicodeDecodeError):
                yield from (row[1:] for row in self._source.execute(f"{self._select} WHERE rowid = ?", (row_id,)))

    def _in_order(self, order: str, seen: set[int], after: int | None = None) -> Iterator[tuple[Any, ...]]:
        try:
            where = "" if after is None else f"WHERE rowid > {after}"
            for row_id, *row in self._source.execute(f"{self._select} {where} {order}"):
                if row_id in seen or (after is not None and row_id <= after):
                    raise sqlite3.DatabaseError("rows are out of order")
                seen.add(row_id)
                yield tuple(row)
        except (sqlite3.Error, UnicodeDecodeError):
            self.whole = False


def _same(ready: str, target: str) -> bool:
    """Whether the same was saved before."""
    if not os.path.isfile(target) or os.path.islink(target):
        return False
    with open(ready, "rb") as new, open(target, "rb") as old:
        return new.read() == old.read()


def _free(target: str) -> str:
    name, number = target, 2
    while os.path.lexists(name):
        name, number = f"{target}-{number}", number + 1
    return name

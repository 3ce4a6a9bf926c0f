"""A journal beside a data file that does not belong to what the file holds: it is moved aside, not played (issue 12.5).

A kill leaves SQLite's journal behind: the pages as they were before, which whoever opens the file next puts back. Where
a sync program has exchanged the file meanwhile, those pages would destroy it, and SQLite does not notice. What is read
of the two here is described in sqlite.org/fileformat2.html, sections 1.3 and 3.
"""

from __future__ import annotations

import os
import sqlite3
import struct
import threading
from contextlib import closing
from datetime import UTC, datetime
from typing import NamedTuple

from dayplan.errors import CannotAccess, Damaged
from dayplan.storage import file

try:
    import fcntl
except ImportError:  # Windows: there a program that opens the file with these locks keeps others from moving it
    fcntl = None  # type: ignore[assignment]

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8sIIIII")
_ALL = 0xFFFFFFFF
"""In place of a number of pages: as many as there are."""
_PENDING_BYTE, _LOCK_BYTES = 0x40000000, 512
"""Where SQLite's locks lie, whoever reads or writes."""
_LEAST_BYTES = 512
"""A page is no smaller."""
_LONGEST_COMMIT_S = 60
"""Between the last write to a journal and the last one to its file, where a kill ended both."""
_lock = threading.Lock()


class Journal(NamedTuple):
    """What SQLite would put back out of a journal."""

    page_bytes: int
    pages_before: int
    """How many pages the file had when the journal was begun."""
    pages: dict[int, bytes]


def check_journal(path: str, opened: set[tuple[int, int]]) -> None:
    """Move the journal of a data file aside if it belongs to other contents than the file holds now.

    Called before this process first opens the file by SQLite, and not after that: closing the file here would take
    away SQLite's locks. `opened` has the files that are open already. Raises `Damaged` for a file that does not even
    begin as it should: it would be written, and hardly be healed.
    """
    if fcntl is None:
        return
    with _lock:
        try:
            found = os.stat(path)
            number = (found.st_dev, found.st_ino)
            if number in opened:
                return  # another thread was first
            descriptor = os.open(path, os.O_RDWR)
        except OSError:
            return  # where it cannot be written, nothing is played into it
        try:
            _check(descriptor, path)
        finally:
            os.close(descriptor)
        opened.add(number)


def _check(descriptor: int, path: str) -> None:
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _PENDING_BYTE)
    except OSError:
        return  # somebody is at work, and the journal is theirs
    found = os.fstat(descriptor)
    try:
        times = os.stat(f"{path}-journal")
        with open(f"{path}-journal", "rb") as source:
            written = source.read()
    except OSError:
        return  # who wrote it has just ended
    journal = read_journal(written)
    if journal is None or found.st_size == 0:
        return  # SQLite takes it away without a look at the pages
    content = os.pread(descriptor, found.st_size, 0)
    if _is_harmless(journal, content):
        return
    if journal.pages_before == 0 and not any(content[:_LEAST_BYTES]):
        return  # the kill came while the file was made
    if len(content) < _LEAST_BYTES or not content.startswith(file.MAGIC):
        raise Damaged(file.damaged(path))
    if _fits(journal, content):
        if _ended_by_a_kill(found, times):
            file.healed.add(path)
            return
        # It is opened without a look at the journal, and closed at the end: closing it ends the lock.
        with closing(sqlite3.connect(f"{file.uri(path, 'ro')}&immutable=1", uri=True)) as connection:
            if not (_has_its_size(content) and _is_whole(connection)):
                _keep_both(path, content, written, times)
                file.healed.add(path)
                return
            _move_aside(path, times)
    else:
        _move_aside(path, times)


def read_journal(written: bytes) -> Journal | None:
    """Read out of a journal what SQLite would put back; None where it would not take it for a journal."""
    if len(written) < _HEADER.size or not written.startswith(_MAGIC):
        return None
    _, _, _, before, sector, page_bytes = _HEADER.unpack_from(written)
    if not (_is_power_of_two(sector, 32) and _is_power_of_two(page_bytes, 512)):
        return None
    pages: dict[int, bytes] = {}
    at = 0
    while at + _HEADER.size <= len(written) and written.startswith(_MAGIC, at):
        _, number, nonce, *_ = _HEADER.unpack_from(written, at)
        at += sector
        if number == _ALL:
            number = (len(written) - at) // (page_bytes + 8)
        for _ in range(number):
            page, content = written[at : at + 4], written[at + 4 : at + 4 + page_bytes]
            checksum = written[at + 4 + page_bytes : at + 8 + page_bytes]
            which = int.from_bytes(page)
            if len(checksum) < 4 or which == 0 or int.from_bytes(checksum) != _checksum(content, nonce):
                return Journal(page_bytes, before, pages)  # it was not written to its end
            if which <= before:
                pages[which] = content
            at += page_bytes + 8
        at = -(-at // sector) * sector
    return Journal(page_bytes, before, pages)


def _is_power_of_two(number: int, least: int) -> bool:
    return least <= number <= 65_536 and number & (number - 1) == 0


def _checksum(content: bytes, nonce: int) -> int:
    return (nonce + sum(content[at] for at in range(len(content) - 200, 0, -200))) & 0xFFFFFFFF


def _is_harmless(journal: Journal, content: bytes) -> bool:
    """Whether the file holds already what would be put back: the kill came before anything was written to it."""
    size = journal.page_bytes
    return journal.pages_before * size == len(content) and all(
        content[size * (number - 1) : size * number] == page for number, page in journal.pages.items()
    )


def _fits(journal: Journal, content: bytes) -> bool:
    """Whether a journal can be of the last change to a file: its pages are as large, and its changes as many."""
    (page_bytes,) = struct.unpack_from(">H", content, 16)
    if (65_536 if page_bytes == 1 else page_bytes) != journal.page_bytes:
        return False
    changes, pages = struct.unpack_from(">II", content, 24)
    first = journal.pages.get(1)
    if journal.pages_before == 0:
        return bool(changes <= 1)  # the file was being made
    if first is None:  # it is written with each change, and last
        return bool(pages == journal.pages_before)
    (before,) = struct.unpack_from(">I", first, 24)
    return changes in (before, before + 1 & 0xFFFFFFFF)


def _ended_by_a_kill(found: os.stat_result, journal: os.stat_result) -> bool:
    """Whether nothing was done to a file after what its journal is of: no other was moved to its place."""
    if max(journal.st_mtime_ns, journal.st_ctime_ns) >= found.st_ctime_ns:
        return True
    last_was_a_write = found.st_ctime_ns == found.st_mtime_ns
    return last_was_a_write and found.st_mtime - journal.st_mtime <= _LONGEST_COMMIT_S


def _has_its_size(content: bytes) -> bool:
    """Whether a file is as long as its first page says; one in the middle of a change may have grown already."""
    page_bytes, pages = (struct.unpack_from(what, content, at)[0] for what, at in ((">H", 16), (">I", 28)))
    return bool(len(content) == pages * (65_536 if page_bytes == 1 else page_bytes))


def _is_whole(connection: sqlite3.Connection) -> bool:
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _move_aside(path: str, times: os.stat_result) -> None:
    aside = _free(f"{path}-{_stamp(times)}", ".stale-journal")
    try:
        os.rename(f"{path}-journal", aside)
    except OSError as error:
        raise CannotAccess(
            f"{path}-journal belongs to other contents than {path} has now, and cannot be moved aside "
            f"({error.strerror}): take it away."
        ) from error
    file.notices.append(
        f"Beside {path} lay a journal of other contents than the file has now. It was not played into it, and is "
        f"{aside} now."
    )


def _keep_both(path: str, content: bytes, written: bytes, times: os.stat_result) -> None:
    kept = _free(f"{path}-{_stamp(times)}", ".kept")
    try:
        for name, what in ((kept, content), (f"{kept}-journal", written)):
            target = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(target, "wb") as opened:
                opened.write(what)
                opened.flush()
                os.fsync(target)
    except OSError as error:
        raise CannotAccess(
            f"Beside {path} lies a journal that may belong to other contents, and the two cannot be copied "
            f"({error.strerror}). Nothing was changed."
        ) from error
    file.notices.append(
        f"{path} was left half written and was put right by the journal beside it, though that may belong to other "
        f"contents. The two as they were are {kept} and {kept}-journal."
    )


def _stamp(times: os.stat_result) -> str:
    return f"{datetime.fromtimestamp(times.st_mtime, UTC):%Y%m%d-%H%M%S}"


def _free(name: str, end: str) -> str:
    number, free = 1, f"{name}{end}"
    while os.path.lexists(free) or os.path.lexists(f"{free}-journal"):
        number += 1
        free = f"{name}-{number}{end}"
    return free

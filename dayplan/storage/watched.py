"""The data file while the planner has it open: its reader, and whether it is still the file that was opened.

One thread uses it. The reader stays open, so that the file that it reads is not forgotten by the disk and no other
gets its number (issue 12.1).
"""

from __future__ import annotations

import os

from dayplan.errors import BadFile, Busy, CannotAccess, DayplanError
from dayplan.storage import file
from dayplan.storage.identity import Identity, Older, is_at, is_same
from dayplan.storage.reader import Reader, open_reader


class WatchedFile:
    """One path, and the file that was found there."""

    def __init__(self, path: str, seen: Identity | None = None) -> None:
        """Where something of the file was shown before it is opened here, `seen` says which file that was."""
        self.path = path
        self.opening = 0
        """Counts up whenever another file is found at the path, or other contents in the file."""
        self.fault: DayplanError | None = None
        """Why what is at the path cannot be used just now, though a file was opened there before."""
        self.readable = True
        """Whether the reader still answers from the file that was opened."""
        self.news = ""
        """What was found since this was last handed over, in one sentence."""
        self.identity = seen
        self._reader: Reader | None = None
        self._version: int | None = None
        self._faulty: tuple[int, ...] | None = None
        """What was at the path when it was last found to be of no use."""

    def reader(self) -> Reader | None:
        """Return the reader; None while there is no file yet. Raises as `open_reader` does."""
        if self._reader is None:
            reader = open_reader(self.path)
            if reader is not None:
                seen = self.identity
                self._take(reader)
                if seen is not None and self.identity is not None and not is_same(seen, self.identity):
                    self.opening += 1
                    self.news = _another(self.path)
        return self._reader

    def version(self) -> int | None:
        """Return a number that changes with the file; None while that cannot be asked, which keeps nobody waiting."""
        try:
            reader = self.reader()
            if reader is None:
                return None
            reader.wait_at_most(0)
        except (Busy, CannotAccess, BadFile):
            return None
        return reader.data_version()

    def look(self, *, thoroughly: bool = False) -> None:
        """Look whether the file is still the one that was opened, and open what has taken its place.

        What is found is left in `fault`, `opening` and `news`. Whoever holds the file is not waited for. A look that is
        thorough reads also where nobody seems to have written.
        """
        if self.identity is None:
            return
        there = _there(self.path)
        if self.fault is not None and there == self._faulty and not thoroughly:
            return  # as it was: what there is to say of the copies takes a moment to find out
        self._faulty = there
        try:
            if not is_at(self.identity, self.path):
                self._open_other(_another(self.path))
            elif not self._read_again(thoroughly=thoroughly or self.fault is not None):
                return
        except Busy:
            self._faulty = None
            return
        except (BadFile, CannotAccess) as error:
            self.fault = error
        else:
            if self.fault is not None and not self.news:
                self.news = f"{self.path} can be used again."
            self.fault, self.readable = None, True

    def adopt(self) -> None:
        """Take note of what a change of one's own has made of the file."""
        self._version = self.version() or self._version
        if self.identity is None or self.identity.first_day is not None:
            return
        try:
            reader = self.reader()
            found = None if reader is None else reader.identity()
        except (Busy, BadFile, CannotAccess):
            return
        if found is not None and is_same(self.identity, found):
            self.identity = found

    def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _take(self, reader: Reader) -> None:
        try:
            self.identity = reader.identity()
            self._version = reader.data_version()
        except BaseException:
            reader.close()
            raise
        self.close()
        self._reader = reader

    def _open_other(self, news: str) -> None:
        reader = open_reader(self.path)
        if reader is None:
            raise file.gone(self.path)
        self._take(reader)
        self.opening += 1
        self.news = news

    def _read_again(self, *, thoroughly: bool) -> bool:
        """Read of the same file what it holds now; return False where that cannot be asked just now."""
        reader, version = self.reader(), self.version()
        if reader is None or version is None:
            return False
        if version == self._version and not thoroughly:
            return True
        exchanged = f"{self.path} holds other contents now, as after a restore: it was read anew."
        try:
            found = reader.identity()
        except Older:
            self._open_other(exchanged)
            return True
        except BadFile:
            self.readable = False
            raise
        if self.identity is not None and not is_same(self.identity, found):
            self.opening += 1
            self.news = exchanged
        self._version, self.identity = version, found
        return True


def _another(path: str) -> str:
    return f"Another file is at {path} now: it was read anew."


def _there(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

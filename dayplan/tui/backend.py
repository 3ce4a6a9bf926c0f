"""The only door from the screens to the data: one worker thread, in order.

The thread imports SQLModel when the planner is first asked; whatever is asked meanwhile waits its turn and is not lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from dayplan.domain.model import Now, Receipt
from dayplan.errors import Busy, CannotAccess, DayplanError, Lost
from dayplan.storage.file import BUSY_SECONDS
from dayplan.storage.reader import Reader, open_reader

if TYPE_CHECKING:
    from dayplan.planner import Planner

T = TypeVar("T")

HELD_SECONDS = 0.1
"""How long a question waits for a file that could not be read when the last one was put."""


class Backend:
    """Asks the planner and the reader on behalf of the screens."""

    def __init__(self, path: str, clock: Callable[[], Now]) -> None:
        self._path = path
        self._clock = clock
        self._trouble = ""
        self._copier = ThreadPoolExecutor(1, thread_name_prefix="dayplan-copies")
        self._copying: asyncio.Future[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dayplan-backend")
        self._planner: Planner | None = None
        self._reader: Reader | None = None
        self._version: int | None = None
        self.missed: DayplanError | None = None
        """Why a question was not answered, since the screens were last told to read again."""
        self._receipts: list[Receipt] = []

    async def ask(self, question: Callable[[Planner], T]) -> T:
        """Put one question to the planner, in order; its errors are raised here."""
        try:
            return await self._in_turn(lambda: self._ask(question))
        finally:
            if self._copying is None or self._copying.done():
                self._copying = asyncio.get_running_loop().run_in_executor(self._copier, self._copy)

    async def look(self, question: Callable[[Reader], T]) -> T | None:
        """Put one question to the reader; None where there is no data file yet, or it cannot be read just now.

        What keeps it from being read is told once, as trouble; once it can be read, `changed` says so.
        """
        return await self._in_turn(lambda: self._look(question))

    async def changed(self) -> bool:
        """Whether there is something new to read: what another process wrote, or what could not be read before."""
        return await self._in_turn(self._changed)

    def receipts(self) -> list[Receipt]:
        """Hand over what settling did since this was last asked (S11)."""
        taken = self._receipts[:]
        del self._receipts[: len(taken)]  # in place: the planner holds this list
        return taken

    def trouble(self) -> str:
        """Hand over what went wrong by the way, in one sentence; nothing most of the time."""
        said, self._trouble = self._trouble, ""
        return said

    async def close(self) -> None:
        """Finish what was asked, then let go of the file."""
        try:
            if self._copying is not None:
                await self._copying
        finally:
            await self._in_turn(self._close)
            self._copier.shutdown()
            self._thread.shutdown()

    async def _in_turn(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _ask(self, question: Callable[[Planner], T]) -> T:
        if self._planner is None:
            from dayplan.planner import Planner  # SQLModel: half a second, paid after the first frame

            self._planner = Planner(self._path, self._receipts.append)
            self._trouble = " ".join(self._planner.notices)
        try:
            return question(self._planner)
        finally:
            self._version = self._data_version() or self._version

    def _copy(self) -> None:
        """Now and then copy the data, in a thread of its own: nobody waits for it."""
        if self._planner is None:
            return
        try:
            self._planner.backups.if_due(self._clock())
        except DayplanError as error:
            self._trouble = f"No copy of the data could be made: {error}"

    def _look(self, question: Callable[[Reader], T]) -> T | None:
        try:
            reader = self._opened()
            if reader is None:
                return None
            reader.wait_at_most(BUSY_SECONDS if self.missed is None else HELD_SECONDS)
            with reader:  # one moment for all that is read; nothing is held afterwards
                return question(reader)
        except (Busy, CannotAccess, Lost) as error:  # the screens go on showing what they have
            if self.missed is None:
                self._trouble = str(error)
            self.missed = error
            return None

    def _changed(self) -> bool:
        version = self._data_version()
        if version is None:
            return False
        changed = self.missed is not None or (self._version is not None and version != self._version)
        self._version, self.missed = version, None
        return changed

    def _data_version(self) -> int | None:
        """Return what changes with the file; None while that cannot be asked, which must keep nobody waiting."""
        try:
            reader = self._opened()
            if reader is None:
                return None
            reader.wait_at_most(0)
        except (Busy, CannotAccess, Lost):
            return None
        return reader.data_version()

    def _opened(self) -> Reader | None:
        if self._reader is None:
            self._reader = open_reader(self._path)
        return self._reader

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._planner is not None:
            self._planner.close()

"""The only door from the screens to the data: one worker thread, in order.

The thread imports SQLModel when the planner is first asked; whatever is asked meanwhile waits its turn and is not lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from dayplan.domain.model import Now, Receipt
from dayplan.errors import BadFile, Busy, CannotAccess, DayplanError, Replaced
from dayplan.storage.file import BUSY_SECONDS
from dayplan.storage.reader import Reader
from dayplan.storage.watched import WatchedFile

if TYPE_CHECKING:
    from dayplan.planner import Planner
    from dayplan.planner.backups import BackupPart
    from dayplan.storage.identity import Identity

T = TypeVar("T")

HELD_SECONDS = 0.1
"""How long a question waits for a file that could not be read when the last one was put."""


class Backend:
    """Asks the planner and the reader on behalf of the screens."""

    def __init__(self, path: str, clock: Callable[[], Now], seen: Identity | None = None) -> None:
        """`seen` is the file of which something is shown already; None where there was none."""
        self._path = path
        self._clock = clock
        self._trouble = ""
        self._copier = ThreadPoolExecutor(1, thread_name_prefix="dayplan-copies")
        self._copying: asyncio.Future[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dayplan-backend")
        self._planner: Planner | None = None
        self._backups: BackupPart | None = None
        self._file = WatchedFile(path, seen)
        self._version: int | None = None
        self._opening = 0
        self._told = ""
        self._faulty = False
        self.seen = 0
        """The opening of the file (see `WatchedFile`) from which the screens have read what they show."""
        self._seen_by: WeakKeyDictionary[asyncio.Task[Any], int] = WeakKeyDictionary()
        self.missed: DayplanError | None = None
        """Why a question was not answered, since the screens were last told to read again."""
        self._receipts: list[Receipt] = []

    @property
    def opening(self) -> int:
        """The opening of the file from which the next question is answered."""
        return self._file.opening

    @property
    def fault(self) -> DayplanError | None:
        """Why the file cannot be used as it is now: it is gone, damaged, somebody else's, or of a newer dayplan."""
        return self._file.fault

    @property
    def unreadable(self) -> DayplanError | None:
        """Why not even the file that was opened can be read any more; None where it can."""
        return None if self._file.readable else self.fault

    def remember(self, seen: int | None = None) -> None:
        """Take note that what this task asks for is about rows that the screens show now, however long it takes.

        Somebody may be asked meanwhile, while another file takes the place of this one.
        """
        task = asyncio.current_task()
        assert task is not None
        self._seen_by.setdefault(task, self.seen if seen is None else seen)

    def remembered(self) -> int:
        """Return which opening of the file this task is about."""
        task = asyncio.current_task()
        return self.seen if task is None else self._seen_by.get(task, self.seen)

    async def ask(self, question: Callable[[Planner], T]) -> T:
        """Put one question to the planner, in order; its errors are raised here.

        Raises `Replaced` where the question is about rows of another file than the one that is there now.
        """
        seen = self.remembered()
        answer = await self._in_turn(lambda: self._ask_about(seen, question))
        if self._copying is None or self._copying.done():
            self._copying = asyncio.get_running_loop().run_in_executor(self._copier, self._copy)
        return answer

    async def manage(self, question: Callable[[BackupPart], T]) -> T:
        """Put one question to what looks after the copies; that needs no file that can be used."""
        return await self._in_turn(lambda: self._manage(question))

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

    def remarks(self) -> list[str]:
        """Hand over what changes did besides what was asked, since this was last asked."""
        if self._planner is None:
            return []
        said = self._planner.remarks
        taken = said[:]
        del said[: len(taken)]  # in place: the planner holds this list
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

    def _ask_about(self, seen: int, question: Callable[[Planner], T]) -> T:
        self._look_at_file()
        self._raise_fault()
        if seen != self.opening:
            self._file.news = self._trouble = ""
            raise Replaced(
                f"{self._path} is another file now than the one in which this was seen, so nothing was changed. "
                "It was read anew: look at what is there now, and do it again."
            )
        return self._ask(question)

    def _ask(self, question: Callable[[Planner], T]) -> T:
        try:
            return question(self._opened_planner())
        except (Replaced, BadFile, CannotAccess):
            self._look_at_file(thoroughly=True)
            self._raise_fault()
            raise
        finally:
            if self._file.identity is None:
                self._close_planner()  # the file was made just now: from here on the planner is to know which it is
            self._file.adopt()
            self._version = self._file.version() or self._version

    def _raise_fault(self) -> None:
        """Raise what is wrong with the file: whoever is told so need not be told by the way."""
        if self.fault is not None:
            self._trouble, self._told = "", str(self.fault)
            raise type(self.fault)(self._told)

    def _opened_planner(self) -> Planner:
        if self._planner is None:
            from dayplan.planner import Planner  # SQLModel: half a second, paid after the first frame

            if self._file.identity is None:
                self._file.reader()
            self._planner = Planner(self._path, self._receipts.append, self._file.identity)
            self._backups = self._planner.backups
            self._trouble = " ".join(self._planner.notices)
        return self._planner

    def _look_at_file(self, *, thoroughly: bool = False) -> None:
        """Look whether the file is still the same; what was found otherwise is told once, as trouble."""
        self._file.look(thoroughly=thoroughly)
        if self._file.opening != self._opening:
            self._opening = self._file.opening
            self._close_planner()
        if self.fault is None:
            self._told = ""
        elif str(self.fault) != self._told:
            self._trouble = self._told = str(self.fault)
        if self._file.news:
            self._trouble, self._file.news = self._file.news, ""

    def _manage(self, question: Callable[[BackupPart], T]) -> T:
        from dayplan.planner.backups import BackupPart

        try:
            return question(BackupPart(self._path))
        finally:
            self._look_at_file()

    def _copy(self) -> None:
        """Now and then copy the data, in a thread of its own: nobody waits for it."""
        backups = self._backups
        if backups is None:
            return
        try:
            backups.if_due(self._clock())
        except DayplanError as error:
            self._trouble = f"No copy of the data could be made: {error}"

    def _look(self, question: Callable[[Reader], T]) -> T | None:
        try:
            reader = self._file.reader()
            if reader is None:
                return None
            self._look_at_file()
            if not self._file.readable:
                self.missed = self.fault
                return None
            reader = self._file.reader()
            assert reader is not None
            reader.wait_at_most(BUSY_SECONDS if self.missed is None else HELD_SECONDS)
            with reader:  # one moment for all that is read; nothing is held afterwards
                return question(reader)
        except (Busy, CannotAccess, BadFile) as error:  # the screens go on showing what they have
            if self.missed is None:
                self._trouble = str(error)
            self.missed = error
            return None

    def _changed(self) -> bool:
        before = self._faulty
        self._look_at_file()
        self._faulty = self.fault is not None
        version = self._file.version()
        if version is None or not self._file.readable:
            return False
        changed = self.missed is not None or (self._version is not None and version != self._version)
        self._version, self.missed = version, None
        return changed or self.seen != self._opening or (before and not self._faulty)

    def _close(self) -> None:
        self._file.close()
        self._close_planner()

    def _close_planner(self) -> None:
        if self._planner is not None:
            self._planner.close()
            self._planner = None

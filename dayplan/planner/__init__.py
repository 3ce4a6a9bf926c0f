"""The use cases: one method, one transaction. The only way in for writing (D2: `now` is always handed in)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from dayplan.domain.days import logical_day
from dayplan.domain.model import Now, Receipt
from dayplan.planner.away import AwayPart
from dayplan.planner.backups import BackupPart
from dayplan.planner.change import Change
from dayplan.planner.clients import ClientPart
from dayplan.planner.closing import ClosingPart
from dayplan.planner.day import DayPart
from dayplan.planner.entries import EntryPart
from dayplan.planner.history import HistoryPart
from dayplan.planner.settings import SettingsPart
from dayplan.planner.settle import settle, settle_once
from dayplan.planner.templates import TemplatePart
from dayplan.planner.time import TimePart
from dayplan.planner.unseen import UnseenPart
from dayplan.storage.identity import Identity
from dayplan.storage.store import Rows, Store

if TYPE_CHECKING:
    from dayplan.planner.beginning import Beginning
    from dayplan.planner.health import HealthPart
    from dayplan.planner.taking_back import TakenBack


class Planner:
    """The open data file, with its use cases by family.

    Every change first settles and seeds today in the same transaction (S2, S3); `told` hears of it once it is saved.
    """

    def __init__(self, path: str, told: Callable[[Receipt], object] = id, seen: Identity | None = None) -> None:
        """Make or upgrade the data file where needed; one that was `seen` is neither made nor exchanged for another.

        Raises `BadFile`, `CannotAccess`, `Busy`; where it was seen, each change raises `Replaced` for another file.
        """
        self._path = path
        self._store = Store(path, seen)
        self.notices = self._store.notices
        """Sentences about what an upgrade changed, and about permissions that were mended."""
        self.remarks: list[str] = []
        """Sentences about what changes did besides what was asked, until somebody tells them."""
        self._told = told
        self.day = DayPart(self._change)
        self.closing = ClosingPart(self._change)
        self.time = TimePart(self._change)
        self.settings = SettingsPart(self._change)
        self.clients = ClientPart(self._change)
        self.entries = EntryPart(self._change)
        self.unseen = UnseenPart(self._change)
        self.templates = TemplatePart(self._change)
        self.away = AwayPart(self._change)
        self.history = HistoryPart(self._change, self._change_loosely)
        self.backups = BackupPart(path)

    @cached_property
    def health(self) -> HealthPart:
        """What mends; loaded when the doctor is asked."""
        from dayplan.planner.health import HealthPart

        return HealthPart(self._path, self._store, self.unseen)

    def settle(self, now: Now, beginning: Beginning | None = None) -> Receipt:
        """Settle the open tasks of past days and seed today; doing it again changes nothing (S2, S3).

        `beginning` is what a new file begins with, where its person was asked (S12).
        """
        with self._store.transaction(now.epoch) as rows:
            receipt = settle(rows, now) if beginning is None else _begin(rows, beginning, now)
        if receipt.worth_telling:
            self._told(receipt)
        return receipt

    def catch_up(self, now: Now) -> Receipt:
        """Settle all that passed since the last opened day, however long ago that is; the data is copied first (D5)."""
        with self._store.transaction(now.epoch) as rows:
            today = logical_day(now, rows.reader.settings().day_start_s)
            if rows.reader.clock_doubt(now, today):
                self.backups.before("catchup", now)
            receipt = settle(rows, now, catching_up=True)
        if receipt.worth_telling:
            self._told(receipt)
        return receipt

    def take_back(self, now: Now) -> TakenBack:
        """Take back what was done when a day after today was opened, by a wrong clock; the data is copied first (D5).

        Raises `Refused` where no such day was opened, or so many that it is this clock that is wrong.
        """
        from dayplan.planner.taking_back import opened_too_early, take_back  # hardly ever

        with self._store.transaction(now.epoch) as rows:
            days = opened_too_early(rows, now)
            copy = self.backups.before("takeback", now)
            return take_back(rows, now, days, copy.path)

    def _change_loosely(self, now: Now) -> AbstractContextManager[Change]:
        return self._change(now, enforcing=False)

    @contextmanager
    def _change(self, now: Now, *, enforcing: bool = True) -> Iterator[Change]:
        with self._store.transaction(now.epoch, enforcing=enforcing) as rows:
            receipt = settle_once(rows, now)
            rows.record("")
            change = Change(rows, now)
            yield change
        self.remarks += change.remarks
        if receipt.worth_telling:
            self._told(receipt)

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()


def _begin(rows: Rows, beginning: Beginning, now: Now) -> Receipt:
    from dayplan.planner.beginning import begin  # once in the life of a file

    return begin(rows, beginning, now)

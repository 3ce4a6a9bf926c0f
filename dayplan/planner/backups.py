"""Copies by themselves, and putting one back."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain import keeping
from dayplan.domain.model import Now
from dayplan.errors import NotFound
from dayplan.storage import backup, copies, restore
from dayplan.storage.lost import refuse_if_lost


class Restored(NamedTuple):
    """What was put back, and where what was there before lies now; empty where there was nothing."""

    copy: str
    aside: str


class BackupPart:
    """What looks after the data file as a whole. None of it is a step: the journal is part of what is copied."""

    def __init__(self, path: str) -> None:
        self.path = path

    def if_due(self, now: Now) -> copies.Copy | None:
        """Make a copy unless one was made in the last half hour, and let those go that are not kept any longer."""
        if not keeping.due((copy.at for copy in copies.listed(self.path) if not copy.label), now.epoch):
            return None
        made = backup.make(self.path, now.epoch)
        copies.thin(self.path, now.epoch)
        return made

    def listed(self) -> tuple[backup.Held, ...]:
        """Return the copies that there are, the newest first."""
        return backup.held(self.path)

    def unclear(self) -> list[str]:
        """Return the copies whose old names do not say whether they are of this data file."""
        return copies.unclear(self.path)

    def differences(self, copy: str) -> tuple[backup.Difference, ...]:
        """Say what putting a copy back would change. Raises `BadFile`, `Busy`, `CannotAccess`."""
        return backup.differences(self.path, copy)

    def make(self, now: Now, to: str | None = None) -> copies.Copy:
        """Make a copy now, beside the others or at another place. Raises `Lost` where only copies are left."""
        try:
            return backup.make(self.path, now.epoch, to=to)
        except NotFound:
            refuse_if_lost(self.path)
            raise

    def before(self, what: str, now: Now) -> copies.Copy:
        """Make a copy before something large is done, and name it so: `before-import`."""
        return backup.make(self.path, now.epoch, f"before-{what}")

    def restore(self, copy: str, now: Now) -> Restored:
        """Put a copy back, whatever is open goes on with it; what was there before is kept aside.

        Raises `BadFile` for a copy that is damaged, newer or not ours, `Refused` for what is no copy of this file.
        """
        return Restored(copy, restore.put_back(self.path, copy, now.epoch))

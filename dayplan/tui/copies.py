"""Putting a copy of the data back, from the planner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayplan.errors import DayplanError
from dayplan.text.backups import unclear_words
from dayplan.tui.screens.copies import CopiesScreen

if TYPE_CHECKING:
    from dayplan.planner.backups import BackupPart, Restored
    from dayplan.storage.backup import Held
    from dayplan.tui.app import DayplanApp


async def choose_and_put_back(app: DayplanApp) -> None:
    """Show the copies, and put the chosen one back; what is there now is kept as the newest of them."""
    day, now = app.day_screen.day, app.clock()
    if day is None:
        return
    try:
        held, unclear = await app.backend.manage(_listed)
        if unclear:
            app.notify(unclear, severity="warning", timeout=20, markup=False)
        chosen = await app.push_screen_wait(CopiesScreen(held, now, day.settings))
        if chosen is None:
            return
        restored = await app.backend.manage(lambda backups: backups.restore(chosen, now))
    except DayplanError as error:
        app.complain(error)
    else:
        app.backend.trouble()  # that there are other contents now is said here
        await app.reload()
        app.confirm(_kept(restored), 10)


def _kept(restored: Restored) -> str:
    if not restored.aside:
        return "Put back. There was nothing here that could be kept."
    if restored.aside.endswith(".damaged"):
        return f"Put back. The damaged file is {restored.aside} now."
    return "Put back. What was here before is the newest copy, named before restore."


def _listed(part: BackupPart) -> tuple[tuple[Held, ...], str]:
    unclear = part.unclear()
    return part.listed(), unclear_words(part.path, unclear) if unclear else ""

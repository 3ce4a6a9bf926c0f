"""Putting a copy of the data back, from the planner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayplan.errors import DayplanError
from dayplan.tui.screens.copies import CopiesScreen

if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp


async def choose_and_put_back(app: DayplanApp) -> None:
    """Show the copies, and put the chosen one back; what is there now is kept as the newest of them."""
    day, now = app.day_screen.day, app.clock()
    if day is None:
        return
    try:
        held = await app.backend.ask(lambda planner: planner.backups.listed())
        chosen = await app.push_screen_wait(CopiesScreen(held, now, day.settings))
        if chosen is None:
            return
        await app.backend.ask(lambda planner: planner.backups.restore(chosen, now))
    except DayplanError as error:
        app.complain(error)
    else:
        app.confirm("Put back. What was here before is the newest copy, named before restore.", 10)
    await app.reload()

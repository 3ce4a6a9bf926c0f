"""Coming back after a week or more: plan only today, go through what was missed, or mark the time as away (S3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dayplan.domain.entry import Ref
from dayplan.domain.model import AwayDays, Receipt
from dayplan.storage import ledger

if TYPE_CHECKING:
    from dayplan.tui.screens.day import DayScreen

_DAY = timedelta(days=1)


async def welcome(screen: DayScreen, receipt: Receipt) -> None:
    """Ask what is to become of the time that passed; no answer plans only today."""
    from dayplan.tui.screens.missed import MissedScreen, WelcomeScreen

    assert receipt.away_since is not None
    first, last = receipt.away_since + _DAY, receipt.day - _DAY
    now = screen.app.clock()
    missed = await screen.app.backend.look(lambda reader: ledger.missed_between(reader, first, last, now)) or ()
    answer = await screen.ask(WelcomeScreen(receipt, len(missed)))
    if answer == "away":
        await screen.change(lambda planner, now: planner.away.add([AwayDays(0, first, last, "")], now))
        screen.app.confirm("The time you were gone is marked as away · u takes it back")
    elif answer == "missed" and missed:
        chosen = await screen.ask(MissedScreen(missed, receipt.day))
        if chosen:
            refs = [Ref("id", task_id) for task_id in chosen]
            await screen.change(lambda planner, now: planner.day.reopen(refs, now))

"""A day that does not fit the last one that was opened: asked, and done (D5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayplan.text.clock_doubt import left_words, taken_back_words
from dayplan.tui.screens.clock import ClockScreen

if TYPE_CHECKING:
    from dayplan.domain.clock_doubt import ClockDoubt
    from dayplan.tui.screens.day import DayScreen


async def ask_about(screen: DayScreen, doubt: ClockDoubt) -> None:
    """Ask whether this machine's clock is right, and do what follows from the answer."""
    answer = await screen.ask(ClockScreen(doubt))
    if answer == "catch_up":
        await screen.change(lambda planner, now: planner.catch_up(now))
    elif answer == "take_back":
        taken = await screen.change(lambda planner, now: planner.take_back(now))
        if taken is not None:
            words = filter(None, (taken_back_words(taken), left_words(taken), "A copy of before is among the copies."))
            screen.app.confirm(" ".join(words), 20)
            if taken.receipt.away_since is not None:
                screen.app.questions.welcome_back(taken.receipt)

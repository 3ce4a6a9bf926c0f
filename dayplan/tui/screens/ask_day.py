"""Which day? Asked in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from dayplan.domain.entry import parse_day
from dayplan.domain.model import Day
from dayplan.tui.screens.ask_line import Ask


class Choice(NamedTuple):
    """A day that was chosen; None is the inbox."""

    day: date | None


class AskDay(Ask[Choice]):
    """Asks for a day in words, or for the inbox; shows which day the words mean before anything happens."""

    completes = "day"

    def __init__(self, question: str, day: Day, name: Callable[[date], str]) -> None:
        def read(text: str) -> tuple[Choice, str]:
            if text.strip().casefold() == "inbox":
                return Choice(None), "the inbox: planned for no day · enter moves it · esc cancels"
            found = parse_day(text, day.today, *day.settings.reading)
            return Choice(found), f"{name(found)} · enter moves it · esc cancels"

        super().__init__(question, "tomorrow", "tomorrow, fri, next mon, +3d, 12-01, inbox", read)

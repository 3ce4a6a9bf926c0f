"""What becomes of a task that was carried four times: asked, and done (C1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayplan.domain.entry import Ref
from dayplan.tui.screens.ask_day import AskDay
from dayplan.tui.screens.carried import CarriedScreen

if TYPE_CHECKING:
    from dayplan.domain.model import Task
    from dayplan.tui.screens.day import DayScreen


async def decide(screen: DayScreen, task: Task, place: int = 1, of: int = 1) -> bool:
    """Ask about one task, the `place`th of several, and carry out the answer; no answer changes nothing.

    Returns whether to go on with the next.
    """
    day = screen.day
    answer = await screen.ask(CarriedScreen(task, place, of))
    if answer is None or day is None:
        return True
    if answer == "all later":
        return False
    ref = Ref("id", task.id)
    if answer == "keep":
        await screen.change(lambda planner, now: planner.day.keep(ref, now))
    elif answer == "drop":
        await screen.change(lambda planner, now: planner.day.drop([ref], now))
    elif answer == "inbox":
        await screen.change(lambda planner, now: planner.day.move([ref], None, now))
    else:
        question = f"Plan “{task.title}” for"
        await screen.ask_for(
            AskDay(question, day, screen.name_day),
            lambda choice: screen.attempt(lambda planner, now: planner.day.move([ref], choice.day, now)),
        )
    return True

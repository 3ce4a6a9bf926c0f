"""Making a day fit: what to move, and how much room there is (Z1). Both show the effect before anything is done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dayplan.domain.days import next_workday
from dayplan.domain.outlook import movable, suggestion

if TYPE_CHECKING:
    from dayplan.tui.screens.day import DayScreen


async def make_it_fit(screen: DayScreen) -> None:
    """Ask which tasks to move to the next workday, and move them in one step."""
    from dayplan.domain.entry import Ref
    from dayplan.tui.screens.fit import FitScreen

    day = screen.day
    if day is None:
        return
    tasks = movable(day)
    if day.day < day.today or not tasks:
        screen.app.confirm("There is nothing here that could be moved.")
        return
    target = next_workday(day.day, day.settings.workdays) or day.day + timedelta(days=1)
    now = screen.app.clock()
    there = await screen.app.backend.look(lambda reader: reader.day(now, target))
    if there is None:
        return
    chosen = await screen.ask(FitScreen(day, there, tasks, suggestion(day), screen.name_day(target)))
    if chosen:
        refs = [Ref("id", task_id) for task_id in chosen]
        placed = await screen.change(lambda planner, now: planner.day.move(refs, target, now))
        if placed is not None:
            count = "1 task" if len(refs) == 1 else f"{len(refs)} tasks"
            screen.app.confirm(f"Moved {count} to {screen.name_day(target)} · u takes it back")


async def ask_capacity(screen: DayScreen) -> None:
    """Ask how much time the day in view has room for."""
    from dayplan.domain.durations import parse_capacity, write_duration
    from dayplan.domain.wording import format_duration
    from dayplan.planner.day import USUAL
    from dayplan.tui.screens.ask_line import AskLine

    day = screen.day
    if day is None:
        return
    usual = format_duration(day.settings.capacity_s)

    def read(text: str) -> int | str:
        seconds = parse_capacity(text)
        return USUAL if seconds is None else seconds

    def describe(text: str) -> str:
        seconds = parse_capacity(text)
        if seconds is None:
            return "as on any such day · enter sets it"
        return f"room for {format_duration(seconds)} of work · enter sets it"

    async def save(capacity: int | str, seen: int | str) -> int:
        seconds, before = (None if value == USUAL else int(value) for value in (capacity, seen))
        return await screen.attempt(lambda planner, now: planner.day.set_capacity(day.day, seconds, now, seen=before))

    def write(capacity: int | str) -> str:
        return USUAL if capacity == USUAL else write_duration(int(capacity))

    question = f"How much time does {screen.name_day(day.day)} have?"
    line = AskLine(question, write_duration(day.capacity_s), f"{usual}, 4h30, 0, or usual", describe)
    held: int | str = day.capacity_s
    await screen.ask_for_value(line, held, read, "Time for the day", write, save)

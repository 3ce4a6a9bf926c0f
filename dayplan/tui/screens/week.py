"""Week mode: seven days side by side, those ahead as they will be seeded; tasks move between them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from dayplan.domain.days import step_days
from dayplan.domain.goals import Week, goal_words, goals
from dayplan.domain.model import Day, Task
from dayplan.domain.wording import format_duration, long_day
from dayplan.storage import review
from dayplan.tui.commands import GRID, WEEK, WEEK_FOOTER, bindings
from dayplan.tui.modes import open_day
from dayplan.tui.screens.tasks import TaskScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.mode_head import ModeHead
from dayplan.tui.widgets.week_grid import WeekGrid


class WeekScreen(TaskScreen):
    """The week of a day; `[` and `]` turn weeks."""

    COMMANDS_HERE = (*WEEK, *GRID)
    BINDINGS: ClassVar[list[BindingType]] = bindings(WEEK)

    def __init__(self, day: Day | None) -> None:
        super().__init__()
        self._any_day: date | None = None
        self.set_reactive(WeekScreen.day, day)

    def compose(self) -> ComposeResult:
        """The week's size, its days, the keys."""
        yield ModeHead().data_bind(WeekScreen.day, WeekScreen.now)
        yield WeekGrid()
        yield KeyBar(WEEK_FOOTER, "mode.week")

    @property
    def home(self) -> Widget | None:
        """The grid has the focus."""
        return self.query_one(WeekGrid)

    async def on_mount(self) -> None:
        """Read the week, and stand on today."""
        await self.reload()
        grid = self.query_one(WeekGrid)
        self.set_focus(grid)
        if self.day is not None:
            grid.choose_day(self.day.today)

    async def reload(self) -> None:
        """Read the seven days again."""
        now = self.app.clock()
        wanted = self._any_day
        week = await self.look(lambda reader: review.week(reader, now, wanted))
        if week is None or wanted != self._any_day:
            return
        days, today = week.days, week.today
        self.now = now
        self.day = today
        self.query_one(WeekGrid).days = days
        self.query_one(ModeHead).say(
            f"Week of {long_day(days[0].day, today.today)}",
            words=(*(", ".join(goal_words(goal)) for goal in goals(week)), *_size(week)),
        )

    def standing_on(self) -> Task | None:
        """Return the task under the cursor."""
        return self.query_one(WeekGrid).standing_on

    @property
    def shown_day(self) -> date | None:
        """The day under the cursor."""
        day = self.query_one(WeekGrid).day
        return None if day is None else day.day

    @property
    def default_day(self) -> date | None:
        """A line adds to the day under the cursor, or to today where that is over."""
        return None if self.day is None else max(self.shown_day or self.day.today, self.day.today)

    @turn
    async def action_push(self, by: int) -> None:
        """Move this task to the day before or after, and go with it."""
        task, day = self.standing_on(), self.shown_day
        if task is None or day is None:
            return
        target = step_days(day, by)
        placed = await self.ask_about(task, lambda planner, ref, now: planner.day.move([ref], target, now))
        if placed is not None:
            self._follow(placed.tasks[0].id, target)

    def _follow(self, task_id: int, target: date) -> None:
        grid = self.query_one(WeekGrid)
        grid.choose_day(target)
        if grid.day is not None and grid.day.day == target:
            places = [place for place, task in enumerate(grid.day.tasks) if task.id == task_id]
            grid.row = places[0] if places else grid.row

    @turn
    async def action_turn(self, by: int) -> None:
        """Show the week before or after."""
        if self.day is not None:
            self._any_day = step_days(self._any_day or self.day.today, 7 * by)
            await self.reload()

    @turn
    async def action_today(self) -> None:
        """Show this week again, and stand on today."""
        self._any_day = None
        await self.reload()
        if self.day is not None:
            self.query_one(WeekGrid).choose_day(self.day.today)

    async def action_open(self) -> None:
        """Open the day under the cursor in Day mode. This screen closes then, and a worker of it would with it."""
        if self.shown_day is not None:
            await open_day(self.app, self.shown_day)

    @on(WeekGrid.Chosen)
    def _stands_elsewhere(self) -> None:
        self.name_keys()

    @on(WeekGrid.MoveRequested)
    @work(group="turn")
    async def _dropped(self, event: WeekGrid.MoveRequested) -> None:
        placed = await self.ask_about(event.task, lambda planner, ref, now: planner.day.move([ref], event.day, now))
        if placed is not None:
            self._follow(placed.tasks[0].id, event.day)

    @on(WeekGrid.Opened)
    def _opened(self, event: WeekGrid.Opened) -> None:
        self.app.call_later(open_day, self.app, event.day)

    def on_added(self, task_id: int, day: date | None, title: str) -> None:
        """Stand on what was added, or say where it went."""
        if day is not None and any(shown.day == day for shown in self.query_one(WeekGrid).days):
            self._follow(task_id, day)
        else:
            super().on_added(task_id, day, title)


def _size(week: Week) -> tuple[str, ...]:
    """Say how much the week holds; what is planned counts from today on, and what waits for a decision nowhere (T6)."""
    planned = sum(day.planned_s for day in week.days if day.day >= week.today.today)
    words = [f"{format_duration(week.tracked_s)} tracked"] if week.tracked_s else []
    words += [f"{format_duration(sum(week.unresolved))} to decide"] if any(week.unresolved) else []
    words += [f"{format_duration(planned)} ahead"] if planned else []
    return (*words, f"room for {format_duration(sum(day.capacity_s for day in week.days))}")

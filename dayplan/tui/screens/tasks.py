"""What can be asked for the task under the cursor, in every screen that lists tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from textual import on, work
from textual.widget import Widget

from dayplan.domain.model import Now, Task
from dayplan.errors import DayplanError, Refused
from dayplan.tui.commands import DONE, START
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from dayplan.domain.entry import Ref
    from dayplan.planner import Planner

T = TypeVar("T")


def ref_of(task: Task) -> Ref:
    """Return how the planner is told of a task; one that is only projected is made when something is asked of it."""
    from dayplan.domain.entry import Ref

    if task.id:
        return Ref("id", task.id)
    return Ref("projected", task.template_id or 0, f"{task.occurrence} {task.day}")


class TaskScreen(PlannerScreen):
    """A screen around a task list. Each action asks the planner about the task that was under the cursor."""

    @property
    def home(self) -> Widget | None:
        """The list has the focus unless something is being typed."""
        return self.query_one(TaskList)

    def standing_on(self) -> Task | None:
        """Return the task under the cursor."""
        return self.query_one(TaskList).standing_on

    @on(TaskList.Chosen)
    def name_keys(self) -> None:
        """Let the last line say what a key would do to this task: start or stop it, tick it or open it again."""
        task = self.standing_on()
        names = {}
        if task is not None and task.running:
            names[START.id] = "stop"
        if task is not None and task.status != "open":
            names[DONE.id] = "open"
        for bar in self.query(KeyBar):
            bar.names = names

    async def ask_about(self, task: Task | None, question: Callable[[Planner, Ref, Now], T]) -> T | None:
        """Ask the planner something about a task."""
        if task is None:
            return None
        ref = ref_of(task)
        return await self.change(lambda planner, now: question(planner, ref, now))

    @turn
    async def action_start_stop(self) -> None:
        """Start the timer on this task, or stop it where it runs."""
        day, task = self.day, self.standing_on()
        if task is None and day is not None and day.running is not None:
            await self.change(lambda planner, now: planner.time.stop(now))  # an empty list: what runs is elsewhere
            return
        answer = await self.ask_about(task, lambda planner, ref, now: planner.time.toggle(ref, now))
        if answer is not None and answer.clamped and answer.task.running:
            self.app.confirm("The clock was set back: the timer begins where the recorded time ends.", 8)
        if answer is not None and day is not None and answer.task.running and self.shown_day != day.today:
            self.app.confirm(f"Brought to today and started: {answer.task.title}")

    @property
    def shown_day(self) -> date | None:
        """The day whose tasks are listed; None is the inbox."""
        return None

    @turn
    async def action_tick(self) -> None:
        """Tick this task, or open it again; what is ticked ahead is done today, and leaves the day that is shown."""
        shown = self.shown_day
        ended = await self.ask_about(self.standing_on(), lambda planner, ref, now: planner.day.toggle(ref, now))
        gone = [] if ended is None else [task for task in ended.tasks if task.status == "done" and task.day != shown]
        if gone:
            self.app.confirm(f"Done today: {gone[0].title} · u takes it back")

    @turn
    async def action_skip(self) -> None:
        """Leave this occurrence out."""
        await self.ask_about(self.standing_on(), lambda planner, ref, now: planner.day.skip([ref], now))

    @turn
    async def action_drop(self) -> None:
        """Give this task up."""
        await self.ask_about(self.standing_on(), lambda planner, ref, now: planner.day.drop([ref], now))

    @turn
    async def action_delete(self) -> None:
        """Delete a one-off task."""
        await self.ask_about(self.standing_on(), lambda planner, ref, now: planner.day.delete([ref], now))

    @turn
    async def action_shift(self, by: int) -> None:
        """Move this task past its neighbour in the list."""
        neighbour = self.query_one(TaskList).neighbour(by)
        if neighbour is not None:
            await self._put_beside(self.standing_on(), neighbour, after=by > 0)

    async def _put_beside(self, task: Task | None, neighbour: Task, *, after: bool) -> None:
        other = ref_of(neighbour)
        await self.ask_about(task, lambda planner, ref, now: planner.day.place(ref, other, now, after=after))

    @turn
    async def action_tomorrow(self) -> None:
        """Move this task to tomorrow."""
        if self.day is not None:
            await self._move(self.standing_on(), self.day.today + timedelta(days=1))

    @turn
    async def action_today_instead(self) -> None:
        """Plan this task for today."""
        if self.day is not None:
            await self._move(self.standing_on(), self.day.today)

    @turn
    async def action_move(self) -> None:
        """Ask for a day and move this task there."""
        from dayplan.tui.screens.ask_day import AskDay

        task, day = self.standing_on(), self.day
        if task is None or day is None:
            return
        question = f"Move “{task.title}” to"
        ref = ref_of(task)
        placed = await self.ask_for(
            AskDay(question, day, self.name_day),
            lambda choice: self.attempt(lambda planner, now: planner.day.move([ref], choice.day, now)),
        )
        if placed is not None:
            self._tell_moved(placed.day)

    async def _move(self, task: Task | None, to_day: date | None) -> None:
        placed = await self.ask_about(task, lambda planner, ref, now: planner.day.move([ref], to_day, now))
        if placed is not None:
            self._tell_moved(to_day)

    def _tell_moved(self, to_day: date | None) -> None:
        self.app.confirm(f"Moved to {self.name_day(to_day)} · u takes it back")

    @turn
    async def action_close_day(self) -> None:
        """Look at all that closing the day in view is about, and close it (Z5)."""
        from dayplan.domain.wording import long_day
        from dayplan.tui.screens.close import CloseScreen

        day, shown = self.day, self.shown_day
        if day is None or shown is None:
            return
        if shown > day.today:
            self.app.confirm(f"{long_day(shown, day.today)} is still to come: a day can be closed once it has begun.")
        else:
            await self.app.push_screen(CloseScreen(day, shown))

    @turn
    async def action_edit(self) -> None:
        """Edit this task in a form."""
        from dayplan.tui.forms import edit_form

        task, day = self.standing_on(), self.day
        if task is None or day is None:
            return
        ref = ref_of(task)

        changed = await self.ask_for_changes(
            edit_form(task, day),
            lambda edit, seen: self.attempt(lambda planner, now: planner.day.edit(ref, edit, now, seen=seen)),
        )
        if changed is not None and changed.template_id is not None and _differs(changed, task):
            self.app.confirm("This task was changed · A changes its template too", 6)

    @turn
    async def action_adopt(self) -> None:
        """Give its template what was changed in this task (S6)."""
        template = await self.ask_about(self.standing_on(), lambda planner, ref, now: planner.templates.adopt(ref, now))
        if template is not None:
            self.app.confirm(f"From now on “{template.title}” begins like this · u takes it back")

    @turn
    async def action_notes(self) -> None:
        """Edit this task's notes in `$EDITOR`."""
        from dayplan.planner.day import TaskEdit
        from dayplan.tui.conflicts import save_changes
        from dayplan.tui.editor import edit_text, keep_text
        from dayplan.tui.forms import notes_written

        task = self.standing_on()
        if task is None:
            return
        notes = edit_text(self.app, task.notes)
        if notes is None or notes == task.notes:
            return
        ref = ref_of(task)
        try:
            await save_changes(
                self,
                TaskEdit(notes=notes),
                TaskEdit(notes=task.notes),
                notes_written(),
                lambda edit, seen: self.attempt(lambda planner, now: planner.day.edit(ref, edit, now, seen=seen)),
            )
        except DayplanError as error:
            self.app.complain(Refused(f"{error} What you wrote is in {keep_text(notes)}."))

    @turn
    async def action_why(self) -> None:
        """Say why this task is here."""
        from dayplan.text.why import why_projected, why_task
        from dayplan.tui.screens.why import WhyScreen

        task, day = self.standing_on(), self.day
        if task is None or day is None:
            return
        if task.id == 0:
            lines = await self.look(lambda reader: why_projected(reader, task, day.today))
        else:
            lines = await self.look(lambda reader: why_task(reader, task.id, day.now))
        if lines:
            await self.app.push_screen(WhyScreen(task.title, lines))

    # By mouse

    @on(TaskList.ToggleRequested)
    @work(group="turn")
    async def _toggle_clicked(self, event: TaskList.ToggleRequested) -> None:
        self.query_one(TaskList).choose(event.task.id)
        await self.ask_about(event.task, lambda planner, ref, now: planner.day.toggle(ref, now))

    @on(TaskList.StartRequested)
    async def _start_clicked(self, event: TaskList.StartRequested) -> None:
        self.query_one(TaskList).choose(event.task.id)
        await self.action_start_stop()

    @on(TaskList.PlaceRequested)
    @work(group="turn")
    async def _dragged(self, event: TaskList.PlaceRequested) -> None:
        self.query_one(TaskList).choose(event.task.id)
        await self._put_beside(event.task, event.neighbour, after=event.after)


def _differs(after: Task, before: Task) -> bool:
    """Whether something changed that a template has too."""

    def of(task: Task) -> tuple[object, ...]:
        return task.title, task.notes, task.estimate_s, task.client, task.project, task.tags

    return of(after) != of(before)

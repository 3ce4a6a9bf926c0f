"""Focus: the running task alone, its clock large, its estimate, and what comes next."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from dayplan.domain.model import Day, Now, Task
from dayplan.domain.outlook import outlook
from dayplan.domain.wording import format_duration
from dayplan.text.day import whose
from dayplan.tui.commands import FOCUS, bindings
from dayplan.tui.look import MUTED, bar, ticking
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.key_bar import KeyBar

_BAR = 40


class FocusScreen(PlannerScreen):
    """Everything else is away; it closes when the timer stops."""

    COMMANDS_HERE = FOCUS
    BINDINGS: ClassVar[list[BindingType]] = bindings(FOCUS)
    DEFAULT_CSS = """
    FocusScreen {
        #focus { align: center middle; height: 1fr; }
        #focus > * { width: 100%; text-align: center; }
        #title { text-style: bold; margin-bottom: 1; }
        Digits { color: $text-success; margin-bottom: 1; }
        #next { margin-top: 2; }
    }
    """

    def __init__(self, day: Day, now: Now) -> None:
        super().__init__()
        self.set_reactive(FocusScreen.day, day)
        self.set_reactive(FocusScreen.now, now)

    def compose(self) -> ComposeResult:
        """Title, clock, estimate, what is next."""
        with Vertical(id="focus"):
            yield Static(id="title", markup=False)
            yield Digits("")
            yield Static(id="estimate", markup=False)
            yield Static(id="next", markup=False)
        yield KeyBar(FOCUS[:3])

    def on_mount(self) -> None:
        """Show what runs."""
        self._show()

    async def reload(self) -> None:
        """Read today again; close where nothing runs any more."""
        now = self.app.clock()
        day = await self.app.backend.look(lambda reader: reader.day(now))
        if day is None:
            return
        self.now = now
        self.day = day
        if day.running is None and self.is_current:
            self.dismiss(None)

    def watch_day(self) -> None:
        """Show what runs now."""
        if self.is_mounted:
            self._show()

    def watch_now(self) -> None:
        """Let the clock tick."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        day, now = self.day, self.now
        if day is None or now is None or day.running is None:
            return
        entry = day.running.entry
        task = next((task for task in day.tasks if task.running), None)
        self.query_one("#title", Static).update(_title(entry.title, task))
        self.query_one(Digits).update(ticking(entry.seconds(now.epoch)))
        self.query_one("#estimate", Static).update(_estimate(task, max(0, now.epoch - day.now.epoch)))
        self.query_one("#next", Static).update(_next(day, now))

    @turn
    async def action_stop(self) -> None:
        """Stop the timer."""
        await self.change(lambda planner, now: planner.time.stop(now))

    @turn
    async def action_tick(self) -> None:
        """Tick the running task; its clock stops (T1)."""
        from dayplan.domain.entry import Ref

        running = None if self.day is None else self.day.running
        if running is not None:
            ref = Ref("id", running.entry.task_id)
            await self.change(lambda planner, now: planner.day.done([ref], now))

    def action_leave(self) -> None:
        """Go back to the day; the timer runs on."""
        self.dismiss(None)


def _title(title: str, task: Task | None) -> Content:
    owner = "" if task is None else whose(task.client, task.project)
    return Content.assemble((title, "bold"), (f"  {owner}" if owner else "", "$text-accent"))


def _estimate(task: Task | None, passed_s: int) -> Content:
    if task is None or not task.estimate_s:
        return Content("")
    spent = task.tracked_total_s + passed_s
    left = task.estimate_s - spent
    words = f"{format_duration(left)} left" if left >= 0 else f"{format_duration(-left)} over"
    style = MUTED if left >= 0 else "$text-error"
    whole = f"{format_duration(spent)} of {format_duration(task.estimate_s)}"
    return Content("\n").join([bar(spent, task.estimate_s, _BAR), Content.styled(f"{whole} · {words}", style)])


def _next(day: Day, now: Now) -> Content:
    running = None if day.running is None else day.running.entry.task_id
    coming = [s for s in outlook(day, now.epoch).ahead if s.task_id != running]
    waiting = [t.title for t in day.tasks if t.status == "open" and not t.running]
    title = coming[0].title if coming else waiting[0] if waiting else ""
    return Content.styled(f"next: {title}" if title else "nothing after this", MUTED)

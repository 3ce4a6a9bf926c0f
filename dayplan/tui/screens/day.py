"""Day mode: it shows one day, and passes on what its person asks for. What may be done is decided by the planner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from dayplan.domain.days import format_day, logical_day
from dayplan.domain.model import Day, Detail, Now, Task
from dayplan.domain.wording import format_duration
from dayplan.errors import DayplanError
from dayplan.text.day import whose
from dayplan.tui.commands import DAY, HELP, LIST, Command, bindings
from dayplan.tui.widgets.day_header import DayHeader
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.quick_add import QuickAdd
from dayplan.tui.widgets.side_panel import SidePanel
from dayplan.tui.widgets.task_list import TaskList

if TYPE_CHECKING:
    from dayplan.domain.entry import Ref
    from dayplan.domain.quickadd import QuickAdd as Added
    from dayplan.planner import Planner
    from dayplan.tui.app import DayplanApp

T = TypeVar("T")


class DayScreen(Screen[None]):
    """The day in view: today, and turning with it, unless another was asked for."""

    app: DayplanApp
    COMMANDS_HERE = (*DAY, *LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DAY)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide")]  # noqa: RUF012 - as Textual declares it
    DEFAULT_CSS = """
    DayScreen {
        #body { height: 1fr; }
        #empty { padding: 2 3; width: 1fr; height: 1fr; color: $text-muted; }
        #banner { height: auto; padding: 0 2; color: $text-warning; }
        SidePanel { display: none; }
        &.-wide SidePanel { display: block; }
        &.-empty TaskList, &.-empty SidePanel { display: none; }
        &.-tiny #body, &.-tiny KeyBar, &.-tiny QuickAdd, &.-tiny #banner { display: none; }
    }
    """

    day: reactive[Day | None] = reactive(None)
    now: reactive[Now | None] = reactive(None)
    detail: reactive[Detail | None] = reactive(None)

    def __init__(self, day: Day | None) -> None:
        super().__init__()
        self._asked_for: date | None = None
        self.set_reactive(DayScreen.day, day)

    def compose(self) -> ComposeResult:
        """Compose what the first frame needs, and no more: the rest is mounted when it is first wanted."""
        yield DayHeader().data_bind(DayScreen.day, DayScreen.now)
        with Horizontal(id="body"):
            yield TaskList()
            yield SidePanel().data_bind(DayScreen.day, DayScreen.detail)
        yield KeyBar((*DAY[:2], HELP, *DAY[2:]))  # a narrow line shows only the first: help is never cut off

    def on_mount(self) -> None:
        """Paint what the reader said before the screen was there."""
        self._show()
        self.query_one(TaskList).focus()

    def on_resize(self) -> None:
        """Say so where there is no room to show anything."""
        self.set_class(self.size.width < 20 or self.size.height < 5, "-tiny")
        if self.focused is None:  # hidden for a while, the list had to give the focus away
            self.call_after_refresh(self.query_one(TaskList).focus)

    # What is shown

    def watch_day(self) -> None:
        """Pass the day on; the header is bound to it."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        if self.day is None:
            return
        tasks = self.query_one(TaskList)
        tasks.tasks = self.day.tasks
        self.set_class(not self.day.tasks, "-empty")
        self._show_banner()
        self._explain_empty()

    def _show_banner(self) -> None:
        shown = self.query("#banner")
        if self.day is not None and not self.day.writable and not shown:
            words = "Read-only: this file cannot be written here, so nothing can be changed."
            self.mount(Static(words, id="banner"), before="#body")
        elif self.day is not None and self.day.writable:
            shown.remove()

    @work(exclusive=True, group="empty")
    async def _explain_empty(self) -> None:
        day = self.day
        if day is None or day.tasks:
            await self.query("#empty").remove()
            return
        from dayplan.text.empty import explain  # dateutil: only where the next working day is looked for
        from dayplan.tui.empty import empty_words

        empty = await self.app.backend.look(lambda reader: explain(reader, day))
        if not self.query("#empty"):
            await self.query_one("#body").mount(Static(id="empty", markup=False), before=0)
        self.query_one("#empty", Static).update("" if empty is None else empty_words(empty))

    @on(TaskList.Chosen)
    def _chosen(self, event: TaskList.Chosen) -> None:
        self._read_detail(event.task)

    @work(exclusive=True, group="detail")
    async def _read_detail(self, task: Task | None) -> None:
        if task is None or task.id == 0:
            self.detail = None if task is None else Detail(task, (), ())
            return
        from dayplan.storage.browse import detail

        now = self.app.clock()
        found = await self.app.backend.look(lambda reader: detail(reader, task.id, now))
        if found is not None:
            self.detail = found

    async def reload(self) -> None:
        """Read the day again and pass it down."""
        now = self.app.clock()
        asked = self._asked_for
        day = await self.app.backend.look(lambda reader: reader.day(now, asked))
        if day is not None and asked == self._asked_for:
            self.now = now
            self.day = day

    @property
    def turned(self) -> bool:
        """Whether today is over since it was last read (S2): the planner then seeds the new one."""
        if self.day is None or self.now is None:
            return False
        return logical_day(self.now, self.day.settings.day_start_s) != self.day.today

    # What is asked for

    async def change(self, question: Callable[[Planner, Now], T]) -> T | None:
        """Ask the planner for a change, say what it refused, and show the day as it then is."""
        now = self.app.clock()
        try:
            answer = await self.app.backend.ask(lambda planner: question(planner, now))
        except DayplanError as error:
            self.app.complain(error)
            answer = None
        self.app.tell_receipts()
        await self.reload()
        return answer

    def _standing_on(self) -> Task | None:
        """Return the task under the cursor, if it is one that can be changed."""
        task = self.query_one(TaskList).standing_on
        if task is not None and task.id == 0:
            self.app.notify(f"“{task.title}” will be seeded on that day; nothing is written until then.", markup=False)
            return None
        return task

    def _ref(self) -> Ref | None:
        from dayplan.domain.entry import Ref

        task = self._standing_on()
        return None if task is None else Ref("id", task.id)

    @work
    async def action_start_stop(self) -> None:
        """Start the timer on this task, or stop it where it runs."""
        task = self._standing_on()
        ref = self._ref() if task else None
        if task is None or ref is None:
            return
        if task.running:
            stopped = await self.change(lambda planner, now: planner.time.stop(now))
            clamped = stopped is not None and stopped.clamped
        else:
            switch = await self.change(lambda planner, now: planner.time.start(ref, now))
            clamped = switch is not None and switch.clamped
            if switch is not None and self.day is not None and self.day.day != self.day.today:
                self.app.notify(f"Brought to today and started: {switch.task.title}", markup=False)
        if clamped:
            self.app.notify(
                "The clock was set back; no negative time was recorded. Check the entry.", severity="warning"
            )

    async def _on_each(self, question: Callable[[Planner, Ref, Now], object]) -> None:
        ref = self._ref()
        if ref is not None:
            await self.change(lambda planner, now: question(planner, ref, now))

    @work
    async def action_tick(self) -> None:
        """Tick this task, or open it again."""
        await self._on_each(lambda planner, ref, now: planner.day.toggle(ref, now))

    @work
    async def action_skip(self) -> None:
        """Leave this occurrence out."""
        await self._on_each(lambda planner, ref, now: planner.day.skip([ref], now))

    @work
    async def action_drop(self) -> None:
        """Give this task up."""
        await self._on_each(lambda planner, ref, now: planner.day.drop([ref], now))

    @work
    async def action_delete(self) -> None:
        """Delete a one-off task."""
        await self._on_each(lambda planner, ref, now: planner.day.delete([ref], now))

    @work
    async def action_shift(self, by: int) -> None:
        """Move this task up or down the list."""
        await self._on_each(lambda planner, ref, now: planner.day.shift(ref, by, now))

    @work
    async def action_tomorrow(self) -> None:
        """Move this task to tomorrow."""
        if self.day is not None:
            await self._move_to(self.day.today + timedelta(days=1))

    @work
    async def action_move(self) -> None:
        """Ask for a day and move this task there."""
        from dayplan.domain.entry import parse_day
        from dayplan.tui.screens.dialogs import AskDay

        task, day = self._standing_on(), self.day
        if task is None or day is None:
            return
        choice = await self.app.push_screen_wait(
            AskDay(
                f"Move “{task.title}” to",
                lambda text: parse_day(text, day.today, day.settings.week_start),
                self._name_day,
            )
        )
        if choice is not None:
            await self._move_to(choice.day)

    async def _move_to(self, to_day: date | None) -> None:
        ref = self._ref()
        if ref is None:
            return
        placed = await self.change(lambda planner, now: planner.day.move([ref], to_day, now))
        if placed is not None:
            there = "the inbox" if to_day is None else self._name_day(to_day)
            self.app.notify(f"Moved to {there} · u takes it back", markup=False)

    @work
    async def action_edit(self) -> None:
        """Edit this task in a form."""
        from dayplan.tui.forms import edit_form, read_edit

        task, day = self._standing_on(), self.day
        ref = self._ref() if task else None
        if task is None or day is None or ref is None:
            return
        fields = await self.app.push_screen_wait(edit_form(task, day))
        if fields is not None:
            edit = read_edit(fields, task, day)
            await self.change(lambda planner, now: planner.day.edit(ref, edit, now))

    @work
    async def action_undo(self) -> None:
        """Take back the last change, and say which it was."""
        step = await self.change(lambda planner, now: planner.history.undo(now))
        if step is not None:
            self.app.notify(f"Undone: {step.label} · U does it again", timeout=3, markup=False)

    @work
    async def action_redo(self) -> None:
        """Do again what was undone."""
        step = await self.change(lambda planner, now: planner.history.redo(now))
        if step is not None:
            self.app.notify(f"Done again: {step.label}", timeout=3, markup=False)

    @work
    async def action_bring_in(self) -> None:
        """Bring the open tasks of earlier days to today (C1)."""
        await self.change(lambda planner, now: planner.day.bring_in(now))

    @work
    async def action_plan_anyway(self) -> None:
        """Plan today all the same, on a day off (S12)."""
        await self.change(lambda planner, now: planner.day.plan_anyway(now))

    @work(exclusive=True, group="turn")
    async def action_turn(self, by: int) -> None:
        """Show the day before or after; nothing is written for it (S2)."""
        if self.day is not None:
            shown = self._asked_for or self.day.day
            day = shown + timedelta(days=by)
            self._asked_for = None if day == self.day.today else day
            await self.reload()

    @work(exclusive=True, group="turn")
    async def action_today(self) -> None:
        """Show today again."""
        self._asked_for = None
        await self.reload()

    # Adding

    @work
    async def action_add(self) -> None:
        """Open the quick-add line."""
        if not self.query(QuickAdd):
            await self.mount(QuickAdd(self._describe, self._doubt), before=self.query_one(KeyBar))
        self.query_one(QuickAdd).open()

    def _read(self, line: str) -> Added:
        from dayplan.domain.quickadd import parse_quick_add  # 10 ms of regular expressions

        assert self.day is not None
        return parse_quick_add(line, self.day.today, self.day.settings.week_start)

    def _doubt(self, line: str) -> str:
        from dayplan.tui.forms import ask_about

        return ask_about(self._read(line).estimate_s)

    def _describe(self, line: str) -> Content:
        new = self._read(line)
        parts = [new.title]
        parts += [whose(new.client, new.project)] if new.client or new.project else []
        parts += [f"+{tag}" for tag in new.tags]
        if new.estimate_s is not None:
            parts.append(format_duration(new.estimate_s))
        parts.append(self._name_day(new.day or self._add_day()))
        return Content(" · ".join(parts))

    def _add_day(self) -> date:
        assert self.day is not None
        return max(self.day.day, self.day.today)

    @on(QuickAdd.Submitted)
    @work
    async def _added(self, event: QuickAdd.Submitted) -> None:
        new = self._read(event.line)
        here = new._replace(day=new.day or self._add_day())
        line = self.query_one(QuickAdd)
        line.clear()  # the next line can be typed while this one is saved
        task = await self.change(lambda planner, now: planner.day.add(here, now))
        if task is None:
            line.restore(event.line)
        elif task.day is not None and self.day is not None and task.day != self.day.day:
            self.app.notify(f"Added to {self._name_day(task.day)}: {task.title} · u takes it back", markup=False)
        else:
            self.query_one(TaskList).choose(task.id)

    @on(QuickAdd.Closed)
    def _put_away(self) -> None:
        self.query_one(TaskList).focus()

    @on(TaskList.ToggleRequested)
    @work
    async def _toggle_clicked(self, event: TaskList.ToggleRequested) -> None:
        self.query_one(TaskList).choose(event.task.id)
        await self._on_each(lambda planner, ref, now: planner.day.toggle(ref, now))

    @on(TaskList.StartRequested)
    def _start_clicked(self, event: TaskList.StartRequested) -> None:
        self.query_one(TaskList).choose(event.task.id)
        self.action_start_stop()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here, for the help and the palette."""
        return self.COMMANDS_HERE

    def _name_day(self, day: date) -> str:
        assert self.day is not None
        away = (day - self.day.today).days
        if away in (0, 1):
            return ("today", "tomorrow")[away]
        return f"{day:%a} {format_day(day, self.day.settings.date_format)}"

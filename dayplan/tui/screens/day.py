"""Day mode: it shows one day, and passes on what its person asks for. What may be done is decided by the planner."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from dayplan.domain.days import step_days
from dayplan.domain.model import Day, Detail, Firsts, MovedTask, Stretch, Task
from dayplan.text.day import moved_words
from dayplan.tui.commands import CLOCK, DAY, FOOTER, LIST, bindings, shown_keys
from dayplan.tui.screens.tasks import TaskScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.day_header import DayHeader
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.side_panel import SidePanel
from dayplan.tui.widgets.task_list import TaskList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.filtering import Filter
    from dayplan.tui.widgets.filter_line import FilterLine


class DayScreen(TaskScreen):
    """The day in view: today, and turning with it, unless another was asked for."""

    COMMANDS_HERE = (*DAY, *LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(DAY)
    DEFAULT_CSS = """
    DayScreen {
        #body { height: 1fr; }
        #empty { padding: 2 3; width: 1fr; height: 1fr; color: $quiet; }
        &.-low #empty { padding: 0 2; }
        &.-low DayNote { max-height: 1; padding: 0 2; }
        #banner { height: auto; padding: 0 2; color: $text-warning; }
        SidePanel { display: none; }
        &.-wide SidePanel { display: block; }
        &.-narrow HourStrip, &.-low HourStrip { display: none; }
        DayWord { display: none; }
        DayWord.-said { display: block; }
        &.-narrow DayWord.-hint, &.-low DayWord.-hint, &.-empty DayWord { display: none; }
        &.-empty TaskList, &.-empty SidePanel { display: none; }
        &.-tiny #body, &.-tiny DayNote, &.-tiny DayWord, &.-tiny #banner { display: none; }
        &.-tiny KeyBar, &.-tiny QuickAdd, &.-tiny FilterLine { display: none; }
    }
    """

    detail: reactive[Detail | None] = reactive(None)
    stretches: reactive[tuple[Stretch, ...]] = reactive(())

    def __init__(self, day: Day | None) -> None:
        super().__init__()
        self._asked_for: date | None = None
        self._filter: Filter | None = None
        self._firsts: Firsts | None = None
        self._learned = False
        """Whether everything that hints are about was done once."""
        self.set_reactive(DayScreen.day, day)

    def compose(self) -> ComposeResult:
        """Compose what the first frame needs, and no more: the rest is mounted when it is first wanted."""
        yield DayHeader().data_bind(DayScreen.day, DayScreen.now)
        with Horizontal(id="body"):
            yield TaskList()
            yield SidePanel().data_bind(DayScreen.day, DayScreen.detail)
        yield KeyBar(FOOTER, "mode.day")

    def on_mount(self) -> None:
        """Paint what the reader said before the screen was there."""
        self._show()
        self.set_focus(self.query_one(TaskList))
        self.call_after_refresh(self._complete)

    async def _complete(self) -> None:
        """Add what the first frame does without."""
        from dayplan.tui.widgets.hour_strip import HourStrip

        strip = HourStrip().data_bind(DayScreen.day, DayScreen.now, DayScreen.stretches)
        await self.mount(strip, before=self.query_one(KeyBar))
        await self._say_word()

    def on_resize(self) -> None:
        """Say so where there is no room to show anything."""
        self.set_class(self.size.width < 20 or self.size.height < 5, "-tiny")
        self.call_after_refresh(self.come_home)

    # What is shown

    def watch_day(self) -> None:
        """Pass the day on; the header is bound to it."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        if self.day is None:
            return
        shown = self.day.tasks if self._filter is None else tuple(filter(self._filter.shows, self.day.tasks))
        tasks = self.query_one(TaskList)
        tasks.tasks = shown
        tasks.moved = () if self._filter is not None else tuple(map(self._moved, self.day.moved))
        self.set_class(not shown and not tasks.moved, "-empty")
        for line in self.query("FilterLine").results():
            line.say(f"{len(shown)} of {len(self.day.tasks)}")  # type: ignore[attr-defined]
        self.show_banner()
        self._show_note(self.day.note)
        self._explain_empty()

    def _moved(self, task: MovedTask) -> tuple[str, str, str]:
        assert self.day is not None
        return task.title, moved_words(task, self.day), self.name_day(task.to_day)

    def _show_note(self, note: str) -> None:
        shown = next(self.query("DayNote").results(), None)
        if shown is None and note:
            from dayplan.tui.widgets.day_note import DayNote  # days with a note only

            shown = DayNote()
            self.mount(shown, after="#body")
        if shown is not None:
            shown.note = note  # type: ignore[attr-defined]

    async def _say_word(self) -> None:
        """Say that all is done, so that closing is one key away (Z5), or what to try next, until it was done once."""
        if self.day is None or not self.query("HourStrip"):
            return  # the first frame does without
        from dayplan.tui.widgets.day_word import DayWord

        if not self.query(DayWord):
            await self.mount(DayWord(), before="HourStrip")
        self.query_one(DayWord).say(self.day, self._firsts)

    def show_banner(self) -> None:
        """Say over the day, for as long as it is so, why nothing can be changed."""
        words = str(self.app.backend.fault or "") or self.app.settling.words
        if not words and self.day is not None and not self.day.writable:
            words = "Read-only: this file cannot be written here, so nothing can be changed."
        if not words and self.day is not None and self.day.doubt is not None:
            from dayplan.text.clock_doubt import full_day

            key = shown_keys([CLOCK.id], self.app.keymap)
            words = f"Today does not fit the last day opened, {full_day(self.day.doubt.last)} · {key} asks about it"
        shown = next(self.query("#banner").results(Static), None)
        if shown is None and words:
            self.mount(Static(words, id="banner", markup=False), before="#body")
        elif shown is not None and words:
            shown.update(words)
        elif shown is not None:
            shown.remove()

    @work(exclusive=True, group="empty")
    async def _explain_empty(self) -> None:
        day = self.day
        if day is None or not self.has_class("-empty"):
            await self.query("#empty").remove()
            return
        from dayplan.text.empty import explain  # dateutil: only where the next working day is looked for
        from dayplan.tui.empty import empty_words, no_match

        if day.tasks:
            words = no_match(len(day.tasks))
        else:
            empty = await self.look(lambda reader: explain(reader, day))
            words = Content("") if empty is None else empty_words(empty, past=day.day < day.today)
        if not self.query("#empty"):
            await self.query_one("#body").mount(Static(id="empty", markup=False), before=0)
        self.query_one("#empty", Static).update(words)

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
        found = await self.look(lambda reader: detail(reader, task.id, now))
        if found is not None:
            self.detail = found

    async def reload(self) -> None:
        """Read the day again and pass it down."""
        from dayplan.storage.browse import firsts, stretches

        now = self.app.clock()
        asked = self._asked_for
        learning = not self._learned
        foreseen = bool(self.app.settling.words)
        found = await self.look(
            lambda reader: (
                day := reader.day(now, asked, foreseen=foreseen or not reader.writable),
                stretches(reader, day.day, now, day.settings),
                firsts(reader) if learning else None,
            )
        )
        if found is None or asked != self._asked_for:
            return
        self.now = now
        day, self.stretches, self._firsts = found
        self._learned = self._firsts is None or all(self._firsts)
        self.day = day
        await self._say_word()

    @property
    def shown_day(self) -> date | None:
        """The day in view."""
        return None if self.day is None else self.day.day

    @property
    def default_day(self) -> date | None:
        """The day in view, or today where that is over; None while the first day is still being made."""
        return None if self.day is None else max(self.day.day, self.day.today)

    # What is asked for the day as a whole

    @turn
    async def action_bring_in(self) -> None:
        """Bring the open tasks of earlier days to today (C1)."""
        await self.change(lambda planner, now: planner.day.bring_in(now))

    @turn
    async def action_plan_anyway(self) -> None:
        """Plan today all the same, on a day off (S12)."""
        await self.change(lambda planner, now: planner.day.plan_anyway(now))

    async def show_day(self, day: date) -> None:
        """Show one day, whichever it is."""
        self._asked_for = None if self.day is not None and day == self.day.today else day
        await self.reload()

    @turn
    async def action_turn(self, by: int) -> None:
        """Show the day before or after; nothing is written for it (S2)."""
        if self.day is not None:
            day = step_days(self._asked_for or self.day.day, by)
            self._asked_for = None if day == self.day.today else day
            await self.reload()

    @turn
    async def action_today(self) -> None:
        """Show today again."""
        self._asked_for = None
        await self.reload()

    @turn
    async def action_fit(self) -> None:
        """Choose what to move so that the day fits (Z1)."""
        from dayplan.tui.fitting import make_it_fit

        await make_it_fit(self)

    @turn
    async def action_decide(self) -> None:
        """Decide about time that waits for it, the oldest first (T6); of a past day, about that day's."""
        from dayplan.storage.browse import unresolved
        from dayplan.tui.unseen import decide_stretch

        past = self.day is not None and self.day.day < self.day.today
        waiting = await self.look(lambda reader: unresolved(reader, self.shown_day if past else None))
        if waiting:
            await decide_stretch(self, waiting[0])
        elif waiting is not None:
            self.app.confirm("No time waits for a decision.")

    @turn
    async def action_clock(self) -> None:
        """Ask whether this machine's clock is right, where today does not fit the last day that was opened (D5)."""
        from dayplan.tui.clock_doubt import ask_about

        if self.day is not None and self.day.doubt is not None:
            await ask_about(self, self.day.doubt)
        else:
            self.app.confirm("Today fits the last day that was opened.")

    @turn
    async def action_capacity(self) -> None:
        """Give the day in view a capacity of its own (Z1)."""
        from dayplan.tui.fitting import ask_capacity

        await ask_capacity(self)

    @turn
    async def action_focus_running(self) -> None:
        """Show the running task alone."""
        from dayplan.tui.screens.focus import FocusScreen

        if self.day is None or self.day.running is None:
            self.app.confirm("No timer is running: enter starts one on the task under the cursor.")
        else:
            await self.app.push_screen(FocusScreen(self.day, self.app.clock()))

    @turn
    async def action_inbox(self) -> None:
        """Open the inbox."""
        from dayplan.tui.screens.inbox import InboxScreen

        await self.app.push_screen(InboxScreen(self.day))

    # Filtering

    @turn
    async def action_filter(self) -> None:
        """Show only some of the tasks."""
        from dayplan.tui.widgets.filter_line import FilterLine

        if not self.query(FilterLine):
            await self.mount(FilterLine(), before="#body")
        self.set_focus(self.query_one(FilterLine).line)

    async def action_clear_filter(self) -> None:
        """Show everything again."""
        self._filter = None
        await self.query("FilterLine").remove()
        self._show()
        self.set_focus(self.query_one(TaskList))

    def on_filter_line_changed(self, event: FilterLine.Changed) -> None:
        """Narrow the list while it is typed."""
        from dayplan.domain.filtering import parse_filter

        asked = parse_filter(event.line)
        self._filter = None if asked.empty else asked
        self._show()

    async def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Go back to the list."""
        if event.cleared:
            await self.action_clear_filter()
        else:
            self.set_focus(self.query_one(TaskList))
        self.app.turns.over()

    def on_added(self, task_id: int, day: date | None, title: str) -> None:
        """Stand on what was added; say where it went when it is out of sight."""
        if any(task.id == task_id for task in self.query_one(TaskList).tasks):
            self.query_one(TaskList).choose(task_id)
        else:
            super().on_added(task_id, day, title)

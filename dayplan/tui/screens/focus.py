"""Focus: the running task alone, its clock large, its estimate, what comes next, and a break now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dayplan.domain.model import Day, Now, Settings, Task, TimeEntry
from dayplan.domain.pace import Pace, Phase, format_pace, pace_of, parse_pace, resting, work_begins, working
from dayplan.tui import focus_words
from dayplan.tui.commands import BREAK, BREAKS, FOCUS, FOCUS_FOOTER, PACED_FOOTER, RESTING_FOOTER, bindings, shown_key
from dayplan.tui.look import ticking
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.signals import signal
from dayplan.tui.turns import turn
from dayplan.tui.widgets.big_clock import BigClock
from dayplan.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from dayplan.planner import Planner

_WIDTH = 56
"""The one column's cells, where there are so many."""


class Rest(NamedTuple):
    """A break: since when, and from what."""

    since: int
    entry_id: int
    task_id: int
    title: str


class FocusScreen(PlannerScreen):
    """Everything else is away; it closes when the timer stops, but for a break."""

    COMMANDS_HERE = FOCUS
    BINDINGS: ClassVar[list[BindingType]] = bindings(FOCUS)
    DEFAULT_CSS = """
    FocusScreen {
        #focus { align: center middle; height: 1fr; overflow: hidden; }
        #focus > * { width: 100%; text-align: center; }
        #title { height: 1; margin-bottom: 1; }
        BigClock { color: $text-success; }
        BigClock.-break { color: $text-accent; }
        #turn { height: 1; margin-bottom: 1; }
        #estimate { height: 3; margin-bottom: 1; }
        #next { height: 2; }
        &.-low #focus > * { margin: 0; }
    }
    """

    def __init__(self, day: Day, now: Now) -> None:
        super().__init__()
        self.set_reactive(FocusScreen.day, day)
        self.set_reactive(FocusScreen.now, now)
        self._rest: Rest | None = None
        self._rested: int | None = None
        """When the last break of this Focus ended."""
        self._before: tuple[Pace | None, Rest | None, bool] | None = None
        """What was set, the break, and whether it or the work was over, when that was last looked at."""

    def compose(self) -> ComposeResult:
        """Title, clock, break, estimate, what is next."""
        with Vertical(id="focus"):
            yield Static(id="title", markup=False)
            yield BigClock()
            yield Static(id="turn", markup=False)
            yield Static(id="estimate", markup=False)
            yield Static(id="next", markup=False)
        yield KeyBar(FOCUS_FOOTER)

    def on_mount(self) -> None:
        """Show what runs."""
        self._show()

    def on_resize(self) -> None:
        """Lay the lines out to the width there is."""
        self._show()

    async def reload(self) -> None:
        """Read today again; close where nothing runs any more, unless it is for a break."""
        rest, now = self._rest, self.app.clock()
        day = await self.look(lambda reader: reader.day(now))
        if day is None or self._rest is not rest:
            return  # a break began meanwhile: what was read is older than it
        if rest is not None and day.running is not None:
            self._end(rest, day.running.entry)
        self.now = now
        self.day = day
        if day.running is None and self._rest is None and self.is_current:
            self.dismiss(None)

    def forget(self) -> None:
        """The task to go on with after the break is not in this file."""
        self._rest = None

    def _end(self, rest: Rest, entry: TimeEntry) -> None:
        """A timer runs again, whoever started it; the entry itself runs on where the break was undone."""
        self._rest = None
        if entry.id != rest.entry_id:
            self._rested = entry.started_at

    def watch_day(self) -> None:
        """Show what runs now."""
        if self.is_mounted:
            self._show()

    def watch_now(self) -> None:
        """Let the clock tick."""
        if self.is_mounted:
            self._show()

    def _phase(self) -> Phase | None:
        """Where work or break stands; None where they do not take turns, or nothing is known."""
        day, now = self.day, self.now
        pace = None if day is None else pace_of(day.settings)
        if day is None or now is None or pace is None:
            return None
        if self._rest is not None:
            return resting(pace, self._rest.since, now.epoch)
        if day.running is None:
            return None
        return working(pace, work_begins(day.running.entry.started_at, self._rested), now.epoch)

    def _show(self) -> None:
        day, now = self.day, self.now
        if day is None or now is None or (day.running is None and self._rest is None):
            return
        phase = self._phase()
        self._signal_once(phase)
        if self._rest is not None:
            task = self._show_rest(self._rest, phase or Phase("over", 0), day, now)  # switched off during the break
        else:
            assert day.running is not None
            task = self._show_work(day.running.entry, phase, day, now)
        self._put("next", focus_words.next_lines(day, None if task is None else task.id, self._width))
        self.query_one(BigClock).set_class(self._rest is not None, "-break")
        paced = FOCUS_FOOTER if pace_of(day.settings) is None else PACED_FOOTER
        self.query_one(KeyBar).show(paced if self._rest is None else RESTING_FOOTER)

    def _show_work(self, entry: TimeEntry, phase: Phase | None, day: Day, now: Now) -> Task | None:
        task = _task(day, entry.task_id)
        self._put("title", focus_words.title_line(entry.title, task, self._width))
        self.query_one(BigClock).value = ticking(entry.seconds(now.epoch))
        key = shown_key(BREAK, self.app.keymap)
        self._put("turn", focus_words.work_line(phase, pace_of(day.settings), key, self._width))
        self._show_estimate(task, max(0, now.epoch - day.now.epoch), now.epoch, day)
        return task

    def _show_rest(self, rest: Rest, phase: Phase, day: Day, now: Now) -> Task | None:
        task = _task(day, rest.task_id)
        left = phase.seconds if phase.name == "break" else 0
        self._put("title", Content.styled("the break is over" if phase.ended else "break", "bold"))
        self.query_one(BigClock).value = focus_words.counted_down(left)
        key = shown_key(FOCUS[0], self.app.keymap)
        self._put("turn", focus_words.break_line(phase, rest.title, key, self._width))
        self._show_estimate(task, 0, now.epoch + left, day)
        return task

    def _show_estimate(self, task: Task | None, passed_s: int, begins: int, day: Day) -> None:
        known = task is not None and bool(task.estimate_s)
        self.query_one("#estimate").display = known
        lines = Content("")
        if task is not None and known:
            lines = focus_words.estimate_lines(task, passed_s, begins, day, self._width)
        self._put("estimate", lines)

    def _put(self, part: str, words: Content) -> None:
        self.query_one(f"#{part}", Static).update(words)

    @property
    def _width(self) -> int:
        there = self.app.size.width
        width = max(1, min(_WIDTH, there - 3))
        return width - (there - width) % 2  # as much room left of it as right of it

    def _signal_once(self, phase: Phase | None) -> None:
        """Signal that work or break is over when it comes to that; not where it was so when it came into sight."""
        pace = None if self.day is None else pace_of(self.day.settings)
        ended = phase is not None and phase.ended
        before, self._before = self._before, (pace, self._rest, ended)
        if pace is not None and ended and before == (pace, self._rest, False):
            words = "time for a break" if self._rest is None else f"the break is over: {self._rest.title}"
            signal(self.app, pace.signal, words)

    @turn
    async def action_stop(self) -> None:
        """Stop the timer; after a break, start it again."""
        rest = self._rest
        if rest is None:
            await self.change(lambda planner, now: planner.time.stop(now))
        else:
            from dayplan.domain.entry import Ref

            await self.change(lambda planner, now: planner.time.start(Ref("id", rest.task_id), now))

    @turn
    async def action_tick(self) -> None:
        """Tick the task; its clock stops (T1). During a break there is then nothing to go on with."""
        from dayplan.domain.entry import Ref

        rest, running = self._rest, None if self.day is None else self.day.running
        task_id = rest.task_id if rest is not None else None if running is None else running.entry.task_id
        if task_id is None:
            return
        ref = Ref("id", task_id)
        if await self.change(lambda planner, now: planner.day.done([ref], now)) is not None and rest is not None:
            self.dismiss(None)

    @turn
    async def action_rest(self) -> None:
        """Take a break: the timer stops, so that the time that is recorded was worked."""
        day = self.day
        if day is None or day.running is None or self._rest is not None:
            return
        if pace_of(day.settings) is None:
            key = shown_key(BREAKS, self.app.keymap)
            self.app.confirm(f"Work and break do not take turns: {key} says how long each is.")
            return
        await self.change(self._stop_for_break)

    def _stop_for_break(self, planner: Planner, now: Now) -> None:
        stopped = planner.time.stop(now)
        # Said in the backend's thread, before the day is read again: without a break, Focus would close then.
        self._rest = Rest(now.epoch, stopped.entry.id, stopped.entry.task_id, stopped.entry.title)

    @turn
    async def action_breaks(self) -> None:
        """Ask how long work and break are."""
        from dayplan.tui.screens.ask_line import AskLine

        async def save(line: str, seen: str) -> Settings:
            pace = parse_pace(line)
            return await self.attempt(lambda planner, now: planner.settings.set_pace(pace, now, seen=seen))

        pace = None if self.day is None else pace_of(self.day.settings)
        before = "" if pace is None else format_pace(pace)
        hint = "25m 5m, 50m 10m bell, or none"
        line = AskLine("Work and break in turns", before, hint, focus_words.described)
        await self.ask_for_value(
            line, format_pace(pace), lambda text: format_pace(parse_pace(text)), "Work and break", str, save
        )

    def action_leave(self) -> None:
        """Go back to the day; the timer runs on."""
        self.dismiss(None)


def _task(day: Day, task_id: int) -> Task | None:
    return next((task for task in day.tasks if task.id == task_id), None)

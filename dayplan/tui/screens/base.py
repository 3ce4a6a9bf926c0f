"""What every screen of the planner shares: the day, asking for changes, undo, and the line that adds and captures."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on, work
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen

from dayplan.domain.days import format_day
from dayplan.domain.model import Day, Now, Settings
from dayplan.domain.names import write_tag_word
from dayplan.domain.wording import format_duration
from dayplan.errors import Busy, DayplanError
from dayplan.text.day import whose
from dayplan.tui.commands import Command
from dayplan.tui.stopped import stopped_words
from dayplan.tui.turns import turn
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.quick_add import QuickAdd

if TYPE_CHECKING:
    from textual.widget import Widget

    from dayplan.domain.quickadd import QuickAdd as Added
    from dayplan.planner import Planner
    from dayplan.storage.reader import Reader
    from dayplan.tui.app import DayplanApp
    from dayplan.tui.conflicts import E
    from dayplan.tui.screens.ask_line import AskLine
    from dayplan.tui.screens.dialog import Dialog
    from dayplan.tui.screens.form import EditForm

T = TypeVar("T")
R = TypeVar("R")
V = TypeVar("V")


class PlannerScreen(Screen[None]):
    """Shows what the reader says, and passes on what is asked for; what may be done is decided by the planner."""

    app: DayplanApp
    COMMANDS_HERE: ClassVar[Sequence[Command]] = ()
    ESCAPE_TO_MINIMIZE = False

    day: reactive[Day | None] = reactive(None)
    now: reactive[Now | None] = reactive(None)

    async def reload(self) -> None:
        """Read again what is shown, and pass it down."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let go of rows that are remembered beside what is shown: another file has taken the place of this one."""

    async def look(self, question: Callable[[Reader], T]) -> T | None:
        """Put one question to the reader; None where it has no answer, or this screen was left meanwhile."""
        found = await self.app.backend.look(question)
        return found if self.is_attached and self in self.app.screen_stack else None

    async def change(self, question: Callable[[Planner, Now], T]) -> T | None:
        """Ask the planner for a change, say what it refused, and show the day as it then is."""
        try:
            return await self.attempt(question)
        except DayplanError as error:
            self.app.complain(error)
            return None

    async def attempt(self, question: Callable[[Planner, Now], T]) -> T:
        """Ask the planner for a change, and show the day as it then is. What it refuses is raised, for who asked."""
        now = self.app.clock()
        held = False
        try:
            answer = await self.app.backend.ask(lambda planner: question(planner, now))
        except Busy:
            held = True
            raise
        finally:
            self.app.tell_receipts()
            if not held:  # else nothing has changed, and who waits is told at once
                await self.app.reload()
        words = stopped_words(answer, now, Settings() if self.day is None else self.day.settings)
        if words:
            self.app.confirm(words, 8)
        return answer

    @turn
    async def action_undo(self) -> None:
        """Take back the last change, and say which it was."""
        step = await self.change(lambda planner, now: planner.history.undo(now))
        if step is not None:
            self.app.confirm(f"Undone: {step.label} · U does it again", 3)

    @turn
    async def action_redo(self) -> None:
        """Do again what was undone."""
        step = await self.change(lambda planner, now: planner.history.redo(now))
        if step is not None:
            self.app.confirm(f"Done again: {step.label}", 3)

    @turn
    async def action_stop_timer(self) -> None:
        """Stop the timer, whatever is looked at."""
        if self.day is not None and self.day.running is None:
            self.app.confirm("No timer is running.", 3)
        else:
            await self.change(lambda planner, now: planner.time.stop(now))

    async def ask(self, dialog: Dialog[R]) -> R | None:
        """Open a dialog and return its answer; what it leads to is part of the turn of the key that gives it."""
        self.app.backend.remember()
        dialog.in_turn = True
        dialog.seen = None if dialog.makes_new else self.app.backend.remembered()
        return await self.app.push_screen_wait(dialog)

    async def ask_for(
        self, dialog: Dialog[R], carry_out: Callable[[R], Awaitable[T]], *, makes_new: bool = False
    ) -> T | None:
        """Open a dialog that closes once its answer is carried out, and return what came of that.

        Where the planner refuses, the dialog says why, with what was typed still in it. None means that it was left.
        One that `makes_new` is about no row that is there already.
        """
        dialog.carry_out, dialog.makes_new = carry_out, makes_new
        return await self.ask(cast("Dialog[T]", dialog))

    async def ask_for_changes(self, form: EditForm[E], save: Callable[[E, E], Awaitable[T]]) -> T | None:
        """Open a form and save what was changed in it; None where that is nothing, or the form was left.

        `save` is handed the edit, and the values from which it starts. Where somebody else has changed the same
        fields meanwhile, it is asked which values count.
        """
        from dayplan.tui.conflicts import save_changes

        return await self.ask_for(form, lambda edit: save_changes(self, edit, form.seen_values, form.written, save))

    async def ask_for_value(
        self,
        line: AskLine,
        seen: V,
        read: Callable[[str], V],
        label: str,
        write: Callable[[V], str],
        save: Callable[[V, V], Awaitable[T]],
    ) -> T | None:
        """Ask for one value in a line that shows the one there is; otherwise as `ask_for_changes`."""
        from dayplan.planner.conflicts import Single
        from dayplan.tui.conflicts import save_changes

        async def carry_out(text: str) -> T | None:
            if text.strip() == line.shown.strip():
                return None
            written = {"value": (label, write)}
            return await save_changes(
                self, Single(read(text)), Single(seen), written, lambda edit, base: save(edit.value, base.value)
            )

        return await self.ask_for(line, carry_out)

    def name_day(self, day: date | None) -> str:
        """Name a day in a sentence; None is the inbox."""
        if day is None:
            return "the inbox"
        assert self.day is not None
        away = (day - self.day.today).days
        if away in (0, 1):
            return ("today", "tomorrow")[away]
        return f"{day:%a} {format_day(day, self.day.settings.date_format)}"

    # Adding and capturing

    @turn
    async def action_add(self) -> None:
        """Open the quick-add line for the day in view."""
        await self._first_day()
        await self._open_line(self.default_day)

    @turn
    async def action_capture(self) -> None:
        """Open the line for the inbox, from anywhere (C3)."""
        await self._first_day()
        await self._open_line(None)

    async def _first_day(self) -> None:
        """Wait for the day that the very first start is still making."""
        while self.day is None:
            await asyncio.sleep(0.02)

    @property
    def default_day(self) -> date | None:
        """The day to which a line adds that names none; None is the inbox."""
        return None

    @property
    def home(self) -> Widget | None:
        """What has the focus when nothing else has."""
        return None

    def watch_focused(self, focused: Widget | None) -> None:
        """Keys never go nowhere: a list that is hidden for a moment gives the focus away, even after it is back."""
        if focused is None:
            self.call_after_refresh(self.come_home)

    def come_home(self) -> None:
        """Give the focus to what has it when nothing else has, unless that is out of sight."""
        if self.focused is None and self.is_attached and self in self.app.screen_stack:
            self.set_focus(self.home)

    async def _open_line(self, day: date | None) -> None:
        if not self.query(QuickAdd):
            bars = self.query(KeyBar)
            await self.mount(QuickAdd(self._describe, self._doubt), before=bars.first() if bars else None)
        self.query_one(QuickAdd).open(day)

    def _read(self, line: str) -> Added:
        from dayplan.domain.quickadd import parse_quick_add  # 10 ms of regular expressions

        assert self.day is not None
        return parse_quick_add(line, self.day.today, *self.day.settings.reading)

    def _goes_to(self, new: Added, opened_for: date | None) -> date | None:
        """Return the day of a line; where midnight passed since it was opened, that day is over and today it is."""
        assert self.day is not None
        return new.day or (None if opened_for is None else max(opened_for, self.day.today))

    def _doubt(self, line: str) -> str:
        from dayplan.tui.forms import ask_about

        return ask_about(self._read(line).estimate_s)

    def _describe(self, line: str) -> Content:
        new = self._read(line)
        parts = [new.title, self.name_day(self._goes_to(new, self.query_one(QuickAdd).day))]  # before what is cut off
        if new.estimate_s is not None:
            parts.append(format_duration(new.estimate_s))
        parts += [whose(new.client, new.project)] if new.client or new.project else []
        parts += map(write_tag_word, new.tags)
        return Content(" · ".join(parts))

    @on(QuickAdd.Submitted)
    @work(group="turn")
    async def _added(self, event: QuickAdd.Submitted) -> None:
        new = self._read(event.line)
        here = new._replace(day=self._goes_to(new, event.day))
        try:
            task = await self.attempt(lambda planner, now: planner.day.add(here, now, inbox=event.day is None))
            self.on_added(task.id, task.day, task.title)
            self.query_one(QuickAdd).saved()
        except DayplanError as error:
            self.query_one(QuickAdd).refuse(event.line, error)
        finally:
            self.app.turns.over()

    def on_added(self, task_id: int, day: date | None, title: str) -> None:
        """Say where the task went; a screen that shows it need not."""
        del task_id
        self.app.confirm(f"Added to {self.name_day(day)}: {title} · u takes it back")

    @on(QuickAdd.Closed)
    def _put_away(self) -> None:
        self.set_focus(self.home)
        self.app.turns.over()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here, for the help and the palette."""
        return tuple(self.COMMANDS_HERE)

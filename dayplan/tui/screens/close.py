"""Closing a day: planned against actual, what is open with one key each, tomorrow's size, and a note (Z5)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.widget import Widget

from dayplan.domain.closing import Closing
from dayplan.domain.days import step_days
from dayplan.domain.entry import Ref
from dayplan.domain.model import Day, Task
from dayplan.domain.wording import counted, how_far, long_day
from dayplan.storage.review import closing
from dayplan.text.closing import size_words
from dayplan.text.day import closed_words
from dayplan.tui.commands import CLOSE, CLOSE_FOOTER, LIST, bindings
from dayplan.tui.screens.tasks import TaskScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.closing_foot import ClosingFoot
from dayplan.tui.widgets.closing_list import ClosingList
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.mode_head import ModeHead


class CloseScreen(TaskScreen):
    """One day, today or a past one, with all that is still open about it. Nothing has to be done here."""

    COMMANDS_HERE = (*CLOSE, *LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(CLOSE)
    DEFAULT_CSS = """
    CloseScreen.-low ModeHead { height: 2; padding: 0 2; }
    CloseScreen.-low ClosingFoot { max-height: 2; padding: 0 2; }
    """

    closing: reactive[Closing | None] = reactive(None)

    def __init__(self, day: Day, shown: date) -> None:
        """`day` is any day that was read, until `shown` is."""
        super().__init__()
        self._about = shown
        self.set_reactive(CloseScreen.day, day)

    def compose(self) -> ComposeResult:
        """What the day adds up to, its rows, what comes next, the keys."""
        yield ModeHead().data_bind(CloseScreen.day, CloseScreen.now)
        yield ClosingList().data_bind(CloseScreen.closing)
        yield ClosingFoot().data_bind(CloseScreen.closing)
        yield KeyBar(CLOSE_FOOTER)

    @property
    def home(self) -> Widget | None:
        """The list has the focus."""
        return self.query_one(ClosingList)

    async def on_mount(self) -> None:
        """Read the day."""
        await self.reload()
        self.set_focus(self.query_one(ClosingList))

    async def reload(self) -> None:
        """Read the day again."""
        now, about = self.app.clock(), self._about
        found = await self.look(lambda reader: closing(reader, now, about))
        if found is None or about != self._about:
            return
        self.now = now
        self.day, self.closing = found.day, found
        day = found.day
        verb = "Closed" if day.closed_at is not None else "Close"
        aside = ", ".join(part for part in (how_far(day.day, day.today), closed_words(day)) if part)
        self.query_one(ModeHead).say(f"{verb}: {long_day(day.day, day.today)}", aside, size_words(found))

    def standing_on(self) -> Task | None:
        """Return the task under the cursor; those that stand elsewhere are only shown."""
        row = self.query_one(ClosingList).standing_on
        return None if row is None else row.task

    @property
    def shown_day(self) -> date | None:
        """The day that is closed."""
        return self._about

    # One task

    @turn
    async def action_tomorrow(self) -> None:
        """Move this task to the next working day."""
        if self.closing is not None:
            await self._move(self.standing_on(), self.closing.next.day)

    @turn
    async def action_put_aside(self) -> None:
        """Put this task in the inbox."""
        await self._move(self.standing_on(), None)

    # All that is open

    @turn
    async def action_all_next(self) -> None:
        """Move all that is open to the next working day."""
        if self.closing is not None:
            await self._move_all(self.closing.next.day)

    @turn
    async def action_all_aside(self) -> None:
        """Put all that is open in the inbox."""
        await self._move_all(None)

    @turn
    async def action_all_move(self) -> None:
        """Ask for a day, and move all that is open there."""
        from dayplan.tui.screens.ask_day import AskDay

        day, refs = self.day, self._open()
        if day is None or not refs:
            return
        question = f"Move {counted(len(refs), 'task')} to"
        placed = await self.ask_for(
            AskDay(question, day, self.name_day),
            lambda choice: self.attempt(lambda planner, now: planner.day.move(refs, choice.day, now)),
        )
        if placed is not None:
            self._say_all_moved(len(refs), placed.day)

    @turn
    async def action_all_drop(self) -> None:
        """Give up all that is open."""
        refs = self._open()
        if refs and await self.change(lambda planner, now: planner.day.drop(refs, now)) is not None:
            self.app.confirm(f"Dropped {counted(len(refs), 'task')} · u takes it back")

    async def _move_all(self, to_day: date | None) -> None:
        refs = self._open()
        if refs and await self.change(lambda planner, now: planner.day.move(refs, to_day, now)) is not None:
            self._say_all_moved(len(refs), to_day)

    def _say_all_moved(self, count: int, to_day: date | None) -> None:
        self.app.confirm(f"Moved {counted(count, 'task')} to {self.name_day(to_day)} · u takes it back")

    def _open(self) -> list[Ref]:
        refs = [] if self.closing is None else [Ref("id", task.id) for task in self.closing.unfinished]
        if not refs:
            self.app.confirm("Nothing is unfinished here.")
        return refs

    # The day

    @turn
    async def action_decide(self) -> None:
        """Decide about the stretch under the cursor, or else the first that waits (T6)."""
        from dayplan.tui.unseen import decide_stretch

        row = self.query_one(ClosingList).standing_on
        waiting = () if self.closing is None else self.closing.undecided
        entry = row.entry if row is not None and row.entry is not None else next(iter(waiting), None)
        if entry is None:
            self.app.confirm("No time waits for a decision.")
        else:
            await decide_stretch(self, entry)

    @turn
    async def action_note(self) -> None:
        """Write the day's note anew."""
        from dayplan.domain.hygiene import clean_text
        from dayplan.planner.conflicts import Single
        from dayplan.tui.screens.form import EditForm

        day = self.day
        if day is None:
            return
        title = f"Note on {long_day(day.day, day.today)}"
        await self.ask_for_changes(
            EditForm(
                title,
                (),
                day.note,
                lambda typed: Single(clean_text(typed["notes"])),
                Single(day.note),
                {"value": ("Note", str)},
            ),
            lambda edit, seen: self.attempt(
                lambda planner, now: planner.closing.note(day.day, edit.value, now, seen=seen.value)
            ),
        )

    @turn
    async def action_close(self) -> None:
        """Close the day and go back."""
        day = self.day
        if day is None:
            return
        if await self.change(lambda planner, now: planner.closing.close(day.day, now)) is not None:
            self.app.confirm(f"Closed {long_day(day.day, day.today)} · u takes it back")
            self.dismiss(None)

    @turn
    async def action_reopen(self) -> None:
        """Take back that the day was closed."""
        day = self.day
        if day is not None:
            await self.change(lambda planner, now: planner.closing.reopen(day.day, now))

    @turn
    async def action_turn(self, by: int) -> None:
        """Look at the day before or after; days to come are not closed."""
        if self.day is not None:
            self._about = min(step_days(self._about, by), self.day.today)
            await self.reload()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

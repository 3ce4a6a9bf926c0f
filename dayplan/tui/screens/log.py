"""Log mode: the time of one day, corrected in place; what others would lose is shown before it is done (T3, T4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from dayplan.domain.days import step_days
from dayplan.domain.intervals import days_of
from dayplan.domain.model import Day, Now, Stretch, TimeEntry
from dayplan.domain.wording import counted, format_duration, how_far, long_day
from dayplan.errors import DayplanError, Refused
from dayplan.storage import browse
from dayplan.tui.commands import LIST, LOG, LOG_FOOTER, bindings
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.entry_list import EntryList
from dayplan.tui.widgets.hour_strip import HourStrip
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.mode_head import ModeHead

if TYPE_CHECKING:
    from dayplan.planner import Planner
    from dayplan.planner.entries import Edited, EntryEdit
    from dayplan.storage.reader import Reader
    from dayplan.tui.entry_form import NewEntry

T = TypeVar("T")
_STEP = 300
"""Arrow keys move an edge by five minutes."""


class Unwanted(Refused):
    """What a correction would take from others is to stay."""


class LogScreen(PlannerScreen):
    """The entries of a day in a list and on a strip."""

    COMMANDS_HERE = (*LOG, *LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(LOG)
    DEFAULT_CSS = """
    LogScreen {
        #empty { display: none; padding: 0 2; height: 1fr; color: $quiet; }
        &.-empty #empty { display: block; }
        &.-empty EntryList { display: none; }
    }
    """

    stretches: reactive[tuple[Stretch, ...]] = reactive(())

    def __init__(self, day: Day | None, asked_for: date | None = None) -> None:
        """Show the day that is asked for, else the past day from which one comes, else today."""
        super().__init__()
        self._asked_for = asked_for or (day.day if day is not None and day.day < day.today else None)
        self.set_reactive(LogScreen.day, day)

    def compose(self) -> ComposeResult:
        """How much time there was, the entries, the strip, the keys."""
        yield ModeHead().data_bind(LogScreen.day, LogScreen.now)
        yield EntryList()
        yield Static("No time was recorded on this day. a adds what was forgotten.", id="empty")
        yield HourStrip().data_bind(LogScreen.day, LogScreen.now, LogScreen.stretches)
        yield KeyBar(LOG_FOOTER, "mode.log")

    @property
    def home(self) -> Widget | None:
        """The list has the focus."""
        return self.query_one(EntryList)

    async def on_mount(self) -> None:
        """Read the day's time."""
        await self.reload()
        self.set_focus(self.query_one(EntryList))

    async def reload(self) -> None:
        """Read the day's time again."""
        now, asked = self.app.clock(), self._asked_for
        found = await self.look(lambda reader: _read(reader, now, asked))
        if found is None or asked != self._asked_for:
            return
        self.now = now
        day, entries, self.stretches = found
        self.day = day
        self.query_one(EntryList).show(entries, day)
        self.set_class(not entries, "-empty")
        name, aside = f"Log of {long_day(day.day, day.today)}", how_far(day.day, day.today)
        self.query_one(ModeHead).say(name, aside, _size(day, entries))

    @turn
    async def action_turn(self, by: int) -> None:
        """Show the day before or after."""
        if self.day is not None:
            day = step_days(self.day.day, by)
            self._asked_for = None if day == self.day.today else min(day, self.day.today)
            await self.reload()

    @turn
    async def action_today(self) -> None:
        """Show today."""
        self._asked_for = None
        await self.reload()

    async def action_back(self) -> None:
        """Go back to the report from which this was opened."""
        if len(self.app.planner_screens) > 2:
            await self.app.pop_screen()

    async def _correct(self, question: Callable[[Planner, Now, bool], T]) -> T | None:
        """Ask for a correction; say what was refused, unless its person did."""
        try:
            return await self._try(question)
        except Unwanted:
            return None
        except DayplanError as error:
            self.app.complain(error)
            return None

    async def _try(self, question: Callable[[Planner, Now, bool], T]) -> T:
        """Ask for a correction; where others would lose time, show what, and do it when told to (T3).

        Raises what was refused, and `Unwanted` where those are not to lose anything.
        """
        from dayplan.planner.entries import WouldCut
        from dayplan.tui.screens.losses import LossesScreen

        try:
            return await self.attempt(lambda planner, now: question(planner, now, False))
        except WouldCut as would:
            if not await self.ask(LossesScreen(would.losses)):
                raise Unwanted("Nothing was changed: change the times, or esc leaves it.") from None
            return await self.attempt(lambda planner, now: question(planner, now, True))

    async def _edges(self, start: int, end: int) -> None:
        from dayplan.planner.entries import EntryEdit, entry_values

        entries = self.query_one(EntryList)
        entry, now = entries.standing_on, self.app.clock()
        if entry is None:
            return
        if end and entry.ended_at is None:
            self.app.confirm("It is running: its end is now. enter in the day stops it.")
            return
        after = entries.after(entry) if end else None
        if end and after is not None and entry.ended_at is not None:
            at = entry.ended_at + end
            await self._correct(lambda planner, now, _: planner.entries.boundary(entry.id, at, now))
            return
        edit = EntryEdit(
            start=entry.started_at + start if start else None,
            end=min(entry.ended_at + end, now.epoch) if end and entry.ended_at is not None else None,
        )
        seen = entry_values(entry)
        await self._correct(
            lambda planner, now, adjust: planner.entries.edit(entry.id, edit, now, adjust=adjust, seen=seen)
        )

    @turn
    async def action_end(self, steps: int) -> None:
        """Move the end by five minutes; where another entry begins there, both move."""
        await self._edges(0, steps * _STEP)

    @turn
    async def action_start(self, steps: int) -> None:
        """Move the start by five minutes."""
        await self._edges(steps * _STEP, 0)

    @turn
    async def action_edit(self) -> None:
        """Change start, end, task and note in a form."""
        from dayplan.tui.entry_form import entry_form

        entry, day = self.query_one(EntryList).standing_on, self.day
        if entry is None or day is None:
            return

        async def save(edit: EntryEdit, seen: EntryEdit) -> Edited:
            return await self._try(
                lambda planner, now, adjust: planner.entries.edit(entry.id, edit, now, adjust=adjust, seen=seen)
            )

        await self.ask_for_changes(entry_form(entry, day, self.app.clock), save)

    @turn
    async def action_add(self) -> None:
        """Add time that was forgotten."""
        from dayplan.tui.entry_form import new_entry_form

        day = self.day
        if day is None:
            return

        async def save(new: NewEntry) -> Edited:
            return await self._try(
                lambda planner, now, adjust: planner.entries.add(
                    new.task, new.start, new.end, now, note=new.note, adjust=adjust
                )
            )

        edited = await self.ask_for(new_entry_form(day, self.app.clock), save)
        if edited is not None:
            self.query_one(EntryList).choose(edited.entries[0].id)

    @turn
    async def action_split(self) -> None:
        """Cut the entry in two, at a time or after a duration."""
        from dayplan.tui.entry_form import read_split
        from dayplan.tui.screens.ask_line import AskLine

        entry, day = self.query_one(EntryList).standing_on, self.day
        if entry is None or day is None:
            return

        def describe(text: str) -> str:
            return f"at {read_split(text, entry, day, self.app.clock())[1]} · enter splits it"

        async def save(text: str) -> Edited:
            at = read_split(text, entry, day, self.app.clock())[0]
            return await self.attempt(lambda planner, now: planner.entries.split(entry.id, at, now))

        line = AskLine(f"Divide “{entry.title}” at", "", "10:15, or 45m after its start", describe)
        await self.ask_for(line, save)

    @turn
    async def action_cut(self) -> None:
        """Take a stretch out of what was recorded."""
        from dayplan.tui.entry_form import read_stretch
        from dayplan.tui.screens.ask_line import AskLine

        day = self.day
        if day is None:
            return

        def describe(text: str) -> str:
            start, end = read_stretch(text, day, self.app.clock())
            return f"{format_duration(end - start)} that will be nobody's time · enter cuts it out"

        async def save(text: str) -> Edited:
            start, end = read_stretch(text, day, self.app.clock())
            return await self.attempt(lambda planner, now: planner.entries.cut(start, end, now))

        await self.ask_for(AskLine("Cut out", "", "12:30-13:15", describe), save)

    @turn
    async def action_decide(self) -> None:
        """Decide about the entry, where its time waits for that; else about the first on the day that does."""
        from dayplan.tui.unseen import decide_stretch

        entries = self.query_one(EntryList)
        waiting = [entry for entry in (entries.standing_on, *entries.entries) if entry and entry.state != "kept"]
        if waiting:
            await decide_stretch(self, waiting[0])
        else:
            self.app.confirm("No time of this day waits for a decision.")

    @turn
    async def action_delete(self) -> None:
        """Delete the entry."""
        entry = self.query_one(EntryList).standing_on
        if entry is not None:
            words = await self._correct(lambda planner, now, _: planner.entries.delete(entry.id, now))
            if words is not None:
                self.app.confirm(f"Deleted {words} · u takes it back")


def _read(reader: Reader, now: Now, asked: date | None) -> tuple[Day, tuple[TimeEntry, ...], tuple[Stretch, ...]]:
    day = reader.day(now, asked)
    entries = browse.entries_over(reader, day.day, day.day, now)
    return day, entries, browse.stretches(reader, day.day, now, day.settings)


def _size(day: Day, entries: tuple[TimeEntry, ...]) -> tuple[str, ...]:
    count = counted(len(entries), "entry", "entries")
    waiting = sum(dict(days_of(entry, day.now)).get(day.day, 0) for entry in entries if entry.state != "kept")
    words = [f"{format_duration(day.tracked_s)} tracked"]
    words += [f"{format_duration(waiting)} to decide"] if waiting else []
    return (*words, count) if entries else tuple(words)

"""What the planner asks by itself: one question after the other, and none while something is being typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from textual.widgets import Input, TextArea

from dayplan.domain.unseen import between, in_question, reading_of, since_seen
from dayplan.errors import DayplanError
from dayplan.tui.screens.base import PlannerScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date

    from dayplan.domain.model import Now, Receipt, TimeEntry
    from dayplan.domain.unseen import Reading, Unseen
    from dayplan.planner import Planner
    from dayplan.tui.app import DayplanApp
    from dayplan.tui.idle import IdleWatch

IDLE_EVERY = 15
"""Seconds between two looks at whether anybody is there, where a source for that was switched on."""


class Questions:
    """Asks whoever sits at the planner; what is asked, and what an answer does, is in modules of their own."""

    def __init__(self, app: DayplanApp) -> None:
        self._app = app
        self._asking = asyncio.Lock()
        self._carried: set[int] = set()
        self._doubted: tuple[date, date] | None = None
        """Today and the last opened day, where somebody was asked about them."""
        self._last: Reading | None = None
        self._noticed: set[tuple[int, int]] = set()
        """Timers that ran for too long, by entry and since when: asked about once."""
        self._open: list[Unseen] = []
        """Stretches that were noticed and not decided yet."""
        self._idle: IdleWatch | None = None
        self._looks = 0

    def _begin(self, group: str, question: Coroutine[Any, Any, None]) -> None:
        self._app.run_worker(question, group=group)

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        """Wait for the questions before, and while keys are for something else; let them go on afterwards."""
        async with self._asking:
            while self._app.planner_screens and (
                isinstance(self._app.focused, (Input, TextArea)) or not isinstance(self._app.screen, PlannerScreen)
            ):
                await asyncio.sleep(0.2)
            self._app.backend.remember()
            try:
                yield
            except DayplanError as error:
                self._app.complain(error)
            finally:
                self._app.turns.over()

    @property
    def _writable(self) -> bool:
        """Whether an answer could be kept; the planner may have been closed meanwhile."""
        day = self._app.day_screen.day if self._app.planner_screens else None
        return day is not None and day.writable

    # Tasks and days

    def new_day(self) -> None:
        """From here on, what was put off may be asked again."""
        self._carried.clear()

    def forget(self) -> None:
        """Let go of what was asked about rows of another file, and close a question about one of them."""
        from dayplan.tui.screens.carried import CarriedScreen
        from dayplan.tui.screens.clock import ClockScreen
        from dayplan.tui.screens.missed import MissedScreen, WelcomeScreen
        from dayplan.tui.screens.unseen import UnseenScreen

        self._carried.clear()
        self._noticed.clear()
        self._doubted = None
        if isinstance(self._app.screen, (ClockScreen, CarriedScreen, MissedScreen, WelcomeScreen, UnseenScreen)):
            self._app.screen.dismiss(None)

    def about_clock(self) -> None:
        """D5: ask once whether today is right, where it does not fit the last day that was opened."""
        day = self._app.day_screen.day if self._writable else None
        if day is not None and day.doubt is not None and day.doubt[:2] != self._doubted:
            self._begin("clock", self._about_clock())

    async def _about_clock(self) -> None:
        async with self._my_turn():
            day = self._app.day_screen.day if self._writable else None
            if day is None or day.doubt is None or day.doubt[:2] == self._doubted:
                return
            from dayplan.tui.clock_doubt import ask_about

            self._doubted = day.doubt[:2]
            await ask_about(self._app.day_screen, day.doubt)

    def about_carried(self) -> None:
        """C1: at the fourth carry, ask what is to become of a task; `later` asks again another day."""
        self._begin("carried", self._about_carried())

    async def _about_carried(self) -> None:
        from dayplan.domain.outlook import undecided

        async with self._my_turn():
            day = self._app.day_screen.day if self._writable else None
            asking = [task for task in ([] if day is None else undecided(day)) if task.id not in self._carried]
            for place, task in enumerate(asking, 1):
                from dayplan.tui.carried import decide

                self._carried.add(task.id)
                goes_on = await decide(self._app.day_screen, task, place, len(asking))
                self._app.turns.over()
                if self._app.backend.remembered() != self._app.backend.seen:
                    return  # these are tasks of another file
                if not goes_on:
                    self._carried.update(other.id for other in asking)
                    return

    def welcome_back(self, receipt: Receipt) -> None:
        """One screen for whoever was gone for a week or more (S3)."""
        self._begin("welcome", self._welcome_back(receipt))

    async def _welcome_back(self, receipt: Receipt) -> None:
        from dayplan.tui.welcome import welcome

        async with self._my_turn():
            await welcome(self._app.day_screen, receipt)

    # Time nobody saw

    def at_start(self) -> None:
        """T2: ask about what happened to a running timer before this planner was opened."""
        self._begin("unseen", self._about_time(lambda entry, now: since_seen(entry, now)))

    def look(self, now: Now) -> None:
        """Compare the clocks with those of a second ago, and ask about what happened to them meanwhile (T6, T7)."""
        last, self._last = self._last, reading_of(now)
        found = None if last is None else between(last, self._last)
        if found is not None:
            self._notice(found)
        day = self._app.day_screen.day
        running = None if day is None else day.running
        if day is None or running is None:
            self._idle = None
            return
        long = since_seen(running.entry, now)
        if long is not None and long.why == "long" and (running.entry.id, long.start) not in self._noticed:
            self._noticed.add((running.entry.id, long.start))
            self.at_start()
        self._looks += 1
        if day.settings.idle_command is not None and self._looks % IDLE_EVERY == 0:
            self._begin("idle", self.ask_idle(day.settings.idle_command))

    def _notice(self, found: Unseen) -> None:
        if found.why == "set_back":
            self._begin("unseen", self._about_time(_set_back))
            return
        if self._idle is not None and found.why == "asleep":
            found = found._replace(start=self._idle.gone(found.start))  # nobody was there before it fell asleep
        self._open.append(found)
        self._begin("unseen", self._about_stretch(found))

    async def ask_idle(self, command: str) -> None:
        """T6: ask the source that its person switched on whether anybody is there."""
        from dayplan.tui.idle import IdleWatch

        if self._idle is None:
            self._idle = IdleWatch()
        try:
            found = await self._idle.look(command, self._app.clock)
        except DayplanError as error:
            if self._idle is not None and self._idle.first_time(str(error)):
                self._app.complain(error)
            return
        if found is not None:
            self._notice(found)

    async def _about_stretch(self, found: Unseen) -> None:
        await self._about_time(lambda entry, now: in_question(found, entry, now))
        self._open.remove(found)  # one that the end of the planner cuts off stays open: see `leave`

    async def _about_time(self, which: Callable[[TimeEntry, Now], Unseen | None]) -> None:
        """Ask about the timer that runs when it is this question's turn, if anything of it is in question then."""
        async with self._my_turn():
            day = self._app.day_screen.day if self._writable else None
            if day is None:
                return
            entry = await self._running()
            now = self._app.clock()
            found = None if entry is None else which(entry, now)
            if entry is None or found is None:
                return
            if not found.seconds:  # a clock set back, nobody knows by how much: there is nothing to give back
                from dayplan.text.unseen import what_happened

                self._app.notify(what_happened(found, entry, now, day.settings), severity="warning", markup=False)
                return
            from dayplan.tui.unseen import decide

            await decide(self._app.day_screen, entry, found)

    async def _running(self) -> TimeEntry | None:
        """Return the timer that runs. Waits where the file cannot be read: what is in question is not forgotten."""
        while (found := await self._app.backend.look(lambda reader: (reader.running(),))) is None:
            await asyncio.sleep(1)
        return found[0]

    async def look_again(self) -> None:
        """Close a question that was decided elsewhere: by another planner, or from the command line."""
        from dayplan.tui.screens.unseen import UnseenScreen

        asked = self._app.screen
        if not isinstance(asked, UnseenScreen):
            return
        from dayplan.storage.browse import entries

        entry_id, found = asked.entry.id, asked.found
        standing = await self._app.backend.look(lambda reader: entries(reader, entry_id=entry_id))
        if standing is None:
            return  # it cannot be read just now
        if self._app.screen is asked and not (standing and in_question(found, standing[0], self._app.clock())):
            asked.dismiss(None)
            self._app.confirm("This time has been decided about elsewhere.")

    async def leave(self) -> None:
        """T6: what is still unanswered when the planner is closed is unresolved, and never lost."""
        now, waiting = self._app.clock(), tuple(self._open)

        def put_off(planner: Planner) -> None:
            for found in waiting:
                planner.unseen.put_off(found, now)

        if waiting:
            await self._app.backend.ask(put_off)


def _set_back(entry: TimeEntry, now: Now) -> Unseen | None:
    found = since_seen(entry, now)
    return found if found is not None and found.why == "set_back" else None

"""Filling today: at the start, when the day turns, and in a file that took the place of another (S2, S3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayplan.domain.days import logical_day
from dayplan.errors import Busy, CannotAccess, DayplanError

if TYPE_CHECKING:
    from datetime import date

    from dayplan.domain.model import Day, Now
    from dayplan.planner.beginning import Beginning
    from dayplan.tui.app import DayplanApp


class Settling:
    """Settles and seeds today when that is due, and remembers what kept it from being saved."""

    def __init__(self, app: DayplanApp, first: Day | None) -> None:
        """`first` is today as it was read before the screen was there; None where there was no file."""
        self._app = app
        self._first = first
        self._settled: date | None = None
        self._refused: DayplanError | None = None

    def forget(self) -> None:
        """Another file took the place of the one that was settled: today may be to be seeded there."""
        self._first = self._settled = self._refused = None

    @property
    def words(self) -> str:
        """Why today is shown as it would be and not as it is; nothing where it could be saved (issue 12.6)."""
        day = self._app.day_screen.day
        if self._refused is None or (day is not None and day.day == day.today and day.seeded):
            return ""
        return f"Today could not be filled, so this is what it would hold. {self._refused}"

    def turned(self, now: Now) -> bool:
        """Whether today was not settled by this planner: any key may have read it before the clock's tick (S2)."""
        day = self._app.day_screen.day
        return day is not None and logical_day(now, day.settings.day_start_s) != self._settled

    async def settle(self, *, only_if_needed: bool = False) -> None:
        """Settle and seed today, say what that did or why it was refused, and show the day as it then is."""
        app = self._app
        held = False
        now = app.clock()
        try:
            beginning = await self._beginning()
            if not app.planner_screens:
                return  # closed before it was awake
            now = app.clock()
            day = app.day_screen.day
            if not (only_if_needed and day is not None and not day.writable):
                await app.backend.ask(lambda planner: planner.settle(now, beginning))
            self._refused = None
        except DayplanError as error:
            if str(error) != str(self._refused):  # what is tried again is told once
                app.complain(error)
            held = isinstance(error, Busy)
            unsaved = isinstance(error, CannotAccess) and app.backend.fault is None
            self._refused = error if unsaved else None
        app.tell_receipts()
        await app.reload()
        if held:
            return  # it is tried again at the next tick
        if app.planner_screens and (read := app.day_screen.day) is not None:
            self._settled = logical_day(now, read.settings.day_start_s)
        if app.planner_screens:
            app.questions.about_clock()
        app.questions.about_carried()

    async def settle_again(self) -> None:
        """Try once more what could not be saved."""
        if self.words:
            await self.settle()

    async def _beginning(self) -> Beginning | None:
        """Ask what a new file is to begin with; nothing is made before that is answered (S12).

        Raises `Busy` while nobody can tell whether the file is new.
        """
        app = self._app
        if self._settled is not None or (self._first is not None and (self._first.seeded or not self._first.writable)):
            return None
        from dayplan.storage.browse import begun

        known = await app.backend.look(begun)
        if known is None and app.backend.missed is not None:
            app.backend.trouble()  # it is told as what is raised
            raise app.backend.missed
        if known:
            return None
        from dayplan.tui.screens.beginning import BeginningScreen

        return await app.push_screen_wait(BeginningScreen(logical_day(app.clock(), 0)))

"""What becomes of time nobody saw: asked, and done (T2, T6, T7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayplan.domain import naming
from dayplan.domain.entry import Ref, parse_ref
from dayplan.domain.model import STATUSES, Settings
from dayplan.domain.parts import read_part
from dayplan.domain.typed_times import reader_for
from dayplan.domain.unseen import undecided
from dayplan.domain.wording import format_duration
from dayplan.errors import NotFound
from dayplan.storage import browse
from dayplan.text.unseen import when
from dayplan.tui.screens.ask_line import AskLine
from dayplan.tui.screens.unseen import UnseenScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from dayplan.domain.model import Now, TimeEntry
    from dayplan.domain.unseen import Unseen
    from dayplan.planner import Planner
    from dayplan.planner.unseen import Decided
    from dayplan.tui.screens.base import PlannerScreen
    from dayplan.tui.screens.unseen import Answer

    Step = Callable[[Planner, Now], Decided]


async def decide_stretch(screen: PlannerScreen, entry: TimeEntry) -> None:
    """Ask about time whose decision was put off, and carry out the answer; no answer changes nothing."""
    await decide(screen, entry, undecided(entry))


async def decide(screen: PlannerScreen, entry: TimeEntry, found: Unseen) -> None:
    """Ask about one stretch of an entry and carry out the answer; who leaves what an answer asks comes back to it."""
    step = None
    while step is None:
        settings = Settings() if screen.day is None else screen.day.settings
        answer = await screen.ask(UnseenScreen(entry, found, screen.app.clock(), settings))
        if answer is None:
            return
        step = await _step(screen, entry, found, answer)
    await screen.change(step)


async def _step(screen: PlannerScreen, entry: TimeEntry, found: Unseen, answer: Answer) -> Step | None:
    """Return the change that an answer asks for, once all that it needs to know was typed."""
    goes_on = answer.goes_on
    if answer.what == "part":
        return await _part(screen, entry, found, goes_on=goes_on)
    if answer.what == "give":
        return await _give(screen, entry, found, goes_on=goes_on)
    if answer.what == "keep":
        return lambda planner, now: planner.unseen.keep(entry.id, found, now)
    if answer.what == "drop":
        return lambda planner, now: planner.unseen.drop(entry.id, found, now, goes_on=goes_on)
    return lambda planner, now: planner.unseen.later(entry.id, found, now, goes_on=goes_on)


async def _part(screen: PlannerScreen, entry: TimeEntry, found: Unseen, *, goes_on: bool) -> Step | None:
    now = screen.app.clock()
    settings = Settings() if screen.day is None else screen.day.settings

    def describe(text: str) -> str:
        start, end, _ = read_part(text, found, reader_for(now, settings), sure=True)
        return (
            f"{when(start, now, settings)} to {when(end, now, settings)}, {format_duration(end - start)} · "
            "enter keeps that, and drops the rest"
        )

    question = f"Keep which part of {when(found.start, now, settings)} to {when(found.end, now, settings)}?"
    answer = await screen.ask(AskLine(question, "", "12:20, 15m, or 12:20-12:40", describe))
    if answer is None:
        return None
    start, end, _ = read_part(answer, found, reader_for(now, settings), sure=True)
    return lambda planner, now: planner.unseen.part(entry.id, found, start, end, now, goes_on=goes_on)


async def _give(screen: PlannerScreen, entry: TimeEntry, found: Unseen, *, goes_on: bool) -> Step | None:
    day = screen.day
    if day is None:
        return None
    known = await screen.app.backend.look(lambda reader: browse.candidates(reader, day.today))
    if known is None:
        return None

    def read(text: str) -> tuple[Ref, str]:
        ref = Ref("id", naming.find(parse_ref(text), known, day.today, STATUSES, day.settings.date_format))
        title = next((each.title for each in known if each.id == ref.number), None)
        if title is None:
            raise NotFound(f"No task that is open or of today has the id {ref.number}.")
        return ref, title

    answer = await screen.ask(
        AskLine(
            f"Give {format_duration(found.seconds)} to which task?",
            "",
            "its number, or words of its title",
            lambda text: f"{read(text)[1]} · enter gives it the time",
        )
    )
    if answer is None:
        return None
    ref = read(answer)[0]
    return lambda planner, now: planner.unseen.give(entry.id, found, ref, now, goes_on=goes_on)

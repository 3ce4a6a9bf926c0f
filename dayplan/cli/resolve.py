"""`dayplan log resolve`: time nobody saw, listed and decided (T2, T6, T7). It never asks: what is meant is said."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any, NamedTuple

from dayplan.cli.answers import clock_of
from dayplan.cli.call import Call
from dayplan.cli.log import changed_lines, find_entry
from dayplan.cli.parser import Parser, Run, one_ref, whole_number
from dayplan.domain.clock_times import pairs
from dayplan.domain.hygiene import quoted
from dayplan.domain.model import TimeEntry
from dayplan.domain.parts import read_part
from dayplan.domain.steering import apart
from dayplan.domain.typed_times import reader_for
from dayplan.domain.unseen import Unseen, since_seen, undecided
from dayplan.errors import BadInput, NotFound, Refused
from dayplan.storage import browse
from dayplan.text import as_json
from dayplan.text.unseen import what_happened, when

if TYPE_CHECKING:
    from dayplan.planner.unseen import Decided

ANSWERS = ("keep", "part", "give", "drop", "later")
_ANSWERS = f"say {', '.join(ANSWERS[:-1])} or {ANSWERS[-1]}"


class _Waiting(NamedTuple):
    """An entry, and what is in question of it."""

    entry: TimeEntry
    found: Unseen


def log_resolve(parser: Parser) -> Run:
    """`log resolve [NUMBER] [ANSWER]`."""
    parser.takes_times = True
    parser.add_argument("words", nargs="*", metavar="NUMBER ANSWER", help="the entry, and what becomes of its time")
    parser.add_argument("--of", metavar="TIMES", help="only of 12:05-12:52; without it, of all that is in question")
    after = parser.add_mutually_exclusive_group()
    after.add_argument("--stop", dest="goes_on", action="store_const", const=False, help="the timer stops with it")
    after.add_argument("--go-on", dest="goes_on", action="store_const", const=True, help="the timer runs on after it")
    return _resolve


def _resolve(given: Namespace, call: Call) -> None:
    words = list(given.words)
    number = whole_number(words[0].removeprefix("#")) if words else None
    if number is not None:
        del words[0]
    if not words:
        if given.of is not None or given.goes_on is not None:
            raise BadInput(f"An answer is missing: {_ANSWERS}.")
        _list(given, call, number)
        return
    answer = words.pop(0).casefold()
    if answer not in ANSWERS:
        raise BadInput(f"{quoted(answer)} is no answer: {_ANSWERS}.")
    waiting = _meant(call, number, given.of)
    decided = _decide(given, call, waiting, answer, words)
    if given.json:
        call.show({"entries": [as_json.entry(entry, call.now) for entry in decided.entries]})
        return
    if not decided.entries:
        call.say([call.advice(f"Nothing is left of “{waiting.entry.title}” then; dayplan undo brings it back")])
    call.say(changed_lines(decided.entries, call))


def _decide(given: Namespace, call: Call, waiting: _Waiting, answer: str, words: list[str]) -> Decided:
    entry, found = waiting
    if not found.seconds and answer in ("part", "give"):
        raise Refused(
            "Nobody knows for how long it ran, so there is nothing to divide. To let it run on from now: "
            f"dayplan log resolve {entry.id} keep"
        )
    unseen, text = call.planner.unseen, " ".join(words)
    if answer == "part":
        if not words:
            until = clock_of(call, found.start + found.seconds // 2)
            raise BadInput(f"Say which part is kept, as in: dayplan log resolve {entry.id} part {until}")
        kept = read_part(text, found, reader_for(call.now, call.settings()))
        if kept.notice:
            call.note(kept.notice)
        return unseen.part(entry.id, found, kept.start, kept.end, call.now, goes_on=given.goes_on)
    if answer == "give":
        if not words:
            raise BadInput(f"Say which task gets it, as in: dayplan log resolve {entry.id} give TASK")
        return unseen.give(entry.id, found, one_ref(words), call.now, goes_on=given.goes_on)
    if words:
        raise BadInput(f"{quoted(text)} is too much: {answer} is the whole answer.")
    if answer == "keep":
        if given.goes_on is False:
            raise BadInput("What is kept goes on: dayplan stop stops the timer.")
        return unseen.keep(entry.id, found, call.now)
    put_off = unseen.later if answer == "later" else unseen.drop
    return put_off(entry.id, found, call.now, goes_on=given.goes_on)


def _waiting(call: Call) -> list[_Waiting]:
    """Return what waits for a decision, the oldest first; what is in question of the running timer last."""
    reader = call.reader_of_today()
    with reader:
        found = [_Waiting(entry, undecided(entry)) for entry in browse.unresolved(reader)]
        running = reader.running()
    reader.close()
    asked = None if running is None else since_seen(running, call.now)
    if running is not None and asked is not None:
        found.append(_Waiting(running, asked))
    return found


def _meant(call: Call, number: int | None, stretch: str | None) -> _Waiting:
    """Return what is to be decided; any entry can be, of which a stretch is named, or which has ended."""
    waiting = _waiting(call)
    if number is None:
        if len(waiting) != 1:
            several = "Several entries wait: name one by its number" if waiting else "No time waits for a decision"
            raise Refused(f"{several}; dayplan log resolve lists them." if waiting else f"{several}.")
        number = waiting[0].entry.id
    entry = find_entry(number, call)
    if stretch is not None:
        whole = Unseen("named", entry.started_at, call.now.epoch if entry.ended_at is None else entry.ended_at)
        if not pairs(stretch):
            raise BadInput(f"{quoted(stretch)} is not a stretch of time: write 12:05-12:52.")
        named = read_part(stretch, whole, reader_for(call.now, call.settings()))
        if named.notice:
            call.note(named.notice)
        known = next((each.found for each in waiting if each.entry.id == number), None)
        if known is not None and known.why == "unresolved":
            raise BadInput("All of this entry waits for a decision: leave out --of, or split it first.")
        return _Waiting(entry, Unseen("named", named.start, named.end))
    for each in waiting:
        if each.entry.id == number:
            return each
    if entry.ended_at is None:
        raise Refused(
            f"Nothing is in question of #{number}, which runs: name a stretch with --of 12:05-12:52, or see "
            "dayplan log edit --help."
        )
    return _Waiting(entry, Unseen("named", entry.started_at, entry.ended_at))


def _list(given: Namespace, call: Call, number: int | None) -> None:
    waiting = [each for each in _waiting(call) if number in (None, each.entry.id)]
    if number is not None and not waiting:
        entry = find_entry(number, call)
        raise NotFound(f"Nothing of #{number} waits for a decision; to correct it all the same: {_correction(entry)}")
    if given.json:
        call.show([_json(each, call) for each in waiting])
        return
    settings = call.settings()
    for entry, found in waiting:
        call.say([f"#{entry.id}  {apart(entry.title)}, {_times(call, entry)}"])
        call.say([f"    {what_happened(found, entry, call.now, settings)}"])
    if waiting:
        call.note(f"To decide, {_ANSWERS}, as in: dayplan log resolve {waiting[0].entry.id} keep")
    else:
        call.note("No time waits for a decision.")


def _correction(entry: TimeEntry) -> str:
    if entry.ended_at is None:
        return f"dayplan log edit {entry.id} --start TIME"
    if entry.ended_at == entry.started_at:
        return f"dayplan log delete {entry.id}"
    return f"dayplan log resolve {entry.id} drop"


def _times(call: Call, entry: TimeEntry) -> str:
    begin = when(entry.started_at, call.now, call.settings())
    if entry.ended_at is None:
        return f"running since {begin}"
    return f"{begin}{call.paint.glyphs.times}{clock_of(call, entry.ended_at)}"


def _json(waiting: _Waiting, call: Call) -> dict[str, Any]:
    entry, found = waiting
    return {
        "entry": as_json.entry(entry, call.now),
        **as_json.unseen(found, entry),
        "sentence": what_happened(found, entry, call.now, call.settings()),
    }

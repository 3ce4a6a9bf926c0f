"""The clock on a task: start, stop, resume (T1, T5)."""

from __future__ import annotations

from argparse import Namespace

from dayplan.cli.answers import note_begun_ahead, note_unseen, show_stopped, tasks_json
from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, one_ref, time_given
from dayplan.errors import BadInput
from dayplan.planner.time import Switch
from dayplan.text.unseen import when


def start(parser: Parser) -> Run:
    """`start TASK`."""
    parser.takes_refs(several=False)
    parser.takes_time("when the work began")
    parser.add_argument(
        "--from-last",
        action="store_true",
        help="begin where the last entry ended: today, or in the three hours before now",
    )
    return _start


def _start(given: Namespace, call: Call) -> None:
    ref = one_ref(given.task)
    if given.from_last:
        if given.at is not None:
            raise BadInput("--at and --from-last both say when: give one of them.")
        _show_switch(given, call, call.planner.time.start_from_last(ref, call.now))
    else:
        _show_switch(given, call, call.planner.time.start(ref, call.now, time_given(given, call)))


def stop(parser: Parser) -> Run:
    """`stop`."""
    parser.takes_time("when the work ended")
    return _stop


def _stop(given: Namespace, call: Call) -> None:
    reader = call.reader()
    running = None if reader is None else reader.running()
    if reader is not None:
        reader.close()
    at = time_given(given, call, began=None if running is None else running.started_at)
    stopped = call.planner.time.stop(call.now, at)
    if given.json:
        call.show(tasks_json(call, [stopped.task], stopped))
    else:
        show_stopped(call, stopped)


def resume(parser: Parser) -> Run:
    """`resume`."""
    parser.takes_time("when the work began")
    return _resume


def _resume(given: Namespace, call: Call) -> None:
    _show_switch(given, call, call.planner.time.resume(call.now, time_given(given, call)))


def _show_switch(given: Namespace, call: Call, switch: Switch) -> None:
    if given.json:
        call.show({**tasks_json(call, [switch.task], switch.stopped), "already": switch.already})
        return
    show_stopped(call, switch.stopped)
    since = when(switch.since, call.now, call.settings())
    if switch.already:
        call.note(f"“{switch.task.title}” has been running since {since}; nothing was changed.")
        note_unseen(call)
        return
    brought = " (brought to today)" if switch.brought else ""
    call.say([f"{call.paint.glyphs.running} {switch.task.title} since {since}{brought}"])
    if switch.clamped:
        note_begun_ahead(call, switch.since)

"""`dayplan inbox`: what was caught on the way (C3)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from dayplan.cli.answers import show_tasks, task_line, tasks_json
from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain import naming
from dayplan.domain.entry import Ref, parse_day, parse_ref
from dayplan.domain.hygiene import quoted
from dayplan.domain.model import Task
from dayplan.domain.names import line_of
from dayplan.domain.naming import Candidate
from dayplan.domain.quickadd import parse_quick_add
from dayplan.errors import BadInput, NotFound
from dayplan.storage import browse
from dayplan.text import as_json


def inbox(parser: Parser) -> Run:
    """`inbox`, `inbox add LINE`, `inbox plan TASK [DAY]`."""
    parser.add_argument("what", nargs="?", choices=("list", "add", "plan"), default="list")
    parser.add_argument("words", nargs="*", help="add: a quick-add line; plan: i1 or words, and a day (today)")
    return _inbox


def _inbox(given: Namespace, call: Call) -> None:
    if given.what == "list":
        if given.words:
            raise BadInput("To catch something, write: dayplan inbox add LINE")
        _list(given, call)
        return
    if not given.words:
        raise BadInput(f"Say what to {given.what}: dayplan inbox --help shows how.")
    if given.what == "add":
        new = parse_quick_add(line_of(given.words), call.today(), *call.settings().reading)
        placed: tuple[Task, ...] = (call.planner.day.add(new, call.now, inbox=True),)
    else:
        words, day = _ref_and_day(given.words, call)
        placed = call.planner.day.move(
            [_find(words, _waiting(call), call.today(), call.settings().date_format)], day, call.now
        ).tasks
    if given.json:
        call.show(tasks_json(call, placed))
    else:
        show_tasks(call, placed)


def _waiting(call: Call) -> tuple[Task, ...]:
    reader = call.reader_of_today()
    with reader:
        waiting = browse.inbox(reader, call.now)
    reader.close()
    return waiting


def _list(given: Namespace, call: Call) -> None:
    waiting = _waiting(call)
    if given.json:
        call.show([as_json.placed(task, call.now) for task in waiting])
    elif waiting:
        width = len(f"i{len(waiting)}")
        call.say(
            f"{f'i{place}':>{width}} {task_line(call, task, placed=False)}"
            for place, task in enumerate(waiting, start=1)
        )
    else:
        call.note("The inbox is empty. dayplan inbox add LINE catches something.")


def _ref_and_day(words: Sequence[str], call: Call) -> tuple[str, date]:
    """Take the longest end that is a day; without one, today is meant."""
    today, reading = call.today(), call.settings().reading
    for start in range(1, len(words)):
        try:
            return " ".join(words[:start]), parse_day(" ".join(words[start:]), today, *reading)
        except BadInput:
            continue
    return " ".join(words), today


def _find(words: str, waiting: Sequence[Task], today: date, date_format: str) -> Ref:
    """Find the one that is meant; a bare number is a place in the inbox here."""
    ref = parse_ref(words)
    known = [Candidate(task.id, None, task.title, task.status, None) for task in waiting]
    if ref.kind in ("number", "inbox"):
        return Ref("id", naming.find(Ref("inbox", ref.number), known, today))
    if ref.kind == "id" and ref.number not in [each.id for each in known]:
        raise NotFound(f"There is no task with the id {ref.number} in the inbox. dayplan inbox lists it.")
    if ref.kind in ("id", "on_day"):
        return Ref("id", naming.find(ref, known, today, date_format=date_format))
    fitting = naming.best(ref.words, known, lambda each: each.title)
    if len(fitting) == 1:
        return Ref("id", fitting[0].id)
    if fitting:
        names = ", ".join(f"i{known.index(each) + 1} {each.title}" for each in fitting[:6])
        raise NotFound(f"{quoted(words)} fits several tasks: {names}. Say which by its place.")
    raise NotFound(f"Nothing in the inbox fits {quoted(words)}. dayplan inbox lists it.")

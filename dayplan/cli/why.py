"""`dayplan why`: the reasons a task is here (S11)."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, one_ref
from dayplan.cli.templates import find_template
from dayplan.domain import naming
from dayplan.domain.entry import Ref, parse_day
from dayplan.domain.model import STATUSES
from dayplan.errors import NotFound
from dayplan.storage import browse, ledger
from dayplan.storage.reader import Reader
from dayplan.text.why import why_task, why_template


def why(parser: Parser) -> Run:
    """`why TASK`."""
    parser.takes_refs(several=False)
    parser.add_argument("--day", help="of a template: why it is on that day, or why it is not")
    return _why


def _why(given: Namespace, call: Call) -> None:
    ref = one_ref(given.task)
    reader = call.reader_of_today()
    with reader:
        today = call.today()
        day = today if given.day is None else parse_day(given.day, today, *reader.settings().reading)
        task_id = _task(ref, reader, today, None if given.day is None else day)
        if task_id is None:
            template = find_template(call, ref, ledger.templates(reader))
            lines = why_template(reader, template.id, day, call.now)
            _answer(given, call, {"template": template.id, "title": template.title, "day": day.isoformat()}, lines)
            return
        detail = browse.detail(reader, task_id, call.now)
        reasons = why_task(reader, task_id, call.now)
    reader.close()
    if detail is None:
        raise NotFound(f"There is no task with the id {task_id}.")
    _answer(given, call, {"id": task_id, "title": detail.task.title}, reasons)


def _task(ref: Ref, reader: Reader, today: date, day: date | None) -> int | None:
    """Return the task that is meant, or None for a template.

    A number is the one that `today` shows, today or on the day that is given; a day has no such number, or is asked
    about in words: then a template is meant, whose row of that day says why it is there. Raises `NotFound`.
    """
    if day is not None:
        if ref.kind == "words":
            return None
        if ref.kind == "number":
            ref = Ref("on_day", ref.number, day.isoformat())
    try:
        return browse.find_task(reader, ref, today, STATUSES)
    except NotFound:
        words = ref.words if ref.kind == "words" else ""
        templates = [naming.Archivable(t.id, t.title, t.archived) for t in ledger.templates(reader)]
        if (day is not None and ref.kind == "on_day") or len(naming.best_of(words, templates)) == 1:
            return None
        raise


def _answer(given: Namespace, call: Call, about: dict[str, object], reasons: list[str]) -> None:
    if given.json:
        call.show({**about, "reasons": reasons})
    else:
        title = call.paint.bold(str(about["title"]))
        call.say([title, *(f"{call.paint.glyphs.dot} {reason}" for reason in reasons)])

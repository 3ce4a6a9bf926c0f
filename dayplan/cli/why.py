"""`dayplan why`: the reasons a task is here (S11)."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, one_ref
from dayplan.domain import naming
from dayplan.domain.entry import matches, parse_day
from dayplan.domain.model import STATUSES, Template
from dayplan.errors import NotFound
from dayplan.storage import browse, ledger
from dayplan.storage.reader import Reader
from dayplan.text.why import why_task, why_template


def why(parser: Parser) -> Run:
    """`why TASK`."""
    parser.takes_refs(several=False)
    parser.add_argument("--day", help="about a template: why it is on that day, or why it is not")
    return _why


def _why(given: Namespace, call: Call) -> None:
    reader = call.reader_of_today()
    with reader:
        today = call.today()
        template = _template(given, reader, today)
        if template is not None:
            day = today if given.day is None else parse_day(given.day, today, *reader.settings().reading)
            lines = why_template(reader, template.id, day, call.now)
            _answer(given, call, {"template": template.id, "title": template.title, "day": day.isoformat()}, lines)
            return
        task_id = naming.find(one_ref(given.task), browse.candidates(reader, today), today, STATUSES)
        detail = browse.detail(reader, task_id, call.now)
        reasons = why_task(reader, task_id, call.now)
    reader.close()
    title = "" if detail is None else detail.task.title
    _answer(given, call, {"id": task_id, "title": title}, reasons)


def _template(given: Namespace, reader: Reader, today: date) -> Template | None:
    """Return the template that is meant: with `--day`, or where the words fit no task."""
    words = " ".join(given.task)
    fitting = [t for t in ledger.templates(reader) if matches(words, t.title)]
    if given.day is None:
        try:
            naming.find(one_ref(given.task), browse.candidates(reader, today), today, STATUSES)
        except NotFound:
            return fitting[0] if len(fitting) == 1 else None
        return None
    if len(fitting) != 1:
        listed = ", ".join(t.title for t in fitting or ledger.templates(reader))
        raise NotFound(f"“{words}” does not fit one template. There are: {listed or 'none'}.")
    return fitting[0]


def _answer(given: Namespace, call: Call, about: dict[str, object], reasons: list[str]) -> None:
    if given.json:
        call.show({**about, "reasons": reasons})
    else:
        title = call.paint.bold(str(about["title"]))
        call.say([title, *(f"{call.paint.glyphs.dot} {reason}" for reason in reasons)])

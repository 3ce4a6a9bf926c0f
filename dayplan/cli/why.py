"""`dayplan why`: the reasons a task is here (S11)."""

from __future__ import annotations

from argparse import Namespace

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, one_ref
from dayplan.domain import naming
from dayplan.domain.model import STATUSES
from dayplan.storage import browse
from dayplan.text.why import why_task


def why(parser: Parser) -> Run:
    """`why TASK`."""
    parser.takes_refs(several=False)
    return _why


def _why(given: Namespace, call: Call) -> None:
    reader = call.reader_of_today()
    with reader:
        today = call.today()
        task_id = naming.find(one_ref(given.task), browse.candidates(reader, today), today, STATUSES)
        detail = browse.detail(reader, task_id, call.now)
        reasons = why_task(reader, task_id, call.now)
    reader.close()
    title = "" if detail is None else detail.task.title
    if given.json:
        call.show({"id": task_id, "title": title, "reasons": reasons})
    else:
        call.say([call.paint.bold(title), *(f"{call.paint.glyphs.dot} {reason}" for reason in reasons)])

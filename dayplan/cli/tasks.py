"""Commands that change the tasks of a day."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress

from dayplan.cli.answers import show_tasks, task_line, tasks_json
from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, one_ref, several_refs, split_day, time_given
from dayplan.domain.durations import LONG, parse_duration
from dayplan.domain.entry import Ref, parse_day
from dayplan.domain.model import Task
from dayplan.domain.names import line_of, read_owner, read_tags
from dayplan.domain.quickadd import parse_quick_add
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput, NotFound, Refused
from dayplan.planner.day import TaskEdit
from dayplan.planner.ending import Ended
from dayplan.storage import browse


def add(parser: Parser) -> Run:
    """`add LINE...`."""
    parser.add_argument("line", nargs="+", help="the title, and @client/project +tag est:45m on:fri in any order")
    return _add


def _add(given: Namespace, call: Call) -> None:
    settings = call.settings()
    new = parse_quick_add(line_of(given.line), call.today(), *settings.reading)
    _ask_about(call, new.estimate_s)
    _show_one(given, call, call.planner.day.add(new, call.now))


def edit(parser: Parser) -> Run:
    """`edit TASK ...`."""
    parser.takes_refs(several=False)
    parser.add_argument("--title", help="a new title")
    parser.add_argument("--est", metavar="DURATION", help="an estimate: 45m, 1h30, 1.5h; none clears it")
    parser.add_argument("--for", dest="owner", metavar="CLIENT/PROJECT", help="for whom; an empty one clears it")
    parser.add_argument("--tags", metavar="TAG,TAG", help="all its tags; an empty list clears them")
    parser.add_argument("--notes", metavar="TEXT", help="its notes; an empty text clears them")
    parser.add_argument("--day", help="the day it is planned for")
    return _edit


def _edit(given: Namespace, call: Call) -> None:
    ref = one_ref(given.task)
    client, project = (None, None) if given.owner is None else read_owner(given.owner)
    wanted = TaskEdit(
        title=given.title,
        notes=given.notes,
        estimate_s=None if given.est is None else _estimate(given.est),
        client=client,
        project=project,
        tags=None if given.tags is None else read_tags(given.tags),
        day=None if given.day is None else parse_day(given.day, call.today(), *call.settings().reading),
    )
    if wanted == TaskEdit():
        raise BadInput("Say what to change: --title, --est, --for, --tags, --notes or --day.")
    _ask_about(call, wanted.estimate_s)
    _show_one(given, call, call.planner.day.edit(ref, wanted, call.now))


def _estimate(text: str) -> int:
    return 0 if text.strip().casefold() in ("", "0", "none") else parse_duration(text)


def _ask_about(call: Call, estimate_s: int | None) -> None:
    """T10: a duration of more than 12 hours may be a slip."""
    if (
        estimate_s
        and estimate_s > LONG
        and not call.asks(f"{format_duration(estimate_s)} is more than 12 hours. Keep it?")
    ):
        raise Refused("Nothing was changed.")


def move(parser: Parser) -> Run:
    """`move TASK... DAY`."""
    parser.add_argument("task", nargs="+", help="numbers, or words of a title; then the day, or inbox")
    return _move


def _move(given: Namespace, call: Call) -> None:
    words, day = split_day(given.task, call.today(), *call.settings().reading)
    placed = call.planner.day.move(several_refs(words), day, call.now)
    if given.json:
        call.show(tasks_json(call, placed.tasks))
    else:
        show_tasks(call, placed.tasks)


def done(parser: Parser) -> Run:
    """`done TASK...`."""
    parser.takes_refs(several=True)
    parser.takes_time("when it was done; the clock stops then")

    def end(call: Call, refs: list[Ref], given: Namespace) -> Ended:
        return call.planner.day.done(refs, call.now, time_given(given, call, began=_began(call, refs)))

    return _ending(end)


def _began(call: Call, refs: Sequence[Ref]) -> int | None:
    """Return when the timer was started, where it runs on one of these tasks."""
    reader = call.reader()
    if reader is None:
        return None
    with reader:
        running, today = reader.running(), call.today()
        with suppress(NotFound):
            if running is not None and running.task_id in [browse.find_task(reader, ref, today) for ref in refs]:
                return running.started_at
    return None


def reopen(parser: Parser) -> Run:
    """`reopen TASK...`."""
    parser.takes_refs(several=True)
    return _ending(lambda call, refs, _: call.planner.day.reopen(refs, call.now))


def skip(parser: Parser) -> Run:
    """`skip TASK...`."""
    parser.takes_refs(several=True)
    return _ending(lambda call, refs, _: call.planner.day.skip(refs, call.now))


def drop(parser: Parser) -> Run:
    """`drop TASK...`."""
    parser.takes_refs(several=True)
    return _ending(lambda call, refs, _: call.planner.day.drop(refs, call.now))


def _ending(question: Callable[[Call, list[Ref], Namespace], Ended]) -> Run:
    def run(given: Namespace, call: Call) -> None:
        ended = question(call, several_refs(given.task), given)
        if given.json:
            call.show(tasks_json(call, ended.tasks + ended.already, ended.stopped))
        else:
            show_tasks(call, ended.tasks, ended.already, ended.stopped)

    return run


def delete(parser: Parser) -> Run:
    """`delete TASK...`."""
    parser.takes_refs(several=True)
    return _delete


def _delete(given: Namespace, call: Call) -> None:
    titles = call.planner.day.delete(several_refs(given.task), call.now)
    if given.json:
        call.show({"deleted": list(titles)})
    else:
        call.say(f"Deleted {title}; {call.advice('dayplan undo')} brings it back" for title in titles)


def _show_one(given: Namespace, call: Call, task: Task) -> None:
    if given.json:
        call.show(tasks_json(call, [task]))
    else:
        call.say([task_line(call, task)])

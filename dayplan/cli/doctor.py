"""`dayplan doctor`: whether all is well with the data, what is not, and mending it; of a damaged file what is left."""

from __future__ import annotations

import shlex
from argparse import Namespace
from typing import Any

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, whole_number
from dayplan.cli.progress import Progress
from dayplan.domain.days import logical_day
from dayplan.domain.health import Counter, Finding, Indexes, kind, mendable
from dayplan.domain.hygiene import quoted
from dayplan.domain.model import Settings
from dayplan.domain.wording import counted
from dayplan.errors import BadInput, BadSetting, CannotAccess, Damaged, NotFound, Refused
from dayplan.paths import option_for
from dayplan.storage import health, salvage
from dayplan.storage.copies import data_file_of
from dayplan.storage.lost import Good, newest_good
from dayplan.text.backups import holds, moment
from dayplan.text.health import Look, in_words

FOUND = 1
"""The exit code where something is wrong that could be mended."""


def doctor(parser: Parser) -> Run:
    """`doctor [--fix NUMBER|all]`."""
    parser.add_argument("--fix", metavar="NUMBER|all", help="mend one finding of the list, or every one that can be")
    return _doctor


def _doctor(given: Namespace, call: Call) -> int:
    which = None if given.fix is None else _which(given.fix)
    try:
        with Progress() as progress:
            found = health.examine(call.path, call.now, progress.show)
    except Damaged as error:
        return _damaged(given, call, error)
    look = _look(call)
    if which is None:
        _list(given, call, found, look)
        return FOUND if found.findings else 0
    if which == 0:
        return _mend_all(given, call, found.findings, look)
    _mend_one(given, call, found.findings, which, look)
    return 0


def _which(text: str) -> int:
    """Read which finding is meant; 0 means all of them."""
    typed = text.strip().casefold()
    if typed == "all":
        return 0
    number = whole_number(typed)
    if not number:
        raise BadInput(f"{quoted(text)} is no finding: give a number that dayplan doctor lists, or all.")
    return number


def _look(call: Call) -> Look:
    try:
        settings = call.settings()
    except (BadSetting, ValueError, LookupError):  # one that cannot be read is a finding itself
        settings = Settings()
    return Look(call.now, settings, logical_day(call.now, settings.day_start_s), call.paint.glyphs.times)


def _list(given: Namespace, call: Call, found: health.Health, look: Look) -> None:
    if given.json:
        call.show({"path": call.path, "findings": _json(found.findings, look)})
        return
    if not found.findings:
        call.say([f"All is well: {holds(found.contents)}; {counted(found.steps, 'step')} in the journal."])
        return
    for number, finding in enumerate(found.findings, 1):
        call.say([f"{number:>3}  {call.advice(in_words(finding, look).sentence)}"])
    call.say(["", _closing(found.findings, call)])


def _closing(findings: tuple[Finding, ...], call: Call) -> str:
    """Say in one line how many there are, and how to go on."""
    many = counted(len(findings), "finding")
    able = [number for number, finding in enumerate(findings, 1) if mendable(finding)]
    if not able:
        return f"{many}; there is nothing that could be mended here."
    if len(findings) == 1:
        return f"{many}; dayplan doctor{option_for(call.path)} --fix 1 mends it."
    how = f"dayplan doctor{option_for(call.path)} --fix {able[0]}"
    return f"{many}; {how} mends one, --fix all every one that can be."


def _mend_one(given: Namespace, call: Call, findings: tuple[Finding, ...], number: int, look: Look) -> None:
    if number > len(findings):
        there = f"dayplan doctor{option_for(call.path)} lists {len(findings)}" if findings else "all is well"
        raise NotFound(f"There is no finding {number}: {there}.")
    finding = findings[number - 1]
    words = in_words(finding, look)
    if not mendable(finding):
        raise Refused(f"{words.wrong}. Nothing can be done about this here: {words.mend}.")
    part = call.planner.health
    copy = part.copy(findings, call.now)
    part.mend(finding, call.now)
    if given.json:
        call.show({"path": call.path, "copy": copy.path, "mended": _json((finding,), look), "refused": []})
        return
    call.say([f"Mended: {words.wrong}."])
    _say_how_back(call, copy.path, (finding,))


def _mend_all(given: Namespace, call: Call, findings: tuple[Finding, ...], look: Look) -> int:
    if not any(map(mendable, findings)):
        if given.json:
            call.show({"path": call.path, "copy": None, "mended": [], "refused": [], "findings": _json(findings, look)})
        elif findings:
            call.say([_closing(findings, call)])
        else:
            call.say(["All is well: there is nothing to mend."])
        return FOUND if findings else 0
    part = call.planner.health
    copy = part.copy(findings, call.now)
    tried = part.mend_all(call.now)
    mended = tuple(each.finding for each in tried if not each.refused)
    refused = [each for each in tried if each.refused]
    left = health.examine(call.path, call.now).findings
    if given.json:
        answer = [{**_json((each.finding,), look)[0], "why": each.refused} for each in refused]
        done = {"path": call.path, "copy": copy.path, "mended": _json(mended, look), "refused": answer}
        call.show({**done, "findings": _json(left, look)})
        return FOUND if left else 0
    call.say([f"Mended: {in_words(each, look).wrong}." for each in mended])
    call.say([f"Not mended: {in_words(each.finding, look).wrong}. {each.refused}" for each in refused])
    _say_how_back(call, copy.path, mended)
    call.say([_closing(left, call) if left else "All is well now."])
    return FOUND if left else 0


def _say_how_back(call: Call, copy: str, mended: tuple[Finding, ...]) -> None:
    option = option_for(call.path)
    steps = sum(not isinstance(each, Indexes | Counter) for each in mended)
    if not steps:
        call.note(f"No data was changed by that; what was there before is in {copy}")
    elif steps == 1:
        call.note(f"dayplan undo{option} takes it back; what was there before is in {copy}")
    else:
        call.note(
            f"dayplan undo{option} takes it back, one after the other; all at once: "
            f"dayplan restore{option} {shlex.quote(copy)}"
        )


def _json(findings: tuple[Finding, ...], look: Look) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "kind": kind(finding),
            "finding": in_words(finding, look).wrong,
            "fix": in_words(finding, look).mend if mendable(finding) else None,
        }
        for number, finding in enumerate(findings, 1)
    ]


def _damaged(given: Namespace, call: Call, error: Damaged) -> int:
    """Save what can be read beside the file, and offer the newest copy that is whole; the file stays as it is."""
    why = ""
    try:
        saved = salvage.salvage(call.path)
    except CannotAccess as failed:
        saved, why = None, str(failed)
    of = data_file_of(call.path)
    copy = newest_good(call.path) if of == call.path else None
    if given.json:
        call.show(_damaged_json(call, error, saved, copy))
        return error.exit_code
    look = _look_at_copies(call)
    call.note(f"dayplan: {error}")
    if saved is not None:
        call.say([f"What can be read is saved in {saved.path}: {holds(saved.contents)}."])
        if saved.lost:
            call.say([f"Not all could be read of: {', '.join(map(_table, saved.lost))}."])
    else:
        call.say([why or "Nothing of it can be read."])
    if copy is not None and copy.held.contents is not None:
        when = moment(copy.held.copy.at, call.now, look.settings, look.today)
        call.say([f"The newest good copy is of {when}: {holds(copy.held.contents)}."])
        call.say([f"dayplan restore{option_for(of)} {copy.number} puts it back, and moves the damaged file aside."])
    elif of == call.path:
        call.say(["There is no good copy of the data."])
    if saved is not None:
        option = option_for(of) if of == call.path else f" --db {shlex.quote(of)}"  # not into the copy itself
        call.say([f"dayplan restore{option} {shlex.quote(saved.path)} goes on with what was saved."])
    return error.exit_code


def _look_at_copies(call: Call) -> Look:
    settings = Settings()
    return Look(call.now, settings, logical_day(call.now, settings.day_start_s))


def _table(name: str) -> str:
    return {"op": "the journal", "time_entry": "time entries", "away": "away times"}.get(
        name, f"{name.replace('_', ' ')}s"
    )


def _damaged_json(call: Call, error: Damaged, saved: salvage.Salvaged | None, copy: Good | None) -> dict[str, Any]:
    from dayplan.text.as_json import instant

    return {
        "path": call.path,
        "damaged": str(error),
        "saved": saved
        and {
            "path": saved.path,
            "rows": {part.table: part.saved for part in saved.parts},
            "incomplete": list(saved.lost),
            "worked_seconds": saved.contents.worked_s,
        },
        "copy": copy
        and {
            "number": copy.number,
            "path": copy.held.copy.path,
            "made_at": instant(copy.held.copy.at, call.now.zone),
        },
    }

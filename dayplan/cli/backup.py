"""`dayplan backup` and `dayplan restore`: copies of the data file, what they hold, and putting one back."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from typing import TYPE_CHECKING

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, whole_number
from dayplan.domain.days import logical_day
from dayplan.domain.hygiene import quoted
from dayplan.domain.model import Settings
from dayplan.domain.steering import harmless
from dayplan.errors import BadCopy, BadFile, BadInput, Damaged, NotFound
from dayplan.paths import option_for
from dayplan.storage import backup as storage
from dayplan.storage import copies
from dayplan.storage.privacy import looked_after
from dayplan.storage.restore import refuse_no_copy
from dayplan.text.backups import UNREADABLE, difference_lines, holds, made, moment, unclear_words

if TYPE_CHECKING:
    from dayplan.planner.backups import BackupPart


def backup(parser: Parser) -> Run:
    """`backup [FILE]`."""
    parser.add_argument("file", nargs="?", help="where to; beside the other copies unless said")
    return _backup


def _backup(given: Namespace, call: Call) -> None:
    to = None if given.file is None else os.path.abspath(os.path.expanduser(given.file))
    copy = _part(call).make(call.now, to)
    if given.json:
        call.show(_json(copy, storage.contents(copy.path), call))
    else:
        call.say([f"Copied to {harmless(copy.path)}: {holds(storage.contents(copy.path))}."])


def restore(parser: Parser) -> Run:
    """`restore [NUMBER|FILE]`."""
    parser.add_argument("copy", nargs="?", help="a number of the list, or a file; without it the copies are listed")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    return _restore


def _restore(given: Namespace, call: Call) -> None:
    if given.copy is None:
        if given.dry_run:
            raise BadInput("Say which copy --dry-run is about, as in: dayplan restore 1 --dry-run")
        _list(given, call)
        return
    path = _named(given.copy, call)
    refuse_no_copy(call.path, path)
    found = storage.contents(path)
    if given.dry_run:
        changes, lines = _changes(call, path)
        if given.json:
            call.show({"copy": path, "changes": changes and [change._asdict() for change in changes]})
        else:
            call.say([f"{harmless(path)} holds {holds(found)}.", *lines])
        return
    restored = _part(call).restore(path, call.now)
    if given.json:
        call.show({"copy": path, "aside": restored.aside or None})
        return
    call.say([f"Put back: {holds(found)}."])
    if restored.aside.endswith(".damaged"):
        call.say(
            [
                f"The damaged file is {harmless(restored.aside)} now.",
                f"dayplan doctor --db {shlex.quote(restored.aside)} saves what can be read of it.",
            ]
        )
    elif restored.aside:
        call.say(
            [
                f"What was there before is in {harmless(restored.aside)}",
                f"dayplan restore{option_for(call.path)} {shlex.quote(restored.aside)} takes this back.",
            ]
        )


def _part(call: Call) -> BackupPart:
    """Return the use cases that need no file that can be opened: one that is damaged can be replaced too."""
    from dayplan.planner.backups import BackupPart  # SQLModel: half a second, for whoever writes

    for sentence in looked_after(call.path):
        call.note(sentence)
    return BackupPart(call.path)


def _changes(call: Call, path: str) -> tuple[tuple[storage.Difference, ...] | None, list[str]]:
    """Compare, and say it in words; what is damaged or gone is the reason for putting a copy back, and no error."""
    try:
        found = storage.differences(call.path, path)
    except BadCopy:
        raise
    except Damaged:
        return None, [UNREADABLE]
    except NotFound:
        return None, ["There is no data file now: this would become it."]
    return found, difference_lines(found)


def _named(text: str, call: Call) -> str:
    found = copies.listed(call.path)
    if text.isascii() and text.isdigit() and not os.path.exists(text):
        number = whole_number(text)
        if number is None or not 1 <= number <= len(found):
            named = quoted(text) if number is None else number
            there = f"dayplan restore{option_for(call.path)} lists {len(found)}" if found else "there are none yet"
            raise NotFound(f"There is no copy {named}: {there}.")
        return found[number - 1].path
    path = os.path.abspath(os.path.expanduser(text))
    if not os.path.exists(path):
        if not found:
            raise NotFound(f"There is no file {path}, and there are no copies of the data yet.")
        listing = f"dayplan restore{option_for(call.path)}"
        raise NotFound(f"There is no file {path}. Name one, or a number from the list that {listing} shows.")
    return path


def _list(given: Namespace, call: Call) -> None:
    found = storage.held(call.path)
    unclear = copies.unclear(call.path)
    if unclear:
        call.note(unclear_words(call.path, unclear))
    if given.json:
        call.show([_json(copy, held, call) for copy, held in found])
        return
    if not found:
        now = f", or now: dayplan backup{option_for(call.path)}" if storage.holds_data(call.path) else "."
        call.say([f"There are no copies yet. The first is made with the next change{now}"])
        return
    settings = _settings(call)
    today = logical_day(call.now, settings.day_start_s)
    for number, (copy, held) in enumerate(found, 1):
        words = "damaged" if held is None else holds(held)
        occasion = f"  ({made(copy)})" if copy.label else ""
        call.say([f"{number:>3}  {moment(copy.at, call.now, settings, today):<28}  {words}{occasion}"])
    how = f"dayplan restore{option_for(call.path)} NUMBER --dry-run"
    call.say(["", f"{how} says what would change; without --dry-run it is put back."])


def _settings(call: Call) -> Settings:
    try:
        return call.settings()
    except BadFile:
        return Settings()


def _json(copy: copies.Copy, held: storage.Contents | None, call: Call) -> dict[str, object]:
    from dayplan.text.as_json import instant

    return {
        "path": copy.path,
        "made_at": instant(copy.at, call.now.zone),
        "label": copy.label or None,
        "tasks": None if held is None else held.tasks,
        "worked_seconds": None if held is None else held.worked_s,
        "last_change": None if held is None else held.last_change or None,
    }

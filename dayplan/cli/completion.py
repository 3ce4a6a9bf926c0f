"""`dayplan completion bash|zsh|fish`: scripts that let a shell complete commands, tasks, clients and days.

The scripts are thin: they ask `dayplan completion words` what fits, which reads the day and never writes.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.cli.resolve import ANSWERS as RESOLVE
from dayplan.domain.names import read_owner, write_owner, write_owner_word, write_tag_word
from dayplan.domain.packs import packs
from dayplan.domain.unseen import since_seen
from dayplan.domain.wording import WEEKDAYS
from dayplan.storage import browse, ledger
from dayplan.storage.reader import Reader
from dayplan.text.manual import PAGES

_TASKS = ("start", "done", "skip", "drop", "delete", "move", "edit", "why")
_ON_TEMPLATE = ("show", "edit", "pause", "resume", "archive", "restore", "early")
_DAYS = ("today", "log")
_COMING = ("today", "tomorrow", *(day[:3].lower() for day in WEEKDAYS))
_DAY_WORDS = (*_COMING[:2], "yesterday", *_COMING[2:])
_WORDS = {
    "inbox": ("list", "add", "plan"),
    "config": ("get", "set", "list"),
    "completion": ("bash", "zsh", "fish"),
    "manual": PAGES,
}

Candidate = tuple[str, str]
"""What is typed, and what it means."""

BASH = """\
_dayplan() {
    local IFS=$'\\n' line word cur cut=
    local -a found=() words=()
    IFS=$' \\t' read -ra words <<< "${COMP_LINE:0:COMP_POINT}."  # bash itself parts words at @ and :
    cur=${words[${#words[@]}-1]%.}
    words[${#words[@]}-1]=$cur
    if [[ $COMP_WORDBREAKS == *:* && $cur == *:* ]]; then cut=${cur%"${cur##*:}"}; fi
    while IFS= read -r line; do
        [[ ${line%%$'\\t'*} == "$cur"* ]] && found+=("${line#"$cut"}")
    done < <("${COMP_WORDS[0]}" completion words "${words[*]:1}" 2>/dev/null)
    COMPREPLY=()
    if ((${#found[@]} == 1)); then
        printf -v word '%q' "${found[0]%%$'\\t'*}"
        COMPREPLY=("$word")
    else
        for line in "${found[@]}"; do COMPREPLY+=("${line/$'\\t'/  (})"); done
        COMPREPLY=("${COMPREPLY[@]//  ()/}")
    fi
}
complete -o nosort -F _dayplan dayplan 2>/dev/null || complete -F _dayplan dayplan
"""
ZSH = """\
#compdef dayplan
_dayplan() {
    local line value
    local -a values shown
    while IFS= read -r line; do
        value=${line%%$'\\t'*}
        values+=("$value")
        if [[ $line == *$'\\t'?* ]]; then shown+=("$value  -- ${line#*$'\\t'}"); else shown+=("$value"); fi
    done < <("${words[1]}" completion words "${(F)words[2,CURRENT]}" 2>/dev/null)
    compadd -l -d shown -a values
}
if [ "$funcstack[1]" = "_dayplan" ]; then _dayplan "$@"; else compdef _dayplan dayplan; fi
"""
FISH = """\
function __dayplan_words
    set -l words (commandline -opc) (commandline -ct)
    $words[1] completion words (string join \\x1f -- $words[2..-1]) 2>/dev/null
end
complete -c dayplan -f -a '(__dayplan_words)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def completion(parser: Parser) -> Run:
    """`completion SHELL`."""
    parser.add_argument("shell", choices=(*SCRIPTS, "words"), metavar="bash|zsh|fish", help="the shell")
    parser.add_argument("line", nargs="?", default="", help="what was typed so far, a word a line; the scripts say it")
    return _completion


def _completion(given: Namespace, call: Call) -> None:
    if given.shell != "words":
        call.say([SCRIPTS[given.shell].rstrip("\n")])
        return
    words = given.line.replace("\x1f", "\n").split("\n")
    found = [(word, means) for word, means in _candidates(words, call) if _begins(word, words[-1])]
    if given.json:
        call.show([{"word": word, "means": means} for word, means in found])
    else:
        call.say(f"{word}\t{means}".rstrip("\t") for word, means in found)


def _begins(word: str, typed: str) -> bool:
    return word.casefold().startswith(typed.casefold())


def _candidates(words: Sequence[str], call: Call) -> Iterator[Candidate]:
    """Yield what may stand in place of the last word."""
    from dayplan.cli.table import COMMANDS, FAMILIES, GROUPS

    *before, current = words
    if not before:
        yield from ((name, c.summary) for group in GROUPS.values() for name, c in group.items())
        return
    command = before[0]
    if command not in COMMANDS:
        return
    if command in FAMILIES and len(before) == 1 and not current.startswith("-"):
        yield from ((name, c.summary) for name, c in FAMILIES[command].items())
        yield from ((word, "") for word in _DAY_WORDS if command == "log")
        return
    if command in FAMILIES:
        command = f"{command} {before[1] if len(before) > 1 else next(iter(FAMILIES[command]))}"
        if command.split()[1] not in FAMILIES[before[0]]:
            if before[0] != "log":
                return
            command = "log list"  # a day may follow at once
    if current.startswith("-"):
        yield from _options(command)
        return
    option = before[-1] if before[-1].startswith("--") and _takes_value(command, before[-1]) else ""
    reader = call.reader()
    if reader is not None:
        with reader:
            yield from _names(option, reader) if option else _from_data(command, before, current, reader, call)
        reader.close()
    if option in ("--day", "--from", "--to"):
        yield from ((word, "") for word in _DAY_WORDS)
    elif option == "--fix":
        yield "all", "every finding that can be mended"
    elif not option:
        yield from _fixed(command, before, current)


def _fixed(command: str, before: Sequence[str], current: str) -> Iterator[Candidate]:
    words: Sequence[str] = ()
    if command in _WORDS and len(before) == 1:
        words = _WORDS[command]
    elif command in _DAYS:
        words = _DAY_WORDS
    elif command == "log resolve" and before[-1].isdigit():
        words = RESOLVE
    elif command == "move" and len(before) > 1:
        words = (*_COMING, "inbox")
    elif list(before[:2]) == ["inbox", "plan"] and len(before) > 2:
        words = _COMING
    elif command in ("add", "inbox") and current.startswith("on:"):
        words = [f"on:{word}" for word in _COMING]
    yield from ((word, "") for word in words)


def _options(command: str) -> Iterator[Candidate]:
    for action in _parser(command)._actions:
        yield from ((option, action.help or "") for option in action.option_strings if option.startswith("--"))


def _takes_value(command: str, option: str) -> bool:
    return any(option in action.option_strings and action.nargs != 0 for action in _parser(command)._actions)


def _parser(command: str) -> Parser:
    from importlib import import_module

    from dayplan.cli.table import COMMANDS, FAMILIES

    parser = Parser(command, "")
    family, _, name = command.partition(" ")
    found = FAMILIES[family][name] if name else COMMANDS[command]
    getattr(import_module(f"dayplan.cli.{found.module}"), command.replace(" ", "_"))(parser)
    return parser


def _names(option: str, reader: Reader) -> Iterator[Candidate]:
    """Yield what `--for` may name."""
    if option == "--for":
        yield from ((write_owner(*read_owner(word)), "") for word in browse.owners(reader))


def _from_data(command: str, before: Sequence[str], current: str, reader: Reader, call: Call) -> Iterator[Candidate]:
    if command in (*_TASKS, "reopen"):
        wanted = ("open",) if command != "reopen" else ("done", "skipped", "dropped", "missed")
        for task in reader.day(call.now).tasks:
            if task.status in wanted and str(task.number) not in before:
                yield str(task.number), task.title
    if command.startswith("template ") and command.split()[1] in _ON_TEMPLATE and len(before) == 2:
        for template in ledger.templates(reader):
            if template.archived == (command == "template restore"):
                yield str(template.id), template.title
    if command == "log resolve" and before[-1] == "give":
        yield from ((str(task.number), task.title) for task in reader.day(call.now).tasks if task.number is not None)
    if command == "log resolve" and before[-1] == "resolve":
        running = reader.running()
        asked = [] if running is None or since_seen(running, call.now) is None else [running]
        yield from ((str(entry.id), entry.title) for entry in (*browse.unresolved(reader), *asked))
    if command == "template pack":
        yield from packs().items()
    if list(before) == ["inbox", "plan"]:
        for place, task in enumerate(browse.inbox(reader, call.now), start=1):
            yield f"i{place}", task.title
    if command in ("add", "inbox", "report") and current[:1] in ("@", "+"):
        names = browse.owners(reader) if current.startswith("@") else map(write_tag_word, browse.tags(reader))
        yield from ((name, "") for name in names)
    if command.startswith(("client ", "project ")) and (len(before) == 2 or command.endswith("merge")):
        yield from _owners(command, current, reader, call)


def _owners(command: str, current: str, reader: Reader, call: Call) -> Iterator[Candidate]:
    """Yield the clients or projects that a command can be about."""
    family, what = command.split()
    if what in ("add", "list"):
        return
    found = browse.clients(reader, call.now) if family == "client" else browse.projects(reader, call.now)
    for owner in found:
        if owner.archived == (what == "restore"):
            write = write_owner_word if current.startswith("@") else write_owner
            yield write(owner.client, owner.project), ""

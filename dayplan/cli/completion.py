"""`dayplan completion bash|zsh|fish`: scripts that let a shell complete commands, tasks, clients and days.

The scripts are thin: they ask `dayplan completion words` what fits, which reads the day and never writes.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.wording import WEEKDAYS
from dayplan.storage import browse
from dayplan.storage.reader import Reader

_TASKS = ("start", "done", "skip", "drop", "delete", "move", "edit", "why")
_DAYS = ("today", "log", "move")
_DAY_WORDS = ("today", "tomorrow", "yesterday", *(day[:3].lower() for day in WEEKDAYS))
_WORDS = {
    "inbox": ("list", "add", "plan"),
    "config": ("get", "set", "list"),
    "template": ("list",),
    "completion": ("bash", "zsh", "fish"),
}

Candidate = tuple[str, str]
"""What is typed, and what it means."""

BASH = """\
_dayplan() {
    local IFS=$'\\n' line word cur typed
    local -a found=()
    COMP_WORDBREAKS=${COMP_WORDBREAKS//[@:]/}
    cur="${COMP_WORDS[COMP_CWORD]}"
    printf -v typed '%s\\n' "${COMP_WORDS[@]:1:COMP_CWORD}"
    while IFS= read -r line; do
        [[ ${line%%$'\\t'*} == "$cur"* ]] && found+=("$line")
    done < <("${COMP_WORDS[0]}" completion words "${typed%$'\\n'}" 2>/dev/null)
    COMPREPLY=()
    if ((${#found[@]} == 1)); then
        printf -v word '%q' "${found[0]%%$'\\t'*}"
        COMPREPLY=("$word")
    else
        for line in "${found[@]}"; do COMPREPLY+=("${line/$'\\t'/  (})"); done
        COMPREPLY=("${COMPREPLY[@]//  ()/}")
    fi
}
complete -o nosort -F _dayplan dayplan
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
    found = tuple(_candidates(given.line.replace("\x1f", "\n").split("\n"), call))
    if given.json:
        call.show([{"word": word, "means": means} for word, means in found])
    else:
        call.say(f"{word}\t{means}".rstrip("\t") for word, means in found)


def _candidates(words: Sequence[str], call: Call) -> Iterator[Candidate]:
    """Yield what may stand in place of the last word."""
    from dayplan.cli.commands import COMMANDS, GROUPS

    *before, current = words
    if not before:
        yield from (
            (name, c.summary) for group in GROUPS.values() for name, c in group.items() if name.startswith(current)
        )
        return
    command = before[0]
    if command not in COMMANDS:
        return
    if current.startswith("-"):
        yield from _options(command, current)
        return
    reader = call.reader()
    if reader is not None:
        with reader:
            yield from _from_data(command, before, current, reader, call)
        reader.close()
    if command in _WORDS and len(before) == 1:
        yield from ((word, "") for word in _WORDS[command] if word.startswith(current))
    if before[-1] in ("--day", "--from", "--to") or (command in _DAYS and (command != "move" or len(before) > 1)):
        yield from ((word, "") for word in _DAY_WORDS if word.startswith(current))
    if command in ("add", "inbox") and current.startswith("on:"):
        yield from ((f"on:{word}", "") for word in _DAY_WORDS if word.startswith(current[3:]))


def _options(command: str, current: str) -> Iterator[Candidate]:
    from importlib import import_module

    from dayplan.cli.commands import COMMANDS

    parser = Parser(command, "")
    getattr(import_module(f"dayplan.cli.{COMMANDS[command].module}"), command)(parser)
    for action in parser._actions:
        for option in action.option_strings:
            if option.startswith("--") and option.startswith(current):
                yield option, action.help or ""


def _from_data(command: str, before: Sequence[str], current: str, reader: Reader, call: Call) -> Iterator[Candidate]:
    if command in (*_TASKS, "reopen"):
        wanted = ("open",) if command != "reopen" else ("done", "skipped", "dropped", "missed")
        for task in reader.day(call.now).tasks:
            if task.status in wanted and str(task.number).startswith(current) and str(task.number) not in before:
                yield str(task.number), task.title
    if list(before[:2]) == ["inbox", "plan"] and len(before) == 2:
        for place, task in enumerate(browse.inbox(reader, call.now), start=1):
            if f"i{place}".startswith(current):
                yield f"i{place}", task.title
    if command in ("add", "inbox") and current[:1] in ("@", "+"):
        names = browse.owners(reader) if current.startswith("@") else [f"+{tag}" for tag in browse.tags(reader)]
        yield from ((name, "") for name in names if name.casefold().startswith(current.casefold()))
    if before[-1] == "--for":
        yield from ((name[1:], "") for name in browse.owners(reader) if name[1:].startswith(current))

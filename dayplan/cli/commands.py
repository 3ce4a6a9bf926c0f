"""Every command, by what people do: where it lives, what it says of itself. Only the one that runs is imported."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from dayplan.cli.call import Call, put
from dayplan.domain.hygiene import quoted
from dayplan.errors import BadInput
from dayplan.paths import data_file

if TYPE_CHECKING:
    from dayplan.domain.model import Now


class Command(NamedTuple):
    """One command: a function of its name in a module of `dayplan.cli` takes its arguments."""

    module: str
    usage: str
    summary: str
    examples: tuple[str, ...] = ()


GROUPS: dict[str, dict[str, Command]] = {
    "See": {
        "today": Command("today", "[DAY]", "Show today, or another day", ("today", "today next fri", "today --json")),
        "status": Command("status", "", "One line for prompts and status bars; never writes"),
        "why": Command("why", "TASK", "Say why a task is here", ("why 3", "why proposals")),
        "log": Command("log", "[DAY]", "List the time recorded", ("log", "log yesterday", "log --from mon --to today")),
    },
    "Plan": {
        "add": Command(
            "tasks",
            "LINE...",
            "Add a task: @client/project +tag est:45m on:fri",
            ("add Draft landing page @acme/site +writing est:45m on:fri", "add Call Ana"),
        ),
        "edit": Command(
            "tasks", "TASK", "Change a task", ("edit 3 --est 1h30", "edit 3 --title 'Draft page' --for acme/site")
        ),
        "move": Command("tasks", "TASK DAY", "Plan a task for another day", ("move 3 tomorrow", "move 2 3 next mon")),
        "done": Command("tasks", "TASK...", "Tick tasks", ("done 1 2", "done proposals --at -10m")),
        "reopen": Command("tasks", "TASK...", "Open finished tasks again"),
        "skip": Command("tasks", "TASK...", "Leave an occurrence out; it comes back on its next date"),
        "drop": Command("tasks", "TASK...", "Give tasks up; their time stays"),
        "delete": Command("tasks", "TASK...", "Delete one-off tasks without recorded time"),
        "inbox": Command(
            "inbox",
            "[add|plan]",
            "What was caught on the way: list it, catch more, plan it",
            ("inbox", "inbox add The café owner needs a writer @blue-door", "inbox plan i1", "inbox plan i2 next mon"),
        ),
        "capacity": Command(
            "capacity", "[DURATION]", "How much time a day has room for", ("capacity 4h", "capacity usual --day fri")
        ),
        "seed": Command(
            "seed",
            "",
            "Fill today from the templates; says what it did",
            ("seed --dry-run", "seed --dry-run --day mon"),
        ),
        "template": Command("templates", "list", "The work that comes back", ("template list",)),
    },
    "Track": {
        "start": Command(
            "timer",
            "TASK",
            "Start the timer; whatever runs is stopped",
            ("start 2", "start proposals --at 9:15", "start 3 --from-last"),
        ),
        "stop": Command("timer", "", "Stop the timer", ("stop", "stop --at -20m")),
        "resume": Command("timer", "", "Start again on the task worked on last"),
    },
    "Look after": {
        "undo": Command("history", "", "Take back the last change"),
        "redo": Command("history", "", "Do again what was undone"),
        "history": Command("history", "", "List the changes, the newest first"),
        "completion": Command(
            "completion", "bash|zsh|fish", "Print a script that lets your shell complete", ("completion zsh",)
        ),
        "config": Command(
            "config",
            "get|set|list",
            "The planning settings",
            ("config list", "config set day_start 04:00", "config set workdays mon-thu"),
        ),
    },
}

COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}


def dispatch(arguments: list[str], now: Now) -> int:
    """Find the command, read its arguments and carry it out. Raises `BadInput` for what cannot be read."""
    words, path = _global_options(arguments)
    if not words:
        from dayplan.cli.main import open_planner

        return open_planner(data_file(path), now)
    name, *rest = words
    if name == "help":
        name, rest = (rest[0], ["--help"]) if rest else ("--help", [])
    if name in ("-h", "--help"):
        put(_help())
        return 0
    if name in ("-V", "--version"):
        from dayplan import __version__

        put(f"dayplan {__version__}\n")
        return 0
    command = _find(name)
    # One command and gone: looking for garbage among the modules of SQLModel takes a tenth of the time they take.
    gc.disable()
    from dayplan.cli.parser import Parser

    parser = Parser(name, f"{command.summary}.", command.examples)
    run = getattr(import_module(f"dayplan.cli.{command.module}"), name)(parser)
    try:
        given = parser.read(rest)
    except SystemExit:  # --help has printed it
        return 0
    return run(given, Call(data_file(given.db or path), now)) or 0


def _global_options(arguments: list[str]) -> tuple[list[str], str | None]:
    """Take `--db FILE` off the front: it may stand before the command too."""
    words = list(arguments)
    path = None
    while words and (words[0] == "--db" or words[0].startswith("--db=")):
        option, equals, value = words.pop(0).partition("=")
        if not equals and words:
            value = words.pop(0)
        if not value:
            raise BadInput(f"{option} names no file: write --db FILE.")
        path = value
    return words, path


def _find(name: str) -> Command:
    if name in COMMANDS:
        return COMMANDS[name]
    if name.startswith("-"):
        raise BadInput(f"There is no option {quoted(name)} here: dayplan --help lists the commands.")
    from difflib import get_close_matches  # 5 ms, for slips only

    near = get_close_matches(name.casefold(), COMMANDS, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise BadInput(f"There is no command {quoted(name)}. {meant}dayplan --help lists them.")


def _help() -> str:
    lines = [
        "dayplan plans the day of a person who runs a business alone.",
        "",
        f"  {'dayplan':30}open the planner",
    ]
    for group, commands in GROUPS.items():
        lines += ["", group]
        for name, command in commands.items():
            usage = f"{name} {command.usage}".rstrip()
            lines.append(f"  {usage:30}{command.summary[0].lower()}{command.summary[1:]}")
    lines += [
        "",
        "A task is named by its number today, or by words of its title. Every command takes --json and --db FILE",
        "(or DAYPLAN_DB names the data file). dayplan COMMAND --help says more.",
    ]
    return "\n".join(lines) + "\n"

"""From a command line to the command that it names: only the one that runs is imported."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING

from dayplan.cli.call import Call, put
from dayplan.cli.table import COMMANDS, FAMILIES, GROUPS, Command
from dayplan.domain.hygiene import quoted
from dayplan.errors import BadInput, DayplanError
from dayplan.paths import data_file

if TYPE_CHECKING:
    from dayplan.domain.model import Now


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
    if name in FAMILIES and rest[:1] in (["-h"], ["--help"]):
        put(_family_help(name))
        return 0
    name, command, rest = _find(name, rest)
    # One command and gone: looking for garbage among the modules of SQLModel takes a tenth of the time they take.
    gc.disable()
    from dayplan.cli.parser import Parser

    parser = Parser(name, f"{command.summary}.", command.examples)
    run = getattr(import_module(f"dayplan.cli.{command.module}"), name.replace(" ", "_"))(parser)
    try:
        given = parser.read(rest)
    except SystemExit:  # --help has printed it
        return 0
    call = Call(data_file(given.db or path), now)
    try:
        code = run(given, call) or 0
        call.finish()
    except DayplanError as error:
        error.args = (call.advice(str(error)), *error.args[1:])
        raise
    return code


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


def _find(name: str, rest: list[str]) -> tuple[str, Command, list[str]]:
    """Find a command of one word or two; returns its whole name, and what is left of the line."""
    if name in FAMILIES:
        family = FAMILIES[name]
        if not rest or rest[0].startswith("-"):
            first = next(iter(family))
            return f"{name} {first}", family[first], rest
        if rest[0] in family:
            return f"{name} {rest[0]}", family[rest[0]], rest[1:]
        if name == "log":  # a day may follow at once: log yesterday
            return "log list", family["list"], rest
        from difflib import get_close_matches

        near = get_close_matches(rest[0].casefold(), family, n=1)
        meant = f"Did you mean {name} {near[0]}? " if near else ""
        raise BadInput(f"There is no command {quoted(f'{name} {rest[0]}')}. {meant}dayplan {name} --help lists them.")
    if name in COMMANDS:
        return name, COMMANDS[name], rest
    if name.startswith("-"):
        raise BadInput(f"There is no option {quoted(name)} here: dayplan --help lists the commands.")
    from difflib import get_close_matches  # 5 ms, for slips only

    near = get_close_matches(name.casefold(), COMMANDS, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise BadInput(f"There is no command {quoted(name)}. {meant}dayplan --help lists them.")


def _family_help(family: str) -> str:
    lines = [COMMANDS[family].summary + ".", ""]
    for name, command in FAMILIES[family].items():
        usage = f"{family} {name} {command.usage}".rstrip()
        lines.append(f"  {usage:38}{command.summary[0].lower()}{command.summary[1:]}")
    lines += ["", f"dayplan {family} COMMAND --help says more."]
    return "\n".join(lines) + "\n"


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

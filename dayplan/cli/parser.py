"""One command's arguments. argparse reads them; what it refuses is said in one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from dayplan.cli.call import put
from dayplan.domain.entry import Ref, happened_twice, parse_day, parse_ref, parse_time
from dayplan.domain.hygiene import quoted
from dayplan.errors import BadInput

if TYPE_CHECKING:
    from dayplan.cli.call import Call

Run = Callable[[argparse.Namespace, "Call"], int | None]
"""Carries a command out with what was given; None is 0."""

_MINUS = re.compile(r"-[0-9]")
_NUMBERED = re.compile(r"i?[0-9]+", re.IGNORECASE | re.ASCII)


class Parser(argparse.ArgumentParser):
    """The arguments of one command, with those that every command takes."""

    def __init__(self, name: str, description: str, examples: Sequence[str] = ()) -> None:
        super().__init__(
            prog=f"dayplan {name}",
            description=description,
            epilog="\n".join(["examples:", *(f"  dayplan {example}" for example in examples)]) if examples else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.add_argument("--db", metavar="FILE", help="the data file to use")
        self.add_argument("--json", action="store_true", help="answer in JSON")

    def error(self, message: str) -> NoReturn:
        """Raise `BadInput` in place of printing the usage."""
        raise BadInput(f"{message[:1].upper()}{message[1:]}. {self.prog} --help says what it takes.")

    def print_help(self, file: object = None) -> None:  # noqa: ARG002 - argparse's signature
        """Print the help on stdout; argparse would say nothing where that cannot be written."""
        put(self.format_help())

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Read the arguments. `--at -20m` is a value like any other, though it looks like an option."""
        joined: list[str] = []
        for argument in arguments:
            if joined and joined[-1] in ("--at", "--from", "--to", "--day") and _MINUS.match(argument):
                joined[-1] += f"={argument}"
            else:
                joined.append(argument)
        return self.parse_intermixed_args(joined)

    def takes_refs(self, *, several: bool) -> None:
        """Take one task, or several."""
        what = "its number today, or words of its title" + ("; several numbers for several tasks" if several else "")
        self.add_argument("task", nargs="+", help=what)

    def takes_time(self, what: str) -> None:
        """Take `--at`."""
        self.add_argument("--at", metavar="TIME", help=f"{what}: 9:15, 0915, 9am, -20m, yesterday 23:30")


def one_ref(words: Sequence[str]) -> Ref:
    """Return the one task that the words name."""
    return parse_ref(" ".join(words))


def several_refs(words: Sequence[str]) -> list[Ref]:
    """Return the tasks that are named: by their numbers, by quoted words each, else by all the words together."""
    if all(_NUMBERED.fullmatch(word) for word in words) or any(" " in word for word in words):
        return [parse_ref(word) for word in words]
    return [one_ref(words)]


def time_given(given: argparse.Namespace, call: Call) -> int | None:
    """Read `--at`; a wall-clock time that happened twice is taken as the first, with a notice (T8)."""
    if given.at is None:
        return None
    at = parse_time(given.at, call.now)
    if happened_twice(at, call.now) and not given.at.strip().startswith("-"):
        call.note(f"The clocks went back, so {quoted(given.at)} came twice: the first is meant.")
    return at


def split_day(words: Sequence[str], today: date, week_start: int) -> tuple[list[str], date | None]:
    """Split `3 next fri` into what is named and the day; None is the inbox. Raises `BadInput` where no day ends it."""
    if len(words) > 1 and words[-1].casefold() == "inbox":
        return list(words[:-1]), None
    for start in range(1, len(words)):
        try:
            return list(words[:start]), parse_day(" ".join(words[start:]), today, week_start)
        except BadInput:
            continue
    if len(words) == 1:
        raise BadInput("Name a task and a day, as in: dayplan move 3 fri")
    parse_day(words[-1], today, week_start)  # says what a day looks like
    raise AssertionError

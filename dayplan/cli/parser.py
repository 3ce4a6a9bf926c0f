"""One command's arguments. argparse reads them; what it refuses is said in one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from dayplan.cli.call import put
from dayplan.domain.clock_times import WHOLE_DAY_S
from dayplan.domain.entry import Ref, parse_day, parse_ref
from dayplan.domain.hygiene import quoted
from dayplan.domain.typed_times import TimeReader, reader_for
from dayplan.errors import BadInput

if TYPE_CHECKING:
    from dayplan.cli.call import Call

Run = Callable[[argparse.Namespace, "Call"], int | None]
"""Carries a command out with what was given; None is 0."""

_VALUES = ("--at", "--from", "--to", "--day", "--start", "--end", "--boundary")
_AGO = re.compile(r"-[0-9]+(m|h|:).*")
_MINUS = re.compile(r"-[0-9]")
_DAYS_AGO = re.compile(r"-[0-9]+(d|days?|w|weeks?)")
_RANGE = re.compile(r"([0-9]{1,4})-([0-9]{1,4})", re.ASCII)


NUMBER_MAX = 2**31 - 1


def number(text: str) -> int:
    """Read a number of an argument, as the `type` that argparse calls. Which numbers exist the command decides."""
    read = whole_number(text)
    if read is None:
        raise argparse.ArgumentTypeError(f"{quoted(text)} is not a number from 1 to {NUMBER_MAX}")
    return read


def entry_number(text: str) -> int:
    """Read the number of a time entry, as `log` prints it or without its `#`."""
    return number(text.removeprefix("#"))


def whole_number(text: str) -> int | None:
    """Read digits; `None` for what is no number and for one that is larger than any in the data file."""
    if not (text.isascii() and text.isdigit()):
        return None
    digits = text.lstrip("0") or "0"
    return int(digits) if len(digits) <= 10 and int(digits) <= NUMBER_MAX else None


class ShownAs(argparse.Action):
    """Takes an option that says how to show the answer; two that say it differently are refused."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse's signature
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Keep the form, and how it was asked for."""
        form = str(values or self.const)
        asked = f"{option_string} {values}" if values else str(option_string)
        before, asked_before = getattr(namespace, "shown_as", (form, ""))
        if before != form:
            raise BadInput(f"{asked_before} and {asked} show it differently: give one of them.")
        namespace.shown_as = form, asked
        namespace.format = form
        namespace.json = form == "json"


class Parser(argparse.ArgumentParser):
    """The arguments of one command, with those that every command takes."""

    takes_times = False
    """Times stand among its words, so that `-20m` is one."""

    def __init__(self, name: str, description: str, examples: Sequence[str] = ()) -> None:
        super().__init__(
            prog=f"dayplan {name}",
            description=description,
            epilog="\n".join(["examples:", *(f"  dayplan {example}" for example in examples)]) if examples else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.add_argument("--db", metavar="FILE", help="the data file to use")
        self.add_argument("--json", action=ShownAs, nargs=0, const="json", default=False, help="answer in JSON")

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
            if joined and joined[-1] in _VALUES and _MINUS.match(argument):
                joined[-1] += f"={argument}"
            elif _DAYS_AGO.fullmatch(argument) or (self.takes_times and _AGO.fullmatch(argument)):
                joined.append(f"\N{MINUS SIGN}{argument[1:]}")  # `today -3d`, `log cut -20m-now`: no options
            else:
                joined.append(argument)
        return self.parse_intermixed_args(joined)

    def takes_refs(self, *, several: bool) -> None:
        """Take one task, or several."""
        what = "its number today (3), on another day (fri:3) or in the inbox (i2), or words of its title"
        what += "; several numbers for several tasks" if several else ""
        self.add_argument("task", nargs="+", help=what)

    def takes_time(self, what: str) -> None:
        """Take `--at`."""
        self.add_argument("--at", metavar="TIME", help=f"{what}: 9:15, 0915, 9am, -20m, yesterday 23:30")


def takes_format(parser: Parser) -> None:
    """Take `--format`, and its shorter names."""
    parser.add_argument("--format", action=ShownAs, choices=("table", "json", "csv", "md"), help="how to show it")
    for form in ("csv", "md"):
        words = f"the same as --format {form}"
        parser.add_argument(f"--{form}", action=ShownAs, nargs=0, const=form, dest="format", help=words)


def one_ref(words: Sequence[str]) -> Ref:
    """Return the one task that the words name."""
    if len(words) > 1 and all(map(_names_number, words)):
        raise BadInput("One task at a time here: name it by its number, or by words of its title.")
    return parse_ref(" ".join(words))


def several_refs(words: Sequence[str]) -> list[Ref]:
    """Return the tasks that are named: by their numbers, by quoted words each, else by all the words together."""
    numbers = [number for word in words for part in word.split(",") if part for number in _numbers(part)]
    if all(numbers):
        return [parse_ref(number) for number in numbers]
    if any(" " in word for word in words):
        return [parse_ref(word) for word in words]
    if any(numbers) and len(words) > 1:
        raise BadInput("Name tasks by their numbers only, as in 1 3 or 2-4, or quote each title.")
    return [one_ref(words)]


def _names_number(word: str) -> bool:
    """Whether a word names a task by a number: `3`, `i2`, `fri:3`."""
    return word.isascii() and word[-1:].isdigit() and parse_ref(word).kind != "words"


def _numbers(part: str) -> list[str]:
    """Return the numbers of `3`, `i2` or `2-4`; one that is empty for words."""
    if found := _RANGE.fullmatch(part):
        first, last = int(found[1]), int(found[2])
        return [str(number) for number in range(first, last + 1)] if first <= last <= first + 99 else [""]
    return [part if _names_number(part) else ""]


def time_given(given: argparse.Namespace, call: Call, *, began: int | None = None) -> int | None:
    """Read `--at`; a wall-clock time that happened twice is taken as the first, with a notice (T8).

    `began` is when the thing began that ends then: the first such time after it is meant.
    """
    if given.at is None:
        return None
    reader = reader_for(call.now, call.settings())
    at = reader.time(given.at, after=began, within=WHOLE_DAY_S)
    note_twice(call, reader, (given.at, at))
    return at


def note_twice(call: Call, reader: TimeReader, *typed: tuple[str, int]) -> None:
    """Say which of two is meant where the clocks went back (T8)."""
    if words := reader.twice(*typed):
        call.note(words)


def split_day(words: Sequence[str], today: date, week_start: int, date_format: str) -> tuple[list[str], date | None]:
    """Split `3 next fri` into what is named and the day; None is the inbox. Raises `BadInput` where no day ends it."""
    words = [word for place, word in enumerate(words) if not (place and word.casefold() in ("to", "on"))]
    if len(words) > 1 and words[-1].casefold() == "inbox":
        return list(words[:-1]), None
    for start in range(1, len(words)):
        try:
            return list(words[:start]), parse_day(" ".join(words[start:]), today, week_start, date_format)
        except BadInput:
            continue
    if len(words) == 1:
        raise BadInput("Name a task and a day, as in: dayplan move 3 fri")
    parse_day(words[-1], today, week_start, date_format)  # says what a day looks like
    raise AssertionError

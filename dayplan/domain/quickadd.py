r"""The quick-add line: `Draft landing page @acme/site +writing est:45m on:fri`.

A line is words. `@client`, `@client/project` and `@/project` say for whom, `+tag` what kind, `est:` how long
and `on:` when; all other words are the title. Double quotes hold spaces together (`@"Blue Door"/site`,
`on:"next fri"`) and, inside them, a backslash stands before a quote or a backslash. In front of a word that
would mean something, a backslash makes it part of the title: `\@home`. Every other backslash and every other
`word:` is itself.
"""

from __future__ import annotations

import re

from dayplan.domain.durations import parse_duration
from dayplan.domain.entry import parse_day
from dayplan.domain.hygiene import clean_line, quoted, tidy
from dayplan.domain.model import NAME_MAX, TITLE_MAX
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import TypeVar

    T = TypeVar("T")

LINE_MAX = 10_000
"""Room for the longest title and more names than anyone types."""
EXAMPLE = "Draft landing page @acme/site +writing est:45m on:fri"

_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_MARKED = re.compile(
    rf"""
    (?: @ (?P<client>{_QUOTED}|[^\ /"][^\ /]*+)? (?: / (?P<project>{_QUOTED}|[^\ "][^\ ]*+)? )?
      | \+ (?P<tag>{_QUOTED}|[^\ "][^\ ]*+)
      | (?P<key>(?ai:est|on)) : (?P<value>{_QUOTED}|[^\ "][^\ ]*+)?
    ) (?=\ |\Z)
    """,
    re.VERBOSE,
)
_KEYED = re.compile(r"(?:est|on):", re.ASCII | re.IGNORECASE)
_PLAIN = re.compile(r"[\w.-]+")


class QuickAdd(NamedTuple):
    """A task as it was typed; what was not said is None, and left to where it is added."""

    title: str
    client: str | None
    project: str | None
    tags: tuple[str, ...]
    """In the order typed, each once without regard to case."""
    estimate_s: int | None
    day: date | None


def parse_quick_add(line: str, today: date, week_start: int = 0) -> QuickAdd:
    """Take a quick-add line apart; the words of the title keep their order.

    Raises `BadInput`, naming the word, for one that is given twice or cannot be read, and for a line without
    a title.
    """
    line = tidy(line)
    if len(line) > LINE_MAX:
        raise BadInput(f"The line is {len(line)} characters long: at most {LINE_MAX} fit, so shorten it.")
    title: list[str] = []
    tags: dict[str, str] = {}
    owner: tuple[str | None, str | None] | None = None
    estimate_s: int | None = None
    day: date | None = None
    start = 0
    while start < len(line):
        word = line[start:].partition(" ")[0]
        if not _is_marked(word):
            title.append(word[1:] if word.startswith("\\") and _is_marked(word.lstrip("\\")) else word)
            start += len(word) + 1
            continue
        found = _MARKED.match(line, start)
        if found is None:
            raise BadInput(f'The quotes in {quoted(word)} do not end with a word: write @"Blue Door" or +"deep work".')
        start = found.end() + 1
        if word.startswith("@"):
            if owner is not None:
                raise BadInput(f"The client is given twice, the second time as {quoted(found[0])}: keep one.")
            owner = _name(found["client"], "client"), _name(found["project"], "project")
        elif tag := _name(found["tag"], "tag"):
            tags.setdefault(tag.casefold(), tag)
        elif found["key"].lower() == "est":
            _refuse_second(estimate_s, "estimate", found[0])
            estimate_s = _value(found, "est:45m or est:1h30", parse_duration)
        else:
            _refuse_second(day, "day", found[0])
            day = _value(found, 'on:fri or on:"next fri"', lambda text: parse_day(text, today, week_start))
    if not title:
        raise BadInput(f"The title is empty: write what there is to do, as in {EXAMPLE}.")
    client, project = owner or (None, None)
    return QuickAdd(clean_line(" ".join(title), TITLE_MAX), client, project, tuple(tags.values()), estimate_s, day)


def parse_owner(text: str) -> tuple[str, str]:
    """Return client and project of `acme/site`, `@acme` or `/site`; what is not there is empty. Raises `BadInput`."""
    client, _, project = tidy(text).removeprefix("@").partition("/")
    return (
        clean_line(client, NAME_MAX, "client") if client.strip() else "",
        clean_line(project, NAME_MAX, "project") if project.strip() else "",
    )


def parse_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a list, `writing, admin` or `+writing +admin`, each once. Raises `BadInput`."""
    tags: dict[str, str] = {}
    for word in tidy(text).replace(",", " ").split():
        tag = clean_line(word.removeprefix("+"), NAME_MAX, "tag")
        tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())


def format_quick_add(parsed: QuickAdd) -> str:
    """Write a line that `parse_quick_add` reads as the same value, on whatever day it is read."""
    words = [f"\\{word}" if _is_marked(word.lstrip("\\")) else word for word in parsed.title.split(" ")]
    if parsed.client is not None or parsed.project is not None:
        words.append(format_owner(parsed.client, parsed.project))
    words += ["+" + (_written(tag) if _is_marked(f"+{tag}") else _in_quotes(tag)) for tag in parsed.tags]
    if parsed.estimate_s is not None:
        words.append(f"est:{_exact_duration(parsed.estimate_s)}")
    if parsed.day is not None:
        words.append(f"on:{parsed.day.isoformat()}")
    return " ".join(words)


def format_owner(client: str | None, project: str | None) -> str:
    """Write for whom a task is, quoted where the line needs it: `@"Blue Door"/site`."""
    named = "" if client is None else _written(client)
    return f"@{named}" if project is None else f"@{named}/{_written(project)}"


def _is_marked(word: str) -> bool:
    """Whether a word means something else than itself, seen from its beginning only."""
    if word.startswith("@"):
        return word not in ("@", "@/")
    if word.startswith("+"):  # +1 and +49 170 are no tags
        return word[1:2].isalpha() or word[1:2] in ("_", '"')
    return _KEYED.match(word) is not None


def _name(written: str | None, what: str) -> str | None:
    return None if written is None else clean_line(_unquoted(written), NAME_MAX, what)


def _value(found: re.Match[str], example: str, parse: Callable[[str], T]) -> T:
    if found["value"] is None:
        raise BadInput(f"Nothing follows {quoted(found[0])}: write for example {example}.")
    try:
        return parse(_unquoted(found["value"]))
    except BadInput as error:
        raise BadInput(f"In {quoted(found[0])}: {error}") from None


def _refuse_second(value: object, what: str, word: str) -> None:
    if value is not None:
        raise BadInput(f"The {what} is given twice, the second time as {quoted(word)}: keep one.")


def _unquoted(written: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", written[1:-1]) if written.startswith('"') else written


def _written(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else _in_quotes(name)


def _in_quotes(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _exact_duration(seconds: int) -> str:
    if seconds % 60 == 0:
        return format_duration(seconds)
    hours, rest = divmod(seconds, 3600)  # it was typed as decimal hours; six places tell seconds apart
    return f"{hours}.{(rest * 10**6 + 1800) // 3600:06}h"

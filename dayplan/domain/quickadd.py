r"""The quick-add line: `Draft landing page @acme/site +writing est:45m on:fri`.

A line is words. `@client`, `@client/project` and `@/project` say for whom, `+tag` what kind, `est:` how long
and `on:` when; all other words are the title. Double quotes hold spaces together (`@"Blue Door"/site`,
`on:"next fri"`) and, inside them, a backslash stands before a quote or a backslash. In front of a word that
would mean something, a backslash makes it part of the title: `\@home`. Every other backslash and every other
`word:` is itself. Names are read and written as `names` says.
"""

from __future__ import annotations

import re

from dayplan.domain.durations import parse_duration, write_duration
from dayplan.domain.entry import parse_day
from dayplan.domain.hygiene import clean_line, quoted, tidy
from dayplan.domain.model import NAME_MAX, TITLE_MAX
from dayplan.domain.names import (
    PUNCTUATION,
    begins_owner,
    begins_tag,
    take_owner,
    take_tag,
    write_owner_word,
    write_tag_word,
)
from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import NoReturn, TypeVar

    T = TypeVar("T")

LINE_MAX = 10_000
"""Room for the longest title and more names than anyone types."""
EXAMPLE = "Draft landing page @acme/site +writing est:45m on:fri"

_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_VALUED = re.compile(rf'(?P<key>(?ai:est|on)):(?P<value>{_QUOTED}|[^ "][^ ]*+)?(?= |\Z)')
_KEYED = re.compile(r"(?:est|on):", re.ASCII | re.IGNORECASE)


class QuickAdd(NamedTuple):
    """A task as it was typed; what was not said is None, and left to where it is added."""

    title: str
    client: str | None
    project: str | None
    tags: tuple[str, ...]
    """In the order typed, each once without regard to case."""
    estimate_s: int | None
    day: date | None


def parse_quick_add(line: str, today: date, week_start: int = 0, date_format: str = "iso") -> QuickAdd:
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
        if word.startswith("@"):
            named = take_owner(line, start) or _refuse_quotes(word)
            if owner is not None:
                again = quoted(line[start : named[2]])
                raise BadInput(f"The client is given twice, the second time as {again}: keep one.")
            start, after = _past(line, named[2], word)
            owner = _name(named[0], "client"), _name(named[1], "project")
            _add_after(title, after)
        elif word.startswith("+"):
            tag, end = take_tag(line, start) or _refuse_quotes(word)
            start, after = _past(line, end, word)
            tag = clean_line(tag, NAME_MAX, "tag")
            tags.setdefault(tag.casefold(), tag)
            _add_after(title, after)
        else:
            found = _VALUED.match(line, start) or _refuse_quotes(word)
            start = found.end() + 1
            if found["key"].lower() == "est":
                _refuse_second(estimate_s, "estimate", found[0])
                estimate_s = _value(found, "est:45m or est:1h30", parse_duration)
            else:
                _refuse_second(day, "day", found[0])
                day = _value(
                    found, 'on:fri or on:"next fri"', lambda text: parse_day(text, today, week_start, date_format)
                )
    if not title:
        raise BadInput(f"The title is empty: write what there is to do, as in {EXAMPLE}.")
    client, project = owner or (None, None)
    return QuickAdd(clean_line(" ".join(title), TITLE_MAX), client, project, tuple(tags.values()), estimate_s, day)


def format_quick_add(parsed: QuickAdd) -> str:
    """Write a line that `parse_quick_add` reads as the same value, on whatever day it is read."""
    words = [f"\\{word}" if _is_marked(word.lstrip("\\")) else word for word in parsed.title.split(" ")]
    if parsed.client is not None or parsed.project is not None:
        words.append(write_owner_word(parsed.client, parsed.project))
    words += map(write_tag_word, parsed.tags)
    if parsed.estimate_s is not None:
        words.append(f"est:{write_duration(parsed.estimate_s)}")
    if parsed.day is not None:
        words.append(f"on:{parsed.day.isoformat()}")
    return " ".join(words)


def _is_marked(word: str) -> bool:
    """Whether a word means something else than itself, seen from its beginning only."""
    return begins_owner(word) or begins_tag(word) or _KEYED.match(word) is not None


def _refuse_quotes(word: str) -> NoReturn:
    raise BadInput(f'The quotes in {quoted(word)} do not end with a word: write @"Blue Door" or +"deep work".')


def _past(line: str, end: int, word: str) -> tuple[int, str]:
    """Return where the next word begins, and the punctuation before it that belongs to the title."""
    after = line[end:].partition(" ")[0]
    if after.strip(PUNCTUATION):
        _refuse_quotes(word)
    start = end + len(after) + 1
    if after in (",", ";") and (start >= len(line) or _is_marked(line[start:].partition(" ")[0])):
        return start, ""  # it parts names: `+writing, +work`
    return start, after


def _add_after(title: list[str], after: str) -> None:
    """Keep the punctuation that followed a name: with the word before, or by itself where it is more than a comma."""
    if after and title:
        title[-1] += after
    elif after.strip(",;:."):
        title.append(after)


def _name(written: str | None, what: str) -> str | None:
    return None if written is None else clean_line(written, NAME_MAX, what)


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

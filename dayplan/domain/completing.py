"""What a line that is being typed may become: the rest of a word, from what is known already.

Each function returns the whole line with its last word, or its phrase, completed, or nothing where nothing fits. What
was typed stays as it was typed; of several that fit the first is taken, so the likeliest come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dayplan.domain.names import last_word, read_owner, read_tags, write_owner, write_tag_word, write_tags
from dayplan.domain.wording import MONTHS, WEEKDAYS
from dayplan.errors import BadInput

_DAYS = tuple(name.lower() for name in WEEKDAYS)
PHRASES = (
    *("every workday", "every day", "every weekday", "every weekend", *(f"every {day}" for day in _DAYS)),
    *(f"every other {day}" for day in _DAYS),
    *(f"every 2 weeks on {day}" for day in _DAYS),
    *("every 2 weeks", "every 3 days", "every month", "every 3 months on the 1st", "every quarter", "every year on "),
    *("last workday of the month", "last day of the month", "last friday of the month"),
    *("first workday of the month", "first monday of the month", "first workday after the 15th"),
    *("second to last day of the month", "monthly on the 1st", "twice a month on the 1st and 15th"),
    *("3 days after done", "1 week after done", "2 weeks after done", "1 month after done"),
    *("end of each month", "beginning of each month", "daily", "weekly on monday"),
)
"""What is said most; the grammar reads far more."""
RANGES = (
    *(f"{which} {unit}" for unit in ("week", "month", "quarter", "year") for which in ("this", "last")),
    *(
        "today",
        "yesterday",
        "all time",
        "ytd",
        "year to date",
        "month to date",
        "week 48",
        *(month.lower() for month in MONTHS),
    ),
)
_PHRASE_WORDS = (
    *("workday", "weekday", *_DAYS),
    *("first", "second", "third", "fourth", "last", "month", "months", "weeks", "after", "until", "starting"),
    *(month.lower() for month in MONTHS),
)
DAYS = ("today", "tomorrow", *_DAYS, *(f"next {day}" for day in _DAYS))


def complete_quick_add(line: str, owners: Iterable[str], tags: Iterable[str]) -> str:
    """Complete `@client`, `@client/project` and `+tag` at the end of a quick-add line or a filter."""
    before, word = _last_word(line)
    if word.startswith("@") and len(word) > 1:
        return _joined(line, word, owners)
    if word.startswith("+") and len(word) > 1:
        return _joined(line, word, map(write_tag_word, tags))
    if word.casefold().startswith("on:") and before.strip():
        return _joined(line, word, (f"on:{day}" for day in DAYS))
    return ""


def complete_owner(line: str, owners: Iterable[str]) -> str:
    """Complete a client or `client/project`, with or without the `@`."""
    known = owners if line.startswith("@") else [write_owner(*read_owner(owner)) for owner in owners]
    return _joined(line, line, known) if line.strip() else ""


def complete_tags(line: str, tags: Iterable[str]) -> str:
    """Complete the last of several tags; those that are there already are not offered."""
    _, word = _last_word(line)
    before = line[: len(line) - len(word)]
    try:
        said = {tag.casefold() for tag in read_tags(before)}
    except BadInput:
        said = set()
    sign = "+" if word.startswith("+") else ""
    offered = (f"{sign}{write_tags([tag])}" for tag in tags if tag.casefold() not in said)
    return _joined(line, word, offered) if word.strip("+") else ""


def complete_phrase(line: str) -> str:
    """Complete a schedule in words: a whole phrase that begins like it, or else its last word."""
    _, word = _last_word(line)
    return _joined(line, line, PHRASES) or (_joined(line, word, _PHRASE_WORDS) if len(word) > 1 else "")


def complete_choice(line: str, choices: Sequence[str]) -> str:
    """Complete one of a few words: `last m` becomes `last month`, `tom` becomes `tomorrow`."""
    return _joined(line, line, choices) if line.strip() else ""


def _last_word(line: str) -> tuple[str, str]:
    at = last_word(line)
    return line[:at], line[at:]


def _joined(line: str, typed: str, known: Iterable[str]) -> str:
    """Return the line with the first that begins as `typed` does, and is longer."""
    folded = typed.casefold()
    for each in known:
        if len(each) > len(typed) and each.casefold().startswith(folded):
            return line + each[len(typed) :]
    return ""

"""The words of a phrase and their meanings: the first step of reading a phrase.

Every word counts (issue 13, phrases): only those of the kind `fill` are left out. A typing error is corrected in the
names of days and months, in "every" and in units, and each correction is reported; any other unknown word is refused.

`phrase` has the promises of the grammar, `phrase_grammar` puts the words together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dayplan.domain.hygiene import quoted, tidy
from dayplan.domain.phrase_parts import refusal
from dayplan.domain.phrase_spelling import meant
from dayplan.domain.record import NamedTuple
from dayplan.domain.rule import WORKDAY
from dayplan.domain.wording import MONTHS, WEEKDAYS
from dayplan.errors import BadInput

_FINE = ("every day", "every workday", "every monday")
_UNSURE = ("every 2 months on the 15th", "twice a month on the 1st and 15th", "every 6 months on the 15th")


class Meaning(NamedTuple):
    """What a word stands for; words with the same meaning are one reading."""

    kind: str
    number: int = 0
    """Of numbers and ordinals, of a month; of a unit, how many of `unit` it is."""
    unit: str = ""
    days: tuple[int, ...] = ()
    """Weekdays, 0 for Monday, or `WORKDAY`."""


class Token(NamedTuple):
    """A word of the phrase: what it means, as it was typed, and as `entry.parse_day` would read it."""

    kind: str
    number: int
    unit: str
    days: tuple[int, ...]
    typed: str
    word: str
    of: bool = False
    """Whether "of" stood before it: "every 3rd of the month" is not "every 3rd month"."""


END = Token("", 0, "", (), "", "")
"""Stands behind the last token."""

_KINDS = {
    "fill": "on the in only always please due exactly single repeat repeats repeating recurring",
    "of": "of",
    "every": "every each all",
    "other": "other alternate alternating",
    "last": "last final",
    "next": "next",
    "and": "and plus",
    "to": "to",
    "through": "through thru",
    "until": "until till til untill ending ends",
    "end": "end",
    "begin": "beginning begin begins start starts starting",
    "from": "from",
    "mid": "mid middle",
    "eom": "eom",
    "after": "after since",
    "when": "when whenever",
    "before": "before",
    "or": "or",
    "a": "a an per",
    "for": "for",
    "times": "times time x occurrences occurrence",
    "except": "except excluding excepting without",
    "but": "but",
    "not": "not",
    "at": "at",
    "day name": "today tomorrow tom yesterday now",
    "done": "done doing did done completed complete completion completing finished finish finishing ticked ticking",
    "it": "it its was is been being i we have has had having task work previous",
    "fine": "hour hours hr hrs hourly minute minutes minutely min mins sec secs seconds",
    "clock": "morning mornings noon midday afternoon afternoons evening evenings night nights nightly midnight oclock",
    "unsure": "bimonthly biannual biannually semimonthly semiweekly",
    "part": "working business bi semi half up as",
}
_UNITS = {
    "day": (1, "days day d"),
    "week": (1, "weeks week w wk wks"),
    "month": (1, "months month mth mths"),
    "quarter": (1, "quarters quarter qtr"),
    "year": (1, "years year y yr yrs"),
    " week": (2, "fortnights fortnight"),
    " month": (6, "halfyear"),
}
_ADVERBS = {
    "day": (1, "daily everyday"),
    "week": (1, "weekly"),
    " week": (2, "fortnightly biweekly"),
    "month": (1, "monthly"),
    " month": (6, "semiannually semiannual"),
    "quarter": (1, "quarterly"),
    "year": (1, "yearly annually annual"),
    " year": (2, "biennially biennial"),
}
_GROUPS = {"workday": (WORKDAY,), "weekday": (0, 1, 2, 3, 4), "weekend": (5, 6)}
_SHORT_DAYS = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
_SHORTEST_DAYS = ("mo", "tu", "", "th", "fr", "sa", "su")
"""Without "we", which is also who did it."""
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec")
_NUMBERS = (
    *("one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh"),
    *("eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth", "thirteen thirteenth"),
    *("fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth", "seventeen seventeenth"),
    *("eighteen eighteenth", "nineteen nineteenth"),
)
_TENS = (
    *("twenty twentieth", "thirty thirtieth", "forty fortieth", "fifty fiftieth", "sixty sixtieth"),
    *("seventy seventieth", "eighty eightieth", "ninety ninetieth"),
)
_PAIRS = {
    **dict.fromkeys([(first, "day") for first in ("working", "business", "work")], "workday"),
    **dict.fromkeys([(first, "days") for first in ("working", "business", "work")], "workdays"),
    ("week", "day"): "weekday",
    ("week", "days"): "weekdays",
    ("week", "end"): "weekend",
    ("bi", "weekly"): "biweekly",
    ("bi", "monthly"): "bimonthly",
    ("semi", "monthly"): "semimonthly",
    ("semi", "annually"): "semiannually",
    ("half", "yearly"): "semiannually",
    ("half", "year"): "halfyear",
    ("half", "day"): "hour",
    ("up", "to"): "until",
    ("as", "of"): "starting",
    ("but", "not"): "except",
}
"""Two words that are one."""
_JOINTS = frozenset(
    (
        *(("nth", "to"), ("next", "to"), ("to", "last"), ("nth", "last"), ("last", "but"), ("but", "number")),
        *(("mid", "unit"), ("mid", "month"), ("begin", "unit"), ("end", "unit"), ("unit", "begin"), ("unit", "end")),
        *(("begin", "of"), ("end", "of"), ("of", "unit"), ("of", "a"), ("a", "unit"), ("often", "a"), ("unit", "of")),
        *(("every", "unit"), ("every", "other"), ("other", "unit"), ("number", "unit"), ("nth", "unit")),
        *(("nth", "of"), ("last", "unit"), ("last", "days"), ("nth", "days"), ("of", "month")),
    )
)
"""Kinds of words between which a hyphen only holds them together."""


def _vocabulary() -> dict[str, Meaning]:
    words = {word: Meaning(kind) for kind, listed in _KINDS.items() for word in listed.split()}
    for kind, table in (("unit", _UNITS), ("adverb", _ADVERBS)):
        for unit, (number, listed) in table.items():
            words.update(dict.fromkeys(listed.split(), Meaning(kind, number, unit.strip())))
    for number, listed in enumerate(("once", "twice", "thrice"), start=1):
        words[listed] = Meaning("often", number)
    for weekday, (name, short) in enumerate(zip(WEEKDAYS, _SHORT_DAYS, strict=True)):
        for word in (name.lower(), *short.split()):
            words[word] = words[f"{word}s"] = Meaning("days", 1, "", (weekday,))
    words.update({name: Meaning("days", 1, "", (day,)) for day, name in enumerate(_SHORTEST_DAYS) if name})
    for group, days in _GROUPS.items():
        words[group] = words[f"{group}s"] = Meaning("days", len(days), "", days)
    for month, (name, short) in enumerate(zip(MONTHS, _SHORT_MONTHS, strict=True), start=1):
        words.update(dict.fromkeys((name.lower(), *short.split()), Meaning("month", month)))
    tens = ((number * 10, listed) for number, listed in enumerate(_TENS, start=2))
    for number, listed in (*enumerate(_NUMBERS, start=1), *tens):
        cardinal, ordinal = listed.split()
        words[cardinal], words[ordinal] = Meaning("number", number), Meaning("nth", number)
    words["couple"], words["penultimate"] = Meaning("number", 2), Meaning("nth", -2)
    return words


VOCABULARY = _vocabulary()
_TOKEN = re.compile(
    r"""
    (?P<date> [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} | [0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4} | [0-9]{1,2}-[0-9]{1,2}(?![0-9])
            | [+-]\ ?[0-9]{1,7}\ ?(?:days?|weeks?|d|w)\b )
  | (?P<clock> [0-9]{1,2}(?::[0-9]{2})?\ ?[ap]m\b | [0-9]{1,2}:[0-9]{2} )
  | (?P<nth> [0-9]{1,4}\ ?(?:st|nd|rd|th)\b )
  | (?P<number> [0-9]{1,6}(?!\.?[0-9]) )
  | (?P<word> [^\W\d_]+ )
  | (?P<and> [,&+/;] )
  | (?P<dash> [-–—] )
  | (?P<bang> ! )
  | (?P<fill> [."()“”„‟«»‘‚‛] )
  | (?P<odd> [0-9.]+ | \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DAYS = re.compile(r"([0-9]{1,2})(-)([0-9]{1,2})")
_BEFORE_DATES = ("from", "begin", "until", "through", "to", "dash", "end")
_APOSTROPHES = re.compile(r"['’](?:s\b)?", re.IGNORECASE)


def too_fine(typed: str) -> BadInput:
    """Make the error for what is more often than once a day."""
    return refusal(f"{quoted(typed)} is more often than once a day", _FINE)


def time_of_day(typed: str) -> BadInput:
    """Make the error for a time."""
    return refusal(f"{quoted(typed)} is a time, and a schedule is about days", _FINE)


def tokens(phrase: str) -> tuple[list[Token], tuple[str, ...]]:
    """Take a phrase apart, and tell what was corrected; words that do not matter are left out.

    Raises `BadInput` for a word that is not known, has two meanings wherever it stands, or is finer than a day.
    """
    text = _APOSTROPHES.sub("", tidy(phrase))
    found = [_token(match) for match in _TOKEN.finditer(text)]
    corrected = [token for token in found if token.kind != "date" and token.typed.lower() != token.word]
    corrections = tuple(f"{token.typed} as {token.word}" for token in corrected if token.typed.isalpha())
    found = _with_end_of_month(found)
    merged: list[Token] = []
    found = _with_ranges([token for token in found if token.kind != "fill"])
    for token in _without_joints(_without_bangs(found)):
        before = merged[-1] if merged else END
        if pair := _PAIRS.get((before.word, token.word)):
            merged[-1] = _of_word(pair, f"{before.typed} {token.typed}")
        elif _is_ten(before) and token.kind in ("number", "nth") and 0 < token.number < 10:
            typed, number = f"{before.typed} {token.typed}", before.number + token.number
            merged[-1] = token._replace(number=number, typed=typed, word=f"{number}")
        else:
            merged.append(token)
    for token in merged:
        if token.kind == "fine":
            raise too_fine(token.typed)
        if token.kind == "clock":
            raise time_of_day(token.typed)
        if token.kind == "unsure":
            raise refusal(f"{quoted(token.typed)} has two meanings", _UNSURE)
    if part := next((token.typed for token in merged if token.kind == "part"), ""):
        raise _unknown(part)
    befores = [END, *merged]
    read = [token._replace(of=befores[i].kind == "of") for i, token in enumerate(merged) if token.kind != "of"]
    return read, tuple(dict.fromkeys(corrections))


def _with_end_of_month(found: list[Token]) -> list[Token]:
    """Write out `eom`, and `we` among days."""
    read: list[Token] = []
    for at, token in enumerate(found):
        if token.kind == "eom":
            read += [_of_word(word, token.typed) for word in ("end", "of", "month")]
        elif token.word == "we" and any(each.kind == "days" for each in found[max(0, at - 2) : at + 3]):
            read.append(_of_word("wed", token.typed))
        else:
            read.append(token)
    return read


def _with_ranges(found: list[Token]) -> list[Token]:
    """Take `20-31` apart, which is a range of days where no date can stand, and beside a month (issue 13.9)."""
    read: list[Token] = []
    around = [END, *found, END]
    for token, before, after in zip(found, around, around[2:], strict=False):
        days = _DAYS.fullmatch(token.typed)
        if days and ("month" in (before.kind, after.kind) or before.kind not in _BEFORE_DATES):
            parts = zip(("number", "dash", "number"), days.groups(), strict=True)
            read += [Token(kind, int(typed) if kind == "number" else 0, "", (), typed, typed) for kind, typed in parts]
        else:
            read.append(token)
    return read


def _is_ten(token: Token) -> bool:
    """Whether it is a word such as `twenty`, to which another number can belong."""
    return token.kind == "number" and token.number in range(20, 100, 10) and token.word in VOCABULARY


def _without_bangs(found: list[Token]) -> list[Token]:
    """Leave out exclamation marks at the end, and join those of `every!`. Raises `BadInput` for others."""
    while found and found[-1].kind == "bang":
        found = found[:-1]
    read: list[Token] = []
    for token in found:
        if token.kind == "bang":
            if not read or read[-1].kind != "every":
                raise _unknown("!")
            read[-1] = read[-1]._replace(kind="every!", typed=f"{read[-1].typed}!")
        else:
            read.append(token)
    return read


def _without_joints(found: list[Token]) -> list[Token]:
    """Leave out hyphens that only hold words together, as in `second-to-last`; in `mon-fri` they mean something."""
    around = [END, *found, END]
    return [
        token
        for token, before, after in zip(found, around, around[2:], strict=False)
        if token.kind != "dash" or not _is_joint(before, after)
    ]


def _is_joint(before: Token, after: Token) -> bool:
    if (before.word, after.word) in _PAIRS or (
        _is_ten(before) and after.kind in ("number", "nth") and after.number < 10
    ):
        return True
    return (before.kind, after.kind) in _JOINTS


def _token(match: re.Match[str]) -> Token:
    kind, typed = match.lastgroup or "", match[0]
    if kind == "word":
        return _of_word(_read(typed.lower()), typed)
    if kind == "odd":
        raise _unknown(typed)
    number = int(re.sub(r"[^0-9]", "", typed)) if kind in ("nth", "number") else 0
    word = typed.lower().replace(" ", "") if kind in ("nth", "date") else typed
    return Token("day name" if kind == "date" else kind, number, "", (), typed, word)


def _of_word(word: str, typed: str) -> Token:
    return Token(*VOCABULARY[word], typed, word)


@lru_cache(maxsize=512)
def _read(typed: str) -> str:
    """Return the word that was meant. Raises `BadInput` where it must not be guessed."""
    word, near = meant(typed, VOCABULARY)
    if word:
        return word
    raise _unknown(typed, near)


def _unknown(typed: str, near: tuple[str, ...] = ()) -> BadInput:
    if near:
        return refusal(f"{quoted(typed)} could be {' or '.join(near[:3])}")
    return refusal(f"{quoted(typed)} is not a word of schedules")

"""The days at which a schedule begins and ends, as phrases say them: `from dec 1 until march`, `for 3 weeks`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from dayplan.domain.after import months_later
from dayplan.domain.entry import parse_day
from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_parts import refusal
from dayplan.domain.phrase_tokens import END, Token
from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

BEGINNING = ("every monday starting tomorrow", "every 2 weeks starting next tue", "every workday from dec 1")
ENDING = ("every monday until march", "every day until next fri", "every monday, 10 times")
_RELATIVE = ("today", "tomorrow", "tom", "yesterday", "now", "next", "last", "+", "-")
_DAY = timedelta(days=1)


class Span(NamedTuple):
    """A day, or the week, month, quarter or year that was named instead, and how many tokens name it."""

    first: date
    last: date
    is_day: bool
    tokens: int


def begin_of(tokens: Sequence[Token], today: date, week_start: int) -> tuple[date, int]:
    """Read the day that `starting` names: of a month its first. Return it with the number of tokens.

    Raises `BadInput` that points at what is no day.
    """
    number, unit = _two(tokens)
    try:
        if number.kind in ("number", "a") and unit.kind == "unit":
            return later(today, max(1, number.number) * unit.number, unit.unit), 2  # in 2 weeks
        found = _span(tokens, today, week_start, by_last=False)
    except (OverflowError, ValueError):
        found = None
    if found is None:
        raise _no_day(tokens, BEGINNING)
    return found.first, found.tokens


def end_of(tokens: Sequence[Token], begin: date, today: date, week_start: int, *, through: bool) -> tuple[date, int]:
    """Read the last day of all, which `until` names: a day is included.

    A month or another stretch is included only after `through`. What is named without a year comes after `begin`.
    Raises `BadInput` that points at what is no day.
    """
    relative = bool(tokens) and tokens[0].word.startswith(_RELATIVE)
    base = today if relative else max(begin, today)
    try:
        found = _span(tokens, base, week_start, by_last=through)
        if found and not (found.is_day or through) and found.first == base:  # the first of march until march
            found = _span(tokens, base + _DAY, week_start, by_last=False)
        last = None if found is None else found.last if found.is_day or through else found.first - _DAY
    except (OverflowError, ValueError):
        found = last = None
    if found is None or last is None:
        raise _no_day(tokens, ENDING)
    return last, found.tokens


def later(day: date, number: int, unit: str) -> date:
    """Return the day that is so many days, weeks, months, quarters or years later; of a short month the last."""
    if unit in ("day", "week"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    return months_later(day, number * {"month": 1, "quarter": 3, "year": 12}[unit])


def _no_day(tokens: Sequence[Token], phrases: tuple[str, str, str]) -> BadInput:
    if not tokens:
        return refusal("The phrase ends where a day should follow", phrases)
    typed = " ".join(token.typed for token in tokens[:2] if token.kind != "and")
    return refusal(f"{quoted(typed)} is not a day", phrases)


def _span(tokens: Sequence[Token], base: date, week_start: int, *, by_last: bool) -> Span | None:
    """Read what is named; of months the coming one, which has its last day still to come where that is wanted."""
    if found := _day(tokens, base, week_start):
        return found
    if tokens and tokens[0].kind == "end":
        found = _stretch(tokens[1:], base, week_start, by_last=True)
        return found and Span(found.last, found.last, True, found.tokens + 1)
    return _stretch(tokens, base, week_start, by_last=by_last)


def _day(tokens: Sequence[Token], base: date, week_start: int) -> Span | None:
    """Read the longest day there is at the beginning: `dec 1`, `1st dec 2028`, `dec 1, 2028`, `next tue`."""
    words: list[str] = []
    for count, token in enumerate(tokens[:5], start=1):
        if token.kind == "and" and token.typed == "," and count < len(tokens) and _is_year(tokens[count]):
            continue
        if token.kind not in ("day name", "number", "nth", "month", "days", "next", "last"):
            break
        words += [""] * (count - len(words) - 1) + [token.word]
    for count in range(len(words), 0, -1):
        typed = " ".join(word for word in words[:count] if word)
        try:
            day = base if typed == "now" else parse_day(typed, base, week_start)
        except BadInput:
            continue
        return Span(day, day, True, count)
    return None


def _stretch(tokens: Sequence[Token], base: date, week_start: int, *, by_last: bool) -> Span | None:
    first, second = _two(tokens)
    if first.kind == "next" and second.kind == "unit":
        found = _period(second, base, week_start, 1)
        return found and found._replace(tokens=2)
    if first.kind == "unit" and by_last:
        return _period(first, base, week_start, 0)
    if _is_year(first):
        return Span(date(first.number, 1, 1), date(first.number, 12, 31), False, 1)
    if first.kind != "month" or second.kind == "nth" or (second.kind == "number" and not _is_year(second)):
        return None
    year = second.number if _is_year(second) else base.year
    found = _month(year, first.number, 2 if _is_year(second) else 1)
    if not _is_year(second) and ((found.last if by_last else found.first) < base):
        return _month(year + 1, first.number, 1)
    return found


def _period(unit: Token, base: date, week_start: int, ahead: int) -> Span | None:
    """Return the week, month, quarter or year that `base` is in, or one ahead."""
    if unit.number != 1 or unit.unit == "day":
        return None
    if unit.unit == "week":
        first = base - _DAY * ((base.weekday() - week_start) % 7)
    else:
        month = {"month": base.month, "quarter": (base.month - 1) // 3 * 3 + 1, "year": 1}[unit.unit]
        first = date(base.year, month, 1)
    first = later(first, ahead, unit.unit)
    return Span(first, later(first, 1, unit.unit) - _DAY, False, 1)


def _month(year: int, month: int, tokens: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), False, tokens)


def _is_year(token: Token) -> bool:
    return token.kind == "number" and len(token.word) == 4 and token.number > 0


def _two(tokens: Sequence[Token]) -> tuple[Token, Token]:
    padded = (*tokens[:2], END, END)
    return padded[0], padded[1]

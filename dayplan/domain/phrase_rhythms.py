"""How often, in phrases: `every 2 weeks`, `every other friday`, `twice a month`; two of them are refused."""

from __future__ import annotations

from itertools import pairwise

from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_after import AfterReader
from dayplan.domain.phrase_parts import COUNTED, SPACED, WEEKDAYS, refusal
from dayplan.domain.phrase_tokens import END, Token, too_fine
from dayplan.domain.record import NamedTuple
from dayplan.domain.rule import WORKDAY
from dayplan.errors import BadInput

_COMMAS = (",", ";", "/")
_SCHEDULED = ("every", "adverb", "days", "nth", "last", "number", "month", "begin", "end", "mid")
_COARSENESS = {"day": 0, "workday": 0, "week": 1, "month": 2, "quarter": 3, "year": 4}
_MOST_TIMES = 10_000
_MOST_APART = {"day": 1_000, "workday": 1_000, "week": 1_000, "month": 1_000, "quarter": 333, "year": 1_000}


class Clause(NamedTuple):
    """One `every`, and what it counts."""

    number: int
    of_days: bool
    """Whether it counts days by their names, as in "every other friday"."""
    joined: bool
    """Whether "and" stands before it."""
    after_days: bool
    """Whether days of the week were named before it."""
    typed: str


class RhythmReader(AfterReader):
    """Reads how often something is due."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.clauses: list[Clause] = []
        """Each interval that was said by `every`, in order."""
        self.unsure: Token | None = None
        """The ordinal of "every second friday", which something else has to explain."""

    def read_every(self) -> None:
        """Read `every` and the interval behind it."""
        self.at += 1
        token, following = self.peek(), self.peek(1)
        match token.kind:
            case "other":
                self.at += 1
                self.read_interval(2)
            case "unit":
                self.read_interval(1)
            case "number" if following.kind in ("unit", "days"):
                self.at += 1
                self.read_interval(token.number)
            case "nth" if token.number > 1 and following.kind == "unit" and not following.of:
                if following.unit != "day" or not self._is_period(2):
                    self.at += 1
                    self.read_interval(token.number)
            case "nth" if token.number > 1 and following.days == (WORKDAY,) and not self._is_of_period():
                self.at += 1
                self.read_interval(token.number)
            case "nth" if token.number > 1 and following.kind == "days":
                self.unsure = token
            case "nth" if token.word == "second" and following.kind in ("", "until", "for", "begin"):
                raise too_fine(f"every {token.typed}")
            case "days":
                self.add_clause(1, token.typed, of_days=True)
                self.said.each_day = True
            case "nth" | "last" | "next" | "number" | "month" | "begin" | "end" | "mid":
                pass
            case _:
                before = quoted(self.peek(-1).typed)
                raise refusal(f"{before} is not followed by what it counts", SPACED)

    def _is_of_period(self) -> bool:
        """Whether "every 2nd workday" is one of a month or the like that is named before or behind it."""
        return self.said.every is not None or bool(self.spots) or self._is_period(2)

    def _is_period(self, ahead: int) -> bool:
        """Whether `of the month` or the like follows."""
        token = self.peek(ahead + (self.peek(ahead).kind == "every"))
        return token.kind == "month" or (token.kind in ("unit", "adverb") and _COARSENESS[token.unit] > 1)

    def read_interval(self, number: int) -> None:
        """Read what an interval counts: units, or weekdays in place of weeks."""
        token = self.peek()
        if self.after_done(number):
            return
        typed = token.typed if number == 1 else f"{self.peek(-1).typed} {token.typed}"
        if token.kind == "unit":
            self.add_clause(number * token.number, typed, of_days=False)
            self.at += 1
            self.take_interval(number * token.number, token, typed)
        elif number > 1 and token.days == (WORKDAY,):
            self.add_clause(number, f"every {typed}", of_days=True)
            self.at += 1
            self.take_interval(number, token._replace(unit="workday"), typed)
        elif token.kind == "days" and number > 1 and token.days == WEEKDAYS:
            raise refusal(f"{quoted(typed)} cannot be counted over weekends", SPACED)
        elif token.kind == "days":
            if self.said.weekdays and not any(each.number == number and each.of_days for each in self.clauses):
                raise _two_rhythms(self.said.weekday_typed, f"every {typed}")
            self.add_clause(number, f"every {typed}", of_days=True)
            self.take_interval(number, token._replace(unit="week"), typed)
        else:
            raise refusal(f"{quoted(self.peek(-1).typed)} is not followed by what it counts", SPACED)

    def take_interval(self, number: int, token: Token, typed: str, *, said: bool = True) -> None:
        """Take an interval; where only `of the month` or the like is said, another one counts."""
        unit = token.unit
        if not 1 <= number <= _MOST_APART[unit]:
            raise refusal(f"{quoted(typed)} is not an interval from 1 to {_MOST_APART[unit]}", SPACED)
        known = self.said.every
        if known is None or (known == (1, unit) and not self.said.rhythm):
            self.said.every, self.said.every_typed = (number, unit), typed
            self.said.rhythm, self.said.within = said, token.of or self.peek(-2).of
        elif known == (number, unit) or (known[1] == unit and number == 1 and not said):
            pass
        elif token.of and number == known[0] == 1 and _COARSENESS[unit] > _COARSENESS[known[1]]:
            pass  # every day of the week, every month of the year
        else:
            raise _two_rhythms(self.said.every_typed, typed)

    def read_often(self, number: int, width: int) -> None:
        """Read `once`, `twice`, `10 times`: how often in all, or in each period where one follows."""
        typed = " ".join(token.typed for token in self.tokens[self.at : self.at + width])
        is_word = self.peek().kind == "often"
        self.at += width
        following, second = self.peek(), self.peek(1)
        if following.kind == "every" and second.kind == "days" and number == 1:
            return  # once every monday
        if following.kind == "number" and second.kind == "unit" and number == 1:  # once in 2 weeks
            self.at += 1
            self.read_interval(following.number)
        elif following.kind in ("unit", "adverb") or (
            following.kind in ("a", "every") and second.kind in ("unit", "number", "other", "nth", "days")
        ):
            counted = second if following.kind in ("a", "every") else following
            if number > 1 and (counted.kind == "days" or counted.unit == "day"):
                raise too_fine(f"{typed} {following.typed} {second.typed}".strip())
            self.said.per = number, typed
        elif is_word and number > 1 and following.kind not in ("", "until", "from", "begin"):
            raise refusal(f"{quoted(typed)} does not say in which time", COUNTED)
        else:
            self.take_times(number, typed)

    def take_times(self, number: int, typed: str) -> None:
        """Take how often it is due in all."""
        if self.said.times is not None or not 1 <= number <= _MOST_TIMES:
            raise refusal(f"{quoted(typed)} is not one number from 1 to {_MOST_TIMES}", COUNTED)
        self.said.times = number

    def check_conjunctions(self) -> None:
        """Refuse an "and" between an interval and something else: that is two schedules (issue 13.8)."""
        for at, token in enumerate(self.tokens):
            if token.kind != "and" or token.typed in _COMMAS:
                continue
            before, after = self.tokens[:at], [each for each in self.tokens[at + 1 :] if each.kind != "a"]
            if _ends_interval(before) and after and after[0].kind in _SCHEDULED:
                raise _two_rhythms(before[-1].typed, after[0].typed)
            if before and before[-1].kind in ("days", "month", "nth", "number") and _begins_interval(after):
                raise _two_rhythms(before[-1].typed, " ".join(each.typed for each in after[:3]))

    def check_clauses(self) -> None:
        """Refuse "every monday and every other friday", of which no single rule is exact (issue 13.8)."""
        for one, other in pairwise(self.clauses):
            if one.of_days and not other.of_days:  # "fridays every other week"
                apart = other.joined
            else:
                apart = other.of_days and (one.of_days or other.joined or other.after_days)
            if one.number != other.number and apart:
                raise _two_rhythms(one.typed, other.typed)

    def add_clause(self, number: int, typed: str, *, of_days: bool) -> None:
        """Note an interval, which `check_clauses` compares with the others."""
        at = min(self.at, len(self.tokens) - 1)
        while at and self.tokens[at].kind not in ("every", "adverb"):
            at -= 1
        joined = at > 0 and self.tokens[at - 1].kind == "and" and self.tokens[at - 1].typed not in _COMMAS
        self.clauses.append(Clause(number, of_days, joined, bool(self.said.weekdays), typed))


def _two_rhythms(one: str, other: str) -> BadInput:
    return refusal(f"{quoted(one)} and {quoted(other)} are two rhythms, which take two templates", SPACED)


def _ends_interval(before: list[Token]) -> bool:
    """Whether an interval such as `every 2 weeks` or `daily` ends here, and not `of every month` or `the last day`."""
    third, second, last = [END, END, END, *before][-3:]
    if last.kind == "adverb":
        return not last.of
    if last.kind != "unit":
        return False
    if second.kind in ("number", "nth", "other"):
        return third.kind == "every" and not third.of
    return second.kind == "every" and not second.of


def _begins_interval(after: list[Token]) -> bool:
    first, second, third = [*after, END, END, END][:3]
    if first.kind == "adverb":
        return True
    return first.kind == "every" and "unit" in (second.kind, third.kind if second.kind in ("number", "other") else "")

"""The second step of reading a phrase: from words to what they say together.

Parts may stand in any order. Which of them make a rule together is for `phrase_rule` to say; what has two meanings, or
is finer than a day, is refused here.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from dayplan.domain import phrase_spans as spans
from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_lists import ListReader
from dayplan.domain.phrase_parts import (
    AFTERWARDS,
    ALL_WEEK,
    COUNTED,
    MONTHLY,
    SPACED,
    WEEKDAYS,
    WEEKLY,
    Said,
    Spot,
    refusal,
)
from dayplan.domain.phrase_tokens import END, Token, time_of_day, tokens, too_fine
from dayplan.domain.record import NamedTuple
from dayplan.domain.rule import MOST_AFTER, WORKDAY
from dayplan.domain.wording import MONTHS
from dayplan.errors import BadInput

_COMMAS = (",", ";", "/")
_SCHEDULED = ("every", "adverb", "days", "nth", "last", "number", "month", "begin", "end", "mid")
_COARSENESS = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4}
_NOT_MONTHS = ("day", "week", "quarter", "year")
_DAYS_OF = {"day": 1, "week": 7, "month": 30, "quarter": 90, "year": 365}
_MOST_TIMES = 10_000
_MOST_APART = {"day": 1_000, "week": 1_000, "month": 1_000, "quarter": 333, "year": 1_000}


def read(phrase: str, today: date, week_start: int) -> Said:
    """Read the parts of a phrase. Raises `BadInput` at the first word that cannot be read or has two meanings."""
    found, corrections = tokens(phrase)
    if not found:
        raise refusal("The phrase is empty")
    said = _Reader(found, today, week_start).read()
    said.corrections = corrections
    return said


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


class _Reader(ListReader):
    def __init__(self, found: list[Token], today: date, week_start: int) -> None:
        super().__init__(found)
        self.today, self.week_start = today, week_start
        self.clauses: list[Clause] = []
        """Each interval that was said by `every`, in order."""
        self.unsure: Token | None = None
        """The ordinal of "every second friday", which something else has to explain."""
        self.without: tuple[int, ...] = ()
        self.lasts: tuple[int, str] | None = None
        """From beginning to end, where that is said instead of the last day."""
        self.until: tuple[int, bool] | None = None
        """Where the last day is named, and whether a month that is named is included."""

    def read(self) -> Said:
        self._check_conjunctions()
        while self.at < len(self.tokens):
            self._part()
        self._check_clauses()
        self._end()
        self._unite()
        return self.said

    def _check_conjunctions(self) -> None:
        """Refuse an "and" between an interval and something else: that is two schedules (issue 13.8)."""
        for at, token in enumerate(self.tokens):
            if token.kind != "and" or token.typed in _COMMAS:
                continue
            before, after = self.tokens[:at], [each for each in self.tokens[at + 1 :] if each.kind != "a"]
            if _ends_interval(before) and after and after[0].kind in _SCHEDULED:
                raise _two_rhythms(before[-1].typed, after[0].typed)
            if before and before[-1].kind in ("days", "month", "nth", "number") and _begins_interval(after):
                raise _two_rhythms(before[-1].typed, " ".join(each.typed for each in after[:3]))

    def _check_clauses(self) -> None:
        """Refuse "every monday and every other friday", of which no single rule is exact (issue 13.8)."""
        for one, other in pairwise(self.clauses):
            if one.of_days and not other.of_days:  # "fridays every other week"
                apart = other.joined
            else:
                apart = other.of_days and (one.of_days or other.joined or other.after_days)
            if one.number != other.number and apart:
                raise _two_rhythms(one.typed, other.typed)

    def _clause(self, number: int, typed: str, *, of_days: bool) -> None:
        at = min(self.at, len(self.tokens) - 1)
        while at and self.tokens[at].kind not in ("every", "adverb"):
            at -= 1
        joined = at > 0 and self.tokens[at - 1].kind == "and" and self.tokens[at - 1].typed not in _COMMAS
        self.clauses.append(Clause(number, of_days, joined, bool(self.said.weekdays), typed))

    def _part(self) -> None:
        token, following = self.peek(), self.peek(1)
        match token.kind:
            case "a" | "unit" | "number" if self._after_done():
                pass
            case "and" | "a":
                self.at += 1
            case "every":
                self._every()
            case "every!":
                self._every_after_done()
            case "other":
                self.at += 1
                self._spaced(2)
            case "unit" if following.kind == "number" and token.word == "day" and self.peek(2).kind != "times":
                self.said.every = self.said.every or (1, "month")  # monthly on day 15
                self.at += 1
            case "unit" | "adverb":
                self.at += 1
                if token.kind == "adverb":
                    self._clause(token.number, token.typed, of_days=False)
                self._period(token.number, token, token.typed, said=token.kind == "adverb")
            case "often":
                self._often(token.number, 1)
            case "number" if following.kind == "times":
                self._often(token.number, 2)
            case "number" if following.word == "second":
                raise too_fine(f"{token.typed} {following.typed}")
            case "number" if following.kind in ("unit", "days"):
                raise refusal(f"{quoted(f'{token.typed} {following.typed}')} does not say from when to when", SPACED)
            case "for":
                self._for()
            case "begin" if not self.is_edge():
                self._begin()
            case "from":
                self._from()
            case "until" | "through":
                self._until(token.kind == "through")
            case "end" if following.kind == "day name":
                self._until(True)
            case "except":
                self._except()
            case "after":
                raise refusal(f"{quoted(token.typed)} does not say when", AFTERWARDS)
            case "or":
                raise refusal(f"{quoted(f'or {following.typed}'.strip())} leaves the day open", WEEKLY)
            case "at" if following.kind != "number":
                self.at += 1
            case "at":
                raise time_of_day(f"{token.typed} {following.typed}")
            case "nth" | "last" | "next" | "number" | "days" | "month" | "begin" | "end" | "mid":
                before = self.at
                self.read_list()
                if self.at == before:
                    raise self._lost()
            case _:
                raise self._lost()

    def _lost(self) -> BadInput:
        before = self.peek(-1).typed
        where = f"after {quoted(before)}" if before else "at the beginning"
        return refusal(f"{quoted(self.peek().typed)} means nothing {where}")

    # How often

    def _every(self) -> None:
        self.at += 1
        token, following = self.peek(), self.peek(1)
        match token.kind:
            case "other":
                self.at += 1
                self._spaced(2)
            case "unit":
                self._spaced(1)
            case "number" if following.kind in ("unit", "days"):
                self.at += 1
                self._spaced(token.number)
            case "nth" if token.number > 1 and following.kind == "unit" and not following.of:
                if following.unit != "day" or not self._is_period(2):
                    self.at += 1
                    self._spaced(token.number)
            case "nth" if token.number > 1 and following.kind == "days":
                self.unsure = token
            case "nth" if token.word == "second" and following.kind in ("", "until", "for", "begin"):
                raise too_fine(f"every {token.typed}")
            case "days":
                self._clause(1, token.typed, of_days=True)
                self.said.each_day = True
            case "nth" | "last" | "next" | "number" | "month" | "begin" | "end" | "mid":
                pass
            case _:
                before = quoted(self.peek(-1).typed)
                raise refusal(f"{before} is not followed by what it counts", SPACED)

    def _is_period(self, ahead: int) -> bool:
        """Whether `of the month` or the like follows."""
        token = self.peek(ahead + (self.peek(ahead).kind == "every"))
        return token.kind == "month" or (token.kind in ("unit", "adverb") and _COARSENESS[token.unit] > 1)

    def _spaced(self, number: int) -> None:
        """Read what an interval counts: units, or weekdays in place of weeks."""
        token = self.peek()
        if self._after_done(number):
            return
        typed = token.typed if number == 1 else f"{self.peek(-1).typed} {token.typed}"
        if token.kind == "unit":
            self._clause(number * token.number, typed, of_days=False)
            self.at += 1
            self._period(number * token.number, token, typed)
        elif token.kind == "days" and number > 1 and token.days in ((WORKDAY,), WEEKDAYS):
            raise refusal(f"{quoted(typed)} cannot be counted over weekends", SPACED)
        elif token.kind == "days":
            if self.said.weekdays and not any(each.number == number and each.of_days for each in self.clauses):
                raise _two_rhythms(self.said.weekday_typed, f"every {typed}")
            self._clause(number, f"every {typed}", of_days=True)
            self._period(number, token._replace(unit="week"), typed)
        else:
            raise refusal(f"{quoted(self.peek(-1).typed)} is not followed by what it counts", SPACED)

    def _period(self, number: int, token: Token, typed: str, *, said: bool = True) -> None:
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

    def _often(self, number: int, width: int) -> None:
        """Read `once`, `twice`, `10 times`: how often in all, or in each period where one follows."""
        typed = " ".join(token.typed for token in self.tokens[self.at : self.at + width])
        is_word = self.peek().kind == "often"
        self.at += width
        following, second = self.peek(), self.peek(1)
        if following.kind == "every" and second.kind == "days" and number == 1:
            return  # once every monday
        if following.kind == "number" and second.kind == "unit" and number == 1:  # once in 2 weeks
            self.at += 1
            self._spaced(following.number)
        elif following.kind in ("unit", "adverb") or (
            following.kind in ("a", "every") and second.kind in ("unit", "number", "other", "nth", "days")
        ):
            counted = second if following.kind in ("a", "every") else following
            if number > 1 and (counted.kind == "days" or counted.unit == "day"):
                raise too_fine(f"{typed} {following.typed} {second.typed}".strip())
            self.said.per = number, typed
        elif is_word and number > 1:
            raise refusal(f"{quoted(typed)} does not say in which time", COUNTED)
        else:
            self._times(number, typed)

    def _times(self, number: int, typed: str) -> None:
        if self.said.times is not None or not 1 <= number <= _MOST_TIMES:
            raise refusal(f"{quoted(typed)} is not one number from 1 to {_MOST_TIMES}", COUNTED)
        self.said.times = number

    def _except(self) -> None:
        at, before = self.at, len(self.without)
        self.at += 1
        while self.peek().kind in ("days", "and", "every"):
            if self.peek().kind == "days":
                self.without += self.read_weekdays()
            else:
                self.at += 1
        if len(self.without) == before:
            raise refusal(f"{quoted(self.tokens[at].typed)} is not followed by weekdays", WEEKLY)

    # After it was done

    def _after_done(self, number: int = 1) -> bool:
        """Read `3 days after it was done` up to its end; whether that is what stands here."""
        ahead = 0 if self.peek().kind in ("unit", "days") else 1
        counted, unit, after = self.peek(), self.peek(ahead), self.peek(ahead + 1)
        if unit.kind not in ("unit", "days") or after.kind not in ("after", "from"):
            return False
        end = ahead + 2
        while self.peek(end).kind in ("done", "it", "last", "times", "a", "every") or self.peek(end).word == "one":
            end += 1
        words = [self.peek(at) for at in range(ahead + 2, end)]
        if not any(word.kind in ("done", "times") or word.word == "one" for word in words):
            return False
        number = counted.number if counted.kind == "number" else number
        typed = f"{number} {unit.typed}"
        if unit.kind == "days":
            raise refusal(f"{quoted(typed)} cannot be counted from when it was done", AFTERWARDS)
        self._take_after(number, unit, typed)
        self.at += end
        return True

    def _every_after_done(self) -> None:
        """Read `every! 3 days`, which is how Todoist writes 3 days after it was done (issue 13.10)."""
        self.at += 1
        counted = self.peek()
        has_number = counted.kind in ("number", "nth", "other")
        unit = self.peek(1) if has_number else counted
        number = 2 if counted.kind == "other" else counted.number if has_number else 1
        if unit.kind != "unit":
            raise refusal(f"'every!' and {quoted(unit.typed)} do not go together", AFTERWARDS)
        self._take_after(number, unit, f"{number} {unit.typed}")
        self.at += 1 + has_number

    def _take_after(self, number: int, unit: Token, typed: str) -> None:
        days = number * unit.number * _DAYS_OF[unit.unit]
        if self.said.after is not None or not 1 <= days <= MOST_AFTER:
            raise refusal(f"{quoted(typed)} is not one number of days from 1 to {MOST_AFTER}", AFTERWARDS)
        self.said.after = days

    # From when to when

    def _begin(self) -> None:
        self.at += 1
        if self.said.starts_on is not None:
            raise refusal(f"{quoted(self.peek(-1).typed)} begins a second time", spans.BEGINNING)
        self.said.starts_on, width = spans.begin_of(self.tokens[self.at :], self.today, self.week_start)
        self.at += width
        if self.peek().kind in ("to", "dash"):
            self._until(True)

    def _from(self) -> None:
        kind = self.peek(1).kind if self.peek(1).kind == self.peek(3).kind else ""
        if (
            kind in ("days", "month")
            and self.peek(2).kind in ("dash", "to", "through")
            and self.peek(4).kind != "number"
        ):
            self.at += 1  # from monday to friday
        else:
            self._begin()

    def _until(self, through: bool) -> None:
        typed = self.peek().typed
        self.at += 1
        if self.until or self.lasts:
            raise refusal(f"{quoted(typed)} is a second end", spans.ENDING)
        self.until = self.at, through
        found = self.tokens[self.at :]
        self.at += spans.end_of(found, self.today, self.today, self.week_start, through=through)[1]

    def _for(self) -> None:
        token, following = self.peek(1), self.peek(2)
        self.at += 1
        if token.kind == "often" or (token.kind == "number" and following.kind == "times"):
            width = 1 if token.kind == "often" else 2
            self._times(token.number, " ".join(word.typed for word in (token, following)[:width]))
            self.at += width
        elif token.kind in ("number", "a") and following.kind == "unit" and not (self.until or self.lasts):
            self.lasts = max(token.number, token.kind == "a") * following.number, following.unit
            self.at += 2
        else:
            raise refusal(f"{quoted(self.peek(-1).typed)} is not followed by how often or how long", COUNTED)

    def _end(self) -> None:
        """Tell the last day, now that the first one is known."""
        said = self.said
        begin = said.starts_on or self.today
        if self.until:
            at, through = self.until
            found = spans.end_of(self.tokens[at:], begin, self.today, self.week_start, through=through)
            said.ends_on = found[0]
        elif self.lasts:
            try:
                said.ends_on = spans.later(begin, *self.lasts) - timedelta(days=1)
            except (OverflowError, ValueError):
                raise refusal(f"{self.lasts[0]} {self.lasts[1]}s are more than the calendar has", COUNTED) from None
        if said.ends_on and said.times:
            raise refusal(f"It would end after {said.times} times and on {said.ends_on}", COUNTED)
        if said.ends_on and said.ends_on < begin:
            raise refusal(f"It would end on {said.ends_on}, before it begins on {begin}", spans.ENDING)

    # All of it

    def _unite(self) -> None:
        said = self.said
        self._leave_out()
        spots = [each for each in self.spots if isinstance(each, Spot)]
        kinds = [said.weekday_typed] if said.weekdays else []
        kinds += [said.places[0].typed] if said.places else []
        kinds += [said.window.typed] if said.window else []
        kinds += [spots[0].typed] if spots else []
        if len(kinds) > 1:
            raise refusal(f"{quoted(kinds[0])} and {quoted(kinds[1])} do not fit into one schedule")
        if said.after is not None and (kinds or self.spots or said.every or said.times):
            others = [*kinds, said.every_typed, *(each.typed for each in self.spots), f"{said.times} times"]
            raise refusal(f"{quoted(next(filter(None, others)))} does not go with days after it was done", AFTERWARDS)
        if said.every and not (self.said.rhythm or kinds or said.per):
            raise refusal(f"{quoted(said.every_typed)} does not say how often")
        self.pair()
        self._check_month_range()
        if self.unsure and said.every is None and not said.months and len(said.places) == 1:
            number, day = self.unsure.number, self.tokens[self.tokens.index(self.unsure) + 1].word.removesuffix("s")
            phrases = (f"every {number} weeks on {day}", f"{self.unsure.typed} {day} of the month", f"every {day}")
            raise refusal(f"{quoted(f'every {self.unsure.typed} {day}')} has two meanings", phrases)
        unit = said.month_typed or (said.every and said.every[1])
        for spot in spots:
            if (spot.how == "edge" and not unit) or (spot.how in ("bare", "middle") and unit in (None, *_NOT_MONTHS)):
                raise refusal(f"{quoted(spot.typed)} does not say of what", MONTHLY)

    def _check_month_range(self) -> None:
        """Ask of a range of months whether it is meant every year or once (issue 13.9)."""
        if self.month_range is None or (self.said.every == (1, "year") and self.said.rhythm):
            return
        (first, last), typed = self.month_range
        begin = date(self.today.year + (first < self.today.month), first, 1)
        end = spans.later(begin, (last - first) % 12 + 1, "month") - timedelta(days=1)
        what = self.said.weekday_typed or "monday"
        what = "workday" if what.startswith("work") else what.removesuffix("s")
        months = f"{MONTHS[first - 1].lower()} to {MONTHS[last - 1].lower()}"
        phrases = (
            f"every {what} in {months} every year",
            f"every {what} from {begin} until {end}",
            "every monday in may",
        )
        raise refusal(f"{quoted(typed)} could be meant every year or once", phrases)

    def _leave_out(self) -> None:
        """Take away what `except` names."""
        if self.without:
            days = self.said.weekdays or (ALL_WEEK if self.said.every == (1, "day") else ())
            self.said.weekdays = tuple(day for day in days if day not in self.without)
            if not set(days) > set(self.without) or WORKDAY in days:
                raise refusal("What is left out has to be one of several weekdays", WEEKLY)


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

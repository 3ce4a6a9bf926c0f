"""The second step of reading a phrase: from words to what they say together.

Parts may stand in any order. Which of them make a rule together is for `phrase_rule` to say; what has two meanings, or
is finer than a day, is refused here.
"""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain import phrase_spans as spans
from dayplan.domain.days import format_day
from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_parts import (
    AFTERWARDS,
    ALL_WEEK,
    COUNTED,
    MONTHLY,
    SPACED,
    WEEKLY,
    Said,
    Spot,
    refusal,
)
from dayplan.domain.phrase_rhythms import RhythmReader
from dayplan.domain.phrase_tokens import Token, time_of_day, tokens, too_fine
from dayplan.domain.rule import WORKDAY
from dayplan.domain.wording import MONTHS
from dayplan.errors import BadInput

_NOT_MONTHS = ("day", "week", "quarter", "year")


def read(phrase: str, today: date, week_start: int, date_format: str) -> Said:
    """Read the parts of a phrase. Raises `BadInput` at the first word that cannot be read or has two meanings."""
    found, corrections = tokens(phrase)
    if not found:
        raise refusal("The phrase is empty")
    said = _Reader(found, today, week_start, date_format).read()
    said.corrections = corrections
    return said


class _Reader(RhythmReader):
    def __init__(self, found: list[Token], today: date, week_start: int, date_format: str) -> None:
        super().__init__(found)
        self.today, self.week_start, self.date_format = today, week_start, date_format
        self.without: tuple[int, ...] = ()
        self.lasts: tuple[int, str] | None = None
        """From beginning to end, where that is said instead of the last day."""
        self.until: tuple[int, bool] | None = None
        """Where the last day is named, and whether a month that is named is included."""

    def read(self) -> Said:
        self.check_conjunctions()
        while self.at < len(self.tokens):
            self._part()
        self.check_clauses()
        self._end()
        self._unite()
        return self.said

    def _part(self) -> None:
        token, following = self.peek(), self.peek(1)
        match token.kind:
            case "a" | "unit" | "number" if self.after_done():
                pass
            case "when" | "after" if self.when_done():
                pass
            case "and" | "a":
                self.at += 1
            case "every":
                self.read_every()
            case "every!":
                self.every_after_done()
            case "other":
                self.at += 1
                self.read_interval(2)
            case "unit" if (
                following.kind == "number" and token.word in ("day", "days") and self.peek(2).kind != "times"
            ):
                self.said.every = self.said.every or (1, "month")  # monthly on day 15
                self.at += 1
            case "unit" if token.word == "weeks" and following.kind == "from" and len(self.peek(2).days) == 1:
                self._weeks_from()
            case "unit" | "adverb":
                self.at += 1
                if token.kind == "adverb":
                    self.add_clause(token.number, token.typed, of_days=False)
                self.take_interval(token.number, token, token.typed, said=token.kind == "adverb")
            case "often":
                self.read_often(token.number, 1)
            case "number" if following.kind == "times":
                self.read_often(token.number, 2)
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
            case "until" if following.kind == "number" and self.peek(2).kind == "times":
                self.at += 1  # up to 7 times
            case "until" | "through":
                self._until(token.kind == "through")
            case "end" if following.kind == "day name":
                self._until(True)
            case "but" if following.kind == "days":
                self._except()
            case "except":
                self._except()
            case "after" | "when":
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

    # From when to when

    def _begin(self) -> None:
        self.at += 1
        if self.said.starts_on is not None:
            raise refusal(f"{quoted(self.peek(-1).typed)} begins a second time", spans.BEGINNING)
        self.said.starts_on, width = spans.begin_of(self.tokens[self.at :], self.today, self.week_start)
        self.at += width
        if self.peek().kind in ("to", "dash"):
            self._until(True)

    def _weeks_from(self) -> None:
        """Read `weeks from sunday`: where weeks begin, in place of the setting."""
        (day,) = self.peek(2).days
        if self.said.week_start is not None or day == WORKDAY or (self.said.every or (0, ""))[1] != "week":
            raise self._lost()
        self.said.week_start = day
        self.at += 3

    def _from(self) -> None:
        kind = self.peek(1).kind if self.peek(1).kind == self.peek(3).kind else ""
        if kind == "number" and self.peek(2).kind == "dash" and self.peek(4).kind == "month":
            self.at += 1  # from 20-31 december
        elif (
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
            self.take_times(token.number, " ".join(word.typed for word in (token, following)[:width]))
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
        if said.ends_on is None:
            return
        ends = format_day(said.ends_on, self.date_format)
        if said.times:
            raise refusal(f"It would end after {said.times} times and on {ends}", COUNTED)
        if said.ends_on < begin:
            begins = format_day(begin, self.date_format)
            raise refusal(f"It would end on {ends}, before it begins on {begins}", spans.ENDING)

    # All of it

    def _unite(self) -> None:
        said = self.said
        self._leave_out()
        self.unite_after()
        spots = [each for each in self.spots if isinstance(each, Spot)]
        kinds = [said.weekday_typed] if said.weekdays else []
        kinds += [said.places[0].typed] if said.places else []
        kinds += [said.window.typed] if said.window else []
        kinds += [spots[0].typed] if spots else []
        is_both = kinds == [said.weekday_typed, *(spot.typed for spot in spots)] and said.both
        if len(kinds) > 1 and not is_both:
            raise refusal(f"{quoted(kinds[0])} and {quoted(kinds[1])} do not fit into one schedule")
        if said.after is not None and (kinds or self.spots or said.every or said.times):
            others = [*kinds, said.every_typed, *(each.typed for each in self.spots), f"{said.times} times"]
            raise refusal(f"{quoted(next(filter(None, others)))} does not go with days after it was done", AFTERWARDS)
        if said.every and not (self.said.rhythm or kinds or said.per):
            raise refusal(f"{quoted(said.every_typed)} does not say how often")
        self.pair()
        self._check_month_range()
        self._check_day_range()
        if self.unsure and said.every is None and not said.months and len(said.places) == 1:
            number, day = self.unsure.number, self.tokens[self.tokens.index(self.unsure) + 1].word.removesuffix("s")
            phrases = (f"every {number} weeks on {day}", f"{self.unsure.typed} {day} of the month", f"every {day}")
            raise refusal(f"{quoted(f'every {self.unsure.typed} {day}')} has two meanings", phrases)
        unit = said.month_typed or (said.every and said.every[1])
        for spot in spots:
            if (spot.how == "edge" and not unit) or (spot.how in ("bare", "middle") and unit in (None, *_NOT_MONTHS)):
                raise refusal(f"{quoted(spot.typed)} does not say of what", MONTHLY)

    def _check_day_range(self) -> None:
        """Ask of every day of a range of days whether it is meant every year or once (issue 13.9)."""
        if self.day_range is None or self.said.every != (1, "day"):
            return
        (first, last), typed = self.day_range
        if len(self.said.spots) != 1 or len(self.said.spots[0][1]) != 1:
            return
        (_, (month,)) = self.said.spots[0]
        try:
            begin, end = (date(self.today.year, month, day) for day in (first, last))
            if end < self.today:
                begin, end = (day.replace(year=day.year + 1) for day in (begin, end))
        except ValueError:
            return
        name = MONTHS[month - 1].lower()
        phrases = (
            f"every year on {first}-{last} {name}",
            f"every day from {begin} until {end}",
            f"every day in {name}",
        )
        raise refusal(f"{quoted(f'{typed} {name}')} could be meant every year or once", phrases)

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
        if self.without and self.said.weekdays == (WORKDAY,) and not set(self.without) >= set(ALL_WEEK):
            self.said.leaves_out = tuple(sorted(set(self.without)))
            if WORKDAY in self.without or self.said.after or self.said.when_done:
                raise refusal("What is left out has to be one of several weekdays", WEEKLY)
        elif self.without:
            days = self.said.weekdays or (ALL_WEEK if self.said.every == (1, "day") else ())
            self.said.weekdays = tuple(day for day in days if day not in self.without)
            if not set(days) > set(self.without) or WORKDAY in days:
                raise refusal("What is left out has to be one of several weekdays", WEEKLY)

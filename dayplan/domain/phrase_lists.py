"""Lists of days in phrases: `mon, wed and fri`, `2nd and last friday`, `april 15 and june 15`, `second to last day`."""

from __future__ import annotations

from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_parts import MONTHLY, WEEKDAYS, WEEKEND, YEARLY, Place, Said, Spot, Window, refusal
from dayplan.domain.phrase_tokens import END, Token
from dayplan.domain.rule import WORKDAY

_IN_EVERY_MONTH = 28
"""Days that every month has."""
_MOST_AT_ONCE = 400
"""More than there are of anything in a year."""
_EDGES = {"begin": Spot(1, "", "edge"), "mid": Spot(15, "", "middle"), "end": Spot(-1, "", "edge")}
_TO = ("dash", "to", "through")
"""Words of a range, between two things of one kind (issue 13.9)."""
_MOST_OF_MONTH = 31
_FIRST_MONTHS = ("15th of the first month of the quarter", "monthly on the 15th", "15th of january and july")
_TWO_PLACES = ("first monday and first tuesday of the month", "every monday and tuesday", "monthly on the 15th")
_WINDOWS = ("first workday after the 15th", "last workday before the 15th", "first monday on or after the 10th")


class ListReader:
    """Reads lists of days, wherever they stand among `tokens`, into `said`. Raises `BadInput` for two meanings."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.at = tokens, 0
        self.said = Said()
        self.spots: list[Spot | Token] = []
        """Days of the month, and months, in the order in which they were said."""
        self.month_range: tuple[tuple[int, int], str] | None = None
        self.day_range: tuple[tuple[int, int], str] | None = None

    def peek(self, ahead: int = 0) -> Token:
        """Return a token from here on, or before; `END` where there is none."""
        at = self.at + ahead
        return self.tokens[at] if 0 <= at < len(self.tokens) else END

    def read_list(self) -> None:
        """Read days, places and months up to the next word that is none of them."""
        places: list[Spot] = []
        joined = False  # "the 15th and monday" is not the 15th monday
        while True:
            token = self.peek()
            is_noun = token.kind == "days" or (token.kind == "unit" and token.unit == "day")
            if token.kind == "and":
                joined = True
                self.at += 1
            elif is_noun and places and not joined:
                self.at += 1
                self._counted(token, places)
                places = []
            elif token.kind == "days":
                self.spots += places
                places = []
                self._weekdays()
            elif months := self._months():
                self.spots += [*places, *months]
                places = []
            elif token.kind == "month" or self.is_edge():
                self.spots += [*places, token if token.kind == "month" else self._edge(token)]
                places = []
                self.at += 1
            elif found := self._ordinals():
                places += found
                joined = False
            else:
                self.spots += places
                return

    def read_weekdays(self) -> tuple[int, ...]:
        """Read one day of the week or group of them, or a range such as `mon-fri`."""
        first, to, last = self.peek(), self.peek(1), self.peek(2)
        self.at += 1
        ends = (*first.days, *last.days)
        if to.kind not in _TO or last.kind != "days" or len(ends) != 2 or WORKDAY in ends:
            return first.days
        self.at += 2
        return tuple((ends[0] + ahead) % 7 for ahead in range((ends[1] - ends[0]) % 7 + 1))

    def _months(self) -> list[Token]:
        """Read a range of months, or `the first month of the quarter`; nothing where that is not what follows."""
        token, to, last = self.peek(), self.peek(1), self.peek(2)
        if token.kind == last.kind == "month" and to.kind in _TO:
            typed = (
                f"{token.typed}{to.typed}{last.typed}"
                if to.kind == "dash"
                else f"{token.typed} {to.typed} {last.typed}"
            )
            self.month_range = (token.number, last.number), typed
            numbers = [(token.number - 1 + ahead) % 12 + 1 for ahead in range((last.number - token.number) % 12 + 1)]
            self.at += 3
            return [token._replace(number=number, typed=typed) for number in numbers]
        if token.kind not in ("nth", "last") or (to.kind, to.unit, to.number, to.of) != ("unit", "month", 1, False):
            return []
        width = 3 + (last.kind == "every")
        period = self.peek(width - 1)
        most = {"quarter": 3, "year": 12}.get(period.unit, 0) if period.kind == "unit" and period.number == 1 else 0
        number = most if token.kind == "last" else token.number
        typed = f"{token.typed} {to.typed}"
        if not 1 <= number <= most:
            raise refusal(f"{quoted(typed)} does not say of which quarter or year", _FIRST_MONTHS)
        self.at += width
        return [to._replace(kind="month", number=each, typed=typed) for each in range(number, 13, most)]

    def is_edge(self) -> bool:
        """Whether the end, middle or beginning of something stands here, and not when it begins or ends."""
        token, following, before = self.peek(), self.peek(1), self.peek(-1)
        match token.kind:
            case "mid":
                return True
            case "end":
                return following.kind != "day name"
            case "begin" if token.word != "starting":
                of_what_precedes = before.kind == "unit" and following.kind in ("", "and", "until")
                if following.kind == "and" and self.peek(2).kind in ("mid", "end"):
                    return True  # beginning and end of the month
                return following.of or following.kind in ("every", "unit") or of_what_precedes
        return False

    def _edge(self, token: Token) -> Spot:
        return _EDGES[token.kind]._replace(typed=token.typed)

    def _weekdays(self) -> None:
        token = self.peek()
        if self.said.places and self.peek(-1).kind == "and" and self.peek(-2).kind == "days":
            what = f"{self.said.places[-1].typed} and {token.typed}"
            raise refusal(f"{quoted(what)} has two meanings", _TWO_PLACES)
        days = self.read_weekdays()
        if not self._window(token._replace(days=days), None):
            self.said.weekday_typed = self.said.weekday_typed or token.typed
            self.said.weekdays += days
            is_date = self.peek().kind == "nth" and self.peek(1).kind not in (
                "to",
                "dash",
                "through",
                "last",
                "days",
                "unit",
            )
            self.said.both |= is_date and len(days) == 1 and WORKDAY not in days and not self.peek().of

    def _ordinals(self) -> list[Spot]:
        """Read one number of a day, or several: `2nd`, `second to last`, `15`, `first 5` before workdays."""
        token, following, third = self.peek(), self.peek(1), self.peek(2)
        is_noun = third.kind == "days" or (third.kind == "unit" and third.unit == "day")
        is_first = token.kind == "last" or (token.kind == "nth" and token.number == 1)
        if is_first and following.kind == "number" and following.number and is_noun:
            self.at += 2
            typed = f"{token.typed} {following.typed}"
            numbers = range(1, min(following.number, _MOST_AT_ONCE) + 1)
            return [Spot(-n if token.kind == "last" else n, typed) for n in numbers]
        if token.kind == "next" and following.kind == "to" and third.kind == "last":
            return self._ordinal(-2, 3)
        if token.kind == "last" and following.kind == "but" and third.kind == "number":
            return self._ordinal(-1 - third.number, 3)
        if token.kind == "last":
            return self._ordinal(-1, 1)
        if token.kind in ("nth", "number") and following.kind in _TO and third.kind in ("nth", "number"):
            joint = following.typed if following.kind == "dash" else f" {following.typed} "
            typed = f"{token.typed}{joint}{third.typed}"
            if not 0 < token.number < third.number <= _MOST_OF_MONTH:
                raise refusal(f"{quoted(typed)} is not a range of days", MONTHLY)
            how = "bare" if third.kind == "number" else ""
            self.day_range = (token.number, third.number), typed
            self.at += 3
            return [Spot(number, typed, how) for number in range(token.number, third.number + 1)]
        if token.kind == "nth" and token.number > 1 and following.kind == "to" and third.kind == "last":
            return self._ordinal(-token.number, 3)
        if token.kind == "nth" and token.number > 0 and following.kind == "last" and not following.of:
            return self._ordinal(-token.number, 2)
        if token.kind == "nth":
            return self._ordinal(token.number, 1)
        if token.kind == "number" and following.kind not in ("times", "unit", "days"):
            return self._ordinal(token.number, 1)
        return []

    def _ordinal(self, number: int, tokens: int) -> list[Spot]:
        typed = " ".join(token.typed for token in self.tokens[self.at : self.at + tokens])
        how = "bare" if self.peek().kind == "number" else "counted" if number < 0 else ""
        self.at += tokens
        return [Spot(number, typed, how)]

    def _counted(self, noun: Token, places: list[Spot]) -> None:
        """Take what ordinals were said of: the last *day*, the first *monday*."""
        if bare := next((place.typed for place in places if place.how == "bare"), ""):
            raise refusal(f"{quoted(f'{bare} {noun.typed}')} does not say which of them", MONTHLY)
        if noun.kind == "unit":
            self.spots += [place._replace(how="counted") for place in places]
            return
        if noun.days == WEEKEND:
            phrases = ("first saturday of the month", "every other weekend", "last sunday of the month")
            raise refusal(f"{quoted(noun.typed)} is more than one day and cannot be counted", phrases)
        if len(places) == 1 and self._window(noun, places[0]):
            return
        if noun.days == (WORKDAY,) and len(places) > 1 and any(place.day > 10 for place in places):
            raise refusal(f"{quoted(places[0].typed)} could be a date or a workday", MONTHLY)
        self.said.places += [Place(place.day, noun.days, f"{place.typed} {noun.typed}") for place in places]

    def _window(self, noun: Token, place: Spot | None) -> bool:
        """Read `after the 15th`, `on or before april 15` behind a day; whether that is what follows."""
        included = self.peek().kind == "or"
        direction, first, second = (self.peek(included + ahead) for ahead in range(3))
        day = second if first.kind == "month" else first
        if direction.kind not in ("after", "before") or day.kind not in ("nth", "number"):
            return False
        typed = f"{noun.typed} {direction.typed} {day.typed}"
        typed = f"{place.typed} {typed}" if place else typed
        nth = 1 if direction.kind == "after" else -1
        if self.said.window or len(noun.days) not in (1, len(WEEKDAYS)) or (place and place.day != nth):
            raise refusal(f"{quoted(typed)} is more than one rule can say", _WINDOWS)
        begin = day.number + (not included) if nth > 0 else day.number - 6 - (not included)
        if not 1 <= begin <= _IN_EVERY_MONTH - 6 or not day.number:
            raise refusal(f"{quoted(typed)} can lie in another month", _WINDOWS)
        self.said.window = Window(nth, noun.days, begin, typed)
        self.spots += [first] if first.kind == "month" else []
        self.at += included + (3 if first.kind == "month" else 2)
        return True

    def pair(self) -> None:
        """Tell which days were said of which months: `april 15 and june 15`, `the 1st and 15th of april and june`."""
        groups: list[tuple[list[Spot], list[Token]]] = []
        months_lead = bool(self.spots) and isinstance(self.spots[0], Token)
        for each in self.spots:
            is_month = isinstance(each, Token)
            if not groups or (is_month == months_lead and groups[-1][int(not months_lead)]):
                groups.append(([], []))
            if isinstance(each, Token):
                groups[-1][1].append(each)
                self.said.month_typed = self.said.month_typed or each.typed
            else:
                groups[-1][0].append(each)
        if not any(days for days, _ in groups):
            self.said.months = tuple(sorted({month.number for _, months in groups for month in months}))
            return
        for days, months in groups:
            if not days:
                raise refusal(f"{quoted(months[0].typed)} stands without its day", YEARLY)
            if not months and self.said.month_typed:
                raise refusal(f"{quoted(days[0].typed)} stands without its month", YEARLY)
        self.said.spots = [(tuple(days), tuple(month.number for month in months)) for days, months in groups]

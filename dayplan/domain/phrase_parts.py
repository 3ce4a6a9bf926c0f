"""What a phrase says, part by part, and how it is refused: between `phrase_grammar` and `phrase_rule`."""

from __future__ import annotations

from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from dayplan.domain.after import After

ALL_WEEK = (0, 1, 2, 3, 4, 5, 6)
WEEKEND = (5, 6)
WEEKDAYS = (0, 1, 2, 3, 4)

ANY = ("every monday", "monthly on the 15th", "last workday of the month")
WEEKLY = ("every monday and friday", "every 2 weeks on friday", "every workday")
MONTHLY = ("monthly on the 15th", "first monday of the month", "last workday of the month")
YEARLY = ("every year on 15 april", "first monday of march", "last day of the quarter")
AFTERWARDS = ("3 days after done", "2 weeks after the last time", "a month after it was done")
SPACED = ("every 3 days", "every 2 weeks on friday", "every 3 months on the 10th")
COUNTED = ("every monday, 10 times", "every monday for 10 weeks", "every monday until march")


def refusal(what: str, phrases: tuple[str, str, str] = ANY) -> BadInput:
    """Make the error that says what is wrong, in one sentence that shows three phrases that would work."""
    first, second, third = phrases
    return BadInput(f"{what}: write '{first}', '{second}' or '{third}'.")


class Spot(NamedTuple):
    """A day of the month, counted from its end where it is negative."""

    day: int
    typed: str
    how: str = ""
    """`counted` from either end ("the first day of the quarter", and not "the 1st"), likewise `edge` ("end of the
    quarter"), the `middle`, a `bare` number, which says nothing without a month, or empty for an ordinal."""


class Place(NamedTuple):
    """One of the days of a kind: the first monday, the last workday."""

    nth: int
    days: tuple[int, ...]
    typed: str


class Window(NamedTuple):
    """The first day of a kind among seven days of the month, or the last: the first workday after the 15th."""

    nth: int
    days: tuple[int, ...]
    first: int
    typed: str


class Said:
    """The parts of one phrase; what it does not say is empty or None."""

    def __init__(self) -> None:
        self.every: tuple[int, str] | None = None
        """The interval and its unit: day, week, month, quarter or year."""
        self.every_typed = ""
        self.rhythm = False
        """Whether that was said by `every` or the like, and not by `of the month` alone."""
        self.within = False
        """Whether something is *of* that period: the 10th of the quarter, and not quarterly on the 10th."""
        self.per: tuple[int, str] | None = None
        """How often in each of these, and the word that says so."""
        self.weekdays: tuple[int, ...] = ()
        self.weekday_typed = ""
        self.leaves_out: tuple[int, ...] = ()
        """Weekdays that are left out of the workdays: every workday except friday."""
        self.both = False
        """Whether a date stands right behind a weekday: friday the 13th."""
        self.each_day = False
        """Whether "every" stands before days of the week: each monday of the month, and not monthly on monday."""
        self.places: list[Place] = []
        self.window: Window | None = None
        self.spots: list[tuple[tuple[Spot, ...], tuple[int, ...]]] = []
        """Days, and the months they were said of: no month for every one."""
        self.months: tuple[int, ...] = ()
        """Months that were said without days."""
        self.month_typed = ""
        self.after: After | None = None
        """How long after it was done (S4)."""
        self.when_done = False
        """Whether the interval counts from when it was done: every 3 weeks when done."""
        self.times: int | None = None
        self.week_start: int | None = None
        """Where weeks begin, if the phrase says so."""
        self.starts_on: date | None = None
        self.ends_on: date | None = None
        self.corrections: tuple[str, ...] = ()
        """Typing errors and what they were read as: `wednsday as wednesday`."""

"""The values everyone passes around. Instants are UTC epoch seconds, durations seconds, days civil dates."""

from __future__ import annotations

from datetime import date

from dayplan.domain.record import NamedTuple
from dayplan.domain.rounding import NO_ROUNDING, Rounding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from dayplan.domain.clock_doubt import ClockDoubt

    Status = Literal["open", "done", "skipped", "missed", "dropped"]
    Missed = Literal["replace", "keep_one", "accumulate"]
    OnAway = Literal["skip", "before", "after", "ignore"]
    EntryState = Literal["kept", "unresolved"]
    MovedBy = Literal["carried", "hand"]

STATUSES = ("open", "done", "skipped", "missed", "dropped")
MISSED = ("replace", "keep_one", "accumulate")
ON_AWAY = ("skip", "before", "after", "ignore")
ENTRY_STATES = ("kept", "unresolved")
BILLABLE = ("yes", "no", "usual")
"""What can be said of one entry; `usual` is as its project has it (T11)."""
MOVED_BY = ("carried", "hand")

REASONS = (
    "",  # nothing to explain
    "added",  # typed by the person
    "seeded",  # its template fell due on this day
    "asked",  # seeded on a day off, because its person wanted to work all the same (S12)
    "first_start",  # the very first start seeds whatever the day of the week (S12)
    "replaced",  # missed: its template's next occurrence took its place (S3)
    "not_opened",  # missed: its day was never opened (S3)
    "kept_one",  # missed: it passed while an earlier one was open (S3)
    "too_many",  # missed: as many as a template piles up were open (S3)
    "late",  # seeded after its day, on the first working day that was opened (S3, S4)
    "early",  # brought in before its day by its person (S5)
    "planned",  # made before its day because its person changed something about it
    "stood_for",  # skipped: the open task of its template stands for it (S3)
    "away",  # skipped: the day is an away day (S8)
    "lost",  # missed: nobody knows what became of it, for its row was gone (S1)
)
"""Why a task row is as it is; the words for each are in `text`."""

TITLE_MAX = 500
NOTES_MAX = 100_000
NAME_MAX = 100


class Now(NamedTuple):
    """One reading of the machine's clock: the instant, and the wall clock at it."""

    epoch: int
    """UTC seconds."""
    offset_s: int
    """Local time minus UTC at that instant."""
    zone: str
    """The zone's name, as entries keep it (D3): of the IANA database, or a POSIX rule where that has none."""
    up_s: int | None = None
    """Seconds since the machine was started, sleep included; None where it cannot tell (T6)."""
    awake_s: int | None = None
    """The same without the time the machine slept."""


class Settings(NamedTuple):
    """The planning settings, which live in the data file and travel with it."""

    day_start_s: int = 0
    """When a logical day begins, in seconds of wall-clock time after midnight (D1)."""
    week_start: int = 0
    """The first day of the week, 0 for Monday."""
    workdays: tuple[int, ...] = (0, 1, 2, 3, 4)
    capacity_s: int = 7 * 3600
    clock_24: bool = True
    date_format: str = "iso"
    rounding: Rounding = NO_ROUNDING
    """How reports round, beside the raw figure (T9)."""
    idle_command: str | None = None
    """A command that prints for how many seconds nobody touched the machine (T6)."""
    weekly_goal_s: int | None = None
    """How much to work in a week (Z3)."""
    weekly_billable_goal_s: int | None = None
    focus_work_s: int | None = None
    """After how much work Focus proposes a break; None: it never does."""
    focus_break_s: int = 5 * 60
    focus_signal: str = "none"
    """How Focus signals that work or break is over: none, bell or desktop."""

    @property
    def reading(self) -> tuple[int, str]:
        """How days are read as they are typed: where weeks begin, and which of two numbers is the month."""
        return self.week_start, self.date_format


class Task(NamedTuple):
    """One thing to do on one day; `tracked_s` is that day's time, the running entry included."""

    id: int
    number: int | None
    """What a person types for it: given once per day, never reused that day."""
    title: str
    status: Status
    reason: str
    day: date | None
    """The day it is planned for; None means the inbox."""
    rank: int
    estimate_s: int | None
    tracked_s: int
    tracked_total_s: int
    """Its whole life's time, the running entry included; fills the estimate bar."""
    running: bool
    template_id: int | None
    template: str | None
    occurrence: date | None
    first_day: date | None
    carried: int
    """How often it moved on by itself since its person last decided its day (C1)."""
    client: str | None
    project: str | None
    tags: tuple[str, ...]
    notes: str
    edited: bool
    """Its title was changed by hand, so a new occurrence does not replace it (S3)."""
    done_at: int | None
    created_at: int


class TimeEntry(NamedTuple):
    """One stretch of work on a task, half-open `[started_at, ended_at)`; open while the timer runs."""

    id: int
    task_id: int
    title: str
    started_at: int
    ended_at: int | None
    zone: str
    day: date
    """The logical day of its start, in its own zone at its own `day_start_s` (D4)."""
    day_start_s: int
    note: str
    state: EntryState
    """Unresolved time is in no total until its person has decided (T6)."""
    seen_at: int | None = None
    """When its person last vouched for it, with the machine's clocks then (T2); None for entries of long ago."""
    seen_up_s: int | None = None
    seen_awake_s: int | None = None
    billable: bool | None = None
    """What was said of this entry alone; None is as its project has it (T11)."""

    def seconds(self, now: int) -> int:
        """How long it lasted, or has lasted by `now`; never negative, even when the clock was set back (T7)."""
        end = now if self.ended_at is None else self.ended_at
        return max(0, end - self.started_at)


class Stretch(NamedTuple):
    """Worked or planned time on one day, for drawing it: half-open, cut at the day's ends."""

    start: int
    end: int
    task_id: int
    title: str
    project_id: int | None
    colour: str | None
    """The colour that was chosen for its project, if any."""


class Firsts(NamedTuple):
    """What was done at least once in this file."""

    timed: bool
    ticked: bool
    added: bool
    """Whether a task was ever added by hand."""


class Running(NamedTuple):
    """The running timer, whichever day its task is planned for."""

    entry: TimeEntry
    number: int | None
    """The task's number, where the task is on the day in view."""


class Move(NamedTuple):
    """One change of a task's day, as it was recorded (C2)."""

    from_day: date | None
    to_day: date | None
    at: int
    by: MovedBy


class MovedTask(NamedTuple):
    """A task that was planned for a past day and moved on: that day still shows it (C2)."""

    id: int
    title: str
    to_day: date | None
    status: Status


class Day(NamedTuple):
    """Everything one day shows. For a future day nothing is written: `projected` tasks have id 0 and no number."""

    day: date
    today: date
    now: Now
    settings: Settings
    seeded: bool
    capacity_s: int
    tasks: tuple[Task, ...]
    moved: tuple[MovedTask, ...]
    running: Running | None
    tracked_s: int
    """All time recorded on this day, whichever day its tasks stand on."""
    unsettled: int
    """Open tasks of days before today that settling would carry or close (S3)."""
    writable: bool
    undecided_s: int = 0
    """Time that waits for a decision, on whichever day for today, else on this one; in no total (T6)."""
    closed_at: int | None = None
    """When its person closed it (Z5); that forbids nothing."""
    note: str = ""
    doubt: ClockDoubt | None = None
    """Why today cannot be believed, whichever day this is (D5)."""

    @property
    def planned_s(self) -> int:
        """The estimates of open and done tasks (Z1)."""
        return sum(t.estimate_s or 0 for t in self.tasks if t.status in ("open", "done"))

    @property
    def remaining_s(self) -> int:
        """What the open tasks still need: estimate less the time they have had."""
        return sum(max(0, t.estimate_s - t.tracked_total_s) for t in self.tasks if t.status == "open" and t.estimate_s)

    @property
    def left_s(self) -> int:
        """Capacity less tracked less what the open tasks still need; negative is the overrun (Z1)."""
        return self.capacity_s - self.tracked_s - self.remaining_s

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(t.status == "done" for t in self.tasks)

    @property
    def countable(self) -> int:
        """How many tasks the day holds: those open or done."""
        return sum(t.status in ("open", "done") for t in self.tasks)


class Detail(NamedTuple):
    """One task with all that the side panel shows of it."""

    task: Task
    entries: tuple[TimeEntry, ...]
    moves: tuple[Move, ...]


class Template(NamedTuple):
    """A piece of work that comes back."""

    id: int
    title: str
    notes: str
    schedule: str
    """A recurrence rule in dayplan's dialect of RFC 5545 (see `schedule`)."""
    starts_on: date
    ends_on: date | None
    estimate_s: int | None
    project_id: int | None
    rank: int
    missed: Missed
    on_away: OnAway
    paused_until: date | None
    """Nothing is due before this day: a pause ends on it, or it was made or its schedule changed on it (S7)."""
    archived: bool
    client: str | None = None
    project: str | None = None
    tags: tuple[str, ...] = ()


class AwayDays(NamedTuple):
    """Days on which no work is planned, both ends included; id 0 where they have none yet."""

    id: int
    first: date
    last: date
    label: str


class Owner(NamedTuple):
    """A client, or a project of one or of nobody."""

    client: str | None
    project: str | None
    rate_minor: int | None
    """What an hour is worth, in minor units; a project's own, else its client's (T11)."""
    currency: str | None
    billable: bool
    """Whether its time is billed; that of a project for nobody is not, unless an entry says so (T11)."""
    colour: str | None
    archived: bool
    tracked_s: int
    own_rate_minor: int | None = None
    """What it says itself; None where its client's rate counts, if that has one."""
    id: int = 0


class Record(NamedTuple):
    """What became of a template's occurrences: for its list, its median and its streak (Z2, Z4)."""

    done: int
    skipped: int
    missed: int
    streak: int
    """Due days in a row on which it was done; away and skipped days are neutral, today while open as well."""
    skipped_last: int
    """How often in a row it was skipped, up to now."""
    median_s: int | None
    """The median of what its last eight took; None before it was done five times (Z2)."""
    ahead: frozenset[date] = frozenset()
    """Dates to come that have a row already: brought in early, skipped or changed ahead (S5)."""


class Receipt(NamedTuple):
    """What settling and seeding did, or with `seed --dry-run` would do (S11)."""

    day: date
    seeded: tuple[str, ...] = ()
    """Titles, in the day's order; likewise below."""
    carried: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    """Tasks whose next occurrence took their place, and occurrences whose day was never opened."""
    skipped: tuple[tuple[str, str], ...] = ()
    """(title, reason) of occurrences left out, e.g. on an away day."""
    stood_for: tuple[str, ...] = ()
    """Open tasks kept in place of their new occurrence (S3)."""
    first_start: bool = False
    away_since: date | None = None
    """The last day that was opened, where that is a week ago or more: its person is welcomed back (S3)."""
    doubt: ClockDoubt | None = None
    """Why today cannot be believed, so that its own occurrences were seeded at most (D5)."""

    @property
    def worth_telling(self) -> bool:
        """Whether somebody has to hear of it."""
        return not self.empty or self.away_since is not None or self.doubt is not None

    @property
    def empty(self) -> bool:
        """Nothing was done."""
        return not (self.seeded or self.carried or self.missed or self.skipped or self.stood_for)


class Step(NamedTuple):
    """One named change by a person, as `history` lists it."""

    step: int
    at: int
    label: str
    undone: bool

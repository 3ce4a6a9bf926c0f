"""What the doctor found, in sentences: what is wrong, and what would be done about it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from dayplan.domain import health
from dayplan.domain.days import clock_in, day_of, times_in
from dayplan.domain.edits import RUNNING
from dayplan.domain.health import Finding, mendable
from dayplan.domain.hygiene import quoted
from dayplan.domain.model import Now, Settings, TimeEntry
from dayplan.domain.replay import Told, Unreadable
from dayplan.domain.wording import counted, format_duration, long_day
from dayplan.text.clock_doubt import doubt_remedy, doubt_words

_CALLED = {
    "client": "client",
    "project": "project",
    "template": "template",
    "template_tag": "tag",
    "task": "task",
    "task_tag": "tag",
    "task_move": "move",
    "time_entry": "time entry",
    "day": "day",
    "away": "away time",
    "setting": "setting",
}
_SEVERAL = {"time entry": "time entries", "away time": "away times"}
_MOST_COLUMNS = 3


class Words(NamedTuple):
    """What is wrong, and what mends it; neither ends in a full stop."""

    wrong: str
    mend: str
    """What would be done; where nothing can be, what its person can do."""

    @property
    def sentence(self) -> str:
        """Both in one."""
        return f"{self.wrong}: {self.mend}."


class Look(NamedTuple):
    """How things are written here."""

    now: Now
    settings: Settings
    today: date
    to: str = "–"
    """What stands between two times."""

    def day(self, day: date) -> str:
        """Name a day."""
        return "today" if day == self.today else long_day(day, self.today)

    def moment(self, at: int, zone: str = "") -> str:
        """Name an instant: its time, and its day where that is not today."""
        zone = zone or self.now.zone
        clock = clock_in(at, zone, self.settings.clock_24)
        day = day_of(at, zone, self.settings.day_start_s)
        return clock if day == self.today else f"{clock} on {long_day(day, self.today)}"

    def entry(self, entry: TimeEntry) -> str:
        """Name an entry: its number, title and times."""
        times = times_in(entry.started_at, entry.ended_at, entry.zone, self.settings.clock_24, self.to)
        return f"#{entry.id} {_named(entry.title)} {times}"


def in_words(finding: Finding, look: Look) -> Words:
    """Say what is wrong and what would be done about it."""
    match finding:
        case health.Indexes(names=names):
            return Words(
                f"{counted(len(names), 'index', 'indexes')} of the data file would answer wrongly ({', '.join(names)})",
                "they would be made anew from the rows, which stay as they are",
            )
        case health.BadSetting(key=key, value=value):
            return Words(
                f"The setting {quoted(key)} is {quoted(value)}, which cannot be read",
                "it would have its default again",
            )
        case health.BadSchedule(title=title, schedule=schedule):
            return Words(
                f"The template {_named(title)} has a schedule that cannot be read, {quoted(schedule)}",
                "it would be archived, with its history",
            )
        case Told():
            return _told(finding, look)
        case health.Orphans():
            return _orphans(finding)
        case health.Misfiled(entry=entry, day=day):
            return Words(
                f"{look.entry(entry)} began on {look.day(day)}, and is kept under {look.day(entry.day)}",
                "it would be kept under the day on which it began",
            )
        case health.Overlap():
            return _overlap(finding, look)
        case health.RunsOnOver(entry=entry, status=status, until=until):
            return Words(
                f"The timer runs on {_named(entry.title)}, which is {status}",
                f"it would stop at {look.moment(until, entry.zone)}",
            )
        case health.Long(entry=entry):
            lasted = format_duration(entry.seconds(look.now.epoch))
            return Words(
                f"{look.entry(entry)} of {look.day(entry.day)} lasted {lasted}, more than twelve hours",
                f"it would wait for your decision, in no total until then; if it is right, say so with: "
                f"dayplan log resolve {entry.id} keep",
            )
        case health.RunsLong(entry=entry):
            ran = format_duration(entry.seconds(look.now.epoch))
            return Words(
                f"The timer has run on {_named(entry.title)} for {ran}",
                f"it would stop, and its time wait for your decision; dayplan log resolve {entry.id} takes one now",
            )
        case health.Twice(entry=entry, at=at):
            does = "begins" if at == entry.started_at else "ends"
            clock = clock_in(at, entry.zone, look.settings.clock_24)
            return Words(
                f"{look.entry(entry)} of {look.day(entry.day)} {does} at {clock}, which the clocks showed twice that "
                "night, and may be an hour off",
                f"it would wait for your decision, in no total until then; if it is right, say so with: "
                f"dayplan log resolve {entry.id} keep",
            )
        case health.Hole(title=title, occurrence=occurrence):
            becomes = "planned for today" if occurrence == look.today else "put down as missed"
            return Words(
                f"{_named(title)} was due {_on(look, occurrence)}, and its row is gone", f"it would be {becomes}"
            )
        case health.Astray(title=title, stands=stands, led_to=led_to):
            here, there = ("in the inbox" if day is None else f"on {look.day(day)}" for day in (stands, led_to))
            return Words(
                f"The task {_named(title)} stands {_bare(here)}, though it was last moved to where it would stand "
                f"{_bare(there)}",
                "its history would say that it went on from there",
            )
        case health.Counter(day=day, highest=highest):
            return Words(
                f"{_capital(look.day(day))} would give the number {highest} a second time",
                f"it would count on from {highest + 1}",
            )
        case health.UnlikelyDay(doubt=doubt):
            remedy = doubt_remedy(doubt)
            return Words(doubt_words(doubt).rstrip("."), f"{remedy[0].lower()}{remedy[1:]}".rstrip("."))
        case Unreadable(step=step, label=label):
            return Words(
                f"Step {step} of the journal, {_named(label)}, cannot be read, so undo goes no further back than that",
                "dayplan restore lists the copies, of which an older one may still have it",
            )


def _overlap(finding: health.Overlap, look: Look) -> Words:
    cut, whole = finding
    shared = finding.shared_s(look.now.epoch)
    took = format_duration(shared) if shared >= 60 else f"{shared}s"
    wrong = f"{look.entry(cut)} and {look.entry(whole)} of {look.day(whole.day)} share {took}"
    pieces = finding.becomes().pieces
    if not pieces:
        return Words(wrong, f"#{cut.id} would be deleted, for #{whole.id} has all of its time")
    times = " and ".join(
        times_in(start, None if end == RUNNING else end, cut.zone, look.settings.clock_24, look.to)
        for start, end in pieces
    )
    return Words(wrong, f"#{cut.id} would become {times}")


def _orphans(finding: health.Orphans) -> Words:
    counts: dict[str, int] = {}
    for table, _ in finding.left:
        counts[_CALLED[table]] = counts.get(_CALLED[table], 0) + 1
    parts = [counted(number, word, _SEVERAL.get(word, "")) for word, number in counts.items()]
    rows = " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[:-1] else parts)
    rows += f" ({format_duration(finding.worked_s)} of time)" if finding.worked_s else ""
    title = f" {_named(finding.title)}" if finding.title else ""
    verb = "belongs" if len(finding.left) == 1 else "belong"
    wrong = f"{rows} {verb} to {finding.table} {finding.row_id}{title}, which is gone"
    if finding.only_labels:
        return Words(wrong, "they would go too" if len(finding.left) > 1 else "it would go too")
    name = _named(finding.title or f"Lost {finding.table} {finding.row_id}")
    kind = "an archived template" if finding.table == "template" else f"a {finding.table}"
    return Words(wrong, f"{kind} {name} would be made for {'them' if len(finding.left) > 1 else 'it'}")


def _told(finding: Told, look: Look) -> Words:
    what = _CALLED[finding.table]
    thing = f"{what} {_named(finding.title)}" if finding.title else f"{what} {finding.row_id}"
    if finding.table == "time_entry":
        thing = f"{what} #{finding.row_id}" + (f" of {_named(finding.title)}" if finding.title else "")
    step = _named(finding.label)
    if finding.stands is None:
        mend = "it would be put back as it was" if mendable(finding) else _COPIES
        return Words(f"The {thing} is gone, though the last step on it was {step}", mend)
    if finding.told is None:
        return Words(f"The {thing} is there, though the step {step} took it away", "it would be taken away again")
    stands = dict(finding.stands)
    shown = finding.told[:_MOST_COLUMNS]
    has = " and ".join(f"{_column(column)} {_value(column, stands[column], look)}" for column, _ in shown)
    left = " and ".join(_value(column, value, look) for column, value in shown)
    more = f" and {len(finding.told) - _MOST_COLUMNS} more" if len(finding.told) > _MOST_COLUMNS else ""
    return Words(
        f"The {thing} has the {has}{more}, where the last step on it, {step}, left {left}",
        "it would be as that left it",
    )


_COPIES = "dayplan restore lists the copies, of which an older one may still have it"


def _column(column: str) -> str:
    words = {"started_at": "start", "ended_at": "end", "done_at": "time of ticking"}
    return words.get(column, column.removesuffix("_s").removesuffix("_id").removesuffix("_at").replace("_", " "))


def _value(column: str, value: Any, look: Look) -> str:
    if value is None:
        return "none"
    if isinstance(value, int) and column.endswith("_at"):
        return look.moment(value)
    if isinstance(value, int) and column.endswith("_s"):
        return format_duration(value)
    return quoted(str(value))


def _named(title: str) -> str:
    return f"“{quoted(title)[1:-1]}”"


def _on(look: Look, day: date) -> str:
    return "today" if day == look.today else f"on {look.day(day)}"


def _bare(where: str) -> str:
    return where.replace("on today", "on today's list")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

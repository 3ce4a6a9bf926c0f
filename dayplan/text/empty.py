"""What a day with nothing planned says: why, what comes next, and what can be done (S12)."""

from __future__ import annotations

from dayplan.domain.days import format_day, is_workday
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import WEEKDAYS, counted, format_duration
from dayplan.storage import ledger
from dayplan.text.clock_doubt import full_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Day
    from dayplan.storage.reader import Reader


class Empty(NamedTuple):
    """The parts of an empty day; those that do not apply are empty. How to act on them is for the screen to say."""

    why: str
    ahead: str
    """What the next working day holds."""
    behind: int
    """How many tasks of earlier days are open."""
    can_plan: bool
    """Whether the next working day's work can be planned here all the same."""


def explain(reader: Reader, day: Day) -> Empty:
    """Say why a day is empty and what could be done about it."""
    name = WEEKDAYS[day.day.weekday()]
    if day.day < day.today:
        return Empty(f"Nothing was planned for this {name}.", "", 0, can_plan=False)
    why = f"Nothing is planned for this {name}."
    if day.day == day.today and day.doubt is not None and not day.doubt.ahead:
        why = f"{full_day(day.doubt.last)} was opened already, so nothing is planned for this {name}."
    elif not is_workday(day.day, day.settings.workdays):
        why = f"{name} is not one of your workdays, so nothing is planned."
    if day.day > day.today:
        return Empty(why, "", 0, can_plan=False)
    found = ledger.next_day_with_work(reader, day.now)
    ahead = ""
    if found is not None:
        next_day, templates = found
        size = sum(template.estimate_s or 0 for template in templates)
        when = f"{WEEKDAYS[next_day.weekday()]}, {format_day(next_day, day.settings.date_format)}"
        titles = ", ".join(template.title for template in templates)
        ahead = f"{when}, holds {counted(len(templates), 'task')} ({format_duration(size)}): {titles}."
    return Empty(why, ahead, day.unsettled, can_plan=found is not None)


def empty_lines(empty: Empty) -> list[str]:
    """Say the same on the command line, with the commands that act on it."""
    lines = ["", empty.why, *([empty.ahead] if empty.ahead else [])]
    if empty.behind:
        lines.append(f"dayplan seed --bring-in   brings in the {empty.behind} open from earlier days")
    if empty.can_plan:
        lines.append("dayplan seed --anyway     plans today all the same")
    return lines

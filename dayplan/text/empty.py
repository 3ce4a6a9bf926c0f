"""What a day with nothing planned says: why, what comes next, and what can be done (S12)."""

from __future__ import annotations

from dayplan.domain.days import format_day, is_workday
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import format_duration
from dayplan.storage import browse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Day
    from dayplan.storage.reader import Reader

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    if not is_workday(day.day, day.settings.workdays):
        why = f"{name} is not one of your workdays, so nothing is planned."
    if day.day > day.today:
        return Empty(why, "", 0, can_plan=False)
    found = browse.next_day_with_work(reader, day.now)
    ahead = ""
    if found is not None:
        next_day, templates = found
        size = sum(template.estimate_s or 0 for template in templates)
        count = f"{len(templates)} task{'s' if len(templates) != 1 else ''}"
        when = f"{WEEKDAYS[next_day.weekday()]}, {format_day(next_day, day.settings.date_format)}"
        ahead = f"{when}, holds {count} ({format_duration(size)}): {', '.join(t.title for t in templates)}."
    return Empty(why, ahead, day.unsettled, can_plan=found is not None)

"""Why a task is here, and why it is as it is: from the ledger, its moves and its template (S11)."""

from __future__ import annotations

from dayplan.domain.after import after_completion
from dayplan.domain.days import clock_in, day_of
from dayplan.domain.model import Detail, Move, Now, Settings, Task, Template
from dayplan.domain.phrase import in_words
from dayplan.domain.phrase_words import after_words
from dayplan.domain.remaining import is_over, remaining
from dayplan.domain.schedule import next_dates, occurrences
from dayplan.domain.wording import counted, format_duration, long_day
from dayplan.storage import browse, ledger
from dayplan.text.reasons import REASONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from dayplan.domain.seeding import Seed
    from dayplan.storage.reader import Reader


def why_task(reader: Reader, task_id: int, now: Now) -> list[str]:
    """Return the reasons for one task, the earliest first; empty when it is gone."""
    detail = browse.detail(reader, task_id, now)
    if detail is None:
        return []
    settings = reader.settings()
    template = next((t for t in ledger.templates(reader) if t.id == detail.task.template_id), None)
    today = ledger.today_of(reader, now)

    def when(epoch: int) -> str:
        clock = clock_in(epoch, now.zone, settings.clock_24)
        day = day_of(epoch, now.zone, settings.day_start_s)
        return f"at {clock}" if day == today else f"on {long_day(day, today)} at {clock}"

    made_there = detail.task.reason == "early"  # its first move only says where it was brought
    moves = [_move(move, today) for move in reversed(detail.moves)][made_there:]
    created = day_of(detail.task.created_at, now.zone, settings.day_start_s)
    return [*_origin(detail, template, today, created, when), *moves, *_state(detail, template, when)]


def why_template(reader: Reader, template_id: int, day: date, now: Now) -> list[str]:
    """Return why a template is on a day, or why it is not: schedule, pause, away days, policy, ledger (S11)."""
    template = next((t for t in ledger.templates(reader) if t.id == template_id), None)
    if template is None:
        return []
    settings = reader.settings()
    today = ledger.today_of(reader, now)
    lines = [f"It is due {in_words(template.schedule)}, counting from {long_day(template.starts_on, today)}."]
    if template.archived:
        lines.append("It is archived, so nothing comes of it.")
    lines += _left(reader, template, today, settings, now)
    if template.ends_on is not None and day > template.ends_on:
        lines.append(f"It ended on {long_day(template.ends_on, today)}.")
    if template.paused_until is not None and day < template.paused_until:
        lines.append(_resting(template.paused_until, today))
    lines += _dates(template, day, today, settings)
    lines += _away(reader, template, day, today)
    lines += _rows(reader, template, day, today, now)
    return lines if template.archived else lines + _to_come(reader, template, day, today, now)


def _left(reader: Reader, template: Template, today: date, settings: Settings, now: Now) -> list[str]:
    """Say how many dates are left of a count, or that it is over."""
    if template.archived:
        return []
    record = ledger.records(reader, now).get(template.id)
    ahead: Collection[date] = () if record is None else record.ahead
    found = remaining(template, today, settings.workdays, ledger.away_days(reader), ahead)
    if found is None:
        return []
    if is_over(template, today, found):
        return [f"It is over: the last of its {counted(found.times, 'date')} was {long_day(found.last, today)}."]
    more = f", and {found.left_out} more left out by a pause or away days" if found.left_out else ""
    return [f"Of its {counted(found.times, 'date')} {found.left} {'is' if found.left == 1 else 'are'} left{more}."]


def _resting(until: date, today: date) -> str:
    """Say why nothing is due before a day: it is paused, or the day is in the past and only the past is left out."""
    if until > today:
        return "It is paused then."
    return f"Nothing of it is due before {long_day(until, today)}: it was made, changed or paused until then."


def _dates(template: Template, day: date, today: date, settings: Settings) -> list[str]:
    after = after_completion(template.schedule)
    name = long_day(day, today)
    if after is not None:
        return [f"It comes {after_words(after, 'last done or skipped')}, one at a time."]
    due = occurrences(template.schedule, template.starts_on, day, day, settings.workdays)
    if due:
        return [f"{name} is one of its dates."]
    ahead = next_dates(template.schedule, template.starts_on, day, 1, settings.workdays)
    then = f"; the next one is {long_day(ahead[0], today)}" if ahead else ", and none comes after it"
    return [f"{name} is not one of its dates{then}."]


def _away(reader: Reader, template: Template, day: date, today: date) -> list[str]:
    for days in ledger.away_days(reader):
        if days.first <= day <= days.last:
            called = f" ({days.label})" if days.label else ""
            what = {
                "skip": "it is left out",
                "before": "it is done on the workday before",
                "after": "it is done on the workday after",
                "ignore": "it is due all the same",
            }[template.on_away]
            return [f"{long_day(day, today)} is an away day{called}: {what}."]
    return []


def _rows(reader: Reader, template: Template, day: date, today: date, now: Now) -> list[str]:
    """Say what the ledger has: the row of that date, and what of it is open elsewhere."""
    lines = []
    for task in ledger.tasks_of(reader, template.id, day, now):
        if task.occurrence == day:
            where = "" if task.day in (None, day) else f", on {long_day(task.day or day, today)}"
            why = REASONS.get(task.reason, "")
            lines.append(
                f"Its occurrence of {long_day(day, today)} is {task.status}{where}{f' ({why})' if why else ''}."
            )
        elif task.day == day:
            due = "" if task.occurrence is None else long_day(task.occurrence, today)
            lines.append(f"Its occurrence of {due} stands on {long_day(day, today)}.")
        else:
            at = "in the inbox" if task.day is None else f"on {long_day(task.day, today)}"
            lines.append(f"One of it is open {at}.")
    return lines


def _to_come(reader: Reader, template: Template, day: date, today: date, now: Now) -> list[str]:
    """Say what waits for a working day, and what a day is seeded with and on which condition.

    What is said without one holds whichever days are opened before, if what is open then is done.
    """
    lines = []
    name = long_day(day, today)
    next_day, waiting = ledger.waiting(reader, now) or (day, ())
    waits = {seed.occurrence for seed in waiting if seed.template.id == template.id}
    for due in sorted(waits):
        if due <= day <= next_day:
            then = long_day(next_day, today)
            lines.append(
                f"Its task of {long_day(due, today)} waits for a working day, so {then} will be seeded with it."
            )
    if day < today:
        return lines
    seeds = [seed for seed in ledger.dry_run(reader, now, day).seed if seed.template.id == template.id]
    if seeds and day == today:
        return [*lines, f"{name} is about to be seeded with it."]
    lines += _seeds(seeds, day, today, waits if day == next_day else set())
    tasks = ledger.tasks_of(reader, template.id, day, now)
    if seeds or any(task.day == day for task in tasks):
        return lines
    standing = any(task.status == "open" for task in tasks)
    if after_completion(template.schedule) is not None and (
        standing or ledger.comes_before(reader, now, template, day)
    ):
        return [*lines, f"Whether {name} is seeded with it depends on when the one before is done."]
    if standing and day > today:
        without = ledger.dry_run(reader, now, day, without=template).seed
        if freed := _seeds([seed for seed in without if seed.template.id == template.id], day, today, freed=True):
            return lines + freed
    ended = template.ends_on is not None and day > template.ends_on
    return lines if ended else [*lines, f"So {name} is not seeded with it."]


def _seeds(
    seeds: list[Seed], day: date, today: date, waits: Collection[date] = (), *, freed: bool = False
) -> list[str]:
    """Say what is made of which dates on a day to come, but for those that wait; `freed`: once nothing is open."""
    name = long_day(day, today)
    on_its_day = [seed.occurrence for seed in seeds if seed.reason != "late"]
    lines = [
        f"Its occurrence of {long_day(due, today)}, an away day, moves to {name}." for due in on_its_day if due != day
    ]
    for seed in seeds:
        if seed.reason == "late" and seed.occurrence not in waits:
            unless = "what is open of it is done by then and dayplan" if freed else "dayplan"
            task = f"its task of {long_day(seed.occurrence, today)}"
            lines.append(f"If {unless} is not opened before, {name} is seeded with {task}, after its day.")
    if on_its_day:
        lines.append(f"{name} will be seeded with it{' if what is open of it is done by then' if freed else ''}.")
    return lines


def why_projected(reader: Reader, task: Task, today: date) -> list[str]:
    """Return the reasons for a task that a day to come will be seeded with."""
    template = next((t for t in ledger.templates(reader) if t.id == task.template_id), None)
    if template is None or task.day is None:
        return []
    due = f"The template “{template.title}” is due {in_words(template.schedule)}"
    if task.reason == "late" and task.occurrence is not None:
        return [
            f"{due}; this is its task of {long_day(task.occurrence, today)}.",
            "It waits for a working day: it will be seeded late, when that day begins. Nothing is written until then.",
        ]
    return [
        f"{due}; this is one of its dates.",
        "It will be seeded when that day begins; nothing is written until then.",
    ]


def _origin(
    detail: Detail, template: Template | None, today: date, created: date, when: Callable[[int], str]
) -> list[str]:
    task = detail.task
    if template is None or task.occurrence is None:
        first = detail.moves[-1].from_day if detail.moves else task.day
        if first == created:
            return [f"You added it {when(task.created_at)}."]
        where = f"for {long_day(first, today)}" if first else "to the inbox"
        return [f"You added it {where}, {when(task.created_at)}."]
    due = f"The template “{template.title}” is due {in_words(template.schedule)}"
    date_of = long_day(task.occurrence, today)
    dated = f"{due}; this is its task of {date_of}"
    reasons = {
        "asked": f"{due}. {date_of} is a day off: you planned it all the same.",
        "first_start": f"{due}. The very first start seeds it whatever the day of the week.",
        "not_opened": f"{dated}. That day was never opened, so it was missed.",
        "kept_one": f"{dated}. It passed while an earlier one was open, so it was missed.",
        "too_many": f"{dated}. As many as a template piles up were open, so it was missed.",
        "late": f"{dated}. It was seeded after its day, on the first working day that was opened.",
        "early": f"{dated}. You brought it in early.",
        "planned": f"{dated}. You changed it before its day came.",
        "stood_for": f"{dated}. Another one of it was open and stands for it.",
        "away": f"{dated}. That was an away day, so it was left out.",
    }
    return [reasons.get(task.reason, f"{dated}.")]


def _move(move: Move, today: date) -> str:
    there = "the inbox" if move.to_day is None else long_day(move.to_day, today)
    here = "the inbox" if move.from_day is None else long_day(move.from_day, today)
    if move.from_day == move.to_day:
        return f"You decided to keep it on {there}."
    if move.by == "carried":
        return f"It was unfinished on {here}, so it was carried over to {there}."
    return f"You moved it from {here} to {there}."


def _state(detail: Detail, template: Template | None, when: Callable[[int], str]) -> list[str]:
    task = detail.task
    lines = []
    if task.edited:
        lines.append("You changed its title, so a new occurrence does not replace it.")
    if detail.entries:
        entries = counted(len(detail.entries), "entry", "entries")
        lines.append(f"{format_duration(task.tracked_total_s)} of time was recorded on it, in {entries}.")
    if task.reason == "replaced":
        lines.append("Its next occurrence fell due before it was done, and took its place.")
    elif task.done_at is not None:
        lines.append(f"You ticked it {when(task.done_at)}.")
    elif task.status == "skipped" and task.reason not in ("stood_for", "away"):
        back = "You skipped it: it comes back on its next date."
        lines.append(back if template is not None and not template.archived else "It was skipped.")
    elif task.status == "dropped":
        lines.append("You dropped it: it was given up, and its time stays.")
    return lines

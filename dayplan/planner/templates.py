"""The templates that seed each day: made, changed, paused, put in order (S6, S7, S10, S12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dayplan.domain import naming
from dayplan.domain.after import after_completion
from dayplan.domain.days import format_day
from dayplan.domain.entry import Ref
from dayplan.domain.hygiene import clean_line, clean_text
from dayplan.domain.model import NAME_MAX, TITLE_MAX, Now, Task, Template
from dayplan.domain.packs import pack
from dayplan.domain.policies import default_missed
from dayplan.domain.schedule import next_dates
from dayplan.errors import Refused
from dayplan.planner.change import Begin, Change, id_of, is_untouched
from dayplan.planner.conflicts import refuse_conflicts
from dayplan.planner.passing_on import pass_on
from dayplan.planner.settle import add_occurrence, settle
from dayplan.planner.starters import RANK_STEP, add_starters
from dayplan.planner.template_ends import check_end
from dayplan.storage import ledger
from dayplan.storage.tables import TemplateRow, TemplateTagRow

FOR_EVER = date(9999, 12, 31)
"""A pause until it is resumed."""


class TemplateEdit(NamedTuple):
    """What to change in a template; None leaves a field as it is."""

    title: str | None = None
    notes: str | None = None
    schedule: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    """`FOR_EVER` takes an end away."""
    estimate_s: int | None = None
    """0 clears the estimate."""
    client: str | None = None
    """An empty one clears client and project."""
    project: str | None = None
    tags: tuple[str, ...] | None = None
    missed: str | None = None
    on_away: str | None = None


def template_values(template: Template) -> TemplateEdit:
    """Return what an edit would set to leave a template as it is."""
    return TemplateEdit(
        title=template.title,
        notes=template.notes,
        schedule=template.schedule,
        starts_on=template.starts_on,
        ends_on=template.ends_on or FOR_EVER,
        estimate_s=template.estimate_s or 0,
        client=template.client or "",
        project=template.project or "",
        tags=template.tags,
        missed=template.missed,
        on_away=template.on_away,
    )


class TemplatePart:
    """The use cases of templates."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def add(self, new: TemplateEdit, now: Now) -> Template:
        """Make a template; where it is due today, today is seeded with it at once. Raises `BadInput`."""
        with self._begin(now) as change:
            title = clean_line(new.title or "", TITLE_MAX)
            change.name(f"Add template '{title}'")
            rank = max((row.rank for row in change.rows.templates()), default=0) + RANK_STEP
            assert new.schedule is not None
            row = change.rows.add(
                TemplateRow(
                    title=title,
                    schedule=new.schedule,
                    starts_on=(new.starts_on or change.today).isoformat(),
                    missed=new.missed or default_missed(new.schedule),
                    rank=rank,
                )
            )
            _apply(change, row, new._replace(title=None, schedule=None, starts_on=None, missed=None))
            check_end(row, change.settings.date_format)
            _begin_today(change, row)
            settle(change.rows, now)
            return _value(change, row)

    def edit(self, ref: Ref, edit: TemplateEdit, now: Now, *, seen: TemplateEdit | None = None) -> Template:
        """Change a template: days to come, and the untouched fields of today's task (S6). Raises `BadInput`.

        `seen` is what a form was opened with: raises `Conflict` where somebody else has changed the same fields since.
        """
        with self._begin(now) as change:
            row = find_template(change, ref, "any")
            change.name(f"Edit template '{row.title}'")
            if seen is not None:
                refuse_conflicts(edit, seen, template_values(_value(change, row)))
            before, span = _value(change, row), (row.schedule, row.starts_on, row.ends_on)
            if edit.schedule is not None and edit.schedule != row.schedule:
                row.starts_on = (edit.starts_on or change.today).isoformat()
                if edit.missed is None and row.missed == default_missed(row.schedule):
                    row.missed = default_missed(edit.schedule)
            _apply(change, row, edit)
            if (row.schedule, row.starts_on, row.ends_on) != span:
                check_end(row, change.settings.date_format)
                ended = span[2] is not None and span[2] < change.today.isoformat()
                if ended or (row.schedule, row.starts_on) != span[:2]:
                    _begin_today(change, row)
            pass_on(change, before, _value(change, row))
            settle(change.rows, now)
            return _value(change, row)

    def adopt(self, ref: Ref, now: Now) -> Template:
        """Change the template of a task as that task was changed: "also the template" (S6). Raises `Refused`."""
        with self._begin(now) as change:
            task = change.find(ref)
            row = None if task.template_id is None else change.rows.template(task.template_id)
            if row is None:
                raise Refused(f"“{task.title}” does not come from a template.")
            change.name(f"Edit template '{row.title}'")
            before = _value(change, row)
            row.title, row.notes, row.estimate_s = task.title, task.notes, task.estimate_s
            row.project_id = task.project_id
            _tag(change, row, [tag.tag for tag in change.rows.tags_of(id_of(task))])
            task.edited = 0
            pass_on(change, before, _value(change, row))
            return _value(change, row)

    def pause(self, ref: Ref, until: date | None, now: Now) -> Template:
        """Let a template rest until a day, or with None until it is resumed; its rhythm does not shift (S7)."""
        with self._begin(now) as change:
            row = find_template(change, ref)
            if until is not None and until <= change.today:
                ahead = format_day(change.today + timedelta(days=7), change.settings.date_format)
                raise Refused(f"A pause ends on a day to come: say one such as next mon or {ahead}.")
            change.name(f"Pause template '{row.title}'")
            row.paused_until = (until or FOR_EVER).isoformat()
            return _value(change, row)

    def resume(self, ref: Ref, now: Now) -> Template:
        """End a pause today; the days of the pause are never filled in (S7)."""
        with self._begin(now) as change:
            row = find_template(change, ref)
            if row.paused_until is None or row.paused_until <= change.today.isoformat():
                raise Refused(f"“{row.title}” is not paused.")
            change.name(f"Resume template '{row.title}'")
            row.paused_until = change.today.isoformat()
            settle(change.rows, now)
            return _value(change, row)

    def archive(self, ref: Ref, now: Now) -> Template:
        """Put a template away: its history keeps its link, nothing is seeded from it any more (S7)."""
        with self._begin(now) as change:
            row = find_template(change, ref)
            change.name(f"Archive template '{row.title}'")
            row.archived_at = now.epoch
            return _value(change, row)

    def restore(self, ref: Ref, now: Now) -> Template:
        """Take an archived template out again; the days between are never filled in (S7)."""
        with self._begin(now) as change:
            row = find_template(change, ref, "archived")
            change.name(f"Restore template '{row.title}'")
            row.archived_at = None
            row.paused_until = change.today.isoformat()
            if row.missed == "replace":
                _keep_newest(change, row)
            settle(change.rows, now)
            return _value(change, row)

    def place(self, ref: Ref, neighbour: Ref, now: Now, *, after: bool) -> Template:
        """Put a template before or after another: days are seeded in this order (S10)."""
        with self._begin(now) as change:
            row, other = find_template(change, ref), find_template(change, neighbour)
            change.name(f"Reorder template '{row.title}'")
            ordered = [each for each in change.rows.templates() if each.id != row.id]
            if row.id != other.id:
                ordered.insert(next(i for i, each in enumerate(ordered) if each.id == other.id) + after, row)
                _rank(ordered)
            return _value(change, row)

    def take_order(self, now: Now) -> tuple[str, ...]:
        """Make today's order the templates' order, and return their titles in it (S10)."""
        with self._begin(now) as change:
            change.name("Make today's order the usual order")
            places: dict[int, int] = {}
            for place, task in enumerate(change.rows.tasks_on(change.today)):
                if task.template_id is not None:
                    places.setdefault(task.template_id, place)
            rows = change.rows.templates()
            # Those that are not here today keep their places; the others share theirs out anew.
            here = sorted((row for row in rows if row.id in places), key=lambda row: places[row.id or 0])
            waiting = iter(here)
            ordered = [next(waiting) if row.id in places else row for row in rows]
            _rank(ordered)
            return tuple(row.title for row in here)

    def early(self, ref: Ref, now: Now) -> Task:
        """Bring a template's next occurrence to today; it is not seeded again on its date (S5)."""
        with self._begin(now) as change:
            row = find_template(change, ref)
            change.name(f"Do early '{row.title}'")
            template = _value(change, row)
            for task in change.rows.open_tasks_of(template.id):
                raise Refused(f"“{task.title}” is open already: work on that, or move it to today.")
            recorded = change.rows.occurrences_of(template.id)
            if after_completion(template.schedule) is None:
                dates = next_dates(template.schedule, template.starts_on, change.today, 400, change.settings.workdays)
            else:  # it has no dates of its own (S4): today, or where that has a row, a day to come
                dates = [change.today + timedelta(days=ahead) for ahead in range(400)]
            occurrence = next((day for day in dates if day not in recorded), None)
            if occurrence is None or (template.ends_on is not None and occurrence > template.ends_on):
                raise Refused(f"“{row.title}” has no date to come.")
            made = add_occurrence(change.rows, template, occurrence, None, now, "early")
            change.put_on(made, change.today)
            return change.value(made)

    def use_pack(self, name: str, now: Now, *, instead: bool = False) -> tuple[str, ...]:
        """Add the templates of a trade that are not there yet, and return their titles (S12).

        `instead` archives those that are there, and takes back what of them stands untouched on today.
        """
        with self._begin(now) as change:
            chosen = pack(name, change.today)
            change.name(f"Use the pack '{chosen.name}'")
            there = {row.title.casefold() for row in change.rows.templates() if row.archived_at is None}
            if instead:
                _put_away(change, {starter.title.casefold() for starter in chosen.templates})
            new = [starter for starter in chosen.templates if starter.title.casefold() not in there]
            add_starters(change.rows, new, change.today)
            settle(change.rows, now)
            return tuple(starter.title for starter in new)


def find_template(change: Change, ref: Ref, wanted: naming.Wanted = "live") -> TemplateRow:
    """Find the one template that is meant, as `naming.find_template` does, and refuse one that is not as it is wanted.

    One that is archived, where any is wanted, is spoken of. Raises `NotFound` and `Refused`.
    """
    rows = {_id(row): row for row in change.rows.templates()}
    known = [naming.Archivable(number, row.title, row.archived_at is not None) for number, row in rows.items()]
    found = naming.find_template(ref, known, wanted)
    if wanted == "archived" and not found.archived:
        raise Refused(f"“{found.title}” is not archived.")
    if found.archived and wanted != "archived":
        sentence = f"“{found.title}” is archived: dayplan template restore {found.id} brings it back."
        if wanted == "live":
            raise Refused(sentence)
        if ref.kind != "id":
            change.remarks.append(sentence)
    return rows[found.id]


def _apply(change: Change, row: TemplateRow, edit: TemplateEdit) -> None:
    if edit.title is not None:
        row.title = clean_line(edit.title, TITLE_MAX)
    if edit.notes is not None:
        row.notes = clean_text(edit.notes)
    if edit.schedule is not None:
        row.schedule = edit.schedule
    if edit.starts_on is not None:
        row.starts_on = edit.starts_on.isoformat()
    if edit.ends_on is not None:
        row.ends_on = None if edit.ends_on == FOR_EVER else edit.ends_on.isoformat()
    if edit.estimate_s is not None:
        row.estimate_s = edit.estimate_s or None
    if edit.client is not None or edit.project is not None:
        client, project = edit.client or None, edit.project or None
        found = change.project(
            client and clean_line(client, NAME_MAX, "client"), project and clean_line(project, NAME_MAX, "project")
        )
        row.project_id = None if found is None else found.id
    if edit.tags is not None:
        _tag(change, row, edit.tags)
    if edit.missed is not None:
        row.missed = edit.missed
    if edit.on_away is not None:
        row.on_away = edit.on_away


def _begin_today(change: Change, row: TemplateRow) -> None:
    """Let nothing be due before the day on which a template is made or its schedule changes (S3, S7, issue 13.14).

    Its start stays where it is, for its rhythm is counted from there; as when a pause ends, only the past is left out.
    """
    today = change.today.isoformat()
    if row.starts_on < today and (row.paused_until or "") < today:
        row.paused_until = today


def _tag(change: Change, row: TemplateRow, tags: Sequence[str]) -> None:
    kept = change.rows.tags_of_template(_id(row))
    for tag in kept:
        if tag.tag not in tags:
            change.rows.delete(tag)
    for word in tags:
        if word not in {tag.tag for tag in kept}:
            change.rows.add(TemplateTagRow(template_id=_id(row), tag=clean_line(word, NAME_MAX, "tag")))


def _put_away(change: Change, kept: set[str]) -> None:
    for row in change.rows.templates():
        if row.archived_at is None and row.title.casefold() not in kept:
            row.archived_at = change.now.epoch
            for task in change.rows.open_tasks_of(_id(row)):
                if is_untouched(change, task) and task.day == change.today.isoformat():
                    task.status = "skipped"


def _keep_newest(change: Change, row: TemplateRow) -> None:
    """Leave one open task up to today: while a template is archived, all that is open of it is carried (S3)."""
    running = change.rows.running()
    standing = [
        task for task in change.rows.open_tasks_of(_id(row)) if (task.day or "9999") <= change.today.isoformat()
    ]
    standing.sort(key=lambda task: (running is not None and running.task_id == task.id, task.occurrence or ""))
    for task in standing[:-1]:
        task.status, task.reason = "missed", "replaced"


def _rank(ordered: Sequence[TemplateRow]) -> None:
    for place, row in enumerate(ordered, start=1):
        row.rank = place * RANK_STEP


def _value(change: Change, row: TemplateRow) -> Template:
    return next(each for each in ledger.templates(change.rows.reader) if each.id == _id(row))


def _id(row: TemplateRow) -> int:
    assert row.id is not None
    return row.id

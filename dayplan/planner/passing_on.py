"""What the open tasks of a template take over where it is changed (S6)."""

from __future__ import annotations

from dayplan.domain.model import Template
from dayplan.planner.change import Change, id_of
from dayplan.storage.tables import TaskTagRow


def pass_on(change: Change, before: Template, after: Template) -> None:
    """Give today's task, and those of days to come, what the template now says, where they were not touched (S6)."""
    for task in change.rows.open_tasks_of(before.id):
        if (task.day is not None and task.day < change.today.isoformat()) or change.rows.has_entries(id_of(task)):
            continue
        if not task.edited and task.title == before.title:
            task.title = after.title
        if task.notes == before.notes:
            task.notes = after.notes
        if task.estimate_s == before.estimate_s:
            task.estimate_s = after.estimate_s
        if task.project_id == before.project_id:
            task.project_id = after.project_id
        tags = change.rows.tags_of(id_of(task))
        if {tag.tag for tag in tags} == set(before.tags) and before.tags != after.tags:
            for tag in tags:
                change.rows.delete(tag)
            for word in after.tags:
                change.rows.add(TaskTagRow(task_id=id_of(task), tag=word))

"""What of a template is only valid together: its beginning, its end and its count (S7, issue 13.13)."""

from __future__ import annotations

from datetime import date

from dayplan.domain.after import after_completion
from dayplan.domain.days import format_day
from dayplan.domain.rule import parse
from dayplan.errors import BadInput
from dayplan.storage.tables import TemplateRow


def check_end(row: TemplateRow, date_format: str) -> None:
    """Raise `BadInput` for an end before the beginning, and for an end beside a count.

    Whatever makes or changes a template asks this: the commands, the planner's form, and the packs.
    """
    if row.ends_on is None:
        return
    ends = format_day(date.fromisoformat(row.ends_on), date_format)
    if row.ends_on < row.starts_on:
        begins = format_day(date.fromisoformat(row.starts_on), date_format)
        raise BadInput(f"It would end on {ends}, before it begins on {begins}: give a later end, or never for none.")
    times = None if after_completion(row.schedule) is not None else parse(row.schedule).times
    if times:
        raise BadInput(f"It would end after {times} times and on {ends}: end it never, or leave out the number.")

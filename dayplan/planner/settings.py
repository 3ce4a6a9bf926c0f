"""Changing the planning settings; they belong to the data and travel with it."""

from __future__ import annotations

from dayplan.domain import settings
from dayplan.domain.model import Now, Settings
from dayplan.domain.pace import Pace, format_pace, pace_of
from dayplan.planner.change import Begin
from dayplan.planner.conflicts import Single, refuse_conflicts
from dayplan.planner.settle import settle
from dayplan.storage.store import Rows
from dayplan.storage.tables import SettingRow


def keep_setting(rows: Rows, key: str, value: str) -> None:
    """Store a setting's value, as `domain.settings` keeps it."""
    row = rows.setting(key)
    if row is None:
        rows.add(SettingRow(key=key, value=value))
    else:
        row.value = value


class SettingsPart:
    """The use cases of `config`."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def set(self, key: str, text: str, now: Now) -> Settings:
        """Change one setting and return all. Raises `BadSetting` with what would be accepted.

        Changing `day_start` never reseeds a day and never moves recorded time (D4): each entry keeps its own.
        """
        found = settings.setting(key)
        value = found.keep(text)
        with self._begin(now) as change:
            change.name(f"Set {found.key} to {text.strip()}")
            keep_setting(change.rows, found.key, value)
            settle(change.rows, now)  # a day that has just become a workday is seeded, as part of this step
            return change.rows.reader.settings()

    def set_pace(self, pace: Pace | None, now: Now, *, seen: str | None = None) -> Settings:
        """Set the lengths of work and break in Focus and their signal, in one step; return all settings.

        `seen` is what was set when its person was asked, as `format_pace` writes it: raises `Conflict` where that has
        been changed since.
        """
        with self._begin(now) as change:
            if seen is not None:
                stored = format_pace(pace_of(change.settings))
                refuse_conflicts(Single(format_pace(pace)), Single(seen), Single(stored))
            change.name(f"Set work and break to {format_pace(pace)}")
            for key, value in settings.kept_pace(pace).items():
                keep_setting(change.rows, key, value)
            settle(change.rows, now)
            return change.rows.reader.settings()

"""Changing the planning settings; they belong to the data and travel with it."""

from __future__ import annotations

from dayplan.domain import settings
from dayplan.domain.model import Now, Settings
from dayplan.planner.change import Begin
from dayplan.planner.settle import settle
from dayplan.storage.tables import SettingRow


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
            row = change.rows.setting(found.key)
            if row is None:
                change.rows.add(SettingRow(key=found.key, value=value))
            else:
                row.value = value
            settle(change.rows, now)  # a day that has just become a workday is seeded, as part of this step
            return change.rows.reader.settings()

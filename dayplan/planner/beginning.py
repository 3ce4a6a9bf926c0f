"""The very first day, with what its person said of their work (S12)."""

from __future__ import annotations

from typing import NamedTuple

from dayplan.domain.model import Now, Receipt, Settings
from dayplan.domain.packs import FIRST
from dayplan.domain.settings import setting
from dayplan.planner.settings import keep_setting
from dayplan.planner.settle import settle
from dayplan.storage.store import Rows


class Beginning(NamedTuple):
    """What a new file begins with, as it is typed; the usual answers unless others are given."""

    pack: str = FIRST
    workdays: str = setting("workdays").show(Settings())
    capacity: str = setting("capacity").show(Settings())
    day_start: str = setting("day_start").show(Settings())

    def settings(self) -> dict[str, str]:
        """Return the settings by name, as the file stores them. Raises `BadSetting` for the first that cannot be."""
        return {key: setting(key).keep(getattr(self, key)) for key in ("workdays", "capacity", "day_start")}


def begin(rows: Rows, answers: Beginning, now: Now) -> Receipt:
    """Keep the settings, make the templates of the trade, and seed today; raises `NotFound` for an unknown trade.

    Where another process has begun the file meanwhile, its templates stay, and only the settings are kept.
    """
    usual = Beginning().settings()
    for key, value in answers.settings().items():
        if value != usual[key]:
            keep_setting(rows, key, value)
    return settle(rows, now, answers.pack)

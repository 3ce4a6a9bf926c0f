"""The screens of the modes, imported when they are first shown: the planner paints its day before that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dayplan.tui.screens.log import LogScreen
    from dayplan.tui.screens.reports import ReportsScreen
    from dayplan.tui.screens.templates import TemplatesScreen
    from dayplan.tui.screens.week import WeekScreen


def screen_of(mode: str) -> type[WeekScreen | TemplatesScreen | LogScreen | ReportsScreen] | None:
    """Return the screen of a mode; None for the day, which lies under all of them."""
    if mode == "week":
        from dayplan.tui.screens.week import WeekScreen

        return WeekScreen
    if mode == "templates":
        from dayplan.tui.screens.templates import TemplatesScreen

        return TemplatesScreen
    if mode == "log":
        from dayplan.tui.screens.log import LogScreen

        return LogScreen
    if mode == "reports":
        from dayplan.tui.screens.reports import ReportsScreen

        return ReportsScreen
    return None

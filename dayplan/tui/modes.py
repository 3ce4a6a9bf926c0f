"""Going from one mode to another. Their screens are imported when first shown, after the day is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dayplan.tui.app import DayplanApp
    from dayplan.tui.screens.log import LogScreen
    from dayplan.tui.screens.reports import ReportsScreen
    from dayplan.tui.screens.templates import TemplatesScreen
    from dayplan.tui.screens.week import WeekScreen


async def go_to(app: DayplanApp, mode: str) -> None:
    """Show another mode; the day lies under all of them."""
    front = app.planner_screens[-1]
    wanted = _screen_of(mode)
    if wanted is not None and type(front) is wanted:
        return
    if wanted is not None and app.backend.unreadable is not None:
        app.complain(app.backend.unreadable)  # it would be empty
        return
    while app.screen is not app.day_screen:
        await app.pop_screen()
    if wanted is None:
        await app.day_screen.reload()
    else:
        await app.push_screen(wanted(app.day_screen.day))


async def open_day(app: DayplanApp, day: date) -> None:
    """Show one day in Day mode."""
    await go_to(app, "day")
    await app.day_screen.show_day(day)


async def open_log(app: DayplanApp, day: date) -> None:
    """Show the log of one day over the screen in front, to which `esc` leads back."""
    from dayplan.tui.screens.log import LogScreen

    await app.push_screen(LogScreen(app.day_screen.day, day))


def _screen_of(mode: str) -> type[WeekScreen | TemplatesScreen | LogScreen | ReportsScreen] | None:
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

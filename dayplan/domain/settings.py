"""The planning settings by name: what each accepts, how it is kept, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dayplan.domain.days import format_workdays, parse_day_start, parse_workdays
from dayplan.domain.durations import LONG, parse_capacity, parse_duration
from dayplan.domain.hygiene import quoted
from dayplan.domain.model import Settings
from dayplan.domain.pace import NO_PACE, SIGNALS, Pace
from dayplan.domain.rounding import format_rounding, keep_rounding, parse_rounding
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput, BadSetting

_WEEK_S = 7 * 24 * 3600
COMMAND_MAX = 1000
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Setting(NamedTuple):
    """One setting: `keep` reads what a person typed into what the file stores, `show` writes the value in force."""

    key: str
    help: str
    keep: Callable[[str], str]
    show: Callable[[Settings], str]


def known() -> tuple[str, ...]:
    """Return the names of all settings."""
    return tuple(setting.key for setting in SETTINGS)


def setting(key: str) -> Setting:
    """Find a setting by name. Raises `BadSetting` with the names there are."""
    for found in SETTINGS:
        if found.key == key.strip().casefold().replace("-", "_"):
            return found
    raise BadSetting(f"There is no setting “{key}”. There are: {', '.join(known())}.")


def _day_start(text: str) -> str:
    seconds = parse_day_start(text)
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def _week_start(text: str) -> str:
    wanted = text.strip().casefold()
    fitting = [day for day in WEEKDAYS if len(wanted) >= 2 and day.startswith(wanted)]
    if len(fitting) != 1:
        raise BadSetting(f"“{text}” is not a day of the week: give one such as monday or sunday.")
    return fitting[0]


def _capacity(text: str) -> str:
    try:
        seconds = parse_capacity(text)
    except BadInput as error:
        raise BadSetting(str(error)) from error
    return str(Settings().capacity_s if seconds is None else seconds)


def _goal(text: str) -> str:
    typed = text.strip().casefold()
    if typed in ("none", "off", "0", "0h", ""):
        return "0"
    if typed.isdigit():
        raise BadSetting(f"“{text}” could be hours or minutes: write “{typed}h”, or none for no goal.")
    try:
        return str(parse_duration(typed, _WEEK_S))
    except BadInput as error:
        raise BadSetting(f"{str(error).removesuffix('.')}, or none for no goal.") from error


def _focus_work(text: str) -> str:
    if text.strip().casefold() in (*NO_PACE, "0", ""):
        return "0"
    try:
        return str(parse_duration(text, LONG))
    except BadInput as error:
        raise BadSetting(f"{str(error).removesuffix('.')}, or none for no breaks.") from error


def _focus_break(text: str) -> str:
    try:
        return str(parse_duration(text, LONG))
    except BadInput as error:
        raise BadSetting(str(error)) from error


def _focus_signal(text: str) -> str:
    wanted = text.strip().casefold()
    if wanted in NO_PACE:
        return "none"
    if wanted not in SIGNALS:
        raise BadSetting(f"{quoted(text)} is no signal: give none, bell or desktop.")
    return wanted


def kept_pace(pace: Pace | None) -> dict[str, str]:
    """Return the settings that make up work and break in turns, as they are kept; none leaves the lengths alone."""
    if pace is None:
        return {"focus_work": "0"}
    return {"focus_work": str(pace.work_s), "focus_break": str(pace.break_s), "focus_signal": pace.signal}


def _shown_goal(seconds: int | None) -> str:
    return "none" if seconds is None else format_duration(seconds)


def _clock(text: str) -> str:
    if text.strip() not in ("12", "24"):
        raise BadSetting(f"“{text}” is not a clock: give 24 or 12.")
    return text.strip()


def _idle_command(text: str) -> str:
    command = text.strip()
    if not command.isprintable() or not 0 < len(command) <= COMMAND_MAX:
        raise BadSetting(
            "An idle_command is one line for your shell that prints seconds, as in: xprintidle-s; none switches it off."
        )
    return "" if command.casefold() in ("none", "off", "no") else command


def _date_format(text: str) -> str:
    wanted = text.strip().casefold()
    if wanted not in ("iso", "dmy", "mdy"):
        raise BadSetting(f"“{text}” is not a date format: give iso (2026-11-23), dmy (23.11.2026) or mdy (11/23/2026).")
    return wanted


def _rounding(text: str) -> str:
    try:
        return keep_rounding(parse_rounding(text))
    except BadInput as error:
        raise BadSetting(str(error)) from error


SETTINGS = (
    Setting(
        "day_start",
        "when a day begins; work before it belongs to the day before",
        _day_start,
        lambda s: f"{s.day_start_s // 3600:02}:{s.day_start_s % 3600 // 60:02}",
    ),
    Setting("week_start", "the first day of the week", _week_start, lambda s: WEEKDAYS[s.week_start]),
    Setting(
        "workdays",
        "the days on which you work",
        lambda text: format_workdays(parse_workdays(text)),
        lambda s: format_workdays(s.workdays),
    ),
    Setting("capacity", "the working time of a workday", _capacity, lambda s: format_duration(s.capacity_s)),
    Setting("weekly_goal", "how much to work in a week, or none", _goal, lambda s: _shown_goal(s.weekly_goal_s)),
    Setting(
        "weekly_billable_goal",
        "how much billable work to do in a week, or none",
        _goal,
        lambda s: _shown_goal(s.weekly_billable_goal_s),
    ),
    Setting("clock", "24 or 12 hours", _clock, lambda s: "24" if s.clock_24 else "12"),
    Setting(
        "idle_command",
        "a command that prints for how many seconds nobody touched the machine",
        _idle_command,
        lambda s: s.idle_command or "none",
    ),
    Setting("date_format", "how days are shown: iso, dmy or mdy", _date_format, lambda s: s.date_format),
    Setting(
        "rounding",
        "how reports round, beside the raw figure: a unit, and entry, day, line or total",
        _rounding,
        lambda s: format_rounding(s.rounding),
    ),
    Setting(
        "focus_work",
        "after how much work Focus proposes a break, or none",
        _focus_work,
        lambda s: _shown_goal(s.focus_work_s),
    ),
    Setting("focus_break", "how long a break in Focus is", _focus_break, lambda s: format_duration(s.focus_break_s)),
    Setting(
        "focus_signal",
        "how Focus signals that work or break is over: none, bell or desktop",
        _focus_signal,
        lambda s: s.focus_signal,
    ),
)

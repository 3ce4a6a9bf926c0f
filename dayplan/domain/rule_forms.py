"""One rule for the many that mean the same: other programs write what phrases say in forms of their own.

`FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1` is `FREQ=MONTHLY;BYDAY=1TU`, and `WKST` matters only where weeks are counted. What is
returned here has the same dates as the rule, from whichever day it starts and whatever the workdays are.
"""

from __future__ import annotations

from dayplan.domain.rule import WORKDAY, Rule

_ALL_WEEK = tuple((day, 0) for day in range(7))
_EVERY_MONTH = tuple(range(1, 13))
_MOST = {"MONTHLY": 5, "YEARLY": 53}
"""As many of one weekday as there are in each."""
_MONTH = 31


def simplest(rule: Rule) -> Rule:
    """Return the rule in the form for which there are words, if it has one."""
    for step in (_without_all, _without_year_days, _without_places, _often_as_named, _without_week_start):
        rule = step(rule)
    return rule


def _without_all(rule: Rule) -> Rule:
    """Leave out what chooses everything: all months, and all weekdays beside days of the month."""
    is_plain = rule.freq == "YEARLY" and rule.interval == 1 and not (rule.bysetpos or _of_year(rule))
    if rule.bymonth == _EVERY_MONTH and is_plain:
        rule = rule._replace(freq="MONTHLY")
    if rule.bymonth == _EVERY_MONTH and rule.freq != "YEARLY":
        rule = rule._replace(bymonth=())
    if rule.byday == _ALL_WEEK and (rule.bymonthday or (rule.freq == "DAILY" and not rule.bysetpos)):
        rule = rule._replace(byday=())
    return rule


def _of_year(rule: Rule) -> bool:
    return bool(rule.byweekno or rule.byyearday)


def _without_year_days(rule: Rule) -> Rule:
    """Write the first and the last days of a year as those of January and December."""
    days = rule.byyearday
    if not days or rule != Rule("YEARLY", rule.interval, rule.times, rule.until, rule.wkst, byyearday=days):
        return rule
    if min(days) >= 1 and max(days) <= _MONTH:
        return rule._replace(byyearday=(), bymonth=(1,), bymonthday=days)
    if min(days) >= -_MONTH and max(days) <= -1:
        return rule._replace(byyearday=(), bymonth=(12,), bymonthday=days)
    return rule


def _without_places(rule: Rule) -> Rule:
    """Write the place of a single weekday, or of any day, as its number."""
    within = "MONTHLY" if rule.freq == "MONTHLY" or len(rule.bymonth) == 1 else rule.freq
    if (
        not rule.bysetpos
        or within not in _MOST
        or _of_year(rule)
        or rule.bymonthday
        or (rule.bymonth and within == "YEARLY")
    ):
        return rule
    farthest = max(map(abs, rule.bysetpos))
    if rule.freq in _MOST and len(rule.byday) == 1 and farthest <= _MOST[within]:
        (weekday, nth) = rule.byday[0]
        if weekday != WORKDAY and not nth:
            return rule._replace(byday=tuple((weekday, place) for place in rule.bysetpos), bysetpos=())
    if rule.freq in _MOST and rule.byday == _ALL_WEEK and within == "MONTHLY" and farthest <= _MONTH:
        return rule._replace(byday=(), bymonthday=rule.bysetpos, bysetpos=())
    return rule


def _often_as_named(rule: Rule) -> Rule:
    """Choose FREQ by what is named: weekdays come weekly, days of the month monthly, days of some months yearly."""
    if rule.interval > 1 or _of_year(rule):
        return rule
    if rule.freq == "WORKDAILY":
        return rule._replace(freq="WEEKLY", byday=((WORKDAY, 0),))
    if rule.bysetpos:
        is_yearly = rule.freq == "MONTHLY" and len(rule.bymonth) == 1 and not (rule.byday and rule.bymonthday)
        return rule._replace(freq="YEARLY") if is_yearly else rule
    counted = any(nth for _, nth in rule.byday)
    if rule.byday and not counted and not rule.bymonthday:
        is_daily = rule.byday == _ALL_WEEK
        return rule._replace(freq="DAILY", byday=()) if is_daily else rule._replace(freq="WEEKLY")
    if rule.bymonthday and rule.byday and not counted:
        return rule._replace(freq="MONTHLY")
    if rule.bymonthday and not rule.byday:
        return rule._replace(freq="YEARLY" if rule.bymonth else "MONTHLY")
    return rule._replace(freq="YEARLY") if counted and rule.bymonth and not rule.bymonthday else rule


def _without_week_start(rule: Rule) -> Rule:
    counts_weeks = rule.freq == "WEEKLY" and rule.byday and (rule.interval > 1 or rule.bysetpos)
    return rule if counts_weeks or rule.byweekno else rule._replace(wkst=0)

"""Where the time went: split at the day's start (T8), rounded only when asked (T9), worth what was said (T11)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.days import day_of
from dayplan.domain.reporting import BY, Worked, by_day, parts_of, report
from dayplan.domain.rounding import SCOPES, WAYS, Rounding

ZONE = "Europe/Berlin"
DAY = date(2026, 11, 23)


def at(text: str, zone: str = ZONE) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def worked(start: str, end: str, task_id: int = 1, zone: str = ZONE, day_start_s: int = 0, **given: object) -> Worked:
    begin = at(start, zone)
    fields: dict[str, object] = {
        "id": begin, "start": begin, "end": at(end, zone), "zone": zone, "day": day_of(begin, zone, day_start_s),
        "day_start_s": day_start_s, "task_id": task_id, "task": f"task {task_id}", "client": None, "project": None,
        "template": None, "billable": False, "rate_minor": None, "currency": None,
    }  # fmt: skip
    return Worked(**(fields | given))  # type: ignore[arg-type]


def keys(found: object) -> dict[str, int]:
    return {line.key: line.seconds for line in found.lines}  # type: ignore[attr-defined]


def test_t8_an_entry_over_midnight_counts_on_both_days() -> None:
    night = worked("2026-11-23 22:00", "2026-11-24 02:00")
    assert keys(report([night], DAY, date(2026, 11, 24), "day")) == {"2026-11-23": 7200, "2026-11-24": 7200}
    assert keys(report([night], DAY, DAY, "day")) == {"2026-11-23": 7200}


def test_t8_it_is_split_at_its_own_day_start() -> None:
    night = worked("2026-11-23 22:00", "2026-11-24 02:00", day_start_s=4 * 3600)
    assert keys(report([night], DAY, date(2026, 11, 24), "day")) == {"2026-11-23": 14400}


@pytest.mark.parametrize(("night", "hours"), [("2026-03-28", 4), ("2026-10-24", 6), ("2026-11-23", 5)])
def test_t8_nights_on_which_the_clocks_change(night: str, hours: int) -> None:
    first = date.fromisoformat(night)
    following = date.fromordinal(first.toordinal() + 1)
    found = report([worked(f"{night} 23:00", f"{following} 04:00")], first, following, "day")
    assert found.total_s == hours * 3600


def test_t8_a_flight_keeps_its_zones() -> None:
    berlin = worked("2026-11-23 09:00", "2026-11-23 12:00")
    tokyo = worked("2026-11-24 09:00", "2026-11-24 10:00", zone="Asia/Tokyo")  # 01:00 to 02:00 in Berlin
    found = report([berlin, tokyo], DAY, date(2026, 11, 24), "day")
    assert keys(found) == {"2026-11-23": 10800, "2026-11-24": 3600}


def test_t8_samoa_has_no_30_december() -> None:
    through = worked("2011-12-29 22:00", "2011-12-31 02:00", zone="Pacific/Apia")
    found = report([through], date(2011, 12, 29), date(2011, 12, 31), "day")
    assert keys(found) == {"2011-12-29": 7200, "2011-12-31": 7200}


@pytest.mark.parametrize(
    ("scope", "rounded"),
    [("entry", 2700), ("day", 1800), ("line", 1800), ("total", 960)],
)
def test_t9_rounding_belongs_to_a_scope_and_stands_beside_the_raw_figure(scope: str, rounded: int) -> None:
    several = [
        worked("2026-11-23 09:00", "2026-11-23 09:07"),
        worked("2026-11-23 10:00", "2026-11-23 10:08"),
        worked("2026-11-24 10:00", "2026-11-24 10:01"),
    ]
    found = report(several, DAY, date(2026, 11, 24), "task", rounding=Rounding(900, scope))  # type: ignore[arg-type]
    assert (found.lines[0].seconds, found.lines[0].rounded_s) == (960, rounded)
    assert report(several, DAY, date(2026, 11, 24), "task").lines[0].rounded_s == 960


def test_t11_billable_time_is_worth_its_rate_by_currency() -> None:
    several = [
        worked("2026-11-23 09:00", "2026-11-23 10:30", client="acme", billable=True, rate_minor=8000, currency="EUR"),
        worked("2026-11-23 11:00", "2026-11-23 11:20", client="acme", billable=True, rate_minor=8000, currency="EUR"),
        worked("2026-11-23 12:00", "2026-11-23 13:00", client="zoe", billable=True, rate_minor=9000, currency="USD"),
        worked("2026-11-23 14:00", "2026-11-23 15:00", client="acme"),
    ]
    found = report(several, DAY, DAY, "client")
    assert found.lines[0].amounts == (("EUR", 14667),)
    assert found.total.amounts == (("EUR", 14667), ("USD", 9000))
    assert found.total.billable_s == 10200


def test_a_task_with_two_tags_counts_under_both_and_once_in_the_total() -> None:
    found = report([worked("2026-11-23 09:00", "2026-11-23 10:00")], DAY, DAY, "tag", tags={1: ("a", "b")})
    assert keys(found) == {"a": 3600, "b": 3600}
    assert found.total_s == 3600


def test_t9_rounding_the_total_leaves_the_lines_as_they_are() -> None:
    several = [worked("2026-11-23 09:00", "2026-11-23 09:07", 1), worked("2026-11-23 10:00", "2026-11-23 10:08", 2)]
    found = report(several, DAY, DAY, "task", rounding=Rounding(1800, "total"))
    assert [line.rounded_s for line in found.lines] == [480, 420]
    assert (found.total.seconds, found.total.rounded_s) == (900, 1800)


@pytest.mark.parametrize(("way", "rounded"), [("up", 2700), ("nearest", 1800), ("down", 900)])
def test_t9_up_to_the_nearest_or_down(way: str, rounded: int) -> None:
    several = [
        worked("2026-11-23 09:00", "2026-11-23 09:05"),
        worked("2026-11-23 10:00", "2026-11-23 10:10"),
        worked("2026-11-23 11:00", "2026-11-23 11:15"),
    ]
    found = report(several, DAY, DAY, "task", rounding=Rounding(900, "entry", way))  # type: ignore[arg-type]
    assert found.lines[0].rounded_s == rounded


def test_t9_t11_rounded_time_is_worth_more_and_time_of_another_rate_is_rounded_by_itself() -> None:
    rate = {"client": "acme", "billable": True, "currency": "EUR"}
    several = [
        worked("2026-11-23 09:00", "2026-11-23 09:50", rate_minor=6000, **rate),
        worked("2026-11-23 10:00", "2026-11-23 10:20", rate_minor=9000, **rate),
        worked("2026-11-23 11:00", "2026-11-23 11:20", client="acme"),
    ]
    (line,) = report(several, DAY, DAY, "client", rounding=Rounding(3600, "line")).lines
    assert (line.seconds, line.rounded_s) == (5400, 7200)
    assert (line.billable_s, line.rounded_billable_s) == (4200, 7200)
    assert (line.amounts, line.rounded_amounts) == ((("EUR", 8000),), (("EUR", 15000),))


def test_t11_a_total_is_what_its_lines_add_up_to_to_the_cent() -> None:
    rate = {"billable": True, "rate_minor": 100, "currency": "EUR"}
    several = [worked(f"2026-11-23 {hour:02}:00", f"2026-11-23 {hour:02}:20", hour, **rate) for hour in (9, 10, 11)]
    found = report(several, DAY, DAY, "task")
    assert [line.amounts for line in found.lines] == [(("EUR", 33),)] * 3
    assert found.total.amounts == (("EUR", 99),)


def test_t8_an_entry_of_days_ago_that_still_runs_reaches_into_today() -> None:
    forgotten = worked("2026-11-16 22:00", "2026-11-23 09:00")
    assert report([forgotten], DAY, DAY, "task").total_s == 9 * 3600


ZONES = st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "Pacific/Apia", "America/St_Johns"])
ENTRIES = st.lists(
    st.builds(
        lambda start, length, zone, day_start_s, task, client, project, billable, rate: (
            start,
            length,
            zone,
            day_start_s,
            {
                "task": task,
                "task_id": ord(task),
                "client": client,
                "project": project,
                "template": task if task == "a" else None,
                "billable": billable,
                "rate_minor": rate,
                "currency": "EUR",
            },
        ),
        st.integers(0, 40 * 86400),
        st.integers(0, 3 * 86400),
        ZONES,
        st.sampled_from([0, 4 * 3600]),
        st.sampled_from("abc"),
        st.sampled_from([None, "acme", "zoe"]),
        st.sampled_from([None, "site"]),
        st.booleans(),
        st.sampled_from([None, 3333, 8000]),
    ),
    max_size=15,
)
TAGS = {ord("a"): ("x", "y"), ord("b"): ("x",)}


def made(several: list[tuple[int, int, str, int, dict[str, object]]]) -> list[Worked]:
    origin = int(datetime(2026, 10, 1, tzinfo=UTC).timestamp())
    return [
        Worked(
            **{  # type: ignore[arg-type]
                "id": number,
                "start": origin + start,
                "end": origin + start + length,
                "zone": zone,
                "day": day_of(origin + start, zone, day_start_s),
                "day_start_s": day_start_s,
                **fields,
            }
        )
        for number, (start, length, zone, day_start_s, fields) in enumerate(several)
    ]


@given(ENTRIES, st.dates(date(2026, 9, 20), date(2026, 11, 20)), st.integers(0, 60), st.integers(0, 6))
def test_every_grouping_has_the_same_total_and_each_line_is_the_sum_of_its_entries(
    several: list[tuple[int, int, str, int, dict[str, object]]], first: date, days: int, week_start: int
) -> None:
    entries, last = made(several), date.fromordinal(first.toordinal() + days)
    whole = sum(part.seconds for part in parts_of(entries, first, last))
    for by in BY:
        found = report(entries, first, last, by, tags=TAGS, week_start=week_start)
        assert found.total_s == whole
        if by != "tag":
            assert sum(line.seconds for line in found.lines) == whole
            assert sum(line.billable_s for line in found.lines) == found.total.billable_s
        for line in found.lines:
            made_of = parts_of(entries, first, last, by, line.key, tags=TAGS, week_start=week_start)
            assert sum(part.seconds for part in made_of) == line.seconds
            assert all(part.seconds > 0 and first <= part.day <= last for part in made_of)


@given(ENTRIES)
def test_the_days_of_the_year_add_up_to_the_year(several: list[tuple[int, int, str, int, dict[str, object]]]) -> None:
    entries = made(several)
    days = by_day(entries, date(2026, 1, 1), date(2026, 12, 31))
    assert sum(days.values()) == report(entries, date(2026, 1, 1), date(2026, 12, 31), "client").total_s
    assert sum(days.values()) == sum(each.end - each.start for each in entries)


@given(ENTRIES, st.sampled_from(SCOPES), st.sampled_from(WAYS), st.sampled_from([60, 360, 900]))
def test_t9_a_rounded_column_adds_up_and_is_off_by_less_than_a_unit_a_piece(
    several: list[tuple[int, int, str, int, dict[str, object]]], scope: str, way: str, unit_s: int
) -> None:
    rounding = Rounding(unit_s, scope, way)  # type: ignore[arg-type]
    found = report(made(several), date(2026, 9, 1), date(2026, 12, 31), "client", rounding=rounding)
    if scope != "total":
        assert sum(line.rounded_s for line in found.lines) == found.total.rounded_s
    if scope in ("line", "total"):
        figures = [found.total] if scope == "total" else found.lines
        assert all(abs(line.rounded_s - line.seconds) < unit_s for line in figures)
        assert all(line.rounded_s % unit_s == 0 for line in figures)


@given(ENTRIES, st.sampled_from(BY), st.sampled_from(SCOPES), st.sampled_from(WAYS), st.sampled_from([60, 360, 900]))
def test_t9_rounding_never_touches_the_raw_figures_and_goes_the_way_that_was_said(
    several: list[tuple[int, int, str, int, dict[str, object]]], by: str, scope: str, way: str, unit_s: int
) -> None:
    first, last = date(2026, 9, 1), date(2026, 12, 31)
    rounding = Rounding(unit_s, scope, way)  # type: ignore[arg-type]
    raw = report(made(several), first, last, by, tags=TAGS)
    found = report(made(several), first, last, by, tags=TAGS, rounding=rounding)
    for line, same in zip((found.total, *found.lines), (raw.total, *raw.lines), strict=True):
        recorded = (same.seconds, same.billable_s, same.amounts)
        assert (line.seconds, line.billable_s, line.amounts) == recorded, line.key
        assert (same.rounded_s, same.rounded_billable_s, same.rounded_amounts) == recorded, line.key
        assert way != "up" or (line.rounded_s >= line.seconds and line.rounded_billable_s >= line.billable_s)
        assert way != "down" or (line.rounded_s <= line.seconds and line.rounded_billable_s <= line.billable_s)
        if way == "up":
            assert all(more >= less for (_, more), (_, less) in zip(line.rounded_amounts, line.amounts, strict=True))


@given(ENTRIES, st.sampled_from([by for by in BY if by != "tag"]))
def test_t11_an_amount_is_off_by_half_a_cent_for_each_rate_of_a_line_at_most(
    several: list[tuple[int, int, str, int, dict[str, object]]], by: str
) -> None:
    first, last = date(2026, 9, 1), date(2026, 12, 31)
    entries = made(several)
    exact = sum(
        Fraction((each.end - each.start) * each.rate_minor, 3600)
        for each in entries
        if each.billable and each.rate_minor is not None
    )
    found = report(entries, first, last, by)
    rates = len({each.rate_minor for each in entries if each.billable and each.rate_minor is not None})
    total = sum(minor for _, minor in found.total.amounts)
    assert total == sum(minor for line in found.lines for _, minor in line.amounts), "a column adds up to the cent"
    assert abs(total - exact) <= Fraction(len(found.lines) * rates, 2)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 40 * 86400), st.integers(0, 2 * 86400), st.sampled_from(["Europe/Berlin", "Asia/Tokyo"])
        ),
        max_size=20,
    ),
    st.sampled_from([0, 4 * 3600]),
)
def test_t8_the_parts_make_the_whole_however_it_is_cut(several: list[tuple[int, int, str]], day_start_s: int) -> None:
    origin = int(datetime(2026, 10, 1, tzinfo=UTC).timestamp())
    entries = []
    for number, (start, length, zone) in enumerate(several):
        begin = origin + start
        day = day_of(begin, zone, day_start_s)
        entries.append(
            Worked(
                number,
                begin,
                begin + length,
                zone,
                day,
                day_start_s,
                number % 3,
                "t",
                None,
                None,
                None,
                False,
                None,
                None,
            )
        )
    first, last = date(2026, 9, 28), date(2026, 11, 20)
    totals = {by: report(entries, first, last, by).total_s for by in ("day", "week", "month", "task", "client")}
    assert set(totals.values()) == {sum(length for _, length, _ in several)}
    by_day = report(entries, first, last, "day")
    assert sum(line.seconds for line in by_day.lines) == by_day.total_s

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
    [("entry", 2700), ("day", 1800), ("line", 1800), ("total", 1800)],
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


def test_t9_the_rounded_total_is_shared_out_over_the_lines() -> None:
    """Issue 12.17: 15m become 30m, and 8m and 7m of it twice as much: a column adds up in every scope."""
    several = [worked("2026-11-23 09:00", "2026-11-23 09:07", 1), worked("2026-11-23 10:00", "2026-11-23 10:08", 2)]
    found = report(several, DAY, DAY, "task", rounding=Rounding(1800, "total"))
    assert [line.rounded_s for line in found.lines] == [960, 840]
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


def test_t9_t11_rounded_time_is_shared_out_over_the_rates_and_what_is_not_billed() -> None:
    """Issue 12.17: 90m become 120m, so each part becomes 4/3 of itself; 66m40 at 60.00 and 26m40 at 90.00."""
    rate = {"client": "acme", "billable": True, "currency": "EUR"}
    several = [
        worked("2026-11-23 09:00", "2026-11-23 09:50", rate_minor=6000, **rate),
        worked("2026-11-23 10:00", "2026-11-23 10:20", rate_minor=9000, **rate),
        worked("2026-11-23 11:00", "2026-11-23 11:20", client="acme"),
    ]
    (line,) = report(several, DAY, DAY, "client", rounding=Rounding(3600, "line")).lines
    assert (line.seconds, line.rounded_s) == (5400, 7200)
    assert (line.billable_s, line.rounded_billable_s) == (4200, 5600)
    assert (line.amounts, line.rounded_amounts) == ((("EUR", 8000),), (("EUR", 10667),))


ISSUE_RATES = {"client": "acme", "billable": True, "currency": "EUR"}
ISSUE_DAY = [
    worked("2026-11-23 09:00", "2026-11-23 09:05", 1, rate_minor=8000, **ISSUE_RATES),
    worked("2026-11-23 10:00", "2026-11-23 10:05", 2, project="site", rate_minor=9500, **ISSUE_RATES),
]


@pytest.mark.parametrize(
    ("scope", "rounded", "minor"),
    # Entries: 15m at 80.00 and 15m at 95.00. Else 15m together: 7m30 at 80.00 is 10.00, 7m30 at 95.00 is 11.875.
    [("entry", 1800, 4375), ("day", 900, 2188), ("line", 900, 2188), ("total", 900, 2188)],
)
@pytest.mark.parametrize("by", BY)
def test_t9_no_more_is_billed_than_was_rounded(scope: str, rounded: int, minor: int, by: str) -> None:
    """Issue 12.17: 10m of one client at two rates, rounded to 15m, were 30m billable, and 43.75 EUR."""
    total = report(ISSUE_DAY, DAY, DAY, by, rounding=Rounding(900, scope)).total  # type: ignore[arg-type]
    assert (total.rounded_s, total.rounded_billable_s) == (rounded, rounded)
    assert total.rounded_amounts == (("EUR", minor),)


def test_t9_an_entry_over_midnight_is_rounded_once_and_shared_by_its_days() -> None:
    """Issue 12.17: 13m are rounded to 15m; 10/13 of that are 692.3 seconds, 3/13 are 207.7."""
    night = worked("2026-11-23 23:50", "2026-11-24 00:03")
    rounding = Rounding(900, "entry")
    found = report([night], DAY, date(2026, 11, 24), "day", rounding=rounding)
    assert [line.rounded_s for line in found.lines] == [692, 208]
    assert found.total.rounded_s == report([night], DAY, date(2026, 11, 24), "task", rounding=rounding).total.rounded_s


@pytest.mark.parametrize("by", BY)
def test_t9_a_day_is_rounded_for_each_client_whatever_it_is_grouped_by(by: str) -> None:
    """Issue 12.17: 5m for acme and 5m for zoe are 15m each by client, so they are 30m by day, too.

    What acme has on its line is also what a report of acme alone comes to.
    """
    several = [
        worked("2026-11-23 09:00", "2026-11-23 09:05", 1, client="acme"),
        worked("2026-11-23 10:00", "2026-11-23 10:05", 2, client="zoe"),
        worked("2026-11-24 10:00", "2026-11-24 10:16", 2, client="zoe"),
    ]
    rounding = Rounding(900, "day")
    found = report(several, DAY, date(2026, 11, 24), by, rounding=rounding)
    assert found.total.rounded_s == 900 + 900 + 1800
    alone = report(several[:1], DAY, date(2026, 11, 24), by, rounding=rounding)
    assert alone.total.rounded_s == 900
    if by == "client":
        assert {line.key: line.rounded_s for line in found.lines} == {"acme": 900, "zoe": 2700}


@pytest.mark.parametrize("by", [by for by in BY if by != "tag"])
def test_t11_a_total_is_what_its_lines_add_up_to_to_the_cent(by: str) -> None:
    """Issue 12.17: an hour at 1.00 is 1.00 by client and by day; three tasks share it: 0.34, 0.33, 0.33."""
    rate = {"client": "acme", "billable": True, "rate_minor": 100, "currency": "EUR"}
    several = [worked(f"2026-11-23 {hour}:00", f"2026-11-23 {hour}:20", hour, **rate) for hour in (10, 11, 12)]
    found = report(several, DAY, DAY, by)
    assert [line.amounts for line in found.lines] in (
        [(("EUR", 100),)],
        [(("EUR", 34),), (("EUR", 33),), (("EUR", 33),)],
    )
    assert found.total.amounts == (("EUR", 100),)


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
                "currency": "USD" if client == "zoe" else "EUR",
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
    assert sum(line.rounded_s for line in found.lines) == found.total.rounded_s
    assert found.total.rounded_s % unit_s == 0
    if scope != "total":
        assert all(line.rounded_s % unit_s == 0 for line in found.lines), "a client's time is rounded by itself"
    if scope in ("line", "total"):
        figures = [found.total] if scope == "total" else found.lines
        assert all(abs(line.rounded_s - line.seconds) < unit_s for line in figures)


@given(
    ENTRIES,
    st.dates(date(2026, 9, 20), date(2026, 11, 20)),
    st.integers(0, 60),
    st.sampled_from(SCOPES),
    st.sampled_from(WAYS),
    st.sampled_from([0, 60, 360, 900]),
)
def test_t9_t11_nine_groupings_come_to_one_total_and_their_lines_add_up_to_it(
    several: list[tuple[int, int, str, int, dict[str, object]]],
    first: date,
    days: int,
    scope: str,
    way: str,
    unit_s: int,
) -> None:
    """Issue 12.17: time and money, as recorded and as rounded; by tag, lines share time, but the total is the same."""
    rounding = Rounding(unit_s, scope, way)  # type: ignore[arg-type]
    entries, last = made(several), date.fromordinal(first.toordinal() + days)
    found = {by: report(entries, first, last, by, tags=TAGS, rounding=rounding) for by in BY}
    assert len({each.total for each in found.values()}) == 1
    for by, each in found.items():
        assert all(line.billable_s <= line.seconds for line in (each.total, *each.lines))
        assert all(line.rounded_billable_s <= line.rounded_s for line in (each.total, *each.lines))
        assert all(minor >= 0 for line in each.lines for _, minor in (*line.amounts, *line.rounded_amounts))
        if by == "tag":
            continue
        for figure in ("seconds", "rounded_s", "billable_s", "rounded_billable_s"):
            assert sum(getattr(line, figure) for line in each.lines) == getattr(each.total, figure)
        for figure in ("amounts", "rounded_amounts"):
            added: dict[str, int] = {}
            for line in each.lines:
                for currency, minor in getattr(line, figure):
                    added[currency] = added.get(currency, 0) + minor
            assert tuple(sorted(added.items())) == getattr(each.total, figure)


@given(ENTRIES, st.sampled_from(["entry", "day", "line"]), st.sampled_from(WAYS))
def test_t9_t11_the_line_of_a_client_is_what_a_report_of_that_client_alone_comes_to(
    several: list[tuple[int, int, str, int, dict[str, object]]], scope: str, way: str
) -> None:
    rounding = Rounding(900, scope, way)  # type: ignore[arg-type]
    entries, first, last = made(several), date(2026, 9, 1), date(2026, 12, 31)
    for line in report(entries, first, last, "client", rounding=rounding).lines:
        alone = [each for each in entries if (each.client or "") == line.key]
        total = report(alone, first, last, "day", rounding=rounding).total
        assert total._replace(key=line.key) == line


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
        if way == "up" and line is found.total:
            assert all(more >= less for (_, more), (_, less) in zip(line.rounded_amounts, line.amounts, strict=True))


@given(ENTRIES, st.sampled_from(BY))
def test_t11_an_amount_is_off_by_half_a_cent_for_each_rate_of_a_client_at_most(
    several: list[tuple[int, int, str, int, dict[str, object]]], by: str
) -> None:
    """And a line, which has a share of that, by less than a cent and a half for each."""
    first, last = date(2026, 9, 1), date(2026, 12, 31)
    entries = made(several)
    priced = [each for each in entries if each.billable and each.rate_minor is not None]
    rates = len({(each.client, each.rate_minor) for each in priced})

    def exact(several: list[Worked]) -> Fraction:
        return sum((Fraction((each.end - each.start) * (each.rate_minor or 0), 3600) for each in several), Fraction())

    found = report(entries, first, last, by, tags=TAGS)
    assert abs(sum(minor for _, minor in found.total.amounts) - exact(priced)) <= Fraction(rates, 2)
    if by == "client":
        for line in found.lines:
            own = [each for each in priced if (each.client or "") == line.key]
            of_client = len({each.rate_minor for each in own})
            assert abs(sum(minor for _, minor in line.amounts) - exact(own)) <= Fraction(of_client, 2)
    if by == "template":
        for line in found.lines:
            own = [each for each in priced if (each.template or "") == line.key]
            assert abs(sum(minor for _, minor in line.amounts) - exact(own)) <= Fraction(rates * 3, 2)


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

"""The times of a report's lines add up to its total, and never contradict each other (issue 12.18)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.days import day_of
from dayplan.domain.report_minutes import times_of_lines, times_of_total
from dayplan.domain.reporting import BY, Report, Worked, report
from dayplan.domain.rounding import NO_ROUNDING, Rounding

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
ORIGIN = int(datetime(2026, 11, 2, 6, tzinfo=UTC).timestamp())
STRETCHES = st.lists(
    st.tuples(
        st.integers(0, 20 * 86_400),
        st.integers(1, 4_000) | st.sampled_from([29, 30, 60, 630, 90_000]),
        st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "America/St_Johns"]),
        st.sampled_from("abc"),
        st.sampled_from([None, "acme", "zoe"]),
        st.booleans(),
    ),
    max_size=20,
)
ROUNDINGS = st.sampled_from([NO_ROUNDING, Rounding(900, "entry"), Rounding(360, "day", "nearest"), Rounding(1800)])


def worked(several: list[tuple[int, int, str, str, str | None, bool]]) -> list[Worked]:
    return [
        Worked(
            id=number,
            start=ORIGIN + start,
            end=ORIGIN + start + length,
            zone=zone,
            day=day_of(ORIGIN + start, zone, 0),
            day_start_s=0,
            task_id=ord(task),
            task=task,
            client=client,
            project=None,
            template=None,
            billable=billable,
            rate_minor=None,
            currency=None,
        )
        for number, (start, length, zone, task, client, billable) in enumerate(several)
    ]


def minutes(words: str) -> int:
    found = re.fullmatch(r"<1m|(?:(\d+)h)?(?:(\d+)m?)?", words)
    assert found is not None, words
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def column(found: Report, name: str) -> tuple[list[int], int]:
    lines, total = times_of_lines(found), times_of_total(found)
    return [minutes(getattr(line, name)) for line in lines], minutes(getattr(total, name))


@given(STRETCHES, ROUNDINGS)
def test_every_column_adds_up_whatever_it_is_grouped_by(
    several: list[tuple[int, int, str, str, str | None, bool]], rounding: Rounding
) -> None:
    totals = set()
    for by in BY:
        found = report(worked(several), FIRST, LAST, by, rounding=rounding)
        for name in ("recorded", "rounded", "billable"):
            lines, total = column(found, name)
            assert sum(lines) == total
        for times, line in zip(times_of_lines(found), found.lines, strict=True):
            assert minutes(times.billable) <= minutes(times.rounded)
            assert line.rounded_billable_s not in (0, line.rounded_s) or (
                times.billable == (times.rounded if line.rounded_billable_s else "")
            )
            assert abs(times.minutes * 60 - line.seconds) < 120
            assert times.recorded != "0m"
        totals.add(times_of_total(found))
    assert len(totals) == 1


@pytest.mark.parametrize("by", BY)
def test_a_line_that_is_all_billable_says_so(by: str) -> None:
    """Half a minute more is billable than its own share of the time: 10m30 of 21m are 11m, and so is the line."""
    found = report(
        worked([(0, 630, "Europe/Berlin", "a", None, False), (9000, 630, "Europe/Berlin", "b", "acme", True)]),
        FIRST, LAST, by,
    )  # fmt: skip
    lines = [(times.recorded, times.billable) for times in times_of_lines(found)]
    assert column(found, "recorded")[1] == 21
    assert column(found, "billable") == ([minutes(billed) for _, billed in lines], 11)
    assert all(minutes(billed) <= minutes(time) for time, billed in lines)


def test_the_lines_of_two_tags_are_rounded_by_themselves_and_are_known_to_overlap() -> None:
    several = worked([(0, 600, "Europe/Berlin", "a", None, False), (9000, 40, "Europe/Berlin", "b", None, False)])
    tags = {ord("a"): ("x", "y"), ord("b"): ("x",)}
    found = report(several, FIRST, LAST, "tag", tags=tags)
    assert found.overlaps
    assert [(line.key, line.overlap_s) for line in found.lines] == [("x", 600), ("y", 600)]
    assert [times.recorded for times in times_of_lines(found)] == ["11m", "10m"]
    assert times_of_total(found).recorded == "11m"
    assert not report(several, FIRST, LAST, "tag", tags={ord("a"): ("x",)}).overlaps

"""Shares that add up to the whole."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.shares import share_hours, share_minutes, share_out, write_shared
from dayplan.domain.wording import to_minutes


@pytest.mark.parametrize(
    ("whole", "weights", "shares"),
    [
        (900, [300, 300], [450, 450]),
        (900, [600, 180], [692, 208]),  # 692.3 and 207.7
        (100, [1, 1, 1], [34, 33, 33]),  # of equal remainders, the first
        (2, [1, 0, 1, 1], [1, 0, 1, 0]),
        (7, [0, 0], [0, 0]),
        (0, [3, 4], [0, 0]),
        (7, [], []),
    ],
)
def test_shares_go_by_largest_remainder(whole: int, weights: list[int], shares: list[int]) -> None:
    assert share_out(whole, weights) == shares


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_shares_add_up_and_none_is_one_or_more_away_from_its_exact_value(whole: int, weights: list[int]) -> None:
    shares = share_out(whole, weights)
    assert sum(shares) == whole
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Fraction(whole * weight, sum(weights))) < 1


@pytest.mark.parametrize(
    ("seconds", "minutes", "words"),
    [
        ([647, 647, 646, 40], None, "11m 11m 10m 1m"),  # issue 12.18: it was 10m + 10m + 10m + 0m = 33m
        ([600, 600, 600], None, "10m 10m 10m"),
        ([40], None, "1m"),
        ([20], None, "<1m"),
        ([20, 20], None, "1m <1m"),  # 40 s are a minute, which one of them gets
        ([620, 620, 25], None, "10m 10m 1m"),  # 1,265 s are 21m: less than a minute comes first
        ([600, 20], None, "10m <1m"),  # 620 s are 10m: what is whole stays so
        ([0, 61, 0], None, "- 1m -"),
        ([90, 90], 3, "2m 1m"),
        ([90, 90], 4, "2m 2m"),  # as a group that was printed as 4m
        ([10, 10, 10], 0, "<1m <1m <1m"),
        ([], None, ""),
    ],
)
def test_the_minutes_of_a_sum_are_shared_out(seconds: list[int], minutes: int | None, words: str) -> None:
    assert " ".join(write_shared(seconds, minutes, none="-")) == words


SECONDS = st.lists(st.integers(0, 4000) | st.sampled_from([0, 29, 30, 31, 60, 600, 86_400]), max_size=30)


@given(SECONDS, st.randoms())
def test_minutes_add_up_and_are_the_exact_time_rounded_down_or_up(seconds: list[int], chance: random.Random) -> None:
    shares = share_minutes(seconds)
    assert sum(shares) == to_minutes(sum(seconds))
    assert all(share in (part // 60, -(-part // 60)) for share, part in zip(shares, seconds, strict=True))
    left = sum(shares) - sum(part // 60 for part in seconds)
    short = [share for share, part in zip(shares, seconds, strict=True) if 0 < part < 60]
    assert sum(short) == min(left, len(short))  # a minute each, as long as there are some
    by_time = sorted(zip(seconds, shares, strict=True))
    shuffled = chance.sample(seconds, len(seconds))
    assert sorted(zip(shuffled, share_minutes(shuffled), strict=True)) == by_time


@given(SECONDS, st.booleans())
def test_a_group_shares_the_minutes_it_was_given_itself(seconds: list[int], up: bool) -> None:
    """A line of a report has its time rounded down or up; its entries come to just that."""
    whole = -(-sum(seconds) // 60) if up else sum(seconds) // 60
    shares = share_minutes(seconds, whole)
    assert sum(shares) == whole
    assert all(share in (part // 60, -(-part // 60)) for share, part in zip(shares, seconds, strict=True))


@given(SECONDS)
def test_hours_add_up_at_four_decimals(seconds: list[int]) -> None:
    hours = [Decimal(share) for share in share_hours(seconds)]
    assert sum(hours) == (Decimal(sum(seconds)) / 3600).quantize(Decimal("0.0001"), "ROUND_HALF_UP")
    for share, part in zip(hours, seconds, strict=True):
        assert abs(share - Decimal(part) / 3600) < Decimal("0.0001")
        assert part % 3600 or share == part // 3600

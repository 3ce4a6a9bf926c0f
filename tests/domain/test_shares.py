"""Shares that add up to the whole."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.shares import share_out


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

"""What a stretch of time takes from the entries that it is laid over (T3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.edits import RUNNING, Span, cuts


@pytest.mark.parametrize(
    ("start", "end", "span", "pieces"),
    [
        (10, 20, (0, 10), None),  # half-open: touching is no overlap
        (10, 20, (20, 30), None),
        (10, 20, (0, 15), [(0, 10)]),
        (10, 20, (15, 30), [(20, 30)]),
        (10, 20, (0, 30), [(0, 10), (20, 30)]),
        (10, 20, (12, 18), []),
        (10, 20, (10, 20), []),
        (10, 20, (15, RUNNING), [(20, RUNNING)]),
        (10, RUNNING, (5, RUNNING), [(5, 10)]),
        (10, 20, (15, 15), None),  # an empty one has nothing to lose
    ],
)
def test_t3_what_is_left_of_an_entry(
    start: int, end: int, span: tuple[int, int], pieces: list[tuple[int, int]] | None
) -> None:
    found = cuts(start, end, [Span(1, *span)])
    assert [list(cut.pieces) for cut in found] == ([] if pieces is None else [pieces])


@given(st.lists(st.integers(0, 60), min_size=2, max_size=12, unique=True), st.integers(0, 60), st.integers(1, 30))
def test_t3_afterwards_nothing_overlaps_and_nothing_else_is_lost(edges: list[int], start: int, length: int) -> None:
    ordered = sorted(edges)
    spans = [Span(i, a, b) for i, (a, b) in enumerate(zip(ordered[::2], ordered[1::2], strict=False))]
    end = start + length
    by_id = {cut.span.id: cut.pieces for cut in cuts(start, end, spans)}
    left = [piece for span in spans for piece in by_id.get(span.id, ((span.start, span.end),))]
    minutes = {minute for a, b in left for minute in range(a, b)}
    before = {minute for span in spans for minute in range(span.start, span.end)}
    assert minutes == before - set(range(start, end))
    assert all(a < b for a, b in left)

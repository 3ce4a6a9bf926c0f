"""What a change of one time entry does to the others: what it would cut, shown before it is done (T3, T4)."""

from __future__ import annotations

from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

RUNNING = 1 << 62
"""Stands for the end of an entry that runs: after every instant."""


class Span(NamedTuple):
    """An entry's stretch, half-open; an end of `RUNNING` is still to come."""

    id: int
    start: int
    end: int


class Cut(NamedTuple):
    """What becomes of one entry that a stretch is laid over: its pieces; none when it is swallowed whole."""

    span: Span
    pieces: tuple[tuple[int, int], ...]

    @property
    def swallowed(self) -> bool:
        """Nothing of it is left."""
        return not self.pieces


def cuts(start: int, end: int, others: Iterable[Span]) -> list[Cut]:
    """Return what laying `[start, end)` over other entries would do to each that it meets, the earliest first.

    Entries that only touch it are left alone, and so are empty ones (T3: half-open).
    """
    found = []
    for span in sorted(others, key=lambda span: (span.start, span.id)):
        if max(start, span.start) >= min(end, span.end):
            continue
        pieces = ((span.start, min(span.end, start)), (max(span.start, end), span.end))
        found.append(Cut(span, tuple(piece for piece in pieces if piece[0] < piece[1])))
    return found

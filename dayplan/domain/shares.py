"""Shares of a whole that add up to it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def share_out(whole: int, weights: Sequence[int]) -> list[int]:
    """Split a whole in proportion to its weights, by largest remainder: the shares are integers and add up to it.

    Each share is rounded down; what is left over goes, one each, to the largest remainders, of equal ones to the
    first. So no share is one or more away from its exact value, and one that is exact stays so.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    shares = [whole * weight // total for weight in weights]
    left = whole - sum(shares)
    if left:
        by_remainder = sorted(range(len(weights)), key=lambda place: -(whole * weights[place] % total))
        for place in by_remainder[:left]:
            shares[place] += 1
    return shares

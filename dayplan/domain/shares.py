"""Shares of a whole that add up to it."""

from __future__ import annotations

from dayplan.domain.wording import format_minutes, to_minutes

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


def share_minutes(seconds: Sequence[int], minutes: int | None = None) -> list[int]:
    """Split the minutes of a sum over its parts, so that what is printed of them adds up to it.

    The sum is rounded to the nearest minute, unless it is printed as so many `minutes` already: what a group of lines
    gets is shared out again among them. A part gets its whole minutes; those that are left over go, one each, to
    parts that have less than a minute, the longest first, and then to the largest remainders, of equal ones to the
    longest. So each is its exact
    time rounded down or up, and a part of whole minutes stays so.
    """
    return _share(seconds, 60, to_minutes(sum(seconds)) if minutes is None else minutes)


def write_shared(seconds: Sequence[int], minutes: int | None = None, none: str = "") -> list[str]:
    """Write the minutes that each part gets of a sum; `none` for a part of no time."""
    shares = share_minutes(seconds, minutes)
    return [format_minutes(share, part) if part else none for share, part in zip(shares, seconds, strict=True)]


def share_hours(seconds: Sequence[int]) -> list[str]:
    """Write seconds as hours with four decimals that add up to the hours of their sum."""
    shares = _share([part * 25 for part in seconds], 9, (sum(seconds) * 50 + 9) // 18)
    return [f"{share // 10_000}.{share % 10_000:04}" for share in shares]


def _share(parts: Sequence[int], unit: int, whole: int) -> list[int]:
    """Split so many units over parts that are measured in something finer, each rounded down or up.

    A whole that is further from the sum of the parts than that allows is split in proportion.
    """
    shares = [part // unit for part in parts]
    left = whole - sum(shares)
    places = [place for place, part in enumerate(parts) if part % unit]
    if not 0 <= left <= len(places):
        return share_out(whole, parts)
    places.sort(key=lambda place: (shares[place] > 0, -(parts[place] % unit), -parts[place]))
    for place in places[:left]:
        shares[place] += 1
    return shares

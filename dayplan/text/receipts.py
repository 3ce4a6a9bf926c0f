"""What seeding did, in words (S11)."""

from __future__ import annotations

from datetime import timedelta

from dayplan.domain.days import format_day, is_workday
from dayplan.domain.model import Settings
from dayplan.domain.wording import long_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Receipt

_DAY = timedelta(days=1)
SKIPPED = {"away": "away"}
FIRST_START = "These come back by themselves; edit, skip or drop any of them."


def receipt_words(receipt: Receipt, date_format: str = "iso") -> str:
    """Return one line: “4 seeded, 1 carried, 1 skipped: away”; after the very first start, what comes back (S12)."""
    parts = [
        f"{len(titles)} {word}"
        for word, titles in (
            ("seeded", receipt.seeded),
            ("carried", receipt.carried),
            ("missed", receipt.missed),
        )
        if titles
    ]
    reasons = dict.fromkeys(SKIPPED.get(reason, reason) for _, reason in receipt.skipped)
    if receipt.skipped:
        parts.append(f"{len(receipt.skipped)} skipped: {', '.join(reasons)}")
    if receipt.stood_for:
        verb = "stands" if len(receipt.stood_for) == 1 else "stand"
        parts.append(f"{len(receipt.stood_for)} {verb} for today's occurrence")
    words = ", ".join(parts) or "nothing to seed"
    if receipt.away_since is not None:
        first, last = (format_day(day, date_format) for day in (receipt.away_since + _DAY, receipt.day - _DAY))
        return (
            f"Welcome back: dayplan was last opened on {long_day(receipt.away_since, receipt.day)}. Today: {words}. "
            f"dayplan missed lists what passed; dayplan away add {first} {last} marks the time as away."
        )
    if not receipt.first_start:
        return words
    day_off = "" if is_workday(receipt.day, Settings().workdays) else " on a day off, for the very first start"
    return f"{words}{day_off}. {FIRST_START}"


def receipt_lines(receipt: Receipt) -> list[str]:
    """Return a line for each thing that was done, with its title."""
    by_kind = (
        ("seeded", receipt.seeded),
        ("carried", receipt.carried),
        ("missed", receipt.missed),
        ("kept", receipt.stood_for),
    )
    lines = [f"  {kind:<8} {title}" for kind, titles in by_kind for title in titles]
    return lines + [f"  {'skipped':<8} {title}: {SKIPPED.get(reason, reason)}" for title, reason in receipt.skipped]

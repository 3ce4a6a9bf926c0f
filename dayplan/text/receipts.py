"""What seeding did, in words (S11)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Receipt

SKIPPED = {"away": "away"}
FIRST_START = "These four come back every workday; edit, skip or drop any of them."


def receipt_words(receipt: Receipt) -> str:
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
        parts.append(f"{len(receipt.stood_for)} kept for its next occurrence")
    words = ", ".join(parts) or "nothing to seed"
    return f"{words}. {FIRST_START}" if receipt.first_start else words

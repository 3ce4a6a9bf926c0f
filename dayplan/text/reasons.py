"""Why a task is as it is, in words."""

from __future__ import annotations

REASONS = {
    "added": "added by you",
    "seeded": "from its template",
    "asked": "planned on a day off",
    "first_start": "from its template, on the first day",
    "replaced": "missed: its next occurrence took its place",
    "not_opened": "missed: the day was never opened",
    "kept_one": "missed: an earlier one was still open",
    "too_many": "missed: too many were open",
    "late": "from its template, after its day",
    "early": "brought in before its day",
    "planned": "from its template, changed ahead",
    "stood_for": "another task stands for it",
    "away": "left out: an away day",
    "lost": "taken as missed: its row was lost",
}

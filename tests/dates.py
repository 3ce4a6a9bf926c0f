"""Dates as they are found in what is printed, read back as the setting says (issue 12.13)."""

from __future__ import annotations

import re
from datetime import date

from dayplan.domain.entry import parse_day

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMERIC = {
    "dmy": re.compile(r"(?<![\w.])[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"),
    "mdy": re.compile(r"(?<![\w/])[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"),
}


def read_back(printed: str, today: date, date_format: str) -> str:
    """Read each date in numbers as a command reads it, and put its ISO date in place."""

    def iso(found: re.Match[str]) -> str:
        return parse_day(found[0], today, 0, date_format).isoformat()

    return NUMERIC[date_format].sub(iso, printed)

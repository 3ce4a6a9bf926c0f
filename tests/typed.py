"""What is typed at random, and moments as their person reads them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

MONDAY = date(2026, 11, 23)
ANY_TEXT = st.text(st.characters(exclude_categories=()))
# Text made of what the parsers look for comes nearer to their edges than arbitrary text.
NEAR_MISSES = st.lists(
    st.sampled_from(
        [
            *(
                "0",
                "1",
                "9",
                "29",
                "30",
                "59",
                "75",
                "99",
                "2026",
                "9999",
                "0000",
                "٣",
                "²",
                "+",
                "-",
                "−",
                ":",
                ".",
            ),
            *(
                ",",
                " ",
                "_",
                "t",
                "z",
                "h",
                "m",
                "am",
                "pm",
                "d",
                "w",
                "hours",
                "st",
                "mon",
                "fri",
                "next",
                "last",
            ),
            *(
                "today",
                "yesterday",
                "now",
                "dec",
                "feb",
                "i",
                "-02-29",
                "+01:00",
                "\udce9",
                "\x1b[",
                "ſ",
                "İ",
            ),
        ]
    ),
    max_size=8,
).map("".join)
ANYTHING = st.one_of(ANY_TEXT, NEAR_MISSES)
DATES = st.one_of(st.dates(), st.sampled_from([date.min, date.max, MONDAY]))


def local(epoch: int, zone: str = "Europe/Berlin") -> str:
    return datetime.fromtimestamp(epoch, ZoneInfo(zone)).isoformat()

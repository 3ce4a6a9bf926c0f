"""What nobody types by chance: pieces that steer terminals, confuse readers or are too much, and texts of them."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

PIECES = (
    *("\x1b", "\x1b[31m", "\x1b[2J\x1b[H", "\x1b]0;gotcha\x07", "\x1b]52;c;cm0gLXJm\x1b\\", "\x1bP", "\x9b31m", "\x9d"),
    *("\x07", "\x08", "\x7f", "\x80", "\x85", "\r", "\n", "\t", "\x0b", "\x0c", "\x1d", "\u2028", "\u2029"),
    *("\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\u2060", "\ufeff", "\u00ad"),
    *("\u200d", "\u200c", "\ufe0f", "\u0301", "\u0301" * 40, "\u115f", "\ufff9", "\U000e0041", "\ufdd0", "\U0010ffff"),
    *(
        "\udce9",
        "\udcff\udcfe",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0645\u06cc",
        "\u8acb\u6c42",
        "\U0001f469\u200d\U0001f467",
    ),
    *(
        "[/]",
        "[bold]",
        "[@click=app.quit]x[/]",
        "#[fg=red]",
        "#{pane}",
        "%s",
        "{0}",
        "${HOME}",
        "$(id)",
        "`id`",
        "<b>&",
    ),
    *("'", '"', '"""', "\\", "\\n", "@", "@a/b", "+", "+t", "/", "//", "est:", "est:99999h", "on:", "on:fri", ":", ";"),
    *("every", "monday", "last", "of the", "FREQ=", "RRULE:FREQ=SECONDLY", "INTERVAL=0", "31st", "february", "days"),
    *("-", "--", "--at", "--est", "-1", "0", "1", "2", "99999999999999999999", "1e9", "-5m", "24:00", "9:15", "9-10"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "today", "x" * 600, "y" * 20_000, " ", "", "a", "Call", "ana", "=1+1"),
)
HOSTILE = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.text(st.characters(exclude_categories=()), max_size=60),
)
"""Any text, often a bad one."""
ARGUMENT = HOSTILE.map(lambda text: text.replace("\0", ""))
"""What a command line can hold: everything but NUL."""
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_clean(text: str) -> bool:
    """No control characters but tabs and the ends of lines, and nothing that turns the writing round."""
    return all(c in "\n\t" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _STEERING) for c in text)

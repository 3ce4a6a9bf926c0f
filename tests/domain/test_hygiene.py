import re
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain import hygiene
from dayplan.domain.hygiene import clean_line, clean_text, quoted, tidy
from dayplan.domain.model import NOTES_MAX, TITLE_MAX
from dayplan.errors import BadInput

MEGABYTE = 1_000_000
UNWELCOME = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2061-\u206f\ufff9-\ufffb\U000e0001\u2028\u2029\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef]"
)
# Arbitrary text seldom holds two of these side by side, and the faults are where they meet.
NASTY = st.lists(
    st.sampled_from(
        [
            *("\x1b", "\x1b[", "\x1b]", "\x1bP", "\x9b", "\x9d", "\x9c", "\x07", "\x1b\\", "31m", ";", "("),
            *(
                "\x00",
                "\x85",
                "\r",
                "\n",
                "\t",
                " ",
                "\u2028",
                "\u00a0",
                "\u2000",
                "\u3000",
                "\u200b",
                "\ufeff",
            ),
            *(
                "\u202e",
                "\u2066",
                "\u200d",
                "\u200c",
                "\u200e",
                "\U000e0041",
                "\U0001f3f4",
                "क",
                "Ω",
                "⫝̸",
                "\ud800",
                "\udce9",
                "\uffff",
                "\U0010fffe",
                "\ufdd0",
            ),
            *(
                "e",
                "\u0301",
                "\u0344",
                "\u0316",
                "\u0f73",
                "\ufb2c",
                "\u1100",
                "\u1161",
                "/",
                "\u0338",
                "\u212b",
            ),
            *("\u200e", "\U000e0041", "\U0001f3f4", "\u0915", "\u2126", "\u2adc"),
            *("[/]", "[bold]", '"', "\\", "@", "+", "on:", "est:", "fri", "1h", "a", "word"),
        ]
    ),
    max_size=40,
).map("".join)
ANYTHING = st.one_of(st.text(st.characters(exclude_categories=())), NASTY)


@pytest.mark.parametrize(
    "title",
    [
        "[/]",
        "[bold]",
        "[x] done",
        "$(rm -rf ~) `ls` %s {0}",
        "Crème brûlée für 6 – ½ price",
        "👩‍👩‍👧 family shoot",
        "می‌خواهم",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f to England",
        "請求書を送る",
        "-- ; DROP TABLE task",
    ],
)
def test_what_only_looks_dangerous_is_kept_as_written(title: str) -> None:
    assert clean_line(title, TITLE_MAX) == title


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[38;2;1;2;3mred\x1b[?25l", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;new title\x07mail", "mail"),
        ("\x1b]0;new title\x1b\\mail", "mail"),
        ("\x9d0;new title\x9cmail", "mail"),
        ("\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0;2;0;0;0\x1b\\mail", "mail"),
        ("\x1b_apc\x1b\\mail\x1b^pm\x1b\\\x1bXsos\x1b\\", "mail"),
        ("\x1bcmail\x1b(B\x1b7", "mail"),
        ("mail\x1b", "mail"),
        ("mail\x1b[", "mail"),
        ("mail\x1b[31", "mail"),
        ("\x1b\x1b[31mmail", "mail"),
    ],
)
def test_escape_sequences_go_whole(typed: str, kept: str) -> None:
    assert clean_line(typed, TITLE_MAX) == kept


def test_a_sequence_that_is_never_closed_does_not_swallow_the_text() -> None:
    assert clean_line("\x1b]0;Write proposals", TITLE_MAX) == "0;Write proposals"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\x7fd\x80e", "abcde"),
        ("a\tb\nc\rd\r\ne\x85f\u2028g\u2029h", "a b c d e f g h"),
        ("  two \u00a0\u3000 words  ", "two words"),
        ("\u202egnp.exe\u202c \u2066x\u2069", "gnp.exe x"),
        ("zero\u200bwidth\u2060\ufeff", "zerowidth"),
        ("left\u200eright\u200f\u061cmarks", "leftrightmarks"),
        ("in\u00advisible\u2063\ufff9\U000e0001 signs", "invisible signs"),
        ("pay\u200dpal \u200c \u200d!\u200d\u200c", "paypal !"),
        ("hidden\U000e0068\U000e0069 text", "hidden text"),
        ("wide\u3000\u200c\u3000 \u1680\u200d\u1680", "wide"),
        ("\u0645\u06cc\u200c\u200d\u062e\u0648\u200c", "\u0645\u06cc\u062e\u0648"),
        ("non\uffff\ufdd0\U0001fffecharacters", "noncharacters"),
        ("caf\udce9", "caf\ufffd"),  # undecodable bytes of an argument
        ("cafe\u0301", "caf\u00e9"),
        ("e\u200b\u0301", "\u00e9"),
    ],
)
def test_what_cannot_be_seen_or_steers_the_terminal_goes(typed: str, kept: str) -> None:
    assert clean_line(typed, TITLE_MAX) == kept


@pytest.mark.parametrize("typed", ["", " \t\n", "\x1b[31m", "\u200b", "\u200d", "\u200e \u200d"])
def test_a_line_with_nothing_to_see_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match=r"^The client is empty: "):
        clean_line(typed, 100, "client")


def test_nothing_is_cut_silently() -> None:
    assert clean_line("x" * 500, 500) == "x" * 500
    with pytest.raises(BadInput, match=r"^The title is 501 characters long: at most 500 fit"):
        clean_line("x" * 501, 500)
    with pytest.raises(BadInput, match=r"^The text of the notes is 100001 characters long"):
        clean_text("x" * (NOTES_MAX + 1))


def test_a_length_counts_what_is_kept() -> None:
    assert clean_line("e\u0301" * 500 + "\x1b[0m ", 500) == "\u00e9" * 500


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("one\r\ntwo\rthree\x85four\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("- a\n\t- b  \n\n- c\t \n", "- a\n    - b\n\n- c"),
        ("\x1b[1mbold\x1b[0m\n\x00[x] done", "bold\n[x] done"),
        ("two  spaces stay", "two  spaces stay"),
        ("  an indent stays", "  an indent stays"),
        ("wide\u3000\u200c\u3000", "wide"),
    ],
)
def test_notes_keep_their_lines(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(ANYTHING)
def test_a_clean_line_is_clean_and_stays_as_it_is(typed: str) -> None:
    try:
        line = clean_line(typed, TITLE_MAX)
    except BadInput:
        return
    assert not UNWELCOME.search(line)
    assert not any(ord(character) & 0xFFFE == 0xFFFE for character in line)
    assert line == " ".join(line.split())
    assert unicodedata.is_normalized("NFC", line)
    assert clean_line(line, TITLE_MAX) == line == tidy(line)


@given(ANYTHING)
def test_clean_notes_are_clean_and_stay_as_they_are(typed: str) -> None:
    try:
        notes = clean_text(typed)
    except BadInput:
        return
    assert not UNWELCOME.search(notes.replace("\n", ""))
    assert all(line == line.rstrip() for line in notes.split("\n"))
    assert unicodedata.is_normalized("NFC", notes)
    assert clean_text(notes) == notes


@given(ANYTHING)
def test_an_error_can_repeat_anything(typed: str) -> None:
    assert not UNWELCOME.search(quoted(typed))
    assert len(quoted(typed)) <= 43


def test_an_error_repeats_the_beginning_of_a_long_text() -> None:
    assert quoted("x" * 41) == "'" + "x" * 40 + "…'"


def test_accents_piled_up_on_one_letter_are_refused() -> None:
    assert clean_line("a" + "\u0301" * 30, TITLE_MAX)
    with pytest.raises(BadInput, match="accents"):
        clean_line("a" + "\u0301" * 40, TITLE_MAX)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "x",
            "a ",
            "\x1b",
            "\x1b[",
            "\x1b[3",
            "\x1b]",
            "\x1b]0;",
            "\x9d",
            "\x1bP\x07",
            "\x1b ",
            "\r",
            "\u200b",
        ),
        *("\ud800", "é", "e\u0301", "\u0301", "\u0301\u0316", "\u0f73", "\u0f71\u0f73", "\u1100\u1161", "한"),
    ],
)
def test_a_megabyte_is_cleaned_or_refused_at_once(piece: str) -> None:
    # No clock decides a test run; but what takes the square of its input would not end while one waits.
    pasted = piece * (MEGABYTE // len(piece))
    with suppress(BadInput):
        clean_line(pasted, TITLE_MAX)
    with suppress(BadInput):
        clean_text(pasted)
    assert len(quoted(pasted)) <= 43


@pytest.mark.parametrize("pattern", ["_SEQUENCE", "_DROPPED", "_NEWLINE", "_SURROGATE", "_LOOSE_JOINER"])
def test_nothing_that_is_cleaned_away_is_printable(pattern: str) -> None:
    """What is printable is taken as it stands, so the two must never overlap, in any Python's Unicode."""
    printable = "".join(filter(str.isprintable, map(chr, range(0x110000))))
    assert getattr(hygiene, pattern).search(printable) is None

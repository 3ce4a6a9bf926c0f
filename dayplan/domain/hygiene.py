r"""Text from outside, made safe to keep and to show.

Whatever is typed, pasted, given as an argument or imported passes through here before it is stored: a title
then never moves the cursor, hides what follows it or runs backwards. What merely looks like markup (`[/]`,
`[bold]`, `[x] done`) is text, and stays as written.
"""

from __future__ import annotations

import re
from unicodedata import category, combining, normalize

from dayplan.domain.model import NOTES_MAX
from dayplan.errors import BadInput

# ECMA-48, in the order in which they must be tried. A string that is never closed loses its opening only:
# taking all that follows would cut the text without a word. Possessive repeats keep 1 MB of openings linear.
_SEQUENCE = re.compile(
    r"(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*+(?:\x07|\x1b\\|\x9c)"  # OSC, DCS and such
    r"|(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]?"  # CSI
    r"|\x1b[ -/]?[0-~]?"  # the rest, such as ESC c and ESC ( B
)
_NONCHARACTERS = r"\ufdd0-\ufdef" + "".join(
    rf"\U{plane << 16 | 0xFFFE:08x}\U{plane << 16 | 0xFFFF:08x}" for plane in range(17)
)
# Controls; spaces without width; marks, overrides and isolates of direction, which what shows the text sets by itself;
# signs that only programs read. Letters of a flag (U+E0020 on) follow its pole, and are hidden text elsewhere.
_DROPPED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    rf"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001{_NONCHARACTERS}]+"
    r"|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007f]+"
)
# Persian, Hindi, families of emoji: but not Latin, and not the spaces of Ogham and of ideographs
_JOINING = r"\u0590-\u167f\u1681-\u1dff\u2190-\u2bff\u2e80-\u2fff\u3001-\U0010ffff"
_LOOSE_JOINER = re.compile(rf"(?<![{_JOINING}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINING}])")
_NEWLINE = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")

_STACK_MAX = 30
"""As many combining marks as the Stream-Safe Text Format allows on one letter (Unicode annex 15)."""
_MARKS_OF_CLASS_0 = "\u0f73\u0f75\u0f81"
"""Tibetan vowels that are not combining themselves but are two combining marks when decomposed."""


def clean_line(text: str, most: int, what: str = "title") -> str:
    """Return `text` as one line: no control or invisible steering characters, single spaces, NFC.

    Cleaning a second time changes nothing. Raises `BadInput`, naming `what`, when nothing visible is left or
    when more than `most` characters are: nothing is cut silently.
    """
    line = tidy(text)
    if all(category(character) in ("Cf", "Zs") for character in line):
        raise BadInput(f"The {what} is empty: type at least one visible character.")
    _check_length(line, most, what)
    return line


def clean_text(text: str, most: int = NOTES_MAX) -> str:
    """Return notes cleaned like a line, but with their line breaks and indents; may be empty.

    A tab becomes four spaces. Raises `BadInput` when more than `most` characters are left.
    """
    lines = _NEWLINE.sub("\n", _SEQUENCE.sub("", _decoded(text))).replace("\t", "    ").split("\n")
    cleaned = _compose("\n".join(_without_controls(line).rstrip() for line in lines).strip("\n"))
    _check_length(cleaned, most, "text of the notes")
    return cleaned


def folded(text: str) -> str:
    """Return what was typed in lower case, with single spaces and a plain minus sign: how it was meant, to be read."""
    return " ".join(text.lower().replace("\N{MINUS SIGN}", "-").split())


def tidy(text: str) -> str:
    """Return `text` as one clean line of any length, perhaps none: for a line that has yet to be taken apart.

    Raises `BadInput` only for marks piled up on one letter.
    """
    return _compose(_folded(text))


def quoted(text: str) -> str:
    """Return what was typed as an error can safely repeat it: cleaned, cut after 40 characters, in quotes."""
    start = _folded(text[:200])
    return f"'{start[:40]}…'" if len(start) > 40 or len(text) > 200 else f"'{start}'"


def _folded(text: str) -> str:
    if text.isprintable():  # nearly always; what is cleaned away below never is
        return " ".join(text.split())
    broken = _NEWLINE.sub(" ", _SEQUENCE.sub("", _decoded(text))).replace("\t", " ")
    return " ".join(_without_controls(broken).split())


def _decoded(text: str) -> str:
    """Read as UTF-8 the bytes that Python could not decode in the locale, as in arguments under `LC_ALL=C`."""
    if not _SURROGATE.search(text):
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # others than Python makes of bytes
        return text


def _without_controls(text: str) -> str:
    if text.isprintable():
        return text
    return _LOOSE_JOINER.sub("", _DROPPED.sub("", _SURROGATE.sub("\ufffd", text)))


def _compose(text: str) -> str:
    if text.isascii():
        return text
    # Normalising takes the square of a pile of marks, a minute and more for 100,000: so they are counted
    # first. And once more afterwards, because composed letters may add marks to a pile.
    _check_stacks(text)
    composed = normalize("NFC", text)
    if not composed.isprintable():
        composed = normalize("NFC", _LOOSE_JOINER.sub("", composed))  # a letter may be another one now
    _check_stacks(composed)
    return composed


def _check_stacks(text: str) -> None:
    stack = 0
    for character in text:
        stack = stack + 1 if combining(character) or character in _MARKS_OF_CLASS_0 else 0
        if stack > _STACK_MAX:
            raise BadInput(f"More than {_STACK_MAX} accents are piled up on one letter: take some away.")


def _check_length(text: str, most: int, what: str) -> None:
    if len(text) > most:
        raise BadInput(f"The {what} is {len(text)} characters long: at most {most} fit, so shorten it.")

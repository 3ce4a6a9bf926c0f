"""Typing errors in phrases: which word was meant, if it is one that may be corrected.

Only names of days and months, "every" and units are corrected, for there is no other word that one could have meant
(issue 13.7). What is like another word, such as `form`, is refused with that word, and so is an English word that
happens to be one letter from a name, such as `match`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from dayplan.domain.phrase_tokens import Meaning

_CORRECTED = ("days", "month", "every", "unit")
"""The kinds of words in which a typing error is corrected."""
_SHORTEST = 4
"""Shorter words are taken as they are: `mon` and `may` are one slip from too much."""
_LONGEST = 20
_NEVER_MEANT = frozenset(
    ("today", "mons", "tues", "tuess", "weds", "wedss", "thus", "thurs", "thurss", "fris", "sats", "suns")
)
"""Words that are read, but that nobody means who mistypes: `moday` is a Monday, and `frist` no Friday."""
_ENGLISH = """
    match marsh larch parch starch mach arch tune dune junk jude jane rune juno jury duly sundae sundry manday sunny
    midday workaday holiday very emery levy
    weak weed weeds seek seeks meek peek peeks reek reeks geek geeks leek leeks week wee ween meeks weep weeps weekly
    mouth mouths moth moths monty north worth
    dads dabs dams pays says rays lays bays ways hays jays nays gays fays daisy dais dash data date dates dawn daze davy
    yeah tear tears dear dears gear gears near nears bear bears fear fears hear hears pear pears rear rears wear wears
    sears yearn yearns quart quarts quartet quartets quarto quartz quartile
"""
"""English words that are one slip from a word that would be corrected."""


def meant(typed: str, vocabulary: Mapping[str, Meaning]) -> tuple[str, tuple[str, ...]]:
    """Return the word that was meant, and the words that it is like; an empty word where it must not be guessed."""
    if typed in vocabulary:
        return typed, ()
    if not _SHORTEST <= len(typed) <= _LONGEST:
        return "", ()
    known = [word for word, meaning in vocabulary.items() if len(word) >= _SHORTEST and meaning.kind != "clock"]
    known = [word for word in known if word not in _NEVER_MEANT]
    near = {vocabulary[word]: word for word in known if _is_slip(typed, word)} or _alike(typed, known, vocabulary)
    found = tuple(sorted(near.values()))
    if typed in _ENGLISH.split() or len(near) != 1 or next(iter(near)).kind not in _CORRECTED:
        return "", found
    return found[0], found


def _is_slip(typed: str, word: str) -> bool:
    """Whether one letter is missing, extra or wrong, or two neighbours are swapped."""
    if abs(len(typed) - len(word)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    a, b = typed[same:], word[same:]
    return b in (a[1:], a[1::-1] + a[2:]) or b[1:] in (a, a[1:])


def _alike(typed: str, known: list[str], vocabulary: Mapping[str, Meaning]) -> dict[Meaning, str]:
    """Return what a longer word is much more like than anything else, such as `wensday`; else nothing."""
    if len(typed) < 7:
        return {}
    from difflib import SequenceMatcher  # 2 ms that only errors of more than one letter need

    best: dict[Meaning, tuple[float, str]] = {}
    for word in known:
        likeness = SequenceMatcher(None, typed, word, autojunk=False).ratio()
        best[vocabulary[word]] = max(best.get(vocabulary[word], (0.0, "")), (likeness, word))
    (first, word), (second, _) = sorted(best.values(), reverse=True)[:2]
    return {vocabulary[word]: word} if first >= 0.85 and first - second >= 0.1 else {}

"""What people type of what an hour is worth: `80 EUR`, `€80`, `1.250,50 EUR`, `8000 JPY`, `80 EUR/h` (M1, T11)."""

from __future__ import annotations

import re
from typing import NamedTuple

from dayplan.domain.currencies import decimals_of, format_number
from dayplan.domain.hygiene import quoted
from dayplan.errors import BadInput

MOST_DIGITS = 9
"""Of the whole units of a rate."""
SYMBOLS = {
    "€": ("EUR",),
    "$": ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "BRL", "TWD"),
    "£": ("GBP", "EGP", "LBP", "GIP"),
    "¥": ("JPY", "CNY"),
    "￥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₩": ("KRW",),
    "₽": ("RUB",),
    "₺": ("TRY",),
    "₴": ("UAH",),
    "₪": ("ILS",),
    "₫": ("VND",),
    "₱": ("PHP",),
    "₦": ("NGN",),
    "₲": ("PYG",),
    "₸": ("KZT",),
    "฿": ("THB",),
}
"""The first is meant, unless the client is billed in another that is written with the same sign."""

_UNIT = r"(?:[A-Za-z]{3}|[" + "".join(SYMBOLS) + "])"
_RATE = re.compile(
    rf"(?P<before>{_UNIT})?\s*(?P<number>[0-9](?:[0-9.,' ]*[0-9])?)\s*(?P<after>{_UNIT})?"
    r"(?:\s*(?:/|\ba|\ban|\bper)\s*(?:h|hr|hour)\.?)?",
    re.IGNORECASE | re.ASCII,
)
_PLAIN = str.maketrans("’\u00a0\u202f\u2009", "'   ")


class Rate(NamedTuple):
    """What an hour is worth, in minor units of a currency."""

    minor: int | None
    """None where there is no rate."""
    currency: str | None
    """None where none was named, which is that of the client."""


NO_RATE = Rate(None, None)


def parse_rate(text: str, known: str | None = None) -> Rate:
    """Read a rate or `none`; `known` is the currency that counts where none is named. Raises `BadInput`."""
    typed = text.translate(_PLAIN).strip()
    if typed.casefold() in ("none", "no rate"):
        return NO_RATE
    found = _RATE.fullmatch(typed)
    if found is None or (found["before"] and found["after"]):
        raise BadInput(f"{quoted(text)} is not a rate: write what an hour is worth, such as 80 EUR, €92.50 or none.")
    unit = found["before"] or found["after"]
    currency = _currency(unit, known) if unit else None
    return Rate(_minor(text, found["number"], currency or known), currency)


def format_rate(minor: int | None, currency: str | None) -> str:
    """Write a rate as `parse_rate` reads it; nothing where there is none."""
    return "" if minor is None else f"{format_number(minor, currency)} {currency or ''}".rstrip()


def _currency(unit: str, known: str | None) -> str:
    meant = SYMBOLS.get(unit)
    if meant is None:
        return unit.upper()
    return known if known in meant else meant[0]


def _minor(text: str, number: str, currency: str | None) -> int:
    """Read digits with their separators. Raises `BadInput`.

    The last separator is the decimal one where at most as many digits follow as the currency has decimals. One that
    three digits follow stands for thousands, unless the currency has three decimals.
    """
    decimals = decimals_of(currency)
    whole, fraction = number, ""
    last = max(number.rfind("."), number.rfind(","))
    if last >= 0 and not _is_grouping(number, last, decimals):
        whole, fraction = number[:last], number[last + 1 :]
    digits = _ungrouped(whole)
    if digits is None or (fraction and not fraction.isdigit()):
        raise BadInput(f"{quoted(text)} is not a rate: write thousands and decimals as in 1,250.50 or 1.250,50.")
    if len(fraction) > decimals:
        unit = currency or "an amount without a currency"
        raise BadInput(f"{quoted(text)} is not a rate: {unit} has {_decimals_in_words(decimals)}.")
    if len(digits) > MOST_DIGITS:
        raise BadInput(f"{quoted(text)} is not a rate: an hour is worth less than {10**MOST_DIGITS:,}.")
    return int(digits + fraction.ljust(decimals, "0"))


def _is_grouping(number: str, last: int, decimals: int) -> bool:
    """Whether the last separator stands for thousands."""
    sign, before, after = number[last], number[:last], number[last + 1 :]
    if len(after) != 3:
        return False
    if sign in before:
        return True  # 1,250,000
    others = any(other in before for other in ".,")
    return not others and decimals != 3 and before.lstrip("0") != ""


def _ungrouped(whole: str) -> str | None:
    """Take the thousands' separators out; None where they do not stand between groups of three."""
    signs = {sign for sign in whole if not sign.isdigit()}
    if not signs:
        return whole.lstrip("0") or "0"
    if len(signs) > 1:
        return None
    first, *groups = whole.split(signs.pop())
    if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups):
        return None
    return (first + "".join(groups)).lstrip("0") or "0"


def _decimals_in_words(decimals: int) -> str:
    return "no decimals" if decimals == 0 else f"{decimals} decimals"

"""Currencies and their minor units, as ISO 4217 has them (M1): how many decimals an amount has, and how it is written.

Amounts are integers in the minor unit of their currency: 8000 is 80.00 EUR, 8,000 JPY or 8.000 KWD. Reports import
this module, so it imports nothing that is slow; `domain.rates` reads what people type.
"""

from __future__ import annotations

USUAL_DECIMALS = 2
"""Of most currencies, of a code that ISO 4217 does not have, and of an amount without a currency."""
_EXCEPTIONS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DECIMALS = {code: decimals for decimals, codes in _EXCEPTIONS.items() for code in codes.split()}
"""Currencies that do not have two decimals."""


def decimals_of(currency: str | None) -> int:
    """Return how many decimals amounts of a currency have."""
    return DECIMALS.get(currency or "", USUAL_DECIMALS)


def format_number(minor: int, currency: str | None, *, grouped: bool = False) -> str:
    """Write an amount in major units, without its currency: `1250.00`, or `1,250.00` where it is grouped."""
    decimals = decimals_of(currency)
    whole, rest = divmod(abs(minor), _minor_units(currency))
    sign = "-" if minor < 0 else ""
    fraction = f".{rest:0{decimals}}" if decimals else ""
    return f"{sign}{whole:{',' if grouped else ''}}{fraction}"


def format_amount(minor: int, currency: str | None) -> str:
    """Write an amount for people: `1,250.00 EUR`, `8,000 JPY`."""
    return f"{format_number(minor, currency, grouped=True)} {currency or ''}".rstrip()


def rescaled(minor: int, old: str | None, new: str | None) -> int:
    """Return the same number of major units in the minor unit of another currency; half a unit is rounded up."""
    old_unit, new_unit = _minor_units(old), _minor_units(new)
    return (2 * minor * new_unit + old_unit) // (2 * old_unit)


def _minor_units(currency: str | None) -> int:
    """Return how many minor units make one major unit."""
    return int(10 ** decimals_of(currency))

"""M1, issue 12.19: amounts in the minor unit of their currency, as they are typed and as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.currencies import DECIMALS, decimals_of, format_amount, format_number, rescaled
from dayplan.domain.rates import SYMBOLS, Rate, format_rate, parse_rate
from dayplan.errors import BadInput

NO_DECIMALS = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV"}
NO_DECIMALS |= {"XAF", "XOF", "XPF"}
THREE_DECIMALS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
CURRENCIES = [*sorted(NO_DECIMALS | THREE_DECIMALS), "CLF", "UYW", "EUR", "USD", "CHF", "MGA", "XYZ"]
currencies = st.one_of(st.none(), st.sampled_from(CURRENCIES), st.from_regex("[A-Z]{3}", fullmatch=True))
minors = st.integers(0, 10**9 - 1)


def test_iso_4217_says_how_many_decimals_a_currency_has() -> None:
    assert [decimals_of(code) for code in NO_DECIMALS] == [0] * 17
    assert [decimals_of(code) for code in THREE_DECIMALS] == [3] * 7
    assert [decimals_of(code) for code in ("CLF", "UYW")] == [4, 4]
    assert [decimals_of(code) for code in ("EUR", "HUF", "TWD", "MRU", "XYZ", "", None)] == [2] * 7
    assert len(DECIMALS) == 26


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [
        ("80 EUR", 8000, "EUR"),
        ("80 eur", 8000, "EUR"),
        ("80 €", 8000, "EUR"),
        ("€80", 8000, "EUR"),
        ("€ 80.50", 8050, "EUR"),
        ("EUR 80", 8000, "EUR"),
        ("80EUR", 8000, "EUR"),
        ("80 EUR/h", 8000, "EUR"),
        ("80 €/h", 8000, "EUR"),
        ("80 EUR / hour", 8000, "EUR"),
        ("80.00 EUR an hour", 8000, "EUR"),
        ("80 per hour", 8000, None),
        ("92.5", 9250, None),
        ("92,5", 9250, None),
        ("80.5 EUR", 8050, "EUR"),
        ("1,250 EUR", 125_000, "EUR"),
        ("1.250 EUR", 125_000, "EUR"),
        ("1,250", 125_000, None),
        ("1.250,50 EUR", 125_050, "EUR"),
        ("1,250.50 EUR", 125_050, "EUR"),
        ("1'250.50 CHF", 125_050, "CHF"),
        ("1’250.50 CHF", 125_050, "CHF"),
        ("1 250,50 €", 125_050, "EUR"),
        ("1\u202f250,50\u00a0€", 125_050, "EUR"),
        ("1,250,000 EUR", 125_000_000, "EUR"),
        ("$50", 5000, "USD"),
        ("£40", 4000, "GBP"),
        ("8000 JPY", 8000, "JPY"),
        ("¥8000", 8000, "JPY"),
        ("8,000 JPY", 8000, "JPY"),
        ("8.000 JPY", 8000, "JPY"),
        ("₩50,000", 50_000, "KRW"),
        ("25 KWD", 25_000, "KWD"),
        ("25.5 KWD", 25_500, "KWD"),
        ("1.250 KWD", 1250, "KWD"),
        ("1,250 KWD", 1250, "KWD"),
        ("1,250.500 KWD", 1_250_500, "KWD"),
        ("1.2345 CLF", 12_345, "CLF"),
        ("80 XYZ", 8000, "XYZ"),
        ("0 EUR", 0, "EUR"),
        ("none", None, None),
        ("None", None, None),
        ("no rate", None, None),
    ],
)
def test_a_rate_is_read_as_people_write_it(typed: str, minor: int | None, currency: str | None) -> None:
    assert parse_rate(typed) == Rate(minor, currency)
    assert parse_rate(f"  {typed} ") == Rate(minor, currency)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("lots", "write what an hour is worth, such as 80 EUR, €92.50 or none."),
        ("", "write what an hour is worth"),
        ("-80 EUR", "write what an hour is worth"),
        ("€80 EUR", "write what an hour is worth"),
        ("80 EURO", "write what an hour is worth"),
        ("80 ſKK", "write what an hour is worth"),
        ("٨٠ EUR", "write what an hour is worth"),
        ("80.50 JPY", "JPY has no decimals."),
        ("80.505 USD/h/h", "write what an hour is worth"),
        ("0.125 EUR", "EUR has 2 decimals."),
        ("1,250.505 EUR", "EUR has 2 decimals."),
        ("80.1234", "an amount without a currency has 2 decimals."),
        ("25.1234 KWD", "KWD has 3 decimals."),
        ("12.5 0 KWD", "write thousands and decimals as in 1,250.50 or 1.250,50."),
        ("1,25,00 EUR", "write thousands and decimals"),
        ("12,34.50 EUR", "write thousands and decimals"),
        ("1.250'000,00 EUR", "write thousands and decimals"),
        ("1..5 EUR", "write thousands and decimals"),
        ("1000000000 EUR", "an hour is worth less than 1,000,000,000."),
    ],
)
def test_what_is_no_rate_is_refused_with_what_would_be_one(typed: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_rate(typed)
    assert says in str(refused.value)
    assert "is not a rate: " in str(refused.value)


def test_a_rate_without_a_currency_is_read_in_the_one_that_is_known() -> None:
    assert parse_rate("9000", "JPY") == Rate(9000, None)
    assert parse_rate("1.250", "KWD") == Rate(1250, None)
    assert parse_rate("1.250", "EUR") == Rate(125_000, None)
    with pytest.raises(BadInput, match="JPY has no decimals"):
        parse_rate("90.50", "JPY")


def test_a_sign_of_several_currencies_means_the_one_in_which_the_client_is_billed() -> None:
    assert parse_rate("$50", "CAD") == Rate(5000, "CAD")
    assert parse_rate("¥500", "CNY") == Rate(50_000, "CNY")
    assert parse_rate("$50", "EUR") == Rate(5000, "USD")
    assert all(len(code) == 3 for codes in SYMBOLS.values() for code in codes)


@given(minors, currencies)
def test_what_is_written_is_read_back(minor: int, currency: str | None) -> None:
    assert parse_rate(format_rate(minor, currency)) == Rate(minor, currency)
    assert parse_rate(format_rate(minor, currency), currency) == Rate(minor, currency)
    assert parse_rate(format_amount(minor, currency)) == Rate(minor, currency)
    assert parse_rate(f"{format_rate(minor, currency)} an hour") == Rate(minor, currency)


@pytest.mark.parametrize(
    ("minor", "currency", "number", "amount"),
    [
        (125_000, "EUR", "1250.00", "1,250.00 EUR"),
        (5, "EUR", "0.05", "0.05 EUR"),
        (1_234_567, "JPY", "1234567", "1,234,567 JPY"),
        (0, "JPY", "0", "0 JPY"),
        (1_250_005, "KWD", "1250.005", "1,250.005 KWD"),
        (12_345, "CLF", "1.2345", "1.2345 CLF"),
        (-150, "EUR", "-1.50", "-1.50 EUR"),
        (125_000, None, "1250.00", "1,250.00"),
        (125_000, "", "1250.00", "1,250.00"),
    ],
)
def test_an_amount_is_written_with_the_decimals_of_its_currency(
    minor: int, currency: str | None, number: str, amount: str
) -> None:
    assert (format_number(minor, currency), format_amount(minor, currency)) == (number, amount)


def test_a_rate_that_gets_a_currency_stays_the_same_number_of_units() -> None:
    assert rescaled(9500, None, "EUR") == 9500
    assert rescaled(9500, None, "JPY") == 95
    assert rescaled(9550, None, "JPY") == 96
    assert rescaled(9549, None, "JPY") == 95
    assert rescaled(9550, None, "KWD") == 95_500
    assert rescaled(9550, None, "CLF") == 955_000


@given(
    st.one_of(st.text(max_size=30), st.text("0123456789.,' €KWDJPYEURh/", max_size=16)),
    st.one_of(st.none(), st.sampled_from(CURRENCIES)),
)
def test_anything_typed_is_read_or_refused(typed: str, known: str | None) -> None:
    try:
        rate = parse_rate(typed, known)
    except BadInput:
        return
    assert rate.minor is None or 0 <= rate.minor < 10**13
    assert rate.currency is None or (len(rate.currency) == 3 and rate.currency.isascii() and rate.currency.isupper())

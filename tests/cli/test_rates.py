"""Rates of clients and projects: what is acknowledged is stored (issue 12.16), in any currency (12.19)."""

from __future__ import annotations

import csv
import io
import random
from typing import Any

import pytest
from terminal import Terminal

from dayplan.domain.names import write_owner
from dayplan.domain.owners import format_colour
from dayplan.domain.rates import format_rate


def listed(dayplan: Terminal) -> dict[str, dict[str, Any]]:
    """Every client and project as the lists have it."""
    rows = [*dayplan.ok("client list --all --json").json, *dayplan.ok("project list --all --json").json]
    return {write_owner(row["client"], row["project"]): row for row in rows}


def rate_of(dayplan: Terminal, name: str) -> str:
    row = listed(dayplan)[name]
    return format_rate(row["rate_minor"], row["currency"])


def add_time(dayplan: Terminal, title: str, span: str) -> None:
    """Record time of a new task of today."""
    dayplan.ok("add", title)
    (number,) = [
        row["number"] for row in dayplan.ok("today --json").json["tasks"] if row["title"] == title.split(" @")[0]
    ]
    dayplan.ok("log", "add", str(number), span)


def test_a_rate_without_a_currency_keeps_that_of_the_client(dayplan: Terminal) -> None:
    dayplan.ok("client add acme")
    assert dayplan.ok("client rate acme 95 EUR").lines == ["acme: 95.00 EUR an hour"]
    assert dayplan.ok("client rate acme 80").lines == ["acme: 80.00 EUR an hour"]
    assert rate_of(dayplan, "acme") == "80.00 EUR"
    assert dayplan.ok("project add acme/site").code == 0
    assert dayplan.ok("project rate acme/site 70").lines == ["acme/site: 70.00 EUR an hour"]


def test_a_currency_goes_with_the_last_rate(dayplan: Terminal) -> None:
    dayplan.ok("project add acme/site")
    dayplan.ok("client rate acme 95 EUR")
    dayplan.ok("project rate acme/site 70")
    assert dayplan.ok("client rate acme none").lines == ["acme: no rate"]
    assert (rate_of(dayplan, "acme"), rate_of(dayplan, "acme/site")) == ("", "70.00 EUR")
    assert dayplan.ok("project rate acme/site none").lines == ["acme/site: no rate"]
    assert listed(dayplan)["acme"]["currency"] is None


def test_a_project_for_nobody_keeps_the_currency_of_its_rate(dayplan: Terminal) -> None:
    dayplan.ok("project add /own")
    assert dayplan.ok("project rate /own 95 USD").lines == ["/own: 95.00 USD an hour"]
    assert rate_of(dayplan, "/own") == "95.00 USD"
    assert dayplan.ok("project rate /own 90").lines == ["/own: 90.00 USD an hour"]
    assert dayplan.ok("project rate /own 8000 JPY").lines == ["/own: 8000 JPY an hour"]
    dayplan.at("11:00")
    add_time(dayplan, "Bake @/own", "9:00-10:00")
    entry = dayplan.ok("log --json").json[0]["id"]
    dayplan.ok("log", "edit", str(entry), "--billable", "yes")
    (row,) = dayplan.ok("report today --by project --json").json["rows"]
    assert row["amounts"] == [{"currency": "JPY", "minor": 8000}]


def test_a_project_for_nobody_is_not_said_to_be_billable(dayplan: Terminal) -> None:
    dayplan.ok("project add /own")
    assert listed(dayplan)["/own"]["billable"] is False
    refused = dayplan("project billable /own yes")
    assert refused.code == 1
    assert "is for nobody, who cannot be billed. Its entries can be billed one by one" in refused.err
    assert dayplan.ok("project billable /own no").lines == ["/own is not billable"]


def test_a_rate_in_another_currency_turns_no_other_rate_into_it(dayplan: Terminal) -> None:
    """Issue 12.15: the sentence says what to do, and doing it works."""
    dayplan.ok("project", "add", "Acme Ltd/site")
    dayplan.ok("client", "rate", "Acme Ltd", "80 EUR")
    dayplan.ok("project", "rate", "Acme Ltd/site", "95")
    before = listed(dayplan)
    refused = dayplan("client", "rate", "Acme Ltd", "100 USD")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "dayplan: “Acme Ltd” is billed in EUR, and its other rates would turn into USD: Acme Ltd/site 95.00 EUR. Write "
        "the rate in EUR, or take the others away first: dayplan project rate 'Acme Ltd/site' none.\n"
    )
    assert "Acme Ltd 80.00 EUR" in dayplan("project", "rate", "Acme Ltd/site", "95 USD").err
    assert listed(dayplan) == before
    dayplan.ok("project", "rate", "Acme Ltd/site", "none")
    assert dayplan.ok("client", "rate", "Acme Ltd", "100 USD").lines == ["Acme Ltd: 100.00 USD an hour"]


def test_a_first_currency_counts_for_all_rates_of_the_client_and_each_is_said(dayplan: Terminal) -> None:
    dayplan.ok("project add acme/site")
    dayplan.ok("client rate acme 80")
    dayplan.ok("project rate acme/site 95.50")
    assert dayplan.ok("client rate acme 8000 JPY").lines == [
        "acme: 8000 JPY an hour",
        "acme/site: 96 JPY an hour",
    ]
    assert rate_of(dayplan, "acme/site") == "96 JPY"


def test_without_a_rate_of_its_own_a_project_has_that_of_its_client(dayplan: Terminal) -> None:
    dayplan.ok("project add acme/site")
    dayplan.ok("client rate acme 80 EUR")
    dayplan.ok("project rate acme/site 95")
    assert dayplan.ok("project rate acme/site none").lines == [
        "acme/site: no rate of its own, so that of its client, 80.00 EUR an hour"
    ]
    assert rate_of(dayplan, "acme/site") == "80.00 EUR"


@pytest.mark.parametrize(
    ("typed", "written", "minor", "number", "amount"),
    [
        ("8001 JPY", "8001", 4001, "4001", "4,001 JPY"),
        ("25.501 KWD", "25.501", 12_751, "12.751", "12.751 KWD"),
        ("2.501,01 EUR", "2501.01", 125_051, "1250.51", "1,250.51 EUR"),
        ("80.01", "80.01", 4001, "40.01", "40.01"),
    ],
)
def test_amounts_have_the_decimals_of_their_currency_everywhere(
    dayplan: Terminal, typed: str, written: str, minor: int, number: str, amount: str
) -> None:
    """Half an hour of each is half a minor unit more than a whole number of them, which is rounded up."""
    dayplan.at("11:00")
    add_time(dayplan, "Draft @acme", "9:00-9:30")
    currency = amount.partition(" ")[2]
    assert dayplan.ok("client", "rate", "acme", typed).lines == [f"acme: {written} {currency}".rstrip() + " an hour"]
    lines = dayplan.ok("report today --by client").lines
    assert [line.split()[0] for line in lines if line.endswith(f"  {amount}")] == ["acme", "total"]
    (row,) = dayplan.ok("report today --by client --json").json["rows"]
    assert row["amounts"] == [{"currency": currency or None, "minor": minor}]
    (row,) = csv.DictReader(io.StringIO(dayplan.ok("report today --by client --csv").out))
    assert (row["amount"], row["currency"]) == (number, currency)
    assert f"| {amount} |" in dayplan.ok("report today --by client --md").out
    (row,) = csv.DictReader(io.StringIO(dayplan.ok("report today --entries --csv").out))
    assert (row["rate"], row["currency"]) == (written, currency)


COMMANDS = (
    *("client rate {client} {rate}", "project rate {project} {rate}", "project billable {project} {answer}"),
    *("project colour {project} {colour}", "client rename {client} {word}", "project rename {project} {word}"),
    *("client add {word}", "project add {client}/{word}", "project add /{word}", "client rate {client} {rate}"),
    *("project rate {project} {rate}", "client archive {client}", "client restore {client}", "undo"),
)
RATES = ("80", "80 EUR", "95.50", "1,250", "100 USD", "8000 JPY", "25.5 KWD", "none", "€70", "¥900", "0", "1.250")
COLOURS = ("blue", "teal", "3a7ca5", "usual")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_acknowledged_is_stored_and_nothing_else_is_changed(dayplan: Terminal, seed: int) -> None:
    """Issue 12.16, for every command on names, rates, billing and colours, in any order."""
    chance = random.Random(seed)
    dayplan.ok("project add acme/site")
    dayplan.ok("project add acme/talks")
    dayplan.ok("project add /own")
    before = listed(dayplan)
    agreed = 0
    for number in range(60):
        names = sorted(before)
        words = {
            "client": [name for name in names if "/" not in name],
            "project": [name for name in names if "/" in name],
            "rate": RATES,
            "answer": ("yes", "no"),
            "colour": COLOURS,
            "word": (f"n{number}",),
        }
        line = chance.choice(COMMANDS).format(**{name: chance.choice(each) for name, each in words.items()})
        answer = dayplan(line)
        after = listed(dayplan)
        if answer.code:
            assert (answer.code in (1, 2), after) == (True, before), answer.err
            continue
        if not line.startswith("undo"):
            agreed += 1
            named = {said for each in answer.lines for said in acknowledged(each, after)}
            changed = {name for name in after if after[name] != before.get(name)}
            followed = {name for name in changed if follows(name, line, before, after)}
            assert changed - followed <= named, line
        before = after
    assert agreed > 20


def acknowledged(line: str, rows: dict[str, dict[str, Any]]) -> set[str]:
    """Check what an answer says of a client or project against the lists, and return whom it names."""
    if line.startswith("+ "):
        name = line[2:]
        assert name in rows
        return {name, name.split("/")[0]}
    if ": " in line:
        name, _, said = line.partition(": ")
        rate = format_rate(rows[name]["rate_minor"], rows[name]["currency"])
        assert said.removeprefix("no rate of its own, so that of its client, ") == (
            f"{rate} an hour" if rate else "no rate"
        )
        return {name}
    name, _, said = line.partition(" is ")
    if said.endswith("billable"):
        assert rows[name]["billable"] is (said == "billable")
    elif said.endswith(" now") and name in rows:
        assert (format_colour(rows[name]["colour"]) or "usual") == said.removesuffix(" now")
    elif said.endswith(" now"):
        new = write_owner(name.split("/")[0] if "/" in name else said.removesuffix(" now"), "")
        names = {said.removesuffix(" now"), f"{new}/{said.removesuffix(' now')}", f"/{said.removesuffix(' now')}"}
        assert names & rows.keys()
        return names & rows.keys()
    else:
        assert rows[name]["archived"] is said.startswith("archived")
    return {name}


def follows(name: str, line: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> bool:
    """Whether a row only shows what another one says by now.

    A project has its client's name and currency, and without a rate of its own its client's rate; a client without a
    rate has the currency of its projects.
    """
    client = name.split("/")[0]
    if line.startswith("client rename"):
        return "/" in name
    if not client or name not in before:
        return False
    row, differ = after[name], {key for key in after[name] if after[name][key] != before[name][key]}
    if "/" not in name:
        return differ == {"currency"} and row["rate_minor"] is None
    owner = after[client]
    same_rate = "rate_minor" not in differ or row["rate_minor"] == owner["rate_minor"]
    return differ <= {"rate_minor", "currency"} and row["currency"] == owner["currency"] and same_rate

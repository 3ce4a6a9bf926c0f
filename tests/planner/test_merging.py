"""T11, issue 12.15: no merge changes what is billed, or what time is worth, without saying exactly how."""

from __future__ import annotations

import itertools
import random
from datetime import date
from typing import NamedTuple

import pytest
from support import MONDAY, Book, at

from dayplan.domain.currencies import format_amount
from dayplan.domain.entry import Ref
from dayplan.domain.reporting import report
from dayplan.domain.wording import format_duration
from dayplan.errors import Refused
from dayplan.planner.billing import WouldChangeBilling
from dayplan.storage import spent
from dayplan.storage.reader import open_reader

NOON = at("2026-11-23 12:00")
DAY = date(2026, 11, 23)


class Side(NamedTuple):
    """One client: its rate, whether its project is billed, and at which rate of its own."""

    rate: str
    billable: bool
    own: str


class Figures(NamedTuple):
    billable: frozenset[int]
    """The entries that are billed."""
    seconds: int
    amounts: tuple[tuple[str, int], ...]
    prices: dict[int, tuple[int | None, str | None]]
    """What an hour of each entry that is billed is worth."""


RATES = ("none", "60", "60 EUR", "80 EUR", "60 USD", "6000 JPY")
SIDES = [Side(*each) for each in itertools.product(RATES, (True, False), ("none", "70"))]


def figures(book: Book, tasks: set[int]) -> Figures:
    reader = open_reader(book.path)
    assert reader is not None
    worked = [each for each in spent.worked(reader, DAY, DAY, NOON) if each.task_id in tasks]
    reader.close()
    total = report(worked, DAY, DAY, "client").total
    billed = {
        each.id: (each.rate_minor, each.currency if each.rate_minor is not None else None)
        for each in worked
        if each.billable
    }
    return Figures(frozenset(billed), total.billable_s, total.amounts, billed)


def make(book: Book, client: str, project: str, side: Side, begin: int) -> int:
    """Record an hour for a client's project."""
    clients = book.planner.clients
    task = book.add(f"Work @{client}/{project}", MONDAY).id
    clients.set_rate(client, "", side.rate, MONDAY)
    clients.set_rate(client, project, side.own, MONDAY)
    clients.set_billable(client, project, MONDAY, billable=side.billable)
    book.planner.entries.add(Ref("id", task), begin, begin + 3600, NOON)
    return task


def worth(amounts: tuple[tuple[str, int], ...]) -> str:
    return " + ".join(format_amount(minor, currency) for currency, minor in amounts) or "nothing"


@pytest.mark.parametrize("other_project", ["site", "shop"])
@pytest.mark.parametrize("seed", range(3))
def test_a_merge_changes_no_billing_unless_it_says_how(book: Book, other_project: str, seed: int) -> None:
    """What it says is what reports say before and after; without the word nothing is changed at all."""
    chance = random.Random(seed)
    silent = asked = refused = 0
    for number in range(8):
        one, two = chance.choice(SIDES), chance.choice(SIDES)
        first, second = f"first{number}", f"second{number}"
        begin = at("2026-11-23 09:00").epoch
        for entry in [row[0] for row in book.sql("SELECT id FROM time_entry")]:
            book.planner.entries.delete(entry, NOON)
        tasks = {make(book, first, "site", one, begin), make(book, second, other_project, two, begin + 3600)}
        before = figures(book, tasks)
        rows = book.sql("SELECT * FROM project"), book.sql("SELECT * FROM client")
        try:
            merged = book.planner.clients.merge(first, "", second, "", NOON)
        except WouldChangeBilling as would:
            asked, refusal = asked + 1, ""
            assert (book.sql("SELECT * FROM project"), book.sql("SELECT * FROM client")) == rows
            said = would.changes
            merged = book.planner.clients.merge(first, "", second, "", NOON, agreed=True)
            assert merged.changes == said
        except Refused as error:
            refusal = str(error)
        else:
            silent, said, refusal = silent + 1, (), ""
        if refusal:
            refused += 1
            assert "which cannot be one" in refusal, (one, two)
            currencies = {rate.split()[1] for rate in (one.rate, two.rate) if " " in rate}
            assert len(currencies) == 2, (one, two)
            assert (book.sql("SELECT * FROM project"), book.sql("SELECT * FROM client")) == rows
            continue
        after = figures(book, tasks)
        if not said:
            assert after.prices == before.prices, (one, two)
            assert after.amounts == before.amounts
            continue
        more, fewer = len(after.billable - before.billable), len(before.billable - after.billable)
        expected = [f"{format_duration(3600 * more)} of recorded time becomes billable"] if more else []
        expected += [f"{format_duration(3600 * fewer)} of recorded time is no longer billable"] if fewer else []
        if after.amounts != before.amounts:
            expected.append(f"recorded time goes from {worth(before.amounts)} to {worth(after.amounts)}")
        assert [each for each in said if "recorded time" in each] == expected, (one, two)
    assert silent + asked + refused == 8


def test_an_entry_s_own_word_counts_in_a_merge(book: Book) -> None:
    """Billed by its own word, on a project for nobody, it gets the rate of where it goes; not billed, it stays so."""
    task = book.add("Bake @/own", MONDAY).id
    book.add("Draft @acme/site", MONDAY)
    book.planner.clients.set_rate("acme", "", "80 EUR", MONDAY)
    begin = at("2026-11-23 09:00").epoch
    for number in range(3):
        book.planner.entries.add(Ref("id", task), begin + 3600 * number, begin + 3600 * (number + 1), NOON)
    ids = [row[0] for row in book.sql("SELECT id FROM time_entry ORDER BY started_at")]
    from dayplan.planner.entries import EntryEdit

    book.planner.entries.edit(ids[0], EntryEdit(billable="yes"), NOON)
    book.planner.entries.edit(ids[1], EntryEdit(billable="no"), NOON)
    with pytest.raises(WouldChangeBilling) as would:
        book.planner.clients.merge("", "own", "acme", "site", NOON)
    assert would.value.changes == (
        "1h of recorded time becomes billable",
        "recorded time goes from nothing to 160.00 EUR",
        "work on /own goes from not billable to 80.00 EUR an hour",
    )


def test_work_that_is_still_to_come_counts_where_its_terms_were_said(book: Book) -> None:
    book.add("Draft @acme/site", MONDAY)
    book.add("Draft @zoe/site", MONDAY)
    book.planner.clients.set_rate("acme", "site", "95 EUR", MONDAY)
    book.planner.clients.set_rate("zoe", "", "80 EUR", MONDAY)
    with pytest.raises(WouldChangeBilling) as would:
        book.planner.clients.merge("acme", "", "zoe", "", NOON)
    assert would.value.changes == ("work on acme/site goes from 95.00 EUR an hour to 80.00 EUR an hour",)


def test_a_slip_that_was_never_priced_is_merged_at_once_and_what_it_got_is_said(book: Book) -> None:
    book.add("Draft @acmee/site", MONDAY)
    book.add("Draft @acme/site", MONDAY)
    book.planner.clients.set_rate("acme", "", "80 EUR", MONDAY)
    merged = book.planner.clients.merge("acmee", "", "acme", "", NOON)
    assert merged == (1, ("work on acmee/site goes from billable without a rate to 80.00 EUR an hour",), "acme")


@pytest.mark.parametrize(
    ("rates", "typed", "becomes"),
    [
        (("none", "95.50 EUR", "none"), "acme zoe", (9550, "EUR")),
        (("none", "95.50", "8000 JPY"), "acme zoe", (96, "JPY")),
        (("none", "8000 JPY", "60.50"), "acme zoe", (8000, "JPY")),
    ],
)
def test_a_rate_that_moves_keeps_its_currency_or_gets_the_one_that_there_is(
    book: Book, rates: tuple[str, str, str], typed: str, becomes: tuple[int, str]
) -> None:
    one, two = typed.split()
    book.add("Draft @acme/site", MONDAY)
    book.add("Call @zoe", MONDAY)
    for (client, project), rate in zip((("acme", ""), ("acme", "site"), ("zoe", "")), rates, strict=True):
        book.planner.clients.set_rate(client, project, rate, MONDAY)
    book.planner.clients.merge(one, "", two, "", NOON, agreed=True)
    assert book.sql(
        "SELECT p.rate_minor, c.currency FROM project p JOIN client c ON c.id = p.client_id WHERE p.name = 'site'"
    ) == [becomes]

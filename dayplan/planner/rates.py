"""What an hour of a client or a project is worth, and in which currency (T11).

A client has one currency, which counts for its projects as well; a project for nobody has its own.
"""

from __future__ import annotations

import shlex
from typing import NamedTuple

from dayplan.domain.currencies import rescaled
from dayplan.domain.names import write_owner
from dayplan.domain.rates import Rate, format_rate, parse_rate
from dayplan.errors import Refused
from dayplan.planner.change import Change
from dayplan.storage.tables import ClientRow, ProjectRow


class StoredRate(NamedTuple):
    """What an hour of a client or project is worth, as it was stored."""

    name: str
    own: Rate
    inherited: Rate
    """What counts where it has no rate of its own: that of its client."""

    def words(self) -> str:
        """Say it in a line."""
        if self.own.minor is not None:
            return f"{self.name}: {format_rate(*self.own)} an hour"
        if self.inherited.minor is not None:
            return f"{self.name}: no rate of its own, so that of its client, {format_rate(*self.inherited)} an hour"
        return f"{self.name}: no rate"


def set_rate(change: Change, row: ClientRow | ProjectRow, typed: str) -> tuple[StoredRate, ...]:
    """Store a rate as it is typed; one without a currency keeps the currency that there is.

    Returns what is stored, this one first and after it others whose rates have got a currency with it. Raises
    `BadInput`, and `Refused` where rates of the same client would turn into another currency.
    """
    client = client_of(row)
    rate = parse_rate(typed, currency_of(row))
    row.rate_minor = rate.minor
    if client is None:
        assert isinstance(row, ProjectRow)
        row.currency = None if rate.minor is None else rate.currency or row.currency
        return (stored_rate(row),)
    others = [each for each in priced(change, client) if each is not row]
    if rate.minor is None:
        client.currency = client.currency if others else None
    elif rate.currency not in (None, client.currency):
        if client.currency is not None and others:
            raise Refused(_other_currency(client, others, rate.currency))
        set_currency(client, others, rate.currency)
        return tuple(map(stored_rate, (row, *others)))
    return (stored_rate(row),)


def set_currency(client: ClientRow, rates: list[ClientRow | ProjectRow], currency: str | None) -> None:
    """Give a client that has none a currency; its rates were without one, and stay the same number of units."""
    for each in rates:
        if each.rate_minor is not None:
            each.rate_minor = rescaled(each.rate_minor, client.currency, currency)
    client.currency = currency


def priced(change: Change, client: ClientRow) -> list[ClientRow | ProjectRow]:
    """Return a client and its projects, as far as they have a rate of their own."""
    rows: list[ClientRow | ProjectRow] = [client, *change.rows.projects_of(client.id)]
    return [row for row in rows if row.rate_minor is not None]


def client_of(row: ClientRow | ProjectRow) -> ClientRow | None:
    """Return the client itself, or that of a project."""
    return row if isinstance(row, ClientRow) else row.client


def currency_of(row: ClientRow | ProjectRow) -> str | None:
    """Return the currency in which work is billed."""
    client = client_of(row)
    return row.currency if client is None else client.currency


def name_of_row(row: ClientRow | ProjectRow) -> str:
    """Return how a client or a project is typed."""
    if isinstance(row, ClientRow):
        return write_owner(row.name, "")
    return write_owner(row.client.name if row.client else "", row.name)


def stored_rate(row: ClientRow | ProjectRow) -> StoredRate:
    """Return what an hour is worth as it stands."""
    client = client_of(row)
    inherited = None if client is None else client.rate_minor
    currency = currency_of(row)
    return StoredRate(name_of_row(row), Rate(row.rate_minor, currency), Rate(inherited, currency))


def _other_currency(client: ClientRow, others: list[ClientRow | ProjectRow], currency: str | None) -> str:
    rates = ", ".join(f"{name_of_row(each)} {format_rate(each.rate_minor, client.currency)}" for each in others[:3])
    commands = "; ".join(f"{command('rate', each)} none" for each in others)
    return (
        f"“{client.name}” is billed in {client.currency}, and its other rates would turn into {currency}: {rates}. "
        f"Write the rate in {client.currency}, or take the others away first: {commands}."
    )


def command(verb: str, row: ClientRow | ProjectRow) -> str:
    """Write a command for a client or a project, as a shell takes it."""
    kind = "client" if isinstance(row, ClientRow) else "project"
    return f"dayplan {kind} {verb} {shlex.quote(name_of_row(row))}"

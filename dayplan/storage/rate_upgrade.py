"""The correction of schema step 4: every rate is kept in the minor unit of its currency (M1).

Before it, rates of every currency were kept in hundredths: 8000 JPY as 800000, 25 KWD as 2500. The journal names the
same columns, so it is corrected with them, or no step on a rate could be undone. A released step is never changed:
its currencies are listed here, and not taken from `domain.currencies`, which follows ISO 4217.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from dayplan.domain.names import write_owner

_CODES = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_DECIMALS = {code: decimals for decimals, codes in _CODES.items() for code in codes.split()}

Values = dict[str, Any]
Rates = dict[tuple[str, int], int]
"""Corrected rates, by table and row."""


class _Op(NamedTuple):
    """One line of the journal, of a client or a project."""

    id: int
    table: str
    row_id: int
    before: Values | None
    after: Values | None


class _Moment:
    """The clients and projects at one moment of the journal, their rates still in hundredths."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows: dict[tuple[str, int], Values] = {}
        for row_id, rate, currency in connection.execute("SELECT id, rate_minor, currency FROM client"):
            self._rows["client", row_id] = {"rate_minor": rate, "currency": currency}
        for row_id, rate, client in connection.execute("SELECT id, rate_minor, client_id FROM project"):
            self._rows["project", row_id] = {"rate_minor": rate, "client_id": client}

    def go_to(self, ops: Iterable[_Op], end: str) -> Rates:
        """Go to one end of a step, `before` or `after`, and return the corrected rates that there were then."""
        for op in ops:
            values = getattr(op, end)
            if values is None:
                self._rows.pop((op.table, op.row_id), None)
            else:
                self._rows[op.table, op.row_id] = {**self._rows.get((op.table, op.row_id), {}), **values}
        rates = {key: (row.get("rate_minor"), self._currency(key[0], row)) for key, row in self._rows.items()}
        return {key: _corrected(rate, currency) for key, (rate, currency) in rates.items() if isinstance(rate, int)}

    def _currency(self, table: str, row: Values) -> str | None:
        client = row if table == "client" else self._rows.get(("client", row.get("client_id") or 0), {})
        currency: str | None = client.get("currency")
        return currency


def correct_rates(connection: sqlite3.Connection) -> list[str]:
    """Correct the rates of all clients and projects, and what the journal says of them; say what was corrected."""
    _correct_journal(connection)
    rates = connection.execute(
        """SELECT 'client', c.id, c.name, '', c.rate_minor, c.currency FROM client c WHERE c.rate_minor IS NOT NULL
           UNION ALL
           SELECT 'project', p.id, c.name, p.name, p.rate_minor, c.currency FROM project p
           JOIN client c ON c.id = p.client_id WHERE p.rate_minor IS NOT NULL
           ORDER BY 3, 4"""
    ).fetchall()
    said = []
    for table, row_id, client, project, hundredths, currency in rates:
        minor = _corrected(hundredths, currency)
        if minor != hundredths:
            connection.execute(f"UPDATE {table} SET rate_minor = ? WHERE id = ?", (minor, row_id))
        if _DECIMALS.get(currency) == 0 and hundredths % 100:
            name = write_owner(client, project)
            said.append(f"{name} was {hundredths // 100:,}.{hundredths % 100:02} and is {minor:,} {currency} an hour")
    if not said:
        return []
    return [f"Rates in a currency without cents were rounded: {'; '.join(said)}."]


def _corrected(hundredths: int, currency: str | None) -> int:
    """Return a number of hundredths in the minor unit of a currency; half a unit is rounded up."""
    decimals = _DECIMALS.get(currency or "", 2)
    return (hundredths + 50) // 100 if decimals == 0 else int(hundredths * 10 ** (decimals - 2))


def _correct_journal(connection: sqlite3.Connection) -> None:
    """Correct the rates in the journal: from today's rows, back through what stands and on through what was undone."""
    standing: dict[int, list[_Op]] = {}
    undone: dict[int, list[_Op]] = {}
    for step, undone_at, op, table, row_id, before, after in connection.execute(
        """SELECT step, undone_at, id, table_name, row_id, "before", "after" FROM op
           WHERE table_name IN ('client', 'project') ORDER BY step, id"""
    ).fetchall():
        steps = standing if undone_at is None else undone
        steps.setdefault(step, []).append(_Op(op, table, row_id, _load(before), _load(after)))
    moment = _Moment(connection)
    for ops in reversed(standing.values()):
        after_it = moment.go_to(ops, "after")
        _correct_step(connection, ops, moment.go_to(ops, "before"), after_it)
    moment = _Moment(connection)
    for ops in undone.values():
        before_it = moment.go_to(ops, "before")
        _correct_step(connection, ops, before_it, moment.go_to(ops, "after"))


def _correct_step(connection: sqlite3.Connection, ops: list[_Op], before: Rates, after: Rates) -> None:
    """Correct the rates that a step names, and let it name those that another currency puts in other units."""
    turned = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    for op in ops:
        key = (op.table, op.row_id)
        for end, values, rates in (("before", op.before, before), ("after", op.after, after)):
            names_it = values is not None and (key in turned or isinstance(values.get("rate_minor"), int))
            if values is not None and names_it and values.get("rate_minor") != rates.get(key):
                text = _dump(values | {"rate_minor": rates.get(key)})
                connection.execute(f'UPDATE op SET "{end}" = ? WHERE id = ?', (text, op.id))
    for table, row_id in sorted(turned - {(op.table, op.row_id) for op in ops}):
        ends = [_dump({"rate_minor": rates[table, row_id]}) for rates in (before, after)]
        connection.execute(
            """INSERT INTO op (step, at, label, table_name, row_id, "before", "after", undone_at)
               SELECT step, at, label, ?, ?, ?, ?, undone_at FROM op WHERE id = ?""",
            (table, row_id, *ends, ops[0].id),
        )


def _dump(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _load(stored: str | None) -> Values | None:
    """Return what one end of a line says; None where there was no row, or what cannot be read."""
    try:
        loaded = json.loads(stored or "null")
    except ValueError:
        return None
    return loaded if isinstance(loaded, dict) else None

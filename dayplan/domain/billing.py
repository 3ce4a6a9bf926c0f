"""What a change does to the billing of time that is recorded already, and to the terms of work to come (T11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from dayplan.domain.currencies import format_amount
from dayplan.domain.rates import Rate, format_rate
from dayplan.domain.reporting import Worked, report
from dayplan.domain.wording import format_duration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.reporting import Amounts


class Terms(NamedTuple):
    """How the work on a project is billed."""

    name: str
    billable: bool
    rate: Rate

    def words(self) -> str:
        """Say it after `from` or `to`."""
        if not self.billable:
            return "not billable"
        return "billable without a rate" if self.rate.minor is None else f"{format_rate(*self.rate)} an hour"

    def become(self, later: Terms) -> bool:
        """Whether these terms are others later; a rate of what is not billed says nothing yet."""
        return self.words() != later.words()

    @property
    def open(self) -> bool:
        """Whether nothing was said of them yet: work is billable, and nobody has named a rate."""
        return self.billable and self.rate.minor is None


class BillingChange(NamedTuple):
    """What a change does to billing."""

    becomes_s: int
    """Recorded seconds that become billable."""
    ceases_s: int
    """Recorded seconds that are no longer billable."""
    worth_before: Amounts
    worth_after: Amounts
    """What the recorded time in question is worth in reports, by currency, in minor units."""
    terms: tuple[tuple[Terms, Terms], ...] = ()
    """Work to come whose terms become others."""
    recorded: bool = False
    """Whether recorded time is billed otherwise than before."""

    @property
    def needs_consent(self) -> bool:
        """Whether something changes that was recorded or said."""
        return self.recorded or any(not before.open for before, _ in self.terms)

    def clauses(self) -> tuple[str, ...]:
        """Say each part of it in a clause."""
        found = []
        if self.becomes_s:
            found.append(f"{format_duration(self.becomes_s)} of recorded time becomes billable")
        if self.ceases_s:
            found.append(f"{format_duration(self.ceases_s)} of recorded time is no longer billable")
        if self.worth_before != self.worth_after:
            found.append(f"recorded time goes from {_worth(self.worth_before)} to {_worth(self.worth_after)}")
        found += [
            f"work on {before.name} goes from {before.words()} to {after.words()}" for before, after in self.terms
        ]
        return tuple(found)


def compare(
    before: Iterable[Worked],
    after: Iterable[Worked],
    terms_before: Mapping[int, Terms] | None = None,
    terms_after: Mapping[int, Terms] | None = None,
) -> BillingChange | None:
    """Compare the billing of the same entries before and after a change; None where it is the same.

    `terms_before` and `terms_after` are those of the same work, by the project that it belonged to before.
    """
    old, new = ({each.id: each for each in several if each.end > each.start} for several in (before, after))
    turned = [(old[entry], new[entry]) for entry in old if entry in new and _terms(old[entry]) != _terms(new[entry])]
    terms = tuple(
        (was, becomes)
        for project, was in (terms_before or {}).items()
        if (becomes := (terms_after or {}).get(project)) is not None and was.become(becomes)
    )
    if not turned and not terms:
        return None
    return BillingChange(
        sum(now.end - now.start for was, now in turned if now.billable and not was.billable),
        sum(was.end - was.start for was, now in turned if was.billable and not now.billable),
        _amounts(old.values()) if turned else (),
        _amounts(new.values()) if turned else (),
        terms,
        bool(turned),
    )


def _terms(each: Worked) -> tuple[object, ...]:
    if not each.billable:
        return ("not billable",)
    return ("no rate",) if each.rate_minor is None else (each.rate_minor, each.currency)


def _amounts(worked: Iterable[Worked]) -> Amounts:
    """Return what time is worth, as a report of all of it says."""
    several = tuple(worked)
    if not several:
        return ()
    first, last = min(each.day for each in several), max(map(_last_day, several))
    return report(several, first, last, "client").total.amounts


def _last_day(each: Worked) -> date:
    return each.day + timedelta(days=(each.end - each.start) // 86_400 + 2)


def _worth(amounts: Amounts) -> str:
    return " + ".join(format_amount(minor, currency) for currency, minor in amounts) or "nothing"

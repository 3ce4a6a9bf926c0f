"""M1, issue 12.19: the upgrade to schema 4 corrects rates in yen, dinars and the like, and the journal with them.

`releases/rates-3.sql` was made by the last dayplan that kept every rate in hundredths; `releases/make.py` says how.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from evidence import check, rows
from processes import House
from released import RELEASES
from support import Book, at

from dayplan.storage import file
from dayplan.storage.rate_upgrade import _DECIMALS as AT_THE_UPGRADE
from dayplan.storage.salvage import salvage

MONDAY = at("2026-11-23 10:00")
NOTICE = "Rates in a currency without cents were rounded: tokyo/site was 9,500.50 and is 9,501 JPY an hour."
UPGRADED = {
    "acme": (12_000, "JPY"),
    "acme/site": (None, "JPY"),
    "kuwait": (25_500, "KWD"),
    "kuwait/app": (30_000, "KWD"),
    "nagoya": (12_000, "JPY"),
    "nagoya/port": (110, "JPY"),
    "own": (7000, None),
    "tokyo": (8000, "JPY"),
    "tokyo/film": (7500, "JPY"),
    "tokyo/lab": (120, "JPY"),
    "tokyo/site": (9501, "JPY"),
}
"""What the old dayplan showed as 12000.00 JPY, 25.50 KWD and so on, in the minor units of ISO 4217."""


def old_file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(path)
    connection.executescript((RELEASES / "rates-3.sql").read_text(encoding="utf-8"))
    connection.close()
    path.chmod(0o600)
    return path


@pytest.fixture
def upgraded(tmp_path: Path) -> Book:
    return Book(old_file(tmp_path / "data" / "old.db"))


def rates(book: Book) -> dict[str, tuple[int | None, str | None]]:
    found = rows(
        Path(book.path),
        """SELECT name, rate_minor, currency FROM client UNION ALL
           SELECT ltrim(coalesce(c.name, '') || '/' || p.name, '/'), p.rate_minor, coalesce(c.currency, p.currency)
           FROM project p LEFT JOIN client c ON c.id = p.client_id WHERE p.name <> '' ORDER BY 1""",
    )
    return {name: (minor, currency) for name, minor, currency in found}


def test_rates_are_corrected_and_what_was_rounded_is_said(upgraded: Book) -> None:
    assert rates(upgraded) == UPGRADED
    assert NOTICE in upgraded.planner.notices
    check(Path(upgraded.path))
    assert file.take_notices() == []


def test_whoever_only_looks_is_told_too(tmp_path: Path) -> None:
    house = House(tmp_path).at("2026-11-23T10:00:00+01:00")
    old_file(house.path)
    answer = house("client", "list")
    assert (answer.code, answer.err.strip()) == (0, NOTICE)
    assert "tokyo         0m  8000 JPY an hour" in answer.out
    assert house("client", "list").err == ""


def test_u1_steps_of_before_the_upgrade_put_back_the_rates_of_their_time(upgraded: Book) -> None:
    history = upgraded.planner.history
    history.redo(MONDAY)
    assert rates(upgraded)["acme"] == (850_000, "CLF")
    history.redo(MONDAY)
    assert rates(upgraded)["acme"] == (9550, "EUR")
    last = rates(upgraded)
    seen = {}
    undone = 0
    while rates(upgraded):
        label = history.undo(MONDAY).label
        undone += 1
        seen[undone, label] = rates(upgraded)
        check(Path(upgraded.path))
    after = {label: [states for (_, each), states in seen.items() if each == label] for _, label in seen}
    acme = [states["acme"] for states in after["Set the rate of 'acme'"]]
    assert acme == [(850_000, "CLF"), (12_000, "JPY"), (10_000, None), (8000, "EUR"), (None, None)]
    (apart,) = after["Merge 'seoul' into 'tokyo'"]
    assert (apart["seoul"], apart["seoul/lab"], apart["tokyo"]) == ((10_000, "USD"), (12_000, "USD"), (8000, "JPY"))
    nagoya, _ = after["Set the rate of 'nagoya'"]
    assert (nagoya["nagoya"], nagoya["nagoya/port"]) == ((9000, "EUR"), (11_000, "EUR"))
    (apart,) = after["Merge 'osaka' into 'tokyo'"]
    assert (apart["osaka"], apart["osaka/film"]) == ((7000, "JPY"), (7500, "JPY"))
    assert [states["osaka"] for states in after["Set the rate of 'osaka'"]] == [(9000, "USD"), (None, None)]
    (kuwait,) = after["Set the rate of 'kuwait/app'"]
    assert (kuwait["kuwait"], kuwait["kuwait/app"]) == ((25_500, "KWD"), (None, "KWD"))
    for _ in range(undone):
        history.redo(MONDAY)
        check(Path(upgraded.path))
    assert rates(upgraded) == last


def test_the_currencies_of_a_released_step_are_never_changed() -> None:
    assert {code for code, decimals in AT_THE_UPGRADE.items() if decimals == 3} == {
        *("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
    }
    assert len(AT_THE_UPGRADE) == 26


def test_what_is_saved_of_a_damaged_old_file_is_corrected_too(tmp_path: Path) -> None:
    path = old_file(tmp_path / "data" / "old.db")
    saved = salvage(str(path))
    assert saved is not None
    assert saved.lost == ()
    assert rates(Book(Path(saved.path))) == UPGRADED

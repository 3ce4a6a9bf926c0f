"""Every rule that code or tests cite is in `.github/RULES.md`, once (issue 14.7)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RULES = (ROOT / ".github" / "RULES.md").read_text(encoding="utf-8")
# Not `…T09:00`, a time, nor `,M3.5.0`, the rule of a time zone.
_CITED = re.compile(r"(?<![\w,=.\\+-])([DSCZTMU][1-9][0-9]?)(?!\w|[:.][0-9])|\bdef test_([dsczmtu][1-9][0-9]?)_")


def cited(text: str) -> set[str]:
    """Return the rules that a source names, in words or as the name of a test."""
    return {(named or tested).upper() for named, tested in _CITED.findall(text)}


def defined() -> list[str]:
    return re.findall(r"^- \*\*([A-Z][0-9]+)\*\* ", RULES, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("what is carried (S3, C1).", {"S3", "C1"}),
        ("S10–S12, and T8", {"S10", "S12", "T8"}),
        ("def test_t6_a_stretch() -> None:", {"T6"}),
        ("2026-11-23T09:00", set()),
        ('f"{day}T12:00:00"', set()),
        ("CET-1CEST,M3.5.0,M10.5.0/3", set()),
        ("2026-W48 and =SUM(A1)", set()),
        ("U1: undone", {"U1"}),
    ],
)
def test_citations_are_found(text: str, rules: set[str]) -> None:
    assert cited(text) == rules


def test_no_rule_is_defined_twice() -> None:
    assert [rule for rule, times in Counter(defined()).items() if times > 1] == []


def test_every_rule_that_is_cited_exists() -> None:
    known = set(defined())
    missing = {
        f"{path.relative_to(ROOT)}: {rule}"
        for folder in ("dayplan", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if path != Path(__file__)
        for rule in cited(path.read_text(encoding="utf-8")) - known
    }
    assert missing == set()


def test_the_rules_cite_rules_that_exist() -> None:
    assert set(re.findall(r"\(([A-Z][0-9]+)\)", RULES)) <= set(defined())

"""Whatever date is printed can be typed, in all three formats (issue 12.13)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from terminal import Terminal

import dayplan as package

READERS = {"parse_day", "parse_past_day", "parse_range", "parse_quick_add", "parse_phrase", "split_day"}
COMMANDS = (
    *("today {}", "week {}", "log {}", "report {}", "report {} to {}", "report since {}", "report --from {} --to {}"),
    *(
        "log --from {} --to {}",
        "log add 1 {} 8:00-8:30",
        "missed {}",
        "close {} --dry-run",
        "move 2 {}",
        "edit 3 --day {}",
    ),
    *("add Draft on:{}", "capacity 4h --day {}", "away add {}", "away add {} {} Home", "seed --dry-run --day {}"),
    *("why email --day {}", "template add New --every daily --starts {}", "template edit 1 --ends {}"),
    *("template preview daily --from {}", "template preview daily until {}", "template pause 1 {}"),
)


@pytest.mark.parametrize(
    ("date_format", "written"),
    [("iso", "2026-12-01"), ("dmy", "01.12.2026"), ("dmy", "1.12."), ("mdy", "12/01/2026"), ("mdy", "12/1")],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_reader_of_days_follows_the_setting(
    dayplan: Terminal, command: str, date_format: str, written: str
) -> None:
    """The answer is the same as for the ISO date: 1 December, also where 12 January could be read."""
    if "until" in command and not written.endswith(("2026", "-01")):
        written = {"dmy": "01.12.2026", "mdy": "12/01/2026"}[date_format]
    day = "2026-11-30" if "pause" in command else "2026-12-01"  # which ends on a day to come
    dayplan.at(f"{day}T12:00:00+01:00").ok(f"config set date_format {date_format}")
    with_iso = dayplan.ok(command.replace("{}", "2026-12-01"))
    dayplan.ok("undo")  # what the command changed, or the setting
    dayplan.ok(f"config set date_format {date_format}")
    typed = dayplan.ok(command.replace("{}", written))
    assert _without_numbers(typed.out) == _without_numbers(with_iso.out)


def _without_numbers(out: str) -> str:
    """Leave out the number of what was made, which is the next one."""
    return re.sub(r"(?m)^(\W*)[0-9]+ ", r"\1", out)


def test_no_reader_of_days_is_called_without_the_setting() -> None:
    for path in Path(package.__file__).parent.rglob("*.py"):
        if path.parent.name == "domain":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in READERS:
                given = ast.unparse(node)
                assert "reading" in given or "date_format" in given, f"{path.name}: {given}"

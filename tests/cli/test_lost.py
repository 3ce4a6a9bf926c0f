"""A data file that is missing or empty while copies of it exist: no new life is begun without a word (issue 12.3)."""

from __future__ import annotations

import os
import shlex
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from terminal import Terminal

from dayplan.cli.table import COMMANDS, FAMILIES

LINES = tuple(
    line.strip()
    for line in """
    today; today --json; today fri; status; status --json; status --format tmux; status --format waybar; why 1; week
    report; report --json; report yesterday --csv; log; log --json; log add 1 8:00-8:30; log edit 1 --note x
    log split 1 10m; log cut 1 5m; log delete 1; log resolve 1 keep; add Call Ana; add Call Ana --json; edit 1 --est 1h
    move 1 tomorrow; done 1; reopen 1; skip 1; drop 1; delete 1; missed; inbox; inbox add Call Ana; capacity 4h
    close; seed; seed --dry-run; start 1; stop; resume; undo; redo; history; backup; backup --json; backup /tmp/none.db
    doctor; doctor --json; doctor --fix all; config list; capacity; config set day_start 04:00; config get capacity
    template; template show 1; template add Swim --every monday; template edit 1 --title x; template preview 1
    template pause 1; template resume 1; template archive 1; template restore 1; template early 1; template order
    template pack freelancer; client; client add acme; client rename acme b; client merge acme b; client archive acme
    client restore acme; client rate acme 80; project; project add acme/site; project rename acme/site b
    project merge acme/site b; project archive acme/site; project restore acme/site; project rate acme/site 80
    project billable acme/site no; project colour acme/site red; away; away add fri; away remove 1
    """.strip()
    .replace("\n", ";")
    .split(";")
)
"""A line or more for every command, but for those that look at no data and for `restore`, which is the way out."""


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def without_content(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute("DROP TABLE t")
    connection.close()
    path.chmod(0o600)


STATES = (missing, empty, without_content)


def seen(path: Path) -> list[tuple[str, bytes]]:
    return [(str(each), each.read_bytes()) for each in sorted(path.parent.rglob("*")) if each.is_file()]


@pytest.fixture(params=STATES, ids=lambda state: state.__name__)
def lost(request: pytest.FixtureRequest, dayplan: Terminal, path: Path) -> Terminal:
    dayplan.ok("add Buy stamps")
    request.param(path)
    return dayplan


def test_every_command_has_its_line() -> None:
    given = {" ".join(line.split()[: 1 + (line.split()[0] in FAMILIES)]) for line in LINES}
    given |= {f"{family} {next(iter(commands))}" for family, commands in FAMILIES.items() if family in LINES}
    every = {name for name in COMMANDS if name not in FAMILIES}
    every |= {f"{family} {name}" for family, commands in FAMILIES.items() for name in commands}
    assert every - given <= {"completion", "manual", "away import", "template packs", "restore"}


def test_every_command_refuses_and_makes_nothing(lost: Terminal, path: Path) -> None:
    before = seen(path)
    state = "is empty" if path.exists() else "is missing"
    for line in LINES:
        answer = lost(line)
        assert (answer.code, answer.out) == (65, ""), (line, answer)
        assert answer.err == (
            f"dayplan: {path} {state}, but there are copies of it: dayplan restore 1 puts the newest good one back. "
            f"To begin anew, move the copies out of {path.parent / 'backups'}, or name another file with --db.\n"
        ), line
        assert seen(path) == before, line


def advised(answer: str, after: str, before: str) -> list[str]:
    return shlex.split(answer.split(after, 1)[1].split(before, 1)[0])


def test_the_command_that_is_offered_takes_the_newest_good_copy_back(lost: Terminal, path: Path) -> None:
    words = advised(lost("today").err, "dayplan ", " puts the newest")
    assert lost.ok(*words, "--dry-run").lines[1:] == ["There is no data file now: this would become it."]
    assert lost.ok(*words).lines == ["Put back: 5 tasks, 0m of time, last: Add 'Buy stamps'."]
    assert "Buy stamps" in lost.ok("today").out
    lost.ok("add Call Ana")
    assert sorted(each.name for each in path.parent.iterdir()) == ["backups", path.name]


def test_a_file_named_on_the_command_line_is_named_in_the_offer(dayplan: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "my plans" / "ana's.db"
    dayplan.ok("add", "Buy stamps", "--db", str(path))
    path.unlink()
    words = advised(dayplan("today", "--db", str(path)).err, "dayplan restore", " puts the newest")
    assert words == ["--db", str(path), "1"]
    dayplan.ok("restore", *words)
    assert "Buy stamps" in dayplan.ok("today", "--db", str(path)).out


def test_a_copy_that_is_damaged_is_passed_over(lost: Terminal, path: Path) -> None:
    (good,) = (path.parent / "backups").iterdir()
    later = good.with_name(f"{path.name}.20261123-101500.db")
    content = bytearray(good.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    later.write_bytes(content)
    assert "dayplan restore 2 puts the newest good one back" in lost("today").err
    lost.ok("restore 2")
    assert "Buy stamps" in lost.ok("today").out


def test_where_no_copy_is_whole_what_is_left_of_the_newest_is_offered(lost: Terminal, path: Path) -> None:
    (copy,) = (path.parent / "backups").iterdir()
    content = bytearray(copy.read_bytes())
    content[:100] = bytes(100)
    copy.write_bytes(content)
    answer = lost("add Call Ana")
    assert (answer.code, answer.out) == (65, "")
    assert "of its copies none is whole" in answer.err
    told = lost(*advised(answer.err, ": dayplan ", " saves what"))
    assert told.code == 65
    lost.ok(*advised(told.lines[-1], "dayplan ", " goes on with"))
    assert "Buy stamps" in lost.ok("today").out


def begin_with_another_file(dayplan: Terminal, path: Path, tmp_path: Path) -> tuple[str, ...]:
    return ("--db", str(path.with_name("second.db")))


def begin_without_the_copies(dayplan: Terminal, path: Path, tmp_path: Path) -> tuple[str, ...]:
    (path.parent / "backups").rename(tmp_path / "old copies")
    return ()


@pytest.mark.parametrize("begin", [begin_with_another_file, begin_without_the_copies])
def test_a_new_life_is_begun_on_purpose(
    lost: Terminal, path: Path, tmp_path: Path, begin: Callable[..., tuple[str, ...]]
) -> None:
    options = begin(lost, path, tmp_path)
    assert "Answer email" in lost.ok(*options, "today").out
    assert len(lost.ok(*options, "today", "--json").json["tasks"]) == 4


def test_where_no_copies_are_a_new_life_begins(dayplan: Terminal, path: Path) -> None:
    assert dayplan.ok("status").out == "no day yet\n"
    assert "Answer email" in dayplan.ok("today").out


def test_a_copy_of_another_file_keeps_nobody_from_beginning(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("add Buy stamps")
    assert os.listdir(path.parent / "backups") != []
    assert "Answer email" in dayplan.ok("--db", str(path.with_name("plan.db")), "today").out


def test_the_list_and_the_doctor_of_a_copy_work_all_the_same(lost: Terminal, path: Path) -> None:
    assert "5 tasks" in lost.ok("restore").lines[0]
    assert lost("restore 7").code == 1
    (copy,) = (path.parent / "backups").iterdir()
    assert lost.ok("doctor", "--db", str(copy)).lines[0].startswith("All is well: 5 tasks")

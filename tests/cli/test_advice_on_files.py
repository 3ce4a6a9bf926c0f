"""What is said and advised about data files and copies is true and works where it is said (issue 12.5).

To try the advice in another state, add a state; to try that of another command, add a line.
"""

from __future__ import annotations

import contextlib
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from advice import advised, typed
from terminal import Answer, Terminal
from test_advice import COMMANDS, SITUATIONS

from dayplan.storage.backup import TABLES
from dayplan.storage.file import VERSION

LINES = (
    *("today", "status", "add Call Ana", "undo", "history", "backup", "doctor", "doctor --fix 1", "doctor --fix all"),
    *("restore", "restore 1", "restore 1 --dry-run", "restore 7", "restore FILE", "restore SAVED", "doctor --fix 9"),
)
PAGE = 4096


class Plan:
    """A data file, its copies, and commands about it; named by the environment or on the command line."""

    def __init__(self, dayplan: Terminal, path: Path, options: tuple[str, ...]) -> None:
        self._dayplan, self.path, self._options = dayplan, path, options

    def __call__(self, *words: str) -> Answer:
        return self._dayplan(*self._options, *words)

    def typed(self, line: str) -> Answer:
        """Paste a line into a shell: it has to name the file by itself."""
        return self._dayplan(*shlex.split(line))

    @property
    def copies(self) -> list[Path]:
        return sorted(self.path.parent.joinpath("backups").glob("*.db"), reverse=True)

    @property
    def good(self) -> int:
        """The number of the newest copy that is whole; who finds none is told so of each."""
        for number, copy in enumerate(self.copies, 1):
            with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(copy)) as connection:
                known = connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
                if known and connection.execute("PRAGMA integrity_check").fetchone() == ("ok",):
                    return number
        return 0

    @property
    def content(self) -> bytes | None:
        return self.path.read_bytes() if self.path.exists() else None

    @property
    def facts(self) -> list[tuple]:
        connection = sqlite3.connect(self.path)
        try:
            return [each for table in TABLES for each in connection.execute(f'SELECT * FROM "{table}"').fetchall()]
        finally:
            connection.close()

    def save(self, where: Path) -> None:
        shutil.rmtree(where, ignore_errors=True)
        shutil.copytree(self.path.parent, where)

    def back_to(self, where: Path) -> None:
        shutil.rmtree(self.path.parent)
        shutil.copytree(where, self.path.parent)


def spoil(path: Path, *, header: bool = False, every: bool = True) -> None:
    """Overwrite pages, and the first besides."""
    content = bytearray(path.read_bytes())
    for start in range(PAGE * 3, len(content), PAGE * (1 if every else 7)):
        content[start : start + PAGE] = b"\xff" * PAGE
    if header:
        content[:100] = bytes(100)
    path.write_bytes(content)


def change(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


def whole(plan: Plan) -> None:
    pass


def damaged(plan: Plan) -> None:
    spoil(plan.path)


def damaged_in_places(plan: Plan) -> None:
    spoil(plan.path, every=False)


def without_its_header(plan: Plan) -> None:
    spoil(plan.path, header=True, every=False)


def damaged_without_copies(plan: Plan) -> None:
    spoil(plan.path, every=False)
    shutil.rmtree(plan.path.parent / "backups")


def damaged_copy(plan: Plan) -> None:
    spoil(plan.copies[0])


def damaged_copy_in_places(plan: Plan) -> None:
    """As much is left of it that it can be said what it holds."""
    content = bytearray(plan.copies[0].read_bytes())
    content[-PAGE * 2 :] = b"\xff" * PAGE * 2
    plan.copies[0].write_bytes(content)


def both_damaged(plan: Plan) -> None:
    spoil(plan.path, every=False)
    for copy in plan.copies:
        spoil(copy, every=False)


def missing(plan: Plan) -> None:
    plan.path.unlink()


def empty(plan: Plan) -> None:
    plan.path.write_bytes(b"")


def missing_and_no_copy_whole(plan: Plan) -> None:
    plan.path.unlink()
    for copy in plan.copies:
        spoil(copy, every=False)


def another_programs(plan: Plan) -> None:
    plan.path.unlink()
    change(plan.path, "CREATE TABLE songs (title TEXT)")


def another_programs_copy(plan: Plan) -> None:
    plan.copies[0].unlink()
    change(Path(f"{plan.path.parent}/backups/{plan.path.name}.20261123-235900.db"), "CREATE TABLE songs (title TEXT)")


def newer(plan: Plan) -> None:
    change(plan.path, "PRAGMA user_version=99")


def newer_copy(plan: Plan) -> None:
    change(plan.copies[0], "PRAGMA user_version=99")


def put_back(plan: Plan) -> None:
    assert plan("restore", "1").code == 0


def damaged_and_put_back(plan: Plan) -> None:
    spoil(plan.path, every=False)
    assert plan("restore", "1").code == 0


def with_findings(plan: Plan) -> None:
    change(plan.path, "UPDATE day SET next_number = 2; INSERT INTO task_tag (task_id, tag) VALUES (98, 'x'), (99, 'y')")


def with_a_step_that_cannot_be_read(plan: Plan) -> None:
    change(plan.path, "UPDATE op SET \"after\" = 'none' WHERE step = 1")


def with_copies_of_nobody(plan: Plan) -> None:
    stem = plan.path.name.rpartition(".")[0]
    plan.copies[0].rename(plan.copies[0].with_name(f"{stem}-20261122-080000.db"))
    plan.path.with_name(f"{stem}.other").write_bytes(b"")


STATES = (
    *(whole, damaged, damaged_in_places, without_its_header, damaged_without_copies, damaged_copy, both_damaged),
    *(damaged_copy_in_places, missing, empty, missing_and_no_copy_whole, another_programs, another_programs_copy),
    *(newer, newer_copy, put_back, damaged_and_put_back, with_findings, with_a_step_that_cannot_be_read),
    with_copies_of_nobody,
)


@pytest.fixture(params=["the usual file", "a file with a name for a shell"])
def plan(request: pytest.FixtureRequest, dayplan: Terminal, path: Path, tmp_path: Path) -> Plan:
    usual = request.param == "the usual file"
    found = Plan(dayplan, path, ()) if usual else Plan(dayplan, tmp_path / "my plans" / "ana's & co.db", ())
    if not usual:
        found = Plan(dayplan, found.path, ("--db", str(found.path)))
    assert found("add", "Buy", "stamps").code == 0
    dayplan.at("10:00")
    assert found("add", "Call", "Ben").code == 0
    assert found("start", "2").code == 0
    assert len(found.copies) == 2
    return found


def is_true(plan: Plan, answer: Answer, before: bytes | None) -> None:
    said = answer.out + answer.err
    for claim in ("was not touched", "othing was changed", "it is as it was"):
        if claim in said:
            assert plan.content == before, (claim, answer)
    if answer.code:
        assert ".part" not in said, "no name of a file that is gone"


def works(plan: Plan, line: str, answer: Answer) -> None:
    """An advice is carried out; the doctor says that something is wrong by its exit code, and what."""
    said = plan.typed(line)
    assert said.code == 0 or ("doctor" in line and said.code in (1, 65) and said.out), (line, said, answer)
    assert said.out or said.err, line


@pytest.mark.parametrize("state", STATES)
def test_what_is_said_of_files_is_true_and_what_is_advised_works(
    plan: Plan, tmp_path: Path, state: Callable[[Plan], None]
) -> None:
    state(plan)
    begin, left, seen = tmp_path / "begin", tmp_path / "left", set()
    plan.save(begin)
    for line in LINES:
        plan.back_to(begin)
        before = plan.content
        saved = next(plan.path.parent.glob("*.damaged"), plan.path.parent / "none")
        words = [{"FILE": str(plan.path), "SAVED": str(saved)}.get(word, word) for word in line.split()]
        answer = plan(*words)
        is_true(plan, answer, before)
        plan.save(left)
        for advice in advised(answer.out + answer.err):
            if "NUMBER" in advice and state in (newer, another_programs):
                continue  # which of the copies is to be put back is not the question there
            command = typed(advice, {"NUMBER": str(plan.good)})
            if (command, line) in seen or (plan.good == 0 and "NUMBER" in advice):
                continue
            seen.add((command, line))
            plan.back_to(left)
            works(plan, command, answer)
            if f"{advice} takes this back" in answer.out:
                facts = plan.facts
                plan.back_to(begin)
                assert facts == plan.facts, "what it takes back is as it was before"


@pytest.mark.parametrize("state", [damaged_copy, damaged_copy_in_places, another_programs_copy])
@pytest.mark.parametrize("option", [(), ("--dry-run",), ("--json",), ("--dry-run", "--json")])
def test_a_copy_that_is_no_good_gets_the_advice_of_a_copy(
    plan: Plan, state: Callable[[Plan], None], option: tuple[str, ...]
) -> None:
    state(plan)
    before = plan.content
    answer = plan("restore", "1", *option)
    assert (answer.code, answer.out) == (65, "")
    assert answer.err.startswith(f"dayplan: {plan.copies[0]} ")
    assert "restore" not in answer.err
    assert plan.content == before


def test_backup_of_a_damaged_file_names_the_file(plan: Plan) -> None:
    content = bytearray(plan.path.read_bytes())
    content[-PAGE * 2 :] = b"\xff" * PAGE * 2
    plan.path.write_bytes(content)
    answer = plan("backup")
    assert (answer.code, answer.out) == (65, "")
    assert answer.err.startswith(f"dayplan: {plan.path} is damaged or not a dayplan file (")
    assert len(plan.copies) == 2


def test_what_a_damaged_file_that_was_replaced_still_holds_can_be_taken(plan: Plan) -> None:
    """It said that restoring the damaged file takes this back, which restore then refused."""
    spoil(plan.path, every=False)
    answer = plan("restore", "1")
    (line,) = advised(answer.out)
    told = plan.typed(line)
    assert told.code == 65
    assert "takes this back" not in answer.out
    (goes_on,) = advised(told.out)
    assert plan.typed(goes_on).code == 0
    assert plan.facts


@pytest.mark.parametrize("name", ["slept", "forgotten", "set back", "put off and stopped", "long by hand", "a day off"])
def test_whatever_is_advised_about_a_named_file_names_it(
    dayplan: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "ana's plan.db"
    original = Terminal.__call__

    def named(self: Terminal, *words: str) -> Answer:
        return original(self, "--db", str(path), *(words[0].split() if len(words) == 1 else words))

    monkeypatch.setattr(Terminal, "__call__", named)
    if name == "a day off":
        dayplan.at("2026-11-27T09:00:00+01:00").ok("add Call Ana")
        dayplan.at("2026-11-28T09:00:00+01:00")
    else:
        SITUATIONS[name].prepare(dayplan)
    found = []
    for line in (*COMMANDS, "delete 4", "week", "report this week", "log add 9 7:00-7:30", "inbox", "log delete 1"):
        answer = dayplan(line)
        found += [(line, each) for each in advised(answer.out + answer.err)]
    missing = [each for each in found if f"--db {shlex.quote(str(path))}" not in each[1] and "--help" not in each[1]]
    assert found
    assert missing == []


def test_what_a_person_has_written_stays_as_it_is(dayplan: Terminal, tmp_path: Path) -> None:
    options = ("--db", str(tmp_path / "other.db"))
    dayplan.ok(*options, "add", "Explain dayplan undo to Ana")
    assert " 5 ○ Explain dayplan undo to Ana\n" in dayplan.ok(*options, "today").out
    assert "'dayplan undo'" in dayplan(*options, "log", "dayplan undo").err, (
        "what was typed is repeated as it was typed"
    )

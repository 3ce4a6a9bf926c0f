"""`dayplan doctor`: what the schema lets pass is found, told in words, and mended in a step that undo takes back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from support import at
from terminal import Terminal

from dayplan.domain import health
from dayplan.storage.health import examine


def change(path: Path, sql: str) -> None:
    """Change the file past dayplan, as a tool or a bad sector would."""
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()


def add_entry(path: Path, start: str, end: str | None, day: str = "2026-11-23", task: int = 1, zone: str = "") -> None:
    zone = zone or "Europe/Berlin"
    begun, ended = (None if moment is None else at(moment, zone).epoch for moment in (start, end))
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO time_entry (task_id, started_at, ended_at, zone, day, day_start_s, note, state)"
        " VALUES (?, ?, ?, ?, ?, 0, '', 'kept')",
        (task, begun, ended, zone, day),
    )
    connection.commit()
    connection.close()


def overlap(path: Path) -> None:
    add_entry(path, "2026-11-23 07:00", "2026-11-23 08:00")
    add_entry(path, "2026-11-23 07:30", "2026-11-23 08:30", task=2)


def long(path: Path) -> None:
    add_entry(path, "2026-11-22 08:00", "2026-11-22 21:00", "2026-11-22")


def twice(path: Path) -> None:
    add_entry(path, "2026-10-25 02:30", "2026-10-25 05:00", "2026-10-25")


def misfiled(path: Path) -> None:
    add_entry(path, "2026-11-22 08:00", "2026-11-22 09:00", "2026-11-20")


def runs_on_over(path: Path) -> None:
    add_entry(path, "2026-11-23 08:00", None, task=4)
    change(path, f"UPDATE task SET status = 'done', done_at = {at('2026-11-23 08:20').epoch} WHERE id = 4")


def hole(path: Path) -> None:
    change(path, "DELETE FROM task WHERE occurrence = '2026-11-20' AND template_id = 3")


def hole_today(path: Path) -> None:
    change(path, "DELETE FROM task WHERE occurrence = '2026-11-23' AND template_id = 3")


def astray(path: Path) -> None:
    change(
        path,
        """INSERT INTO task_move (task_id, from_day, to_day, at, "by")
           SELECT id, '2026-11-20', '2026-11-21', 0, 'carried' FROM task WHERE occurrence = '2026-11-20' LIMIT 1""",
    )


def counter(path: Path) -> None:
    change(path, "UPDATE day SET next_number = 2 WHERE date = '2026-11-23'")


def counter_gone(path: Path) -> None:
    change(path, "DELETE FROM day WHERE date = '2026-11-20'; UPDATE task SET number = 1 WHERE occurrence = '2026-11-20'"
                 " AND template_id = 1")  # fmt: skip


def no_task(path: Path) -> None:
    add_entry(path, "2026-11-23 07:00", "2026-11-23 08:00", task=99)


def no_task_and_it_runs(path: Path) -> None:
    add_entry(path, "2026-11-23 08:30", None, task=99)


def no_task_for_a_tag(path: Path) -> None:
    change(path, "INSERT INTO task_tag (task_id, tag) VALUES (98, 'phone'), (98, 'home')")


def no_template(path: Path) -> None:
    change(path, "DELETE FROM template WHERE id = 2")


def no_client(path: Path) -> None:
    change(path, "INSERT INTO project (client_id, name, billable) VALUES (7, 'site', 1)")


def no_project(path: Path) -> None:
    change(path, "UPDATE task SET project_id = 9 WHERE id = 2")


def told_gone(path: Path) -> None:
    change(path, "DELETE FROM task WHERE title = 'Call Ana'")


def told_otherwise(path: Path) -> None:
    change(path, "UPDATE task SET title = 'Call Bob' WHERE title = 'Call Ana'")


def told_deleted(path: Path) -> None:
    change(path, "INSERT INTO task SELECT * FROM (SELECT 10) JOIN (SELECT day, 77, title, notes, status, reason, rank,"
                 " estimate_s, template_id, occurrence, project_id, first_day, edited, done_at, created_at"
                 " FROM task WHERE title = 'Call Ana')")  # fmt: skip
    change(path, "UPDATE day SET next_number = 78 WHERE date = '2026-11-23'")


def bad_schedule(path: Path) -> None:
    change(path, "UPDATE template SET schedule = 'FREQ=NEVER' WHERE id = 2")


def bad_setting(path: Path) -> None:
    change(path, "INSERT INTO setting (key, value) VALUES ('day_start', 'noonish')")


def indexes(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema=ON")
    saved = connection.execute("SELECT * FROM sqlite_master WHERE name = 'entry_started'").fetchone()
    connection.execute("DELETE FROM sqlite_master WHERE name = 'entry_started'")
    connection.close()
    add_entry(path, "2026-11-23 07:00", "2026-11-23 08:00")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", saved)
    connection.close()


def unreadable(path: Path) -> None:
    change(path, """UPDATE op SET "after" = '{' WHERE label = 'Add ''Call Ana'''""")


class Case(NamedTuple):
    spoil: Callable[[Path], None]
    kind: str
    says: str
    undone: bool = True
    """Whether mending it is a step."""


CASES = [
    Case(overlap, "overlap", "#1 “Answer email” 07:00–08:00 and #2 “Write proposals” 07:30–08:30 of today share 30m: "
         "#1 would become 07:00–07:30."),
    Case(long, "long", "#1 “Answer email” 08:00–21:00 of Sunday 22 November lasted 13h, more than twelve hours: it "
         "would wait for your decision"),
    Case(twice, "twice", "begins at 02:30, which the clocks showed twice that night"),
    Case(misfiled, "misfiled", "began on Sunday 22 November, and is kept under Friday 20 November"),
    Case(runs_on_over, "runs_on_over", "The timer runs on “Send invoices”, which is done: it would stop at 08:20."),
    Case(hole, "hole", "“Project work” was due on Friday 20 November, and its row is gone: it would be put down as "
         "missed."),
    Case(hole_today, "hole", "“Project work” was due today, and its row is gone: it would be planned for today."),
    Case(astray, "astray", "stands on Friday 20 November, though it was last moved to where it would stand on Saturday "
         "21 November"),
    Case(counter, "counter", "Today would give the number 5 a second time: it would count on from 6.", undone=False),
    Case(counter_gone, "counter", "Friday 20 November would give the number 4 a second time", undone=False),
    Case(no_task, "orphans", "1 time entry (1h of time) belongs to task 99, which is gone: a task “Lost task 99” would "
         "be made for it."),
    Case(no_task_and_it_runs, "orphans", "1 time entry belongs to task 99, which is gone"),
    Case(no_task_for_a_tag, "orphans", "2 tags belong to task 98, which is gone: they would go too."),
    Case(no_template, "orphans", "2 tasks belong to template 2 “Write proposals”, which is gone: an archived template"),
    Case(no_client, "orphans", "1 project belongs to client 7, which is gone: a client “Lost client 7” would be made"),
    Case(no_project, "orphans", "1 task belongs to project 9, which is gone: a project “Lost project 9” would be made"),
    Case(told_gone, "told", "The task “Call Ana” is gone, though the last step on it was “Add 'Call Ana'”: it would be "
         "put back as it was."),
    Case(told_otherwise, "told", "The task “Call Bob” has the title 'Call Bob', where the last step on it, “Add 'Call "
         "Ana'”, left 'Call Ana': it would be as that left it."),
    Case(bad_schedule, "bad_schedule", "The template “Write proposals” has a schedule that cannot be read, "
         "'FREQ=NEVER': it would be archived"),
    Case(bad_setting, "bad_setting", "The setting 'day_start' is 'noonish', which cannot be read: it would have its "
         "default again."),
    Case(indexes, "indexes", "1 index of the data file would answer wrongly (entry_started)", undone=False),
]  # fmt: skip


@pytest.fixture
def kept(dayplan: Terminal, path: Path) -> Path:
    """Two days of a person's life: four templates since Friday, and a task of their own on Monday."""
    dayplan.at("2026-11-20T09:00:00+01:00").ok("today")
    dayplan.at("2026-11-23T09:00:00+01:00").ok("add Call Ana @acme")
    return path


def kinds(dayplan: Terminal) -> list[str]:
    answer = dayplan("doctor --json")
    found = answer.json["findings"]
    assert answer.code == (1 if found else 0)
    return [each["kind"] for each in found]


def content(path: Path) -> tuple:
    return path.read_bytes(), path.stat().st_mtime_ns, sorted(each.name for each in path.parent.iterdir())


def test_a_file_that_is_well_is_said_to_be(dayplan: Terminal, kept: Path) -> None:
    before = content(kept)
    answer = dayplan.ok("doctor")
    assert answer.lines == ["All is well: 9 tasks, 0m of time, last: Add 'Call Ana'; 1 step in the journal."]
    assert dayplan.ok("doctor --json").json == {"path": str(kept), "findings": []}
    assert content(kept) == before
    assert dayplan.ok("doctor --fix all").lines == ["All is well: there is nothing to mend."]
    assert content(kept) == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.spoil.__name__)
def test_each_kind_is_found_mended_and_brought_back_by_undo(dayplan: Terminal, kept: Path, case: Case) -> None:
    case.spoil(kept)
    before = content(kept)
    answer = dayplan("doctor")
    assert (answer.code, answer.err) == (1, "")
    assert case.says in answer.lines[0]
    assert answer.lines[-1] == "1 finding; dayplan doctor --fix 1 mends it."
    assert kinds(dayplan) == [case.kind]
    assert content(kept) == before, "looking writes nothing"

    mended = dayplan.ok("doctor --fix 1")
    assert mended.lines[0].startswith("Mended: ")
    copy = Path(mended.err.rstrip().rpartition(" ")[2])
    assert copy.name.endswith("-before-repair.db")
    assert kinds(dayplan) == []
    if case.undone:
        undone = dayplan("undo")
        assert undone.lines[0].startswith("Undone: Mend: ")
        assert undone.code == (78 if case.spoil is bad_setting else 0), "after that, no day can be shown"
        assert kinds(dayplan) == [case.kind]
        if case.spoil is not bad_setting:
            dayplan.ok("redo")
            assert kinds(dayplan) == []
    else:
        assert "No data was changed by that" in mended.err
    dayplan.ok("restore", str(copy))
    assert kinds(dayplan) == ([case.kind] if case.spoil is not indexes else []), "of the copy, indexes are made anew"


def test_what_is_over_twelve_hours_waits_or_is_vouched_for(dayplan: Terminal, kept: Path) -> None:
    long(kept)
    dayplan.ok("log resolve 1 keep")
    assert kinds(dayplan) == []
    dayplan.ok("undo")
    dayplan.ok("doctor --fix 1")
    assert dayplan.ok("log --json 2026-11-22").json[0]["state"] == "unresolved"
    dayplan.ok("log resolve 1 keep")
    assert kinds(dayplan) == []
    assert dayplan.ok("log --json 2026-11-22").json[0]["seconds"] == 13 * 3600


def test_a_timer_that_ran_over_twelve_hours_is_stopped_and_its_time_waits(dayplan: Terminal, kept: Path) -> None:
    dayplan.ok("start 1")
    dayplan.at("2026-11-23T23:30:00+01:00")
    assert kinds(dayplan) == ["runs_long"]
    assert "The timer has run on “Answer email” for 14h30" in dayplan("doctor").lines[0]
    dayplan.ok("doctor --fix all")
    assert kinds(dayplan) == []
    assert [each["state"] for each in dayplan.ok("log --json").json] == ["unresolved"]
    dayplan.ok("undo")
    assert kinds(dayplan) == ["runs_long"]


def test_lost_time_has_a_task_again_and_a_lost_timer_runs_on_one(dayplan: Terminal, kept: Path) -> None:
    no_task_and_it_runs(kept)
    assert dayplan.ok("today --json").json["running"] is None
    dayplan.ok("doctor --fix 1")
    day = dayplan.ok("today --json").json
    assert [each["title"] for each in day["tasks"] if each["running"]] == ["Lost task 99"]
    dayplan.ok("stop")


def test_a_deleted_task_that_is_back_goes_again(dayplan: Terminal, kept: Path) -> None:
    dayplan.ok("add Call Bob")
    dayplan.ok("delete bob")
    told_deleted(kept)
    assert kinds(dayplan) == ["told"]
    assert "is there, though the step “Delete 'Call Bob'” took it away" in dayplan("doctor").lines[0]
    dayplan.ok("doctor --fix 1")
    assert kinds(dayplan) == []
    dayplan.ok("undo")
    assert kinds(dayplan) == ["told"]


def test_a_task_is_put_back_where_it_was_carried_to(dayplan: Terminal, kept: Path) -> None:
    dayplan.at("2026-11-24T09:00:00+01:00").ok("today")
    told_gone(kept)
    dayplan("doctor --fix 1")
    tasks = {each["title"]: each for each in dayplan.ok("today --json").json["tasks"]}
    assert tasks["Call Ana"]["carried"] == 1
    assert kinds(dayplan) == []
    dayplan.ok("undo")
    assert kinds(dayplan) == ["told", "orphans"], "its moves are left alone again"


def test_all_is_mended_at_once_each_in_a_step_and_what_leads_to_another_goes_first(
    dayplan: Terminal, kept: Path
) -> None:
    before_them = dayplan.ok("history --json").json
    for spoil in (overlap, twice, hole, no_template, told_gone, bad_schedule, bad_setting, counter):
        spoil(kept)
    assert {"bad_setting", "counter", "told", "orphans", "overlap", "twice", "hole"} == set(kinds(dayplan))
    answer = dayplan("doctor --fix all")
    assert answer.code == 0, answer
    assert answer.lines[-1] == "All is well now."
    assert kinds(dayplan) == []
    steps = dayplan.ok("history --json").json
    assert {each["label"].partition(":")[0] for each in steps[: -len(before_them)]} == {"Mend"}
    assert dayplan.ok("today").code == 0
    copies = [each for each in (kept.parent / "backups").iterdir() if "before-repair" in each.name]
    assert len(copies) == 1


def test_a_step_that_cannot_be_read_is_told_and_not_mended(dayplan: Terminal, kept: Path) -> None:
    unreadable(kept)
    answer = dayplan("doctor")
    assert answer.code == 1
    assert "cannot be read, so undo goes no further back than that" in answer.lines[0]
    assert answer.lines[-1] == "1 finding; there is nothing that could be mended here."
    before = content(kept)
    assert dayplan("doctor --json").json["findings"][0]["fix"] is None
    for words in ("doctor --fix 1", "doctor --fix all"):
        assert dayplan(words).code == 1
    assert content(kept) == before


def test_a_setting_in_the_way_is_mended_first(dayplan: Terminal, kept: Path) -> None:
    bad_setting(kept)
    overlap(kept)
    answer = dayplan("doctor --fix 2")
    assert answer.code == 1
    assert "The setting day_start stands in the way" in answer.err


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("doctor --fix 2", 1, "There is no finding 2: dayplan doctor lists 1."),
        ("doctor --fix 0", 2, "'0' is no finding"),
        ("doctor --fix some", 2, "'some' is no finding"),
        ("doctor --fix", 2, "--fix"),
        ("doctor now", 2, "now"),
    ],
)
def test_what_cannot_be_meant_is_refused(dayplan: Terminal, kept: Path, words: str, code: int, sentence: str) -> None:
    hole(kept)
    before = content(kept)
    answer = dayplan(words)
    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err
    assert content(kept) == before


def test_json_tells_what_was_mended_and_what_is_left(dayplan: Terminal, kept: Path) -> None:
    hole(kept)
    unreadable(kept)
    answer = dayplan("doctor --fix all --json")
    assert answer.code == 1
    told = answer.json
    assert [each["kind"] for each in told["mended"]] == ["hole"]
    assert [each["kind"] for each in told["findings"]] == ["unreadable"]
    assert Path(told["copy"]).exists()
    assert json.loads(answer.out) == told


def test_where_there_is_no_data_there_is_nothing_to_look_through(dayplan: Terminal, path: Path) -> None:
    answer = dayplan("doctor")
    assert (answer.code, answer.out) == (1, "")
    assert "There is no data in" in answer.err
    assert not path.exists()


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_where_the_data_is_gone_its_newest_copy_is_offered(
    dayplan: Terminal, kept: Path, gone: Callable[[Path], object]
) -> None:
    dayplan.ok("backup")
    gone(kept)
    answer = dayplan("doctor")
    assert (answer.code, answer.out) == (65, "")
    assert "dayplan restore 1 puts the newest good one back." in answer.err
    dayplan.ok("restore 1")
    assert kinds(dayplan) == []


def test_somebody_elses_change_between_looking_and_mending_is_seen(dayplan: Terminal, kept: Path) -> None:
    from dayplan.errors import Refused
    from dayplan.planner import Planner

    overlap(kept)
    now = at("2026-11-23 09:00")
    (finding,) = examine(str(kept), now).findings
    assert isinstance(finding, health.Overlap)
    dayplan.ok("log delete 1")
    planner = Planner(str(kept))
    with pytest.raises(Refused, match="not so any more"):
        planner.health.mend(finding, now)
    planner.close()

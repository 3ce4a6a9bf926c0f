"""Commands that change something: what they answer, and what is there afterwards."""

from __future__ import annotations

import pytest
from terminal import Terminal


def titles(dayplan: Terminal, *words: str) -> list[str]:
    return [f"{task['title']}: {task['status']}" for task in dayplan.ok("today", *words, "--json").json["tasks"]]


def test_add_takes_the_whole_quick_add_line(dayplan: Terminal) -> None:
    answer = dayplan.ok("add Draft landing page @acme/site +writing est:45m on:fri")
    assert answer.lines == ["○ Draft landing page · @acme/site · +writing · – / 45m · Friday 27 November"]
    (task,) = [task for task in dayplan.ok("today fri --json").json["tasks"] if task["id"]]
    assert (task["client"], task["project"], task["tags"]) == ("acme", "site", ["writing"])


def test_t1_starting_one_stops_the_other_and_both_are_reported(dayplan: Terminal) -> None:
    assert dayplan.ok("start 1").lines == ["▶ Answer email since 09:00"]
    assert dayplan.at("09:25").ok("start proposals").lines == [
        "Stopped Answer email after 25m (09:00–09:25)",
        "▶ Write proposals since 09:25",
    ]


def test_t1_starting_what_runs_changes_nothing_and_says_so(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    answer = dayplan.at("09:25").ok("start 1")
    assert (answer.out, answer.err) == ("", "“Answer email” has been running since 09:00; nothing was changed.\n")
    assert dayplan.ok("log --json").json[0]["ended_at"] is None


@pytest.mark.parametrize(("at", "seconds"), [("9:15", 900), ("-10m", 600), ("0920", 600), ("9:25am", 300)])
def test_t5_start_and_stop_take_a_time(dayplan: Terminal, at: str, seconds: int) -> None:
    dayplan.ok("today")
    dayplan.at("09:30").ok("start", "1", "--at", at)
    dayplan.ok("stop")
    assert [entry["seconds"] for entry in dayplan.ok("log --json").json] == [seconds]


def test_t5_from_last_leaves_no_minute_out(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    dayplan.at("09:30").ok("stop")
    assert dayplan.at("10:00").ok("start 2 --from-last").lines == ["▶ Write proposals since 09:30"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("stop --at 8:00", "cannot stop at 08:00"),
        ("stop --at 11:00", "11:00 on Monday 23 November is still to come"),
        ("start 2 --at 11:00", "11:00 on Monday 23 November is still to come"),
        ("start 2 --at 8:00", "would overlap it"),
        ("start 2 --from-last --at 9:00", "give one of them"),
        ("start 2 --from-last", "A timer is running"),
    ],
)
def test_t5_what_makes_no_sense_is_refused_with_the_reason(dayplan: Terminal, command: str, says: str) -> None:
    dayplan.ok("start 1")
    answer = dayplan.at("10:00")(command)
    assert answer.code in (1, 2)
    assert says in answer.err
    assert dayplan.ok("log --json").json[0]["ended_at"] is None


def test_t8_a_time_that_came_twice_is_taken_as_the_first_with_a_notice(dayplan: Terminal) -> None:
    dayplan.at("2026-10-25T09:00:00+01:00").ok("today")
    answer = dayplan.ok("start 1 --at 2:30")
    assert "came twice: 02:30+02:00 is meant. The other is 02:30+01:00." in answer.err
    assert dayplan.ok("log --json").json[0]["started_at"] == "2026-10-25T02:30:00+02:00"


def test_t1_ticking_the_running_task_stops_its_clock(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    assert dayplan.at("09:29").ok("done 1").lines == [
        "✓ 1 Answer email · 29m / 30m",
        "Stopped Answer email after 29m (09:00–09:29)",
    ]


def test_resume_starts_again_on_what_was_worked_on_last(dayplan: Terminal) -> None:
    dayplan.ok("start 3")
    dayplan.at("09:30").ok("stop")
    assert dayplan.at("10:00").ok("resume").lines == ["▶ Project work since 10:00"]


def test_several_tasks_are_named_by_their_numbers(dayplan: Terminal) -> None:
    dayplan.ok("done 1 2")
    dayplan.ok("skip 3")
    dayplan.ok("drop 4")
    assert titles(dayplan) == [
        "Answer email: done",
        "Write proposals: done",
        "Project work: skipped",
        "Send invoices: dropped",
    ]
    dayplan.ok("reopen 1 3")
    assert titles(dayplan)[::2] == ["Answer email: open", "Project work: open"]


def test_words_of_a_title_name_one_open_task_only(dayplan: Terminal) -> None:
    dayplan.ok("add Send the offer")
    answer = dayplan("done send")
    assert (answer.code, answer.err) == (
        1,
        "dayplan: “send” fits several tasks: 4 Send invoices, 5 Send the offer. Say which by its number.\n",
    )
    assert dayplan.ok("done send offer").lines == ["✓ 5 Send the offer"]
    assert "No open task fits “nothing”. Open today: 1 Answer email" in dayplan("start nothing").err


def test_move_takes_a_day_in_words_or_the_inbox(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert dayplan.ok("move 3 next fri").lines[0].endswith("Friday 4 December")
    assert dayplan.ok("move 1 2 tomorrow").code == 0
    assert dayplan.ok("move send invoices inbox").lines == ["○ Send invoices · – / 30m · inbox"]
    assert "Tuesday 24 November" in dayplan.ok("move i1 tomorrow").out
    assert dayplan("move 1 yesterday").code == 1
    assert dayplan("move 1").code == 2
    assert dayplan("move 1 someday").code == 2


def test_edit_changes_what_is_named_and_nothing_else(dayplan: Terminal) -> None:
    dayplan.ok("add Draft @acme est:45m +writing")
    dayplan.ok("edit", "5", "--title", "Draft page", "--est", "1h30", "--notes", "Hero first", "--day", "fri")
    (task,) = [task for task in dayplan.ok("today fri --json").json["tasks"] if task["id"]]
    assert (task["title"], task["estimate_seconds"], task["notes"]) == ("Draft page", 5400, "Hero first")
    assert (task["client"], task["tags"]) == ("acme", ["writing"])
    dayplan.ok("edit", "draft", "--for", "", "--est", "none", "--tags", "")
    (task,) = [task for task in dayplan.ok("today fri --json").json["tasks"] if task["id"]]
    assert (task["client"], task["estimate_seconds"], task["tags"]) == (None, None, [])
    assert dayplan("edit 1").code == 2


def test_delete_is_for_one_off_tasks_without_time(dayplan: Terminal) -> None:
    dayplan.ok("add Call Ana")
    assert dayplan.ok("delete 5").lines == ["Deleted Call Ana; dayplan undo brings it back"]
    dayplan.ok("undo")
    dayplan.ok("start 5")
    dayplan.at("09:10").ok("stop")
    assert "recorded time" in dayplan("delete 5").err
    assert "comes from a template" in dayplan("delete 1").err


def test_u1_every_change_can_be_undone_by_name_and_done_again(dayplan: Terminal) -> None:
    dayplan.ok("add Call Ana")
    dayplan.ok("start 5")
    dayplan.at("09:20").ok("done 5")
    dayplan.ok("move 1 tomorrow")
    undone = [dayplan.ok("undo").out.strip() for _ in range(4)]
    assert undone == [
        "Undone: Move 'Answer email' to Tuesday 24 November",
        "Undone: Done 'Call Ana'",
        "Undone: Start 'Call Ana'",
        "Undone: Add 'Call Ana'",
    ]
    assert titles(dayplan) == [f"{title}: open" for title in
                               ("Answer email", "Write proposals", "Project work", "Send invoices")]  # fmt: skip
    assert "nothing to undo" in dayplan("undo").err
    assert dayplan.ok("redo").lines == ["Done again: Add 'Call Ana'"]
    assert [step["undone"] for step in dayplan.ok("history --json").json] == [True, True, True, False]


def test_s11_seed_says_what_it_did_and_what_it_would_do(dayplan: Terminal) -> None:
    assert dayplan("seed --dry-run").code == 1
    assert dayplan.ok("seed").lines[0].startswith("4 seeded.")
    assert dayplan.ok("seed").lines == ["nothing to seed"]
    dayplan.ok("add Call Ana")
    assert dayplan.ok("seed --dry-run --day tomorrow").lines == [
        "Would be: 4 seeded, 1 carried, 4 missed",
        *(f"  seeded   {title}" for title in ("Answer email", "Write proposals", "Project work", "Send invoices")),
        "  carried  Call Ana",
        *(f"  missed   {title}" for title in ("Answer email", "Write proposals", "Project work", "Send invoices")),
    ]
    assert dayplan("seed --day tomorrow").code == 1
    dayplan.at("2026-11-24T08:00:00+01:00")
    assert dayplan.ok("seed --json").json["carried"] == ["Call Ana"]


def test_config_changes_a_setting_and_refuses_with_what_would_be_accepted(dayplan: Terminal) -> None:
    assert dayplan.ok("config get day_start").lines == ["00:00"]
    assert dayplan.ok("config set day_start 4am").lines == ["day_start is 04:00"]
    assert dayplan.ok("config list --json").json["day_start"] == "04:00"
    answer = dayplan("config set day_start 25:00")
    assert (answer.code, answer.err) == (
        78,
        "dayplan: '25:00' is not a time of day: give one from 00:00 to 23:59, such as 04:00.\n",
    )
    assert dayplan("config get colour").code == 78
    assert dayplan.ok("undo").lines == ["Undone: Set day_start to 4am"]


def test_config_sets_work_and_break_in_focus(dayplan: Terminal) -> None:
    names = ("focus_work", "focus_break", "focus_signal")
    assert [dayplan.ok("config list --json").json[name] for name in names] == ["none", "5m", "none"]
    assert dayplan.ok("config set focus_work 25m").lines == ["focus_work is 25m"]
    assert dayplan.ok("config set focus_break 1h").lines == ["focus_break is 1h"]
    assert dayplan.ok("config set focus_signal Desktop").lines == ["focus_signal is desktop"]
    assert dayplan.ok("config set focus_work off").lines == ["focus_work is none"]
    assert dayplan.ok("config get focus_break").lines == ["1h"], "kept for when it is switched on again"
    for words, why in (
        ("focus_work soon", "'soon' is not a duration: write a duration such as 45m, 1h30, 1:30 or 1.5h, or none"),
        ("focus_work 13h", "'13h' is more than 12 hours"),
        ("focus_break 0", "'0' is no time at all"),
        ("focus_signal gong", "'gong' is no signal: give none, bell or desktop."),
    ):
        answer = dayplan(f"config set {words}")
        assert answer.code == 78
        assert why in answer.err


def test_d1_before_day_start_it_is_still_yesterday(dayplan: Terminal) -> None:
    dayplan.ok("config set day_start 04:00")
    dayplan.at("2026-11-24T03:59:59+01:00")
    assert dayplan.ok("today").lines[0] == "Monday 23 November"
    dayplan.at("2026-11-24T04:00:00+01:00")
    assert dayplan.ok("today").lines[0] == "Tuesday 24 November"


def test_template_list_says_when_in_words(dayplan: Terminal) -> None:
    assert dayplan.ok("template list").lines[0] == "1 Answer email     every workday    30m  next 2026-11-24"
    first = dayplan.ok("template list --json").json[0]
    assert (first["schedule"], first["in_words"]) == ("FREQ=WEEKLY;BYDAY=WORKDAY", "every workday")
    assert first["next"][:3] == ["2026-11-24", "2026-11-25", "2026-11-26"]


def test_log_lists_entries_by_day(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    dayplan.at("09:25").ok("start 2")
    dayplan.at("10:00")
    assert dayplan.ok("log").lines == [
        "Monday 23 November · 1h",
        "#1  09:00–09:25     25m  Answer email",
        "#2  09:25–now       35m  Write proposals",
    ]
    assert dayplan.ok("log yesterday").err == "No time was recorded then.\n"
    assert len(dayplan.ok("log --from last mon --to today --json".replace("last mon", "-3d")).json) == 2
    assert dayplan("log --from today --to -3d").code == 2


def test_t10_a_long_duration_is_asked_about_on_a_terminal(dayplan: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("dayplan.cli.call.Call.asks", lambda _, question: asked.append(question))
    assert dayplan("add Marathon est:13h").code == 1
    assert asked == ["13h is more than 12 hours. Keep it?"]
    assert dayplan("add Workshop est:12h").code == 0


def test_days_in_the_past_are_named_as_people_name_them(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    dayplan.at("2026-11-25T09:00:00+01:00")
    assert len(dayplan.ok("log --from mon --to today --json").json) == 1
    assert dayplan.ok("log mon").out == dayplan.ok("log -2d").out
    assert dayplan.ok("today -2d").lines[0] == "Monday 23 November · 2 days ago"
    assert dayplan.ok("today 27.11.2026").lines[0].startswith("Friday 27 November")


def test_several_tasks_by_commas_and_ranges(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert len(dayplan.ok("done 1,2").lines) == 2
    assert len(dayplan.ok("reopen 1-2").lines) == 2
    assert "by their numbers only" in dayplan("done email 3").err
    assert "One task at a time" in dayplan("start 1 2").err


def test_a_whole_title_wins_over_parts_of_words(dayplan: Terminal) -> None:
    dayplan.ok("add Draft A on:fri")
    dayplan.ok("add Draft B on:fri")
    answer = dayplan("start draft")
    assert "Draft A (Friday 27 November), Draft B (Friday 27 November). Say more of the title." in answer.err
    assert dayplan.ok("start draft a").lines == ["▶ Draft A since 09:00 (brought to today)"]


def test_d1_a_time_before_day_start_belongs_to_the_day_that_goes_on(dayplan: Terminal) -> None:
    dayplan.ok("config set day_start 04:00")
    dayplan.at("2026-11-24T01:30:00+01:00").ok("done 1 --at 9:15")
    assert dayplan.ok("today --json").json["tasks"][0]["done_at"] == "2026-11-23T09:15:00+01:00"


def test_a_running_task_in_the_inbox_is_brought_back_by_starting_it(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    dayplan.ok("move 1 inbox")
    dayplan.ok("start i1")
    assert [task["running"] for task in dayplan.ok("today --json").json["tasks"]].count(True) == 1


def test_t8_since_is_the_wall_clock_of_then(dayplan: Terminal) -> None:
    dayplan.at("2026-10-24T23:00:00+02:00").ok("start 2")
    dayplan.at("2026-10-25T04:00:00+01:00")
    assert "▶ Write proposals since 23:00, 6h" in dayplan.ok("today").lines


def test_an_empty_db_option_names_no_file(dayplan: Terminal) -> None:
    assert dayplan("--db= today").code == 2


def test_a_capacity_is_never_guessed(dayplan: Terminal) -> None:
    assert dayplan("config set capacity 6").err == "dayplan: '6' could be hours or minutes: write '6h' or '6m'.\n"


def test_t8_the_log_splits_an_entry_at_midnight_and_shows_it_on_both_days(dayplan: Terminal) -> None:
    dayplan.at("22:00").ok("start 3")
    dayplan.at("2026-11-24T02:00:00+01:00")
    assert dayplan.ok("log").lines == [
        "Tuesday 24 November · 2h",
        "#1  22:00–now        2h  Project work  (of 4h)",
    ]
    assert dayplan.ok("log yesterday").lines[0] == "Monday 23 November · 2h"
    assert [entry["seconds"] for entry in dayplan.ok("log --from yesterday --to today --json").json] == [14400]

"""Templates: made, changed, paused, put away, put in order, done early, by the pack: S4-S7, S10, S12, U1."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from support import FRIDAY, MONDAY, NEXT_MONDAY, TUESDAY, Book, at, named, numbered

from dayplan.domain.entry import Ref
from dayplan.domain.model import AwayDays, Now, Task, Template
from dayplan.errors import BadInput, NotFound, Refused
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import FOR_EVER, TemplateEdit
from dayplan.storage import ledger
from dayplan.storage.reader import open_reader

LATER = at("2026-11-23 10:00")
WEDNESDAY = at("2026-11-25 09:00")
THURSDAY = at("2026-11-26 09:00")
FOUR = ["Answer email", "Write proposals", "Project work", "Send invoices"]
MONDAYS = "FREQ=WEEKLY;BYDAY=MO"
WORKDAYS = "FREQ=WEEKLY;BYDAY=WORKDAY"
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=24"


def nov(day: int) -> date:
    return date(2026, 11, day)


@pytest.fixture
def monday(book: Book) -> Book:
    """The very first day, with the freelancer's four."""
    book.planner.settle(MONDAY)
    return book


def titles(book: Book, now: Now, text: str | None = None) -> list[str]:
    return [task.title for task in book.day(now, text).tasks]


def templates(book: Book) -> dict[str, Template]:
    reader = open_reader(book.path)
    assert reader is not None
    found = {each.title: each for each in ledger.templates(reader)}
    reader.close()
    return found


def add(book: Book, title: str, schedule: str = WORKDAYS, now: Now = MONDAY, **other: object) -> Template:
    return book.planner.templates.add(TemplateEdit(title=title, schedule=schedule, **other), now)  # type: ignore[arg-type]


def rows(book: Book, title: str) -> list[str]:
    """What became of a template's occurrences: `2026-11-23 open`."""
    found = book.sql(
        """SELECT t.occurrence, t.status FROM task t JOIN template p ON p.id = t.template_id
           WHERE p.title = :title ORDER BY t.occurrence""",
        title=title,
    )
    return [f"{day} {status}" for day, status in found]


def id_ref(task: Task) -> Ref:
    return Ref("id", task.id)


# Adding


def test_a_new_template_is_seeded_at_once_where_it_is_due_today(monday: Book) -> None:
    made = add(monday, "  Ship\torders ", estimate_s=3600, client="acme", project="shop", tags=("post",), notes="boxes")
    assert (made.title, made.missed, made.on_away, made.starts_on) == ("Ship orders", "replace", "skip", nov(23))
    task = monday.tasks(MONDAY)["Ship orders"]
    assert (task.number, task.estimate_s, task.client, task.project, task.tags, task.notes) == (
        *(5, 3600, "acme", "shop"),
        *(("post",), "boxes"),
    )
    assert titles(monday, MONDAY) == [*FOUR, "Ship orders"]


def test_one_that_is_due_later_waits_for_its_day(monday: Book) -> None:
    add(monday, "Books", MONTHLY)
    assert "Books" not in monday.tasks(MONDAY)
    monday.planner.settle(TUESDAY)
    assert titles(monday, TUESDAY)[-1] == "Books"


def test_s3_a_template_that_comes_seldom_keeps_one_unless_told_otherwise(monday: Book) -> None:
    assert add(monday, "Books", MONTHLY).missed == "keep_one"
    assert add(monday, "Tickets", MONTHLY, missed="accumulate", on_away="before").missed == "accumulate"


@pytest.mark.parametrize("title", ["", "  ", "\x1b[2J"])
def test_a_template_has_a_title(monday: Book, title: str) -> None:
    with pytest.raises(BadInput):
        add(monday, title)
    assert len(templates(monday)) == 4


@pytest.mark.parametrize("owner", [{"client": "x" * 101}, {"project": "x" * 101}, {"client": "\x1b[2J"}])
def test_what_it_is_for_is_cleaned_as_with_any_task(monday: Book, owner: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        add(monday, "Ship orders", **owner)
    assert add(monday, "Ship orders", client=" acme\u202e ", project="the\tshop").client == "acme"


# S6: editing

EDIT = TemplateEdit(title="Inbox zero", notes="all of it", estimate_s=900, client="acme", tags=("mail",))


def test_s6_an_edit_changes_todays_untouched_task_and_days_to_come(monday: Book) -> None:
    monday.planner.templates.edit(named("email"), EDIT, LATER)
    for day in (None, "2026-11-24"):
        task = monday.tasks(LATER, day)["Inbox zero"]
        assert (task.notes, task.estimate_s, task.client, task.tags) == ("all of it", 900, "acme", ("mail",))
    assert monday.tasks(LATER)["Inbox zero"].number == 1


def test_s6_of_todays_task_only_the_untouched_fields_change(monday: Book) -> None:
    monday.planner.day.edit(named("email"), TaskEdit(title="Answer Ana", estimate_s=60), MONDAY)
    monday.planner.templates.edit(named("answer email"), EDIT, LATER)
    task = monday.tasks(LATER)["Answer Ana"]
    assert (task.estimate_s, task.notes, task.client, task.tags) == (60, "all of it", "acme", ("mail",))
    monday.planner.settle(TUESDAY)
    assert monday.tasks(TUESDAY)["Answer Ana"].edited, "and it still stands for the new occurrence"


def test_s6_started_finished_and_past_tasks_stay_as_they_were(monday: Book) -> None:
    monday.planner.settle(TUESDAY)
    monday.planner.time.start(named("proposals"), TUESDAY)
    monday.planner.time.stop(at("2026-11-24 09:20"))
    monday.planner.day.done([named("invoices")], TUESDAY)
    past, today = monday.tasks(TUESDAY, "2026-11-23"), monday.tasks(TUESDAY)
    for words in ("proposals", "invoices", "email"):
        monday.planner.templates.edit(named(words), EDIT._replace(title=words), at("2026-11-24 10:00"))
    after = monday.tasks(TUESDAY)
    assert [task.title for task in monday.tasks(TUESDAY, "2026-11-23").values()] == list(past)
    assert [task.estimate_s for task in monday.tasks(TUESDAY, "2026-11-23").values()] == [
        task.estimate_s for task in past.values()
    ]
    for title in ("Write proposals", "Send invoices"):
        assert (after[title].estimate_s, after[title].notes) == (today[title].estimate_s, "")
    assert after["email"].estimate_s == 900


def test_s6_an_occurrence_that_was_changed_ahead_takes_what_was_not_changed_of_it(monday: Book) -> None:
    ahead = Ref("projected", 1, "2026-11-26 2026-11-26")
    monday.planner.day.edit(ahead, TaskEdit(notes="call Ana first"), MONDAY)
    monday.planner.templates.edit(named("email"), TemplateEdit(title="Inbox zero", notes="all"), LATER)
    assert monday.tasks(LATER, "2026-11-26")["Inbox zero"].notes == "call Ana first"


def test_s6_a_new_schedule_counts_from_today_and_brings_its_own_policy(monday: Book) -> None:
    monday.planner.settle(TUESDAY)
    changed = monday.planner.templates.edit(named("invoices"), TemplateEdit(schedule=MONTHLY), TUESDAY)
    assert (changed.starts_on, changed.missed) == (nov(24), "keep_one")
    assert rows(monday, "Send invoices") == ["2026-11-23 missed", "2026-11-24 open"], "today's has its row already"
    assert titles(monday, TUESDAY, "2026-11-25") == FOUR[:3]
    assert "Send invoices" in monday.tasks(TUESDAY, "2026-12-24")


def test_s3_a_policy_that_was_chosen_stays_when_the_schedule_changes(monday: Book) -> None:
    monday.planner.templates.edit(named("invoices"), TemplateEdit(missed="accumulate"), MONDAY)
    assert (
        monday.planner.templates.edit(named("invoices"), TemplateEdit(schedule=MONTHLY), LATER).missed == "accumulate"
    )


def test_a_new_schedule_that_falls_on_today_adds_nothing_beside_what_is_open(monday: Book) -> None:
    add(monday, "Books", MONDAYS)
    monday.planner.settle(TUESDAY)
    monday.planner.templates.edit(named("books"), TemplateEdit(schedule="FREQ=WEEKLY;BYDAY=TU"), TUESDAY)
    assert rows(monday, "Books") == ["2026-11-23 open", "2026-11-24 skipped"]
    assert [task.status for task in monday.day(TUESDAY).tasks if task.template == "Books"] == ["open"]


def test_fields_can_be_cleared_and_an_end_taken_away(monday: Book) -> None:
    monday.planner.templates.edit(named("email"), EDIT._replace(ends_on=nov(27)), MONDAY)
    cleared = TemplateEdit(notes="", estimate_s=0, client="", project="", tags=(), ends_on=FOR_EVER)
    found = monday.planner.templates.edit(named("zero"), cleared, LATER)
    assert (found.notes, found.estimate_s, found.client, found.tags, found.ends_on) == ("", None, None, (), None)
    task = monday.tasks(LATER)["Inbox zero"]
    assert (task.notes, task.estimate_s, task.client, task.tags) == ("", None, None, ())


@pytest.mark.parametrize(
    ("ref", "says"),
    [
        (named("s"), "fits several templates: 1 Answer email, 2 Write proposals, 4 Send invoices. Say which"),
        (named("taxes"), "No template fits “taxes”. There are: 1 Answer email"),
        (numbered(9), "No template fits 9."),
    ],
)
def test_what_fits_no_template_or_several_is_said(monday: Book, ref: Ref, says: str) -> None:
    with pytest.raises(NotFound) as error:
        monday.planner.templates.pause(ref, None, MONDAY)
    assert says in str(error.value)


# S6: "also the template"


def test_s6_a_tasks_changes_become_its_templates(monday: Book) -> None:
    monday.planner.day.edit(named("email"), TaskEdit("Inbox zero", "all", 900, "acme", tags=("mail",)), MONDAY)
    monday.planner.templates.adopt(named("zero"), LATER)
    task = monday.tasks(LATER, "2026-11-24")["Inbox zero"]
    assert (task.notes, task.estimate_s, task.client, task.tags) == ("all", 900, "acme", ("mail",))
    monday.planner.settle(TUESDAY)
    assert rows(monday, "Inbox zero") == ["2026-11-23 missed", "2026-11-24 open"], "it is replaced like any other"


def test_s6_other_open_tasks_of_the_template_follow_in_what_was_not_touched(monday: Book) -> None:
    monday.planner.templates.edit(named("email"), TemplateEdit(missed="accumulate"), MONDAY)
    monday.planner.settle(TUESDAY)
    first, second = (task for task in monday.day(TUESDAY).tasks if task.template == "Answer email")
    monday.planner.day.edit(id_ref(first), TaskEdit(notes="by noon", estimate_s=900), TUESDAY)
    monday.planner.day.edit(id_ref(second), TaskEdit(estimate_s=60), TUESDAY)
    monday.planner.templates.adopt(id_ref(first), TUESDAY)
    found = [(task.notes, task.estimate_s) for task in monday.day(TUESDAY).tasks if task.template == "Answer email"]
    assert found == [("by noon", 900), ("by noon", 60)]


def test_s6_a_one_off_has_no_template(monday: Book) -> None:
    monday.add("Errand", MONDAY)
    with pytest.raises(Refused, match="does not come from a template"):
        monday.planner.templates.adopt(named("errand"), MONDAY)


# S7: pause, resume, archive, restore


def test_s7_a_pause_leaves_today_alone_and_resuming_fills_in_nothing(monday: Book) -> None:
    monday.planner.templates.pause(named("email"), None, LATER)
    monday.planner.day.done([named("email")], LATER)
    monday.planner.settle(TUESDAY)
    assert "Answer email" not in monday.tasks(TUESDAY)
    monday.planner.templates.resume(named("email"), THURSDAY)
    assert rows(monday, "Answer email") == ["2026-11-23 done", "2026-11-26 open"]


def test_s7_a_pause_ends_by_itself(monday: Book) -> None:
    monday.planner.templates.pause(named("email"), nov(26), LATER)
    monday.planner.settle(FRIDAY)
    assert rows(monday, "Answer email") == ["2026-11-23 missed", "2026-11-26 missed", "2026-11-27 open"]
    with pytest.raises(Refused, match="is not paused"):
        monday.planner.templates.resume(named("email"), FRIDAY)


@pytest.mark.parametrize("until", [nov(22), nov(23)])
def test_s7_a_pause_ends_on_a_day_to_come(monday: Book, until: date) -> None:
    with pytest.raises(Refused, match="A pause ends on a day to come"):
        monday.planner.templates.pause(named("email"), until, MONDAY)


def test_s7_the_rhythm_of_every_2_weeks_does_not_shift(monday: Book) -> None:
    add(monday, "Payroll", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    monday.planner.day.done([named("payroll")], MONDAY)
    monday.planner.templates.pause(named("payroll"), date(2026, 12, 8), LATER)
    monday.planner.settle(at("2026-12-14 09:00"))
    assert "Payroll" not in monday.tasks(at("2026-12-14 09:00"))
    monday.planner.settle(at("2026-12-21 09:00"))
    assert rows(monday, "Payroll") == ["2026-11-23 done", "2026-12-21 open"]


def test_s7_an_archived_template_seeds_nothing_and_what_is_open_of_it_is_carried(monday: Book) -> None:
    monday.planner.templates.archive(named("email"), LATER)
    monday.planner.settle(TUESDAY)
    assert rows(monday, "Answer email") == ["2026-11-23 open"]
    assert titles(monday, TUESDAY)[0] == "Answer email"
    with pytest.raises(Refused, match="is archived: dayplan template restore 1 brings it back"):
        monday.planner.templates.archive(named("email"), TUESDAY)
    monday.planner.templates.restore(named("email"), THURSDAY)
    assert rows(monday, "Answer email") == ["2026-11-23 open", "2026-11-26 skipped"], "the open one stands for it"
    monday.planner.settle(FRIDAY)
    assert rows(monday, "Answer email")[-1] == "2026-11-27 open"


def test_s7_of_what_was_carried_meanwhile_the_newest_is_the_restored_templates(monday: Book) -> None:
    monday.planner.day.edit(Ref("projected", 1, "2026-11-25 2026-11-25"), TaskEdit(notes="call Ana"), MONDAY)
    monday.planner.templates.archive(named("email"), LATER)
    monday.planner.settle(THURSDAY)
    assert rows(monday, "Answer email") == ["2026-11-23 open", "2026-11-25 open"]
    monday.planner.templates.restore(named("email"), FRIDAY)
    assert rows(monday, "Answer email") == ["2026-11-23 missed", "2026-11-25 open", "2026-11-27 skipped"]
    monday.planner.history.undo(FRIDAY)
    assert rows(monday, "Answer email") == ["2026-11-23 open", "2026-11-25 open"]


def test_s7_restoring_fills_in_nothing(monday: Book) -> None:
    monday.planner.day.done([named("email")], MONDAY)
    monday.planner.templates.archive(named("email"), LATER)
    monday.planner.templates.restore(named("email"), NEXT_MONDAY)
    assert rows(monday, "Answer email") == ["2026-11-23 done", "2026-11-30 open"]


# S10: the order


def test_s10_days_are_seeded_in_the_order_of_the_templates(monday: Book) -> None:
    monday.planner.templates.place(named("invoices"), named("email"), MONDAY, after=False)
    monday.planner.templates.place(named("proposals"), named("project"), MONDAY, after=True)
    assert titles(monday, MONDAY, "2026-11-24") == ["Send invoices", "Answer email", "Project work", "Write proposals"]
    monday.planner.templates.place(named("email"), named("email"), MONDAY, after=True)
    monday.planner.settle(TUESDAY)
    assert titles(monday, TUESDAY) == ["Send invoices", "Answer email", "Project work", "Write proposals"]


def test_s10_todays_order_becomes_the_usual_one(monday: Book) -> None:
    add(monday, "Books", MONTHLY)  # not here today: it keeps its place
    monday.add("Errand", MONDAY)
    monday.planner.day.place(named("invoices"), named("email"), LATER, after=False)
    monday.planner.day.place(named("errand"), named("invoices"), LATER, after=False)
    usual = monday.planner.templates.take_order(LATER)
    assert usual == ("Send invoices", "Answer email", "Write proposals", "Project work")
    assert list(templates(monday)) == [*usual, "Books"]
    monday.planner.settle(TUESDAY)
    assert titles(monday, TUESDAY) == ["Errand", *usual, "Books"]


# S5: early


def test_s5_done_early_it_is_not_seeded_on_its_date(monday: Book) -> None:
    add(monday, "Review", "FREQ=WEEKLY;BYDAY=FR")
    task = monday.planner.templates.early(named("review"), TUESDAY)
    assert (task.occurrence, task.day, task.reason) == (nov(27), nov(24), "early")
    monday.planner.day.done([named("review")], TUESDAY)
    assert "Review" not in titles(monday, TUESDAY, "2026-11-27")
    monday.planner.settle(FRIDAY)
    assert rows(monday, "Review") == ["2026-11-27 done"]


def test_s5_brought_in_early_and_left_it_is_carried_and_not_doubled(monday: Book) -> None:
    add(monday, "Review", "FREQ=WEEKLY;BYDAY=FR")
    monday.planner.templates.early(named("review"), TUESDAY)
    for now in (WEDNESDAY, FRIDAY):
        monday.planner.settle(now)
        assert titles(monday, now)[0] == "Review"
    monday.planner.settle(at("2026-12-04 09:00"))
    assert rows(monday, "Review") == ["2026-11-27 missed", "2026-12-04 open"]


def test_s5_the_next_free_date_is_taken(monday: Book) -> None:
    for number, day in enumerate((24, 25), start=1):
        monday.planner.day.done([named("email")], LATER)
        assert monday.planner.templates.early(named("email"), LATER).occurrence == nov(day), number


def test_s5_what_is_open_or_has_no_date_to_come_is_refused(monday: Book) -> None:
    with pytest.raises(Refused, match="“Answer email” is open already"):
        monday.planner.templates.early(named("email"), MONDAY)
    add(monday, "Course", "FREQ=WEEKLY;BYDAY=TH", ends_on=nov(25))
    with pytest.raises(Refused, match="“Course” has no date to come"):
        monday.planner.templates.early(named("course"), MONDAY)


def test_s5_what_was_planned_for_a_day_to_come_is_done_early_by_doing_it(monday: Book) -> None:
    monday.planner.day.done([Ref("projected", 1, "2026-11-26 2026-11-26")], LATER)
    assert [task.occurrence for task in monday.day(LATER).tasks if task.status == "done"] == [nov(26)]
    for now in (TUESDAY, WEDNESDAY, THURSDAY):
        monday.planner.settle(now)
    assert rows(monday, "Answer email")[-2:] == ["2026-11-25 open", "2026-11-26 done"]


# Occurrences that are changed before their day


def test_s2_changing_a_day_ahead_makes_its_row_and_it_is_not_seeded_again(monday: Book) -> None:
    ahead = Ref("projected", 1, "2026-11-25 2026-11-25")
    monday.planner.day.edit(ahead, TaskEdit(notes="call Ana"), MONDAY)
    monday.planner.day.edit(ahead, TaskEdit(estimate_s=60), MONDAY)
    for now in (TUESDAY, WEDNESDAY):
        monday.planner.settle(now)
    task = monday.tasks(WEDNESDAY)["Answer email"]
    assert (task.occurrence, task.notes, task.estimate_s, task.reason) == (nov(25), "call Ana", 60, "planned")
    assert rows(monday, "Answer email") == ["2026-11-23 missed", "2026-11-24 missed", "2026-11-25 open"]


def test_u1_reopening_and_undoing_today_are_not_hindered_by_a_day_that_was_changed_ahead(monday: Book) -> None:
    monday.planner.day.edit(Ref("projected", 1, "2026-11-27 2026-11-27"), TaskEdit(notes="call Ana"), MONDAY)
    monday.planner.day.done([numbered(1)], LATER)
    monday.planner.history.undo(LATER)
    assert monday.tasks(LATER)["Answer email"].status == "open"
    monday.planner.history.redo(LATER)
    monday.planner.day.reopen([numbered(1)], LATER)
    assert monday.tasks(LATER)["Answer email"].status == "open"


@pytest.mark.parametrize("schedule", [MONDAYS, "AFTER=7"])
def test_s3_no_second_one_is_made_ahead_where_one_is_kept(monday: Book, schedule: str) -> None:
    made = add(monday, "Review", schedule, missed="keep_one")
    ahead = Ref("projected", made.id, "2026-11-30 2026-11-30")
    with pytest.raises(Refused, match="“Review” is open already: until that is done, no other is made"):
        monday.planner.day.edit(ahead, TaskEdit(notes="x"), LATER)
    monday.planner.day.done([named("review")], LATER)
    monday.planner.day.edit(ahead, TaskEdit(notes="x"), LATER)
    monday.planner.settle(NEXT_MONDAY)
    assert rows(monday, "Review") == ["2026-11-23 done", "2026-11-30 open"]


def test_an_occurrence_to_come_of_a_template_that_is_gone(monday: Book) -> None:
    with pytest.raises(NotFound, match="This template is gone"):
        monday.planner.day.done([Ref("projected", 99, "2026-11-25 2026-11-25")], MONDAY)


# S3: several open tasks of one template, only where they pile up


def test_s3_reopening_brings_back_no_second_open_task(monday: Book) -> None:
    monday.planner.day.done([named("email")], MONDAY)
    monday.planner.settle(TUESDAY)
    done = monday.tasks(TUESDAY, "2026-11-23")["Answer email"]
    with pytest.raises(Refused, match="A newer “Answer email” is open already, so this one stays done"):
        monday.planner.day.reopen([id_ref(done)], TUESDAY)
    monday.planner.day.done([numbered(1)], TUESDAY)
    monday.planner.day.reopen([id_ref(done)], TUESDAY)
    monday.planner.settle(TUESDAY)
    with pytest.raises(Refused, match="An earlier “Answer email” is open already"):
        monday.planner.day.reopen([numbered(1)], TUESDAY)


def test_s3_where_they_pile_up_one_can_be_reopened_beside_another(monday: Book) -> None:
    add(monday, "Tickets", WORKDAYS, missed="accumulate")
    monday.planner.day.done([named("tickets")], MONDAY)
    monday.planner.settle(TUESDAY)
    assert monday.planner.history.undo(TUESDAY).label == "Done 'Tickets'"
    assert rows(monday, "Tickets") == ["2026-11-23 open", "2026-11-24 open"]
    monday.planner.history.redo(TUESDAY)
    ((first,),) = monday.sql("SELECT id FROM task WHERE title = 'Tickets' AND occurrence = '2026-11-23'")
    monday.planner.day.reopen([Ref("id", first)], TUESDAY)
    assert rows(monday, "Tickets") == ["2026-11-23 open", "2026-11-24 open"]


@pytest.mark.parametrize("reason", ["kept_one", "not_opened", "replaced", "away"])
def test_what_is_opened_again_has_no_end_to_explain(monday: Book, reason: str) -> None:
    """Its reason is that of a seeded task again, or `why` would say that it was missed."""
    if reason == "kept_one":
        add(monday, "It", MONDAYS, missed="keep_one")
        monday.planner.settle(NEXT_MONDAY)
    elif reason == "away":
        add(monday, "It", WORKDAYS)
        monday.planner.away.add([AwayDays(0, nov(23), nov(23), "")], MONDAY)
    else:
        add(monday, "It", WORKDAYS)
        monday.planner.settle(WEDNESDAY)
    now = NEXT_MONDAY
    monday.planner.settle(now)
    for (open_one,) in monday.sql("SELECT id FROM task WHERE title = 'It' AND status = 'open'"):
        monday.planner.day.done([Ref("id", open_one)], now)
    ((ended, was),) = monday.sql(f"SELECT id, status FROM task WHERE title = 'It' AND reason = '{reason}' LIMIT 1")
    assert was in ("missed", "skipped")
    monday.planner.day.reopen([Ref("id", ended)], now)
    assert monday.sql(f"SELECT status, reason FROM task WHERE id = {ended}") == [("open", "seeded")]


# S4: after completion


@pytest.fixture
def plants(monday: Book) -> Book:
    add(monday, "Water", "AFTER=3")
    return monday


def test_s4_the_next_is_due_after_the_day_on_which_it_was_done(plants: Book) -> None:
    assert rows(plants, "Water") == ["2026-11-23 open"]
    plants.planner.settle(TUESDAY)
    plants.planner.day.done([named("water")], TUESDAY)
    for now in (WEDNESDAY, THURSDAY):
        plants.planner.settle(now)
    assert rows(plants, "Water") == ["2026-11-23 done"]
    plants.planner.settle(FRIDAY)
    assert rows(plants, "Water") == ["2026-11-23 done", "2026-11-27 open"]


def test_s4_or_skipped(plants: Book) -> None:
    plants.planner.settle(TUESDAY)
    plants.planner.day.skip([named("water")], TUESDAY)
    plants.planner.settle(FRIDAY)
    assert rows(plants, "Water") == ["2026-11-23 skipped", "2026-11-27 open"]


def test_s4_a_tick_that_is_dated_back_counts_from_then_and_takes_no_date_twice(plants: Book) -> None:
    plants.planner.templates.edit(named("water"), TemplateEdit(schedule="AFTER=1"), MONDAY)
    for now in (MONDAY, TUESDAY):
        plants.planner.day.done([named("water")], now)
    for now in (WEDNESDAY, THURSDAY):
        plants.planner.settle(now)
    plants.planner.day.done([named("water")], FRIDAY, at("2026-11-23 20:00").epoch)
    plants.planner.settle(FRIDAY)
    assert rows(plants, "Water")[:3] == ["2026-11-23 done", "2026-11-24 done", "2026-11-25 done"]
    assert len(plants.sql("SELECT id FROM task WHERE title = 'Water' AND status = 'open'")) == 1


def test_s4_reopening_takes_back_an_untouched_successor(plants: Book) -> None:
    plants.planner.day.done([named("water")], MONDAY)
    plants.planner.settle(THURSDAY)
    plants.planner.settle(FRIDAY)  # carried by itself, which touches nothing
    first = plants.tasks(FRIDAY, "2026-11-23")["Water"]
    plants.planner.day.reopen([id_ref(first)], FRIDAY)
    plants.planner.settle(FRIDAY)
    assert rows(plants, "Water") == ["2026-11-23 open"]
    assert titles(plants, FRIDAY)[0] == "Water"
    plants.planner.history.undo(FRIDAY)
    assert rows(plants, "Water") == ["2026-11-23 done", "2026-11-26 open"]
    plants.planner.history.redo(FRIDAY)
    plants.planner.day.done([id_ref(first)], FRIDAY)
    plants.planner.settle(NEXT_MONDAY)
    assert rows(plants, "Water") == ["2026-11-23 done", "2026-11-30 open"]


@pytest.mark.parametrize(
    ("schedule", "first", "due"),
    [
        ("AFTER=1MONTHS", "2026-11-23", "2026-12-23"),
        ("AFTER=3WORKDAYS", "2026-11-23", "2026-11-26"),
        ("AFTER=7;BYDAY=SA", "2026-11-28", "2026-12-05"),
    ],
)
def test_s4_a_successor_by_the_calendar_is_taken_back_and_made_again(
    monday: Book, schedule: str, first: str, due: str
) -> None:
    """Issue 13.12: months, workdays and weekdays count as days do."""
    add(monday, "Boiler", schedule)
    then, later = at(f"{first} 09:00"), at(f"{due} 09:00")
    monday.planner.settle(then)
    monday.planner.day.done([named("boiler")], then)
    monday.planner.settle(later)
    assert rows(monday, "Boiler") == [f"{first} done", f"{due} open"]
    monday.planner.day.reopen([id_ref(monday.tasks(later, first)["Boiler"])], later)
    assert rows(monday, "Boiler") == [f"{first} open"]
    monday.planner.history.undo(later)
    assert rows(monday, "Boiler") == [f"{first} done", f"{due} open"]


TOUCHES: dict[str, Callable[[Book, Ref], object]] = {
    "title": lambda book, ref: book.planner.day.edit(ref, TaskEdit(title="Water and feed"), FRIDAY),
    "notes": lambda book, ref: book.planner.day.edit(ref, TaskEdit(notes="the fern too"), FRIDAY),
    "estimate": lambda book, ref: book.planner.day.edit(ref, TaskEdit(estimate_s=60), FRIDAY),
    "client": lambda book, ref: book.planner.day.edit(ref, TaskEdit(client="acme"), FRIDAY),
    "tags": lambda book, ref: book.planner.day.edit(ref, TaskEdit(tags=("home",)), FRIDAY),
    "time": lambda book, ref: book.planner.time.start(ref, FRIDAY),
    "move": lambda book, ref: book.planner.day.move([ref], date(2026, 12, 1), FRIDAY),
    "inbox": lambda book, ref: book.planner.day.move([ref], None, FRIDAY),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_s4_a_touched_successor_is_not_taken_back(plants: Book, touch: str) -> None:
    plants.planner.day.done([named("water")], MONDAY)
    plants.planner.settle(FRIDAY)
    TOUCHES[touch](plants, id_ref(plants.tasks(FRIDAY)["Water"]))
    first = plants.tasks(FRIDAY, "2026-11-23")["Water"]
    with pytest.raises(Refused, match="is open already, so this one stays done"):
        plants.planner.day.reopen([id_ref(first)], FRIDAY)
    assert rows(plants, "Water") == ["2026-11-23 done", "2026-11-26 open"]


def test_s4_s5_it_can_be_done_early_and_counts_from_then(plants: Book) -> None:
    plants.planner.day.done([named("water")], MONDAY)
    task = plants.planner.templates.early(named("water"), WEDNESDAY)
    assert (task.day, task.reason) == (nov(25), "early")
    plants.planner.day.done([named("water")], WEDNESDAY)
    plants.planner.settle(FRIDAY)
    assert "Water" not in plants.tasks(FRIDAY)
    plants.planner.settle(at("2026-11-28 09:00"))
    assert rows(plants, "Water") == ["2026-11-23 done", "2026-11-25 done", "2026-11-28 open"]


# S12: packs


def test_s12_a_pack_adds_what_is_not_there_yet(monday: Book) -> None:
    added = monday.planner.templates.use_pack("Tutor", MONDAY)
    assert "Send invoices" not in added
    assert added[0] == "Prepare today's lessons"
    assert list(templates(monday)) == [*FOUR, *added]
    assert {"Prepare today's lessons", "Mark homework"} <= set(monday.tasks(MONDAY))
    assert monday.planner.templates.use_pack("tutor", LATER) == ()


def test_s12_a_pack_instead_puts_the_others_away_with_what_stands_untouched_of_them(monday: Book) -> None:
    monday.planner.day.edit(named("proposals"), TaskEdit(notes="two left"), MONDAY)
    monday.planner.templates.use_pack("tutor", LATER, instead=True)
    kept = [title for title, each in templates(monday).items() if not each.archived]
    assert "Send invoices" in kept
    assert not set(kept) & {"Answer email", "Write proposals", "Project work"}
    marks = monday.marks(LATER)
    assert "Answer email: skipped" in marks
    assert "Write proposals: open" in marks, "it was touched, so it is finished by hand"
    assert "Send invoices: open" in marks
    monday.planner.settle(TUESDAY)
    assert "Answer email" not in monday.tasks(TUESDAY)
    monday.planner.templates.use_pack("blank", TUESDAY, instead=True)
    assert all(each.archived for each in templates(monday).values())


def test_s12_a_pack_that_is_none(monday: Book) -> None:
    with pytest.raises(NotFound, match="There is no pack 'plumber'"):
        monday.planner.templates.use_pack("plumber", MONDAY)


# U1: every one of them undone and redone, by name

TABLES = ("client", "project", "template", "template_tag", "task", "task_tag", "task_move", "time_entry", "away")
CHANGES: dict[str, Callable[[Book], object]] = {
    "Add template 'Ship orders'": lambda b: add(b, "Ship orders", now=LATER, client="acme", tags=("post",)),
    "Edit template 'Answer email'": lambda b: b.planner.templates.edit(named("email"), EDIT, LATER),
    "Edit template 'Send invoices'": lambda b: b.planner.templates.edit(
        named("invoices"), TemplateEdit(schedule=MONTHLY, ends_on=nov(30), on_away="before"), LATER
    ),
    "Edit template 'Write proposals'": lambda b: b.planner.templates.adopt(named("blue door"), LATER),
    "Pause template 'Answer email'": lambda b: b.planner.templates.pause(named("email"), nov(30), LATER),
    "Resume template 'Rest'": lambda b: b.planner.templates.resume(named("rest"), LATER),
    "Archive template 'Answer email'": lambda b: b.planner.templates.archive(named("email"), LATER),
    "Restore template 'Old'": lambda b: b.planner.templates.restore(named("old"), LATER),
    "Reorder template 'Project work'": lambda b: b.planner.templates.place(
        named("project"), named("email"), LATER, after=False
    ),
    "Make today's order the usual order": lambda b: b.planner.templates.take_order(LATER),
    "Do early 'Review'": lambda b: b.planner.templates.early(named("review"), LATER),
    "Use the pack 'tutor'": lambda b: b.planner.templates.use_pack("tutor", LATER, instead=True),
    "Edit 'Project work'": lambda b: b.planner.day.edit(
        Ref("projected", 3, "2026-11-26 2026-11-26"), TaskEdit(title="Logo"), LATER
    ),
    "Move 'Answer email' to Monday 30 November": lambda b: b.planner.day.move(
        [Ref("projected", 1, "2026-11-25 2026-11-25")], nov(30), LATER
    ),
    "Done 'Send invoices'": lambda b: b.planner.day.done([Ref("projected", 4, "2026-11-25 2026-11-25")], LATER),
}  # fmt: skip


def snapshot(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {table: book.sql(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


@pytest.mark.parametrize("label", CHANGES)
def test_u1_every_change_can_be_undone_and_redone_by_name(monday: Book, label: str) -> None:
    add(monday, "Review", "FREQ=WEEKLY;BYDAY=FR")
    add(monday, "Rest", "FREQ=WEEKLY;BYDAY=MO", at("2026-11-23 09:10"), starts_on=nov(24))
    monday.planner.templates.edit(named("rest"), TemplateEdit(starts_on=nov(1)), at("2026-11-23 09:10"))
    monday.planner.templates.pause(named("rest"), None, at("2026-11-23 09:20"))
    add(monday, "Old", "FREQ=WEEKLY;BYDAY=TU", at("2026-11-23 09:20"))
    monday.planner.templates.archive(named("old"), at("2026-11-23 09:20"))
    monday.planner.day.edit(named("proposals"), TaskEdit(title="Blue Door proposal"), at("2026-11-23 09:30"))
    monday.planner.day.place(named("invoices"), named("email"), at("2026-11-23 09:30"), after=False)
    before = snapshot(monday)
    CHANGES[label](monday)
    after = snapshot(monday)
    assert after != before
    assert monday.planner.history.undo(LATER).label == label
    assert snapshot(monday) == before
    assert monday.planner.history.redo(LATER).label == label
    assert snapshot(monday) == after


def test_u2_a_template_that_days_were_seeded_from_stays(monday: Book) -> None:
    add(monday, "Ship orders")
    monday.planner.settle(TUESDAY)
    with pytest.raises(Refused, match="Nothing was changed"):
        monday.planner.history.undo(TUESDAY)
    assert rows(monday, "Ship orders") == ["2026-11-23 missed", "2026-11-24 open"]

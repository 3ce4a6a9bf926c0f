"""`template`, `why WORDS --day`, `seed --dry-run --day` and `missed`: S3-S7, S10-S12."""

from __future__ import annotations

from typing import Any

import pytest
from terminal import Answer, Terminal

TUESDAY = "2026-11-24T09:00:00+01:00"
WEDNESDAY = "2026-11-25T09:00:00+01:00"
BOOKS = ("template", "add", "Do the books", "--every", "last workday of the month")


def refused(answer: Answer, code: int) -> str:
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.splitlines()[-1].startswith("dayplan: ")
    return answer.err


@pytest.fixture
def four(dayplan: Terminal) -> Terminal:
    """A first day, with the freelancer's four."""
    dayplan.ok("today")
    return dayplan


def template(dayplan: Terminal, words: str) -> dict[str, Any]:
    found: dict[str, Any] = dayplan.ok("template", "show", words, "--json").json
    return found


# Looking


def test_the_list_says_when_each_is_due_and_how_it_went(four: Terminal) -> None:
    four.ok("done 1")
    four.at(TUESDAY).ok("today")
    lines = four.ok("template list").lines
    assert lines[0] == "1 Answer email     every workday    30m  next 2026-11-25  1 done"
    assert lines[3] == "4 Send invoices    every workday    30m  next 2026-11-25  0 done, 1 missed"
    assert four.ok("template").lines == lines
    assert [each["title"] for each in four.ok("template list --json").json] == [
        *("Answer email", "Write proposals", "Project work", "Send invoices")
    ]


def test_one_template_in_full(four: Terminal) -> None:
    four.ok(*BOOKS, "--est", "1h30", "--for", "acme/site", "--tags", "tax,year", "--away", "before")
    assert four.ok("template show books").lines == [
        "5 Do the books: last workday of the month",
        "  next     2026-11-30, 2026-12-31, 2027-01-29, 2027-02-26, 2027-03-31",
        "  estimate 1h30",
        "  missed   keep_one, away days: before",
        "  for      @acme/site +tax +year",
    ]
    assert four.ok("template show 5").out == four.ok("template show the books").out


def test_the_shape_of_a_template_in_json(four: Terminal) -> None:
    four.ok(
        *BOOKS, "--est", "1h30", "--for", "acme/site", "--tags", "tax", "--notes", "receipts", "--ends", "2026-12-31"
    )
    assert template(four, "books") == {
        "id": 5,
        "title": "Do the books",
        "schedule": "FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1",
        "in_words": "last workday of the month",
        "next": ["2026-11-30", "2026-12-31"],
        "left": None,
        "over": False,
        "estimate_seconds": 5400,
        "median_seconds": None,
        "done": 0,
        "skipped": 0,
        "missed_count": 0,
        "streak": 0,
        "client": "acme",
        "project": "site",
        "tags": ["tax"],
        "notes": "receipts",
        "missed": "keep_one",
        "on_away": "skip",
        "starts_on": "2026-11-23",
        "ends_on": "2026-12-31",
        "paused_until": None,
        "archived": False,
    }


def test_no_templates_is_said(four: Terminal) -> None:
    four.ok("template pack blank --instead")
    assert four.ok("template list").err.startswith("There are no templates: dayplan template add")
    assert four.ok("template list --json").json == []


# Previewing


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "every other friday --count 3",
            {
                "phrase": "every 2 weeks on friday",
                "schedule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
                "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
                "after_days": None,
                "dates": ["2026-11-27", "2026-12-11", "2026-12-25"],
            },
        ),
        (
            "first monday of the month --from 2027-01-01 --count 2",
            {
                "phrase": "first monday of the month",
                "schedule": "FREQ=MONTHLY;BYDAY=1MO",
                "rrule": "FREQ=MONTHLY;BYDAY=1MO",
                "after_days": None,
                "dates": ["2027-01-04", "2027-02-01"],
            },
        ),
        (
            "3 days after done",
            {
                "phrase": "3 days after it was done",
                "schedule": "AFTER=3",
                "rrule": None,
                "after_days": 3,
                "dates": [],
            },
        ),
        (
            "3 months after done",
            {
                "phrase": "3 months after it was done",
                "schedule": "AFTER=3MONTHS",
                "rrule": None,
                "after_days": None,
                "dates": [],
            },
        ),
    ],
)
def test_a_preview_in_json_is_exactly_this(dayplan: Terminal, words: str, shown: dict[str, Any]) -> None:
    assert dayplan.ok(f"template preview {words} --json").json == {**shown, "corrections": []}


def test_13_7_a_correction_is_said_wherever_the_reading_is_shown(dayplan: Terminal) -> None:
    said = "Read wednsday as wednesday.\n"
    assert dayplan.ok("template preview every wednsday --json").json["corrections"] == ["wednsday as wednesday"]
    assert dayplan.ok("template preview every wednsday").err == said
    assert dayplan.ok("template", "add", "Letter", "--every", "wednsday").err.endswith(said)
    assert dayplan.ok("template", "edit", "letter", "--every", "every other wednsday").err.endswith(said)
    assert "Read" not in dayplan.ok("template", "edit", "letter", "--every", "every wednesday").err


def test_a_preview_in_words_writes_nothing(dayplan: Terminal, path: Any) -> None:
    assert dayplan.ok("template preview every monday --count 2").lines == [
        *("every monday", "FREQ=WEEKLY;BYDAY=MO", "", "Mon 2026-11-23", "Mon 2026-11-30")
    ]
    assert dayplan.ok("template preview every monday until 2026-12-01").lines[-2:] == [
        *("Mon 2026-11-30", "until 2026-12-01")
    ]
    assert (
        dayplan.ok("template preview 2 weeks after done")
        .lines[-1]
        .endswith("2 weeks after it was last done or skipped.")
    )
    assert not path.exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("every blurday", "'blurday'"),
        ("RRULE:FREQ=SECONDLY", "SECONDLY is more often than once a day"),
        ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never comes"),
        ("every monday --count 0", "--count is a number from 1 to 500"),
        ("every monday --from sometime", "is not a day"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused(dayplan: Terminal, words: str, says: str) -> None:
    assert says in refused(dayplan(f"template preview {words}"), 2)


# Adding and editing


def test_s6_an_edit_follows_through_to_today(four: Terminal) -> None:
    four.ok("template edit email --title Inbox --est 45m --tags mail")
    task = four.ok("today --json").json["tasks"][0]
    assert (task["title"], task["estimate_seconds"], task["tags"]) == ("Inbox", 2700, ["mail"])
    assert four.ok("template edit inbox --est none --json").json["estimate_seconds"] is None
    four.ok("template edit 1 --ends 2026-11-23")
    assert four.ok("today tomorrow --json").json["tasks"][0]["title"] == "Write proposals"
    assert four.ok("template edit 1 --ends never --json").json["ends_on"] is None
    assert "Edit template 'Inbox'" in four.ok("undo").out


def test_one_that_starts_and_ends_as_its_phrase_says(four: Terminal) -> None:
    made = four.ok(
        "template", "add", "Course", "--every", "every tuesday starting 2026-12-01 until 2026-12-20", "--json"
    ).json
    assert (made["starts_on"], made["ends_on"]) == ("2026-12-01", "2026-12-20")
    assert made["next"] == ["2026-12-01", "2026-12-08", "2026-12-15"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("template", "edit", "email"), 2, "Say what to change: --title, --every"),
        (("template", "edit", "taxes", "--est", "1h"), 1, "No template fits “taxes”. There are: 1 Answer email"),
        (("template", "show", "s"), 1, "“s” fits several templates"),
        (("template", "add", "X", "--every", "now and then"), 2, "every"),
        (("template", "add", "X", "--every", "daily", "--est", "soon"), 2, "write a duration"),
        (("template", "pack", "plumber"), 1, "There are: freelancer, tutor"),
        (("template", "resume", "email"), 1, "“Answer email” is not paused."),
        (("template", "restore", "email"), 1, "“Answer email” is not archived."),
        (("template", "pause", "email", "yesterday"), 1, "A pause ends on a day to come"),
        (("template", "early", "email"), 1, "“Answer email” is open already"),
    ],
)
def test_what_makes_no_sense_is_refused(four: Terminal, words: tuple[str, ...], code: int, says: str) -> None:
    before = four.ok("template list --all --json").out
    assert says in refused(four(*words), code)
    assert four.ok("template list --all --json").out == before


def test_a_title_and_a_phrase_are_needed(four: Terminal) -> None:
    assert four("template", "add", "X").code == 2
    assert four("template", "edit").code == 2


# Resting, putting away


def test_s7_pause_and_resume(four: Terminal) -> None:
    assert four.ok("template pause email 2026-12-24").out == "“Answer email” rests until Thursday 24 December.\n"
    assert template(four, "email")["paused_until"] == "2026-12-24"
    assert template(four, "email")["next"][0] == "2026-12-24"
    assert four.ok("template pause write proposals").out == "“Write proposals” rests until dayplan template resume.\n"
    assert "paused" in four.ok("template list").lines[1]
    assert four.ok("template resume email").out == "“Answer email” comes back.\n"
    assert template(four, "email")["next"][0] == "2026-11-24"


def test_s7_archive_and_restore(four: Terminal) -> None:
    assert four.ok("template archive 3").out.startswith("“Project work” is archived: its history stays")
    assert len(four.ok("template list").lines) == 3
    assert four.ok("template list --all").lines[2].endswith("archived")
    assert four.ok("template restore project --json").json["archived"] is False


# Order, early, packs


def test_s10_todays_order_becomes_the_usual_one(four: Terminal) -> None:
    order = four.ok("template order").lines
    assert order[0] == "From now on days are seeded in this order:"
    assert order[1:] == ["  Answer email", "  Write proposals", "  Project work", "  Send invoices"]
    assert four.ok("template order --json").json[0] == "Answer email"


def test_s5_early(four: Terminal) -> None:
    four.ok(*BOOKS)
    (task,) = four.ok("template early books --json").json["tasks"]
    assert (task["day"], task["occurrence"], task["title"]) == ("2026-11-23", "2026-11-30", "Do the books")
    due = "The template “Do the books” is due last workday of the month"
    assert four.ok("why books").lines == [
        "Do the books",
        f"· {due}; this is its task of Monday 30 November. You brought it in early.",
    ]


def test_s12_packs(four: Terminal) -> None:
    assert four.ok("template packs").lines[0].startswith("freelancer    writers")
    assert list(four.ok("template packs --json").json)[-1] == "blank"
    assert four.ok("template pack tutor").lines[0] == "+ Prepare today's lessons"
    assert four.ok("template pack tutor").err == "All of that pack is here already.\n"
    assert four.ok("template pack tutor --json").json == []
    assert "Count the stock" in four.ok("template pack maker --instead --json").json
    assert "Answer email" not in four.ok("template list").out


# S11: why, seed --dry-run, missed


def test_s11_why_a_template_is_on_a_day_or_is_not(four: Terminal) -> None:
    four.ok(*BOOKS, "--away", "before")
    due = "· It is due last workday of the month, counting from Monday 23 November."
    assert four.ok("why books --day 2026-11-30").lines == [
        *("Do the books", due),
        *("· Monday 30 November is one of its dates.", "· Monday 30 November will be seeded with it."),
    ]
    assert four.ok("why books --day tomorrow").lines[2:] == [
        "· Tuesday 24 November is not one of its dates; the next one is Monday 30 November.",
        "· So Tuesday 24 November is not seeded with it.",
    ]
    four.ok("away add 2026-11-30 Lisbon")
    assert four.ok("why books --day 2026-11-30").lines[2:] == [
        "· Monday 30 November is one of its dates.",
        "· Monday 30 November is an away day (Lisbon): it is done on the workday before.",
        "· So Monday 30 November is not seeded with it.",
    ]
    assert four.ok("why books --day 2026-11-27").lines[2:] == [
        "· Friday 27 November is not one of its dates; the next one is Monday 30 November.",
        "· Its occurrence of Monday 30 November, an away day, moves to Friday 27 November.",
        "· Friday 27 November will be seeded with it.",
    ]
    four.ok("template pause books")
    assert four.ok("why books --day 2026-12-31 --json").json == {
        "template": 5,
        "title": "Do the books",
        "day": "2026-12-31",
        "reasons": [
            due[2:],
            "It is paused then.",
            "Thursday 31 December is one of its dates.",
            "So Thursday 31 December is not seeded with it.",
        ],
    }
    four.ok("template archive books")
    assert "· It is archived, so nothing comes of it." in four.ok("why books --day 2026-12-31").lines


def test_s11_what_was_passed_over_would_be_late(four: Terminal) -> None:
    four.ok(*BOOKS)
    assert four.ok("why books --day 2026-12-02").lines[-1] == (
        "· If dayplan is not opened before, Wednesday 2 December is seeded with its task of Monday 30 November, "
        "after its day."
    )


def test_s11_why_says_that_a_date_waits_for_a_working_day(four: Terminal) -> None:
    four.ok("template add Review --every friday --missed keep_one")
    waits = "· Its task of Friday 27 November waits for a working day, so Monday 30 November will be seeded with it."
    on_saturday = four.at("2026-11-28T10:00:00+01:00")
    assert on_saturday.ok("why review").lines[-2:] == [waits, "· So Saturday 28 November is not seeded with it."]
    assert on_saturday.ok("why review --day 2026-11-27").lines[-2:] == [
        "· Friday 27 November is one of its dates.",
        waits,
    ]
    assert on_saturday.ok("why review --day 2026-11-30").lines[-2:] == [
        "· Monday 30 November is not one of its dates; the next one is Friday 4 December.",
        waits,
    ]
    assert on_saturday.ok("why review --day 2026-12-01").lines[-1] == (
        "· If dayplan is not opened before, Tuesday 1 December is seeded with its task of Friday 27 November, "
        "after its day."
    )
    assert "Review" in four.at("2026-11-30T10:00:00+01:00").ok("today").out


def test_s11_why_says_what_the_ledger_has(four: Terminal) -> None:
    four.ok("done 1")
    assert four.ok("why email --day today").lines[-1] == (
        "· Its occurrence of Monday 23 November is done (from its template, on the first day)."
    )
    four.at(WEDNESDAY).ok("today")
    assert four.ok("why email --day 2026-11-24").lines[-2:] == [
        "· Its occurrence of Tuesday 24 November is missed (missed: the day was never opened).",
        "· One of it is open on Wednesday 25 November.",
    ]
    assert "No template fits “nothing”. There are: 1 Answer email, 2" in refused(four("why nothing --day fri"), 1)


def test_s11_a_dry_run_of_a_day_to_come(four: Terminal) -> None:
    four.ok("done 1")
    assert four.ok("seed --dry-run --day wed").lines[:3] == [
        "Would be: 4 seeded, 7 missed",
        *("  seeded   Answer email", "  seeded   Write proposals"),
    ]
    shown = four.ok("seed --dry-run --day wed --json").json
    assert list(shown) == ["day", "seeded", "carried", "missed", "skipped", "stood_for", "dry_run"]
    assert (shown["day"], shown["dry_run"]) == ("2026-11-25", True)
    four.ok("away add wed Flu")
    assert four.ok("seed --dry-run --day wed --json").json["skipped"][0] == {"title": "Answer email", "reason": "away"}
    assert four.ok("today --json").json["day"] == "2026-11-23"
    foretold = four.ok("seed --dry-run --day wed --json").json
    four.at(WEDNESDAY)
    assert four.ok("seed --json").json == {**foretold, "dry_run": False}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("seed --dry-run --day yesterday", "That day is over: seeding never fills in the past."),
        ("seed --day tomorrow", "Only today is seeded"),
    ],
)
def test_s11_only_today_is_seeded(four: Terminal, words: str, says: str) -> None:
    assert says in refused(four(words), 1)


def test_s3_what_was_missed(four: Terminal) -> None:
    assert four.ok("missed").err == "Nothing was missed since Monday 26 October.\n"
    four.at(WEDNESDAY)
    lines = four.ok("missed").lines
    assert len(lines) == 8
    assert lines[0] == "Tuesday 24 November      Answer email  missed: the day was never opened"
    assert lines[-1] == "Monday 23 November       Send invoices  missed: its next occurrence took its place"
    assert len(four.ok("missed tue").lines) == 4
    first = four.ok("missed --json").json[0]
    assert {**first, "id": 0} == {
        "id": 0,
        "title": "Answer email",
        "occurrence": "2026-11-24",
        "reason": "not_opened",
    }


def test_s3_a_week_later_one_is_welcomed_back_in_one_line(four: Terminal) -> None:
    four.at("2026-12-02T09:00:00+01:00")
    said = four.ok("today").err
    assert said == (
        "Welcome back: dayplan was last opened on Monday 23 November. Today: 4 seeded, 28 missed. "
        "dayplan missed lists what passed; dayplan away add 2026-11-24 2026-12-01 marks the time as away.\n"
    )
    assert four.ok("today").err == ""


def test_every_other_tuesday_counts_from_the_coming_one(dayplan: Terminal) -> None:
    dayplan.at("2026-11-25T09:00:00+01:00")  # a Wednesday
    assert dayplan.ok("template preview every other tuesday --json").json["dates"][:2] == ["2026-12-01", "2026-12-15"]
    dayplan.ok("template", "add", "Letter", "--every", "every other tuesday")
    assert dayplan.ok("template show letter --json").json["next"][:2] == ["2026-12-01", "2026-12-15"]


def test_13_11_the_setting_reaches_the_preview(dayplan: Terminal) -> None:
    dayplan.ok("config set week_start sunday")
    shown = dayplan.ok("template preview every 2 weeks on sunday and monday --json").json
    assert shown["rrule"] == "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU"
    assert shown["dates"] == ["2026-11-23", "2026-12-06", "2026-12-07", "2026-12-20", "2026-12-21"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--starts", "2026-12-10", "--ends", "2026-12-01"), "end on 2026-12-01, before it begins on 2026-12-10"),
        (("--ends", "2026-11-01"), "end on 2026-11-01, before it begins on 2026-11-23"),
        (("--every", "every monday, 10 times", "--ends", "2027-01-01"), "end after 10 times and on 2027-01-01"),
    ],
)
def test_13_13_an_end_goes_with_its_beginning_and_with_no_count(
    dayplan: Terminal, words: tuple[str, ...], says: str
) -> None:
    every = () if "--every" in words else ("--every", "every monday")
    assert says in refused(dayplan("template", "add", "Letter", *every, *words), 2)
    dayplan.ok("template", "add", "Letter", "--every", "every monday")
    assert says in refused(dayplan("template", "edit", "letter", *words), 2)
    assert dayplan.ok("template show letter --json").json["ends_on"] is None


def test_13_13_an_end_that_is_there_and_a_count_that_comes_are_compared(dayplan: Terminal) -> None:
    dayplan.ok("template", "add", "Letter", "--every", "every monday", "--ends", "2027-01-01")
    says = refused(dayplan("template", "edit", "letter", "--every", "every monday, 3 times"), 2)
    assert "end after 3 times and on 2027-01-01" in says
    dayplan.ok("template", "edit", "letter", "--every", "every monday, 3 times", "--ends", "never")


def test_13_13_a_preview_says_that_there_are_fewer_dates_than_asked_for(dayplan: Terminal) -> None:
    shown = dayplan.ok("template preview every 3 years --count 24")
    assert shown.err == "There are no more than 21 dates in the next 60 years.\n"  # 2026, 2029 ... 2086
    assert dayplan.ok("template preview every monday twice").err == "There are no more than 2 dates, for it ends.\n"
    assert dayplan.ok("template preview every 3 years --count 21").err == ""

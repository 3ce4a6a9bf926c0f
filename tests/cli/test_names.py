"""Any name that is taken can be asked for everywhere, as it is printed (issue 12.21)."""

from __future__ import annotations

import pytest
from terminal import Terminal

from dayplan.domain.names import read_owner, write_name, write_owner, write_owner_word, write_tag_word

NAMES = (
    *(
        "Novo A/S",
        "x @ y",
        "@home",
        "+1 Studio",
        "/",
        'The "Old" Mill',
        '"Old" Mill',
        "“Blue Door”",
        "Smith, Jones",
        "-x",
    ),
    *(
        "Yahoo!",
        "Acme Inc.",
        "_x",
        "two words",
        "Zoë",
        "日本",
        "a\\",
        "2026",
        "AC/DC/tour",
        "done",
        "a,b",
        "...",
        "Novo",
    ),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_client_of_any_name_is_reached_everywhere(dayplan: Terminal, name: str) -> None:
    dayplan.ok("add", f"Draft {write_owner_word(name, 'Web site')}")
    dayplan.ok("log", "add", "5", "8:00-8:30")
    dayplan.ok("add", "Other @zoe-else")
    word, field = write_owner_word(name, None), f"@{write_owner(name, None)}"
    shown = dayplan.ok("client", "list").lines
    assert any(line.startswith(f"{write_owner(name, None)}  ") for line in shown), shown
    assert any(line.startswith(f"{write_owner(name, 'Web site')}  ") for line in dayplan.ok("project", "list").lines)
    assert write_owner_word(name, "Web site") in dayplan.ok("today").out
    for typed in (word, field):
        for wanted in (typed, f"{typed}/Web site"):
            report = dayplan.ok("report", "today", wanted, "--by", "client", "--json").json
            assert [row["key"] for row in report["rows"]] == [name], wanted
        dayplan.ok("client", "rate", typed, "80", "EUR")
        dayplan.ok("project", "colour", f"{typed}/Web site", "blue")
        dayplan.ok("client", "archive", typed)
        dayplan.ok("client", "restore", typed)
        dayplan.ok("edit", "Other", "--for", typed)
        assert [row["client"] for row in dayplan.ok("client", "--json").json if row["client"] != "zoe-else"] == [name]
    words = [row["word"] for row in dayplan.ok("completion", "words", f"client\nrate\n{word[:2]}", "--json").json]
    assert word in words
    offered = dayplan.ok("completion", "words", "edit\n1\n--for\n", "--json").json
    assert (name, "Web site") in [read_owner(each["word"]) for each in offered]
    dayplan.ok("client", "rename", "zoe-else", "other")
    dayplan.ok("client", "rename", field, "plain")
    dayplan.ok("client", "rename", "plain", f"@{write_name(name)}")
    dayplan.ok("client", "merge", "other", field)
    assert [row["client"] for row in dayplan.ok("client", "--json").json] == [name]


@pytest.mark.parametrize("tag", NAMES)
def test_a_tag_of_any_name_can_be_asked_for(dayplan: Terminal, tag: str) -> None:
    dayplan.ok("add", f"Draft {write_tag_word(tag)}")
    dayplan.ok("log", "add", "5", "8:00-8:30")
    dayplan.ok("log", "add", "1", "8:30-8:40")
    assert write_tag_word(tag) in dayplan.ok("edit", "5", "--est", "5m").out
    report = dayplan.ok("report", "today", write_tag_word(tag), "--by", "tag", "--json").json
    assert [(row["key"], row["seconds"]) for row in report["rows"]] == [(tag, 1800)]
    offered = dayplan.ok("completion", "words", "report\n+", "--json").json
    assert [each["word"] for each in offered] == [write_tag_word(tag)]
    dayplan.ok("edit", "5", "--tags", write_tag_word(tag))
    assert dayplan.ok("today", "--json").json["tasks"][-1]["tags"] == [tag]


def test_tags_are_one_whatever_their_case_and_the_first_spelling_names_them(dayplan: Terminal) -> None:
    for number, tag in ((5, "+Work"), (6, "+work"), (7, "+WORK")):
        dayplan.ok("add", f"Draft {number} {tag}")
        dayplan.ok("log", "add", str(number), f"{number}:00-{number}:30")
    rows = dayplan.ok("report today --by tag --json").json["rows"]
    assert [(row["key"], row["seconds"]) for row in rows] == [("Work", 5400)]
    for typed in ("+Work", "+work", "+WORK"):
        assert dayplan.ok("report", "today", typed, "--json").json["total"]["seconds"] == 5400
    assert [each["word"] for each in dayplan.ok("completion", "words", "add\n+", "--json").json] == ["+Work"]


def test_a_shell_takes_quotes_and_what_they_held_together_is_one_name(dayplan: Terminal) -> None:
    dayplan.ok("add", "Draft", "@Blue Door", "+two words", "est:5m")
    task = dayplan.ok("today", "--json").json["tasks"][-1]
    assert (task["title"], task["client"], task["tags"]) == ("Draft", "Blue Door", ["two words"])
    dayplan.ok("log", "add", "5", "8:00-8:30")
    assert dayplan.ok("report", "today", "@Blue Door", "+two words", "--json").json["total"]["seconds"] == 1800
    dayplan.ok("add", "@acme Call Ana")
    assert dayplan.ok("today", "--json").json["tasks"][-1]["client"] == "acme"


def test_half_a_name_does_not_make_a_new_client(dayplan: Terminal) -> None:
    """A shell takes the quotes of "Novo A/S": what is left is told apart from a project S of Novo A."""
    dayplan.ok("client", "add", '"Novo A/S"')
    for line in (
        ("client", "rate", "Novo A/S", "80"),
        ("report", "@Novo A/S"),
        ("edit", "1", "--for", "Novo A/S"),
        ("add", "Draft", "@Novo A/S"),
        ("project", "add", "Novo A/S"),
        ("template", "add", "X", "--every", "daily", "--for", "Novo A/S"),
    ):
        answer = dayplan(*line)
        assert answer.code == 1
        assert """'@"Novo A/S"'""" in answer.err, answer.err
    assert [row["client"] for row in dayplan.ok("client", "--json").json] == ["Novo A/S"]
    dayplan.ok("client", "rate", '@"Novo A/S"', "80", "EUR")


def test_a_new_name_with_a_slash_is_taken_in_quotes_only(dayplan: Terminal) -> None:
    dayplan.ok("add Draft @acme/site")
    refused = dayplan("client", "rename", "acme", "Novo A/S")
    assert refused.code == 2
    assert 'in quotes if the slash belongs to it, as in "Novo A/S".' in refused.err
    assert dayplan("project", "rename", "acme/site", "zoe/site").code == 2
    assert dayplan.ok("project", "rename", "acme/site", "acme/shop").lines == ["acme/site is shop now"]
    assert dayplan.ok("client", "rename", "acme", '"Novo A/S"').lines == ['acme is "Novo A/S" now']
    assert dayplan("client", "rename", "@nobody", "x").err.strip().endswith('Clients: "Novo A/S".')


def test_punctuation_behind_a_name_makes_no_second_client(dayplan: Terminal) -> None:
    """Issue 13.17."""
    dayplan.ok("add Draft @ana")
    dayplan.ok("add", "talk to @ana, then rest")
    assert [row["client"] for row in dayplan.ok("client", "--json").json] == ["ana"]
    assert dayplan.ok("today", "--json").json["tasks"][-1]["title"] == "talk to, then rest"

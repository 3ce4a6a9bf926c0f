"""Clients and projects: made by naming them, renamed, merged, archived, and what an hour is worth (T11)."""

from __future__ import annotations

import pytest
from terminal import Terminal

from dayplan.domain.owners import COLOURS


@pytest.fixture
def working(dayplan: Terminal) -> Terminal:
    """An hour for acme's site, half an hour for nobody."""
    dayplan.ok("add Draft @acme/site")
    dayplan.ok("add Call @zoe")
    dayplan.ok("start 5")
    dayplan.at("10:00").ok("start 1")
    dayplan.at("10:30").ok("stop")
    return dayplan


def amounts(dayplan: Terminal, by: str) -> dict[str, list[tuple[str, int]]]:
    rows = dayplan.ok(f"report --by {by} --json").json["rows"]
    return {row["key"]: [(each["currency"], each["minor"]) for each in row["amounts"]] for row in rows}


def test_t11_work_for_a_client_is_worth_its_rate_and_a_project_may_have_its_own(working: Terminal) -> None:
    assert amounts(working, "client") == {"acme": [], "": []}
    assert working.ok("client rate acme 80 eur").lines == ["acme: 80.00 EUR an hour"]
    assert amounts(working, "client") == {"acme": [("EUR", 8000)], "": []}
    working.ok("project rate acme/site 92.50")
    assert amounts(working, "project") == {"acme/site": [("EUR", 9250)], "": []}
    working.ok("project billable acme/site no")
    assert amounts(working, "client") == {"acme": [], "": []}
    for _ in range(3):
        working.ok("undo")
    assert amounts(working, "client") == {"acme": [], "": []}


def test_a_client_is_renamed_everywhere_at_once(working: Terminal) -> None:
    working.ok("client", "rename", "acme", "Acme Ltd")
    assert [line.split("  ")[0] for line in working.ok("project list").lines] == ["Acme Ltd/site"]
    assert "is there already: merge them" in working("client", "rename", "Acme Ltd", "zoe").err


def test_merging_moves_all_work_and_can_be_undone(working: Terminal) -> None:
    assert working.ok("client merge acme zoe").lines == ["acme went into zoe, with 1 task; dayplan undo takes it back"]
    assert [row["client"] for row in working.ok("client --json").json] == ["zoe"]
    assert working.ok("client --json").json[0]["tracked_seconds"] == 3600
    working.ok("undo")
    assert [row["client"] for row in working.ok("client --json").json] == ["acme", "zoe"]
    assert "the same" in working("client merge acme acme").err


def test_t11_merging_clients_takes_what_their_projects_are_worth_along(working: Terminal) -> None:
    working.ok("project rate acme/site 92.50 EUR")
    working.ok("project colour acme/site teal")
    working.ok("add Talk @acme/talks")
    working.ok("project billable acme/talks no")
    before = working.ok("project --json").json
    assert working.ok("client merge acme zoe").lines == ["acme went into zoe, with 2 tasks; dayplan undo takes it back"]
    after = {row["project"]: row for row in working.ok("project --json").json}
    assert {row["client"] for row in after.values()} == {"zoe"}
    assert (after["site"]["rate_minor"], after["site"]["colour"]) == (9250, COLOURS["teal"])
    assert not after["talks"]["billable"]
    assert after["site"]["tracked_seconds"] == 3600
    working.ok("undo")
    assert working.ok("project --json").json == before


def test_merging_clients_merges_their_projects_of_the_same_name(working: Terminal) -> None:
    working.ok("add Draw @zoe/site")
    working.ok("client merge acme zoe")
    (site,) = working.ok("project --json").json
    assert (site["client"], site["project"], site["tracked_seconds"]) == ("zoe", "site", 3600)


def test_an_archived_one_is_no_longer_offered_and_its_time_stays(working: Terminal) -> None:
    working.ok("client archive acme")
    assert [row["client"] for row in working.ok("client --json").json] == ["zoe"]
    assert len(working.ok("client list --all").lines) == 2
    assert "acme" in working.ok("report --by client").out
    working.ok("client restore acme")
    assert len(working.ok("client").lines) == 2


def test_a_project_s_colour_is_on_the_strip(working: Terminal) -> None:
    working.ok("project colour acme/site 3A7CA5")
    assert working.ok("project --json").json[0]["colour"] == "#3a7ca5"
    working.ok("project colour acme/site blue")
    assert working.ok("project --json").json[0]["colour"] == COLOURS["blue"]
    working.ok("project colour acme/site usual")
    assert working.ok("project --json").json[0]["colour"] is None


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("client rate nobody 80", 1, "There is no “nobody”. Clients: acme, zoe."),
        ("client rate acme lots", 2, "'lots' is not a rate"),
        ("project colour acme/site bluish", 2, "'bluish' is not a colour"),
        ("project billable acme no", 1, "name a project"),
        ("client add acme", 1, "is there already"),
        ("client merge acme acme/site", 1, "a client with a client"),
    ],
)
def test_what_makes_no_sense_is_refused(working: Terminal, words: str, code: int, says: str) -> None:
    answer = working(words)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err


def test_a_project_is_not_made_a_client_by_leaving_out_the_slash(dayplan: Terminal) -> None:
    answer = dayplan("project", "add", "website")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "dayplan: “website” would be a client: a project is named as in website/site, or /site for nobody.\n"
    )
    assert dayplan.ok("project add /website").lines == ["+ /website"]


def test_what_is_said_is_the_name_as_it_is_stored(dayplan: Terminal) -> None:
    assert dayplan.ok("client", "add", "  acme \x1b[2J ltd ").lines == ["+ acme ltd"]
    assert dayplan.ok("client", "rename", "acme ltd", "acme\u202e  inc").lines == ["acme ltd is acme inc now"]

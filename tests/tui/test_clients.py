"""The clients' place: who there is, what an hour is worth, and every change of it by key (T11)."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at
from textual.widgets import Static

from dayplan.domain.entry import Ref
from dayplan.domain.owners import COLOURS, name_of
from dayplan.tui.screens.ask_line import AskLine
from dayplan.tui.screens.clients import ClientsScreen, OwnerList
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.form import TaskForm
from dayplan.tui.screens.losses import LossesScreen
from dayplan.tui.widgets.line_input import LineInput

ESCAPE = "\x1b[27u"
NINE = at("2026-11-23 10:00")


@pytest.fixture
def named(book: Book) -> Book:
    """Two clients, three projects, one of nobody."""
    for line in ("Draft @acme/site", "Call @acme/podcast", "Bake @blue-door", "Tidy @/own"):
        book.add(line, MONDAY)
    return book


def owners(s: Stage) -> list[str]:
    screen = s.app.screen_stack[1]
    assert isinstance(screen, ClientsScreen)
    return [name_of(owner) + (" (archived)" if owner.archived else "") for owner in screen.query_one(OwnerList).rows]


def refusal(s: Stage) -> str:
    return str(s.app.screen.query_one("#error", Static).content)


async def test_clients_stand_with_their_projects_under_them(named: Book) -> None:
    async with stage(named, NINE) as s:
        await s.press("at")
        assert owners(s) == ["acme", "acme/podcast", "acme/site", "blue-door", "/own"]
        await s.press("at")
        assert len(s.app.screen_stack) == 2, "once is enough"
        await s.press("escape")
        assert type(s.app.screen) is DayScreen


async def test_it_is_reached_from_every_mode_and_leads_back_there(named: Book) -> None:
    async with stage(named, NINE) as s:
        for mode in "2345":
            await s.press(mode)
            there = type(s.app.screen)
            await s.press("at", "escape")
            assert type(s.app.screen) is there


async def test_t11_the_form_changes_all_of_it_in_one_step(named: Book) -> None:
    async with stage(named, NINE) as s:
        await s.press("at", "e")
        await s.burst("\x15Acme Ltd\t\x1580 EUR\r")
        assert owners(s)[:2] == ["Acme Ltd", "Acme Ltd/podcast"]
        assert "80.00 EUR an hour" in s.text
        await s.press("j", "j", "e")
        await s.burst("\t\x1595.5\t\x15no\t\x153a7ca5\r")
        assert named.sql("SELECT rate_minor, billable, colour FROM project WHERE name = 'site'") == [
            (9550, 0, "#3a7ca5")
        ]
        assert "not billable" in s.text
        await s.press("u")
        assert named.sql("SELECT rate_minor, billable, colour FROM project WHERE name = 'site'") == [(None, 1, None)]
        await s.press("u")
        assert owners(s)[0] == "acme"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("\x15blue-door\r", "is there already: merge them instead"),
        ("\t\x15much\r", "is not a rate"),
        ("\x15\r", "It needs a name"),
    ],
)
async def test_what_is_refused_is_said_in_the_form_and_what_was_typed_stays(named: Book, typed: str, says: str) -> None:
    async with stage(named, NINE) as s:
        await s.press("at", "e")
        await s.burst(typed)
        assert isinstance(s.app.screen, TaskForm)
        assert says in refusal(s)
        await s.burst(ESCAPE)
        assert owners(s)[0] == "acme"


async def test_one_is_made_merged_archived_and_all_of_it_taken_back(named: Book) -> None:
    async with stage(named, NINE) as s:
        await s.press("at")
        await s.burst("aacmee/site\r")
        assert owners(s)[3:5] == ["acmee", "acmee/site"]
        await s.burst("jjjm")
        await s.burst("acmee\r")
        assert "These are the same" in s.text, "it stays open"
        await s.burst("\x15nobody\r")
        assert "There is no" in s.text
        await s.burst("\x15acme\r")
        assert "acmee" not in owners(s)
        await s.press("u")
        assert "acmee/site" in owners(s)
        await s.press("g", "x")
        assert "acme" not in owners(s)
        await s.press("V")
        assert owners(s)[0] == "acme (archived)"
        await s.press("g", "x")
        assert owners(s)[0] == "acme"


async def test_merging_loses_no_task_and_no_time(named: Book) -> None:
    before = named.sql("SELECT COUNT(*) FROM task")
    async with stage(named, NINE) as s:
        await s.press("at", "m")
        await s.burst("blue-door\r")
        assert owners(s) == ["blue-door", "blue-door/podcast", "blue-door/site", "/own"]
    assert named.sql("SELECT COUNT(*) FROM task") == before
    assert {task.client for task in named.tasks(NINE).values() if task.project} == {"blue-door", None}


async def test_a_colour_is_given_by_name_and_shown(named: Book) -> None:
    async with stage(named, NINE) as s:
        await s.press("at", "j", "e")
        await s.burst("\t\t\t\x15Teal\r")
        assert named.sql("SELECT colour FROM project WHERE name = 'podcast'") == [(COLOURS["teal"],)]
        row = s.app.screen.query_one(OwnerList).row(1, s.app.screen.query_one(OwnerList).rows[1], 60)
        assert any(COLOURS["teal"] in str(span.style) for span in row.spans)
        await s.press("e")
        assert s.app.screen.query_one("#colour", LineInput).value == "teal"


async def test_a_project_for_nobody_stands_under_no_client(named: Book) -> None:
    async with stage(named, NINE) as s:
        await s.press("at")
        lines = [line.split("  ")[1] for line in s.frame() if "own" in line]
        assert lines == ["━ /own"]


async def test_nobody_yet_says_what_to_do(book: Book) -> None:
    async with stage(book) as s:
        await s.press("at")
        assert "Nobody yet" in s.text
        await s.press("e", "m", "x", "V", "escape")
        assert type(s.app.screen) is DayScreen


@pytest.mark.parametrize("rate", ["80 EUR", "8000 JPY", "25.5 KWD", "1.2345 CLF", "92.50", ""])
async def test_a_form_that_is_saved_unchanged_changes_no_rate(named: Book, rate: str) -> None:
    """Issue 12.16, 12.19: for a client, for a project with the same rate as its client, and for one of nobody."""
    typed = rate or "none"
    for client, project in (("acme", ""), ("acme", "site"), ("", "own")):
        named.planner.clients.set_rate(client, project, typed, MONDAY)
    rates = """SELECT name, rate_minor, currency FROM client UNION ALL SELECT name, rate_minor, currency FROM project
               ORDER BY 1"""
    before = named.sql(rates)
    async with stage(named, NINE) as s:
        await s.press("at")
        for name in ("acme", "acme/podcast", "acme/site", "blue-door", "/own"):
            assert name in owners(s)
            await s.press("e", "enter", "j")
            assert isinstance(s.app.screen, ClientsScreen), name
    assert named.sql(rates) == before


async def test_a_rate_without_a_currency_keeps_that_of_the_client_in_the_form(named: Book) -> None:
    async with stage(named, NINE) as s:
        await s.press("at", "e")
        await s.burst("\t\x158000 JPY\r")
        assert "8000 JPY an hour" in s.text
        await s.press("e")
        await s.burst("\t\x159000\r")
        assert "9000 JPY an hour" in s.text
        await s.press("e")
        await s.burst("\t\x1590.50\r")
        assert "JPY has no decimals" in refusal(s)


async def test_rates_that_get_a_currency_with_another_one_are_named(named: Book) -> None:
    named.planner.clients.set_rate("acme", "site", "95.50", MONDAY)
    async with stage(named, NINE) as s:
        await s.press("at", "e")
        await s.burst("\t\x158000 JPY\r")
        assert "acme/site: 96 JPY an hour" in " ".join(s.toasts)


@pytest.fixture
def priced(named: Book) -> Book:
    """Two hours for acme's podcast that are not billed; blue-door has a podcast too, and a rate."""
    named.add("Record @blue-door/podcast", MONDAY)
    task = next(task.id for task in named.tasks(NINE).values() if task.title == "Call")
    begin = at("2026-11-23 08:00").epoch
    named.planner.entries.add(Ref("id", task), begin, begin + 7200, NINE)
    named.planner.clients.set_rate("blue-door", "", "80 EUR", NINE)
    named.planner.clients.set_billable("acme", "podcast", NINE, billable=False)
    return named


async def test_a_merge_that_changes_what_is_billed_shows_what_and_asks(priced: Book) -> None:
    """Issue 12.15: esc changes nothing and leaves the line as it was typed; enter does it, u takes it back."""
    async with stage(priced, NINE) as s:
        await s.press("at", "m")
        await s.burst("blue-door\r")
        assert isinstance(s.app.screen, LossesScreen)
        assert "That would change what is billed" in s.text
        assert "2h of recorded time becomes billable" in s.text
        assert "recorded time goes from nothing to 160.00 EUR" in s.text
        assert "work on acme/podcast goes from not billable to 80.00 EUR an hour" in s.text
        await s.burst(ESCAPE)
        assert isinstance(s.app.screen, AskLine)
        assert s.app.screen.query_one(LineInput).value == "blue-door"
        assert "acme" in [name for (name,) in priced.sql("SELECT name FROM client")]
        await s.burst("\r")
        await s.press("enter")
        assert owners(s) == ["blue-door", "blue-door/podcast", "blue-door/site", "/own"]
        await s.press("u")
        assert owners(s)[0] == "acme"


async def test_two_currencies_are_refused_in_the_line(priced: Book) -> None:
    priced.planner.clients.set_rate("acme", "", "8000 JPY", NINE)
    async with stage(priced, NINE) as s:
        await s.press("at", "m")
        await s.burst("blue-door\r")
        assert isinstance(s.app.screen, AskLine)
        assert "is billed in JPY and “blue-door” in EUR, which cannot be one" in " ".join(s.text.split())


async def test_a_new_rate_says_what_it_makes_of_recorded_time(priced: Book) -> None:
    async with stage(priced, NINE) as s:
        await s.press("at", "j", "e")
        await s.burst("\t\x15\x0b90 EUR\t\x15yes\r")
        assert any(
            "That changes what is billed: 2h of recorded time becomes billable; recorded time goes from nothing to "
            "180.00 EUR." in toast
            for toast in s.toasts
        ), s.toasts

"""The filter line: what it asks for, and which tasks that shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import a_task

from dayplan.domain.filtering import Filter, parse_filter

PAGE = a_task(1, "Draft landing page", client="Acme", project="Site", tags=("writing", "Deep Work"))
CALL = a_task(2, "Call the café", client="Café", status="done")
TIDY = a_task(3, "Tidy the desk", project="House", tags=("admin",))
NOTE = a_task(4, "Note for Acme", status="skipped")
ALL = (PAGE, CALL, TIDY, NOTE)


def shown(line: str) -> list[int]:
    asked = parse_filter(line)
    return [task.id for task in ALL if asked.shows(task)]


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("", [1, 2, 3, 4]),
        ("   ", [1, 2, 3, 4]),
        # words of the title, in any order and any case
        ("page", [1]),
        ("PAGE draft", [1]),
        ("the", [2, 3]),
        ("the desk", [3]),
        ("CAFÉ", [2]),
        ("cafe\u0301", [2]),
        ("acme", [4]),
        ("nothing", []),
        # for whom: the beginning of a name is enough
        ("@acme", [1]),
        ("@ac", [1]),
        ("@cme", []),
        ("@caf", [2]),
        ("@acme/site", [1]),
        ("@acme/si", [1]),
        ("@acme/other", []),
        ("@/house", [3]),
        ("@/", [1, 2, 3]),
        ("@", [1, 2, 3]),
        # tags
        ("+writing", [1]),
        ("+wri", [1]),
        ("+deep", [1]),
        ("+writing +deep", [1]),
        ("+writing +admin", []),
        ("+ADMIN", [3]),
        # how it stands
        ("open", [1, 3]),
        ("done", [2]),
        ("skipped", [4]),
        ("open done", [1, 2, 3]),
        ("Done", [2]),
        # all of it together
        ("open the", [3]),
        ("draft @acme +writing open", [1]),
        ("draft @acme +writing done", []),
    ],
)
def test_a_filter_shows_what_satisfies_all_of_it(line: str, ids: list[int]) -> None:
    assert shown(line) == ids


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("", Filter()),
        ("landing page", Filter(words="landing page")),
        ("@Acme/Site", Filter(owner=("acme", "site"))),
        ("+Writing +x", Filter(tags=("writing", "x"))),
        ("OPEN missed", Filter(statuses=("open", "missed"))),
        ("a @b +c done d", Filter("a d", ("b", None), ("c",), ("done",))),
        ("@one @two", Filter(owner=("two", None))),
        ("+", Filter(words="+")),
        ("est:45m on:fri", Filter(words="est:45m on:fri")),
    ],
)
def test_a_filter_line_is_read_word_by_word(line: str, asked: Filter) -> None:
    assert parse_filter(line) == asked
    assert asked.empty == (asked == Filter())


@given(st.text())
def test_every_line_means_something(line: str) -> None:
    asked = parse_filter(line)
    assert all(asked.shows(task) in (True, False) for task in ALL)
    assert parse_filter(f"  {line}  ") == asked


@given(st.lists(st.sampled_from(["page", "the", "@acme", "+writing", "open", "done", "@"]), unique=True))
def test_a_further_word_never_shows_more_but_for_a_further_status(words: list[str]) -> None:
    for end in range(len(words)):
        if words[end] not in ("open", "done") and not words[end].startswith("@"):
            assert set(shown(" ".join(words[: end + 1]))) <= set(shown(" ".join(words[:end])))


def test_a_name_in_full_means_only_that_one() -> None:
    owners = frozenset({("Acme", ""), ("Acmeville", ""), ("Acme", "Site"), ("Acme", "Sitemap")})
    asked = parse_filter("@acme").exact(owners, frozenset())
    assert asked.fits("x", "Acme", "Site", ())
    assert not asked.fits("x", "Acmeville", None, ())
    assert parse_filter("@acm").exact(owners, frozenset()).fits("x", "Acmeville", None, ())
    site = parse_filter("@acme/site").exact(owners, frozenset())
    assert (site.fits("x", "Acme", "Site", ()), site.fits("x", "Acme", "Sitemap", ())) == (True, False)
    tag = parse_filter("+deep").exact(owners, frozenset({"Deep", "deeper"}))
    assert (tag.fits("x", None, None, ("deep",)), tag.fits("x", None, None, ("deeper",))) == (True, False)


def test_quotes_hold_a_name_together() -> None:
    asked = parse_filter('@"Blue Door"/site +"deep work" page')
    assert asked == Filter("page", ("blue door", "site"), ("deep work",))


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ('@"Novo A/S"', Filter(owner=("novo a/s", None))),
        ('@"Novo A/S"/"Web site" x', Filter("x", ("novo a/s", "web site"))),
        ('@"Novo A', Filter(owner=("novo a", None))),  # still being typed
        ('+"deep wo', Filter(tags=("deep wo",))),
        ("@ana, then", Filter("then", ("ana", None))),
        (r'@"The \"Old\" Mill"', Filter(owner=('the "old" mill', None))),
        ("@“Blue Door”", Filter(owner=("blue door", None))),
        ("+_x", Filter(tags=("_x",))),
    ],
)
def test_a_filter_reads_names_as_a_quick_add_line_does(line: str, asked: Filter) -> None:
    """Issue 12.21."""
    assert parse_filter(line) == asked


def test_a_whole_name_of_one_kind_says_nothing_of_another() -> None:
    asked = parse_filter("@acme +acme").exact(frozenset({("Acmeville", "")}), frozenset({"acme"}))
    assert asked.fits("x", "Acmeville", None, ("acme",))


def test_where_statuses_mean_nothing_they_are_words() -> None:
    assert parse_filter("open done", with_statuses=False) == Filter("open done")

"""Names of clients, projects and tags are read as they are written, wherever that is (issue 12.21)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dayplan.domain.completing import complete_owner, complete_quick_add, complete_tags
from dayplan.domain.filtering import Filter, parse_filter
from dayplan.domain.hygiene import clean_line
from dayplan.domain.model import NAME_MAX
from dayplan.domain.names import (
    begins_owner,
    begins_tag,
    last_word,
    read_name,
    read_owner,
    read_tag,
    read_tags,
    write_name,
    write_owner,
    write_owner_word,
    write_tag_word,
    write_tags,
)
from dayplan.domain.quickadd import QuickAdd, parse_quick_add
from dayplan.errors import BadInput

MONDAY = date(2026, 11, 23)
HARD = (
    *(
        "Novo A/S",
        "x @ y",
        "@home",
        "+1 Studio",
        "/",
        "@",
        "+",
        '"',
        "\\",
        'The "Old" Mill',
        '"Old" Mill',
        "“Blue Door”",
    ),
    *("„Krone“", "Smith, Jones", "Yahoo!", "Acme Inc.", "...", "_x", "-x", "two words", "Zoë", "日本", "a\\", "ana's"),
    *("est:5m", "on:fri", "2026", "AC/DC/tour", 'x"', "(x)", "done", "#1", "a,b", "Ünï/Çø", "\\@", "a//b", "¿Qué?"),
)
PIECES = st.lists(
    st.sampled_from(["/", "@", "+", '"', "\\", " ", ",", ".", "“", "”", "„", "'", "_", "-", "a", "É", "1", ":"])
)


def cleaned(text: str) -> str:
    with suppress(BadInput):
        return clean_line(text, NAME_MAX)
    return "x"


NAMES = st.one_of(st.sampled_from(HARD), PIECES.map("".join).map(cleaned), st.text(max_size=12).map(cleaned))


@given(NAMES)
@example("Novo A/S")
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    assert read_name(write_name(name)) == name
    assert read_owner(write_owner(name, None)) == (name, "")
    assert read_owner(f"@{write_owner(name, None)}") == (name, "")
    assert read_tag(write_tag_word(name)) == name
    for field in (write_name(name), write_owner(name, None)):
        assert field in (name, f'"{name}"') or "\\" in field, "no more is added than quotes"


@given(NAMES, NAMES)
def test_a_project_is_read_as_it_was_written(client: str, project: str) -> None:
    assert read_owner(write_owner(client, project)) == (client, project)
    assert read_owner(write_owner(None, project)) == ("", project)
    assert read_owner(write_owner_word(client, project)) == (client, project)
    assert write_owner(client, project) != write_owner(f"{client}/{project}", None)


@given(st.none() | NAMES, st.none() | NAMES, st.lists(NAMES, max_size=3, unique_by=str.casefold))
def test_a_line_is_read_as_it_was_written(client: str | None, project: str | None, tags: list[str]) -> None:
    words = [write_owner_word(client, project)] if client or project else []
    words += map(write_tag_word, tags)
    for place in range(len(words) + 1):
        line = " ".join([*words[:place], "Draft", *words[place:]])
        assert parse_quick_add(line, MONDAY) == QuickAdd("Draft", client, project, tuple(tags), None, None)
    asked = parse_filter(" ".join(words))
    owner = ((client or "").casefold(), None if project is None else project.casefold()) if client or project else None
    assert asked == Filter(owner=owner, tags=tuple(map(str.casefold, tags)))
    assert read_tags(write_tags(tags)) == tuple(tags)
    assert all(map(begins_owner if client or project else begins_tag, words[:1]))
    if words:
        assert last_word(" ".join(["Draft", *words])) == len(" ".join(["Draft", *words[:-1]])) + 1


@given(NAMES, NAMES)
def test_what_is_completed_is_read_as_that_name(client: str, tag: str) -> None:
    word, tagged = write_owner_word(client, None), write_tag_word(tag)
    for length in range(3, len(word)):
        found = complete_quick_add(f"Draft {word[:length]}", [word], [tag])
        assert found in ("", f"Draft {word}")
        assert complete_quick_add(f"Draft {word[:3]}", [word], []) == f"Draft {word}"
    assert complete_quick_add(f"Draft {tagged[:2]}", [], [tag]) in ("", f"Draft {tagged}")
    field = write_owner(client, None)
    assert complete_owner(field[:1], [word]) == (field if len(field) > 1 else "")
    item = write_tags([tag])
    assert complete_tags(f"writing {item[:1]}", [tag]) in ("", f"writing {item}")


@pytest.mark.parametrize(
    ("line", "title", "client", "tags"),
    [
        ("talk to @ana, then rest", "talk to, then rest", "ana", ()),
        ("@ana, call back", "call back", "ana", ()),
        ("Talk to @ana.", "Talk to.", "ana", ()),
        ("Ask @ana?", "Ask?", "ana", ()),
        ('Say "hello @ana"', 'Say "hello"', "ana", ()),
        ('@ana" rest', '" rest', "ana", ()),
        ("Say “hello @ana”", "Say “hello”", "ana", ()),
        ("Write (with @ana)", "Write (with)", "ana", ()),
        ('Draft @"Blue Door", then rest', "Draft, then rest", "Blue Door", ()),
        ("Draft @“Blue Door”", "Draft", "Blue Door", ()),
        ("Draft @„Blue Door“", "Draft", "Blue Door", ()),
        ("Draft +writing, page", "Draft, page", None, ("writing",)),
        ('Draft +"two words"; page', "Draft; page", None, ("two words",)),
        ("Draft +writing, +work, @acme; est:45m", "Draft", "acme", ("writing", "work")),
        ("Draft @ana,", "Draft", "ana", ()),
        ("Talk to @ana, +work, then rest", "Talk to, then rest", "ana", ("work",)),
        ("Draft @acme/, page", "Draft, page", "acme", ()),
        ("Meet @, then @... and @/!", "Meet @, then @... and @/!", None, ()),
        ('Draft @"Yahoo!"', "Draft", "Yahoo!", ()),
    ],
)
def test_punctuation_behind_a_name_is_no_part_of_it(
    line: str, title: str, client: str | None, tags: tuple[str, ...]
) -> None:
    """Issue 13.17: and a quote that closes never vanishes."""
    assert parse_quick_add(line, MONDAY)._replace(estimate_s=None) == QuickAdd(title, client, None, tags, None, None)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("acme", ("acme", "")),
        ("@acme/site", ("acme", "site")),
        ("/site", ("", "site")),
        ("acme/", ("acme", "")),
        ("", ("", "")),
        ("@", ("", "")),
        (" Blue Door / new site ", ("Blue Door", "new site")),
        ('"Novo A/S"', ("Novo A/S", "")),
        ('@"Novo A/S"/"Web site"', ("Novo A/S", "Web site")),
        ('"Novo A/S" / Web site', ("Novo A/S", "Web site")),
        ("“Novo A/S”/x", ("Novo A/S", "x")),
        ("acme/site/blog", ("acme", "site/blog")),
        ("Acme Inc.", ("Acme Inc.", "")),
        ("x @ y", ("x @ y", "")),
    ],
)
def test_a_field_names_a_client_or_a_project(text: str, owner: tuple[str, str]) -> None:
    assert read_owner(text) == owner


@pytest.mark.parametrize(
    "text", ['"Old" Mill', '"Novo A/S', 'acme/"site', '"a"b/c', "“x", '""', 'acme/""', 'acme/"a" b']
)
def test_quotes_that_do_not_go_around_a_name_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"do not go around the name|is empty"):
        read_owner(text)


def test_a_name_alone_has_a_slash_in_quotes_only() -> None:
    assert read_name('"Novo A/S"') == "Novo A/S"
    assert read_name("@Blue Door") == "Blue Door"
    with pytest.raises(BadInput) as refused:
        read_name("Novo A/S")
    assert 'as in "Novo A/S".' in str(refused.value)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("writing, admin", ("writing", "admin")),
        ('+writing +"two words" admin', ("writing", "two words", "admin")),
        ('"two words","a,b"', ("two words", "a,b")),
        ("Work work WORK", ("Work",)),
        ("writing; admin.", ("writing", "admin")),
        ("", ()),
    ],
)
def test_a_list_of_tags(text: str, tags: tuple[str, ...]) -> None:
    assert read_tags(text) == tags


@pytest.mark.parametrize("text", ['"two words', '"a"b', "+", '""', "writing ,;"])
def test_a_list_of_tags_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_tags(text)


@pytest.mark.parametrize("piece", ["@a/", '@"', '"\\', "@", "“„”", '+"a,'])
def test_a_megabyte_is_read_or_refused_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    for read in (read_owner, read_name, read_tag):
        with pytest.raises(BadInput):
            read(text)
    last_word(text)
    parse_filter(text)

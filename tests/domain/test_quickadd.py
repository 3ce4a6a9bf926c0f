from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.days import LAST_DAY, LEAST_DAY
from dayplan.domain.hygiene import clean_line
from dayplan.domain.model import NAME_MAX, TITLE_MAX
from dayplan.domain.quickadd import EXAMPLE, QuickAdd, format_quick_add, parse_quick_add
from dayplan.errors import BadInput

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "@",
                "+",
                "/",
                '"',
                "\\",
                " ",
                "est:",
                "on:",
                "EST:",
                "fri",
                "45m",
                "1.33h",
                "acme",
                "Blue Door",
                "x",
            ),
            *(
                '@"Blue Door"',
                "+tag",
                "é",
                "e\u0301",
                "\u0301",
                "\u200d",
                "\x1b]",
                "\ud800",
                "2026-12-01",
                ":",
                "_",
            ),
        ]
    ),
    max_size=25,
).map("".join)
LINES = st.one_of(st.text(st.characters(exclude_categories=())), PIECES)


def added(
    title: str,
    client: str | None = None,
    project: str | None = None,
    tags: tuple[str, ...] = (),
    estimate_s: int | None = None,
    day: date | None = None,
) -> QuickAdd:
    return QuickAdd(title, client, project, tags, estimate_s, day)


@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        ("Answer email", added("Answer email")),
        (EXAMPLE, added("Draft landing page", "acme", "site", ("writing",), 2700, FRIDAY)),
        ("on:fri @acme Draft est:45m page", added("Draft page", "acme", estimate_s=2700, day=FRIDAY)),
        ("Draft @/site", added("Draft", project="site")),
        ("Draft @acme/", added("Draft", "acme")),
        ('Draft @"Blue Door"', added("Draft", "Blue Door")),
        ('Draft @"Blue Door"/site', added("Draft", "Blue Door", "site")),
        ('Draft @"Blue Door"/"new site"', added("Draft", "Blue Door", "new site")),
        ('Draft @/"new site"', added("Draft", project="new site")),
        ('Draft @acme/"new site"', added("Draft", "acme", "new site")),
        ("Draft @acme/site/blog", added("Draft", "acme", "site/blog")),
        ('Draft @"AC/DC"/tour', added("Draft", "AC/DC", "tour")),
        (r'Draft @"The \"Old\" Mill \\ Sons"', added("Draft", r"The " + '"Old"' + r" Mill \ Sons")),
        ('Draft on:"next fri"', added("Draft", day=date(2026, 12, 4))),
        ("Draft on:next-fri", added("Draft", day=date(2026, 12, 4))),
        ('Draft est:"1h 30m"', added("Draft", estimate_s=5400)),
        ("Draft ON:Fri Est:1H", added("Draft", estimate_s=3600, day=FRIDAY)),
        ('Draft +writing +"deep work" +_x +été', added("Draft", tags=("writing", "deep work", "_x", "été"))),
        ("Draft +Writing +slow +writing", added("Draft", tags=("Writing", "slow"))),
        ('Draft +"2026"', added("Draft", tags=("2026",))),
        ("  Draft \t landing\n page ", added("Draft landing page")),
    ],
)
def test_quick_add(line: str, parsed: QuickAdd) -> None:
    assert parse_quick_add(line, MONDAY) == parsed


@pytest.mark.parametrize(
    "title",
    [
        "Meet @ 5",
        "@ + /",
        "Look at @/ once",
        "Mail bob@acme.com",
        "Learn C++",
        "Call +49 170 123",
        "Give +1 to it",
        "Re: invoice",
        "Read http://example.com/a?b=c",
        "Lunch 12:30",
        "Latest: the best: a test:45m",
        'Say "hello world" to Bob',
        r"Wave \o/ at C:\temp \\server",
        "Trailing \\",
        "[x] done [/] [bold]",
        "due:tomorrow",
        "!important #17 ~",
    ],
)
def test_what_means_nothing_stays_in_the_title(title: str) -> None:
    assert parse_quick_add(title, MONDAY) == added(title)
    assert format_quick_add(added(title)) == title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (r"Go \@home", "Go @home"),
        (r"Write \+tag and \est:5m and \on:fri", "Write +tag and est:5m and on:fri"),
        (r"Write \\@home", r"Write \@home"),
        (r'Write \@"Blue Door"', 'Write @"Blue Door"'),
        (r"Shrug \o/", r"Shrug \o/"),
    ],
)
def test_a_backslash_makes_a_word_part_of_the_title(line: str, title: str) -> None:
    assert parse_quick_add(line, MONDAY) == added(title)
    assert format_quick_add(added(title)) == line


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "The title is empty: write what there is to do, as in Draft landing page @acme/site"),
        ("@acme +x est:5m", "The title is empty: write what there is to do"),
        ("Draft est:", "Nothing follows 'est:': write for example est:45m"),
        ("Draft on: fri", "Nothing follows 'on:': write for example on:fri"),
        ("Draft est:soon", "In 'est:soon': 'soon' is not a duration: write"),
        ("Draft est:25h", "In 'est:25h': '25h' is more than 24 hours: write"),
        ("Draft on:whenever", "In 'on:whenever': 'whenever' is not a day: write"),
        ("Draft on:2026-02-30", "In 'on:2026-02-30': There is no '2026-02-30'"),
        ("Draft @acme @foo", "The client is given twice, the second time as '@foo': keep one"),
        ("Draft @acme @/site", "The client is given twice, the second time as '@/site'"),
        ("Draft est:5m est:5m", "The estimate is given twice, the second time as 'est:5m'"),
        ("Draft on:fri on:mon", "The day is given twice, the second time as 'on:mon'"),
        ('Draft @"Blue Door', "The quotes in '@\"Blue' do not end with a word"),
        ('Draft @"Blue"Door', "The quotes in '@\"Blue\"Door' do not end with a word"),
        ('Draft +"deep', "The quotes in '+\"deep' do not end with a word"),
        ('Draft on:"next', "The quotes in 'on:\"next' do not end with a word"),
        ('Draft @""', "The client is empty"),
        ('Draft @acme/""', "The project is empty"),
        ('Draft +"\u200d"', "The tag is empty"),
        ("Draft @" + "x" * 101, "The client is 101 characters long: at most 100 fit"),
        ("x" * 501, "The title is 501 characters long: at most 500 fit"),
        ("word " * 2001, "The line is 10004 characters long: at most 10000 fit"),
    ],
)
def test_a_bad_line_is_refused_and_the_word_is_named(line: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_quick_add(line, MONDAY)
    assert str(refused.value).startswith(sentence)


def test_the_week_begins_where_the_settings_say() -> None:
    sunday = date(2026, 11, 29)
    assert parse_quick_add("Draft on:next-mon", sunday, 0).day == date(2026, 11, 30)
    assert parse_quick_add("Draft on:next-mon", sunday, 6).day == date(2026, 12, 7)


def clean_or_none(text: str, most: int) -> str | None:
    try:
        return clean_line(text, most)
    except BadInput:
        return None


def cleaned(most: int) -> st.SearchStrategy[str]:
    return LINES.map(lambda text: clean_or_none(text, most) or "x")


@given(
    cleaned(TITLE_MAX),
    st.none() | cleaned(NAME_MAX),
    st.none() | cleaned(NAME_MAX),
    st.lists(cleaned(NAME_MAX), max_size=5, unique_by=str.casefold),
    st.none() | st.integers(1, 24 * 3600),
    st.none() | st.dates(LEAST_DAY, LAST_DAY),
    st.dates(LEAST_DAY, LAST_DAY),
)
def test_a_task_is_read_back_as_it_was_written(
    title: str,
    client: str | None,
    project: str | None,
    tags: list[str],
    estimate_s: int | None,
    day: date | None,
    today: date,
) -> None:
    task = QuickAdd(title, client, project, tuple(tags), estimate_s, day)
    assert parse_quick_add(format_quick_add(task), today) == task


@given(LINES, st.dates(LEAST_DAY, LAST_DAY))
def test_a_line_is_read_or_refused(line: str, today: date) -> None:
    parsed = None
    with suppress(BadInput):
        parsed = parse_quick_add(line, today)
    if parsed:
        assert parse_quick_add(format_quick_add(parsed), MONDAY) == parsed


@pytest.mark.parametrize(
    "piece", ["x ", "@", "@a ", '@"', '+"a ', "+a ", "+é ", "\\", "\\@ ", 'on:"\\', "est:1 ", "/", "\u0301"]
)
def test_a_megabyte_is_refused_at_once(piece: str) -> None:
    # No clock decides a test run; but what takes the square of its input would not end while one waits.
    with pytest.raises(BadInput):
        parse_quick_add(piece * (1_000_000 // len(piece)), MONDAY)

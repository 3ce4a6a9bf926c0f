r"""How names of clients, projects and tags are written and read: one grammar for every place.

In a *line* (quick add, filters) a name begins with its sign and ends with its word: `@acme/site`, `+writing`. Quotes
hold a name together that is more than one plain word: `@"Novo A/S"/"Web site"`, `+"two words"`. Punctuation behind a
name belongs to the sentence around it: "talk to @ana, then rest".

In a *field* (an argument of a command, a line of a form) the name is all there is, so only what would be misread needs
quotes: `Blue Door/site`, but `"Novo A/S"/site`.

Inside quotes a backslash stands before a quote or a backslash. Curly quotes are read like straight ones.

`dayplan today` writes names, so this module imports nothing at module level.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NoReturn, Protocol, TypeVar

    class _Named(Protocol):
        name: str

    Named = TypeVar("Named", bound=_Named)

_CLOSING = {'"': '"', "“": '“”"', "„": '“”"'}
"""What begins a quoted name, and what can end it."""
PUNCTUATION = ",.;:!?…)]}'\"“”’»"
"""At the end of a name without quotes: part of the sentence, not of the name."""


_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


def key_of(name: str) -> str:
    """Return what makes two names one: neither case nor the shape of quotes tells them apart."""
    return name.casefold().translate(_STRAIGHT)


def called(name: str, known: Iterable[Named]) -> Named | None:
    """Return the one that has a name: written with the same quotes, else with others."""
    found = [each for each in known if key_of(each.name) == key_of(name)]
    return next((each for each in found if each.name.casefold() == name.casefold()), found[0] if found else None)


# Writing


def write_owner(client: str | None, project: str | None) -> str:
    """Write a client or a project for a field: `acme`, `Blue Door/site`, `"Novo A/S"`, `/site` for nobody's project."""
    written = _in_quotes(client) if client and (client[0] == "@" or _misread(client)) else client or ""
    return f"{written}/{write_name(project)}" if project else written


def write_name(name: str) -> str:
    """Write a name that stands alone in a field, so that `read_name` reads it."""
    return _in_quotes(name) if name[:1] == "@" or _misread(name) else name


def write_owner_word(client: str | None, project: str | None) -> str:
    """Write a client or a project as a word of a line: `@acme/site`, `@"Blue Door"`."""
    word = f"@{_word(client)}" if client else "@"
    return f"{word}/{_word(project)}" if project else word


def write_tag_word(tag: str) -> str:
    """Write a tag as a word of a line: `+writing`, `+"two words"`, `+"2026"`."""
    return "+" + (_word(tag) if tag[:1].isalpha() or tag[:1] == "_" else _in_quotes(tag))


def write_tags(tags: Iterable[str]) -> str:
    """Write tags as `read_tags` reads them: `writing "two words"`."""
    return " ".join(map(_word, tags))


def _word(name: str) -> str:
    plain = all(character.isalnum() or character in "_.-" for character in name) and not name.endswith(".")
    return name if plain and name else _in_quotes(name)


def _misread(name: str) -> bool:
    return "/" in name or name[:1] in _CLOSING


def _in_quotes(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# Reading a field


def read_owner(text: str) -> tuple[str, str]:
    """Return client and project of `acme/site`, `@acme` or `/site`; what is not there is empty. Raises `BadInput`."""
    from dayplan.domain.hygiene import tidy

    typed = tidy(text).removeprefix("@").strip()
    if typed[:1] in _CLOSING:
        name, end = _quoted_name(typed)
        rest = typed[end:].lstrip()
        if rest[:1] not in ("", "/"):
            _refuse_quotes(typed)
        client, project = _clean(name, "client"), rest[1:].strip()
    else:
        name, _, rest = typed.partition("/")
        client, project = _clean(name, "client") if name.strip() else "", rest.strip()
    return client, _field_name(project, "project") if project else ""


def read_name(text: str, what: str = "name") -> str:
    """Return a name that stands alone, as where one is renamed. Raises `BadInput`, for a slash outside quotes, too."""
    from dayplan.domain.hygiene import quoted, tidy
    from dayplan.errors import BadInput

    typed = tidy(text).removeprefix("@").strip()
    if "/" in typed and typed[:1] not in _CLOSING:
        raise BadInput(
            f"{quoted(typed)} would be a project of a client: write the new name alone, in quotes if the slash belongs "
            f"to it, as in {_in_quotes(typed[:40])}."
        )
    return _field_name(typed, what)


def read_tag(text: str) -> str:
    """Return one tag of a field: `writing`, `+writing`, `+"two words"`, `+two words`. Raises `BadInput`."""
    from dayplan.domain.hygiene import tidy

    return _field_name(tidy(text).removeprefix("+").strip(), "tag")


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a list, `writing, admin` or `+writing +"two words"`, each once. Raises `BadInput`."""
    from dayplan.domain.hygiene import tidy

    line, at = tidy(text), 0
    tags: dict[str, str] = {}
    while at < len(line):
        if line[at] in " ,":
            at += 1
            continue
        at += line[at] == "+"
        if line[at : at + 1] in _CLOSING:
            name, length = _quoted_name(line[at:])
            end = at + length
            if line[end : end + 1] not in ("", " ", ","):
                _refuse_quotes(line[at:])
        else:
            end = min((place for place in (line.find(" ", at), line.find(",", at)) if place >= 0), default=len(line))
            name = line[at:end].rstrip(PUNCTUATION)
        tag = _clean(name, "tag")
        tags.setdefault(tag.casefold(), tag)
        at = end
    return tuple(tags.values())


def _field_name(typed: str, what: str) -> str:
    if typed[:1] in _CLOSING:
        name, end = _quoted_name(typed)
        if end < len(typed):
            _refuse_quotes(typed)
        return _clean(name, what)
    return _clean(typed, what)


def _quoted_name(typed: str) -> tuple[str, int]:
    found = unquote(typed, 0)
    if found is None:
        _refuse_quotes(typed)
    return found


def _refuse_quotes(typed: str) -> NoReturn:
    from dayplan.domain.hygiene import quoted
    from dayplan.errors import BadInput

    raise BadInput(
        f"The quotes in {quoted(typed)} do not go around the name: write "
        r'"Blue Door", with a backslash before a quote that belongs to the name, as in "The \"Old\" Mill".'
    )


def _clean(name: str, what: str) -> str:
    from dayplan.domain.hygiene import clean_line
    from dayplan.domain.model import NAME_MAX

    return clean_line(name, NAME_MAX, what)


def slash_hint(client: str | None, project: str | None, clients: Iterable[str]) -> str:
    """Say how to write a client that has a slash in its name, where its quotes were left out or taken by a shell."""
    if not client or not project:
        return ""
    meant = f"{client}/{project}".casefold()
    found = next((name for name in clients if name.casefold() == meant), None)
    return (
        "" if found is None else f" The client is written in quotes, in a shell with others around: '@{_word(found)}'."
    )


# Reading a line


def unquote(line: str, at: int) -> tuple[str, int] | None:
    """Return the name in the quotes that begin at a place, and where they end; None where they do not end."""
    closing = _CLOSING[line[at]]
    read: list[str] = []
    at += 1
    while at < len(line):
        character = line[at]
        if character in closing:
            return "".join(read), at + 1
        if character == "\\" and line[at + 1 : at + 2] in ("\\", *closing):
            at += 1
        read.append(line[at])
        at += 1
    return None


def begins_owner(word: str) -> bool:
    """Whether a word of a line names a client or a project, seen from its beginning only: `@` and `@,` do not."""
    name = word[1:].removeprefix("/")
    return word.startswith("@") and (name[:1] in _CLOSING or name.strip(PUNCTUATION + "/") != "")


def begins_tag(word: str) -> bool:
    """Whether a word of a line names a tag, seen from its beginning only: +1 and +49 170 do not."""
    return word.startswith("+") and (word[1:2].isalpha() or word[1:2] == "_" or word[1:2] in _CLOSING)


def line_of(words: Sequence[str]) -> str:
    """Return the line that the arguments of a command make: `@Blue Door` in one argument had quotes that a shell took.

    Not where it is the only argument, which is a whole line, or holds more than the name.
    """
    return " ".join(map(_quoted_again, words)) if len(words) > 1 else " ".join(words)


def _quoted_again(word: str) -> str:
    first, *more = word.split()[:1000] or [""]
    marked = any(begins_owner(each) or begins_tag(each) or ":" in each for each in more)
    if not more or marked or '"' in word or not (begins_owner(first) or begins_tag(first)):
        return word
    if first.startswith("+"):
        return write_tag_word(word[1:].strip())
    client, _, project = word[1:].partition("/")
    return write_owner_word(client.strip(), project.strip())


def take_owner(line: str, at: int) -> tuple[str | None, str | None, int] | None:
    """Return the client and the project that a line names at an `@`, and where the name ends.

    What follows up to the next space is punctuation of the sentence, or a fault. None where quotes do not end.
    """
    client = project = None
    end = at + 1
    if line[end : end + 1] != "/":
        found = _take(line, end, slash=True)
        if found is None:
            return None
        client, end = found
    if line[end : end + 1] == "/":
        end += 1
        found = _take(line, end, slash=False)
        if found is None:
            return None
        if found[1] > end:
            project, end = found
    return client, project, end


def take_tag(line: str, at: int) -> tuple[str, int] | None:
    """Return the tag that a line names at a `+`, and where the name ends; see `take_owner`."""
    return _take(line, at + 1, slash=False)


def _take(line: str, at: int, *, slash: bool) -> tuple[str, int] | None:
    if line[at : at + 1] in _CLOSING:
        return unquote(line, at)
    ends = [place for place in (line.find(" ", at), line.find("/", at) if slash else -1) if place >= 0]
    end = min(ends, default=len(line))
    name = line[at:end]
    if line[end : end + 1] != "/":
        name = name.rstrip(PUNCTUATION)
    return name, at + len(name)


def last_word(line: str) -> int:
    """Return where the last word of a line begins; a name whose quotes are still open is one word."""
    at = 0
    while True:
        end = _end_of_word(line, at)
        if end >= len(line):
            return at
        at = end + 1


def _end_of_word(line: str, at: int) -> int:
    taken: int | None = at
    if line[at : at + 1] == "@":
        owner = take_owner(line, at)
        taken = None if owner is None else owner[2]
    elif line[at : at + 1] == "+" or line[at : at + 1] in _CLOSING:
        tag = take_tag(line, at) if line[at] == "+" else unquote(line, at)
        taken = None if tag is None else tag[1]
    if taken is None:
        return len(line)
    space = line.find(" ", taken)
    return len(line) if space < 0 else space

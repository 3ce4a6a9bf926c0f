"""Which tasks a filter line shows: words of the title, `@client`, `@client/project`, `+tag`, `open` or `done`."""

from __future__ import annotations

from dayplan.domain.hygiene import tidy
from dayplan.domain.model import STATUSES, Task
from dayplan.domain.names import PUNCTUATION, take_owner, take_tag
from dayplan.domain.naming import best, matches
from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection


class Filter(NamedTuple):
    """What was asked for; a task must satisfy all of it, and an empty filter shows everything."""

    words: str = ""
    owner: tuple[str, str | None] | None = None
    """Client and project, folded; a project of None means all of the client's."""
    tags: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    whole: frozenset[tuple[str, str]] = frozenset()
    """What is a whole name of its kind, a `client`, a `project` or a `tag`: of these, a beginning is not enough."""

    @property
    def empty(self) -> bool:
        """Whether it shows everything."""
        return self == Filter()

    def shows(self, task: Task) -> bool:
        """Whether a task satisfies the filter."""
        if self.statuses and task.status not in self.statuses:
            return False
        return self.fits(task.title, task.client, task.project, task.tags)

    def fits(self, title: str, client: str | None, project: str | None, tags: tuple[str, ...]) -> bool:
        """Whether work of that title, for them, satisfies it; beginnings of names are enough, case does not matter."""
        if not matches(self.words, title):
            return False
        if self.owner is not None:
            wanted, wanted_project = self.owner
            if not (client or project) or not self._is("client", client or "", wanted):
                return False
            if wanted_project is not None and not self._is("project", project or "", wanted_project):
                return False
        return all(any(self._is("tag", tag, wanted) for tag in tags) for wanted in self.tags)

    def _is(self, kind: str, name: str, wanted: str) -> bool:
        folded = name.casefold()
        return folded == wanted if (kind, wanted) in self.whole else folded.startswith(wanted)

    def exact(self, owners: frozenset[tuple[str, str]], tags: frozenset[str]) -> Filter:
        """Take what is the whole name of something as that name only: `@acme` is not Acmeville, where there is an acme.

        A name that begins none is taken as `naming` does: without its accents, or by words. `owners` are (client,
        project) as they are kept, with an empty project for the client itself.
        """
        named = self
        folded = {tag.casefold() for tag in tags}
        whole = frozenset(("tag", tag) for tag in self.tags if tag in folded)
        if self.owner is not None:
            kept = [(name.casefold(), of.casefold()) for name, of in owners]
            client, project = self.owner
            client = _known(client, {name for name, _ in kept})
            if project:
                project = _known(project, {of for name, of in kept if name.startswith(client)})
            named = self._replace(owner=(client, project))
            if client and any(name == client for name, _ in kept):
                whole |= {("client", client)}
            of_client = [of for name, of in kept if self._replace(whole=whole)._is("client", name, client)]
            if project and project in of_client:
                whole |= {("project", project)}
        return named._replace(whole=whole)


def _known(typed: str, names: Collection[str]) -> str:
    """Return the one name that is meant, where what was typed begins none."""
    if any(name.startswith(typed) for name in names):
        return typed
    fitting = best(typed, sorted(names), str)
    return fitting[0] if len(fitting) == 1 else typed


def parse_filter(line: str, *, with_statuses: bool = True) -> Filter:
    """Read a filter line; every line means something, so nothing is refused. A status may be a word like any other."""
    words, tags, statuses = [], [], []
    owner: tuple[str, str | None] | None = None
    line = tidy(line)
    at = 0
    while at < len(line):
        sign = line[at]
        if sign == " ":
            at += 1
        elif sign == "@":
            named = take_owner(line, at) or take_owner(*_closed(line, at))
            assert named is not None
            client, project, at = named
            at = _past_punctuation(line, at)
            owner = (client or "").casefold(), None if project is None else project.casefold()
        elif sign == "+" and line[at + 1 : at + 2] not in ("", " "):
            tagged = take_tag(line, at) or take_tag(*_closed(line, at))
            assert tagged is not None
            tag, at = tagged
            at = _past_punctuation(line, at)
            tags.append(tag.casefold())
        else:
            space = line.find(" ", at)
            word = line[at:] if space < 0 else line[at:space]
            at += len(word)
            folded = word.casefold()
            if with_statuses and folded in STATUSES:
                statuses.append(folded)
            else:
                words.append(word)
    return Filter(" ".join(words), owner, tuple(tags), tuple(statuses))


def _closed(line: str, at: int) -> tuple[str, int]:
    """Close quotes that are still open: a line counts while it is typed."""
    return line.rstrip("\\") + '"', at


def _past_punctuation(line: str, at: int) -> int:
    end = at
    while end < len(line) and line[end] in PUNCTUATION:
        end += 1
    return end if line[end : end + 1] in ("", " ") else at

"""Which tasks a filter line shows: words of the title, `@client`, `@client/project`, `+tag`, `open` or `done`."""

from __future__ import annotations

import re

from dayplan.domain.entry import matches
from dayplan.domain.hygiene import tidy
from dayplan.domain.model import STATUSES, Task
from dayplan.domain.record import NamedTuple

_WORD = re.compile(r'[@+](?:"[^"]*"|[^\s"])*+(?=\s|$)|\S+')
"""A word, or a name in which quotes hold spaces together: `@"Blue Door"/site`."""


class Filter(NamedTuple):
    """What was asked for; a task must satisfy all of it, and an empty filter shows everything."""

    words: str = ""
    owner: str | None = None
    tags: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()
    """Words that are whole names: of these, a beginning is not enough."""

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
            wanted, slash, wanted_project = self.owner.partition("/")
            if not (client or project) or not _is(client or "", wanted, self.whole):
                return False
            if slash and not _is(project or "", wanted_project, self.whole):
                return False
        return all(any(_is(tag, wanted, self.whole) for tag in tags) for wanted in self.tags)

    def exact(self, owners: frozenset[tuple[str, str]], tags: frozenset[str]) -> Filter:
        """Take what is the whole name of something as that name only: `@acme` is not Acmeville, where there is an acme.

        `owners` are (client, project) as they are kept, with an empty project for the client itself.
        """
        whole = {tag.casefold() for tag in tags} & set(self.tags)
        if self.owner is not None:
            client, _, project = self.owner.partition("/")
            kept = [(name.casefold(), of.casefold()) for name, of in owners]
            whole |= {client} & {name for name, _ in kept}
            whole |= {project} & {of for name, of in kept if _is(name, client, frozenset(whole))}
        return self._replace(whole=frozenset(whole - {""}))


def _is(name: str, wanted: str, whole: frozenset[str]) -> bool:
    folded = name.casefold()
    return folded == wanted if wanted in whole else folded.startswith(wanted)


def parse_filter(line: str, *, with_statuses: bool = True) -> Filter:
    """Read a filter line; every line means something, so nothing is refused. A status may be a word like any other."""
    words, tags, statuses = [], [], []
    owner = None
    for word in _WORD.findall(tidy(line)):
        folded = word.casefold().replace('"', "") if word[0] in "@+" else word.casefold()
        if folded.startswith("@"):
            owner = folded[1:]
        elif folded.startswith("+") and len(folded) > 1:
            tags.append(folded[1:])
        elif with_statuses and folded in STATUSES:
            statuses.append(folded)
        else:
            words.append(word)
    return Filter(" ".join(words), owner, tuple(tags), tuple(statuses))

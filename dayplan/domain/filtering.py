"""Which tasks a filter line shows: words of the title, `@client`, `@client/project`, `+tag`, `open` or `done`."""

from __future__ import annotations

from dayplan.domain.entry import matches
from dayplan.domain.hygiene import tidy
from dayplan.domain.model import STATUSES, Task
from dayplan.domain.record import NamedTuple


class Filter(NamedTuple):
    """What was asked for; a task must satisfy all of it, and an empty filter shows everything."""

    words: str = ""
    owner: str | None = None
    tags: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it shows everything."""
        return self == Filter()

    def shows(self, task: Task) -> bool:
        """Whether a task satisfies the filter; beginnings of names are enough, case does not matter."""
        if not matches(self.words, task.title):
            return False
        if self.statuses and task.status not in self.statuses:
            return False
        if self.owner is not None:
            client, slash, project = self.owner.partition("/")
            if not (task.client or "").casefold().startswith(client) or not (task.client or task.project):
                return False
            if slash and not (task.project or "").casefold().startswith(project):
                return False
        mine = [tag.casefold() for tag in task.tags]
        return all(any(tag.startswith(wanted) for tag in mine) for wanted in self.tags)


def parse_filter(line: str) -> Filter:
    """Read a filter line; every line means something, so nothing is refused."""
    words, tags, statuses = [], [], []
    owner = None
    for word in tidy(line).split():
        folded = word.casefold()
        if folded.startswith("@"):
            owner = folded[1:]
        elif folded.startswith("+") and len(folded) > 1:
            tags.append(folded[1:])
        elif folded in STATUSES:
            statuses.append(folded)
        else:
            words.append(word)
    return Filter(" ".join(words), owner, tuple(tags), tuple(statuses))

"""Between a line that is being typed and what is known already: clients, projects, tags, phrases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual.suggester import Suggester

from dayplan.domain import completing
from dayplan.domain.days import logical_day
from dayplan.domain.model import MISSED, ON_AWAY, Now
from dayplan.storage import browse
from dayplan.storage.reader import Reader

Complete = Callable[[str], str]


class Known(NamedTuple):
    """What can be completed, the likeliest first."""

    owners: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def complete(self, kind: str) -> Complete:
        """Return how a line of that kind is completed."""
        ways: dict[str, Complete] = {
            "quick_add": partial(completing.complete_quick_add, owners=self.owners, tags=self.tags),
            "owner": partial(completing.complete_owner, owners=self.owners),
            "tags": partial(completing.complete_tags, tags=self.tags),
            "task": partial(completing.complete_choice, choices=self.titles),
            "missed": partial(completing.complete_choice, choices=MISSED),
            "on_away": partial(completing.complete_choice, choices=ON_AWAY),
            "every": completing.complete_phrase,
            "range": partial(completing.complete_choice, choices=completing.RANGES),
            "day": partial(completing.complete_choice, choices=completing.DAYS),
        }
        return ways[kind]


def known(reader: Reader, now: Now) -> Known:
    """Ask what there is."""
    today = logical_day(now, reader.settings().day_start_s)
    titles = dict.fromkeys(candidate.title for candidate in browse.candidates(reader, today))
    return Known(tuple(browse.owners(reader)), tuple(browse.tags(reader)), tuple(titles))


class Completer(Suggester):
    """Shows behind the cursor what a line would become."""

    def __init__(self, complete: Complete) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole line, completed; None where nothing fits."""
        return self.complete(value) or None

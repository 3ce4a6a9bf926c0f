"""Whether anybody is there, as a command of its person's own says: the only source of idleness there is (T6)."""

from __future__ import annotations

import asyncio
import math
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from dayplan.domain.hygiene import quoted
from dayplan.domain.unseen import ASLEEP_S, Unseen
from dayplan.errors import DayplanError, Refused

if TYPE_CHECKING:
    from dayplan.domain.model import Now

PATIENCE = 5.0
"""Seconds within which the command must answer."""


class IdleWatch:
    """Asks the command from time to time, and knows since when nobody has touched the machine."""

    def __init__(self) -> None:
        self._since: int | None = None
        self._asking = False
        self._said: set[str] = set()

    def first_time(self, sentence: str) -> bool:
        """Whether this was not said before: a command that fails, fails every quarter of a minute."""
        first = sentence not in self._said
        self._said.add(sentence)
        return first

    def gone(self, before: int) -> int:
        """Return since when nobody was there, at the latest at `before`; that is then known, and not asked again."""
        since, self._since = self._since, None
        return before if since is None else min(since, before)

    async def look(self, command: str, clock: Callable[[], Now]) -> Unseen | None:
        """Ask, and return the stretch in which nobody was there, once somebody is there again.

        Raises `Refused` with what is wrong with the command.
        """
        if self._asking:
            return None
        self._asking = True
        try:
            idle = await idle_seconds(command)
        finally:
            self._asking = False
        now = clock().epoch
        if idle >= ASLEEP_S:
            self._since = min(now - idle, now if self._since is None else self._since)
            return None
        since, self._since = self._since, None
        if since is None or now - idle - since < ASLEEP_S:
            return None
        return Unseen("idle", since, now - idle)


async def idle_seconds(command: str) -> int:
    """Run the command in a shell and read the seconds that it prints. Raises `Refused` with what is wrong with it."""
    own_group = {"start_new_session": True} if os.name == "posix" else {}
    process = await asyncio.create_subprocess_shell(
        command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # it would be painted over the planner
        **own_group,  # type: ignore[arg-type]
    )
    try:
        out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    except TimeoutError:
        raise _wrong(command, f"did not answer within {PATIENCE:.0f} seconds") from None
    finally:
        if process.returncode is None:
            _kill(process)
            await process.wait()
    if process.returncode:
        raise _wrong(command, f"failed with exit code {process.returncode}")
    words = out.decode(errors="replace").split()
    with suppress(ValueError, IndexError):
        seconds = float(words[0])
        if math.isfinite(seconds) and seconds >= 0:
            return int(seconds)
    raise _wrong(command, f"printed {quoted(words[0])}, which is no number of seconds" if words else "printed nothing")


def _wrong(command: str, what: str) -> DayplanError:
    return Refused(f"The idle_command {quoted(command)} {what}, so nobody is asked about idle time.")


def _kill(process: asyncio.subprocess.Process) -> None:
    """End the command with whatever it has started."""
    with suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()

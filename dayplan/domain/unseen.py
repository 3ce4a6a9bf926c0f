"""Time nobody saw: what two readings of the machine's clocks say of the time between them (T2, T6, T7).

`dayplan today` waits for this module; see `days` for what that means.
"""

from __future__ import annotations

from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from dayplan.domain.model import Now, TimeEntry

    Why = Literal["asleep", "jumped", "restarted", "long", "idle", "set_back", "unresolved", "named"]

LONG_RUN_S = 12 * 3600
"""A timer that has run for longer is spoken of (T2)."""
ASLEEP_S = 5 * 60
"""A machine that slept, or a person who was idle, for less is not asked about."""
JUMP_S = 60
"""A clock that was put right by less is not spoken of."""
_TICK_S = 2


class Unseen(NamedTuple):
    """A stretch `[start, end)` of a running or finished entry that its person has not vouched for."""

    why: Why
    start: int
    end: int
    slept_s: int | None = None
    """How long the machine slept in it, where that is all that is known of when."""
    seen: Reading | None = None
    """The clocks when a planner noticed it: what happens after that is a question of its own."""

    @property
    def seconds(self) -> int:
        """How much time is in question."""
        return self.end - self.start

    @property
    def goes_on(self) -> bool:
        """Whether a timer is taken to run on after it, unless its person says otherwise.

        Whoever comes back to the machine goes on working; whoever forgot the timer does not.
        """
        return self.why not in ("restarted", "long") and self.seconds <= LONG_RUN_S


class Reading(NamedTuple):
    """The machine's clocks at one moment, as an entry keeps them and as `Now` has them."""

    epoch: int
    up_s: int | None
    """Seconds since the machine was started, sleep included; None where it cannot tell."""
    awake_s: int | None
    """The same without the time it slept."""


def reading_of(now: Now) -> Reading:
    """Return the clocks of one moment."""
    return Reading(now.epoch, now.up_s, now.awake_s)


def between(before: Reading, after: Reading) -> Unseen | None:
    """Say what happened between two readings of one running program: sleep, a jump, a clock set back, or nothing.

    A program that was only stopped (SIGSTOP), or a machine that was busy, is no sleep: all clocks go on.
    """
    passed = after.epoch - before.epoch
    if before.up_s is None or after.up_s is None:
        return Unseen("set_back", after.epoch, after.epoch) if passed <= -JUMP_S else None
    drift = passed - (after.up_s - before.up_s)
    if drift <= -JUMP_S:
        return Unseen("set_back", after.epoch, after.epoch)  # what it means for an entry says `since_seen`
    if slept(before, after) >= ASLEEP_S:
        return Unseen("asleep", before.epoch, after.epoch, seen=after)
    return Unseen("jumped", before.epoch, after.epoch, seen=after) if drift >= JUMP_S else None


def slept(before: Reading, after: Reading) -> int:
    """Return for how many seconds the machine slept between two readings, as far as it can tell."""
    if None in (before.up_s, before.awake_s, after.up_s, after.awake_s):
        return 0
    up, awake = after.up_s - before.up_s, after.awake_s - before.awake_s  # type: ignore[operator]
    return max(0, up - awake)


def since_seen(entry: TimeEntry, now: Now) -> Unseen | None:
    """Say what is in question about the running entry, by what it kept of the clocks when its person was last there.

    That is when it was started, or when its person last decided about it. It needs no program to have run since.
    Of a clock set back (T7) it is the time that was lost by that, as far as it is known: before the entry's start.
    Where it slept or was forgotten as well, all of it is in question, from when it began by the clock as it is now.
    """
    seen = Reading(
        entry.seen_at if entry.seen_at is not None else entry.started_at, entry.seen_up_s, entry.seen_awake_s
    )
    passed = now.epoch - seen.epoch
    ahead = None  # by how much the wall clock has moved farther than time has passed
    if now.up_s is not None and seen.up_s is not None and now.up_s >= seen.up_s:
        passed = now.up_s - seen.up_s
        ahead = now.epoch - seen.epoch - passed
    elif passed < -JUMP_S:
        return _of_unknown_length(entry, seen, now)
    begun_ahead = max(0, entry.started_at - seen.epoch)  # behind a record that the clock has still to reach
    gained = (ahead or 0) - begun_ahead
    if gained > -JUMP_S:
        return _in_sight(max(entry.started_at, seen.epoch), seen, now, None if ahead is None else gained)
    start = min(entry.started_at + gained, now.epoch)
    corrected = seen._replace(epoch=now.epoch - passed)
    worse = _in_sight(max(start, corrected.epoch), corrected, now, None if ahead is None else 0)
    if worse is not None:
        return worse._replace(start=start)
    found = Unseen("set_back", start, min(entry.started_at, now.epoch))
    return found if found.seconds else None  # it has only begun


def _of_unknown_length(entry: TimeEntry, seen: Reading, now: Now) -> Unseen | None:
    """Say what is in question where the clock was set back by nobody knows how much: what is sure, if anything."""
    if now.epoch >= entry.started_at:
        return None
    ran = 0
    if now.up_s is not None and seen.up_s is not None:  # restarted: it has run at least since then
        ran = now.up_s
    return Unseen("set_back", now.epoch - ran, now.epoch)


def _in_sight(since: int, seen: Reading, now: Now, ahead: int | None) -> Unseen | None:
    """Say what happened since a reading that the clock has not been set back behind."""
    if since >= now.epoch:
        return None
    if now.up_s is not None:
        started = now.epoch - now.up_s  # when the machine was, by the clock as it stands now
        again = seen.up_s is not None and now.up_s < seen.up_s
        if again or (started > since + JUMP_S and (ahead is None or ahead >= JUMP_S)):
            return Unseen("restarted", since, now.epoch)
        if ahead is not None and ahead >= JUMP_S:
            return Unseen("jumped", since, now.epoch)
        asleep = slept(seen, reading_of(now))
        if asleep >= ASLEEP_S:
            return Unseen("asleep", since, now.epoch, min(asleep, now.epoch - since))
    return Unseen("long", since, now.epoch) if now.epoch - since > LONG_RUN_S else None


def in_question(found: Unseen, entry: TimeEntry, now: Now) -> Unseen | None:
    """Return what of a stretch that was noticed is still to be decided of an entry; None where nothing is.

    Somebody may have decided meanwhile: in another planner, or from the command line.
    """
    if found.why == "unresolved":
        standing = entry.state == "unresolved" and (entry.started_at, entry.ended_at) == (found.start, found.end)
        return found if standing else None
    if found.why == "named":  # by its person, who knows
        end = now.epoch if entry.ended_at is None else entry.ended_at
        return found if entry.started_at <= found.start < found.end <= end else None
    if entry.ended_at is not None or entry.state != "kept":
        return None
    if found.why in ("asleep", "jumped", "idle") and found.slept_s is None:  # it is known when
        start = max(found.start, entry.started_at, entry.seen_at or 0)
        least = JUMP_S if found.why == "jumped" else ASLEEP_S
        return found._replace(start=start) if found.end - start >= least else None
    again = since_seen(entry, now)
    if again is None or (again.why == "set_back") != (found.why == "set_back"):
        return None
    same = abs(again.start - found.start) <= _TICK_S  # two clocks are read to the second
    return found if found.why == "set_back" or same else None  # it has gone on since


def undecided(entry: TimeEntry) -> Unseen:
    """Return the question about an entry that was put off: all of it."""
    assert entry.ended_at is not None
    return Unseen("unresolved", entry.started_at, entry.ended_at)

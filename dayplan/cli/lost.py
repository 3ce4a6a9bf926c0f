"""Where the planner finds copies and no data: it offers to put the newest good copy back before it starts."""

from __future__ import annotations

from dayplan.cli.call import Call
from dayplan.domain.days import logical_day
from dayplan.domain.model import Settings
from dayplan.storage.lost import newest_good
from dayplan.text.backups import holds, moment


def offer_newest_copy(call: Call) -> bool:
    """Ask on the terminal whether to put the newest good copy back, and do so; return whether that was done."""
    good = newest_good(call.path)
    if good is None or good.held.contents is None:
        return False
    settings = Settings()
    when = moment(good.held.copy.at, call.now, settings, logical_day(call.now, settings.day_start_s))
    call.note(f"There is no data in {call.path}. The newest good copy is of {when}: {holds(good.held.contents)}.")
    if not call.asks("Put it back and open the planner?"):
        return False
    from dayplan.planner.backups import BackupPart

    BackupPart(call.path).restore(good.held.copy.path, call.now)
    return True

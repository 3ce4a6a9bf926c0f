"""`dayplan status`: one line for prompts and status bars. It never writes (S2)."""

from __future__ import annotations

from dayplan.domain.steering import apart
from dayplan.domain.unseen import since_seen
from dayplan.domain.wording import format_duration
from dayplan.text.cells import fitted, width_of
from dayplan.text.day import day_lines, size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.cli.call import Call
    from dayplan.cli.parser import Parser, Run
    from dayplan.domain.model import Day

TITLE_WIDTH = 40


def show_status(call: Call, form: str = "plain") -> int:
    """Print what runs and how the day stands."""
    reader = call.reader()
    day = None
    if reader is not None:
        day = reader.day(call.now)
        reader.close()
    if form == "plain":
        call.say([_line(call, day)])
    elif form == "tmux":
        call.say([_line(call, day).replace("#", "##")])  # it would read #[...] as colours, and #{...} as its own names
    elif form == "json":
        call.show(_json(day))
    else:
        call.show(_waybar(call, day), indent=None)  # waybar reads one line
    return 0


def _line(call: Call, day: Day | None) -> str:
    if day is None:
        return "no day yet"
    signs = call.paint.glyphs
    parts = []
    if day.running is not None:
        entry = day.running.entry
        title = entry.title
        if width_of(title) > TITLE_WIDTH:
            title = fitted(title, TITLE_WIDTH, signs.ellipsis)
        title = apart(title)
        doubt = "?" if since_seen(entry, day.now) is not None else ""
        parts.append(f"{signs.running} {title} {format_duration(entry.seconds(day.now.epoch))}{doubt}")
    size = size_of(day, day.tracked_s, day.left_s)
    if day.seeded or day.tasks:
        parts += [size.done, size.verdict]
        parts += [f"{format_duration(day.undecided_s)} to decide"] if day.undecided_s else []
    elif day.running is None:
        parts.append("not planned yet")
    return f" {signs.dot} ".join(part for part in parts if part) or size.planned


def _json(day: Day | None) -> dict[str, object]:
    from dayplan.text import as_json

    if day is None:
        return {"day": None, "seeded": False, "running": None}
    whole = as_json.day(day)
    running = whole["running"]
    if running is not None and day.running is not None:
        running["title"] = day.running.entry.title
    return {
        "day": whole["day"],
        "seeded": day.seeded,
        "running": running,
        "done": day.done,
        "count": day.countable,
        "capacity_seconds": day.capacity_s,
        "planned_seconds": day.planned_s,
        "tracked_seconds": day.tracked_s,
        "left_seconds": day.left_s,
        "undecided_seconds": day.undecided_s,
    }


def _waybar(call: Call, day: Day | None) -> dict[str, object]:
    """Return what waybar's custom modules read: text, tooltip, class."""
    line = _line(call, day)
    if day is None:
        return {"text": line, "tooltip": "dayplan", "class": "idle"}
    kind = "running" if day.running is not None else "over" if day.left_s < 0 and day.capacity_s else "idle"
    return {"text": _pango(line), "tooltip": _pango("\n".join(day_lines(day, call.paint))), "class": kind}


def _pango(text: str) -> str:
    """Write a text so that Pango reads no markup in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def status(parser: Parser) -> Run:
    """`status [--format]`."""
    from dayplan.cli.parser import ShownAs

    parser.add_argument(
        "--format",
        action=ShownAs,
        choices=("plain", "json", "tmux", "waybar"),
        help="for a prompt, a program, tmux or waybar",
    )
    return lambda given, call: show_status(call, given.format or ("json" if given.json else "plain"))

"""What Focus says, line by line; each line is there whatever it says, so that nothing jumps."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from dayplan.domain.days import clock_in
from dayplan.domain.model import Day, Task
from dayplan.domain.outlook import remaining_s
from dayplan.domain.pace import Pace, Phase, parse_pace
from dayplan.domain.wording import format_duration, format_minutes, minutes_left
from dayplan.text.day import whose
from dayplan.tui.look import GLYPHS, MUTED, bar, fitted

ACCENT = "$text-accent"


def title_line(title: str, task: Task | None, width: int) -> Content:
    """Name the task, and for whom it is where there is room for both."""
    owner = "" if task is None else whose(task.client, task.project)
    owner = f"  {owner}" if owner and cell_len(owner) + 2 <= width // 2 else ""
    room = width - cell_len(owner)
    return Content.assemble((_cut(title, room), "bold"), (owner, ACCENT))


def work_line(phase: Phase | None, pace: Pace | None, key: str, width: int) -> Content:
    """Say when the next break comes, or that it is time for it; nothing where work and break do not take turns."""
    if phase is None or pace is None:
        return Content("")
    if phase.name == "work":
        return Content.styled(f"break in {minutes_up(phase.seconds)}", MUTED)
    took = f"{format_duration(pace.work_s + phase.seconds)} of work: "
    words = f"time for a break {GLYPHS.dot} {key} takes it"
    said = next((each for each in (took + words, words) if cell_len(each) <= width), f"{key} takes a break")
    return Content.styled(_cut(said, width), ACCENT)


def break_line(phase: Phase, title: str, key: str, width: int) -> Content:
    """Say what goes on after the break; when it is over, so that it is seen."""
    return Content.styled(_cut(f"{key} goes on with {title}", width), ACCENT if phase.ended else MUTED)


def estimate_lines(task: Task, passed_s: int, begins: int, day: Day, width: int) -> Content:
    """Draw an estimate, say what is left of it, and when that is done for somebody who works on from `begins`."""
    assert task.estimate_s
    spent = task.tracked_total_s + passed_s
    left = task.estimate_s - spent
    whole = f"{format_duration(spent)} of {format_duration(task.estimate_s)} {GLYPHS.dot} "
    words = f"{format_minutes(minutes_left(left), left)} left" if left > 0 else f"{format_duration(-left)} over"
    done = clock_in(begins + left, day.now.zone, day.settings.clock_24) if left > 0 else ""
    return Content("\n").join(
        [
            bar(spent, task.estimate_s, width),
            Content.assemble((whole, MUTED), (words, "" if left > 0 else "$text-error")),
            Content.styled(f"done about {done}" if done else "", MUTED),
        ]
    )


def next_lines(day: Day, here: int | None, width: int) -> Content:
    """Say what comes next, with what it needs, and how much more there is today."""
    waiting = [task for task in day.tasks if task.status == "open" and not task.running and task.id != here]
    if not waiting:
        return Content.styled("nothing after this\n", MUTED)
    needs = remaining_s(waiting[0])
    needed = f" {GLYPHS.dot} {format_duration(needs)}" if needs else ""
    title = _cut(waiting[0].title, width - cell_len("next: ") - cell_len(needed))
    more = len(waiting) - 1
    after = f"then {more} more today" if more else "the last for today"
    return Content.assemble(("next: ", MUTED), title, (f"{needed}\n{after}", MUTED))


def described(line: str) -> str:
    """Say what a line about work and break means. Raises `BadInput` as `parse_pace` does."""
    pace = parse_pace(line)
    if pace is None:
        return "no breaks: the clock just runs · enter sets it"
    how = {"none": "", "bell": ", a bell", "desktop": ", a notification"}[pace.signal]
    work, rest = format_duration(pace.work_s), format_duration(pace.break_s)
    return f"{work} of work, {rest} of break{how} · enter sets it"


def counted_down(seconds: int) -> str:
    """Return a clock that counts down: `5:00`, `1:00:00`."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def minutes_up(seconds: int) -> str:
    """Write what is left in minutes, a minute that has begun as a whole one: nothing is only said of nothing."""
    return format_duration((seconds + 59) // 60 * 60)


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else fitted(text, width).rstrip()

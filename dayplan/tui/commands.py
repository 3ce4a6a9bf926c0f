"""Every action, named once: keys, footer, palette, help and the manual's tables all come from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayplan.tui.command import Command as Command
from dayplan.tui.command import bindings as bindings
from dayplan.tui.command import shown_key as shown_key


def _task(name: str, key: str, label: str, tooltip: str, action: str = "", shown: str = "") -> Command:
    return Command(f"task.{name}", key, label, tooltip, action or name, "Task", shown)


HELP = Command("app.help", "question_mark", "help", "Show every key; type to search", "app.help", "Program", "?")
PALETTE = Command("app.palette", "ctrl+p", "palette", "Find any action by name", "app.command_palette", "Program")
QUIT = Command("app.quit", "q", "quit", "Leave; a running timer runs on", "app.quit", "Program")
SUSPEND = Command(
    "app.suspend", "ctrl+z", "suspend", "Give the shell its terminal until `fg`", "app.suspend_process", "Program"
)

MANUAL = Command("app.manual", "f1", "manual", "Read the manual", "app.manual", "Program")

COPIES = Command("app.copies", "f2", "copies", "See the copies of your data, and put one back", "app.copies", "Program")

CLIENTS = Command(
    "app.clients", "at", "clients", "See clients and projects, and change them", "app.clients", "Program", "@"
)

APP: Sequence[Command] = (HELP, MANUAL, PALETTE, CLIENTS, COPIES, SUSPEND, QUIT)
"""What the program offers everywhere."""

START = _task("start", "enter", "start", "Start the timer on this task, or stop it", "start_stop", "enter")
DONE = _task("done", "space", "done", "Tick this task, or open it again", "tick", "space")
EDIT = _task("edit", "e", "edit", "Edit this task in a form")
MOVE = _task("move", "m", "move", "Move this task to another day, or to the inbox")
DROP = _task("drop", "x", "drop", "Give this task up; its time stays")
ADD = Command("day.add", "a", "add", "Add a task: Draft page @acme/site +writing est:45m on:fri", "add", "Adding")
CAPTURE = Command("inbox.capture", "c", "capture", "Catch something in the inbox, from anywhere", "capture", "Adding")
CLOSE_DAY = Command(
    "day.close", "C", "close day", "Close the day: planned against actual, what is open, a note", "close_day", "Days"
)
FIT = Command("day.fit", "o", "make it fit", "Too much? Choose what to move, and see what that changes", "fit", "Days")
CLOCK = Command(
    *("day.clock", "D", "is today right?", "After a long absence, or a wrong clock: catch up, or take back"),
    *("clock", "Days"),
)
UNDO = Command("history.undo", "u", "undo", "Take back the last change", "undo", "Changes")
REDO = Command("history.redo", "U", "redo", "Do again what was undone", "redo", "Changes")
STOP = Command("time.stop", "S", "stop timer", "Stop the timer, whatever it runs on", "stop_timer", "Time")
DECIDE = Command(
    "time.decide", "r", "resolve", "Decide about time nobody saw: keep, part, give, drop", "decide", "Time"
)

ANYWHERE: Sequence[Command] = (CAPTURE, STOP, UNDO, REDO)
"""What can be done wherever one is."""

ANY_TASK: Sequence[Command] = (
    START,
    DONE,
    EDIT,
    _task("notes", "E", "notes", "Edit this task's notes in $EDITOR"),
    MOVE,
    _task("tomorrow", "t", "tomorrow", "Move this task to tomorrow"),
    DROP,
    _task("delete", "delete", "delete", "Delete a one-off task without recorded time", shown="del"),
    _task("why", "w", "why", "Say why this task is here"),
    _task("adopt", "A", "also the template", "Give its template what you changed in this task"),
)
"""What every list of tasks offers."""

DAY: Sequence[Command] = (
    *ANY_TASK,
    _task("skip", "s", "skip", "Leave this occurrence out; it comes back on its next date"),
    _task("up", "K,shift+up", "move up", "Move this task up the list", "shift(-1)", "K"),
    _task("down", "J,shift+down", "move down", "Move this task down the list", "shift(1)", "J"),
    ADD,
    Command("inbox.open", "i", "inbox", "Open the inbox", "inbox", "Adding"),
    *ANYWHERE,
    Command("day.before", "left_square_bracket", "day before", "Show the day before", "turn(-1)", "Days", "["),
    Command("day.after", "right_square_bracket", "day after", "Show the day after", "turn(1)", "Days", "]"),
    Command("day.today", "full_stop", "today", "Show today", "today", "Days", "."),
    Command("day.filter", "slash", "filter", "Show only some tasks: words, @client, +tag, open", "filter", "Days", "/"),
    Command("day.clear", "escape", "clear", "Clear the filter", "clear_filter", "Days", "esc"),
    Command("day.focus", "f", "focus", "Show the running task alone, with a large clock", "focus_running", "Days"),
    FIT,
    CLOCK,
    Command("day.capacity", "z", "capacity", "Say how much time this day has", "capacity", "Days"),
    DECIDE,
    CLOSE_DAY,
    Command("day.bring_in", "b", "bring in", "Bring the open tasks of earlier days to today", "bring_in", "Days"),
    Command("day.plan", "p", "plan anyway", "Plan today all the same, on a day off", "plan_anyway", "Days"),
)
"""What Day mode offers."""

FOOTER: Sequence[Command] = (START, DONE, HELP, ADD, EDIT, MOVE, UNDO)
"""The keys that Day mode shows, the most needed first: a narrow line shows only those, and help among them."""


def _line(enter: str, escape: str) -> Sequence[Command]:
    return (
        Command("line.take", "enter", enter, "", "", "Line", "enter"),
        Command("line.leave", "escape", escape, "", "", "Line", "esc"),
        Command("line.complete", "tab", "complete", "", "", "Line"),
    )


ADDING = _line("add", "close")
"""The keys of the line that adds, while it is open."""
FILTERING = _line("to the list", "show all")
"""The keys of the filter line, while it is typed in."""

INBOX: Sequence[Command] = (
    _task("plan", "p", "today", "Plan this task for today", "today_instead"),
    *ANY_TASK,
    ADD._replace(id="inbox.add", tooltip="Add a task to the inbox", action="capture"),
    *ANYWHERE,
    Command("inbox.leave", "escape,i", "back", "Go back to the day", "leave", "Program", "esc"),
)
"""What the inbox offers."""

INBOX_FOOTER: Sequence[Command] = (INBOX[0], MOVE, HELP, CAPTURE, EDIT, DROP, INBOX[-1])

NOTE = Command("close.note", "N", "note", "Write a note for the day", "note", "Day")

CLOSE: Sequence[Command] = (
    Command("close.close", "enter,C", "close", "Close the day; it can still be changed", "close", "Day", "enter"),
    Command("close.next", "t", "next day", "Move this task to the next working day", "tomorrow", "Task"),
    MOVE,
    Command("close.inbox", "i", "inbox", "Put this task in the inbox", "put_aside", "Task"),
    DONE,
    DROP,
    EDIT,
    Command("close.all_next", "T", "all: next day", "Move all that is open to the next working day", "all_next", "All"),
    Command("close.all_move", "M", "all: move", "Move all that is open to a day", "all_move", "All"),
    Command("close.all_inbox", "I", "all: inbox", "Put all that is open in the inbox", "all_aside", "All"),
    Command("close.all_drop", "X", "all: drop", "Give up all that is open; its time stays", "all_drop", "All"),
    NOTE,
    DECIDE,
    Command("close.reopen", "backspace", "open again", "Take back that the day was closed", "reopen", "Day"),
    *ANYWHERE,
    Command("close.before", "left_square_bracket", "day before", "Look at the day before", "turn(-1)", "Days", "["),
    Command("close.after", "right_square_bracket", "day after", "Look at the day after", "turn(1)", "Days", "]"),
    Command("close.leave", "escape", "back", "Go back; nothing more is done", "leave", "Program", "esc"),
)
"""What closing a day offers."""

CLOSE_FOOTER: Sequence[Command] = (CLOSE[0], CLOSE[1], HELP, MOVE, DROP, NOTE, CLOSE[-1])

BREAK = Command("focus.break", "P", "break", "Take a break: the timer stops, Focus counts it down", "rest", "Breaks")
BREAKS = Command("focus.breaks", "B", "breaks", "Work and break in turns: 25m 5m bell", "breaks", "Breaks")

FOCUS: Sequence[Command] = (
    Command("focus.stop", "enter", "stop", "Stop the timer; after a break, start it again", "stop", "Task"),
    Command("focus.done", "space", "done", "Tick the running task", "tick", "Task"),
    Command("focus.leave", "escape,f", "back", "Go back; the timer runs on", "leave", "Program", "esc"),
    BREAK,
    BREAKS,
    *ANYWHERE,
)
"""What focus offers."""

FOCUS_FOOTER: Sequence[Command] = (*FOCUS[:3], BREAKS)
PACED_FOOTER: Sequence[Command] = (*FOCUS[:3], BREAK, BREAKS)
"""The same where work and break take turns."""
RESTING_FOOTER: Sequence[Command] = (FOCUS[0]._replace(label="go on"), *FOCUS[1:3], BREAKS)
"""The same during a break."""

MODES: Sequence[Command] = (
    Command("mode.day", "1", "Day", "The day", "app.go_to('day')", "Modes"),
    Command("mode.week", "2", "Week", "The week, with the days ahead", "app.go_to('week')", "Modes"),
    Command("mode.templates", "3", "Templates", "The work that comes back", "app.go_to('templates')", "Modes"),
    Command("mode.log", "4", "Log", "The time recorded, to correct", "app.go_to('log')", "Modes"),
    Command("mode.reports", "5", "Reports", "Where the time went", "app.go_to('reports')", "Modes"),
)
"""The modes; the same keys everywhere."""

LOG: Sequence[Command] = (
    Command("log.edit", "e,enter", "edit", "Change start, end, task and note", "edit", "Time"),
    Command("log.add", "a", "add", "Add time that was forgotten", "add", "Time"),
    Command("log.end_earlier", "left,h", "end earlier", "End 5 minutes earlier", "end(-1)", "Time", "←"),
    Command("log.end_later", "right,l", "end later", "End 5 minutes later", "end(1)", "Time", "→"),
    Command("log.start_earlier", "H,shift+left", "start earlier", "Start 5 minutes earlier", "start(-1)", "Time", "H"),
    Command("log.start_later", "L,shift+right", "start later", "Start 5 minutes later", "start(1)", "Time", "L"),
    Command("log.split", "d", "divide", "Divide it in two, at a time or after a duration", "split", "Time"),
    Command("log.cut", "x", "cut out", "Take a stretch out of what was recorded", "cut", "Time"),
    DECIDE,
    Command("log.delete", "delete", "delete", "Delete it", "delete", "Time", "del"),
    *ANYWHERE,
    Command("log.before", "left_square_bracket", "day before", "Show the day before", "turn(-1)", "Days", "["),
    Command("log.after", "right_square_bracket", "day after", "Show the day after", "turn(1)", "Days", "]"),
    Command("log.today", "full_stop", "today", "Show today", "today", "Days", "."),
    Command("log.back", "escape", "back", "Back to the report from which it was opened", "back", "Days", "esc"),
)
"""What Log mode offers."""

LOG_FOOTER: Sequence[Command] = (*LOG[:2], HELP, LOG[3], LOG[6], UNDO)

REPORTS: Sequence[Command] = (
    Command(
        "report.open",
        "enter",
        "open",
        "Show the entries of this line; of an entry, its day in the log",
        "open",
        "Report",
    ),
    Command("report.range", "R", "range", "Ask for other days: last week, october, q3, all time", "range", "Report"),
    Command("report.by", "tab", "by", "Sum up by the next: client, project, template, task, …", "by(1)", "Report"),
    Command("report.by_before", "shift+tab", "by before", "Sum up by the one before", "by(-1)", "Report"),
    Command(
        "report.longer",
        "plus",
        "longer",
        "From a week to its month, quarter, year, all time",
        "longer(1)",
        "Report",
        "+",
    ),
    Command(
        "report.shorter",
        "minus",
        "shorter",
        "From a year to its quarter, month, week, day",
        "longer(-1)",
        "Report",
        "-",
    ),
    Command("report.year", "y", "year", "Go to the year of days, or back to the lines", "year", "Report"),
    Command("report.before", "left_square_bracket", "before", "Show the time before, as long", "turn(-1)", "Days", "["),
    Command("report.after", "right_square_bracket", "after", "Show the time after, as long", "turn(1)", "Days", "]"),
    Command("report.now", "full_stop", "now", "Show the time we are in", "now", "Days", "."),
    Command(
        "report.filter", "slash", "filter", "Count only some work: words, @client/project, +tag", "filter", "Days", "/"
    ),
    Command("report.back", "escape", "back", "Back to the lines; then clear the filter", "back", "Days", "esc"),
    *ANYWHERE,
)
"""What Reports mode offers."""

REPORTS_FOOTER: Sequence[Command] = (*REPORTS[:2], HELP, REPORTS[2], *REPORTS[6:9])

PARTS_FOOTER: Sequence[Command] = (REPORTS[0]._replace(label="in the log"), REPORTS[11], HELP, *REPORTS[7:9])
"""The same among the entries of a line."""

YEAR: Sequence[Command] = (
    Command("year.choose", "enter", "this day", "Show the report of this day", "choose", "Year"),
    Command("year.week_before", "left,h", "week before", "The week before", "day_step(-7)", "Moving", "← h"),
    Command("year.week_after", "right,l", "week after", "The week after", "day_step(7)", "Moving", "→ l"),
    Command("year.day_before", "up,k", "day before", "The day before", "day_step(-1)", "Moving", "↑ k"),
    Command("year.day_after", "down,j", "day after", "The day after", "day_step(1)", "Moving", "↓ j"),
)
"""What the year of days offers while the cursor is in it."""

YEAR_FOOTER: Sequence[Command] = (YEAR[0], REPORTS[6]._replace(label="lines"), HELP, YEAR[1], YEAR[2], REPORTS[11])

EARLIER = Command("week.earlier", "H,shift+left", "earlier", "Move this task a day earlier", "push(-1)", "Task", "H")
LATER = Command("week.later", "L,shift+right", "later", "Move this task a day later", "push(1)", "Task", "L")

WEEK: Sequence[Command] = (
    *ANY_TASK,
    _task("skip", "s", "skip", "Leave this occurrence out; it comes back on its next date"),
    EARLIER,
    LATER,
    ADD,
    *ANYWHERE,
    Command("week.open", "v", "view day", "View this day in Day mode", "open", "Days"),
    CLOSE_DAY,
    Command("week.before", "left_square_bracket", "week before", "Show the week before", "turn(-1)", "Days", "["),
    Command("week.after", "right_square_bracket", "week after", "Show the week after", "turn(1)", "Days", "]"),
    Command("week.today", "full_stop", "today", "Show this week", "today", "Days", "."),
)
"""What Week mode offers."""

WEEK_FOOTER: Sequence[Command] = (START, DONE, HELP, EARLIER, LATER, ADD)

GRID: Sequence[Command] = (
    Command("grid.left", "left,h", "day before", "The day before", "day_step(-1)", "Moving", "← h"),
    Command("grid.right", "right,l", "day after", "The day after", "day_step(1)", "Moving", "→ l"),
    Command("grid.up", "up,k", "up", "The task above", "step(-1)", "Moving", "↑ k"),
    Command("grid.down", "down,j", "down", "The task below", "step(1)", "Moving", "↓ j"),
)

TEMPLATES: Sequence[Command] = (
    Command("template.edit", "e,enter", "edit", "Edit it; its dates show as you type", "edit", "Template"),
    Command("template.add", "a", "add", "Make a template", "add", "Template"),
    Command("template.early", "b", "do early", "Bring its next occurrence to today", "early", "Template"),
    Command("template.pause", "P", "pause", "Let it rest until a day, or let it come back", "pause", "Template"),
    Command("template.archive", "x", "archive", "Put it away, or out again; its history stays", "archive", "Template"),
    Command(
        "template.estimate",
        "equals_sign",
        "take median",
        "Make the median of eight its estimate",
        "median",
        "Template",
        "=",
    ),
    Command("template.why", "w", "why", "Say why it is due today, or why it is not", "why", "Template"),
    Command("template.up", "K,shift+up", "move up", "Seed it earlier in the day", "shift(-1)", "Template", "K"),
    Command("template.down", "J,shift+down", "move down", "Seed it later in the day", "shift(1)", "Template", "J"),
    Command("template.order", "O", "usual order", "Make today's order the usual order", "order", "Template"),
    Command("template.shelf", "V", "archived", "Show the archived ones too, or not", "shelf", "Template"),
    *ANYWHERE,
)
"""What Templates mode offers."""

TEMPLATES_FOOTER: Sequence[Command] = (*TEMPLATES[:2], HELP, TEMPLATES[3], TEMPLATES[4], UNDO)

LIST: Sequence[Command] = (
    Command("list.up", "up,k", "up", "The task above", "cursor_up", "Moving", "↑ k"),
    Command("list.down", "down,j", "down", "The task below", "cursor_down", "Moving", "↓ j"),
    Command("list.first", "g,home", "first", "The first task", "first", "Moving", "g"),
    Command("list.last", "G,end", "last", "The last task", "last", "Moving", "G"),
    Command("list.page_up", "pageup", "page up", "A page up", "page_up", "Moving", "pgup"),
    Command("list.page_down", "pagedown", "page down", "A page down", "page_down", "Moving", "pgdn"),
)
"""What every list offers."""

OWNERS: Sequence[Command] = (
    Command("owner.edit", "e,enter", "edit", "Change name, rate, colour, billing", "edit", "Client"),
    Command("owner.add", "a", "add", "Make a client, or a project as in acme/site", "add", "Client"),
    Command("owner.merge", "m", "merge", "Give all of its work to another, and take it away", "merge", "Client"),
    Command("owner.archive", "x", "archive", "Put it away, or take it out again; its time stays", "archive", "Client"),
    Command("owner.shelf", "V", "archived", "Show the archived ones too, or not", "shelf", "Client"),
    *ANYWHERE,
    Command("owner.leave", "escape", "back", "Go back", "leave", "Program", "esc"),
)
"""What the clients' place offers."""

OWNERS_FOOTER: Sequence[Command] = (*OWNERS[:2], HELP, *OWNERS[2:4], UNDO, OWNERS[-1])

PLACES: Sequence[Sequence[Command]] = tuple(
    (*commands, *MODES, *APP)
    for commands in (
        *((*DAY, *LIST), (*WEEK, *GRID), (*TEMPLATES, *LIST), (*LOG, *LIST), (*INBOX, *LIST), (*CLOSE, *LIST), FOCUS),
        (*OWNERS, *LIST),
        *((*REPORTS, *LIST), (*REPORTS[1:], *YEAR)),
    )
)
"""What can be pressed in each place; there, no key has two meanings."""

EVERY: Sequence[Command] = tuple({command.id: command for place in PLACES for command in place}.values())
"""All of them, each once."""


def shown_keys(ids: Sequence[str], keymap: Mapping[str, str]) -> str:
    """Return how the keys of some commands are written, for a hint on the screen."""
    found = {command.id: command for command in EVERY}
    return " ".join(shown_key(found[each], keymap) for each in ids)

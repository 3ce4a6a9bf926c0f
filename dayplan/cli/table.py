"""Every command, by what people do: where it lives, and what it says of itself."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """One command: a function of its name in a module of `dayplan.cli` takes its arguments."""

    module: str
    usage: str
    summary: str
    examples: tuple[str, ...] = ()


GROUPS: dict[str, dict[str, Command]] = {
    "See": {
        "today": Command("today", "[DAY]", "Show today, or another day", ("today", "today next fri", "today --json")),
        "status": Command("status", "", "One line for prompts and status bars; never writes"),
        "why": Command("why", "TASK", "Say why a task is here", ("why 3", "why proposals")),
        "week": Command(
            "week", "[DAY]", "A week: planned against tracked, day by day", ("week", "week last week", "week --md")
        ),
        "report": Command(
            "report",
            "[RANGE] [@CLIENT]",
            "Where the time went",
            (
                "report last week --by client",
                "report october @acme --by task --md",
                "report 2026-10-01 to 2026-10-31 --by project --round 15m --scope day --csv",
                "report last month @acme --entries --csv",
            ),
        ),
        "log": Command("log", "[DAY]", "List the time recorded; log add, edit, split, cut, delete, resolve correct it"),
    },
    "Plan": {
        "add": Command(
            "tasks",
            "LINE...",
            "Add a task: @client/project +tag est:45m on:fri",
            ("add Draft landing page @acme/site +writing est:45m on:fri", "add Call Ana"),
        ),
        "edit": Command(
            "tasks", "TASK", "Change a task", ("edit 3 --est 1h30", "edit 3 --title 'Draft page' --for acme/site")
        ),
        "move": Command("tasks", "TASK DAY", "Plan a task for another day", ("move 3 tomorrow", "move 2 3 next mon")),
        "done": Command("tasks", "TASK...", "Tick tasks", ("done 1 2", "done proposals --at -10m")),
        "reopen": Command("tasks", "TASK...", "Open finished tasks again"),
        "skip": Command("tasks", "TASK...", "Leave an occurrence out; it comes back on its next date"),
        "drop": Command("tasks", "TASK...", "Give tasks up; their time stays"),
        "delete": Command("tasks", "TASK...", "Delete one-off tasks without recorded time"),
        "missed": Command("missed", "[DAY]", "List what passed undone since a day", ("missed", "missed -14d")),
        "inbox": Command(
            "inbox",
            "[add|plan]",
            "What was caught on the way: list it, catch more, plan it",
            ("inbox", "inbox add The café owner needs a writer @blue-door", "inbox plan i1", "inbox plan i2 next mon"),
        ),
        "capacity": Command(
            "capacity", "[DURATION]", "How much time a day has room for", ("capacity 4h", "capacity usual --day fri")
        ),
        "close": Command(
            "close",
            "[DAY]",
            "Close the day: planned against actual, what is open, a note",
            ("close", "close --note 'Ana wants three variants'", "close yesterday", "close fri --reopen"),
        ),
        "seed": Command(
            "seed",
            "",
            "Fill today from the templates; says what it did",
            ("seed --dry-run", "seed --dry-run --day mon", "seed --catch-up", "seed --take-back"),
        ),
        "template": Command("templates", "...", "The work that comes back: list, add, edit, pause, archive, packs"),
        "client": Command("clients", "...", "For whom: list, add, rename, merge, archive, rate"),
        "project": Command("clients", "...", "What: list, add, rename, merge, archive, rate, billable, colour"),
        "away": Command("away", "...", "Holidays and vacation: list, add, remove, import"),
    },
    "Track": {
        "start": Command(
            "timer",
            "TASK",
            "Start the timer; whatever runs is stopped",
            ("start 2", "start proposals --at 9:15", "start 3 --from-last"),
        ),
        "stop": Command("timer", "", "Stop the timer", ("stop", "stop --at -20m")),
        "resume": Command("timer", "", "Start again on the task worked on last"),
    },
    "Look after": {
        "undo": Command("history", "", "Take back the last change"),
        "redo": Command("history", "", "Do again what was undone"),
        "history": Command("history", "", "List the changes, the newest first"),
        "backup": Command(
            "backup",
            "[FILE]",
            "Copy the data now; copies are made by themselves too",
            ("backup", "backup /media/stick"),
        ),
        "restore": Command(
            "backup",
            "[NUMBER|FILE]",
            "List the copies of the data, or put one back",
            ("restore", "restore 2 --dry-run", "restore 2"),
        ),
        "doctor": Command(
            "doctor",
            "",
            "Look whether all is well with the data, and mend what is not",
            ("doctor", "doctor --fix 2", "doctor --fix all"),
        ),
        "manual": Command("manual", "[PAGE]", "Read the manual", ("manual", "manual first-day", "manual schedules")),
        "completion": Command(
            "completion", "bash|zsh|fish", "Print a script that lets your shell complete", ("completion zsh",)
        ),
        "config": Command(
            "config",
            "get|set|list",
            "The planning settings",
            (
                "config list",
                "config set day_start 04:00",
                "config set workdays mon-thu",
                "config set rounding '15m day'",
            ),
        ),
    },
}

COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}

FAMILIES: dict[str, dict[str, Command]] = {
    "template": {
        "list": Command(
            "templates", "", "List what comes back, with its next date and how it went", ("template list",)
        ),
        "show": Command("templates", "TEMPLATE", "Show one, with its next dates", ("template show invoices",)),
        "add": Command(
            "templates",
            "TITLE --every PHRASE",
            "Make a template",
            (
                "template add Send invoices --every 'last workday of the month' --est 30m",
                "template add Water the plants --every '3 days after done'",
                "template add Newsletter --every 'every 2 weeks on tuesday' --est 1h30 --for acme",
            ),
        ),
        "edit": Command(
            "templates",
            "TEMPLATE",
            "Change one; today's untouched task follows",
            ("template edit invoices --every 'first workday of the month'", "template edit 2 --est 45m"),
        ),
        "preview": Command(
            "templates",
            "PHRASE",
            "Show what a phrase means, and its dates, without saving",
            ("template preview every other friday", "template preview 'first monday' --from 2027-01-01 --count 12"),
        ),
        "pause": Command(
            "templates", "TEMPLATE [DAY]", "Let one rest until a day", ("template pause newsletter 2027-01-07",)
        ),
        "resume": Command("templates", "TEMPLATE", "End a pause", ("template resume newsletter",)),
        "archive": Command("templates", "TEMPLATE", "Put one away; its history stays", ("template archive 3",)),
        "restore": Command("templates", "TEMPLATE", "Take an archived one out again", ("template restore newsletter",)),
        "early": Command(
            "templates", "TEMPLATE", "Bring its next occurrence to today", ("template early send invoices",)
        ),
        "order": Command("templates", "", "Make today's order the usual order", ("template order",)),
        "packs": Command("templates", "", "List the starter packs by trade", ("template packs",)),
        "pack": Command(
            "templates", "NAME", "Add a starter pack", ("template pack tutor", "template pack maker --instead")
        ),
    },
    "log": {
        "list": Command(
            "log", "[DAY]", "List the time recorded", ("log", "log yesterday", "log --from mon --to today")
        ),
        "add": Command(
            "log",
            "TASK TIMES",
            "Add time that was forgotten",
            ("log add 2 9:00-10:30", "log add 3 yesterday 14:00-15:00"),
        ),
        "edit": Command(
            "log",
            "NUMBER",
            "Change a start, an end, the task or the note",
            ("log edit 12 --start 9:05", "log edit 12 --end -10m --adjust", "log edit 12 --task 3 --note 'call'"),
        ),
        "split": Command("log", "NUMBER TIME", "Cut an entry in two", ("log split 12 10:15", "log split 12 45m")),
        "cut": Command("log", "TIMES", "Take a stretch out of what was recorded", ("log cut 12:30-13:15",)),
        "delete": Command("log", "NUMBER", "Delete an entry", ("log delete 12",)),
        "resolve": Command(
            "resolve",
            "[NUMBER] [ANSWER]",
            "Decide about time nobody saw: keep, part, give, drop, later",
            (
                "log resolve",
                "log resolve 12 keep",
                "log resolve 12 part 12:20",
                "log resolve 12 give proposals",
                "log resolve 12 drop --of 12:05-12:52",
            ),
        ),
    },
    "client": {
        "list": Command("clients", "", "List the clients, their time and their rates", ("client list",)),
        "add": Command("clients", "NAME", "Make a client", ("client add 'Blue Door'",)),
        "rename": Command("clients", "NAME NEW", "Give one another name", ("client rename acme 'Acme Ltd'",)),
        "merge": Command("clients", "NAME INTO", "Give all work of one to another", ("client merge acmee acme",)),
        "archive": Command("clients", "NAME", "Put one away; its time stays", ("client archive acme",)),
        "restore": Command("clients", "NAME", "Take an archived one out again", ("client restore acme",)),
        "rate": Command("clients", "NAME RATE", "What an hour is worth", ("client rate acme 80 EUR",)),
    },
    "project": {
        "list": Command("clients", "", "List the projects, their time and their rates", ("project list",)),
        "add": Command("clients", "CLIENT/NAME", "Make a project", ("project add acme/site",)),
        "rename": Command("clients", "CLIENT/NAME NEW", "Give one another name", ("project rename acme/site shop",)),
        "merge": Command("clients", "NAME INTO", "Give all work of one to another", ("project merge acme/a acme/b",)),
        "archive": Command("clients", "CLIENT/NAME", "Put one away; its time stays", ("project archive acme/site",)),
        "restore": Command("clients", "CLIENT/NAME", "Take an archived one out again", ("project restore acme/site",)),
        "rate": Command("clients", "CLIENT/NAME RATE", "What an hour is worth", ("project rate acme/site 95",)),
        "billable": Command("clients", "CLIENT/NAME yes|no", "Whether it is billed", ("project billable acme/x no",)),
        "colour": Command("clients", "CLIENT/NAME COLOUR", "Its colour on strips", ("project colour acme/x 3a7ca5",)),
    },
    "away": {
        "list": Command("away", "", "List the away days", ("away list",)),
        "add": Command(
            "away",
            "DAY [DAY] [LABEL]",
            "Plan no work from a day to a day",
            ("away add 2026-12-24 2027-01-01 Christmas", "away add fri", "away add mon wed Flu"),
        ),
        "remove": Command("away", "NUMBER", "Take away days out again", ("away remove 2",)),
        "import": Command(
            "away",
            "FILE.ics",
            "Take all-day events of a calendar file as away days",
            ("away import holidays.ics --dry-run", "away import holidays.ics"),
        ),
    },
}
"""Commands of two words; without a second one, the first of them runs."""

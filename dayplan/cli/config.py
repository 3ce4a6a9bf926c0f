"""`dayplan config`: the planning settings, which live in the data file."""

from __future__ import annotations

from argparse import Namespace

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.settings import SETTINGS, setting
from dayplan.errors import BadInput


def config(parser: Parser) -> Run:
    """`config get|set|list`."""
    parser.add_argument("what", nargs="?", choices=("get", "set", "list"), default="list")
    parser.add_argument("words", nargs="*", metavar="KEY [VALUE]", help="the setting, and with set its value")
    return _config


def _config(given: Namespace, call: Call) -> None:
    if given.what == "set":
        if len(given.words) < 2:
            raise BadInput("Say which setting and its value, as in: dayplan config set day_start 04:00")
        key, *value = given.words
        found = setting(key)
        call.planner.settings.set(found.key, " ".join(value), call.now)
        _show(given, call, (found.key,))
    elif given.what == "get":
        if len(given.words) != 1:
            raise BadInput("Say which setting, as in: dayplan config get day_start")
        _show(given, call, (setting(given.words[0]).key,), bare=True)
    else:
        _show(given, call, tuple(known.key for known in SETTINGS))


def _show(given: Namespace, call: Call, keys: tuple[str, ...], *, bare: bool = False) -> None:
    settings = call.settings()
    shown = {key: setting(key).show(settings) for key in keys}
    if given.json:
        call.show(shown)
    elif bare:
        call.say(shown.values())
    elif len(keys) == 1:
        call.say(f"{key} is {value}" for key, value in shown.items())
    else:
        width = max(map(len, shown))
        value_width = max(map(len, shown.values()))
        call.say(
            f"{key:<{width}}  {value:<{value_width}}  {call.paint.quiet(setting(key).help)}"
            for key, value in shown.items()
        )

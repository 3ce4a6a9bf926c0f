"""The empty day on the screen: the words of `text.empty`, and the keys that act on them."""

from __future__ import annotations

from textual.content import Content

from dayplan.text.empty import Empty


def empty_words(empty: Empty, *, past: bool) -> Content:
    """Lay out why the day is empty, and what is one key away; a `past` day takes no more tasks."""
    lines = [Content.styled(empty.why, "bold $foreground")]
    keys = []
    if empty.behind:
        keys.append(("b", f"bring in the {empty.behind} open from earlier days"))
    if empty.can_plan:
        keys.append(("p", "plan today all the same"))
    if past:
        keys += [
            ("4", "its log, to add forgotten time"),
            ("C", "close this day"),
            (".", "back to today"),
        ]
    else:
        keys.append(("a", "add a task"))
    lines.append(Content(""))
    lines += [Content.assemble((f"{key}  ", "bold $text-accent"), words) for key, words in keys]
    if empty.ahead:  # last, for it is what a small terminal can do without
        lines += [Content(""), Content(empty.ahead)]
    return Content("\n").join(lines)


def no_match(of: int) -> Content:
    """Say that a filter shows nothing."""
    hidden = "the one task of this day" if of == 1 else f"any of the {of} tasks of this day"
    return Content("\n").join(
        [
            Content.styled(f"The filter does not show {hidden}.", "bold $foreground"),
            Content(""),
            Content.assemble(("esc  ", "bold $text-accent"), "shows everything again"),
        ]
    )

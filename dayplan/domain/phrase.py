"""Schedules in words: `last workday of the month`, `every 2 weeks on friday until march`, `3 days after done`.

`parse_phrase` reads what people say and `in_words` writes the one canonical phrase; between them stands the text that a
template keeps, a rule in the dialect of `rule` or the `AFTER=` of `after`. The words are in `phrase_tokens`, how
they go together is in `phrase_grammar` and `phrase_lists`, and what they mean in `phrase_rule`.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from dayplan.domain.after import after_completion
from dayplan.domain.days import day_of, format_day
from dayplan.domain.entry import parse_day
from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_parts import ALL_WEEK, Said, refusal
from dayplan.domain.phrase_words import in_words
from dayplan.domain.record import NamedTuple
from dayplan.domain.rule import parse, written
from dayplan.domain.rule_forms import simplest
from dayplan.domain.schedule import next_dates, normalise, occurrences
from dayplan.errors import BadInput

__all__ = ["Phrase", "begins", "in_words", "parse_phrase"]

_LONGEST = 1_000
_RRULE = re.compile(r"\s*RRULE\s*:", re.IGNORECASE)
_NUMERIC_DAY = re.compile(r"\b[0-9]{1,2}([-./])[0-9]{1,2}\1[0-9]{4}\b")
_UNTIL = re.compile(r"(UNTIL\s*=\s*)([0-9]{8}T[0-9]{6}Z)", re.IGNORECASE)
_PART = re.compile(r"\s*[a-z]{1,20}\s*=", re.IGNORECASE)


class Phrase(NamedTuple):
    """What a phrase says: the schedule as a template keeps it, and the first and the last day if it names them."""

    schedule: str
    """A rule in its one spelling, with COUNT but without UNTIL; or `AFTER=` and a wait, for after-completion (S4)."""
    starts_on: date | None
    ends_on: date | None
    """The last day on which it may be due."""
    corrections: tuple[str, ...] = ()
    """Typing errors and what they were read as, `wednsday as wednesday`: whoever shows a phrase shows these."""

    def notice(self) -> str:
        """Say what was corrected, or nothing."""
        return f"Read {' and '.join(self.corrections)}." if self.corrections else ""


def parse_phrase(
    text: str, today: date, week_start: int = 0, date_format: str = "iso", zone: str | None = None
) -> Phrase:
    """Read when something comes back, in words or as a rule (`RRULE:...`, `FREQ=...`, `AFTER=...`).

    Days are read as by `entry.parse_day`. "Until" a day includes it; "until march" and "until 2028" end on the day
    before, "through march" and "until the end of march" on the last of March. "For 3 weeks" counts from the first day.
    After completion, months and years are counted by the calendar and business days by the workdays (`phrase_after`).

    A day of the month that shorter months do not have is their last day (S9), where a raw rule is literal. A month, a
    quarter or a year without a day takes the day from the start, which is `today` unless the phrase says. A day of a
    quarter is of the calendar's: "quarterly on the 10th" and "10th of every quarter" are of its first month. "Every
    quarter" alone is every three months from the start, and so is "every 3 months on the 10th" (issue 13.10).

    A dash, "to" or "through" between two weekdays, days of the month or months is a range; a range of months is asked
    about unless "every year" is said. What takes two schedules is refused (issue 13.8, 13.9).

    Weeks begin on `week_start`, which decides what "every 2 weeks on sunday and monday" means; `weeks from sunday`
    says it in the phrase. "Every 2nd business day" is every second workday, counted on over weeks and months; one of
    each month has to be said "of the month" (issue 13.12). A weekend is never torn apart. UNTIL as an instant (`...Z`)
    is the day that it is in `zone` (issue 13.11).

    Raises `BadInput` in one sentence for what cannot be read, what has two meanings, what no rule says exactly, what is
    finer than a day and what never comes from its start on. Of a phrase it quotes the word and shows three phrases
    that would work; of a raw rule it names the part.
    """
    if len(text) > _LONGEST:
        raise refusal(f"{quoted(text)} is longer than {_LONGEST} characters")
    if rule := _RRULE.match(text):
        return _raw(text, text[rule.end() :], today, zone, date_format)
    if _PART.match(text):
        return _raw(text, text, today, zone, date_format)
    from dayplan.domain import phrase_rule  # 10 ms that putting schedules into words does without

    said = _said(text, today, week_start, date_format)
    begin = said.starts_on or today
    if said.after is not None:
        return Phrase(said.after.text(), said.starts_on, said.ends_on, said.corrections)
    meant = phrase_rule.rule_of(said, begin)
    schedule = written(phrase_rule.with_week_start(meant, said.week_start, week_start))
    _check_comes(text, schedule, begin, said.ends_on, date_format)
    return Phrase(schedule, said.starts_on, said.ends_on, said.corrections)


def _said(text: str, today: date, week_start: int, date_format: str) -> Said:
    """Read a phrase, each date in numbers first put so that no setting is needed to read it (issue 12.13)."""
    from dayplan.domain import phrase_grammar

    typed: dict[str, str] = {}

    def iso(found: re.Match[str]) -> str:
        try:
            written = parse_day(found[0], today, 0, date_format).isoformat()
        except BadInput:  # the grammar says so with the phrase around it
            return found[0]
        typed[written] = found[0]
        return written

    try:
        return phrase_grammar.read(_NUMERIC_DAY.sub(iso, text), today, week_start, date_format)
    except BadInput as error:
        sentence = str(error)
        for written, day in typed.items():
            sentence = sentence.replace(written, day)
        raise BadInput(sentence) from None


def begins(found: Phrase, today: date, workdays: tuple[int, ...]) -> date:
    """Return the day from which a phrase counts: the one that it names, else today.

    "Every other tuesday", said on a Wednesday, counts from the coming Tuesday, not from the one that has passed.
    """
    if found.starts_on is not None or after_completion(found.schedule) is not None:
        return found.starts_on or today
    rule = parse(found.schedule)
    if rule.freq != "WEEKLY" or rule.interval == 1:
        return today
    every_week = written(rule._replace(interval=1))
    return next(iter(next_dates(every_week, today, date.fromordinal(today.toordinal() - 1), 1, workdays)), today)


def _raw(text: str, schedule: str, today: date, zone: str | None, date_format: str) -> Phrase:
    """Take a rule literally, in the form that has words (`rule_forms`); its UNTIL is where the template ends."""
    kept = normalise(schedule if zone is None else _UNTIL.sub(lambda found: _local_until(found, zone), schedule))
    if after_completion(kept) is not None:
        return Phrase(kept, None, None)
    rule = parse(kept)
    kept = written(simplest(rule)._replace(until=None))
    _check_comes(text, kept, today, rule.until, date_format)
    return Phrase(kept, None, rule.until)


def _local_until(found: re.Match[str], zone: str) -> str:
    """Return UNTIL as the day that its instant is where the person is; what is no instant as it is."""
    try:
        moment = datetime.strptime(f"{found[2]}+0000", "%Y%m%dT%H%M%SZ%z")
    except ValueError:
        return found[0]
    return f"{found[1]}{day_of(int(moment.timestamp()), zone, 0):%Y%m%d}"


def _check_comes(text: str, schedule: str, begin: date, ends_on: date | None, date_format: str) -> None:
    """Refuse what has no day from its first to its last; any day can be a workday."""
    dates = occurrences(schedule, begin, begin, begin, ALL_WEEK) or next_dates(schedule, begin, begin, 1, ALL_WEEK)
    begins = format_day(begin, date_format)
    if not dates:
        raise refusal(f"{quoted(text)} comes on no day of the sixty years from {begins} on")
    if ends_on is not None and dates[0] > ends_on:
        raise refusal(f"{quoted(text)} comes on no day from {begins} to {format_day(ends_on, date_format)}")

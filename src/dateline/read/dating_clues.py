"""What the words of a report say about the day it was published: clues, each with its words and what it allows.

A clue bounds the day (`since`, `until`) or checks one (`allows`). They rest on how reports are written: a date without
a year lies within a year, a plan without a year within half a year; words like "over the last week" cover the latest
of the happenings that the report dates; a weekday is that of publication only where other words agree with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateline.codebook import KnownEvent
from dateline.dates import numeric_readings
from dateline.read.calendar_days import day_span, read_length
from dateline.read.time_calendars import told_day
from dateline.read.time_counting import VAGUE
from dateline.read.time_grammar import Grammar, find_phrases
from dateline.read.time_phrases import Told
from dateline.read.time_scene import Anchor
from dateline.read.times import Resolved, resolve_all, resolve_each
from dateline.records import Evidence, Report, TimeSpan, Zone
from dateline.sentences import Sentence

YEAR = timedelta(days=366)
LONGEST_PLAN = timedelta(days=214)
LONGEST_WINDOW = 31
HEADS = ("header", "dateline")
YEARLESS = {"year", "year_rel", "rel", "date"}


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason why a day can be that of publication or not; closed bounds, None where it sets none."""

    kind: str
    evidence: tuple[Evidence, ...]
    since: date | None = None
    until: date | None = None
    allows: Callable[[date], bool] | None = None


def find_clues(
    report: Report,
    sentences: Sequence[Sentence],
    told: tuple[Told, ...],
    *,
    zones: Sequence[Zone],
    grammar: Grammar,
    events: Sequence[KnownEvent],
) -> tuple[Clue, ...]:
    """The clues of a report without a date, those on the day itself first."""
    return (
        *_head_clues(report, zones, grammar),
        *_numeric_clues(report, zones),
        *_weekday_clue(told, grammar),
        *_told_clue(told, grammar),
        *_year_clues(told, grammar),
        *_event_clues(report, sentences, told, events),
    )


def _head_clues(report: Report, zones: Sequence[Zone], grammar: Grammar) -> Iterator[Clue]:
    """A day without a year, or a weekday, in a header or dateline."""
    for zone in zones:
        if zone.kind not in HEADS:
            continue
        words, phrases = find_phrases(report.text[zone.start : zone.end], grammar, offset=zone.start)
        for phrase in phrases:
            start, end = words[phrase.first].start, words[phrase.last - 1].end
            evidence = (report.evidence(start, end),)
            if phrase.form == "day" and {"month", "day"} <= phrase.slots.keys():
                yield Clue("dateline", evidence, allows=_falls_on(phrase.slots["month"], phrase.slots["day"]))
            if phrase.form == "calendar" and {"calendar_year", "day"} <= phrase.slots.keys():
                yield from _foreign_day(phrase.slots, evidence)
            if phrase.form == "day" and "weekday" in phrase.slots:
                yield Clue("weekday", evidence, allows=_is_weekday(phrase.slots["weekday"]))


def _foreign_day(slots: Mapping[str, Any], evidence: tuple[Evidence, ...]) -> Iterator[Clue]:
    """The day of another calendar; of the Islamic one the tabular day and those on both sides of it."""
    span = told_day(slots)
    if span is not None and span.start and span.end:
        first, last = span.start, span.end
        yield Clue("calendar", evidence, first, last, lambda day: first <= day <= last)


def _numeric_clues(report: Report, zones: Sequence[Zone]) -> Iterator[Clue]:
    """A numeric date with two readings, in a header or in what came with the report."""
    for zone in zones:
        found = numeric_readings(report.text[zone.start : zone.end]) if zone.kind in HEADS else None
        if found:
            start = report.text.index(found[1], zone.start)
            yield _either(found[0], (report.evidence(start, start + len(found[1])),))
    for words in report.dating.evidence:
        if found := numeric_readings(words.quote):
            yield _either(found[0], (words,))


def _either(days: tuple[date, date], evidence: tuple[Evidence, ...]) -> Clue:
    return Clue("numeric", evidence, days[0], days[1], lambda day: day in days)


def _falls_on(month: int, day: int) -> Callable[[date], bool]:
    return lambda published: (published.month, published.day) == (month, day)


def _is_weekday(weekday: int) -> Callable[[date], bool]:
    return lambda published: published.isoweekday() == weekday


def _weekday_clue(told: tuple[Told, ...], grammar: Grammar) -> Iterator[Clue]:
    """The weekday on which things were said, where the weekday of other acts or "today" agrees with it."""
    verbs = grammar.table["reporting"]["verbs"]
    today = [one for one in told if one.slots.get("deictic") == 0]
    signs: dict[int, list[tuple[str, Told]]] = {}
    for one in told:
        if one.form == "day" and "weekday" in one.slots and not {"month", "rel", "week"} & one.slots.keys():
            signs.setdefault(one.slots["weekday"], []).append((_sign(one, verbs), one))
    agreeing = {day: found for day, found in signs.items() if _agrees({sign for sign, _ in found}, bool(today))}
    best = sorted(agreeing, key=lambda day: -len(agreeing[day]))
    if best and (len(best) == 1 or len(agreeing[best[0]]) > len(agreeing[best[1]])):
        words = sorted(agreeing[best[0]], key=lambda found: ("said", "now", "past", "").index(found[0]))
        evidence = (*(one.evidence for _, one in words), *(one.evidence for one in today))
        yield Clue("weekday", evidence, allows=_is_weekday(best[0]))


def _sign(one: Told, verbs: Sequence[str]) -> str:
    """What a weekday tells: that something was said, is under way or was done then; nothing for plans and nouns."""
    view = one.outlook
    if view.progressive:
        return "now"
    if view.nominal or view.direction != "past":
        return ""
    return "said" if view.verb in verbs else "past"


def _agrees(signs: set[str], today: bool) -> bool:
    return bool({"said", "now"} & signs) and (today or len(signs & {"said", "now", "past"}) > 1)


def _told_clue(told: tuple[Told, ...], grammar: Grammar) -> Iterator[Clue]:
    """What the dated happenings and plans allow: read as if published on a day, they must fit that day."""
    dated = tuple(one for one in told if _is_dated(one))
    window = max((length for one in told if (length := _window(one))), default=0)
    wide = tuple(one for one in told if window and _window(one) == window)
    if dated:
        evidence = tuple(one.evidence for one in sorted((*dated, *wide), key=lambda one: one.evidence.start))
        full = _full_dates(dated, grammar)
        until = max(full) + timedelta(days=window) if full and window else None
        yield Clue("dates", evidence, max(full, default=None), until, lambda day: _fits(dated, day, window, grammar))


def _is_dated(one: Told) -> bool:
    named = one.form in ("day", "days", "period") and "month" in one.slots and "rel" not in one.slots
    counted = one.slots.get("count", VAGUE) != VAGUE or one.form == "adjacent"
    return named or one.form == "range" or (one.form in ("later", "adjacent") and counted)


def _window(one: Told) -> int:
    """The days of a stretch that ends with the publication; 0 for anything else and for more than a month."""
    if one.form == "period" and one.slots.get("unit") == "P1W" and one.slots.get("rel") == 0:
        return 6
    if one.form != "span" or one.slots["sign"] > 0 or one.slots["unit"] == "WE":
        return 0
    length, count = read_length(one.slots["unit"]), one.slots.get("count", 1)
    if count == VAGUE or length.unit not in "DWM":
        return 0
    days = round(count * length.amount * {"D": 1, "W": 7, "M": 31}[length.unit])
    return days if days <= LONGEST_WINDOW else 0


def _full_dates(dated: tuple[Told, ...], grammar: Grammar) -> list[date]:
    """The days of the past that are told with their year."""
    spans = [_day_told(one) for one in resolve_all(dated, None, grammar=grammar)]
    return [span.start for span in spans if span and span.start and span.start == span.end]


def _fits(dated: tuple[Told, ...], published: date, window: int, grammar: Grammar) -> bool:
    """Whether no happening lies after the day or too long before it, no plan too far off, and the window holds."""
    words = dated[0].evidence
    past = []
    for one in resolve_each(dated, Anchor(day_span(published), words), grammar=grammar):
        span = _day_told(one)
        if _breaks(one, published) or (span and span.end and span.end > published):
            return False
        past += [span.end] if span and span.end else []
    return not (window and past) or published - max(past) <= timedelta(days=window)


def _day_told(one: Resolved) -> TimeSpan | None:
    """The days of a happening that is told by date or counted from one; dates that only name a noun are left out."""
    told = one.told
    by_date = told.form in ("day", "days") or told.slots.get("count", VAGUE) != VAGUE
    happening = told.bound == "on" and not told.outlook.nominal and told.outlook.direction != "future"
    return one.meaning.span if by_date and happening else None


def _breaks(one: Resolved, published: date) -> bool:
    told, span = one.told, one.meaning.span
    if span is None:
        return told.form in ("later", "adjacent") and told.slots.get("count", VAGUE) != VAGUE
    if told.slots.keys() & YEARLESS or told.form == "range":
        return False
    if told.outlook.direction == "future":
        return span.end is not None and span.end - published > LONGEST_PLAN
    return span.start is not None and published - span.start > YEAR


def _year_clues(told: tuple[Told, ...], grammar: Grammar) -> Iterator[Clue]:
    """The latest period of the past told with its year, and the earliest plan."""
    full = [
        one
        for one in told
        if one.form in ("day", "days", "period", "nth", "years", "calendar")
        and {"year", "calendar_year"} & one.slots.keys()
    ]
    resolved = [(one, found) for one in resolve_all(tuple(full), None, grammar=grammar) if (found := one.meaning.span)]
    past = [(found.start, one) for one, found in resolved if found.start and one.told.outlook.direction == "past"]
    plans = [(found.end, one) for one, found in resolved if found.end and one.told.outlook.direction == "future"]
    if past:
        day, one = max(past, key=lambda found: found[0])
        yield Clue("year", (one.told.evidence,), since=day)
    if plans:
        day, one = min(plans, key=lambda found: found[0])
        yield Clue("plan", (one.told.evidence,), until=day)


def _event_clues(
    report: Report, sentences: Sequence[Sentence], told: tuple[Told, ...], events: Sequence[KnownEvent]
) -> Iterator[Clue]:
    """Well-known events: not before the event, and where its month is told without a year, within the year after it."""
    lower = report.text.lower() if len(report.text.lower()) == len(report.text) else report.text
    for event in events:
        starts = [lower.find(word.lower()) for word in event.words]
        if not starts or min(starts) < 0:
            continue
        words = tuple(
            report.evidence(start, start + len(word)) for start, word in zip(starts, event.words, strict=True)
        )
        month = next((one for one in told if _tells_month(one, event, sentences, starts)), None)
        until = event.start + YEAR - timedelta(days=event.start.day) if month else None
        yield Clue("event", (*words, *((month.evidence,) if month else ())), since=event.end, until=until)


def _tells_month(one: Told, event: KnownEvent, sentences: Sequence[Sentence], starts: Sequence[int]) -> bool:
    """Whether a past month or day without a year, in a sentence with words of the event, is that of the event."""
    slots: Mapping[str, object] = one.slots
    sentence = sentences[one.sentence]
    same_month = slots.get("month") == event.start.month and not slots.keys() & YEARLESS
    return (
        same_month
        and one.outlook.direction != "future"
        and any(sentence.start <= start < sentence.end for start in starts)
    )

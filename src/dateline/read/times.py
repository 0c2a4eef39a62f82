"""Finds times and says which days they mean: TIMEX3 value, interval of days, and what it was counted from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.codebook import Codebook
from dateline.read import time_calendars, time_counting, time_days, time_feasts, time_periods
from dateline.read.calendar_days import between, day_span, month_span
from dateline.read.time_events import same_event
from dateline.read.time_grammar import Grammar, load_grammar
from dateline.read.time_phrases import CLOCK_SLOTS, LONGEST_CLAUSE, LONGEST_GAP, Told, find_told
from dateline.read.time_scene import Anchor, Meaning, Scene, Slots
from dateline.records import Dating, Evidence, Mention, Report, TimeSpan, Timex, Zone
from dateline.sentences import Sentence

LONGEST_ANCHOR = timedelta(days=366)
HABITUAL_FORMS = ("day", "period", "feast")
DAY_FORMS = ("day", "later", "ago", "adjacent", "offset", "that")
RESOLVERS: Mapping[str, Callable[[Slots, Scene], Meaning]] = {
    "day": time_days.resolve_day,
    "days": time_days.resolve_days,
    "feast": time_feasts.resolve_feast,
    "period": time_periods.resolve_period,
    "nth": time_periods.resolve_nth,
    "stretch": time_periods.resolve_stretch,
    "years": time_periods.resolve_years,
    "ago": time_counting.resolve_ago,
    "later": time_counting.resolve_later,
    "offset": time_counting.resolve_offset,
    "adjacent": time_counting.resolve_adjacent,
    "that": time_counting.resolve_that,
    "same": time_counting.resolve_same,
    "span": time_counting.resolve_span,
    "within": time_counting.resolve_within,
    "duration": time_counting.resolve_duration,
    "set": time_counting.resolve_set,
    "ref": time_counting.resolve_ref,
    "event": time_counting.resolve_event,
    "numbered": time_counting.resolve_numbered,
    "calendar": time_calendars.resolve_calendar,
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A time as told with what it means and the bound that its words set."""

    told: Told
    meaning: Meaning
    bound: str


def find_times(
    report: Report,
    sentences: tuple[Sentence, ...],
    *,
    dating: Dating,
    zones: tuple[Zone, ...],
    codebook: Codebook,
) -> tuple[Mention, ...]:
    """Mentions of kind time, in text order; empty where the codebook has no words of time for the language.

    What rests on an unknown publication date has no days. The machine's clock is never asked.
    """
    grammar = load_grammar(codebook, report.language)
    if grammar is None:
        return ()
    told = find_told(report, sentences, zones=zones, grammar=grammar)
    published = publication(report, dating)
    return tuple(_mention(resolved, sentences) for resolved in resolve_all(told, published, grammar=grammar))


def publication(report: Report, dating: Dating) -> Anchor | None:
    """The day or month of publication with the words it rests on, or None where it is unknown."""
    if dating.published is None:
        return None
    header = Evidence(report.report_id, dating.published, header="published")
    year, month, *rest = dating.published[:10].split("-")
    span = day_span(date(int(year), int(month), int(rest[0]))) if rest else month_span(int(year), int(month))
    return Anchor(span, dating.evidence[0] if dating.evidence else header) if span else None


def resolve_all(told: tuple[Told, ...], published: Anchor | None, *, grammar: Grammar) -> list[Resolved]:
    """What each time means, read in text order: later ones may be counted from earlier ones, or from a dated event."""
    return list(resolve_each(told, published, grammar=grammar))


def resolve_each(told: tuple[Told, ...], published: Anchor | None, *, grammar: Grammar) -> Iterator[Resolved]:
    """As `resolve_all`, each time worked out when it is asked for."""
    named = {one.event for one in told if one.event}
    events = _dated_events(_in_order_of_text(told, published, grammar, {}), named) if named else {}
    return _in_order_of_text(told, published, grammar, events)


def _dated_events(found: Iterable[Resolved], named: set[str]) -> dict[str, Anchor]:
    """When the named events were; one that the report puts on different days is left out."""
    dates: dict[str, list[Anchor]] = {}
    for one in found:
        span = one.meaning.span
        if one.told.dates and one.bound == "on" and span and span.start and span.end:
            for event in named:
                if same_event(event, one.told.dates):
                    dates.setdefault(event, []).append(Anchor(span, one.told.evidence))
    return {event: anchors[0] for event, anchors in dates.items() if len({anchor.span for anchor in anchors}) == 1}


def _in_order_of_text(
    told: tuple[Told, ...], published: Anchor | None, grammar: Grammar, events: Mapping[str, Anchor]
) -> Iterator[Resolved]:
    found: list[Resolved] = []
    for number, one in enumerate(told):
        scene = _scene(one, found, published, grammar, events)
        beyond = told[number + 1] if number + 1 < len(told) else None
        if _looks_on(one, scene) and beyond and beyond.sentence == one.sentence and _adjoin(one, beyond):
            meaning = _resolve(beyond, replace(scene, outlook=beyond.outlook))
            scene = replace(scene, following=Anchor(meaning.span, beyond.evidence) if meaning.span else None)
        found.append(_bounded(one, _resolve(one, scene), scene))
        yield found[-1]


def _looks_on(one: Told, scene: Scene) -> bool:
    """Whether the time right behind may say what a phrase is counted from, or on which day a part of the day was."""
    return one.form in ("offset", "that") or (
        "part" in one.slots and one.slots.keys() <= CLOCK_SLOTS and not scene.beside
    )


def _adjoin(one: Told, other: Told) -> bool:
    gap = LONGEST_GAP if one.form == "that" else LONGEST_CLAUSE
    return other.first - one.last <= gap and other.first <= one.pause and not one.final


def _scene(
    one: Told, found: list[Resolved], published: Anchor | None, grammar: Grammar, events: Mapping[str, Anchor]
) -> Scene:
    verbs = grammar.table["reporting"]["verbs"]
    previous = next((earlier for earlier in reversed(found) if _can_anchor(earlier, verbs)), None)
    anchor = Anchor(previous.meaning.span, previous.told.evidence) if previous and previous.meaning.span else None
    if _opens_entry(one):
        anchor = _day_of_entry(one, found) or published
    beside = previous is not None and previous.told.sentence == one.sentence
    year = _shared_year(one, found, published)
    day = _last_day(found)
    return Scene(published, one.outlook, grammar.table["vague"], anchor, beside, None, year, day, events.get(one.event))


def _last_day(found: list[Resolved]) -> Anchor | None:
    """The day told last, be it that of saying something."""
    for earlier in reversed(found):
        span = earlier.meaning.span
        if span and span.start == span.end and earlier.told.form in DAY_FORMS and earlier.meaning.type != "DURATION":
            return Anchor(span, earlier.told.evidence)
    return None


def _opens_entry(told: Told) -> bool:
    """Whether a bare clock time opens a sentence, as in a log or on a live page: "05:40 Sirens in the north"."""
    return told.first == 0 and told.slots.keys() == {"clock"}


def _day_of_entry(one: Told, found: list[Resolved]) -> Anchor | None:
    """The day of the entry before, or of a heading right before; None where the publication must tell it."""
    for earlier in reversed(found):
        heads = earlier.told.first == 0 and earlier.told.sentence == one.sentence - 1 and earlier.told.form == "day"
        if earlier.meaning.span and (heads or _opens_entry(earlier.told)):
            return Anchor(earlier.meaning.span, earlier.meaning.anchor or earlier.told.evidence)
    return None


def _can_anchor(resolved: Resolved, verbs: list[str]) -> bool:
    """Whether later times may be counted from this one: a dated happening, not the saying of it."""
    span, told = resolved.meaning.span, resolved.told
    if span is None or span.start is None or span.end is None or resolved.bound != "on":
        return False
    said = told.outlook.verb in verbs and not told.outlook.nominal
    dated = resolved.meaning.type in ("DATE", "TIME") and "ref" not in told.slots
    return dated and not said and span.end - span.start <= LONGEST_ANCHOR


def _shared_year(one: Told, found: list[Resolved], published: Anchor | None) -> int | None:
    """The year of a full date in this sentence, for a day also in the one before, if it is not that of publication."""
    if "month" not in one.slots or {"year", "rel", "year_rel"} & one.slots.keys() or one.outlook.direction == "future":
        return None
    for earlier in reversed(found):
        told_by_day = "day" in one.slots and "day" in earlier.told.slots
        if earlier.told.sentence < one.sentence - (1 if told_by_day else 0):
            return None
        if {"month", "year"} <= earlier.told.slots.keys():
            year: int = earlier.told.slots["year"] + _turns_year(one, earlier.told)
            return year if published is None or published.span.end is None or year != published.span.end.year else None
    return None


def _turns_year(one: Told, earlier: Told) -> bool:
    """Whether a day told behind one of a later month lies in the year after: "on 20 November 2019 and on 4 January"."""
    return not one.outlook.perfect and "day" in one.slots and one.slots["month"] < earlier.slots["month"]


def _resolve(one: Told, scene: Scene) -> Meaning:
    if one.form == "range":
        return _resolve_range(one, scene)
    if one.outlook.habitual and one.form in HABITUAL_FORMS:
        scene = replace(scene, published=None, previous=None, day=None, year=None)
    if one.form == "offset" and one.final and scene.following is None:
        return time_counting.resolve_later(one.slots, scene)
    return RESOLVERS[one.form](one.slots, scene)


def _resolve_range(one: Told, scene: Scene) -> Meaning:
    """From the start of the first to the end of the last; one that has no year takes it from the other."""
    first, last = (_resolve(end, scene) for end in _alike(one.slots["first"], one.slots["last"]))
    if first.span and last.span and first.span.start and last.span.end and first.span.start > last.span.end:
        first, last = _in_order(one, first, last, scene)
    value = f"{first.value}/{last.value}"
    if not (first.span and last.span and first.span.start and last.span.end):
        return Meaning(value, "DATE")
    in_order = first.span.start <= last.span.end
    return Meaning(
        value, "DATE", between(first.span.start, last.span.end) if in_order else None, first.anchor or last.anchor
    )


def _alike(first: Told, last: Told) -> tuple[Told, Told]:
    """Both ends with what only one of them tells: "from 9:00 to 11:30 on Monday", "Monday to Thursday last week"."""
    shared: dict[str, object] = {}
    mere = [one.slots.keys() <= CLOCK_SLOTS for one in (first, last)]
    if mere[0] != mere[1]:
        full = last if mere[0] else first
        shared = {key: value for key, value in full.slots.items() if key not in CLOCK_SLOTS}
    elif "weekday" in first.slots and "weekday" in last.slots:
        shared = {key: value for one in (first, last) for key, value in one.slots.items() if key == "week"}
    if not shared:
        return first, last
    return replace(first, slots={**shared, **first.slots}), replace(last, slots={**shared, **last.slots})


def _in_order(one: Told, first: Meaning, last: Meaning, scene: Scene) -> tuple[Meaning, Meaning]:
    earlier = one.slots["first"]
    if "year" not in earlier.slots and "month" in earlier.slots and last.span and last.span.end:
        for year in (last.span.end.year, last.span.end.year - 1):
            moved = _resolve(earlier, replace(scene, year=year))
            if moved.span and moved.span.start and moved.span.start <= last.span.end:
                return moved, last
    if "weekday" in earlier.slots and first.span and last.span and last.span.end and first.span.start:
        weeks = timedelta(days=7)
        if scene.direction == "future":
            return first, _on(last, last.span.end + weeks)
        return _on(first, first.span.start - weeks), last
    return first, last


def _on(meaning: Meaning, day: date) -> Meaning:
    return replace(meaning, span=day_span(day), value=day.isoformat() + meaning.value[len("0000-00-00") :])


def _bounded(told: Told, meaning: Meaning, scene: Scene) -> Resolved:
    """The meaning within its bound: "by", "until", "since", "from", "before" and "after" leave an end to find."""
    clock = meaning.type == "TIME" and told.bound in ("before", "after")
    if told.form == "event" and meaning.span is None:
        return Resolved(told, replace(meaning, span=_open(told, scene)), told.bound)
    within = clock or _is_within(told, meaning)
    if told.bound == "on" or within or meaning.span is None:
        return Resolved(told, meaning, "on" if within else told.bound)
    now = scene.published.span if scene.published else None
    start, end = meaning.span.start, meaning.span.end
    since = now.start if now and told.outlook.direction == "future" else None
    until = now.end if now and told.outlook.direction == "past" else None
    days = {
        "by": (since, end),
        "until": (since, end),
        "before": (since, end if "mod" in told.slots else _beside(start, -1)),
        "since": (start, now.end if now else None),
        "from": (start, until),
        "after": (_beside(end, 1), until),
    }[told.bound]
    span = TimeSpan(*days, "range") if not (days[0] and days[1] and days[0] > days[1]) else meaning.span
    return Resolved(told, replace(meaning, span=span), told.bound)


def _is_within(told: Told, meaning: Meaning) -> bool:
    """Whether a bound leaves no end to find: the range of "from 10 to 14 May", the day of "until noon on Monday"."""
    lasted = told.outlook.direction == "past" and told.bound in ("by", "until") and meaning.type == "TIME"
    return lasted or (told.bound == "from" and told.form == "days")


def _open(told: Told, scene: Scene) -> TimeSpan | None:
    """From an event that nobody dates up to the publication, or from the publication to such an event."""
    now = scene.published.span if scene.published else None
    if now is None:
        return None
    to_come = told.bound == "until" and told.outlook.direction == "future"
    return TimeSpan(now.start, None, "range") if to_come else TimeSpan(None, now.end, "range")


def _beside(day: date | None, step: int) -> date | None:
    return day + timedelta(days=step) if day and date.min < day < date.max else day


def _mention(resolved: Resolved, sentences: tuple[Sentence, ...]) -> Mention:
    told, meaning = resolved.told, resolved.meaning
    value = Timex(meaning.value, meaning.type, meaning.span, meaning.anchor, resolved.bound, meaning.note)
    return Mention("time", told.evidence, f"time.{told.form}", value, told.sentence, _head(told, meaning, sentences))


def _head(told: Told, meaning: Meaning, sentences: tuple[Sentence, ...]) -> int:
    """The head token; for "hours after" what is dated hangs on the word after, not on the clause around it."""
    if told.form != "offset" or meaning.type != "DURATION" or meaning.span is None:
        return told.head
    tokens = sentences[told.sentence].tokens
    sign = max(i for i, token in enumerate(tokens) if token.start < told.evidence.end)
    return tokens[sign].head if tokens[sign].head > sign else told.head

"""Says when a report was published: as given, as its header or address says, or as its words allow no other day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateline.codebook import Codebook
from dateline.dates import parse_date, url_date
from dateline.read.dating_clues import HEADS, Clue, find_clues
from dateline.read.time_grammar import YEARS, Grammar, load_grammar
from dateline.read.time_phrases import Told, find_told, numeric_order
from dateline.read.times import resolve_all
from dateline.records import Dating, Evidence, Report, Zone
from dateline.sentences import Sentence

FARTHEST = timedelta(days=3 * 366)
HORIZON = timedelta(days=12 * 366)
HEAD_SENTENCES = 4


def date_report(
    report: Report, sentences: tuple[Sentence, ...], *, zones: tuple[Zone, ...], codebook: Codebook
) -> Dating:
    """The dating of the report if it has one, else what its head, its address or its text gives.

    Inferred is the one day, or the one month, that all clues of the text allow; the evidence is all their words. Where
    more is possible it is unknown: the note says from when to when, the evidence by which words, or what is missing.
    """
    grammar = load_grammar(codebook, report.language)
    if report.dating.published is not None:
        return report.dating
    if grammar is None:
        return Dating(None, "unknown", note=f"no words of time for language {report.language!r}")
    head = _from_head(report, zones, grammar) or _from_address(report, grammar)
    return head or _inferred(report, sentences, zones, grammar, codebook)


def _from_head(report: Report, zones: Sequence[Zone], grammar: Grammar) -> Dating | None:
    order = numeric_order(report, grammar.table["numeric_dates"])
    for zone in zones:
        words = report.text[zone.start : zone.end]
        published = parse_date(words, months=grammar.table["months"], order=order) if zone.kind in HEADS else None
        if published:
            return Dating(published, "given", (report.evidence(zone.start, zone.end),))
    return None


def _from_address(report: Report, grammar: Grammar) -> Dating | None:
    found = url_date(report.url, months=grammar.table["months"]) if report.url else None
    if found is None:
        return None
    published, words = found
    return Dating(published, "metadata", (Evidence(report.report_id, words, header="url"),))


def _inferred(
    report: Report, sentences: tuple[Sentence, ...], zones: Sequence[Zone], grammar: Grammar, codebook: Codebook
) -> Dating:
    told = find_told(report, sentences, zones=tuple(zones), grammar=grammar)
    if (signed := _signed(sentences, told, zones, grammar)) is not None:
        return signed
    clues = find_clues(report, sentences, told, zones=zones, grammar=grammar, events=codebook.known_events)
    since = max((clue.since for clue in clues if clue.since), default=None)
    until = min((clue.until for clue in clues if clue.until), default=None)
    if since is None:
        return Dating(None, "unknown", note="nothing in the text fixes the year of publication")
    days = _days(clues, since, until)
    telling = [clue for clue in clues if clue.allows or clue.since == since or (until and clue.until == until)]
    evidence = tuple(dict.fromkeys(words for clue in telling for words in clue.evidence))
    return _dating(days, since, until, evidence)


def _signed(
    sentences: Sequence[Sentence], told: Sequence[Told], zones: Sequence[Zone], grammar: Grammar
) -> Dating | None:
    """The full date that stands above or under the text, in a sentence without a verb, as in a letter or a statement.

    One in a title or a caption may be that of what it tells.
    """
    edges = {*range(HEAD_SENTENCES), len(sentences) - 1}
    for one in resolve_all(tuple(told), None, grammar=grammar):
        span, number = one.meaning.span, one.told.sentence
        if number not in edges or _has_verb(sentences[number]) or _in_zone(one.told, zones):
            continue
        full = one.told.slots.keys() & {"year", "date"} and one.told.form == "day" and one.bound == "on"
        if full and span and span.start and span.start.year in YEARS:
            return Dating(span.start.isoformat(), "given", (one.told.evidence,))
    return None


def _in_zone(told: Told, zones: Sequence[Zone]) -> bool:
    return any(zone.start <= told.evidence.start < zone.end for zone in zones)


def _has_verb(sentence: Sentence) -> bool:
    return any(token.upos in ("VERB", "AUX") for token in sentence.tokens)


def _days(clues: Sequence[Clue], since: date, until: date | None) -> list[date]:
    """The days that all clues allow: the three years before what is still to come, else all days of a long time.

    A year told as background ("since 1992") only bounds from below, so without an upper bound the days must be few
    over that long time, not merely over the years next to it; once there are too many to tell anything, the rest are
    left out.
    """
    first = since if until is None or until - since < FARTHEST else until - FARTHEST
    last = min(until or date.max, first + (FARTHEST if until else HORIZON) if first < date.max - HORIZON else date.max)
    checks = [clue.allows for clue in clues if clue.allows]
    found: list[date] = []
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        if all(allows(day) for allows in checks):
            found.append(day)
            if until is None and len(found) > 2 and not _in_one_month(found):
                break
    return found


def _in_one_month(days: Sequence[date]) -> bool:
    return (days[0].year, days[0].month) == (days[-1].year, days[-1].month)


def _dating(days: Sequence[date], since: date, until: date | None, evidence: tuple[Evidence, ...]) -> Dating:
    if not days:
        return Dating(None, "unknown", note="the dates in the text contradict each other")
    if len(days) == 1:
        return Dating(days[0].isoformat(), "inferred", evidence)
    if len(days) == 2 and days[1] - days[0] > timedelta(days=1):
        return Dating(None, "unknown", evidence, f"published on {days[0]} or on {days[1]}")
    if _in_one_month(days):
        note = f"any of {len(days)} days from {days[0]} to {days[-1]}"
        return Dating(f"{days[0]:%Y-%m}", "inferred", evidence, note)
    end = f"{len(days)} days from {days[0]} to {days[-1]} are possible" if until else "nothing sets an end"
    return Dating(None, "unknown", evidence, f"published on {since} or later; {end}")

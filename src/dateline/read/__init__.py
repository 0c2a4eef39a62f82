"""Reading: what a report mentions, and what each mention can mean, before any coding."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.codebook import Codebook
from dateline.gazetteer import Gazetteer
from dateline.language import Engine, analyse
from dateline.read.actors import find_actors
from dateline.read.counts import find_counts
from dateline.read.dating import date_report
from dateline.read.places import find_places
from dateline.read.terms import find_terms
from dateline.read.times import find_times
from dateline.read.zones import find_zones
from dateline.records import Mention, Reading, Report
from dateline.sentences import Sentence


def parse(report: Report, *, engine: Engine, codebook: Codebook) -> tuple[Sentence, ...]:
    """The report's sentences with their trees; none crosses the bounds of a title, a dateline or a teaser."""
    return parse_all([report], engine=engine, codebook=codebook)[0]


def parse_all(reports: Sequence[Report], *, engine: Engine, codebook: Codebook) -> list[tuple[Sentence, ...]]:
    """The sentences of each report, the same as if it were the only one; together they take less time."""
    breaks = []
    for report in reports:
        zones = find_zones(report.text, codebook=codebook, language=report.language)
        breaks.append(sorted({offset for zone in zones for offset in (zone.start, zone.end)}))
    return analyse([report.text for report in reports], engine=engine, breaks=breaks)


def read(report: Report, sentences: tuple[Sentence, ...], *, codebook: Codebook, gazetteer: Gazetteer) -> Reading:
    """The report with its dating, zones and all its mentions, built once; `sentences` come from the language engine."""
    zones = find_zones(report.text, codebook=codebook, language=report.language)
    dating = date_report(report, sentences, zones=zones, codebook=codebook)
    times = find_times(report, sentences, dating=dating, zones=zones, codebook=codebook)
    mentions = (
        *times,
        *find_places(report, sentences, zones=zones, codebook=codebook, gazetteer=gazetteer),
        *find_actors(report, sentences, dating=dating, codebook=codebook),
        *find_counts(report, sentences, taken=times, codebook=codebook),
        *find_terms(report, sentences, codebook=codebook),
    )
    return Reading(report, dating, sentences, zones, tuple(sorted(mentions, key=_order)))


def _order(mention: Mention) -> tuple[int, int, str]:
    return mention.evidence.start, mention.evidence.end, mention.kind

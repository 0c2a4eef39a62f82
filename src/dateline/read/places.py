"""Finds names of places and places told by other places: where they are, and whether the place itself is meant."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.codebook import Codebook
from dateline.gazetteer import Gazetteer
from dateline.read.landmarks import find_landmarks
from dateline.read.literal import head_of, is_literal
from dateline.read.names import Name, find_names
from dateline.read.place_words import place_words
from dateline.read.toponyms import Meaning, resolve
from dateline.read.whereabouts import Setting, Spot, find_whereabouts, place_of
from dateline.records import Mention, Report, Toponym, Zone
from dateline.sentences import Sentence


def find_places(
    report: Report,
    sentences: tuple[Sentence, ...],
    *,
    zones: tuple[Zone, ...],
    codebook: Codebook,
    gazetteer: Gazetteer,
) -> tuple[Mention, ...]:
    """Mentions of kind place, in text order and without overlap; empty where the codebook lacks the report's language.

    A mention whose words the report leaves open has no place but keeps its candidates.
    """
    words = place_words(codebook, report.language)
    if words is None:
        return ()
    names = find_names(report, sentences, zones=zones, words=words, gazetteer=gazetteer)
    meanings, votes = resolve(names, sentences, words=words)
    setting = Setting(names, meanings, sentences, words, votes)
    spots = [
        *find_whereabouts(setting),
        *find_landmarks(setting, gazetteer=gazetteer),
    ]
    apart = _apart(spots)
    found = [_of_spot(report, sentences[spot.sentence], spot, meanings) for spot in apart]
    for name, meaning in zip(names, meanings, strict=True):
        if meaning.candidates and not any(_overlap(name, spot) for spot in apart):
            sentence, beside = sentences[name.sentence], [n for n in names if n.sentence == name.sentence]
            literal = is_literal(name, meaning.entry, sentence, words=words, names=beside)
            found.append(_of_name(report, sentence, name, meaning, literal))
    return tuple(sorted(found, key=lambda mention: mention.evidence.start))


def _apart(spots: Sequence[Spot]) -> list[Spot]:
    """The spots of which none overlaps another, the longer one kept."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.first - s.last, s.sentence, s.first)):
        if not any(_overlap(other, spot) for other in kept):
            kept.append(spot)
    return kept


def _overlap(one: Name | Spot, other: Spot) -> bool:
    return one.sentence == other.sentence and one.first < other.last and other.first < one.last


def _of_spot(report: Report, sentence: Sentence, spot: Spot, meanings: Sequence[Meaning]) -> Mention:
    meaning = meanings[spot.anchor] if spot.anchor is not None else None
    others = tuple(place_of(entry) for entry in meaning.candidates) if meaning else ()
    return _mention(report, sentence, spot, spot.rule, Toponym(spot.place, others))


def _of_name(report: Report, sentence: Sentence, name: Name, meaning: Meaning, literal: bool) -> Mention:
    words = name.words.title() if name.words.isupper() and len(name.words) > 3 else name.words
    place = place_of(meaning.entry, words, at_site=name.hint == "site") if meaning.entry else None
    candidates = tuple(place_of(entry, words) for entry in meaning.candidates)
    return _mention(report, sentence, name, _rule(name, meaning), Toponym(place, candidates, literal))


def _rule(name: Name, meaning: Meaning) -> str:
    if name.demonym:
        return "demonym"
    if meaning.entry is None:
        return "ambiguous"
    if name.dateline:
        return "dateline"
    return "country" if meaning.entry.kind == "country" else "gazetteer"


def _mention(report: Report, sentence: Sentence, where: Name | Spot, rule: str, value: Toponym) -> Mention:
    start, end = sentence.tokens[where.first].start, sentence.tokens[where.last - 1].end
    evidence = report.evidence(start, end)
    return Mention("place", evidence, rule, value, where.sentence, head_of(sentence, where.first, where.last))

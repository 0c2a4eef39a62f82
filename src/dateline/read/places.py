"""Finds names of places and places told by other places: where they are, and whether the place itself is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.codebook import Codebook
from dateline.gazetteer import Gazetteer
from dateline.read.coordinates import find_coordinates
from dateline.read.landmarks import find_landmarks
from dateline.read.literal import head_of, is_literal
from dateline.read.names import Name, find_names
from dateline.read.place_words import PlaceWords, place_words
from dateline.read.routes import find_routes
from dateline.read.strangers import as_waters, find_strangers
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

    A mention whose words the report leaves open has no place but keeps its candidates; one that the gazetteer does not
    know has neither.
    """
    words = place_words(codebook, report.language)
    if words is None:
        return ()
    setting = _setting(report, sentences, zones=zones, words=words, gazetteer=gazetteer)
    spots = _apart(_spots(report, setting, gazetteer=gazetteer))
    found = [_of_spot(report, sentences[spot.sentence], spot, setting.meanings) for spot in spots]
    known = [(spot.sentence, spot.first, spot.last) for spot in spots]
    covered = _by_sentence(spots)
    for name, meaning in zip(setting.names, setting.meanings, strict=True):
        if meaning.candidates and not any(_overlap(name, spot) for spot in covered.get(name.sentence, ())):
            found.append(_of_name(report, setting, name, meaning))
            known.append((name.sentence, name.first, name.last))
    strangers = find_strangers(report, sentences, zones=zones, words=words, gazetteer=gazetteer, known=known)
    found += [_of_name(report, setting, name, Meaning(None, ())) for name in strangers]
    return tuple(sorted(found, key=lambda mention: mention.evidence.start))


def _setting(
    report: Report,
    sentences: tuple[Sentence, ...],
    *,
    zones: tuple[Zone, ...],
    words: PlaceWords,
    gazetteer: Gazetteer,
) -> Setting:
    found = find_names(report, sentences, zones=zones, words=words, gazetteer=gazetteer)
    names = as_waters(found, sentences, words=words, gazetteer=gazetteer)
    of_sentence: dict[int, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        of_sentence[name.sentence].append(number)
    meanings, votes = resolve(names, sentences, words=words)
    return Setting(names, meanings, sentences, words, votes, of_sentence)


def _spots(report: Report, setting: Setting, *, gazetteer: Gazetteer) -> list[Spot]:
    return [
        *find_whereabouts(setting),
        *find_landmarks(setting, gazetteer=gazetteer),
        *find_routes(setting),
        *find_coordinates(report, setting.sentences),
    ]


def _by_sentence(spots: Sequence[Spot]) -> Mapping[int, list[Spot]]:
    found: dict[int, list[Spot]] = defaultdict(list)
    for spot in spots:
        found[spot.sentence].append(spot)
    return found


def _apart(spots: Sequence[Spot]) -> list[Spot]:
    """The spots of which none overlaps another, the longer one kept."""
    kept: dict[int, list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=lambda s: (s.first - s.last, s.sentence, s.first)):
        if not any(_overlap(other, spot) for other in kept[spot.sentence]):
            kept[spot.sentence].append(spot)
    return [spot for spots in kept.values() for spot in spots]


def _overlap(one: Name | Spot, other: Spot) -> bool:
    return one.sentence == other.sentence and one.first < other.last and other.first < one.last


def _of_spot(report: Report, sentence: Sentence, spot: Spot, meanings: Sequence[Meaning]) -> Mention:
    meaning = meanings[spot.anchor] if spot.anchor is not None else None
    others = tuple(place_of(entry) for entry in meaning.candidates) if meaning else ()
    return _mention(report, sentence, spot, spot.rule, Toponym(spot.place, others))


def _of_name(report: Report, setting: Setting, name: Name, meaning: Meaning) -> Mention:
    words = name.words.title() if name.words.isupper() and len(name.words) > 3 else name.words
    place = place_of(meaning.entry, words, at_site=name.hint == "site") if meaning.entry else None
    candidates = tuple(place_of(entry, words) for entry in meaning.candidates)
    sentence = setting.sentences[name.sentence]
    literal = is_literal(name, meaning.entry, sentence, words=setting.words, names=setting.beside(name))
    return _mention(report, sentence, name, _rule(name, meaning), Toponym(place, candidates, literal))


def _rule(name: Name, meaning: Meaning) -> str:
    if name.demonym:
        return "demonym"
    if meaning.entry is None:
        return "ambiguous" if meaning.candidates else "unknown"
    if name.dateline:
        return "dateline"
    return "country" if meaning.entry.kind == "country" else "gazetteer"


def _mention(report: Report, sentence: Sentence, where: Name | Spot, rule: str, value: Toponym) -> Mention:
    start, end = sentence.tokens[where.first].start, sentence.tokens[where.last - 1].end
    evidence = report.evidence(start, end)
    return Mention("place", evidence, rule, value, where.sentence, head_of(sentence, where.first, where.last))

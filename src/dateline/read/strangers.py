"""Names of places that the gazetteer does not know: they are told as such, so that no other place stands in for them.

A name beside a word for a river is one of a river: it never means the country or the town that bears it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.gazetteer import Entry, Gazetteer, fold, plain
from dateline.read.name_runs import Run
from dateline.read.names import SILENT_ZONES, Name
from dateline.read.place_words import PlaceWords
from dateline.records import Report, Zone
from dateline.sentences import Sentence

WATER = "water"
WATERS = ("region", "sea")
LONGEST = 6
SEEN = ("place", "facility")
Stretch = tuple[int, int, int]  # a sentence and a half-open range of its tokens


def as_waters(
    names: Sequence[Name], sentences: Sequence[Sentence], *, words: PlaceWords, gazetteer: Gazetteer
) -> list[Name]:
    """The names, those beside a word for a river with what bears the name of that river only; maybe nothing does."""
    return [
        replace(name, entries=_waters(name, sentences[name.sentence], words, gazetteer)) if name.hint == WATER else name
        for name in names
    ]


def _waters(name: Name, sentence: Sentence, words: PlaceWords, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    around = sentence.tokens[name.last : name.last + 1] + sentence.tokens[max(0, name.first - 1) : name.first]
    nouns = [token.text for token in around if words.kind_of(token.text) == WATER]
    found = (entry for noun in nouns for entry in gazetteer.lookup(f"{name.words} {noun}"))
    waters = tuple(entry for entry in found if entry.kind in WATERS)
    return waters or tuple(entry for entry in name.entries if entry.kind in WATERS)


def find_strangers(
    report: Report,
    sentences: Sequence[Sentence],
    *,
    zones: Sequence[Zone],
    words: PlaceWords,
    gazetteer: Gazetteer,
    known: Sequence[Stretch],
) -> list[Name]:
    """A name without entries for each place that the engine sees outside headers and clear of what is `known`.

    Somewhere in the report a preposition or a word for a kind of place must speak for it, too: the engine alone takes
    many a firm, drug or disease for a place.
    """
    silent = [zone for zone in zones if zone.kind in SILENT_ZONES]
    taken: dict[int, list[Stretch]] = defaultdict(list)
    for one in known:
        taken[one[0]].append(one)
    runs = [
        (number, Run(report.text, sentence, first, last, words, gazetteer, shouted=False))
        for number, sentence in enumerate(sentences)
        if not any(zone.start <= sentence.start < zone.end for zone in silent)
        for first, last in _named(sentence, words)
        if all(last <= start or end <= first for _, start, end in taken[number])
    ]
    vouched = {fold(run.words) for _, run in runs if run.is_located() or run.hint() is not None}
    return [Name(number, run.first, run.last, run.words, ()) for number, run in runs if fold(run.words) in vouched]


def _named(sentence: Sentence, words: PlaceWords) -> Iterator[tuple[int, int]]:
    """Each place or facility that the engine sees, from its first capitalised word to its last, if it is a name."""
    for entity in sentence.entities:
        capital = [i for i in range(entity.start, entity.end) if sentence.tokens[i].text[0].isupper()]
        if entity.kind in SEEN and capital and _is_name(sentence, capital[0], capital[-1] + 1, words):
            yield capital[0], capital[-1] + 1


def _is_name(sentence: Sentence, first: int, last: int, words: PlaceWords) -> bool:
    tokens = sentence.tokens[first:last]
    if len(tokens) > LONGEST or not any(token.upos == "PROPN" for token in tokens):
        return False
    return not all(_is_common(token.text, words) for token in tokens)


def _is_common(word: str, words: PlaceWords) -> bool:
    common = plain(word) in words.not_places or plain(word) in words.demonyms or plain(word) in words.nations
    return common or words.kind_of(word) is not None or words.direction(word) is not None

"""A second look at each string with all others of its report in view: how likely it is right as it stands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.muc4_features import Document, padded
from benchmarks.muc4_key import plain
from benchmarks.muc4_labels import FILLED
from benchmarks.muc4_net import Array, Examples, hashed
from benchmarks.muc4_strings import Filler

TRAITS = 16  # hashed features at most


def ranked(document: Document, fillers: Sequence[Filler], likely: float) -> Examples:
    """An example for each string; `likely` is how sure it is that the report tells of an incident (log odds)."""
    best = {slot: max((one.score for one in fillers if one.slot == slot), default=0.0) for slot in FILLED}
    total = {slot: sum(one.score for one in fillers if one.slot == slot) for slot in FILLED}
    common = [likely, *best.values(), *total.values(), len(document.sentences) / 20, len(document.claims) / 10]
    dense = [[*common, *_own(one, fillers, document)] for one in fillers]
    words = [hashed(_words(one, document)) for one in fillers]
    return Examples(np.array(dense, np.float32) if dense else np.zeros((0, 1), np.float32), padded(words, TRAITS))


def _own(one: Filler, fillers: Sequence[Filler], document: Document) -> list[float]:
    kin = [other for other in fillers if other.slot == one.slot]
    near = [other for other in fillers if other.best.sentence == one.best.sentence and other is not one]
    rivals = [other.score for other in fillers if other.slot != one.slot and plain(other.words) == plain(one.words)]
    scores = sorted((named.score for named in one.mentions), reverse=True)
    sentence = one.best.sentence
    return [
        _odds(one.score),
        one.score,
        float(np.mean(scores)),
        _odds(scores[1]) if len(scores) > 1 else -4.0,
        float(len(scores)),
        one.bound,
        sum(other.score > one.score for other in kin),
        len(kin),
        max((other.score for other in near), default=0.0),
        sum(other.score for other in near),
        max(rivals, default=0.0),
        sentence,
        sentence / len(document.sentences),
        float(min(named.sentence for named in one.mentions)),
        len(document.triggers.get(sentence, ())),
        len(one.words.split()),
        float(one.ref is not None),
        *(float(one.slot == slot) for slot in FILLED),
        *(_odds(one.score) * (one.slot == slot) for slot in FILLED),
        *one.values["incident_type"],
        *one.values["incident_stage"],
        *one.values["perp_category"],
    ]


def _odds(share: float) -> float:
    return float(np.log(share + 1e-4) - np.log(1 - share + 1e-4))


def _words(one: Filler, document: Document) -> list[str]:
    words = plain(one.words).split()
    tokens = document.sentences[one.best.sentence].tokens
    before = tokens[one.best.first - 1].text.lower() if one.best.first else "#"
    after = tokens[one.best.last + 1].text.lower() if one.best.last + 1 < len(tokens) else "#"
    return [
        f"{one.slot}:all:{' '.join(words)}",
        f"{one.slot}:last:{words[-1] if words else ''}",
        f"{one.slot}:first:{words[0] if words else ''}",
        f"{one.slot}:before:{before}",
        f"{one.slot}:after:{after}",
        f"{one.slot}:n:{min(len(words), 6)}",
        *(
            f"{one.slot}:id:{told}"
            for told in document.told.get(tokens[one.best.last].end, ())
            if told.startswith("id:")
        ),
    ]


def right(fillers: Sequence[Filler], entities: dict[str, Sequence[frozenset[str]]]) -> Array:
    """For each string whether it is the likeliest one, or a title, of an entity of the key in its role."""
    found = [_entity(one, entities) for one in fillers]
    best: dict[frozenset[str], float] = {}
    for one, entity in zip(fillers, found, strict=True):
        if entity and one.ref is None:
            best[entity] = max(best.get(entity, 0.0), one.score)
    told = [
        float(bool(entity) and (one.ref is not None or one.score >= best[entity]))
        for one, entity in zip(fillers, found, strict=True)
    ]
    return np.array(told, np.float32).reshape(-1, 1)


def _entity(one: Filler, entities: dict[str, Sequence[frozenset[str]]]) -> frozenset[str]:
    return next((entity for entity in entities[one.slot] if plain(one.words) in entity), frozenset())

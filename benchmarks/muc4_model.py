"""The networks of the MUC-4 benchmark together: from a report as read and coded to the strings that fill its slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.muc4_features import Document, candidates, whole
from benchmarks.muc4_labels import FILLED
from benchmarks.muc4_net import Array, Examples, Net
from benchmarks.muc4_rank import ranked
from benchmarks.muc4_strings import FLOOR, Filler, fillers

LEAST: Mapping[str, float] = {  # chosen on the development part by cross validation
    "perp_individual": 0.2,
    "perp_organization": 0.22,
    "phys_tgt_id": 0.22,
    "hum_tgt_name": 0.3,
    "hum_tgt_description": 0.3,
    "instrument_id": 0.25,
}
TITLE = 0.2  # a description of somebody whose name is chosen
ALL_SLOTS = dict.fromkeys(FILLED, FLOOR)
PARTS = ("whole", "roles", "about", "bounds", "rank")


@dataclass(frozen=True, slots=True)
class Models:
    """Networks of each kind, whose answers are averaged: does a report tell of an incident; is a noun the last word of
    a string of a slot; what is said of such a string; where it starts; is it right with all others in view.
    """

    whole: tuple[Net, ...]
    roles: tuple[Net, ...]
    about: tuple[Net, ...]
    bounds: tuple[Net, ...]
    rank: tuple[Net, ...] = ()


def odds(shares: Array) -> Array:
    return np.asarray(np.log(shares + 1e-6) - np.log(1 - shares + 1e-6), np.float32)


def mean(nets: Sequence[Net], examples: Examples) -> Array:
    return np.asarray(np.mean([net.scores(examples) for net in nets], axis=0), np.float32)


def likelihood(document: Document, nets: Sequence[Net]) -> float:
    """How sure it is that the report tells of an incident, as log odds."""
    return float(np.clip(odds(mean(nets, whole(document)))[0, 0], -8, 8))


def strings(document: Document, models: Models, likely: float) -> list[Filler]:
    """All strings that are not quite unlikely."""
    examples = candidates(document, likely)
    if not document.nouns:
        return []
    scores = np.concatenate([mean(models.roles, examples), mean(models.about, examples)], axis=1)
    return fillers(document, scores, models.bounds, ALL_SLOTS)


def chosen(document: Document, models: Models) -> list[Filler]:
    """The strings that fill slots."""
    likely = likelihood(document, models.whole)
    found = strings(document, models, likely)
    return kept(found, mean(models.rank, ranked(document, found, likely))[:, 0]) if found else []


def kept(found: Sequence[Filler], ranks: Array) -> list[Filler]:
    """Those likely enough; a title needs less where its person is named, and stands alone where it is not."""
    sure = {
        one.words
        for one, rank in zip(found, ranks, strict=True)
        if one.slot == "hum_tgt_name" and rank >= LEAST[one.slot]
    }
    owned = [
        replace(one, rank=float(rank), ref=one.ref if one.ref in sure else None)
        for one, rank in zip(found, ranks, strict=True)
    ]
    return [one for one in owned if one.score >= (TITLE if one.ref else LEAST[one.slot])]


def save(models: Models, path: Path) -> None:
    held = {
        f"{part}/{k}/{name}": array.astype(np.float16)
        for part in PARTS
        for k, net in enumerate(getattr(models, part))
        for name, array in net.weights.items()
    }
    np.savez_compressed(path, **held)


def load(path: Path) -> Models:
    """The networks of a file; OSError where it is missing."""
    nets: dict[str, dict[str, dict[str, Array]]] = {part: {} for part in PARTS}
    with np.load(path) as held:
        for key in held.files:
            part, number, name = key.split("/")
            nets[part].setdefault(number, {})[name] = held[key].astype(np.float32)
    return Models(**{part: tuple(Net(own[number]) for number in sorted(own)) for part, own in nets.items()})

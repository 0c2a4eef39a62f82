"""Trains the networks of the MUC-4 benchmark on the development part, and measures them there by cross validation.

    python benchmarks/muc4_learn.py DIR WEIGHTS.npz

DIR holds dev.jsonl.gz; no other set is read. Each report is scored by networks that have not seen it. The weights are
not shipped: the licence of the texts is unclear. Takes half an hour on one core.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.muc4 import Totals, read_documents, read_sets
from benchmarks.muc4_assembly import assembled
from benchmarks.muc4_causes import causes
from benchmarks.muc4_features import REACH, Document, candidates, starts_of, whole
from benchmarks.muc4_key import ROLES, key_entities
from benchmarks.muc4_labels import FILLED, wanted
from benchmarks.muc4_model import Models, kept, likelihood, mean, save, strings
from benchmarks.muc4_net import Array, Examples, Net, train
from benchmarks.muc4_rank import ranked, right
from benchmarks.muc4_strings import Filler

FOLDS = 5
SEEDS = (1, 2, 3)
Key = dict[str, Any]
Rows = np.ndarray[Any, np.dtype[np.intp]]
Step = Callable[[str], None]


def learn(
    documents: Sequence[Document], keys: Sequence[Sequence[Key]], tell: Step
) -> tuple[Models, Totals, Counter[str]]:
    """The networks trained on all; the scores and errors of each document by networks trained on the others."""
    folds = np.arange(len(documents)) % FOLDS
    wholes = _wholes(documents, keys, folds)
    likely = [likelihood(document, [wholes[fold]]) for document, fold in zip(documents, folds, strict=True)]
    tell("reports")
    given = [
        (candidates(document, sure), *wanted(document, key))
        for document, key, sure in zip(documents, keys, likely, strict=True)
    ]
    found: list[list[Filler]] = [[] for _ in documents]
    for fold in range(FOLDS):
        models = _nouns(documents, given, np.flatnonzero(folds != fold), tuple(wholes), SEEDS[:1])
        for k in np.flatnonzero(folds == fold).tolist():
            found[k] = strings(documents[k], models, likely[k])
        tell(f"nouns without part {fold}")
    final = _nouns(documents, given, np.arange(len(documents)), tuple(wholes), SEEDS[:2])
    tell("nouns")
    seen = [ranked(*three) for three in zip(documents, found, likely, strict=True)]
    truth = [right(own, entities(key)) for own, key in zip(found, keys, strict=True)]
    totals, errors = _checked(documents, keys, found, seen, truth, folds)
    return Models(final.whole, final.roles, final.about, final.bounds, _ranks(seen, truth)), totals, errors


def entities(key: Sequence[Key]) -> dict[str, Sequence[frozenset[str]]]:
    return {slot: key_entities(key, role) for role, slots in ROLES.items() for slot in slots}


def _wholes(documents: Sequence[Document], keys: Sequence[Sequence[Key]], folds: Rows) -> list[Net]:
    """For each fold a network that has not seen it."""
    examples = joined([whole(document) for document in documents])
    told = np.array([[float(bool(key))] for key in keys], np.float32)
    parts = [np.flatnonzero(folds != fold) for fold in range(FOLDS)]
    return [train(examples.part(rows), told[rows], hidden=32, epochs=30) for rows in parts]


def joined(examples: Sequence[Examples]) -> Examples:
    real = [one for one in examples if len(one.dense)]
    return Examples(np.concatenate([one.dense for one in real]), np.concatenate([one.words for one in real]))


def _nouns(
    documents: Sequence[Document],
    given: Sequence[tuple[Examples, Array, Any]],
    rows: Rows,
    wholes: tuple[Net, ...],
    seeds: Sequence[int],
) -> Models:
    """The networks for nouns, trained on some of the documents."""
    examples, table = joined([given[k][0] for k in rows]), np.concatenate([given[k][1] for k in rows])
    roles, about = table[:, : len(FILLED)], table[:, len(FILLED) :]
    filled = np.flatnonzero(roles.any(1))
    starts = [start for k in rows for start in _starts(documents[k], given[k][2])]
    firsts, told = joined([one for one, _ in starts]), np.concatenate([own for _, own in starts])
    return Models(
        wholes,
        tuple(train(examples, roles, hidden=96, epochs=6, seed=seed) for seed in seeds),
        tuple(
            train(examples.part(filled), about[filled], hidden=128, epochs=25, rate=4e-3, seed=seed) for seed in seeds
        ),
        tuple(train(firsts, told, hidden=64, epochs=8, rate=2e-3, seed=seed) for seed in seeds),
    )


def _starts(document: Document, found: Sequence[tuple[int, int, int, str]]) -> list[tuple[Examples, Array]]:
    pairs = []
    for s, first, last, slot in found:
        if last - first < REACH:
            firsts, examples = starts_of(document, s, last, slot)
            pairs.append((examples, np.array([[float(one == first)] for one in firsts], np.float32)))
    return pairs


def _ranks(seen: Sequence[Examples], truth: Sequence[Array]) -> tuple[Net, ...]:
    examples, told = joined(seen), np.concatenate([own for own in truth if len(own)])
    return tuple(train(examples, told, hidden=64, epochs=16, rate=3e-3, seed=seed) for seed in SEEDS)


def _checked(
    documents: Sequence[Document],
    keys: Sequence[Sequence[Key]],
    found: Sequence[list[Filler]],
    seen: Sequence[Examples],
    truth: Sequence[Array],
    folds: Rows,
) -> tuple[Totals, Counter[str]]:
    totals, errors = Totals(), Counter[str]()
    for fold in range(FOLDS):
        others, own = np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist()
        nets = _ranks([seen[k] for k in others], [truth[k] for k in others])
        for k in own:
            strings_of = kept(found[k], mean(nets, seen[k])[:, 0]) if found[k] else []
            response = assembled(documents[k], strings_of)
            totals.add(keys[k], response)
            errors.update(causes(keys[k], response, found[k]))
    return totals, errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    read = list(read_sets(options.folder, ["dev"], 1))
    models, totals, errors = learn(
        list(read_documents(read)), [one["templates"] for one in read], lambda step: print(step, file=sys.stderr)
    )
    save(models, options.weights)
    totals.show()
    print("\ncauses of errors")
    for cause, number in errors.most_common():
        print(f"{number:5} {cause}")


if __name__ == "__main__":
    main()

"""What each part of the network is worth: short trainings with a part left out, in a table.

`python -m training.ablate --data DIR --start DIR --work DIR [--epochs N] [--only NAME...]` trains each variation in
its own folder under the work folder, going on where it was stopped, and prints a row of scores for each.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import torch

from dateline.language.model import Model

from .entity_scores import entity_scores
from .evaluate import tree_scores
from .export import ship
from .frame_scores import event_scores, factuality_scores, role_scores
from .make import make
from .recipe import Recipe
from .sources import entity_tests, event_tests, tree_tests

TREE = ("upos", "lemma", "heads", "relation")
FRAMES = ("predicate", "role", "event", "argument", "factuality")
WHOLE = Recipe(epochs=2, hidden=0.0)

VARIATIONS: Mapping[str, Recipe] = MappingProxyType(
    {
        "whole": WHOLE,
        "whole, seed 2": replace(WHOLE, seed=2),
        "whole, seed 3": replace(WHOLE, seed=3),
        "no letter case": replace(WHOLE, case=False),
        "last layer alone": replace(WHOLE, mix=False),
        "EWT without GUM": replace(WHOLE, sets=("ewt", "geneva", "entities")),
        "without own trees and facts": replace(WHOLE, own=False),
        "a tenth of the pieces hidden": replace(WHOLE, hidden=0.1),
        "word embeddings learn": replace(WHOLE, words_learn=True),
        "encoder rate halved": replace(WHOLE, encoder_rate=0.75e-4),
        "encoder rate doubled": replace(WHOLE, encoder_rate=3e-4),
        "trees alone": replace(WHOLE, without=("entity", *FRAMES)),
        "entities alone": replace(WHOLE, without=(*TREE, *FRAMES)),
        "frames alone": replace(WHOLE, without=(*TREE, "entity")),
    }
)
COLUMNS = ("upos", "LAS", "LAS PUD", "wikigold", "CrossNER", "roles", "factuality", "events")


def scores(weights: Path, data: Path) -> dict[str, float]:
    """The scores under COLUMNS; heads that were not trained have figures without meaning."""
    model = Model(weights)
    trees, entities, events = tree_tests(data), entity_tests(data), event_tests(data)
    dev = trees["EWT dev"]
    found = tree_scores(model, dev)
    return {
        "upos": found["upos"],
        "LAS": found["LAS"],
        "LAS PUD": tree_scores(model, trees["PUD"])["LAS"],
        "wikigold": entity_scores(model, entities["wikigold held back"])["names"],
        "CrossNER": entity_scores(model, entities["CrossNER politics test"])["names"],
        "roles": role_scores(model, dev)["all"],
        "factuality": factuality_scores(model, dev)["r"],
        "events": event_scores(model, events["GENEVA fold 8 (dev)"])["types"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=WHOLE.epochs)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=list(VARIATIONS), choices=VARIATIONS)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    print(f"| variation | {' | '.join(COLUMNS)} |", flush=True)
    for name in arguments.only:
        work = arguments.work / name.replace(" ", "-").replace(",", "")
        make(replace(VARIATIONS[name], epochs=arguments.epochs), arguments.data, arguments.start, work)
        ship(work, arguments.start, work / "weights")
        found = scores(work / "weights", arguments.data)
        print(f"| {name} | {' | '.join(f'{found[column]}' for column in COLUMNS)} |", flush=True)


if __name__ == "__main__":
    main()

"""Entities of re3d in folds: each part of its documents is held back once, and the scores are of all parts together.

`python -m training.folds --data DIR --start DIR --work DIR [--epochs N]` trains the entity head alone, on the entity
sets alone, once for each fold.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import torch

from dateline.language.model import Model

from .ablate import FRAMES, TREE
from .counting import parse_all
from .entity_scores import entity_scores, scores_of
from .export import ship
from .make import make
from .military import FOLDS
from .recipe import Recipe
from .sources import military_fold

ENTITIES = Recipe(epochs=4, hidden=0.0, without=(*TREE, *FRAMES), sets=("entities",), own=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=ENTITIES.epochs)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    pairs = []
    for fold in range(FOLDS):
        work = arguments.work / f"fold-{fold}"
        recipe = replace(ENTITIES, epochs=arguments.epochs, fold=fold)
        make(recipe, arguments.data, arguments.start, work)
        ship(work, arguments.start, work / "weights")
        held_back = military_fold(arguments.data, fold)
        print(f"fold {fold}: {json.dumps(entity_scores(Model(work / 'weights'), held_back))}", flush=True)
        pairs += parse_all(Model(work / "weights"), held_back)
    print(f"all: {json.dumps(scores_of(pairs))}", flush=True)


if __name__ == "__main__":
    main()

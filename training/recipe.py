"""What a network is trained with: its data, its start, the plan of its training. Variations of it are ablations."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import torch

from dateline.language.wordpiece import WordPiece, read_vocabulary

from .average import finished
from .batches import Encoded, batches, encode
from .encoder import load_start
from .examples import Example
from .labels import Labels, count_labels
from .learn import Plan
from .losses import SHARES
from .network import Network
from .own_facts import own_facts
from .own_trees import own_trees
from .sources import SETS, training_sets

OWN_TREES, OWN_FACTS = 450, 760
BEGINNING = 1


@dataclass(frozen=True, slots=True)
class Recipe:
    """Seed, length and rates of a training, and which parts of the whole take part in it.

    `own` is whether our own trees and facts take part. `without` are heads that count for nothing, `sets` the sets
    that train, without the given fold of re3d. `case` is whether the network sees letter case, `mix` whether the heads
    see a learned mix of all layers or the last alone. `begin` is the work folder of a finished training whose averaged
    weights this one goes on from, when the data have grown.
    """

    seed: int = 1
    epochs: int = 12
    encoder_rate: float = 1.5e-4
    words_learn: bool = False
    hidden: float = 0.1
    without: tuple[str, ...] = ()
    sets: tuple[str, ...] = SETS
    fold: int = 0
    own: bool = True
    case: bool = True
    mix: bool = True
    begin: Path | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """All that the training loop takes, and the trees, from which the lexicon is made."""

    network: Network
    encoded: list[Encoded]
    labels: Labels
    plan: Plan
    trees: list[Example]


def prepare(recipe: Recipe, data: Path, start: Path) -> Ready:
    """The training that the recipe asks for, from the data sets and the starting weights."""
    given = training_sets(data, recipe.seed, recipe.fold)
    trees = given["ewt"] + given["gum"]
    labels = count_labels(trees + given["geneva"] + given["claims"])
    dice = random.Random(recipe.seed)
    own = own_trees(OWN_TREES, dice) + own_facts(OWN_FACTS, dice) if recipe.own else []
    examples = own + [example for name in recipe.sets for example in given[name]]
    wordpiece = WordPiece(read_vocabulary(start / "vocab.txt"))
    encoded = [encode(example, labels, wordpiece) for example in examples]
    steps = sum(1 for _ in batches(encoded, labels, random.Random(0)))
    return Ready(_network(recipe, labels, start), encoded, labels, _plan(recipe, steps), trees)


def _network(recipe: Recipe, labels: Labels, start: Path) -> Network:
    """The network before training: the finished one to go on from, or one beginning for all recipes to compare."""
    torch.manual_seed(BEGINNING)
    network = Network(labels.sizes())
    if recipe.begin:
        network.load_state_dict(finished(recipe.begin))
        return network
    load_start(network.encoder, start / "model.safetensors")
    network.encoder.case.requires_grad_(recipe.case)
    if not recipe.mix:
        network.encoder.show_last_layer()
    return network


def _plan(recipe: Recipe, steps: int) -> Plan:
    return Plan(
        recipe.epochs,
        recipe.seed,
        steps,
        encoder_rate=recipe.encoder_rate,
        words_learn=recipe.words_learn,
        hidden=recipe.hidden,
        shares={name: 0.0 if name in recipe.without else share for name, share in SHARES.items()},
    )

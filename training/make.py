"""From raw data to the shipped files.

`python -m training.make --data DIR --start DIR --work DIR --out DIR`: reads the data sets, trains from the starting
weights (going on from a checkpoint in the work folder, if there is one), and writes the files that ship.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from dateline.language.wordpiece import WordPiece, read_vocabulary

from .batches import batches, encode
from .encoder import load_start
from .export import ship
from .labels import count_labels
from .learn import Plan, learn
from .lexicon import write_lexicon
from .losses import SHARES
from .network import Network
from .own_trees import own_trees
from .sources import entity_examples, event_examples, tree_examples

OWN_TREES = 320


def main() -> None:
    arguments = read_arguments()
    torch.set_num_threads(arguments.threads)
    trees = tree_examples(arguments.data)
    examples = trees + own_trees(OWN_TREES, random.Random(arguments.seed))
    events = event_examples(arguments.data)
    examples += events + entity_examples(arguments.data, arguments.seed)
    labels = count_labels(trees + events)
    arguments.work.mkdir(parents=True, exist_ok=True)
    labels.write(arguments.work / "labels.json")
    write_lexicon(trees, arguments.work / "lemmas.tsv")
    wordpiece = WordPiece(read_vocabulary(arguments.start / "vocab.txt"))
    encoded = [encode(example, labels, wordpiece) for example in examples]
    torch.manual_seed(arguments.seed)
    network = Network(labels.sizes())
    load_start(network.encoder, arguments.start / "model.safetensors")
    steps = sum(1 for _ in batches(encoded, labels, random.Random(0)))
    print(f"{len(examples)} examples, {steps} steps an epoch, {len(labels.lemma)} lemma rules", flush=True)
    for line in learn(network, encoded, labels, read_plan(arguments, steps), arguments.work / "last.pt"):
        print(line, flush=True)
    ship(arguments.work, arguments.start, arguments.out)


def read_plan(arguments: argparse.Namespace, steps: int) -> Plan:
    """The plan that the arguments ask for; heads named after --without count for nothing."""
    shares = {name: 0.0 if name in arguments.without else share for name, share in SHARES.items()}
    return Plan(
        arguments.epochs,
        arguments.seed,
        steps,
        encoder_rate=arguments.encoder_rate,
        words_learn=arguments.words_learn,
        shares=shares,
    )


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--words-learn", action="store_true", help="let the word embeddings learn as well")
    parser.add_argument("--without", nargs="*", default=[], choices=SHARES, help="heads that do not count")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""From raw data to the shipped files.

`python -m training.make --data DIR --start DIR --work DIR --out DIR`: reads the data sets, trains from the starting
weights (going on from a checkpoint in the work folder, if there is one), and writes the files that ship.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from .export import ship
from .learn import learn
from .lexicon import write_lexicon
from .losses import SHARES
from .recipe import Recipe, prepare


def main() -> None:
    arguments = read_arguments()
    torch.set_num_threads(arguments.threads)
    recipe = Recipe(
        arguments.seed,
        arguments.epochs,
        arguments.encoder_rate,
        arguments.words_learn,
        arguments.hidden,
        tuple(arguments.without),
        begin=arguments.begin,
    )
    make(recipe, arguments.data, arguments.start, arguments.work)
    ship(arguments.work, arguments.start, arguments.out)


def make(recipe: Recipe, data: Path, start: Path, work: Path) -> None:
    """Train, or go on training, in the work folder, with a line of report an epoch."""
    ready = prepare(recipe, data, start)
    work.mkdir(parents=True, exist_ok=True)
    ready.labels.write(work / "labels.json")
    write_lexicon(ready.trees, work / "lemmas.tsv")
    print(f"{len(ready.encoded)} examples, {ready.plan.steps_per_epoch} steps an epoch", flush=True)
    for line in learn(ready.network, ready.encoded, ready.labels, ready.plan, work / "last.pt"):
        print(line, flush=True)


def read_arguments() -> argparse.Namespace:
    usual = Recipe()
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "start", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=usual.epochs)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--encoder-rate", type=float, default=usual.encoder_rate)
    parser.add_argument("--words-learn", action="store_true", help="let the word embeddings learn as well")
    parser.add_argument("--hidden", type=float, default=usual.hidden, help="share of the pieces hidden in training")
    parser.add_argument(
        "--begin", type=Path, help="the work folder of a finished training, whose weights this one goes on from"
    )
    parser.add_argument("--without", nargs="*", default=[], choices=SHARES, help="heads that do not count")
    return parser.parse_args()


if __name__ == "__main__":
    main()

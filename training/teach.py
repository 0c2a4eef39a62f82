"""Teaches the heads of claims anew while the rest of a finished network rests: minutes, after the corpus has grown.

`python -m training.teach --work DIR --start DIR --out DIR [--epochs N]` begins with the heads of claims in the last
checkpoint of the work folder, and writes the shipped files with the heads as taught.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from dateline.language.wordpiece import WordPiece, read_vocabulary

from .batches import Batch, Encoded, batches, encode
from .export import averaged, write
from .labels import Labels, read_labels
from .losses import open_cross
from .network import Network
from .sources import claims, examples

RATE = 1e-3
EXAMPLE_TIMES = 4


def teach(network: Network, lessons: Sequence[Encoded], labels: Labels, epochs: int) -> Iterator[str]:
    """Train the heads of claims on the lessons; yields a line of report an epoch.

    The network is one that rests: of its layers only the heads' dropout is woken.
    """
    heads = [network.claim_inner, network.claim, network.pair.part]
    network.requires_grad_(False)
    for head in heads:
        head.requires_grad_(True)
    network.dropout.train()
    network.pair.dropout.train()
    steps = torch.optim.AdamW([p for head in heads for p in head.parameters()], lr=RATE, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LinearLR(steps, 1.0, 0.1, epochs)
    for epoch in range(epochs):
        torch.manual_seed(epoch)
        losses = [_step(network, batch, steps) for batch in batches(lessons, labels, random.Random(epoch))]
        rate.step()
        yield f"epoch {epoch + 1}: {sum(losses) / len(losses):.4f}"


def _step(network: Network, batch: Batch, steps: torch.optim.Optimizer) -> float:
    loss = _loss(network, batch)
    steps.zero_grad()
    torch.autograd.backward(loss)
    steps.step()
    return loss.item()


def _loss(network: Network, batch: Batch) -> Tensor:
    """The loss of the heads of claims."""
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(batch.pieces, batch.cases, batch.firsts)
    claim = open_cross(network.tags(states.float()).claim, batch.claim)
    if not batch.part.shape[0]:
        return claim
    return claim + open_cross(network.pair(states.float(), batch.real, batch.pairs)[2], batch.part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("work", "start", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    arguments = parser.parse_args()
    labels = read_labels(arguments.work / "labels.json")
    wordpiece = WordPiece(read_vocabulary(arguments.start / "vocab.txt"))
    given = claims("train") + examples() * EXAMPLE_TIMES
    network = averaged(arguments.work)
    for line in teach(network, [encode(example, labels, wordpiece) for example in given], labels, arguments.epochs):
        print(line, flush=True)
    network.eval()
    write(network, arguments.work, arguments.start, arguments.out)


if __name__ == "__main__":
    main()

"""The training loop: one pass of fixed-shape batches an epoch, a checkpoint after each, resumable."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch

from .average import Average
from .batches import Batch, Encoded, batches, with_hidden
from .labels import Labels
from .losses import SHARES, losses
from .network import Network

WARM_UP = 150
LONGEST_GRADIENT = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, how fast, from which seed to train, and how much each head counts (`shares`).

    `words_learn` lets the word embeddings change with the rest; `hidden` is the share of pieces that the network
    does not get to see; `average` is how much of the running average of
    the weights each update keeps.
    """

    epochs: int
    seed: int
    steps_per_epoch: int
    encoder_rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    words_learn: bool = False
    hidden: float = 0.0
    average: float = 0.995
    shares: Mapping[str, float] = field(default_factory=lambda: SHARES)


class Training:
    """A network in training with its optimiser, its rates and its averaged weights."""

    def __init__(self, network: Network, plan: Plan) -> None:
        self.network = network
        self._plan = plan
        self._steps = _optimiser(network, plan)
        total = plan.epochs * plan.steps_per_epoch
        self._rate = torch.optim.lr_scheduler.LambdaLR(
            self._steps, lambda i: min((i + 1) / WARM_UP, max(0.0, 1 - i / total))
        )
        self._average = Average(network, plan.average)
        self.epochs_done = 0

    def epoch(self, rounds: Iterable[Batch]) -> Counter[str]:
        """The summed loss of each head, and under "steps" their number, after a pass over the batches."""
        self.network.train()
        seen: Counter[str] = Counter()
        for batch in rounds:
            parts = losses(self.network, with_hidden(batch, self._plan.hidden))
            total = torch.stack([self._plan.shares[name] * value for name, value in parts.items()]).sum()
            torch.autograd.backward(total)
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), LONGEST_GRADIENT)
            self._steps.step()
            self._steps.zero_grad(set_to_none=True)
            self._rate.step()
            self._average.step()
            for name, value in parts.items():
                seen[name] += value.item()
            seen["steps"] += 1
        self.epochs_done += 1
        return seen

    def save(self, path: Path) -> None:
        """Write a checkpoint in one step; `average` in it are the weights to ship."""
        path.parent.mkdir(parents=True, exist_ok=True)
        weights = self.network.state_dict()
        state = {
            "network": weights,
            "average": weights | self._average.state(),
            "steps": self._steps.state_dict(),
            "rate": self._rate.state_dict(),
            "epoch": self.epochs_done,
            "plan": repr(self._plan),
        }
        fresh = path.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint. Raises ValueError where it is of another plan."""
        state = torch.load(path, weights_only=True)
        if state["plan"] != repr(self._plan):
            raise ValueError(f"{path} was made by another plan: {state['plan']}")
        self.network.load_state_dict(state["network"])
        self._steps.load_state_dict(state["steps"])
        self._rate.load_state_dict(state["rate"])
        self._average.load(state["average"], state["epoch"] * self._plan.steps_per_epoch)
        self.epochs_done = int(state["epoch"])


def learn(network: Network, examples: Sequence[Encoded], labels: Labels, plan: Plan, checkpoint: Path) -> Iterator[str]:
    """Train to the end of the plan, going on from the checkpoint if there is one; yields a line of report an epoch."""
    training = Training(network, plan)
    if checkpoint.exists():
        training.resume(checkpoint)
    while training.epochs_done < plan.epochs:
        started = time.monotonic()
        draw = plan.seed * 1000 + training.epochs_done
        torch.manual_seed(draw)
        seen = training.epoch(batches(examples, labels, random.Random(draw)))
        training.save(checkpoint)
        means = " ".join(f"{name} {value / seen['steps']:.3f}" for name, value in seen.items() if name != "steps")
        yield f"epoch {training.epochs_done}: {means}, {time.monotonic() - started:.0f} s"


def _optimiser(network: Network, plan: Plan) -> torch.optim.AdamW:
    """AdamW with a slow rate for the encoder and a fast one for the heads; the position embeddings rest."""
    encoder = network.encoder
    encoder.word.weight.requires_grad_(plan.words_learn)
    encoder.position.weight.requires_grad_(False)
    slow = [p for name, p in network.named_parameters() if _is_slow(name) and p.requires_grad]
    fast = [p for name, p in network.named_parameters() if not _is_slow(name)]
    return torch.optim.AdamW(
        [{"params": slow, "lr": plan.encoder_rate}, {"params": fast, "lr": plan.head_rate}],
        weight_decay=0.01,
        fused=True,
    )


def _is_slow(name: str) -> bool:
    return name.startswith("encoder.") and name not in ("encoder.mix", "encoder.case.weight")

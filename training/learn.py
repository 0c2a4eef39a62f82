"""The training loop: one pass of fixed-shape batches an epoch, a checkpoint after each, resumable."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from .batches import NOTHING, Batch, Encoded, batches
from .labels import Labels
from .network import Network

ENCODER_RATE, HEAD_RATE = 1.5e-4, 1.5e-3
WARM_UP = 150
LONGEST_GRADIENT = 2.0
UPOS_SHARE, LEMMA_SHARE, ENTITY_SHARE = 0.5, 0.3, 0.8


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and from which seed to train."""

    epochs: int
    seed: int
    steps_per_epoch: int


def loss(network: Network, batch: Batch) -> Tensor:
    """The weighted sum of the losses of all heads over what this batch annotates."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(batch.pieces, batch.cases, batch.firsts)
        upos, lemma, entity = network.tags(states)
        arcs = network.arcs(states, batch.real)
        relations = network.relations(states, batch.heads.clamp(min=0))
    return (
        UPOS_SHARE * _cross(upos, batch.upos)
        + LEMMA_SHARE * _cross(lemma, batch.lemma)
        + ENTITY_SHARE * _open_cross(entity, batch.allowed)
        + _cross(arcs, batch.heads)
        + _cross(relations, batch.relation)
    )


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    total = functional.cross_entropy(
        scores.float().flatten(0, 1), gold.flatten(), ignore_index=NOTHING, reduction="sum"
    )
    return total / (gold != NOTHING).sum().clamp(min=1)


def _open_cross(scores: Tensor, allowed: Tensor) -> Tensor:
    """Cross entropy where several tags may be right: the share of probability on any of them counts."""
    annotated = allowed.any(2)
    scores = scores.float()[annotated]
    right = scores.masked_fill(~allowed[annotated], -1e9)
    total = (scores.logsumexp(1) - right.logsumexp(1)).sum()
    return total / annotated.sum().clamp(min=1)


def optimiser(network: Network) -> torch.optim.AdamW:
    """AdamW with a slow rate for the encoder and a fast one for the heads; word and position embeddings rest."""
    encoder = network.encoder
    encoder.word.weight.requires_grad_(False)
    encoder.position.weight.requires_grad_(False)
    slow = [p for name, p in network.named_parameters() if _is_slow(name) and p.requires_grad]
    fast = [p for name, p in network.named_parameters() if not _is_slow(name)]
    return torch.optim.AdamW(
        [{"params": slow, "lr": ENCODER_RATE}, {"params": fast, "lr": HEAD_RATE}], weight_decay=0.01
    )


def _is_slow(name: str) -> bool:
    return name.startswith("encoder.") and name not in ("encoder.mix", "encoder.case.weight")


def learn(
    network: Network, examples: Sequence[Encoded], labels: Labels, plan: Plan, checkpoints: Path
) -> Iterable[str]:
    """Train to the end of the plan, going on from the last checkpoint; yields a line of report an epoch."""
    steps = optimiser(network)
    total = plan.epochs * plan.steps_per_epoch
    rate = torch.optim.lr_scheduler.LambdaLR(steps, lambda i: min((i + 1) / WARM_UP, max(0.0, 1 - i / total)))
    for epoch in range(_resume(network, steps, rate, checkpoints), plan.epochs):
        started = time.monotonic()
        torch.manual_seed(plan.seed * 1000 + epoch)
        mean = _pass(network, batches(examples, labels, random.Random(plan.seed * 1000 + epoch)), steps, rate)
        _save(network, steps, rate, epoch + 1, checkpoints)
        yield f"epoch {epoch + 1}: loss {mean:.3f}, {time.monotonic() - started:.0f} s"


def _pass(
    network: Network,
    rounds: Iterable[Batch],
    steps: torch.optim.Optimizer,
    rate: torch.optim.lr_scheduler.LambdaLR,
) -> float:
    network.train()
    seen = 0.0
    count = 0
    for batch in rounds:
        value = loss(network, batch)
        torch.autograd.backward(value)
        torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_GRADIENT)
        steps.step()
        steps.zero_grad(set_to_none=True)
        rate.step()
        seen += value.item()
        count += 1
    return seen / max(count, 1)


def _save(
    network: Network,
    steps: torch.optim.Optimizer,
    rate: torch.optim.lr_scheduler.LambdaLR,
    epoch: int,
    checkpoints: Path,
) -> None:
    checkpoints.mkdir(parents=True, exist_ok=True)
    fresh = checkpoints / "last.pt.new"
    state = {"network": network.state_dict(), "steps": steps.state_dict(), "rate": rate.state_dict(), "epoch": epoch}
    torch.save(state, fresh)
    fresh.replace(checkpoints / "last.pt")


def _resume(
    network: Network,
    steps: torch.optim.Optimizer,
    rate: torch.optim.lr_scheduler.LambdaLR,
    checkpoints: Path,
) -> int:
    """Number of epochs already done."""
    last = checkpoints / "last.pt"
    if not last.exists():
        return 0
    state = torch.load(last, weights_only=True)
    network.load_state_dict(state["network"])
    steps.load_state_dict(state["steps"])
    rate.load_state_dict(state["rate"])
    return int(state["epoch"])

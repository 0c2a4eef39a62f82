"""The loss of each head over what a batch annotates, and how much each counts."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from .batches import NOTHING, Batch
from .network import Network, Tags

SHARES = {
    "upos": 0.5,
    "lemma": 0.3,
    "entity": 0.8,
    "heads": 1.0,
    "relation": 1.0,
    "predicate": 0.5,
    "role": 1.5,
    "event": 0.4,
    "argument": 0.4,
    "factuality": 0.6,
    "claim": 0.6,
    "part": 0.5,
}


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each head over what the batch annotates for it, 0 where that is nothing."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.states(batch.pieces, batch.cases, batch.firsts)
        tags = network.tags(states)
        arcs = network.arcs(states, batch.real)
        relations = network.relations(states, batch.heads.clamp(min=0))
        role, argument, part = network.pair(states, batch.real, batch.pairs)
    parts = _tag_losses(tags, batch)
    parts |= {"heads": _cross(arcs, batch.heads), "relation": _cross(relations, batch.relation)}
    parts |= {"role": _cross(role, batch.role), "argument": _cross(argument, batch.argument)}
    return parts | {"part": open_cross(part, batch.part)}


def _tag_losses(tags: Tags, batch: Batch) -> dict[str, Tensor]:
    return {
        "upos": _cross(tags.upos, batch.upos),
        "lemma": _cross(tags.lemma, batch.lemma),
        "entity": open_cross(tags.entity, batch.allowed),
        "predicate": _cross(tags.predicate, batch.predicate),
        "event": _cross(tags.event, batch.event),
        "factuality": _distance(tags.factuality, batch.factuality),
        "claim": open_cross(tags.claim, batch.claim),
    }


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    total = functional.cross_entropy(
        scores.float().flatten(0, 1), gold.flatten(), ignore_index=NOTHING, reduction="sum"
    )
    return total / (gold != NOTHING).sum().clamp(min=1)


def open_cross(scores: Tensor, allowed: Tensor) -> Tensor:
    """Cross entropy where several tags may be right: the share of probability on any of them counts."""
    annotated = allowed.any(2)
    scores = scores.float()[annotated]
    right = scores.masked_fill(~allowed[annotated], -1e9)
    total = (scores.logsumexp(1) - right.logsumexp(1)).sum()
    return total / annotated.sum().clamp(min=1)


def _distance(given: Tensor, gold: Tensor) -> Tensor:
    """Squared for what is less than 1 apart, linear beyond; words without a degree count for nothing."""
    known = ~gold.isnan()
    total = functional.smooth_l1_loss(given.float()[known], gold[known], reduction="sum")
    return total / known.sum().clamp(min=1)

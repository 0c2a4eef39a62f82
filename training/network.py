"""The network: a six-layer MiniLM with letter case, and heads for tags, lemmas, entities and trees."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dateline.language.wordpiece import CASE_CLASSES

WIDTH, INNER, LAYERS, ATTENTION_HEADS = 384, 1536, 6, 12
ARC_WIDTH, RELATION_WIDTH, ENTITY_WIDTH = 256, 96, 128
DROPOUT = 0.1
HEAD_DROPOUT = 0.25
SLOPE = 0.1
HIDDEN_SCORE = -1e4


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes each head tells apart."""

    upos: int
    lemma: int
    relation: int
    entity: int


class RowDropout(nn.Module):
    """Dropout of the same features in all places of a row: few random numbers, which are slow to draw on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, values: Tensor) -> Tensor:
        if not self.training:
            return values
        kept = torch.rand(values.shape[0], 1, values.shape[2]) >= self.share
        return values * (kept / (1 - self.share)).to(values.dtype)


class Layer(nn.Module):
    """One transformer layer, with the three attention projections as one."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = RowDropout(DROPOUT)

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        rows, length, _ = state.shape
        query, key, value = self.qkv(state).view(rows, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) * (WIDTH // ATTENTION_HEADS) ** -0.5
        mixed = torch.softmax(scores.float() + mask, dim=-1).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(rows, length, WIDTH)
        state = self.out_norm(state + self.dropout(self.out(mixed)))
        inner = functional.gelu(self.up(state))
        result: Tensor = self.down_norm(state + self.dropout(self.down(inner)))
        return result


class Encoder(nn.Module):
    """Pieces and letter case to a learned mix of all layer states."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.case = nn.Embedding(CASE_CLASSES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.mix = nn.Parameter(torch.zeros(LAYERS + 1))
        self.dropout = RowDropout(DROPOUT)
        nn.init.zeros_(self.case.weight)

    def stack(self) -> list[Layer]:
        """The layers from the bottom up."""
        return [layer for layer in self.layers if isinstance(layer, Layer)]

    def forward(self, pieces: Tensor, cases: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1])
        state = self.word(pieces) + self.position(places) + self.case(cases)
        state = self.dropout(self.norm(state))
        mask = torch.where(pieces > 0, 0.0, HIDDEN_SCORE)[:, None, None, :]
        share = torch.softmax(self.mix, 0)
        mixed: Tensor = share[0] * state
        for i, layer in enumerate(self.stack()):
            state = layer(state, mask)
            mixed = mixed + share[i + 1] * state
        return mixed


class Network(nn.Module):
    """Encoder and heads; the word in place 0 of each row is CLS and stands for the root."""

    def __init__(self, sizes: Sizes, vocabulary: int = 30522) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.upos = nn.Linear(WIDTH, sizes.upos)
        self.lemma = nn.Linear(WIDTH, sizes.lemma)
        self.entity_inner = nn.Linear(WIDTH, ENTITY_WIDTH)
        self.entity = nn.Linear(ENTITY_WIDTH, sizes.entity)
        self.arc_word = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_head = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc = nn.Parameter(torch.zeros(ARC_WIDTH, ARC_WIDTH))
        self.arc_bias = nn.Parameter(torch.zeros(ARC_WIDTH))
        self.relation_word = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relation_head = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relation = nn.Parameter(torch.zeros(sizes.relation, RELATION_WIDTH + 1, RELATION_WIDTH + 1))
        self.dropout = RowDropout(HEAD_DROPOUT)
        nn.init.xavier_uniform_(self.arc)
        for matrix in self.relation.data:
            nn.init.xavier_uniform_(matrix)

    def states(self, pieces: Tensor, cases: Tensor, firsts: Tensor) -> Tensor:
        """One state per word, taken at its first piece; place 0 is CLS."""
        mixed = self.encoder(pieces, cases)
        return torch.gather(mixed, 1, firsts[:, :, None].expand(-1, -1, WIDTH))

    def tags(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of part of speech, lemma rule and entity tag."""
        dropped = self.dropout(states)
        inner = self.dropout(functional.leaky_relu(self.entity_inner(dropped), SLOPE))
        return self.upos(dropped), self.lemma(dropped), self.entity(inner)

    def arcs(self, states: Tensor, real: Tensor) -> Tensor:
        """Score of every word (second axis) under every head (third axis); padding is hidden."""
        word = self._narrow(self.arc_word, states)
        head = self._narrow(self.arc_head, states)
        scores = word @ self.arc @ head.transpose(1, 2) + (head @ self.arc_bias)[:, None, :]
        return scores.float().masked_fill(~real[:, None, :], HIDDEN_SCORE)

    def relations(self, states: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relations of every word to the head given for it."""
        word = _with_one(self._narrow(self.relation_word, states))
        head = _with_one(self._narrow(self.relation_head, states))
        chosen = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, head.shape[2]))
        width = RELATION_WIDTH + 1
        flat = self.relation.permute(1, 0, 2).reshape(width, -1)
        halves = (word @ flat).view(*word.shape[:2], -1, width)
        return (halves @ chosen[:, :, :, None]).squeeze(3)

    def _narrow(self, layer: nn.Linear, states: Tensor) -> Tensor:
        result: Tensor = self.dropout(functional.leaky_relu(layer(self.dropout(states)), SLOPE))
        return result


def _with_one(values: Tensor) -> Tensor:
    return torch.cat([values, torch.ones_like(values[:, :, :1])], dim=2)


def load_start(network: Network, path: Path) -> None:
    """Fill the encoder with the published starting weights; the heads and the case embedding stay as they are."""
    given = load_file(str(path))
    encoder = network.encoder
    position = given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    encoder.word.weight.data.copy_(given["embeddings.word_embeddings.weight"])
    encoder.position.weight.data.copy_(position)
    _copy(encoder.norm, given, "embeddings.LayerNorm")
    for i, layer in enumerate(encoder.stack()):
        prefix = f"encoder.layer.{i}."
        names = [prefix + f"attention.self.{name}" for name in ("query", "key", "value")]
        layer.qkv.weight.data.copy_(torch.cat([given[name + ".weight"] for name in names]))
        layer.qkv.bias.data.copy_(torch.cat([given[name + ".bias"] for name in names]))
        _copy(layer.out, given, prefix + "attention.output.dense")
        _copy(layer.out_norm, given, prefix + "attention.output.LayerNorm")
        _copy(layer.up, given, prefix + "intermediate.dense")
        _copy(layer.down, given, prefix + "output.dense")
        _copy(layer.down_norm, given, prefix + "output.LayerNorm")


def _copy(module: nn.Linear | nn.LayerNorm, given: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(given[name + ".weight"])
    module.bias.data.copy_(given[name + ".bias"])

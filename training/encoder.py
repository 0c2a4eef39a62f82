"""The encoder: a six-layer MiniLM with letter case, and its published starting weights."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dateline.language.wordpiece import CASE_CLASSES

WIDTH, INNER, LAYERS, ATTENTION_HEADS = 384, 1536, 6, 12
DROPOUT = 0.1
HIDDEN_SCORE = -1e4


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

    def show_last_layer(self) -> None:
        """Let the mix be the last layer alone, and stay so."""
        self.mix.data[:-1] = HIDDEN_SCORE
        self.mix.requires_grad_(False)

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


def load_start(encoder: Encoder, path: Path) -> None:
    """Fill the encoder with the published starting weights; the case embedding stays as it is."""
    given = load_file(str(path))
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

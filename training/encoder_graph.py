"""The encoder as operations of an ONNX graph."""

from __future__ import annotations

import numpy as np
from torch import nn

from .encoder import ATTENTION_HEADS, HIDDEN_SCORE, WIDTH, Encoder, Layer
from .graph import CONTRIB, Floats, Graph


def word_states(graph: Graph, encoder: Encoder) -> str:
    """The state of each word's first piece, from the inputs `pieces`, `cases` and `firsts`."""
    places = graph.op("Unsqueeze", "firsts", graph.weight("last_axis", np.array([2])))
    return graph.op("GatherND", _encoder(graph, encoder), places, batch_dims=1)


def weights_of(layer: nn.Linear) -> tuple[Floats, Floats]:
    """Matrix (in by out) and bias."""
    return layer.weight.detach().numpy().T, layer.bias.detach().numpy()


def _encoder(graph: Graph, encoder: Encoder) -> str:
    """The mix of all layer states, a row a piece."""
    state = _embedding(graph, encoder)
    shares = encoder.mix.detach().softmax(0).numpy()
    hidden = _mask(graph)
    mixed = graph.op("Mul", state, graph.weight("share.0", shares[:1]))
    for i, layer in enumerate(encoder.stack()):
        state = _layer(graph, f"layer.{i}", layer, state, hidden)
        part = graph.op("Mul", state, graph.weight(f"share.{i + 1}", shares[i + 1 : i + 2]))
        mixed = graph.op("Add", mixed, part)
    return mixed


def _embedding(graph: Graph, encoder: Encoder) -> str:
    word = graph.rows("word", _values(encoder.word), "pieces")
    position = graph.op(
        "Slice",
        graph.weight("position", _values(encoder.position)),
        graph.weight("start", np.array([0])),
        _length(graph),
    )
    case = graph.op("Gather", graph.weight("case", _values(encoder.case)), "cases")
    total = graph.op("Add", graph.op("Add", word, position), case)
    return _norm(graph, "norm", encoder.norm, total)


def _length(graph: Graph) -> str:
    """Pieces in a row, as a list of one number."""
    return graph.op("Gather", graph.op("Shape", "pieces"), graph.weight("second", np.array([1])), axis=0)


def _mask(graph: Graph) -> str:
    """A score for each piece as something to look at: none for a real one, a very low one for padding."""
    real = graph.op("Greater", "pieces", graph.weight("zero", np.array(0)))
    scores = graph.op(
        "Where",
        real,
        graph.weight("seen", np.zeros(1, np.float32)),
        graph.weight("hidden", np.full(1, HIDDEN_SCORE, np.float32)),
    )
    return graph.op("Unsqueeze", scores, graph.weight("inner_axes", np.array([1, 2])))


def _layer(graph: Graph, name: str, layer: Layer, state: str, hidden: str) -> str:
    mixed = _attention(graph, name, layer, state, hidden)
    out = graph.linear(f"{name}.out", mixed, *weights_of(layer.out))
    state = _norm(graph, f"{name}.out_norm", layer.out_norm, graph.op("Add", out, state))
    up = graph.linear(f"{name}.up", state, weights_of(layer.up)[0])
    inner = graph.op("FastGelu", up, graph.weight(f"{name}.up.bias", weights_of(layer.up)[1]), domain=CONTRIB)
    down = graph.linear(f"{name}.down", inner, *weights_of(layer.down))
    return _norm(graph, f"{name}.down_norm", layer.down_norm, graph.op("Add", down, state))


def _attention(graph: Graph, name: str, layer: Layer, state: str, hidden: str) -> str:
    matrix, bias = weights_of(layer.qkv)
    scale = np.ones(3 * WIDTH, np.float32)
    scale[:WIDTH] = (WIDTH // ATTENTION_HEADS) ** -0.5
    qkv = graph.linear(f"{name}.qkv", state, matrix * scale, bias * scale)
    parts = graph.ops("Split", 3, qkv, axis=2)
    apart = graph.weight("apart", np.array([0, 0, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS]))
    query, key, value = (graph.op("Reshape", part, apart) for part in parts)
    scores = graph.op(
        "MatMul", graph.op("Transpose", query, perm=[0, 2, 1, 3]), graph.op("Transpose", key, perm=[0, 2, 3, 1])
    )
    shares = graph.op("Softmax", graph.op("Add", scores, hidden), axis=-1)
    mixed = graph.op("MatMul", shares, graph.op("Transpose", value, perm=[0, 2, 1, 3]))
    together = graph.weight("together", np.array([0, 0, WIDTH]))
    return graph.op("Reshape", graph.op("Transpose", mixed, perm=[0, 2, 1, 3]), together)


def _norm(graph: Graph, name: str, norm: nn.LayerNorm, value: str) -> str:
    scale = graph.weight(f"{name}.scale", norm.weight.detach().numpy())
    shift = graph.weight(f"{name}.shift", norm.bias.detach().numpy())
    return graph.op("LayerNormalization", value, scale, shift, axis=-1, epsilon=norm.eps)


def _values(table: nn.Embedding) -> Floats:
    return table.weight.detach().numpy()

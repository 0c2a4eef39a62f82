"""The trained network as two ONNX graphs: one up to arc scores, one for the relations of a decoded tree.

`python -m training.export --work DIR --start DIR --out DIR [--float]` writes the shipped files from a checkpoint.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from torch import nn

from .graph import CONTRIB, Floats, Graph
from .labels import read_labels
from .network import ATTENTION_HEADS, HIDDEN_SCORE, RELATION_WIDTH, SLOPE, WIDTH, Layer, Network

LEMMA_GUESSES = 5


def ship(work: Path, start: Path, out: Path, *, int8: bool = True) -> None:
    """Write the graphs, labels and vocabulary of the last checkpoint; each file is replaced in one step."""
    labels = read_labels(work / "labels.json")
    network = Network(labels.sizes())
    network.load_state_dict(torch.load(work / "last.pt", weights_only=True)["network"])
    out.mkdir(parents=True, exist_ok=True)
    for name, folder in (("labels.json", work), ("lemmas.tsv", work), ("vocab.txt", start)):
        fresh = out / f"{name}.new"
        shutil.copyfile(folder / name, fresh)
        fresh.replace(out / name)
    export(network, out, int8=int8)


def export(network: Network, folder: Path, *, int8: bool = True) -> None:
    """Write `model.onnx` and `relations.onnx` into the folder."""
    network.eval()
    _write_model(network, folder / "model.onnx", int8=int8)
    _write_relations(network, folder / "relations.onnx", int8=int8)


def _write_model(network: Network, path: Path, *, int8: bool) -> None:
    graph = Graph(int8=int8)
    states = _words(graph, _encoder(graph, network))
    upos, lemma, entity, arc_word, arc_head, relation_word, relation_head = _heads(graph, network, states)
    bent = graph.op("LeakyRelu", entity, alpha=SLOPE)
    outputs = {
        graph.op("ArgMax", upos, axis=2, keepdims=0): _declared("upos", TensorProto.INT64),
        _most_likely(graph, lemma): _declared("lemma", TensorProto.INT64, LEMMA_GUESSES),
        graph.linear("entity", bent, *_linear(network.entity)): _declared(
            "entity", TensorProto.FLOAT, network.entity.out_features
        ),
        _arcs(graph, network, arc_word, arc_head): _declared("arcs", TensorProto.FLOAT, "words"),
        relation_word: _declared("relation_word", TensorProto.FLOAT, RELATION_WIDTH),
        relation_head: _declared("relation_head", TensorProto.FLOAT, RELATION_WIDTH),
    }
    given = {"pieces": "length", "cases": "length", "firsts": "words"}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", axis]) for name, axis in given.items()]
    graph.write(path, inputs, outputs)


def _encoder(graph: Graph, network: Network) -> str:
    """The mix of all layer states, a row a piece."""
    encoder = network.encoder
    state = _embedding(graph, network)
    shares = encoder.mix.detach().softmax(0).numpy()
    hidden = _mask(graph)
    mixed = graph.op("Mul", state, graph.weight("share.0", shares[:1]))
    for i, layer in enumerate(encoder.stack()):
        state = _layer(graph, f"layer.{i}", layer, state, hidden)
        part = graph.op("Mul", state, graph.weight(f"share.{i + 1}", shares[i + 1 : i + 2]))
        mixed = graph.op("Add", mixed, part)
    return mixed


def _embedding(graph: Graph, network: Network) -> str:
    encoder = network.encoder
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
    out = graph.linear(f"{name}.out", mixed, *_linear(layer.out))
    state = _norm(graph, f"{name}.out_norm", layer.out_norm, graph.op("Add", out, state))
    up = graph.linear(f"{name}.up", state, _linear(layer.up)[0])
    inner = graph.op("BiasGelu", up, graph.weight(f"{name}.up.bias", _linear(layer.up)[1]), domain=CONTRIB)
    down = graph.linear(f"{name}.down", inner, *_linear(layer.down))
    return _norm(graph, f"{name}.down_norm", layer.down_norm, graph.op("Add", down, state))


def _attention(graph: Graph, name: str, layer: Layer, state: str, hidden: str) -> str:
    matrix, bias = _linear(layer.qkv)
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


def _words(graph: Graph, mixed: str) -> str:
    """The state of each word's first piece."""
    places = graph.op("Unsqueeze", "firsts", graph.weight("last_axis", np.array([2])))
    return graph.op("GatherND", mixed, places, batch_dims=1)


def _heads(graph: Graph, network: Network, states: str) -> list[str]:
    """The first linear step of all heads at once, split again afterwards."""
    layers = [network.upos, network.lemma, network.entity_inner]
    layers += [network.arc_word, network.arc_head, network.relation_word, network.relation_head]
    pairs = [_linear(layer) for layer in layers]
    matrix = np.concatenate([pair[0] for pair in pairs], axis=1)
    joined = graph.linear("heads", states, matrix, np.concatenate([pair[1] for pair in pairs]))
    sizes = graph.weight("head_sizes", np.array([layer.out_features for layer in layers]))
    parts = graph.ops("Split", len(layers), joined, sizes, axis=2)
    return parts[:3] + [graph.op("LeakyRelu", part, alpha=SLOPE) for part in parts[3:]]


def _arcs(graph: Graph, network: Network, word: str, head: str) -> str:
    left = graph.linear("arc", word, network.arc.detach().numpy(), network.arc_bias.detach().numpy())
    return graph.op("MatMul", left, graph.op("Transpose", head, perm=[0, 2, 1]))


def _write_relations(network: Network, path: Path, *, int8: bool) -> None:
    """Best relation for pairs of word and head vectors, a pair a row."""
    graph = Graph(int8=int8)
    width = RELATION_WIDTH
    tensor = network.relation.detach().numpy()
    flat = tensor[:, :width].transpose(1, 0, 2).reshape(width, -1)
    halves = graph.linear("relation", "word", flat, tensor[:, width].reshape(-1))
    shape = graph.weight("shape", np.array([-1, len(tensor), width + 1]))
    ones = graph.op("Expand", graph.weight("ones", np.ones((1, 1), np.float32)), _column_shape(graph))
    head = graph.op("Concat", "head", ones, axis=1)
    head = graph.op("Unsqueeze", head, graph.weight("last_axis", np.array([2])))
    scores = graph.op("MatMul", graph.op("Reshape", halves, shape), head)
    scores = graph.op("Squeeze", scores, graph.weight("last_axis", np.array([2])))
    best = graph.op("ArgMax", scores, axis=1, keepdims=0)
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pairs", width]) for name in ("word", "head")]
    graph.write(path, inputs, {best: helper.make_tensor_value_info("relation", TensorProto.INT64, ["pairs"])})


def _column_shape(graph: Graph) -> str:
    rows = graph.op("Gather", graph.op("Shape", "head"), graph.weight("first", np.array([0])), axis=0)
    return graph.op("Concat", rows, graph.weight("single", np.array([1])), axis=0)


def _norm(graph: Graph, name: str, norm: nn.LayerNorm, value: str) -> str:
    scale = graph.weight(f"{name}.scale", norm.weight.detach().numpy())
    shift = graph.weight(f"{name}.shift", norm.bias.detach().numpy())
    return graph.op("LayerNormalization", value, scale, shift, axis=-1, epsilon=norm.eps)


def _most_likely(graph: Graph, scores: str) -> str:
    """Numbers of the highest scores, best first."""
    count = graph.weight("lemma_guesses", np.array([LEMMA_GUESSES]))
    return graph.ops("TopK", 2, scores, count, axis=2)[1]


def _declared(name: str, kind: int, *axis: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, ["rows", "words", *axis])


def _linear(layer: nn.Linear) -> tuple[Floats, Floats]:
    """Matrix (in by out) and bias."""
    return layer.weight.detach().numpy().T, layer.bias.detach().numpy()


def _values(table: nn.Embedding) -> Floats:
    return table.weight.detach().numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("work", "start", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    arguments = parser.parse_args()
    ship(arguments.work, arguments.start, arguments.out, int8=not arguments.float)


if __name__ == "__main__":
    main()

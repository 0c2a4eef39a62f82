"""The heads as ONNX graphs: what is said of each word, of each arc, and of each predicate with each word."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from torch import nn

from dateline.language.model import PAIRED

from .encoder import WIDTH
from .encoder_graph import weights_of, word_states
from .graph import Graph
from .network import FARTHEST, PAIR_WIDTH, RELATION_WIDTH, SLOPE, Network

LEMMA_GUESSES = 5


def write_model(network: Network, path: Path, *, int8: bool) -> None:
    """Encoder, tags of words, arc scores, and the vectors that the other graphs take."""
    graph = Graph(int8=int8)
    states = word_states(graph, network.encoder)
    parts = _first_steps(graph, network, states)
    entity, event, claim, fact = (_bent(graph, parts[name]) for name in ("entity", "event", "claim", "fact"))
    floats = {
        "entity": graph.linear("entity", entity, *weights_of(network.entity)),
        "event": graph.linear("event", event, *weights_of(network.event)),
        "claim": graph.linear("claim", claim, *weights_of(network.claim)),
        "factuality": graph.linear("fact", fact, *weights_of(network.fact)),
        "predicate": parts["predicate"],
        "arcs": _arcs(graph, network, _bent(graph, parts["arc_word"]), _bent(graph, parts["arc_head"])),
        "relation_word": _bent(graph, parts["relation_word"]),
        "relation_head": _bent(graph, parts["relation_head"]),
        "states": states,
    }
    numbers = {
        "upos": graph.op("ArgMax", parts["upos"], axis=2, keepdims=0),
        "lemma": _most_likely(graph, parts["lemma"]),
    }
    outputs = {inner: _declared(name, TensorProto.INT64) for name, inner in numbers.items()}
    outputs |= {inner: _declared(name, TensorProto.FLOAT) for name, inner in floats.items()}
    given = {"pieces": "length", "cases": "length", "firsts": "words"}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", axis]) for name, axis in given.items()]
    graph.write(path, inputs, outputs)


def write_relations(network: Network, path: Path, *, int8: bool) -> None:
    """Best relation for pairs of word and head vectors, a pair a row."""
    graph = Graph(int8=int8)
    width = RELATION_WIDTH
    tensor = network.relation.detach().numpy()
    ones = graph.op("Expand", graph.weight("ones", np.ones((1, 1), np.float32)), _column_shape(graph))
    head = graph.op("Concat", "head", ones, axis=1)
    flat = tensor[:, :width].transpose(1, 0, 2).reshape(width, -1)
    halves, scale = graph.product("relation", "word", flat)
    halves = graph.op("Reshape", halves, graph.weight("shape", np.array([-1, len(tensor), width + 1])))
    column = graph.op("Unsqueeze", head, graph.weight("last_axis", np.array([2])))
    scores = graph.op("Squeeze", graph.op("MatMul", halves, column), graph.weight("last_axis", np.array([2])))
    scores = graph.op("Mul", scores, scale) if scale else scores
    scores = graph.op("Add", scores, graph.op("MatMul", head, graph.weight("head_alone", tensor[:, width].T)))
    best = graph.op("ArgMax", scores, axis=1, keepdims=0)
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pairs", width]) for name in ("word", "head")]
    graph.write(path, inputs, {best: helper.make_tensor_value_info("relation", TensorProto.INT64, ["pairs"])})


def write_frames(network: Network, path: Path, *, int8: bool) -> None:
    """Scores of the tags of roles, arguments and parts, a row a predicate, trigger or claim and a column a word.

    `places` are row and word of predicates, triggers and claims, in this order, and `cut` how many there are of each.
    `distance` counts from each of them to each word, moved by FARTHEST so that none is below zero; `real` is 0
    where a row has no word.
    """
    graph = Graph(int8=int8)
    pair = network.pair
    rows = graph.op("Gather", "places", graph.weight("first", np.array(0)), axis=1)
    word = graph.op("Gather", graph.linear("pair_word", "states", *weights_of(pair.word)), rows)
    chosen = graph.op("GatherND", "states", "places")
    predicate = graph.linear("pair_predicate", chosen, *weights_of(pair.predicate))
    away = graph.op("Gather", graph.weight("away", _table(pair.distance)), "distance")
    met = _bent(graph, graph.op("Add", _met(graph, word, predicate), away))
    met = graph.op("Mul", met, graph.op("Unsqueeze", "real", graph.weight("last_axis", np.array([2]))))
    around = graph.linear("around", _with_neighbours(graph, met), *weights_of(pair.around))
    parts = graph.ops("Split", len(PAIRED), graph.op("Add", met, _bent(graph, around)), "cut", axis=0)
    layers = zip(PAIRED, parts, strict=True)
    scores = {name: graph.linear(name, part, *weights_of(getattr(pair, name))) for name, part in layers}
    inputs = [
        helper.make_tensor_value_info("states", TensorProto.FLOAT, ["rows", "words", WIDTH]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["pairs", 2]),
        helper.make_tensor_value_info("distance", TensorProto.INT64, ["pairs", "words"]),
        helper.make_tensor_value_info("real", TensorProto.FLOAT, ["pairs", "words"]),
        helper.make_tensor_value_info("cut", TensorProto.INT64, [len(PAIRED)]),
    ]
    outputs = {
        inner: helper.make_tensor_value_info(name, TensorProto.FLOAT, [f"{name}s", "words", f"{name}_tags"])
        for name, inner in scores.items()
    }
    graph.write(path, inputs, outputs)


def _first_steps(graph: Graph, network: Network, states: str) -> dict[str, str]:
    """The first linear step of all heads at once, split again afterwards."""
    layers = {
        "upos": network.upos,
        "lemma": network.lemma,
        "predicate": network.predicate,
        "entity": network.entity_inner,
        "event": network.event_inner,
        "claim": network.claim_inner,
        "fact": network.fact_inner,
        "arc_word": network.arc_word,
        "arc_head": network.arc_head,
        "relation_word": network.relation_word,
        "relation_head": network.relation_head,
    }
    pairs = [weights_of(layer) for layer in layers.values()]
    matrix = np.concatenate([pair[0] for pair in pairs], axis=1)
    joined = graph.linear("heads", states, matrix, np.concatenate([pair[1] for pair in pairs]))
    sizes = graph.weight("head_sizes", np.array([layer.out_features for layer in layers.values()]))
    return dict(zip(layers, graph.ops("Split", len(layers), joined, sizes, axis=2), strict=True))


def _met(graph: Graph, word: str, predicate: str) -> str:
    """The sum of the first halves and the product of the second, of each predicate and each word."""
    predicate = graph.op("Unsqueeze", predicate, graph.weight("middle_axis", np.array([1])))
    sizes = graph.weight("halves", np.array([PAIR_WIDTH, PAIR_WIDTH]))
    word_sum, word_product = graph.ops("Split", 2, word, sizes, axis=2)
    predicate_sum, predicate_product = graph.ops("Split", 2, predicate, sizes, axis=2)
    product = graph.op("Mul", word_product, predicate_product)
    return graph.op("Add", graph.op("Add", word_sum, predicate_sum), product)


def _with_neighbours(graph: Graph, met: str) -> str:
    """For each word the vectors of the word before, of itself, and of the word after; blank beyond the ends."""
    padded = graph.op("Pad", met, graph.weight("pads", np.array([0, 1, 0, 0, 1, 0])))
    axis = graph.weight("words_axis", np.array([1]))
    starts = [graph.weight(f"from_{k}", np.array([k])) for k in (0, 2)]
    ends = [graph.weight("to_-2", np.array([-2])), graph.weight("to_end", np.array([np.iinfo(np.int64).max]))]
    before, after = (graph.op("Slice", padded, start, end, axis) for start, end in zip(starts, ends, strict=True))
    return graph.op("Concat", before, met, after, axis=2)


def _arcs(graph: Graph, network: Network, word: str, head: str) -> str:
    left = graph.linear("arc", word, network.arc.detach().numpy(), network.arc_bias.detach().numpy())
    return graph.op("MatMul", left, graph.op("Transpose", head, perm=[0, 2, 1]))


def _bent(graph: Graph, value: str) -> str:
    return graph.op("LeakyRelu", value, alpha=SLOPE)


def _table(table: nn.Embedding) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    values: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = table.weight.detach().numpy()
    assert len(values) == 2 * FARTHEST + 1
    return values


def _column_shape(graph: Graph) -> str:
    rows = graph.op("Gather", graph.op("Shape", "head"), graph.weight("first", np.array([0])), axis=0)
    return graph.op("Concat", rows, graph.weight("single", np.array([1])), axis=0)


def _most_likely(graph: Graph, scores: str) -> str:
    """Numbers of the highest scores, best first."""
    count = graph.weight("lemma_guesses", np.array([LEMMA_GUESSES]))
    return graph.ops("TopK", 2, scores, count, axis=2)[1]


def _declared(name: str, kind: int) -> onnx.ValueInfoProto:
    """An output whose further axes are its own."""
    axes = {"upos": [], "lemma": [LEMMA_GUESSES]}.get(name, [f"{name}_size"])
    return helper.make_tensor_value_info(name, kind, ["rows", "words", *axes])

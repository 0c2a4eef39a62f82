"""A small network on numpy: dense inputs and hashed words into one hidden layer, sigmoids out; deterministic."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Half = npt.NDArray[np.float16]
Whole = npt.NDArray[np.int32]
HASHES = 1 << 15
TABLE = 5.0  # how much faster the rows of the table learn, which few examples name
BATCH = 256
RATES = (0.9, 0.999)  # Adam's


def hashed(features: Sequence[str]) -> list[int]:
    """The rows of the table that stand for features; 0 stands for none."""
    return sorted({1 + zlib.crc32(one.encode()) % (HASHES - 1) for one in features})


@dataclass(frozen=True, slots=True)
class Examples:
    """What is known of some candidates: a row each of numbers and of rows of the table (0: none)."""

    dense: Array | Half
    words: Whole

    def part(self, rows: npt.NDArray[np.intp]) -> Examples:
        return Examples(self.dense[rows].astype(np.float32), self.words[rows])


@dataclass(frozen=True, slots=True)
class Net:
    """Weights by name, and the mean and spread of the numbers that it was trained on."""

    weights: Mapping[str, Array]

    def scores(self, examples: Examples) -> Array:
        """Probabilities, a column an output."""
        parts = [np.arange(k, min(k + 4096, len(examples.dense))) for k in range(0, len(examples.dense), 4096)]
        found = [
            _sigmoid(_hidden(self.weights, examples.part(rows))[0] @ self.weights["out"] + self.weights["bias"])
            for rows in parts
        ]
        return np.concatenate(found) if found else np.zeros((0, self.weights["out"].shape[1]), np.float32)


def train(
    examples: Examples,
    wanted: Array,
    *,
    hidden: int,
    epochs: int,
    rate: float = 1e-3,
    decay: float = 1e-2,
    drop: float = 0.3,
    seed: int = 7,
) -> Net:
    """The network after some epochs of Adam; a wanted value of NaN counts for nothing."""
    order = np.random.default_rng(seed)
    weights = _start(examples, wanted.shape[1], hidden, order)
    moments = {
        name: (np.zeros_like(weights[name]), np.zeros_like(weights[name])) for name in ("dense", "first", "out", "bias")
    }
    held = np.zeros(HASHES, np.float32)
    step, steps = 0, epochs * -(-len(wanted) // BATCH)
    for _ in range(epochs):
        rows = order.permutation(len(wanted))
        for start in range(0, len(rows), BATCH):
            step += 1
            some = rows[start : start + BATCH]
            given, now = examples.part(some), rate * (1 - step / (steps + 1))
            slopes, back = _slopes(weights, given, wanted[some], order, drop)
            _update(weights, slopes, moments, step, now, decay)
            _update_table(weights["table"], held, given.words, back, now * TABLE)
    return Net(weights)


def _start(examples: Examples, outputs: int, hidden: int, order: np.random.Generator) -> dict[str, Array]:
    sample = examples.dense[:: max(1, len(examples.dense) // 20_000)].astype(np.float32)
    width = sample.shape[1]
    return {
        "mean": sample.mean(0),
        "spread": sample.std(0) + np.float32(1e-3),
        "dense": order.normal(0, width**-0.5, (width, hidden)).astype(np.float32),
        "table": order.normal(0, 0.01, (HASHES, hidden)).astype(np.float32),
        "first": np.zeros(hidden, np.float32),
        "out": order.normal(0, hidden**-0.5, (hidden, outputs)).astype(np.float32),
        "bias": np.full(outputs, -3.0, np.float32),
    }


def _hidden(weights: Mapping[str, Array], some: Examples) -> tuple[Array, Array]:
    dense = (some.dense - weights["mean"]) / weights["spread"]
    table = weights["table"][some.words] * (some.words > 0)[:, :, None]
    return np.maximum(dense @ weights["dense"] + table.sum(1) + weights["first"], 0), dense


def _slopes(
    weights: Mapping[str, Array], some: Examples, wanted: Array, order: np.random.Generator, drop: float
) -> tuple[dict[str, Array], Array]:
    """The gradients of the cross entropy, and that of the hidden layer, which the rows of the table share."""
    above, dense = _hidden(weights, some)
    kept = (order.random(above.shape) > drop).astype(np.float32) / np.float32(1 - drop)
    shown = above * kept
    error = np.nan_to_num(_sigmoid(shown @ weights["out"] + weights["bias"]) - wanted, nan=0.0).astype(
        np.float32
    ) / np.float32(len(wanted))
    back = (error @ weights["out"].T) * kept * (above > 0)
    return {"dense": dense.T @ back, "first": back.sum(0), "out": shown.T @ error, "bias": error.sum(0)}, back


def _update(
    weights: dict[str, Array],
    slopes: Mapping[str, Array],
    moments: Mapping[str, tuple[Array, Array]],
    step: int,
    rate: float,
    decay: float,
) -> None:
    """One step of Adam, the weights decaying apart from it."""
    size = rate * (1 - RATES[1] ** step) ** 0.5 / (1 - RATES[0] ** step)
    for name, slope in slopes.items():
        first, second = moments[name]
        first += (1 - RATES[0]) * (slope - first)
        second += (1 - RATES[1]) * (slope * slope - second)
        weights[name] -= size * first / (np.sqrt(second) + 1e-8)
        if name in ("dense", "out"):
            weights[name] *= 1 - rate * decay


def _update_table(table: Array, held: Array, words: Whole, back: Array, rate: float) -> None:
    """One step of AdaGrad for the rows of the table that some examples name."""
    flat = words.ravel()
    order = np.flatnonzero(flat)[np.argsort(flat[flat > 0], kind="stable")]
    rows, firsts = np.unique(flat[order], return_index=True)
    if not len(rows):
        return
    slope = np.add.reduceat(back[order // words.shape[1]], firsts, axis=0)
    held[rows] += (slope * slope).mean(1)
    table[rows] -= rate * slope / (np.sqrt(held[rows]) + 1e-6)[:, None]


def _sigmoid(values: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-values.clip(-30, 30))), np.float32)

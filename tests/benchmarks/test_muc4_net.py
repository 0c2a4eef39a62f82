"""The small network of the benchmark: it learns from numbers and from words, and gives the same again."""

from __future__ import annotations

import numpy as np

from benchmarks.muc4_net import Array, Examples, hashed, train


def examples() -> tuple[Examples, Array]:
    """Four hundred of which the first number tells the first output, and the word "mill" the second."""
    chance = np.random.default_rng(3)
    dense = chance.normal(size=(400, 5)).astype(np.float32)
    mill = chance.random(400) < 0.5
    words = np.array([hashed(["mill" if one else "ferry"]) for one in mill], np.int32)
    return Examples(dense, words), np.stack([dense[:, 0] > 0, mill], axis=1).astype(np.float32)


def test_numbers_and_words_are_learnt() -> None:
    known, wanted = examples()
    net = train(known, wanted, hidden=16, epochs=60, rate=1e-2)
    right = (net.scores(known) > 0.5) == (wanted > 0.5)
    assert right.mean(axis=0).min() > 0.9


def test_the_same_examples_give_the_same_weights() -> None:
    known, wanted = examples()
    one, other = (train(known, wanted, hidden=8, epochs=2) for _ in range(2))
    assert all(np.array_equal(one.weights[name], other.weights[name]) for name in one.weights)


def test_what_is_not_known_teaches_nothing() -> None:
    known, wanted = examples()
    wanted[:, 1] = np.nan
    net = train(known, wanted, hidden=8, epochs=3)
    start = train(known, wanted, hidden=8, epochs=0)
    assert np.array_equal(net.weights["bias"][1], start.weights["bias"][1])


def test_hashed_features_are_rows_above_zero_and_each_once() -> None:
    assert hashed(["mill", "mill"]) == hashed(["mill"])
    assert all(row > 0 for row in hashed(["mill", "ferry", ""]))

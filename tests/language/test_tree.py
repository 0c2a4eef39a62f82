"""The tree decoder against trying every tree."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from dateline.language.tree import decode


def is_tree(heads: tuple[int, ...]) -> bool:
    """Whether exactly one word hangs from the root and every word reaches it."""
    for word in range(1, len(heads) + 1):
        seen = set()
        while word and word not in seen:
            seen.add(word)
            word = heads[word - 1]
        if word:
            return False
    return heads.count(0) == 1


def total(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(sum(scores[i + 1, head] for i, head in enumerate(heads)))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("lure", [0.0, 2.0, -2.0])
def test_no_tree_scores_higher(size: int, lure: float) -> None:
    dice = np.random.default_rng(size)
    trees = [heads for heads in product(range(size + 1), repeat=size) if is_tree(heads)]
    for _ in range(20):
        scores = dice.normal(size=(size + 1, size + 1))
        scores[:, 0] += lure
        found = tuple(decode(scores))
        assert is_tree(found)
        assert total(scores, found) == pytest.approx(max(total(scores, tree) for tree in trees))


def test_long_sentences_of_noise_still_give_one_tree() -> None:
    assert is_tree(tuple(decode(np.random.default_rng(0).normal(size=(201, 201)))))


def test_a_long_row_of_one_mark_is_decoded_at_once() -> None:
    scores = np.random.default_rng(5).normal(0, 1e-3, (201, 201))
    scores[:, 0] += 5
    heads = decode(scores)
    assert sum(head == 0 for head in heads) == 1

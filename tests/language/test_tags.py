"""Entity tags become spans; an entity cannot go on that has not begun."""

from __future__ import annotations

import numpy as np

from dateline.language.tags import best_tags, spans_of

NAMES = ["O", "B-place", "I-place", "B-person", "I-person"]


def test_the_best_valid_sequence_is_not_always_the_greedy_one() -> None:
    scores = np.array([[1.0, 0.9, 0, 0, 0], [0, 0, 2.0, 0, 0], [0, 0, 0, 0, 0.5]])
    assert best_tags(scores, NAMES) == ["B-place", "I-place", "O"]


def test_a_valid_greedy_sequence_is_kept() -> None:
    scores = np.eye(5)[[3, 4, 0, 1, 1]]
    assert best_tags(scores, NAMES) == ["B-person", "I-person", "O", "B-place", "B-place"]


def test_spans_are_half_open_and_neighbours_stay_apart() -> None:
    tags = ["B-person", "I-person", "O", "B-place", "B-place"]
    assert spans_of(tags) == ((0, 2, "person"), (3, 4, "place"), (4, 5, "place"))

"""Entity tags become spans; an entity cannot go on that has not begun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.language.tags import best_tags, kinds_of, runs_of, spans_of

NAMES = ["O", "B-place", "I-place", "B-person", "I-person"]
KINDS = kinds_of(NAMES)


def names(scores: npt.NDArray[np.floating]) -> list[str]:
    (row,) = tags_of([scores])
    return [NAMES[k] for k in row]


def tags_of(rows: Sequence[npt.NDArray[np.floating]]) -> list[list[int]]:
    """The tags of rows of different length, as one group."""
    padded = np.full((len(rows), max(map(len, rows)), len(NAMES)), 9.0)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    (found,) = best_tags([(padded, np.array([len(row) for row in rows]))])
    return [tags[: len(row)].tolist() for tags, row in zip(found, rows, strict=True)]


def is_valid(tags: list[str]) -> bool:
    return all(
        not tag.startswith("I-") or tag[2:] == before[2:] for before, tag in zip(["O", *tags], tags, strict=False)
    )


def sequences(length: int) -> list[tuple[int, ...]]:
    return list(product(range(len(NAMES)), repeat=length))


def test_the_best_valid_sequence_is_not_always_the_greedy_one() -> None:
    scores = np.array([[1.0, 0.9, 0, 0, 0], [0, 0, 2.0, 0, 0], [0, 0, 0, 0, 0.5]])
    assert names(scores) == ["B-place", "I-place", "O"]


def test_a_valid_greedy_sequence_is_kept() -> None:
    assert names(np.eye(5)[[3, 4, 0, 1, 1]]) == ["B-person", "I-person", "O", "B-place", "B-place"]


@given(arrays(np.float64, (4, 5), elements=st.integers(-4, 4).map(float)))
def test_no_valid_sequence_scores_higher(scores: npt.NDArray[np.float64]) -> None:
    found = names(scores)
    valid = [s for s in sequences(4) if is_valid([NAMES[k] for k in s])]
    best = max(scores[range(4), list(s)].sum() for s in valid)
    assert is_valid(found)
    assert scores[range(4), [NAMES.index(tag) for tag in found]].sum() == best


@given(arrays(np.float64, (3, 6, 5), elements=st.integers(-12, 12).map(float)), st.integers(1, 6))
def test_rows_of_any_length_do_not_touch_one_another(scores: npt.NDArray[np.float64], length: int) -> None:
    rows = [scores[0], scores[1, :length], scores[2]]
    assert tags_of(rows) == [tags for row in rows for tags in tags_of([row])]


@given(arrays(np.float64, (3, 6, 5), elements=st.integers(-12, 12).map(float)))
def test_groups_do_not_touch_one_another(scores: npt.NDArray[np.float64]) -> None:
    groups = [(scores[i : i + 1].copy(), np.array([6])) for i in range(3)]
    assert [tags.tolist() for tags in best_tags(groups)] == [[tags] for tags in tags_of(list(scores))]


def test_there_is_nothing_behind_the_words_of_a_row() -> None:
    (tags,) = best_tags([(np.full((1, 4, 5), 1.0) * np.arange(5), np.array([2]))])
    assert tags[0, 2:].tolist() == [0, 0]


def test_spans_are_half_open_and_neighbours_stay_apart() -> None:
    numbers = [NAMES.index(tag) for tag in ("B-person", "I-person", "O", "B-place", "B-place")]
    assert spans_of(numbers, KINDS) == ((0, 2, "person"), (3, 4, "place"), (4, 5, "place"))


def test_runs_join_neighbours_of_one_name() -> None:
    assert runs_of(["O", "Attack", "Attack", "Death", "O", "Death"]) == (
        (1, 3, "Attack"),
        (3, 4, "Death"),
        (5, 6, "Death"),
    )
    assert runs_of([]) == ()


def test_tags_in_another_order_are_refused() -> None:
    with pytest.raises(ValueError, match="no order"):
        kinds_of(["O", "I-place", "B-place"])

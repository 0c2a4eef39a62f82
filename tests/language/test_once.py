"""Of two spans that claim one and the same main role the likelier keeps it; the words of the other find another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dateline.language.once import best_tags_once
from dateline.language.tags import spans_of

KINDS = ("agent", "time")
ONCE = frozenset({"agent"})


def spans(rows: npt.NDArray[np.float64]) -> list[tuple[tuple[int, int, str], ...]]:
    (best,) = best_tags_once([(rows.copy(), np.full(len(rows), rows.shape[1]))], KINDS, ONCE)
    return [spans_of(row, KINDS) for row in best.tolist()]


def test_the_weaker_of_two_takes_its_next_best_kind() -> None:
    scores = np.array([[0, 3.0, 0, 0, 0], [2.0, 0, 0, 0, 0], [0, 1.0, 0, 0.9, 0]])
    assert spans(scores[None]) == [((0, 1, "agent"), (2, 3, "time"))]


def test_a_kind_outside_the_set_may_come_as_often_as_it_likes() -> None:
    scores = np.array([[0, 0, 0, 3.0, 0], [2.0, 0, 0, 0, 0], [0, 0, 0, 1.0, 0]])
    assert spans(scores[None]) == [((0, 1, "time"), (2, 3, "time"))]


@given(arrays(np.float64, (3, 5, 5), elements=st.integers(-4, 4).map(float)))
def test_none_comes_twice_and_rows_do_not_touch_one_another(rows: npt.NDArray[np.float64]) -> None:
    found = spans(rows)
    assert all(sum(kind in ONCE for _, _, kind in row) <= 1 for row in found)
    assert found == [spans(row[None])[0] for row in rows]

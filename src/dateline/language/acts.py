"""Which words may make a claim, and of which types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dateline.language.tags import Numbers, Scores

LIKELY = 0.02
Kinds = tuple[tuple[str, float], ...]
Found = tuple[int, int, float, Kinds]  # row, word, probability of a claim, types


def likely_acts(scores: Scores, counts: Numbers, names: Sequence[str]) -> list[Found]:
    """Each word that makes a claim with a probability of LIKELY or more, with its types, the best first.

    `scores` has an axis of rows, one of words and one of types, the first of which is no claim; `counts` is how many
    words each row has. A type that has a probability under LIKELY is left out, unless it is the best.
    """
    powers = np.exp(scores - scores.max(axis=2, keepdims=True))
    shares = powers / powers.sum(axis=2, keepdims=True)
    real = np.arange(scores.shape[1])[None] < counts[:, None]
    found = (shares[:, :, 0] <= 1 - LIKELY) & real
    likely = shares[found]
    orders = np.argsort(-likely[:, 1:], axis=1, kind="stable") + 1
    told = zip(np.argwhere(found).tolist(), likely.tolist(), orders.tolist(), strict=True)
    return [(row, word, round(1 - own[0], 4), tuple(_best(own, order, names))) for (row, word), own, order in told]


def _best(shares: Sequence[float], order: Sequence[int], names: Sequence[str]) -> Iterator[tuple[str, float]]:
    """The types in an order from the best on, as far as they have a share of LIKELY, and the best in any case."""
    for place, i in enumerate(order):
        if place and shares[i] < LIKELY:
            return
        yield names[i], round(shares[i], 4)

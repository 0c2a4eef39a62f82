"""Which words may make a claim, and of which types."""

from __future__ import annotations

from collections.abc import Sequence

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
    found = np.argwhere((shares[:, :, 0] <= 1 - LIKELY) & real).tolist()
    return [
        (row, word, round(1 - float(shares[row, word, 0]), 4), _best(shares[row, word, 1:], names[1:]))
        for row, word in found
    ]


def _best(shares: Scores, names: Sequence[str]) -> Kinds:
    order = np.argsort(-shares, kind="stable")
    return tuple((names[i], round(float(shares[i]), 4)) for k, i in enumerate(order) if k == 0 or shares[i] >= LIKELY)

"""From scores of entity tags to spans: the best sequence in which no entity goes on that has not begun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating]

NEAR = 8.0  # a tag this far below the best of its word is e**8 times less likely


def best_tags(scores: Scores, names: Sequence[str]) -> list[str]:
    """The valid BIO sequence with the highest sum of scores; `scores` has a row a word and a column a name."""
    greedy = [names[k] for k in scores.argmax(axis=1)]
    if all(_may_follow(tag, before) for before, tag in zip(["O", *greedy], greedy, strict=False)):
        return greedy
    return _viterbi(scores, names)


def spans_of(tags: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    """Half-open spans with their kind, of a valid BIO sequence."""
    starts = [i for i, tag in enumerate(tags) if tag.startswith("B-")]
    return tuple((start, _end(tags, start), tags[start][2:]) for start in starts)


def runs_of(names: Sequence[str], nothing: str = "O") -> tuple[tuple[int, int, str], ...]:
    """Half-open runs of one and the same name, leaving out those of `nothing`."""
    bounds = [i for i in range(len(names) + 1) if i in (0, len(names)) or names[i] != names[i - 1]]
    return tuple((a, b, names[a]) for a, b in pairwise(bounds) if names[a] != nothing)


def _end(tags: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(tags) and tags[end].startswith("I-"):
        end += 1
    return end


def _may_follow(tag: str, before: str) -> bool:
    return not tag.startswith("I-") or before[2:] == tag[2:]


def _viterbi(scores: Scores, names: Sequence[str]) -> list[str]:
    """The best sequence over the names that come near the best of some word, and "O"."""
    near = np.flatnonzero((scores >= scores.max(axis=1, keepdims=True) - NEAR).any(axis=0) | (np.array(names) == "O"))
    kept = [names[k] for k in near.tolist()]
    allowed = np.array([[0.0 if _may_follow(tag, before) else -np.inf for tag in kept] for before in kept])
    total = scores[0, near] + np.array([0.0 if _may_follow(tag, "O") else -np.inf for tag in kept])
    steps = []
    for row in scores[1:, near]:
        reached = total[:, None] + allowed
        steps.append(reached.argmax(axis=0))
        total = reached.max(axis=0) + row
    path = [int(total.argmax())]
    for step in reversed(steps):
        path.append(int(step[path[-1]]))
    return [kept[k] for k in reversed(path)]

"""From scores of tags to spans: the best sequences in which nothing goes on that has not begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating]
Numbers = npt.NDArray[np.intp]

OUTSIDE = "O"
NEVER = -np.inf


@dataclass(frozen=True, slots=True)
class TagSet:
    """The tags of one layer by number: "O", and for each kind "B-" and "I-".

    `kinds` numbers the kind of each tag, -1 for "O"; `inside` are the numbers of the "I-" tags and `begun` those of
    the "B-" tags of the same kinds.
    """

    names: tuple[str, ...]
    kinds: Numbers
    is_inside: npt.NDArray[np.bool_]
    inside: Numbers
    begun: Numbers


def tag_set(names: Sequence[str]) -> TagSet:
    """The tag set of these names; ValueError where an "I-" tag has no "B-" tag."""
    order = list(dict.fromkeys(name[2:] for name in names if name != OUTSIDE))
    inside = [i for i, name in enumerate(names) if name.startswith("I-")]
    return TagSet(
        tuple(names),
        np.array([order.index(name[2:]) if name != OUTSIDE else -1 for name in names]),
        np.array([name.startswith("I-") for name in names]),
        np.array(inside, dtype=np.intp),
        np.array([names.index("B-" + names[i][2:]) for i in inside], dtype=np.intp),
    )


def best_tags(scores: Scores, tags: TagSet) -> Numbers:
    """For each row the valid sequence with the highest sum of scores, as numbers of tags.

    `scores` has an axis of rows, one of words and one of tags.
    """
    best: Numbers = scores.argmax(axis=2)
    kinds = tags.kinds[best]
    before = np.concatenate([np.full((len(best), 1), -1), kinds[:, :-1]], axis=1)
    stray = (tags.is_inside[best] & (before != kinds)).any(axis=1)
    if stray.any():
        best[stray] = _viterbi(scores[stray], tags)
    return best


def spans_of(numbers: Sequence[int], tags: TagSet) -> tuple[tuple[int, int, str], ...]:
    """Half-open spans with their kind, of a valid sequence."""
    names = [tags.names[number] for number in numbers]
    starts = [i for i, name in enumerate(names) if name.startswith("B-")]
    return tuple((start, _end(names, start), names[start][2:]) for start in starts)


def runs_of(names: Sequence[str], nothing: str = OUTSIDE) -> tuple[tuple[int, int, str], ...]:
    """Half-open runs of one and the same name, leaving out those of `nothing`."""
    bounds = [i for i in range(len(names) + 1) if i in (0, len(names)) or names[i] != names[i - 1]]
    return tuple((a, b, names[a]) for a, b in pairwise(bounds) if names[a] != nothing)


def _end(names: Sequence[str], start: int) -> int:
    end = start + 1
    while end < len(names) and names[end].startswith("I-"):
        end += 1
    return end


def _viterbi(scores: Scores, tags: TagSet) -> Numbers:
    """The best sequences: an "I-" tag may follow its "B-" tag and itself alone, any other tag may follow all."""
    rows = np.arange(len(scores))
    total = scores[:, 0].copy()
    total[:, tags.inside] = NEVER
    steps = []
    for word in range(1, scores.shape[1]):
        likeliest = total.argmax(axis=1)
        come_from = np.broadcast_to(likeliest[:, None], total.shape).copy()
        reached = np.broadcast_to(total[rows, likeliest][:, None], total.shape).copy()
        begun, going = total[:, tags.begun], total[:, tags.inside]
        reached[:, tags.inside] = np.maximum(begun, going)
        come_from[:, tags.inside] = np.where(begun >= going, tags.begun, tags.inside)
        steps.append(come_from)
        total = reached + scores[:, word]
    path = [total.argmax(axis=1)]
    for come_from in reversed(steps):
        path.append(come_from[rows, path[-1]])
    return np.stack(path[::-1], axis=1)

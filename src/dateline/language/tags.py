"""From scores of tags to spans: the best sequences in which nothing goes on that has not begun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating]
Numbers = npt.NDArray[np.intp]

OUTSIDE = "O"
NEVER = -np.inf
NEAR = 8.0  # a tag that far below the best of its word is e**8 times less likely


def kinds_of(names: Sequence[str]) -> tuple[str, ...]:
    """The kinds of a layer's tags; ValueError where the names are not "O" and then "B-" and "I-" of each kind.

    So 0 is the number of "O", and of the kind k, from 0, the numbers are 2k + 1 where it begins and 2k + 2 inside.
    """
    kinds = tuple(name[2:] for name in names[1::2])
    if list(names) != [OUTSIDE, *(f"{position}-{kind}" for kind in kinds for position in "BI")]:
        raise ValueError(f"tags in no order: {list(names)[:7]}")
    return kinds


def best_tags(scores: Scores) -> Numbers:
    """For each row the valid sequence with the highest sum of scores, as numbers of tags.

    `scores` has an axis of rows, one of words and one of tags.
    """
    best: Numbers = scores.argmax(axis=2)
    kinds = (best + 1) // 2
    before = np.concatenate([np.zeros((len(best), 1), np.intp), kinds[:, :-1]], axis=1)
    stray = ((best > 0) & (best % 2 == 0) & (before != kinds)).any(axis=1)
    if stray.any():
        kept = _likely(scores[stray])
        best[stray] = kept[_viterbi(scores[stray][:, :, kept])]
    return best


def spans_of(numbers: Sequence[int], kinds: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    """Half-open spans with their kind, of a valid sequence."""
    starts = [i for i, number in enumerate(numbers) if number % 2]
    return tuple((start, _end(numbers, start), kinds[numbers[start] // 2]) for start in starts)


def runs_of(names: Sequence[str], nothing: str = OUTSIDE) -> tuple[tuple[int, int, str], ...]:
    """Half-open runs of one and the same name, leaving out those of `nothing`."""
    bounds = [i for i in range(len(names) + 1) if i in (0, len(names)) or names[i] != names[i - 1]]
    return tuple((a, b, names[a]) for a, b in pairwise(bounds) if names[a] != nothing)


def _end(numbers: Sequence[int], start: int) -> int:
    end = start + 1
    while end < len(numbers) and numbers[end] == numbers[start] + 1:
        end += 1
    return end


def _likely(scores: Scores) -> Numbers:
    """The numbers of "O" and of both tags of each kind that comes near the best of some word."""
    near = (scores >= scores.max(axis=2, keepdims=True) - NEAR).any(axis=(0, 1))
    kinds = np.flatnonzero(near[1::2] | near[2::2])
    return np.concatenate([[0], np.stack([2 * kinds + 1, 2 * kinds + 2], axis=1).ravel()])


def _viterbi(scores: Scores) -> Numbers:
    """The best sequences: an "I-" tag may follow its "B-" tag and itself alone, any other tag may follow all."""
    rows = np.arange(len(scores))
    total = scores[:, 0].copy()
    total[:, 2::2] = NEVER
    likeliest, opened = [], []
    for word in range(1, scores.shape[1]):
        best = total.argmax(axis=1)
        begun, going = total[:, 1::2], total[:, 2::2]
        likeliest.append(best.tolist())
        opened.append((begun >= going).tolist())
        inside = np.maximum(begun, going) + scores[:, word, 2::2]
        total = total[rows, best][:, None] + scores[:, word]
        total[:, 2::2] = inside
    return np.array([_path(row, last, likeliest, opened) for row, last in enumerate(total.argmax(axis=1).tolist())])


def _path(
    row: int, last: int, likeliest: Sequence[Sequence[int]], opened: Sequence[Sequence[Sequence[bool]]]
) -> list[int]:
    """The tags of one row from its last one back: an "I-" tag comes from its own kind, any other from the best."""
    path = [last]
    for best, just_opened in zip(reversed(likeliest), reversed(opened), strict=True):
        here = path[-1]
        if here and here % 2 == 0:
            path.append(here - 1 if just_opened[row][here // 2 - 1] else here)
        else:
            path.append(best[row])
    return path[::-1]

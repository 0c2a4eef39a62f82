"""From scores of tags to spans: the best sequences in which nothing goes on that has not begun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating]
Numbers = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

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


def best_tags(groups: Sequence[tuple[Scores, Numbers]]) -> list[Numbers]:
    """For each row the valid sequence with the highest sum of scores over its words, as numbers of tags.

    A group is scores with an axis of rows, one of words and one of tags, and the number of words of each row, behind
    which all tags are "O". A row's sequence does not depend on the other rows.
    """
    found = [_greedy(scores, counts) for scores, counts in groups]
    strays = [(best, stray, scores) for (best, stray), (scores, _) in zip(found, groups, strict=True) if stray.any()]
    if strays:
        scores, kept = _likely(_padded([part for _, stray, scores in strays for part in scores[stray]]))
        paths = iter(kept[_viterbi(scores)])
        for best, stray, _ in strays:
            for row in np.flatnonzero(stray):
                best[row] = next(paths)[: best.shape[1]]
    return [best for best, _ in found]


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


def _greedy(scores: Scores, counts: Numbers) -> tuple[Numbers, Flags]:
    """The best tag of each word by itself, and which rows have one that goes on without having begun."""
    blank = np.arange(scores.shape[1])[None] >= counts[:, None]
    scores[blank] = NEVER
    scores[blank, 0] = 0
    best: Numbers = scores.argmax(axis=2)
    kinds = (best + 1) // 2
    before = np.concatenate([np.zeros((len(best), 1), np.intp), kinds[:, :-1]], axis=1)
    return best, ((best > 0) & (best % 2 == 0) & (before != kinds)).any(axis=1)


def _padded(rows: Sequence[Scores]) -> Scores:
    """The rows in one array, where those that are shorter go on with "O"."""
    stacked: Scores = np.full((len(rows), max(map(len, rows)), rows[0].shape[1]), NEVER, rows[0].dtype)
    stacked[:, :, 0] = 0
    for i, row in enumerate(rows):
        stacked[i, : len(row)] = row
    return stacked


def _likely(scores: Scores) -> tuple[Scores, Numbers]:
    """The scores of "O" and of both tags of each kind that comes near the best of some word, and their numbers.

    A kind that does so in other rows alone is ruled out.
    """
    near = (scores >= scores.max(axis=2, keepdims=True) - NEAR).any(axis=1)
    likely = np.repeat(near[:, 1::2] | near[:, 2::2], 2, axis=1)
    kept = np.concatenate([[0], 1 + np.flatnonzero(likely.any(axis=0))])
    ruled_out = np.concatenate([np.zeros((len(near), 1), bool), ~likely], axis=1)[:, None, kept]
    return np.where(ruled_out, NEVER, scores[:, :, kept]), kept


def _viterbi(scores: Scores) -> Numbers:
    """The best sequences: an "I-" tag may follow its "B-" tag and itself alone, any other tag may follow all."""
    rows = np.arange(len(scores))
    total = scores[:, 0].copy()
    total[:, 2::2] = NEVER
    steps = []
    for word in range(1, scores.shape[1]):
        best = total.argmax(axis=1)
        begun, going = total[:, 1::2], total[:, 2::2]
        steps.append((best, begun >= going))
        inside = np.maximum(begun, going) + scores[:, word, 2::2]
        total = total[rows, best][:, None] + scores[:, word]
        total[:, 2::2] = inside
    return _paths(total.argmax(axis=1), steps)


def _paths(last: Numbers, steps: Sequence[tuple[Numbers, Flags]]) -> Numbers:
    """The tags of each row from its last one back: an "I-" tag comes from its own kind, any other from the best."""
    rows, path = np.arange(len(last)), [last]
    for best, just_opened in reversed(steps):
        here = path[-1]
        inside = (here > 0) & (here % 2 == 0)
        opened = inside & just_opened[rows, here // 2 - 1] if just_opened.shape[1] else inside
        path.append(np.where(inside, here - opened, best))
    return np.stack(path[::-1], axis=1)

"""Some kinds come once in a row of words: a predicate has one agent, however many words look like it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.language.tags import NEVER, Numbers, Scores, best_tags, spans_of


def best_tags_once(
    groups: Sequence[tuple[Scores, Numbers]], kinds: Sequence[str], once: frozenset[str]
) -> list[Numbers]:
    """As `best_tags`, but of several spans of a kind in `once` the one with the likeliest beginning keeps it.

    The words of the others are tagged anew without that kind. The scores are written over.
    """
    found = best_tags(groups)
    begins = np.array([2 * k + 1 for k, kind in enumerate(kinds) if kind in once], np.intp)
    rows = [_repeating(best, begins) for best in found]
    while todo := [k for k, own in enumerate(rows) if own.size]:
        for k in todo:
            for row in rows[k]:
                _keep_likeliest(groups[k][0][row], found[k][row], kinds, once)
        anew = best_tags([(groups[k][0][rows[k]], groups[k][1][rows[k]]) for k in todo])
        for k, best in zip(todo, anew, strict=True):
            found[k][rows[k]] = best
            rows[k] = rows[k][_repeating(best, begins)]
    return found


def _repeating(best: Numbers, begins: Numbers) -> Numbers:
    """The rows in which one of these tags stands more than once."""
    return np.flatnonzero(((best[:, :, None] == begins).sum(axis=1) > 1).any(axis=1))


def _keep_likeliest(scores: Scores, best: Numbers, kinds: Sequence[str], once: frozenset[str]) -> None:
    """Rule a kind out wherever it stands in a row but in its likeliest span."""
    spans = spans_of(best.tolist(), kinds)
    for kind in sorted(once & {kind for _, _, kind in spans}):
        begin = 2 * kinds.index(kind) + 1
        own = [(_certainty(scores[start], begin), start, end) for start, end, name in spans if name == kind]
        for _, start, end in sorted(own)[:-1]:
            scores[start:end, begin : begin + 2] = NEVER


def _certainty(scores: Scores, tag: int) -> float:
    """The logarithm of the tag's share of the probability of a word."""
    return float(scores[tag] - np.logaddexp.reduce(scores))

"""The best dependency tree with exactly one root, from a matrix of arc scores (Chu-Liu/Edmonds)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.floating]

NEVER = -np.inf


def decode(scores: Scores) -> list[int]:
    """Heads of words 1 to n of the best tree, 0 being the root: `result[i]` is the head of word i + 1.

    `scores[word, head]` is a square matrix whose row and column 0 are the root's; row 0 and the diagonal are
    ignored. Best means the highest sum over all trees in which exactly one word has the head 0.
    """
    scores = np.array(scores, dtype=np.float64)
    np.fill_diagonal(scores, NEVER)
    scores[0, :] = NEVER
    greedy = scores.argmax(axis=1)
    if (greedy[1:] == 0).sum() == 1 and not _cycle(greedy):
        return [int(head) for head in greedy[1:]]
    return _best_single_root(scores)


def _best_single_root(scores: Scores) -> list[int]:
    """Try the words as the only root in the order of what they could reach, until none can reach more."""
    best_heads: list[int] = []
    best_total = NEVER
    for root, bound in _roots_by_bound(scores):
        if best_heads and bound <= best_total:
            break
        heads = _arborescence(_only_root(scores, root))
        total = scores[np.arange(1, len(scores)), heads[1:]].sum()
        if not best_heads or total > best_total:
            best_heads, best_total = [int(head) for head in heads[1:]], total
    return best_heads


def _roots_by_bound(scores: Scores) -> list[tuple[int, float]]:
    """Words with an upper bound of the total of any tree that they are the root of, highest bound first."""
    best_other = scores[1:, 1:].max(axis=1)
    bounds = scores[1:, 0] + (best_other.sum() - best_other)
    order = np.argsort(-bounds, kind="stable")
    return [(int(i) + 1, float(bounds[i])) for i in order]


def _only_root(scores: Scores, root: int) -> Scores:
    limited = scores.copy()
    limited[:, 0] = NEVER
    limited[root, :] = NEVER
    limited[root, 0] = scores[root, 0]
    return limited


def _arborescence(scores: Scores) -> npt.NDArray[np.intp]:
    """Heads of the best tree below node 0, however many children node 0 gets; entry 0 has no meaning."""
    heads: npt.NDArray[np.intp] = scores.argmax(axis=1)
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(scores)), inside)
    smaller, entry, exit_ = _contract(scores, heads, inside, outside)
    return _expand(_arborescence(smaller), heads, outside, inside[entry], inside[exit_])


def _contract(
    scores: Scores, heads: npt.NDArray[np.intp], inside: npt.NDArray[np.intp], outside: npt.NDArray[np.intp]
) -> tuple[Scores, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The matrix with the cycle as one last node, and which node of the cycle is the best way in and out."""
    into = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None]
    out_of = scores[np.ix_(outside, inside)]
    size = len(outside)
    smaller = np.full((size + 1, size + 1), NEVER)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    smaller[size, :size] = into.max(axis=0)
    smaller[:size, size] = out_of.max(axis=1)
    return smaller, into.argmax(axis=0), out_of.argmax(axis=1)


def _expand(
    found: npt.NDArray[np.intp],
    heads: npt.NDArray[np.intp],
    outside: npt.NDArray[np.intp],
    entry: npt.NDArray[np.intp],
    exit_: npt.NDArray[np.intp],
) -> npt.NDArray[np.intp]:
    """Heads in the old numbering: the cycle keeps its arcs but for the one where it is entered."""
    size = len(outside)
    result = heads.copy()
    for i in range(1, size):
        result[outside[i]] = exit_[i] if found[i] == size else outside[found[i]]
    result[entry[found[size]]] = outside[found[size]]
    return result


def _cycle(heads: npt.NDArray[np.intp]) -> list[int]:
    """Nodes of one cycle among nodes 1 and up, or an empty list."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        node, path = start, []
        while node and not state[node]:
            state[node] = start
            path.append(node)
            node = int(heads[node])
        if node and state[node] == start:
            return path[path.index(node) :]
    return []

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
    """The best tree when every further root costs more than all other choices could earn."""
    finite = scores[np.isfinite(scores)]
    dear = 1 + len(scores) * float(finite.max() - finite.min())
    dearer = scores.copy()
    dearer[:, 0] -= dear
    return [int(head) for head in _arborescence(dearer)[1:]]


def _arborescence(scores: Scores) -> npt.NDArray[np.intp]:
    """Heads of the best tree below node 0, however many children node 0 gets; entry 0 has no meaning."""
    heads: npt.NDArray[np.intp] = scores.argmax(axis=1)
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.delete(np.arange(len(scores)), inside)
    smaller, entry, exit_ = _contract(scores, heads, inside, outside)
    return _expand(_arborescence(smaller), heads, outside, inside[entry], inside[exit_])


def _contract(
    scores: Scores, heads: npt.NDArray[np.intp], inside: npt.NDArray[np.intp], outside: npt.NDArray[np.intp]
) -> tuple[Scores, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The matrix with the cycle as one last node, and which node of the cycle is the best way in and out."""
    into = scores[inside[:, None], outside] - scores[inside, heads[inside]][:, None]
    out_of = scores[outside[:, None], inside]
    size = len(outside)
    smaller = np.full((size + 1, size + 1), NEVER)
    smaller[:size, :size] = scores[outside[:, None], outside]
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

"""How each word of a sentence hangs together with a predicate in the tree, as a number for the heads of roles.

Most arguments are a branch of the tree: all that hangs on one child of the predicate, or of a word above it.
"""

from __future__ import annotations

from collections.abc import Sequence

KINDS = ("none", "self", "child", "below", "parent", "above", "beside", "beside below", "far", "far below")


def path_numbers(heads: Sequence[int], relations: Sequence[int], predicate: int, names: int) -> list[int]:
    """For each word the kind of its path to the predicate and the relation of the branch that it stands in.

    `heads` count from 0, with -1 for the root; `relations` are class numbers below `names`. A result is
    kind times `names` plus relation; 0 is left for a word of which no path is known.
    """
    up = _chain(heads, predicate)
    depth = {word: steps for steps, word in enumerate(up)}
    found = [0] * len(heads)
    for word in range(len(heads)):
        if not found[word]:
            _number(heads, relations, word, depth, found, names)
    return found


def _number(
    heads: Sequence[int],
    relations: Sequence[int],
    word: int,
    depth: dict[int, int],
    found: list[int],
    names: int,
) -> None:
    """Set the number of a word and of those between it and the chain from the predicate to the root."""
    chain = []
    while word >= 0 and word not in depth and not found[word]:
        chain.append(word)
        word = heads[word]
    if not chain:
        kind = "self" if depth[word] == 0 else "parent" if depth[word] == 1 else "above"
        found[word] = KINDS.index(kind) * names + relations[word]
        return
    if word >= 0 and word not in depth:
        branch, steps = found[word] % names, found[word] // names
        inside = steps if KINDS[steps].endswith("below") else steps + 1
    else:
        branch = relations[chain[-1]]
        away = depth.get(word, len(depth))
        top = KINDS.index("child" if away == 0 else "beside" if away == 1 else "far")
        found[chain.pop()] = top * names + branch
        inside = top + 1
    for member in chain:
        found[member] = inside * names + branch


def _chain(heads: Sequence[int], word: int) -> list[int]:
    chain = []
    while word >= 0:
        chain.append(word)
        word = heads[word]
    return chain

"""Copies of sentences with other names in them, so that the network learns from what stands around a name."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from .examples import Example
from .lists import base_names, group_names, organisation_names, town_names

Pools = dict[str, list[tuple[str, ...]]]
Cut = Callable[[str], list[str]]

KEPT_SHARE = 0.2


def swapped(examples: Sequence[Example], dice: random.Random, cut: Cut) -> list[Example]:
    """A copy of each example that has a name, most names replaced by others of the same kind; `cut` gives words."""
    pools = _pools(examples, cut)
    return [_swapped(example, pools, dice) for example in examples if any(s[2] in pools for s in example.spans)]


def _pools(examples: Iterable[Example], cut: Cut) -> Pools:
    """Names by kind: those of the examples, of the codebook and of the gazetteer."""
    pools: Pools = {kind: [] for kind in ("person", "organisation", "group", "place", "facility")}
    known = {"group": group_names(), "organisation": organisation_names(), "place": town_names()}
    for kind, names in (known | {"facility": base_names()}).items():
        pools[kind] += [tuple(cut(name)) for name in names]
    for example in examples:
        for start, end, kind in example.spans:
            if kind in pools and all(len(tags) == 1 for tags in example.allowed[start:end]):
                pools[kind].append(example.words[start:end])
    return pools


def _swapped(example: Example, pools: Pools, dice: random.Random) -> Example:
    words: list[str] = []
    allowed: list[frozenset[str]] = []
    spans = []
    last = 0
    for start, end, kind in sorted(example.spans):
        words += example.words[last:start]
        allowed += example.allowed[last:start]
        name = example.words[start:end]
        if kind in pools and dice.random() >= KEPT_SHARE:
            name = _like(name, dice.choice(pools[kind]))
        spans.append((len(words), len(words) + len(name), kind))
        first, inner = _tags(example, start, end)
        allowed += [first, *[inner] * (len(name) - 1)]
        words += name
        last = end
    words += example.words[last:]
    allowed += example.allowed[last:]
    name_of_copy = f"{example.name}-swapped"
    return Example(example.source, name_of_copy, tuple(words), allowed=tuple(allowed), spans=tuple(spans))


def _like(old: Sequence[str], new: tuple[str, ...]) -> tuple[str, ...]:
    """The new name in capitals where the old one was."""
    if len("".join(old)) > 4 and all(word.isupper() for word in old):
        return tuple(word.upper() for word in new)
    return new


def _tags(example: Example, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """The tags that the first word and any further word of the name may have."""
    first = example.allowed[start]
    return first, example.allowed[end - 1] if end - start > 1 else frozenset(f"I-{tag[2:]}" for tag in first)

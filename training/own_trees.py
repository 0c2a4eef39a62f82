"""Fill the trees of own_trees.toml: sentences with tags, lemmas and trees for turns of phrase the treebanks lack."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from .examples import Example

TREES = Path(__file__).parent / "own_trees.toml"


def own_trees(count: int, dice: random.Random) -> list[Example]:
    """So many examples, the trees taken in turn."""
    given = tomllib.loads(TREES.read_text(encoding="utf-8"))
    names = list(given["trees"])
    return [_filled(given["trees"][names[i % len(names)]], given["lists"], dice, f"own-tree-{i}") for i in range(count)]


def _filled(lines: Sequence[str], lists: Mapping[str, Sequence[str]], dice: random.Random, name: str) -> Example:
    rows = []
    for line in lines:
        fields = line.split()
        if fields[0].startswith("{"):
            word, upos, lemma = dice.choice(lists[fields[0].strip("{}")]).split()
            fields = [word if rows else word[0].upper() + word[1:], upos, lemma, *fields[1:]]
        rows.append(fields)
    words, upos, lemmas, heads, relations = zip(*rows, strict=True)
    return Example("own", name, words, upos, lemmas, tuple(map(int, heads)), relations)

"""Word lists drawn from own_sentences.toml, for telling which words a silent entity set may have passed over."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

SENTENCES = Path(__file__).parent / "own_sentences.toml"
ENDINGS = ("s", "")


def peoples() -> frozenset[str]:
    """Names of peoples, faiths and their members, lower case."""
    return _entries("people") | _entries("more_people")


def hardware() -> frozenset[str]:
    """Single words of weapons and vehicles, lower case, with their plurals."""
    names = ("weapon", "arms", "vehicle", "aircraft", "ship")
    words = {word for name in names for entry in _entries(name) for word in entry.replace("-", " ").split()}
    return frozenset(word + ending for word in words for ending in ENDINGS if not word.isdigit())


@cache
def amounts() -> frozenset[str]:
    """Words that times and quantities are made of, lower case."""
    return frozenset(tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["words"]["amounts"])


@cache
def _entries(name: str) -> frozenset[str]:
    lists = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["lists"]
    return frozenset(entry.lower() for entry in lists[name])

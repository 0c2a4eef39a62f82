"""The names that a place answers to in the gazetteer, and how far a town reaches."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from math import sqrt

from dateline.gazetteer import fold, plain


def keys_of(names: Iterable[str]) -> set[str]:
    """The folded forms of `names` that are long enough to stand for a place."""
    return {key for key in map(fold, names) if len(key) > 1}


def is_english_spelling(name: str) -> bool:
    """Whether a name is in Latin letters, begins with a capital and is no code."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 3 or any(c.isdigit() for c in name) or (name.isupper() and len(letters) <= 5):
        return False
    if not all(map(_is_latin, letters)):
        return False
    return not letters[0].islower() or (name != name.lower() and plain(name) != fold(name))


@lru_cache(maxsize=10_000)
def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))


def town_radius(population: int) -> float:
    """Kilometres from the middle of a town of so many people to its edge, from 2 to 25."""
    return min(25.0, max(2.0, 0.008 * sqrt(population)))

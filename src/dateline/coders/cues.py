"""The words by which a language tells doubt, speech, cause and count: `cues.toml` of the codebook, typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dateline.codebook import Codebook

Cues = Mapping[str, Mapping[str, frozenset[str]]]


@lru_cache(maxsize=8)
def cues_of(codebook: Codebook, language: str) -> Cues:
    """The cue words of a language, by section and key."""
    table = codebook.languages[language]["cues"]
    return {section: {key: frozenset(words) for key, words in keys.items()} for section, keys in table.items()}

"""Base forms among the codebook's words: the engine's lemma where it is one, else what the endings allow."""

from __future__ import annotations

import pytest

from dateline.codebook import Codebook
from dateline.read.inflection import base_forms

VERBS = [
    ("shelled", "shell", {"shell"}, ("shell",)),
    ("shelled", "shelle", {"shell"}, ("shell",)),
    ("fled", "fled", {"flee"}, ("flee",)),
    ("expelled", "expelle", {"expel"}, ("expel",)),
    ("occupies", "occupie", {"occupy"}, ("occupy",)),
    ("raided", "raide", {"raid", "raide"}, ("raide",)),
    ("walked", "walk", {"shell"}, ()),
]
NOUNS = [
    ("shelling", "shell", {"shell", "shelling"}, ("shell", "shelling")),
    ("gunmen", "gunmen", {"gunman"}, ("gunman",)),
    ("convoys", "convois", {"convoy"}, ("convoy",)),
    ("gas", "ga", {"g"}, ()),
]


@pytest.mark.parametrize(("text", "lemma", "words", "forms"), VERBS)
def test_verbs(codebook: Codebook, text: str, lemma: str, words: set[str], forms: tuple[str, ...]) -> None:
    rules = codebook.languages["en"]["inflections"]
    assert base_forms(text, lemma, words, rules=rules, is_noun=False) == forms


@pytest.mark.parametrize(("text", "lemma", "words", "forms"), NOUNS)
def test_nouns(codebook: Codebook, text: str, lemma: str, words: set[str], forms: tuple[str, ...]) -> None:
    rules = codebook.languages["en"]["inflections"]
    assert base_forms(text, lemma, words, rules=rules, is_noun=True) == forms

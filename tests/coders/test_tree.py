"""Grammar asked of trees built by hand: one line a word, as (word, base form, part of speech, head, relation)."""

from __future__ import annotations

import pytest

from dateline.codebook import Codebook
from dateline.coders.cues import cues_of
from dateline.coders.tree import Tree, tree_of
from dateline.sentences import Sentence, Token

ACTIVE = [
    ("Rebels", "rebel", "NOUN", 1, "nsubj"), ("shelled", "shell", "VERB", -1, "root"),
    ("Goma", "Goma", "PROPN", 1, "obj"), ("and", "and", "CCONJ", 4, "cc"), ("Sake", "Sake", "PROPN", 2, "conj"),
    ("and", "and", "CCONJ", 6, "cc"), ("fled", "flee", "VERB", 1, "conj"), ("from", "from", "ADP", 9, "case"),
    ("the", "the", "DET", 9, "det"), ("town", "town", "NOUN", 6, "obl"),
]  # fmt: skip
PASSIVE = [
    ("Goma", "Goma", "PROPN", 2, "nsubj:pass"), ("was", "be", "AUX", 2, "aux:pass"),
    ("shelled", "shell", "VERB", -1, "root"), ("by", "by", "ADP", 4, "case"), ("rebels", "rebel", "NOUN", 2, "obl"),
]  # fmt: skip


@pytest.fixture
def active(codebook: Codebook) -> Tree:
    return tree(ACTIVE, codebook)


@pytest.fixture
def passive(codebook: Codebook) -> Tree:
    return tree(PASSIVE, codebook)


def tree(rows: list[tuple[str, str, str, int, str]], codebook: Codebook) -> Tree:
    tokens = tuple(Token(10 * i, 10 * i + len(row[0]), *row) for i, row in enumerate(rows))
    return tree_of(Sentence(0, 10 * len(rows), tokens), cues=cues_of(codebook, "en"))


def test_an_active_verb(active: Tree) -> None:
    assert (active.subjects(1), active.objects(1), active.is_passive(1)) == ([0], [2, 4], False)


def test_a_coordinated_verb_shares_the_subject(active: Tree) -> None:
    assert active.subjects(6) == [0]
    assert active.obliques(6) == [(("from",), 9)]


def test_a_passive_verb(passive: Tree) -> None:
    assert (passive.subjects(2), passive.is_passive(2), passive.obliques(2)) == ([0], True, [(("by",), 4)])


def test_coordination_is_one_chain(active: Tree) -> None:
    assert (active.conjuncts(2), active.first_conjunct(4)) == ([2, 4], 2)


def test_phrases_governors_and_clauses(active: Tree) -> None:
    assert (active.phrase(9), active.below(6), list(active.above(8))) == ([8, 9], [5, 6, 7, 8, 9], [9, 6, 1])
    assert [active.clause_head(i) for i in (0, 8)] == [1, 6]


def test_number_and_definiteness(active: Tree) -> None:
    assert (active.is_plural(0), active.is_plural(9)) == (True, False)
    assert (active.is_definite(9), active.is_definite(0)) == (True, False)

"""The engine's roles fill what the tree leaves open: who did it and where."""

from __future__ import annotations

from dateline.codebook import Codebook
from dateline.coders.cues import cues_of
from dateline.coders.tree import tree_of
from dateline.sentences import Argument, Frame, Sentence, Token
from tests.conftest import Coding, names, only


def test_the_doer_of_an_attack_that_is_a_noun(code: Coding) -> None:
    claim = only(code("Gunmen launched an attack on a police post in Goma on Monday."), "attack")
    assert names(claim.actors) == ["Gunmen"]


def test_the_head_of_an_argument_is_its_noun_even_where_the_tree_hangs_it_below_a_clause(codebook: Codebook) -> None:
    rows = [("seized", -1, "root"), ("dhow", 2, "nsubj"), ("carrying", 0, "acl"), ("rifles", 2, "obj")]
    upos = ["VERB", "NOUN", "VERB", "NOUN"]
    tokens = tuple(
        Token(10 * i, 10 * i + len(word), word, word, tag, head, relation)
        for i, ((word, head, relation), tag) in enumerate(zip(rows, upos, strict=True))
    )
    frame = Frame(0, 1, (Argument(1, 4, "ARG1"),))
    tree = tree_of(Sentence(0, 40, tokens, predicates=(frame,)), cues=cues_of(codebook, "en"))
    assert tree.told(0, "ARG1") == [1]
    assert tree.told(0, "ARG0") == []

"""Trees in which one relation can only have been taken for another."""

from __future__ import annotations

from dateline.coders.mending import mended
from dateline.sentences import Sentence, Token


def sentence(*rows: tuple[str, str, int, str]) -> Sentence:
    tokens = [Token(10 * i, 10 * i + len(word), word, word, upos, head, relation)
              for i, (word, upos, head, relation) in enumerate(rows)]  # fmt: skip
    return Sentence(0, 10 * len(rows), tuple(tokens))


def found(given: Sentence, word: str) -> tuple[str, str]:
    """The relation of a word and the word that it hangs on."""
    tokens = mended(given).tokens
    token = next(token for token in tokens if token.text == word)
    return token.relation, tokens[token.head].text


def test_what_follows_a_finished_list_describes_its_last_member() -> None:
    given = sentence(
        ("Mara", "PROPN", 1, "obj"),
        ("killed", "VERB", -1, "root"),
        ("and", "CCONJ", 3, "cc"),
        ("deputy", "NOUN", 0, "conj"),
        ("Idris", "PROPN", 0, "conj"),
    )
    assert found(given, "Idris") == ("appos", "deputy")
    assert found(given, "deputy") == ("conj", "Mara")


def test_a_list_whose_last_member_is_marked_stays_a_list() -> None:
    given = sentence(
        ("Gao", "PROPN", -1, "root"),
        ("Kidal", "PROPN", 0, "conj"),
        ("and", "CCONJ", 3, "cc"),
        ("Menaka", "PROPN", 0, "conj"),
    )
    assert found(given, "Kidal") == ("conj", "Gao")


def test_a_noun_before_its_head_without_a_preposition_is_a_compound() -> None:
    given = sentence(("Gao", "PROPN", 1, "nmod"), ("base", "NOUN", -1, "root"))
    assert found(given, "Gao") == ("compound", "base")


def test_no_member_of_a_list_stands_before_the_first() -> None:
    given = sentence(
        ("Gao", "PROPN", 3, "compound"),
        ("and", "CCONJ", 2, "cc"),
        ("Kidal", "PROPN", 3, "conj"),
        ("bases", "NOUN", -1, "root"),
    )
    assert found(given, "Kidal") == ("conj", "Gao")


def test_an_adjective_behind_a_copula_is_no_preposition() -> None:
    given = sentence(
        ("handover", "NOUN", 4, "nsubj"),
        ("is", "AUX", 4, "cop"),
        ("due", "ADJ", 4, "case"),
        ("on", "ADP", 4, "case"),
        ("Friday", "PROPN", -1, "root"),
    )
    assert found(given, "Friday") == ("obl", "due")
    assert found(given, "handover") == ("nsubj", "due")
    assert found(given, "on") == ("case", "Friday")

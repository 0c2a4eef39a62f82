"""Edit rules give the lemma they were found from, and fit no word with another ending."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.lemma import Lexicon, apply_rule, find_lemma, find_rule, read_lexicon

EMPTY = Lexicon({}, frozenset())
WORDS = st.text(alphabet="abcdeisnyABIS'.-", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("word", "lemma", "rule"),
    [
        ("cities", "city", "l|ies|y"),
        ("Struck", "strike", "l|uck|ike"),
        ("was", "be", "l|was|be"),
        ("Baghdad", "Baghdad", "k||"),
        ("IRAQ", "Iraq", "t||"),
        ("troops", "troop", "l|s|"),
    ],
)
def test_the_shortest_rule_is_found(word: str, lemma: str, rule: str) -> None:
    assert find_rule(word, lemma) == rule


@given(WORDS, WORDS)
def test_a_found_rule_gives_the_lemma_back(word: str, lemma: str) -> None:
    assert apply_rule(find_rule(word, lemma), word) == lemma


def test_the_lexicon_goes_before_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "lemmas.tsv"
    path.write_text("shot\tVERB\tshoot\nleave\tVERB\tleave\n", encoding="utf-8")
    lexicon = read_lexicon(path)
    assert find_lemma("Shot", "VERB", ["l||"], lexicon) == "shoot"
    assert find_lemma("shot", "NOUN", ["l||"], lexicon) == "shot"
    assert find_lemma("leaving", "VERB", ["l|ing|", "l|ing|e"], lexicon) == "leave"


def test_where_no_rule_fits_only_names_keep_their_capitals() -> None:
    assert find_lemma("Hit", "VERB", ["l|ing|"], EMPTY) == "hit"
    assert find_lemma("HIT", "PROPN", ["l|ing|"], EMPTY) == "HIT"
    assert find_lemma("parties", "NOUN", ["l|ing|e", "l|ies|y", "l|s|"], EMPTY) == "party"
    assert find_lemma("’s", "PART", [], EMPTY) == "'s"

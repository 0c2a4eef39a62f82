"""Edit rules give the lemma they were found from, and fit no word with another ending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.lemma import apply_rule, find_rule, lemma_by

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


def test_the_first_rule_that_fits_wins() -> None:
    assert lemma_by(["l|ing|e", "l|ies|y", "l|s|"], "parties", name=False) == "party"
    assert lemma_by(["l|ing|"], "Hit", name=False) == "hit"
    assert lemma_by(["l|ing|"], "HIT", name=True) == "HIT"

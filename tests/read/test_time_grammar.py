from __future__ import annotations

import pytest

from dateline.codebook import load_codebook
from dateline.read.time_grammar import load_grammar, may_tell

GRAMMAR = load_grammar(load_codebook(), "en")


@pytest.mark.parametrize(
    "words", ["In 1991", "in '91", "in ’91", "the 90s", "the 90's", "at 03:30", "on 9/11", "24/12/2019"]
)
def test_a_year_a_clock_or_a_decade_may_tell_a_time_by_itself(words: str) -> None:
    assert GRAMMAR and may_tell(f"{words} the bridge was shelled.", GRAMMAR)


@pytest.mark.parametrize(
    "words", ["12 people were hurt", "Some 300 fled from 2 of the camps", "It was the 3rd such raid"]
)
def test_a_bare_number_needs_a_word_of_time_beside_it(words: str) -> None:
    assert GRAMMAR and not may_tell(f"{words}.", GRAMMAR)
    assert may_tell(f"{words} on Friday.", GRAMMAR)

"""Sentences run together: each has the result that it has alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language import WEIGHTS
from dateline.language.model import Model, Parsed
from dateline.language.rows import MOST_AT_ONCE, MOST_PIECES, encode, run_together, stacked
from dateline.language.wordpiece import WordPiece, read_vocabulary

WORDS = (
    "Rebels",
    "shelled",
    "Goma",
    ",",
    "killing",
    "206",
    "farmers",
    "the",
    "army",
    "said",
    "that",
    "it",
    "XVII",
    ".",
)
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def wordpiece() -> WordPiece:
    return WordPiece(read_vocabulary(WEIGHTS / "vocab.txt"))


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(WEIGHTS)


def told(parsed: Parsed) -> tuple[object, ...]:
    values = [getattr(parsed, name) for name in parsed.__slots__ if name != "states"]
    return (*values, parsed.states.tobytes())


@settings(deadline=None, max_examples=25)
@given(SENTENCES)
def test_neighbours_change_nothing(model: Model, sentences: list[list[str]]) -> None:
    together = model.parse_all(sentences)
    assert [told(one) for one in together] == [told(model.parse(words)) for words in sentences]


def test_no_sentences_give_nothing(model: Model) -> None:
    assert model.parse_all([]) == []


@given(SENTENCES)
def test_each_row_is_run_once_among_rows_of_its_length(wordpiece: WordPiece, sentences: list[list[str]]) -> None:
    rows = [encode(words, wordpiece) for words in sentences]
    groups = list(run_together(rows))
    assert sorted(number for group in groups for number in group) == list(range(len(rows)))
    for group in groups:
        widths = {stacked([rows[i]])["pieces"].shape[1] for i in group}
        assert widths == {stacked([rows[i] for i in group])["pieces"].shape[1]}
        assert len(group) == 1 or len(group) * widths.pop() <= MOST_AT_ONCE


def test_a_sentence_longer_than_the_network_reads_keeps_its_words(wordpiece: WordPiece, model: Model) -> None:
    words = ["Volnovakha"] * 400
    pieces, _, firsts = encode(words, wordpiece)
    assert len(pieces) == len(firsts) + 1 == 402 <= MOST_PIECES
    assert len(model.parse(words).upos) == 400

"""Words as the network reads them."""

from __future__ import annotations

import pytest

from dateline.language import WEIGHTS
from dateline.language.wordpiece import (
    CAPITAL,
    DIGIT,
    LOWER,
    MIXED,
    MOST_PIECES,
    TITLE,
    UNKNOWN,
    UPPER,
    WordPiece,
    case_class,
    read_vocabulary,
)

VOCABULARY = read_vocabulary(WEIGHTS / "vocab.txt")
PIECES = WordPiece(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("rocket", LOWER), ("Rocket", TITLE), ("NATO", UPPER), ("A", CAPITAL), ("J.", CAPITAL), ("al-Asad", MIXED),
        ("82nd", DIGIT), (",", LOWER), ("空", LOWER),
    ],
)  # fmt: skip
def test_letter_case_has_six_classes(word: str, case: int) -> None:
    assert case_class(word) == case


def test_pieces_are_the_longest_that_fit() -> None:
    assert PIECES.pieces("Rockets") == (VOCABULARY["rockets"],)
    assert PIECES.pieces("unloading") == (VOCABULARY["un"], VOCABULARY["##loading"])


def test_accents_and_typographic_marks_make_no_difference() -> None:
    assert PIECES.pieces("Élysée") == PIECES.pieces("elysee")
    assert PIECES.pieces("n’t") == PIECES.pieces("n't")
    assert PIECES.pieces("“") == PIECES.pieces('"')


@pytest.mark.parametrize("word", ["\u200b", "\ufffd", "x" * 101])
def test_what_cannot_be_read_is_one_unknown_piece(word: str) -> None:
    assert PIECES.pieces(word) == (UNKNOWN,)


def test_no_word_fills_the_row() -> None:
    assert len(PIECES.pieces("a.b.c.d.e.f.g.h.i")) == MOST_PIECES

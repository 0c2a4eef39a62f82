"""What the coder may ask about a reading: what a mention that points back stands for."""

from __future__ import annotations

from dateline.codebook import Codebook
from dateline.coders.context import context_of
from dateline.records import Dating, Reading, Report
from dateline.sentences import Link, Sentence, Token


def sentence(start: int, word: str, upos: str, *links: Link) -> Sentence:
    return Sentence(
        start, start + len(word), (Token(start, start + len(word), word, word, upos, -1, "root"),), links=links
    )


def reading(first: float, second: float) -> Reading:
    """A noun, a pronoun that points to it and a pronoun that points to the pronoun, each as surely as told."""
    sentences = (
        sentence(0, "Rebels", "NOUN"),
        sentence(7, "They", "PRON", Link(1, 0, 0, 0, first)),
        sentence(12, "them", "PRON", Link(2, 0, 1, 0, second)),
    )
    report = Report("r", "r.txt", "Rebels They them", language="en")
    return Reading(report, Dating(None, "unknown"), sentences, (), ())


def test_a_pronoun_stands_for_the_noun_behind_the_pronoun_it_points_to(codebook: Codebook) -> None:
    assert context_of(reading(0.9, 0.8), codebook).linked == {(1, 0): (0, 0), (2, 0): (0, 0)}


def test_a_doubtful_link_is_not_followed(codebook: Codebook) -> None:
    assert context_of(reading(0.4, 0.8), codebook).linked == {}
    assert context_of(reading(0.9, 0.4), codebook).linked == {(1, 0): (0, 0)}

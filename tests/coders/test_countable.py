"""What of a sentence a claim may count: numbers, words for nobody, ordinals, one. All sentences are invented."""

from __future__ import annotations

import pytest

from dateline.codebook import Codebook
from dateline.coders.context import context_of
from dateline.coders.countable import Candidate, candidates_in
from tests.conftest import Reader

COUNTED = [
    ("Rebels killed nine soldiers near Goma.", "soldiers", "number", 9),
    ("Rebels killed a soldier near Goma.", "soldier", "a", 1),
    ("Gunmen kidnapped the mayor in Bria.", "mayor", "definite", 1),
    ("This was the third attack since Monday.", "attack", "ordinal", 3),
    ("There were no casualties in the attack.", "casualties", "nobody", 0),
    ("Nobody was hurt in the attack.", "Nobody", "nobody", 0),
]


def counted(reading_of: Reader, codebook: Codebook, text: str) -> dict[str, Candidate]:
    """What may be counted, by the word that is counted."""
    context = context_of(reading_of(text), codebook)
    return {context.trees[0].token(one.token).text: one for one in candidates_in(context, 0)}


@pytest.mark.parametrize(("text", "word", "form", "low"), COUNTED)
def test_what_a_sentence_counts(
    reading_of: Reader, codebook: Codebook, text: str, word: str, form: str, low: int
) -> None:
    found = counted(reading_of, codebook, text)[word]
    assert found.clues[0].split()[-1] == form
    assert (found.count.value.low, found.count.value.high) == (low, low)


@pytest.mark.parametrize("text", ["Soldiers withdrew on a Monday.", "The talks were held in a hotel of the capital."])
def test_times_and_bare_plurals_count_nothing(reading_of: Reader, codebook: Codebook, text: str) -> None:
    assert not {"Soldiers", "Monday", "talks"} & counted(reading_of, codebook, text).keys()


EFFECTS = [
    ("Rebels killed nine soldiers near Goma.", "soldiers", "killed"),
    ("Six men killed nine soldiers near Goma.", "men", "by killed"),
    ("Nine bodies were found near Goma.", "bodies", "killed"),
    ("Two dead were found near Goma.", "Two", "killed"),
    ("Nine trucks passed near Goma.", "trucks", "-"),
]


@pytest.mark.parametrize(("text", "word", "effect"), EFFECTS)
def test_what_became_of_those_counted(
    reading_of: Reader, codebook: Codebook, text: str, word: str, effect: str
) -> None:
    found = counted(reading_of, codebook, text)
    assert next((one.effect for name, one in found.items() if name == word), None) == effect

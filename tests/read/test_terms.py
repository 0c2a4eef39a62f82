"""The codebook's nouns in a text: weapons, kinds of site, people; one noun may be of two kinds."""

from __future__ import annotations

import pytest

from dateline.records import Site, Term, Weapon
from tests.conftest import Reader

CASES = [
    ("Two Katyusha rockets hit an air base.", [("Katyusha rockets", Weapon, "rocket"), ("air base", Site, "base")]),
    ("AK-47 rifles were found.", [("AK-47", Weapon, "gun"), ("rifles", Weapon, "gun")]),
    ("The policemen carried a car bomb.", [("policemen", Term, "person"), ("car bomb", Weapon, "car_bomb")]),
    ("Farmers and soldiers met.", [("Farmers", Term, "person"), ("soldiers", Term, "person")]),
    ("They guarded the embassy.", [("embassy", Term, "organisation"), ("embassy", Site, "embassy")]),
    ("They spoke at length.", []),
]


@pytest.mark.parametrize(("text", "terms"), CASES)
def test_nouns_are_known_in_any_number_and_the_longest_wins(
    reading_of: Reader, text: str, terms: list[tuple[str, type, str]]
) -> None:
    mentions = reading_of(text).mentions
    found = [(m.evidence.quote, m.value) for m in mentions if isinstance(m.value, Weapon | Site | Term)]
    assert [(words, type(value), value.kind) for words, value in found] == terms

"""Named parties: the codebook's by alias and day, states and adjectives, and names that only the engine saw."""

from __future__ import annotations

import pytest

from dateline.records import Mention, Party
from tests.conftest import Reader

CASES = [
    ("Hezbollah fired rockets.", "Hezbollah", "codebook/actor", "hezbollah"),
    ("ISIS fighters fled.", "ISIS", "codebook/actor", "islamic-state"),
    ("Fighters of the Islamic State fled.", "Islamic State", "codebook/actor", "islamic-state"),
    ("France sent soldiers.", "France", "codebook/state", "fra"),
    ("Turkish troops left on Monday.", "Turkish", "codebook/adjective", "tur"),
    ("The US army left.", "US", "codebook/state", "usa"),
    ("The Ridge Farmers Union called a strike.", "Ridge Farmers Union", "engine/organisation", None),
]


def actors(reading_of: Reader, text: str, published: str = "2023-05-10") -> list[Mention]:
    return [mention for mention in reading_of(text, published).mentions if mention.kind == "actor"]


@pytest.mark.parametrize(("text", "words", "rule", "id"), CASES)
def test_a_party_is_known_by_its_name(reading_of: Reader, text: str, words: str, rule: str, id: str | None) -> None:
    (found,) = actors(reading_of, text)
    assert isinstance(found.value, Party)
    assert (found.evidence.quote, found.rule, found.value.id) == (words, rule, id)


def test_an_acronym_must_stand_in_capitals(reading_of: Reader) -> None:
    assert actors(reading_of, "They told us to leave.") == []


@pytest.mark.parametrize(("published", "id"), [("2023-05-10", "taliban-government"), ("1990-01-01", None)])
def test_an_actor_is_coded_by_the_list_of_the_day(reading_of: Reader, published: str, id: str | None) -> None:
    (found,) = [m for m in actors(reading_of, "The Taliban attacked Kunduz.", published) if m.evidence.start == 4]
    assert isinstance(found.value, Party) and found.value.id == id


@pytest.mark.parametrize("text", ["THE CAR STOPPED IN LIMA.", "THEY WALKED THROUGH SAN SALVADOR."])
def test_in_a_text_of_capitals_a_common_noun_is_no_acronym_and_a_capital_no_state(
    reading_of: Reader, text: str
) -> None:
    assert [m.evidence.quote for m in actors(reading_of, text) if m.rule.startswith("codebook/")] == []

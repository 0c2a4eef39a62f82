"""Against whom words and crowds turn, where only what they want tells it. All sentences are invented."""

from __future__ import annotations

from tests.conftest import Coding, names, only


def test_a_threat_is_against_those_whom_it_would_hit(code: Coding) -> None:
    claim = only(code("The movement threatened to deliver heavy blows to Kenya."), "threat")
    assert names(claim.recipients) == ["Kenya"]


def test_a_crowd_is_against_those_behind_a_word_of_opposition(code: Coding) -> None:
    text = "Thousands of farmers blocked roads in Kisangani to demand reforms by the Congolese government."
    claim = only(code(text), "protest")
    assert [party.value.country for party in claim.recipients] == ["COD"]


def test_a_crowd_without_such_a_word_is_against_nobody(code: Coding) -> None:
    text = "Thousands of farmers protested in Kisangani beside soldiers on leave."
    assert not only(code(text), "protest").recipients


def test_nobody_is_added_beside_a_recipient_of_its_own_phrase(code: Coding) -> None:
    claim = only(code("Rebels threatened Chad with attacks on Niger."), "threat")
    assert names(claim.recipients) == ["Chad"]

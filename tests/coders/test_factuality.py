"""What the words around a trigger make of its act: its factuality, the rule, and the word that tells it."""

from __future__ import annotations

import pytest

from tests.conftest import Coding, only

CASES = [
    ("Gunmen attacked a village near Jos.", "attack", "happened", "asserted", "attacked"),
    ("The march in Tunis was called off.", "protest", "denied", "called-off", "called"),
    ("The army failed to retake Kidal.", "territory_seized", "denied", "failed", "failed"),
    ("The rebels denied shelling Goma on Monday.", "shelling", "denied", "denial", "denied"),
    ("No rockets hit Sirte on Monday.", "rocket_attack", "denied", "no-subject", "No"),
    ("Neither the army nor the rebels shelled Goma.", "shelling", "denied", "no-subject", "Neither"),
    ("A suspected rocket attack hit Sirte.", "rocket_attack", "possible", "hedge", "suspected"),
    ("If rebels attack the town of Goma, the army will respond.", "attack", "possible", "conditional", "If"),
    ("The ministry did not confirm that rebels shelled Goma.", "shelling", "possible", "unconfirmed", "confirm"),
    ("Soldiers would attack Goma within days.", "attack", "planned", "future-in-past", "would"),
    ("Unions called a general strike in Lagos for Monday.", "strike_action", "planned", "called", "called"),
    ("The two sides postponed talks in Juba.", "talks", "planned", "put-off", "postponed"),
    ("The rebels are believed to have shelled Goma.", "shelling", "possible", "hedge-verb", "believed"),
    ("Troops continued to shell Goma.", "shelling", "ongoing", "aspect", "continued"),
]


@pytest.mark.parametrize(("text", "event_type", "factuality", "rule", "word"), CASES)
def test_a_cue_gives_the_factuality_and_its_evidence(
    code: Coding, text: str, event_type: str, factuality: str, rule: str, word: str
) -> None:
    found = only(code(text), event_type).factuality
    assert (found.value, found.rule) == (factuality, f"factuality/{rule}")
    assert [evidence.quote for evidence in found.evidence] == [word]


def test_an_act_that_is_merely_a_purpose_is_no_claim(code: Coding) -> None:
    assert [claim.event_type for claim in code("Troops entered Goma to arrest rebels.")] == ["deployment"]

"""Who a claim is from: the speaker, the stance and the rule."""

from __future__ import annotations

import pytest

from tests.conftest import Coding, only

CASES = [
    ("Rebels shelled Goma on Monday, officials said on Tuesday.", "shelling", "officials", "says", "speech"),
    ("Officials confirmed that gunmen attacked a village near Jos.", "attack", "Officials", "confirms", "speech"),
    ("The rebels denied shelling Goma on Monday.", "shelling", "rebels", "denies", "speech"),
    ("The army blamed rebels for shelling Goma on Monday.", "shelling", "army", "blames", "speech"),
    ("Gunmen attacked Goma on Monday, according to police.", "attack", "police", "says", "according-to"),
    (
        "A spokesman for the general staff said rebels shelled Goma.",
        "shelling", "spokesman for the general staff", "says", "speech",
    ),
    (
        '"Gunmen attacked the village near Jos," a farmer said. "They killed nine people."',
        "killing", "farmer", "says", "running-quote",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event_type", "speaker", "stance", "rule"), CASES)
def test_a_claim_names_its_speaker(
    code: Coding, text: str, event_type: str, speaker: str, stance: str, rule: str
) -> None:
    (found,) = only(code(text), event_type).attribution
    assert (found.value.speaker, found.value.stance, found.rule) == (speaker, stance, f"attribution/{rule}")
    assert found.evidence[0].quote == speaker


def test_the_report_speaks_in_its_own_voice(code: Coding) -> None:
    assert only(code("Gunmen attacked a village near Jos."), "attack").attribution == ()


def test_a_speaker_is_not_what_was_said(code: Coding) -> None:
    text = (
        "A Saudi navy vessel carrying 91 citizens evacuated from Port Sudan arrived in Jeddah, state television said."
    )
    assert {said.value.speaker for claim in code(text) for said in claim.attribution} == {"state television"}

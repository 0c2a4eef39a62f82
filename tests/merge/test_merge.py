from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.merge import merge
from dateline.records import Claim, Judgement
from tests.merge.invented_claims import (
    ARDA,
    ARDA_FIELD,
    BLUE,
    BRONT,
    CALDA,
    CODEBOOK,
    GUNMEN,
    LAND,
    RED,
    claim,
    on,
    people,
    reports_of,
)

KINDS = st.sampled_from(
    ["attack", "rocket_attack", "airstrike", "armed_clash", "withdrawal", "presence", "condemnation"]
)
PLACES = st.sampled_from([None, ARDA, ARDA_FIELD, BRONT, CALDA, LAND])
PARTIES = st.sampled_from([(), (RED,), (BLUE,), (GUNMEN,)])


@st.composite
def invented(draw: st.DrawFn) -> list[Claim]:
    found = []
    for number in range(draw(st.integers(2, 9))):
        kind, place = draw(KINDS), draw(PLACES)
        fields: dict[str, Any] = {"place": place} if place else {}
        if draw(st.booleans()):
            fields |= {"occurred": on(draw(st.integers(-2, 0)))}
        if draw(st.booleans()):
            fields |= {"killed": (people(draw(st.integers(1, 4))),)}
        found.append(
            claim(
                f"r{draw(st.integers(1, 4))}.{number}", kind, actors=draw(PARTIES), recipients=draw(PARTIES),
                claim_class="posture" if kind == "presence" else "event", **fields,
            )
        )  # fmt: skip
    return found


@settings(max_examples=60, deadline=None)
@given(invented(), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims: list[Claim], dice: random.Random) -> None:
    judgements = [Judgement("j1", "same", claims[0].claim_id, claims[-1].claim_id, "A", "2021-06-01")]
    shuffled = dice.sample(claims, len(claims))
    reports = reports_of(claims)
    assert merge(shuffled, reports, judgements, CODEBOOK) == merge(claims, reports, judgements, CODEBOOK)


@settings(max_examples=60, deadline=None)
@given(invented())
def test_every_event_claim_is_in_one_incident_and_no_other_claim_is(claims: list[Claim]) -> None:
    incidents = merge(claims, reports_of(claims), [], CODEBOOK).incidents
    inside = sorted(name for incident in incidents for name in incident.claims)
    assert inside == sorted(c.claim_id for c in claims if c.claim_class == "event")


@settings(max_examples=60, deadline=None)
@given(invented())
def test_a_value_rests_on_words_of_its_own_claims(claims: list[Claim]) -> None:
    for incident in merge(claims, reports_of(claims), [], CODEBOOK).incidents:
        homes = {c.report_id for c in claims if c.claim_id in incident.claims}
        coded = [incident.factuality, incident.occurred, incident.place, incident.killed, *incident.actors]
        assert {span.report_id for one in coded if one for span in one.evidence} <= homes


def test_a_claim_given_twice_counts_once() -> None:
    one = claim("r1.1", place=ARDA, occurred=on(0))
    assert len(merge([one, one], reports_of([one]), [], CODEBOOK).incidents) == 1


def test_a_rejected_claim_counts_nowhere() -> None:
    one = claim("r1.1", "presence", claim_class="posture", actors=(RED,), place=ARDA)
    rejected = Judgement("j1", "reject", "r1.1", None, "A", "2021-06-01")
    assert merge([one], reports_of([one]), [rejected], CODEBOOK).postures == ()


def test_nothing_comes_of_nothing() -> None:
    dataset = merge([], {}, [], CODEBOOK)
    assert (dataset.incidents, dataset.postures) == ((), ())

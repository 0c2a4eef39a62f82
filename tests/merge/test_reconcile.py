from __future__ import annotations

from typing import Any

from dateline.merge import merge
from dateline.records import Claim, Incident, Judgement, Place, Toll
from tests.merge.invented_claims import (
    ARDA,
    ARDA_FIELD,
    BLUE,
    CODEBOOK,
    GUNMEN,
    LAND,
    RED,
    claim,
    on,
    people,
    report,
    reports_of,
    rockets,
)

HERE: dict[str, Any] = {"place": ARDA, "occurred": on(0)}


def merged(*claims: Claim, **published: int | str | None) -> Incident:
    """The incident of claims that are judged to be one."""
    pairs = [Judgement(c.claim_id, "same", claims[0].claim_id, c.claim_id, "A", "2021") for c in claims[1:]]
    (incident,) = merge(claims, reports_of(claims, published), pairs, CODEBOOK).incidents
    return incident


def test_an_incident_is_known_by_its_earliest_claim() -> None:
    incident = merged(claim("r1.1", **HERE), claim("r2.1", **HERE), r1=2, r2=1)
    assert (incident.incident_id, incident.claims) == ("ir2.1", ("r2.1", "r1.1"))
    assert incident.first_published == "2021-05-11"


def test_copies_of_one_text_are_one_report() -> None:
    claims = [claim(f"r{i}.1", **HERE) for i in range(3)]
    text = " ".join(f"word{i}" for i in range(80))
    reports = dict([report("r0", 0, text), report("r1", 0, text + " copied"), report("r2", 0)])
    (incident,) = merge(claims, reports, [], CODEBOOK).incidents
    assert (incident.reports, len(incident.claims)) == (2, 3)


def test_the_narrowest_value_that_most_can_agree_on_is_taken_with_its_words() -> None:
    wide, site = claim("r1.1", place=ARDA, occurred=on(-1, 1)), claim("r2.1", place=ARDA_FIELD, occurred=on(0))
    incident = merged(wide, site)
    assert incident.place and incident.place.value == ARDA_FIELD
    assert incident.occurred and incident.occurred.value == on(0)
    assert {span.report_id for span in incident.occurred.evidence} == {"r2"}
    assert incident.disputed == ()


def test_of_contradicting_days_the_one_of_more_reports_stands_and_the_field_is_disputed() -> None:
    claims = [claim(f"r{i}.1", place=ARDA, occurred=on(day)) for i, day in enumerate((-1, 0, 0))]
    incident = merged(*claims)
    assert incident.occurred and incident.occurred.value == on(0)
    assert incident.disputed == ("occurred",)


def test_the_words_of_all_who_tell_a_value_are_kept() -> None:
    incident = merged(claim("r1.1", **HERE), claim("r2.1", **HERE))
    assert incident.place and {span.report_id for span in incident.place.evidence} == {"r1", "r2"}


def test_the_narrow_type_is_taken_and_unrelated_ones_are_disputed() -> None:
    assert merged(claim("r1.1", "attack", **HERE), claim("r2.1", **HERE)).event_type == "rocket_attack"
    assert "event_type" in merged(claim("r1.1", "airstrike", **HERE), claim("r2.1", **HERE)).disputed
    moves = claim("r1.1", "withdrawal", origin=ARDA), claim("r2.1", "redeployment", origin=ARDA)
    assert merged(*moves).disputed == ()


def test_most_reports_decide_whether_it_happened() -> None:
    told = [claim(f"r{i}.1", factuality=word, **HERE) for i, word in enumerate(("possible", "happened", "happened"))]
    assert merged(*told).factuality.value == "happened"


def test_a_general_word_gives_way_to_a_name() -> None:
    incident = merged(claim("r1.1", actors=(GUNMEN,), **HERE), claim("r2.1", actors=(BLUE,), **HERE))
    assert [coded.value.name for coded in incident.actors] == ["Blue Front"]
    assert incident.disputed == ()


def test_unlike_actors_are_both_kept_and_disputed() -> None:
    incident = merged(claim("r1.1", actors=(BLUE,), **HERE), claim("r2.1", actors=(RED,), **HERE))
    assert [coded.value.name for coded in incident.actors] == ["Blue Front", "Red Army"]
    assert incident.disputed == ("actors",)


def test_changed_roles_of_a_clash_are_no_dispute() -> None:
    one = claim("r1.1", "armed_clash", actors=(BLUE,), recipients=(RED,), **HERE)
    assert merged(one, claim("r2.1", "armed_clash", actors=(RED,), recipients=(BLUE,), **HERE)).disputed == ()


def test_a_toll_keeps_every_number_and_the_words_of_all() -> None:
    early = claim("r1.1", killed=(people(11),), weapon=(rockets(),), **HERE)
    incident = merged(early, claim("r2.1", killed=(people(14, None),), **HERE), r1=0, r2=1)
    assert incident.killed and incident.killed.value == Toll(14, 11, 14)
    assert len(incident.killed.evidence) == 2
    assert incident.disputed == ("killed",)


def test_sides_told_apart_by_one_claim_stay_apart() -> None:
    incident = merged(claim("r1.1", killed=(people(2, of="reds"), people(5, of="blues")), **HERE))
    assert incident.killed and incident.killed.value == Toll(7, 7, 7, (("reds", 2, 2, 2), ("blues", 5, 5, 5)))


def test_a_country_does_not_dispute_a_town_but_another_town_does() -> None:
    assert merged(claim("r1.1", **HERE), claim("r2.1", place=LAND, occurred=on(0))).disputed == ()
    far = Place("Dorm", "XAA", None, 34.6, 41.9, 5.0, "town", "g:9")
    assert merged(claim("r1.1", **HERE), claim("r2.1", place=far, occurred=on(0))).disputed == ("place",)


def test_each_independent_report_raises_the_confidence() -> None:
    one, other = claim("r1.1", sure=0.6, **HERE), claim("r2.1", sure=0.5, **HERE)
    assert (merged(one).confidence, merged(one, other).confidence) == (0.6, 0.8)

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dateline.merge.link import link
from dateline.merge.profiles import make_profiles
from dateline.merge.verdicts import standing
from dateline.records import Claim, Judgement
from tests.merge.invented_claims import (
    ARDA,
    ARDA_FIELD,
    BLUE,
    BRONT,
    CALDA,
    CODEBOOK,
    LAND,
    OTHER_LAND,
    RED,
    RED_GUARD,
    base,
    claim,
    on,
    people,
    reports_of,
    rockets,
)


def linked(*claims: Claim, judgements: tuple[Judgement, ...] = (), **published: int | str | None) -> list[str]:
    """The clusters, each as the names of its claims."""
    profiles = make_profiles(claims, reports_of(claims, published), CODEBOOK)
    found = link(profiles, standing(judgements))
    return [" ".join(profile.claim.claim_id for profile in cluster.members) for cluster in found]


def judged(verdict: str, one: str, other: str, at: str = "2021-06-01") -> Judgement:
    return Judgement(f"{verdict} {at}", verdict, one, other, "A", at)


HERE: dict[str, Any] = {"place": ARDA, "occurred": on(0)}


def test_two_reports_of_one_attack_are_joined() -> None:
    assert linked(claim("r1.1", **HERE), claim("r2.1", **HERE)) == ["r1.1 r2.1"]


def test_a_broad_type_joins_the_narrow_one_that_refines_it() -> None:
    assert linked(claim("r1.1", "attack", **HERE), claim("r2.1", **HERE)) == ["r1.1 r2.1"]


def test_another_type_by_another_side_is_another_incident() -> None:
    one, other = claim("r1.1", actors=(BLUE,), **HERE), claim("r2.1", "airstrike", actors=(RED,), **HERE)
    assert linked(one, other) == ["r1.1", "r2.1"]


def test_days_that_differ_are_two_incidents() -> None:
    assert linked(claim("r1.1", **HERE), claim("r2.1", place=ARDA, occurred=on(-2))) == ["r1.1", "r2.1"]


def test_a_day_apart_is_bridged_only_by_much_that_agrees() -> None:
    alike: dict[str, Any] = {"place": ARDA, "actors": (BLUE,), "recipients": (RED,), "killed": (people(11),)}
    late, early = claim("r1.1", occurred=on(0), **alike), claim("r2.1", occurred=on(-1), **alike)
    assert linked(late, early) == ["r1.1 r2.1"]
    assert linked(claim("r1.1", **HERE), claim("r2.1", place=ARDA, occurred=on(-1))) == ["r1.1", "r2.1"]


def test_towns_far_apart_are_two_incidents_and_so_are_neighbouring_ones() -> None:
    for elsewhere in (CALDA, BRONT):
        other = claim("r2.1", place=elsewhere, occurred=on(0), actors=(BLUE,))
        assert linked(claim("r1.1", actors=(BLUE,), **HERE), other) == ["r1.1", "r2.1"]


def test_a_site_in_a_town_may_be_what_was_hit_there() -> None:
    assert linked(claim("r1.1", **HERE), claim("r2.1", place=ARDA_FIELD, occurred=on(0))) == ["r1.1 r2.1"]


def test_a_country_alone_is_weak_and_another_country_is_against() -> None:
    whole = claim("r2.1", place=LAND, occurred=on(0))
    assert linked(claim("r1.1", **HERE), whole) == ["r1.1", "r2.1"]
    by_blue = claim("r2.1", place=LAND, occurred=on(0), actors=(BLUE,))
    assert linked(claim("r1.1", actors=(BLUE,), **HERE), by_blue) == ["r1.1 r2.1"]
    abroad = claim("r2.1", place=OTHER_LAND, occurred=on(0), actors=(BLUE,))
    assert linked(claim("r1.1", actors=(BLUE,), **HERE), abroad) == ["r1.1", "r2.1"]


def test_a_vague_claim_that_fits_two_incidents_joins_neither() -> None:
    vague = claim("r3.1", place=LAND, occurred=on(0), actors=(BLUE,))
    here = claim("r1.1", actors=(BLUE,), **HERE)
    there = claim("r2.1", actors=(BLUE,), place=CALDA, occurred=on(0))
    assert linked(here, there, vague) == ["r1.1", "r2.1", "r3.1"]


def test_a_plan_and_its_execution_and_a_denial_are_three_incidents() -> None:
    several = [claim(f"r{i}.1", "withdrawal", factuality=word, actors=(RED,), origin=ARDA, occurred=on(0))
               for i, word in enumerate(("planned", "happened", "denied"))]  # fmt: skip
    assert linked(*several) == ["r0.1", "r1.1", "r2.1"]


def test_a_hedged_act_joins_the_same_act_told_as_fact() -> None:
    assert linked(claim("r1.1", factuality="possible", **HERE), claim("r2.1", **HERE)) == ["r1.1 r2.1"]


def test_leaving_and_coming_are_never_one() -> None:
    leaves = claim("r1.1", "withdrawal", actors=(RED,), origin=ARDA, occurred=on(0))
    comes = claim("r2.1", "deployment", actors=(RED,), destination=ARDA, occurred=on(0))
    assert linked(leaves, comes) == ["r1.1", "r2.1"]
    moves = claim("r2.1", "redeployment", actors=(RED_GUARD,), origin=ARDA, occurred=on(0))
    assert linked(leaves, moves) == ["r1.1 r2.1"]


def test_one_report_tells_one_act_twice_unless_something_contradicts() -> None:
    lead = claim("r1.1", actors=(BLUE,), **HERE)
    assert linked(lead, claim("r1.2", place=ARDA, actors=(BLUE,), killed=(people(3),))) == ["r1.1 r1.2"]
    toll = claim("r1.2", killed=(people(3),), **HERE)
    assert linked(toll, claim("r1.3", killed=(people(5),), **HERE)) == ["r1.2", "r1.3"]


def test_a_place_and_a_day_told_once_for_two_acts_make_them_no_more_alike() -> None:
    lead, next_act = claim("r1.1", **HERE), claim("r1.2", **HERE)
    assert linked(lead, next_act) == ["r1.1 r1.2"]
    assert linked(lead, replace(next_act, place=lead.place, occurred=lead.occurred)) == ["r1.1", "r1.2"]


def test_acts_told_in_one_word_or_as_cause_and_effect_stay_apart() -> None:
    twin = claim("r1.1", **HERE)
    other = replace(twin, claim_id="r1.1b")
    assert linked(twin, other) == ["r1.1", "r1.1b"]
    assert linked(claim("r1.1", **HERE), claim("r1.2", cause=("r1.1",), **HERE)) == ["r1.1", "r1.2"]


def test_words_join_only_by_the_same_party_within_a_day() -> None:
    said: dict[str, Any] = {"actors": (RED,), "recipients": (BLUE,), "occurred": on(0)}
    first = claim("r1.1", "condemnation", **said)
    assert linked(first, claim("r2.1", "condemnation", **said)) == ["r1.1 r2.1"]
    assert linked(first, claim("r2.1", "condemnation", **{**said, "actors": (BLUE,)})) == ["r1.1", "r2.1"]
    assert linked(first, claim("r2.1", "condemnation", **{**said, "occurred": on(0, 20)})) == ["r1.1", "r2.1"]


def test_undated_claims_are_joined_by_place_and_sides_if_published_together() -> None:
    one, other = (
        claim(f"{r}.1", place=ARDA, recipients=(RED,), weapon=(rockets(),), site=base()) for r in ("r1", "r2")
    )
    assert linked(one, other, r1=0, r2=1) == ["r1.1 r2.1"]
    assert linked(one, other, r1=0, r2=40) == ["r1.1", "r2.1"]


def test_nothing_is_reported_before_it_occurs() -> None:
    early, late = claim("r1.1", place=ARDA, actors=(BLUE,)), claim("r2.1", actors=(BLUE,), place=ARDA, occurred=on(5))
    assert linked(early, late, r1=0, r2=6) == ["r1.1", "r2.1"]


def test_a_chain_of_likenesses_does_not_bridge_a_contradiction() -> None:
    first, last = (claim(f"{r}.1", place=ARDA, actors=(BLUE,), occurred=on(d)) for r, d in (("r1", 0), ("r2", 3)))
    between = claim("r3.1", place=ARDA, actors=(BLUE,), occurred=on(0, 3))
    assert len([cluster for cluster in linked(first, last, between) if "r1.1" in cluster and "r2.1" in cluster]) == 0


def test_a_judgement_joins_and_parts_against_all_points() -> None:
    here, there = claim("r1.1", **HERE), claim("r2.1", place=CALDA, occurred=on(-9))
    assert linked(here, there, judgements=(judged("same", "r2.1", "r1.1"),)) == ["r1.1 r2.1"]
    again = claim("r2.1", **HERE)
    assert linked(here, again, judgements=(judged("not same", "r2.1", "r1.1"),)) == ["r1.1", "r2.1"]


def test_a_later_judgement_supersedes_and_not_same_parts_whole_groups() -> None:
    here, again, third = (claim(f"r{i}.1", **HERE) for i in (1, 2, 3))
    changed = (judged("not same", "r1.1", "r2.1", "2021-06-01"), judged("same", "r1.1", "r2.1", "2021-06-02"))
    assert linked(here, again, judgements=changed) == ["r1.1 r2.1"]
    parted = (judged("not same", "r1.1", "r3.1"), judged("same", "r2.1", "r3.1"))
    assert linked(here, again, third, judgements=parted) == ["r1.1", "r2.1 r3.1"]


def test_each_join_says_why() -> None:
    one = claim("r1.1", killed=(people(11),), **HERE)
    other = claim("r2.1", killed=(people(14, None),), **HERE)
    third = claim("r3.1", killed=(people(11),), **HERE)
    profiles = make_profiles([one, other, third], reports_of([one, other, third]), CODEBOOK)
    (cluster,) = link(profiles, standing(()))
    assert cluster.reasons == (
        ("r1.1", "r3.1", "same place, same day, same type, both killed 11"),
        ("r1.1", "r2.1", "same place, same day, same type, killed 11 and at least 14 differ"),
    )

"""The scorer of MUC-4: what a fill is worth, which templates pair, what an entity is."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.muc4_key import Fill, Tally, key_entities, score_entities, score_templates

RAID: dict[str, list[Any]] = {
    "incident_type": ["BOMBING"],
    "incident_stage": ["ACCOMPLISHED"],
    "phys_tgt_id": ["THE OLD MILL"],
}


def key(**slots: list[Any]) -> dict[str, Any]:
    return {"optional": False, **{slot: [filler(one) for one in fills] for slot, fills in slots.items()}}


def filler(one: Any) -> dict[str, Any]:
    return one if isinstance(one, dict) else {"values": [one], "refs": [], "optional": False}


def found(**slots: list[str]) -> dict[str, list[Fill]]:
    return {slot: [Fill(one) for one in fills] for slot, fills in slots.items()}


def points(slot: str, want: Any, *got: Fill) -> float:
    shared = {name: fills for name, fills in RAID.items() if name != slot}
    response = {**found(**shared), slot: list(got)}
    return score_templates([key(**{**shared, slot: [want]})], [response])[slot].points


def test_a_template_like_the_key_is_all_right() -> None:
    total = sum(score_templates([key(**RAID)], [found(**RAID)]).values(), Tally())
    assert total == Tally(3.0, 3, 3)
    assert total.figures() == (100.0, 100.0, 100.0)


def test_what_no_key_takes_is_spurious_and_what_nothing_answers_is_missing() -> None:
    assert sum(score_templates([], [found(**RAID)]).values(), Tally()) == Tally(0.0, 0, 3)
    assert sum(score_templates([key(**RAID)], []).values(), Tally()) == Tally(0.0, 3, 0)


def test_an_optional_template_may_be_left_out() -> None:
    assert sum(score_templates([{**key(**RAID), "optional": True}], []).values(), Tally()) == Tally()


def test_templates_that_share_type_and_stage_alone_are_no_pair() -> None:
    other = found(**{**RAID, "incident_type": ["ATTACK"], "phys_tgt_id": ["BRIDGE"]})
    assert sum(score_templates([key(**RAID)], [other]).values(), Tally()) == Tally(0.0, 3, 3)


@pytest.mark.parametrize(
    ("got", "worth"), [("OLD MILL", 1.0), ("MILL", 0.5), ("RED MILL", 0.5), ("MILL OWNER", 0.0), ("FERRY", 0.0)]
)
def test_a_string_is_whole_without_its_article_and_half_with_its_head_or_a_part(got: str, worth: float) -> None:
    assert points("phys_tgt_id", "THE OLD MILL", Fill(got)) == worth


def test_a_filler_of_the_key_is_taken_once() -> None:
    assert points("phys_tgt_id", "OLD MILL", Fill("OLD MILL"), Fill("MILL")) == 1.0


def test_a_wider_value_of_a_set_is_half_right() -> None:
    assert points("instrument_type", "RIFLE", Fill("GUN")) == 0.5
    assert points("instrument_type", "RIFLE", Fill("BOMB")) == 0.0


def test_a_value_said_of_another_string_is_half_right() -> None:
    want = {"values": ["CIVILIAN"], "refs": ["MILLERS"], "optional": False}
    assert points("hum_tgt_type", want, Fill("CIVILIAN", "MILLERS")) == 1.0
    assert points("hum_tgt_type", want, Fill("CIVILIAN", "FERRYMAN")) == 0.5


@pytest.mark.parametrize(
    ("days", "worth"),
    [
        (("1990-03-02", "1990-03-02"), 1.0),
        (("1990-03-01", "1990-03-04"), 0.5),
        ((None, "1990-03-02"), 0.5),
        (("1990-03-03", "1990-03-03"), 0.0),
    ],
)
def test_days_are_right_where_equal_and_half_where_they_meet(days: tuple[str | None, str], worth: float) -> None:
    want = {"values": ["02 MAR 90"], "iso": [["1990-03-02", "1990-03-02"]], "optional": False}
    assert points("incident_date", want, Fill("", days=days)) == worth


def test_a_place_is_right_by_country_and_narrowest_part_and_half_by_any() -> None:
    want = "PERU: LIMA (DEPARTMENT): ATE (CITY)"
    assert points("incident_location", want, Fill("PERU: ATE")) == 1.0
    assert points("incident_location", want, Fill("PERU: LIMA")) == 0.5
    assert points("incident_location", want, Fill("CHILE: SANTIAGO")) == 0.0


def test_a_person_and_the_title_are_one_entity() -> None:
    title = {"values": ["MILLER"], "refs": ["ANA RUIZ"], "optional": False}
    raid = key(hum_tgt_name=["ANA RUIZ"], hum_tgt_description=[title, "TWO FERRYMEN"])
    assert key_entities([raid], "victim") == [frozenset(("ana ruiz", "miller")), frozenset(("two ferrymen",))]


def test_an_entity_counts_once_and_only_by_a_string_of_the_key() -> None:
    raid = key(hum_tgt_name=[{"values": ["ANA RUIZ", "RUIZ"], "refs": [], "optional": False}])
    twice = {"hum_tgt_name": [Fill("RUIZ"), Fill("ANA RUIZ"), Fill("ANA")]}
    assert score_entities([raid], [twice])["victim"] == Tally(1.0, 1, 3)


def test_a_title_that_points_to_its_person_is_no_entity_of_its_own() -> None:
    raid = key(hum_tgt_name=["ANA RUIZ"])
    named = {"hum_tgt_name": [Fill("ANA RUIZ")], "hum_tgt_description": [Fill("MILLER", "ANA RUIZ")]}
    assert score_entities([raid], [named])["victim"] == Tally(1.0, 1, 1)

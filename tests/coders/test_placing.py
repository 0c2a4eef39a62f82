"""Where a claim was: in its own phrase, else the likeliest place of the report, else nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coders.placing import chances, shipped
from dateline.records import Claim
from tests.conftest import Coding, only

PLACES = [
    ("Rebels shelled Goma, killing nine people and wounding 12.", "shelling", "Goma", "place/phrase"),
    ("On Monday rebels shelled Goma. They seized the airport.", "territory_seized", "Goma", "place/definite"),
    ("In reprisal for Mongbwalu, gunmen stopped a bus near Bunia and shot dead four passengers.", "shooting",
     "near Bunia", "place/phrase"),
    ("Lawmakers in Ankara imposed sanctions on Syria.", "sanction", "Ankara", "place/sentence"),
    ("Rebels shelled Goma on Monday. Soldiers were shot.", "shooting", "Goma", "place/scene"),
    ("Rebels shelled Goma on Monday. Kinshasa condemned the attack.", "shelling", "Goma", "place/phrase"),
]  # fmt: skip
MOVES = [
    ("The battalion left Goma for Bunia on Monday.", "Goma", "Bunia"),
    ("Rebels held Goma for a week. On Monday they withdrew to Bunia.", "Goma", "Bunia"),
]
MARKS = st.sampled_from(sorted(shipped()["any"]))


@pytest.mark.parametrize(("text", "event_type", "name", "rule"), PLACES)
def test_a_place_tells_by_which_rule_it_was_found(
    code: Coding, text: str, event_type: str, name: str, rule: str
) -> None:
    place = only(code(text), event_type).place
    assert place is not None
    assert (place.value.name, place.rule) == (name, rule)


@pytest.mark.parametrize(("text", "start", "end"), MOVES)
def test_a_movement_has_both_ends(code: Coding, text: str, start: str, end: str) -> None:
    claim = only(code(text), "withdrawal")
    assert claim.origin is not None
    assert claim.destination is not None
    assert (claim.origin.value.name, claim.destination.value.name) == (start, end)


def test_a_place_of_the_report_rests_on_its_name_and_on_the_act(code: Coding) -> None:
    place = only(code("Rebels shelled Goma on Monday. Soldiers were shot."), "shooting").place
    told = only(code("Soldiers were shot in Goma."), "shooting").place
    assert place is not None
    assert told is not None
    assert [words.quote for words in place.evidence] == ["Goma", "shot"]
    assert place.confidence < told.confidence


def test_where_the_report_names_no_place_there_is_none_and_a_reason(code: Coding) -> None:
    claim: Claim = only(code("Gunmen kidnapped three aid workers."), "abduction")
    assert claim.place is None
    assert dict(claim.notes)["place"]


def test_neither_an_owner_nor_a_target_abroad_is_a_place(code: Coding) -> None:
    assert only(code("Rebels attacked a Russian radar aircraft with a drone."), "drone_strike").place is None


@given(st.lists(st.lists(MARKS, unique=True), min_size=1, max_size=5))
def test_the_chances_of_all_candidates_add_up_to_one(marks: list[list[str]]) -> None:
    shares = chances(marks, "violence", shipped())
    assert sum(shares) == pytest.approx(1.0)
    assert all(share > 0 for share in shares)


@given(st.lists(MARKS, unique=True), MARKS)
def test_a_mark_more_makes_a_candidate_likelier_where_it_weighs_more_than_nothing(marks: list[str], more: str) -> None:
    one, other = chances([marks, [*marks, more]], "no kind", shipped())
    assert (other > one) == (shipped()["any"][more] > 0)


def test_a_movement_does_not_end_where_it_began(code: Coding) -> None:
    text = "PORT SUDAN - A convoy of 12 trucks with soldiers left Port Sudan on Monday. Police stayed behind."
    for claim in code(text):
        ends = [claim.origin, claim.destination]
        assert None in ends or len({end.value.gazetteer_id for end in ends if end}) == 2


def test_a_village_told_by_its_distance_stays_the_place(code: Coding) -> None:
    text = (
        "Gunmen killed nine farmers in the village of Kisunga, 22 km northwest of Kasese in western Uganda, on Sunday."
    )
    place = only(code(text), "killing").place
    assert place is not None
    assert place.value.precision in {"town", "near"}

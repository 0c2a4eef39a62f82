"""The weapon names the type of act; two weapons in one verb are two acts."""

from __future__ import annotations

import pytest

from tests.conftest import Coding

TYPES = [
    ("Rebels fired 12 rockets at Sirte.", [("rocket_attack", "rocket", 12)]),
    ("An attack with a car bomb killed nine people in Mogadishu.", [("bombing", "car_bomb", None)]),
    (
        "The rebels launched 58 drones and two missiles at Kharkiv.",
        [("drone_strike", "drone", 58), ("missile_strike", "missile", 2)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TYPES)
def test_each_weapon_makes_an_act_of_its_type(
    code: Coding, text: str, expected: list[tuple[str, str, int | None]]
) -> None:
    claims = code(text)
    assert [(c.event_type, w.value.kind, w.value.number) for c in claims for w in c.weapon] == expected


def test_acts_of_one_verb_share_their_place_and_differ_in_their_id(code: Coding) -> None:
    one, other = code("The rebels launched 58 drones and two missiles at Kharkiv.")
    assert one.place == other.place
    assert one.claim_id != other.claim_id


def test_tanks_that_were_destroyed_are_no_means(code: Coding) -> None:
    claims = code("Egyptian troops destroyed ten Israeli tanks near the canal on Monday.")
    assert "shelling" not in [claim.event_type for claim in claims]

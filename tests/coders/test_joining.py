"""Words of one act in a sentence make one claim; words of two acts make two."""

from __future__ import annotations

import pytest

from tests.conftest import Coding, toll

ONE = [
    ("Rebels shelled Goma, killing nine people and wounding 12.", "shelling", [(9, 9)], [(12, 12)]),
    ("Nine people died when gunmen attacked a village near Jos.", "attack", [(9, 9)], []),
    ("An attack with a car bomb killed nine people in Mogadishu.", "bombing", [(9, 9)], []),
    ("Gunmen carried out an attack on a village near Jos.", "attack", [], []),
    ("A rocket attack targeted Sirte on Monday.", "rocket_attack", [], []),
]


@pytest.mark.parametrize(("text", "event_type", "killed", "injured"), ONE)
def test_a_toll_or_a_carrying_verb_joins_its_act(
    code: Coding, text: str, event_type: str, killed: list[tuple[int, int]], injured: list[tuple[int, int]]
) -> None:
    (claim,) = code(text)
    assert claim.event_type == event_type
    assert (toll(claim.killed), toll(claim.injured)) == (killed, injured)


def test_two_acts_of_two_sides_stay_two(code: Coding) -> None:
    claims = code("Gunmen attacked Jos on Monday and rebels shelled Goma on Tuesday.")
    assert [(c.event_type, c.place.value.name if c.place else None) for c in claims] == [
        ("attack", "Jos"),
        ("shelling", "Goma"),
    ]

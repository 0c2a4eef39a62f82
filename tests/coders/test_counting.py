"""Which counts a claim gets of those that its sentence and the next tell. All sentences are invented."""

from __future__ import annotations

import pytest

from dateline.coders.counting import weights_of
from tests.conftest import Coding, only, toll


def test_dead_and_wounded_of_the_next_sentence_belong_to_the_act(code: Coding) -> None:
    bombing = code("A car bomb exploded at a market in Mubi on Monday. Nine people were killed and 30 wounded.")[0]
    assert (toll(bombing.killed), toll(bombing.injured)) == ([(9, 9)], [(30, 30)])


def test_a_count_of_the_next_sentence_rests_on_its_own_words(code: Coding) -> None:
    text = "A car bomb exploded at a market in Mubi on Monday. Nine people were killed and 30 wounded."
    bombing = code(text)[0]
    assert [text[e.start : e.end] for count in bombing.killed for e in count.evidence] == ["Nine"]


def test_weapons_fired_are_no_toll(code: Coding) -> None:
    text = "Militants fired seven rockets at a base near Erbil on Sunday, wounding two soldiers."
    claim = only(code(text), "rocket_attack")
    assert claim.number is not None
    assert (claim.number.value.low, toll(claim.injured)) == (7, [(2, 2)])


def test_coordinated_dead_are_counted_each_for_itself(code: Coding) -> None:
    claim = only(code("Gunmen killed four soldiers and two civilians near Djibo on Friday."), "killing")
    assert sorted(toll(claim.killed)) == [(2, 2), (4, 4)]


def test_those_who_act_are_not_counted_as_their_victims(code: Coding) -> None:
    claim = only(code("Six gunmen kidnapped three nurses in Bria on Sunday."), "abduction")
    assert toll(claim.captured) == [(3, 3)]


@pytest.mark.parametrize("hedged", ["at least 12", "no fewer than 12", "more than 12"])
def test_a_lower_end_stays_open_above(code: Coding, hedged: str) -> None:
    claim = only(code(f"An airstrike killed {hedged} people in Tigray on Friday."), "airstrike")
    assert toll(claim.killed) == [(12, None)]


def test_troops_stationed_are_strength(code: Coding) -> None:
    claim = only(code("About 300 soldiers are stationed at a base in Agadez."), "presence")
    assert claim.strength is not None
    assert (claim.strength.value.low, claim.number) == (300, None)


def test_an_age_counts_nobody(code: Coding) -> None:
    claim = only(code("Gunmen shot dead a girl of nine near Bria on Sunday."), "shooting")
    assert toll(claim.killed) == [(1, 1)]


def test_a_language_that_was_not_learnt_has_no_weights() -> None:
    assert weights_of("xx") == {}


def test_every_weight_adds_to_each_of_the_fields() -> None:
    assert {len(row) for row in weights_of("en").values()} == {6}


def test_a_grenade_is_no_victim(code: Coding) -> None:
    claim = only(code("A grenade thrown into a market at Lahij on Sunday injured eight."), "grenade_attack")
    assert (1, 1) not in toll(claim.injured)


def test_each_means_has_its_own_number(code: Coding) -> None:
    claim = only(code("The north launched 36 missiles and 122 drones at the port overnight."), "drone_strike")
    assert claim.number is not None
    assert claim.number.value.low == 122

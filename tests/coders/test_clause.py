"""What a careful coder takes from one or two sentences of newswire. All sentences are invented."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Coding, names, only, toll

TYPES = [
    ("Gunmen opened fire on a market in Jos on Monday.", ["shooting"]),
    ("Russian forces shelled the town of Vovchansk overnight.", ["shelling"]),
    ("Two rockets hit an air base near Erbil on Sunday.", ["rocket_attack"]),
    ("A suicide bomber blew himself up outside a mosque in Kunduz.", ["suicide_bombing"]),
    ("A roadside bomb killed four soldiers near Mubi.", ["bombing"]),
    ("An airstrike killed nine people in Tigray.", ["airstrike"]),
    ("Israeli drones struck a car in southern Lebanon.", ["drone_strike"]),
    ("Rebels kidnapped three aid workers in Bria.", ["abduction"]),
    ("The army withdrew its troops from Kidal on Tuesday.", ["withdrawal"]),
    ("About 300 soldiers are stationed at a base in Agadez.", ["presence"]),
    ("Police arrested twelve activists in Harare.", ["arrest"]),
    ("Thousands of people protested in Tbilisi on Sunday.", ["protest"]),
    ("The two sides agreed a ceasefire in Juba.", ["ceasefire"]),
    ("Fighters captured the town of Bunagana.", ["territory_seized"]),
    ("More than 4,000 people fled the village of Sake.", ["displacement"]),
    ("Soldiers clashed with militiamen near Rutshuru.", ["armed_clash"]),
]


@pytest.mark.parametrize(("text", "types"), TYPES)
def test_one_act_gives_one_claim_of_its_type(code: Coding, text: str, types: list[str]) -> None:
    assert [claim.event_type for claim in code(text)] == types


def test_an_active_verb_gives_both_sides(code: Coding) -> None:
    claim = only(code("Rebels kidnapped three aid workers in Bria."), "abduction")
    assert names(claim.actors) == ["Rebels"]
    assert toll(claim.captured) == [(3, 3)]


def test_a_passive_verb_gives_the_agent(code: Coding) -> None:
    claim = only(code("Three aid workers were kidnapped by rebels in Bria."), "abduction")
    assert names(claim.actors) == ["rebels"]
    assert toll(claim.captured) == [(3, 3)]


def test_the_killing_of(code: Coding) -> None:
    claim = only(code("The killing of two farmers by herdsmen in Benue drew condemnation."), "killing")
    assert toll(claim.killed) == [(2, 2)]


def test_an_attack_that_left_six_dead(code: Coding) -> None:
    claim = only(code("A rocket attack on Sirte left six people dead and 14 wounded."), "rocket_attack")
    assert toll(claim.killed) == [(6, 6)]
    assert toll(claim.injured) == [(14, 14)]


def test_a_toll_of_several_parties_is_told_by_party(code: Coding) -> None:
    claim = only(code("A mortar round hit a house in Taiz and killed two soldiers and a child."), "shelling")
    assert toll(claim.killed) == [(2, 2), (1, 1)]


def test_hedges_widen_a_count(code: Coding) -> None:
    claim = only(code("An airstrike killed at least 12 people and wounded dozens in Hodeidah."), "airstrike")
    assert toll(claim.killed) == [(12, None)]
    assert toll(claim.injured) == [(24, None)]


def test_one_act_for_two_places_is_a_claim_a_place(code: Coding) -> None:
    claims = [c for c in code("Both Goma and Bukavu were shelled on Monday.") if c.event_type == "shelling"]
    assert sorted(c.place.value.name for c in claims if c.place) == ["Bukavu", "Goma"]
    assert len({c.claim_id for c in claims}) == 2


FACTUALITY = [
    ("The army will withdraw its troops from Kidal.", "withdrawal", "planned"),
    ("The army withdrew its troops from Kidal.", "withdrawal", "happened"),
    ("The army is withdrawing its troops from Kidal.", "withdrawal", "ongoing"),
    ("The army has not withdrawn its troops from Kidal.", "withdrawal", "denied"),
    ("The army is expected to withdraw its troops from Kidal.", "withdrawal", "planned"),
    ("The troops were set to be withdrawn from Kidal by June.", "withdrawal", "planned"),
    ("Rebels may have shelled the town of Goma.", "shelling", "possible"),
    ("The ministry denied that its forces shelled Goma.", "shelling", "denied"),
    ("The rebels threatened to attack Goma.", "attack", "threatened"),
]


@pytest.mark.parametrize(("text", "event_type", "factuality"), FACTUALITY)
def test_factuality_follows_tense_modals_and_negation(
    code: Coding, text: str, event_type: str, factuality: str
) -> None:
    assert only(code(text), event_type).factuality.value == factuality


def test_a_movement_has_origin_destination_and_strength(code: Coding) -> None:
    claim = only(code("France moved 400 soldiers from Gao to Niamey on Tuesday."), "redeployment")
    assert claim.origin is not None and claim.origin.value.name == "Gao"
    assert claim.destination is not None and claim.destination.value.name == "Niamey"
    assert claim.strength is not None and claim.strength.value.low == 400
    assert names(claim.actors) == ["France"]


def test_a_posture_holds_on_the_publication_day(code: Coding) -> None:
    claim = only(code("Some 1,200 French troops are stationed in Chad."), "presence")
    assert claim.claim_class == "posture"
    assert claim.strength is not None and (claim.strength.value.low, claim.strength.value.high) == (1200, 1200)
    assert claim.occurred is not None and claim.occurred.value.start == date(2023, 5, 10)


def test_the_speaker_is_named(code: Coding) -> None:
    claim = only(code("Rebels shelled Goma on Monday, an army spokesman said."), "shelling")
    assert [a.value.speaker for a in claim.attribution] == ["army spokesman"]


def test_a_response_names_its_cause(code: Coding) -> None:
    claims = code("On Monday a drone strike killed a guard in Gaza. Militants responded with rocket fire on Sderot.")
    strike, fire = only(claims, "drone_strike"), only(claims, "rocket_attack")
    assert [c.value for c in fire.cause] == [strike.claim_id]


def test_an_ordinal_such_attack_is_a_tally(code: Coding) -> None:
    claims = code("A bomb went off in Kabul on Monday. It was the 12th such attack in three months.")
    tally = next(c for c in claims if c.claim_class == "tally")
    assert tally.number is not None and tally.number.value.low == 12


def test_the_attack_told_again_adds_its_toll_to_the_first(code: Coding) -> None:
    claims = code("Gunmen attacked a village near Djibo on Sunday. The attack killed nine people.")
    assert len(claims) == 1
    assert toll(claims[0].killed) == [(9, 9)]


def test_a_pronoun_stands_for_its_antecedent(code: Coding) -> None:
    claims = code("French troops arrived in Gao on Monday. They are stationed at the airport.")
    assert names(only(claims, "presence").actors) == ["France"]


TRAPS = [
    "Arsenal attacked from the start and their striker fired a shot over the bar after ten minutes.",
    "Shares were hit by a wave of selling and the index fell two percent, traders said.",
    "In the film, a hero kills the villain in the last scene while the audience cheers.",
    "The vaccine trains the immune system to attack the virus, doctors said.",
    "She suffered a heart attack at home on Monday.",
]


@pytest.mark.parametrize("text", TRAPS)
def test_words_of_war_in_other_worlds_are_no_claims(code: Coding, text: str) -> None:
    assert code(text) == []


def test_every_value_rests_on_words_of_the_text(code: Coding) -> None:
    text = "On May 3, rebels shelled Goma and killed at least 12 people, the army said."
    for claim in code(text):
        for evidence in (claim.trigger, *(e for k in claim.killed for e in k.evidence)):
            assert text[evidence.start : evidence.end] == evidence.quote


def test_a_noun_that_is_linked_to_what_it_describes_leads_nowhere(code: Coding) -> None:
    claim = only(code("The militia, the militia of the north, attacked the village of Bara."), "attack")
    assert [party.value.words for party in claim.actors][:1] == ["militia"]


def test_a_possessive_whose_owner_is_owned_by_its_own_noun_leads_nowhere(code: Coding) -> None:
    text = "Their group accuses the rival faction of the man known as Moussa, which denies it."
    claims = code(f"{text} Rebels shelled Goma.")
    assert names(only(claims, "shelling").actors) == ["Rebels"]


def test_a_toll_with_a_place_of_its_own_is_an_act(code: Coding) -> None:
    claims = code("In Odesa four people died. In Kharkiv three people were killed and 13 wounded.")
    assert [claim.place.value.name for claim in claims if claim.place] == ["Odesa", "Kharkiv"]

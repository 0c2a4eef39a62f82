"""Who did, underwent or told an act of which the grammar does not say it. All sentences are invented."""

from __future__ import annotations

from tests.conftest import Coding, names, only


def test_a_passive_act_is_done_by_those_who_acted_just_before(code: Coding) -> None:
    text = "Rebels of the Ituri Front attacked the village of Komanda on Monday. Thirty houses were burned down."
    claim = only(code(text), "property_destruction")
    assert names(claim.actors) == ["Ituri Front"]
    assert [party.rule for party in claim.actors] == ["party/scene"]


def test_who_is_far_off_or_unlikely_is_not_taken(code: Coding) -> None:
    text = "The Red Cross opened an office in Bunia. A bomb exploded in Beni on Friday."
    assert not only(code(text), "bombing").actors


def test_who_spoke_in_the_sentence_before_tells_what_follows(code: Coding) -> None:
    text = '"They came at dawn," a teacher in Komanda said. "Thirty houses were burned down."'
    claim = only(code(text), "property_destruction")
    assert ["teacher" in said.value.speaker for said in claim.attribution] == [True]


def test_every_party_rests_on_words_of_the_report(code: Coding) -> None:
    text = "Rebels of the Ituri Front attacked the village of Komanda on Monday. Thirty houses were burned down."
    for party in only(code(text), "property_destruction").actors:
        assert [text[words.start : words.end] for words in party.evidence] == [words.quote for words in party.evidence]
        assert 0 < party.confidence <= 1


def test_both_who_meet_are_actors(code: Coding) -> None:
    claim = only(code("Kenya's foreign minister met the president of Chad in Nairobi on Monday."), "talks")
    assert [party.value.country for party in claim.actors] == ["KEN", "TCD"]
    assert [party.value.country for party in claim.recipients] == ["TCD"]

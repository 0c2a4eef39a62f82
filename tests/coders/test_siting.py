"""What an act hit, held or handed over, by the things named near it. All sentences are invented."""

from __future__ import annotations

import pytest

from tests.conftest import Coding, only

CASES = [
    ("A bomb exploded outside the police barracks in Durban on Friday.", "bombing", "building"),
    ("A grenade was thrown into a snack bar in Bunia on Monday.", "grenade_attack", "building"),
    ("Soldiers burned eleven houses in Komanda on Monday.", "property_destruction", "building"),
    ("Rebels shot down a helicopter near Goma on Friday.", "interception", "aircraft"),
    ("Gunmen ambushed a supply column near Sake on Monday.", "attack", "convoy"),
]


@pytest.mark.parametrize(("text", "event_type", "kind"), CASES)
def test_the_thing_that_was_hit_is_the_site(code: Coding, text: str, event_type: str, kind: str) -> None:
    site = only(code(text), event_type).site
    assert site is not None
    assert site.value.kind == kind
    assert [text[words.start : words.end] for words in site.evidence] == [words.quote for words in site.evidence]
    assert 0 < site.confidence <= 1


def test_what_is_named_beside_an_act_of_words_is_no_site(code: Coding) -> None:
    assert (
        only(code("The minister condemned the killings in front of a hotel in Nairobi on Monday."), "condemnation").site
        is None
    )


def test_a_weapon_that_carries_the_act_is_no_site(code: Coding) -> None:
    assert only(code("A drone killed two men in Goma on Friday."), "drone_strike").site is None

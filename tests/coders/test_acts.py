"""What the engine says of a word stands beside what the codebook says of it. All sentences are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.codebook import Codebook, Trigger
from dateline.coders import clause
from dateline.coders.acts import known_type, likeliest
from dateline.records import Reading
from dateline.sentences import Act
from tests.conftest import Coding, Reader

TEXT = "Rebels shelled the town of Goma on Monday, the army said."


def without_acts(reading: Reading) -> Reading:
    return replace(reading, sentences=tuple(replace(one, acts=()) for one in reading.sentences))


def test_a_claim_says_whose_trigger_it_rests_on(code: Coding) -> None:
    assert {claim.rule for claim in code(TEXT)} == {"trigger/verb"}


def test_words_that_no_trigger_holds_are_claims_of_the_engine(code: Coding) -> None:
    claims = code("Shops in Gao stayed closed for a second day on Tuesday in protest at the killings.")
    assert [claim.rule for claim in claims if claim.event_type == "strike_action"] == ["act/verb"]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The gendarmes picked up two union men in Coban on Monday.", ["arrest"]),
        ("The council condemned the old bridge in Ghent as unsafe.", []),
    ],
)
def test_the_engine_overrules_what_a_trigger_asks_for_but_no_word_that_it_forbids(
    code: Coding, text: str, types: list[str]
) -> None:
    assert [claim.event_type for claim in code(text)] == types


def test_words_of_two_refinements_make_a_claim_of_what_both_refine(codebook: Codebook) -> None:
    acts = [Act(0, 0.9, (("shooting", 0.4), ("shelling", 0.4)), ())]
    assert known_type(codebook, acts) == "attack"
    assert known_type(codebook, [Act(0, 0.9, (("arrest", 0.3), ("talks", 0.3)), ())]) == ""


def test_the_likeliest_type_is_that_of_all_words_together() -> None:
    acts = [Act(0, 0.9, (("shelling", 0.5), ("attack", 0.3)), ()), Act(1, 0.8, (("attack", 0.6),), ())]
    assert likeliest(acts) == "attack"
    assert likeliest(acts, 0.7) == ""


def test_a_type_that_the_engine_was_not_taught_stays(reading_of: Reader, codebook: Codebook) -> None:
    entry = codebook.event_types["shelling"]
    own = replace(entry, name="burial", triggers=(Trigger("en", verbs=("bury",)),), refines=(), learned=False)
    book = replace(codebook, event_types={"burial": own, "shelling": entry})
    text = "Villagers buried the road near Goma on Monday while rebels shelled the town."
    claims = list(clause.code(without_acts(reading_of(text)), book))
    assert [claim.event_type for claim in claims] == ["burial"]

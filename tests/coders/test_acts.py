"""What the engine says of a word stands beside what the codebook says of it. All sentences are invented."""

from __future__ import annotations

from dataclasses import replace

from dateline.codebook import Codebook, Trigger
from dateline.coders import clause
from dateline.coders.acts import likeliest
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

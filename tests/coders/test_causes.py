"""Which act a report names as the reason of another, and what that says of its days."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Coding, only

CASES = [
    ("Soldiers shelled Goma after rebels attacked an army post in Sake.", "cause/clause", "after"),
    ("Soldiers shelled Goma in retaliation for a rebel attack in Sake.", "cause/clause", "retaliation"),
    ("Rebels attacked Sake on Monday. Soldiers shelled Goma in response.", "cause/response", "response"),
]


@pytest.mark.parametrize(("text", "rule", "word"), CASES)
def test_the_answer_names_the_act_that_it_answers(code: Coding, text: str, rule: str, word: str) -> None:
    claims = code(text)
    attack, shelling = only(claims, "attack"), only(claims, "shelling")
    (cause,) = shelling.cause
    assert (cause.value, cause.rule) == (attack.claim_id, rule)
    assert [evidence.quote for evidence in cause.evidence] == [word, attack.trigger.quote]
    assert attack.cause == ()


def test_an_answer_without_a_day_lies_between_its_cause_and_the_print(code: Coding) -> None:
    claims = code("Rebels attacked Sake on Monday. Soldiers shelled Goma in response.", "2023-05-10")
    occurred = only(claims, "shelling").occurred
    assert occurred is not None and occurred.rule == "time/after-cause"
    assert (occurred.value.start, occurred.value.end) == (date(2023, 5, 8), date(2023, 5, 10))


def test_acts_side_by_side_have_no_cause(code: Coding) -> None:
    claims = code("Gunmen attacked Jos on Monday and rebels shelled Goma on Tuesday.")
    assert [claim.cause for claim in claims] == [(), ()]


DEEDS = [
    ("Families left Sake on Monday after rebels shelled the village.", "displacement", "shelling"),
    ("Teachers in Bunia went on strike on Monday because soldiers arrested two colleagues.", "strike_action", "arrest"),
]


@pytest.mark.parametrize(("text", "effect", "reason"), DEEDS)
def test_no_act_of_force_need_stand_on_either_side(code: Coding, text: str, effect: str, reason: str) -> None:
    claims = code(text)
    assert [cause.value for cause in only(claims, effect).cause] == [only(claims, reason).claim_id]


def test_words_are_not_what_an_answer_answers(code: Coding) -> None:
    text = (
        "Rebels attacked an army post in Sake. Their spokesman condemned the talks. In response, soldiers shelled Goma."
    )
    claims = code(text)
    assert [cause.value for cause in only(claims, "shelling").cause] == [only(claims, "attack").claim_id]

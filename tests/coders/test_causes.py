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

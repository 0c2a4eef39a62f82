"""The time of an act whose own clause tells none: weighed among those near by, never taken from nowhere."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coders.timing import Weights, shipped_weights, weight_of
from tests.conftest import Coding, only

SATURDAY, MONDAY, TUESDAY, WEDNESDAY = date(2023, 5, 6), date(2023, 5, 8), date(2023, 5, 9), date(2023, 5, 10)
CARRIED = [
    ("Gunmen attacked a post near Boni on Monday. The attackers then abducted two nurses.", "abduction", MONDAY),
    ("On Tuesday soldiers raided a camp near Jos. Three herders were arrested.", "arrest", TUESDAY),
    ("Rebels shelled Goma on Tuesday. The foreign minister condemned them.", "condemnation", TUESDAY),
]
MARKS = st.sampled_from(sorted({*shipped_weights().alone, *shipped_weights().beside}))


@pytest.mark.parametrize(("text", "event_type", "day"), CARRIED)
def test_a_story_that_goes_on_keeps_its_day(code: Coding, text: str, event_type: str, day: date) -> None:
    occurred = only(code(text), event_type).occurred
    assert occurred is not None
    assert occurred.value.start is not None
    assert occurred.value.end is not None
    assert day <= occurred.value.start <= occurred.value.end <= WEDNESDAY


def test_the_words_and_the_likelihood_of_a_carried_time_are_told(code: Coding) -> None:
    occurred = only(code("On Monday rebels shelled Goma. They seized the airport."), "territory_seized").occurred
    assert occurred is not None
    assert occurred.evidence[0].quote == "Monday"
    assert shipped_weights().least <= occurred.confidence < 0.9


def test_without_any_recent_day_told_the_publication_is_no_answer(code: Coding) -> None:
    claims = code("Gunmen kidnapped three aid workers. In 2019 rebels shelled Goma.")
    assert only(claims, "abduction").occurred is None


def test_what_was_done_does_not_reach_behind_the_publication(code: Coding) -> None:
    occurred = only(code("Gunmen killed 40 farmers this year."), "killing").occurred
    assert occurred is not None
    assert occurred.value.end == WEDNESDAY


def test_a_plan_from_a_day_on_is_due_on_it(code: Coding) -> None:
    occurred = only(code("The army will withdraw its troops from Goma from 20 May."), "withdrawal").occurred
    assert occurred is not None
    assert (occurred.value.start, occurred.value.end) == (date(2023, 5, 20), date(2023, 5, 20))


@given(MARKS, st.lists(st.sampled_from(["noun", "told-as real", "family violence"]), unique=True))
def test_a_mark_weighs_what_it_does_alone_and_beside_each_mark_of_the_act(mark: str, about: list[str]) -> None:
    weights = shipped_weights()
    alone = weight_of(mark, (), weights)
    apart = [weight_of(mark, (other,), weights) - alone for other in about]
    assert weight_of(mark, tuple(about), weights) == pytest.approx(alone + sum(apart))


def test_marks_that_nobody_has_seen_weigh_nothing() -> None:
    assert weight_of("unseen", ("noun",), Weights({}, {}, 0.5)) == 0

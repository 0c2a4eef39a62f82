"""When: from the clause, else from what the report told just before, each by its rule."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.records import Claim
from tests.conftest import Coding, only

MONDAY, TUESDAY, WEDNESDAY = date(2023, 5, 8), date(2023, 5, 9), date(2023, 5, 10)
TIMES = [
    ("On Monday rebels shelled Goma, officials said on Tuesday.", "shelling", MONDAY, "time/time.day"),
    ("Gunmen attacked Jos on Monday and rebels shelled Goma on Tuesday.", "shelling", TUESDAY, "time/time.day"),
    ("On Monday rebels shelled Goma. They seized the airport.", "territory_seized", MONDAY, "time/scene"),
    ("05:40 Sirens in Goma. Rockets were fired from Sake.", "rocket_attack", WEDNESDAY, "time/entry"),
]


@pytest.mark.parametrize(("text", "event_type", "day", "rule"), TIMES)
def test_a_day_is_that_of_the_act_not_of_the_saying(
    code: Coding, text: str, event_type: str, day: date, rule: str
) -> None:
    occurred = only(code(text), event_type).occurred
    assert occurred is not None
    assert (occurred.value.start, occurred.value.end, occurred.rule) == (day, day, rule)


def test_what_is_not_told_stays_open_with_the_reason(code: Coding) -> None:
    claim: Claim = only(code("Gunmen kidnapped three aid workers."), "abduction")
    assert (claim.occurred, claim.place) == (None, None)
    assert dict(claim.notes).keys() >= {"occurred", "place"}


def test_what_went_on_since_a_dated_turn_lasts_from_it_to_the_publication(code: Coding) -> None:
    text = "More than 43,000 refugees have crossed into Sudan since the fighting began on 4 May."
    occurred = only(code(text, "2023-05-10"), "displacement").occurred
    assert occurred is not None
    assert (str(occurred.value.start), str(occurred.value.end)) == ("2023-05-04", "2023-05-10")


def test_a_weekday_that_cannot_be_worked_out_is_not_another_day(code: Coding) -> None:
    text = "Rebels shelled Mubi on 3 May 2022. A bomb killed two policemen in Yola last Saturday."
    assert only(code(text, None), "bombing").occurred is None

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

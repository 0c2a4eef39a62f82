"""When and where: from the clause, else from what the report told just before, each by its rule."""

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
PLACES = [
    ("Rebels shelled Goma, killing nine people and wounding 12.", "shelling", "Goma", "place/phrase"),
    ("On Monday rebels shelled Goma. They seized the airport.", "territory_seized", "Goma", "place/definite"),
    ("Envoys signed a truce in Jeddah. Rebels shelled Goma. Soldiers were shot.", "shooting", "Goma", "place/scene"),
    ("In reprisal for Mongbwalu, gunmen stopped a bus near Bunia and shot dead four passengers.", "shooting",
     "near Bunia", "place/phrase"),
    ("Lawmakers in Ankara imposed sanctions on Syria.", "sanction", "Ankara", "place/subject"),
]  # fmt: skip
NO_PLACE = [
    ("The two sides signed a truce in Jeddah. Gunmen shot two farmers.", "shooting"),
    ("Thousands fled to the village of Boni. Gunmen attacked the village of Xrea.", "attack"),
    ("Rebels attacked a Russian radar aircraft with a drone.", "drone_strike"),
]


@pytest.mark.parametrize(("text", "event_type", "day", "rule"), TIMES)
def test_a_day_is_that_of_the_act_not_of_the_saying(
    code: Coding, text: str, event_type: str, day: date, rule: str
) -> None:
    occurred = only(code(text), event_type).occurred
    assert occurred is not None
    assert (occurred.value.start, occurred.value.end, occurred.rule) == (day, day, rule)


@pytest.mark.parametrize(("text", "event_type", "name", "rule"), PLACES)
def test_a_place_tells_by_which_rule_it_was_found(
    code: Coding, text: str, event_type: str, name: str, rule: str
) -> None:
    place = only(code(text), event_type).place
    assert place is not None
    assert (place.value.name, place.rule) == (name, rule)


def test_what_is_not_told_stays_open_with_the_reason(code: Coding) -> None:
    claim: Claim = only(code("Gunmen kidnapped three aid workers."), "abduction")
    assert (claim.occurred, claim.place) == (None, None)
    assert dict(claim.notes).keys() >= {"occurred", "place"}


@pytest.mark.parametrize(("text", "event_type"), NO_PLACE)
def test_neither_a_signing_nor_an_owner_nor_another_village_tells_where_an_attack_was(
    code: Coding, text: str, event_type: str
) -> None:
    assert only(code(text), event_type).place is None

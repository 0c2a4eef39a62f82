from __future__ import annotations

import pytest

from dateline.merge import merge
from dateline.records import Claim, Party, Posture, TimeSpan
from tests.merge.invented_claims import (
    ARDA,
    BLUE,
    CALDA,
    CODEBOOK,
    GUNMEN,
    LAND,
    RED,
    RED_GUARD,
    base,
    claim,
    day,
    on,
    people,
    reports_of,
)


def ledger(*claims: Claim, **published: int | str | None) -> tuple[Posture, ...]:
    return merge(claims, reports_of(claims, published), [], CODEBOOK).postures


def rows(*claims: Claim, **published: int | str | None) -> list[str]:
    return [f"{row.force.name}, {row.place.name if row.place else None}: {row.status}"
            for row in ledger(*claims, **published)]  # fmt: skip


def present(name: str, force: Party = RED, **fields: object) -> Claim:
    return claim(name, "presence", claim_class="posture", factuality="ongoing", actors=(force,), place=ARDA, **fields)


def leaves(name: str, word: str = "happened", **fields: object) -> Claim:
    return claim(name, "withdrawal", factuality=word, actors=(RED,), origin=ARDA, **fields)


@pytest.mark.parametrize(
    ("kind", "field", "word", "status"),
    [
        ("withdrawal", "origin", "happened", "withdrawn"),
        ("withdrawal", "origin", "ongoing", "withdrawing"),
        ("withdrawal", "origin", "planned", "to_be_withdrawn"),
        ("handover", "place", "ongoing", "handed_over"),
        ("handover", "place", "planned", "to_be_withdrawn"),
        ("deployment", "destination", "happened", "arriving"),
        ("deployment", "destination", "planned", "arriving"),
        ("presence", "place", "happened", "present"),
    ],
)
def test_the_type_and_its_factuality_give_the_status(kind: str, field: str, word: str, status: str) -> None:
    assert rows(claim("r1.1", kind, factuality=word, actors=(RED,), **{field: ARDA})) == [f"Red Army, Arda: {status}"]


@pytest.mark.parametrize("word", ["threatened", "possible", "denied"])
def test_what_is_threatened_hedged_or_denied_makes_no_row(word: str) -> None:
    assert rows(leaves("r1.1", word)) == []


def test_without_a_force_or_a_place_there_is_no_row() -> None:
    assert rows(claim("r1.1", "withdrawal", origin=ARDA), claim("r2.1", "withdrawal", actors=(RED,))) == []


def test_violence_makes_no_row() -> None:
    assert rows(claim("r1.1", actors=(RED,), place=ARDA)) == []


def test_the_latest_print_wins() -> None:
    assert rows(present("r1.1"), leaves("r2.1"), r1=0, r2=3) == ["Red Army, Arda: withdrawn"]
    assert rows(present("r1.1"), leaves("r2.1"), r1=3, r2=0) == ["Red Army, Arda: present"]


def test_within_a_report_a_coming_departure_says_more_than_the_presence() -> None:
    (row,) = ledger(present("r1.1", strength=people(200)), leaves("r1.2", "planned", occurred=on(0, 40)))
    assert (row.status, row.valid, row.as_of) == ("to_be_withdrawn", TimeSpan(day(0), day(40), "range"), day(0))
    assert row.strength == people(200)
    assert row.claims == ("r1.2", "r1.1")


def test_a_force_of_which_a_part_leaves_is_still_there() -> None:
    claims = present("r1.1", strength=people(5000)), leaves("r1.2", strength=people(400))
    assert rows(*claims) == ["Red Army, Arda: present"]


def test_a_plan_called_off_is_struck_out() -> None:
    assert rows(leaves("r1.1", "planned"), leaves("r2.1", "denied"), r1=0, r2=5) == []
    assert rows(present("r0.1"), leaves("r1.1", "planned"), leaves("r2.1", "denied"), r0=0, r1=1, r2=5) == [
        "Red Army, Arda: present"
    ]


def test_who_leaves_for_another_place_arrives_there() -> None:
    moved = claim("r1.1", "redeployment", factuality="ongoing", actors=(RED,), origin=ARDA, destination=CALDA)
    assert rows(moved) == ["Red Army, Arda: withdrawing", "Red Army, Calda: arriving"]


def test_a_country_is_a_place_beside_its_towns_and_takes_no_site() -> None:
    wide = claim("r1.2", "withdrawal", actors=(RED,), origin=LAND, site=base("bases"))
    here, there = ledger(wide, present("r1.1", site=base()))
    assert (here.place, here.site, there.place, there.site) == (LAND, None, ARDA, base())


def test_a_force_without_an_id_shares_the_row_of_the_only_one_it_can_be() -> None:
    soldiers = Party("Red soldiers", None, "XAA", "MIL", "Red soldiers")
    assert rows(present("r1.1", soldiers), present("r2.1")) == ["Red Army, Arda: present"]
    assert len(rows(present("r1.1", soldiers), present("r2.1"), present("r3.1", RED_GUARD))) == 3


def test_an_unnamed_force_has_a_row_of_its_own() -> None:
    assert rows(present("r1.1", GUNMEN), present("r2.1")) == ["Red Army, Arda: present", "gunmen, Arda: present"]


def test_two_forces_at_one_place_are_two_rows() -> None:
    assert rows(present("r1.1"), present("r2.1", BLUE)) == ["Blue Front, Arda: present", "Red Army, Arda: present"]


def test_what_is_told_without_an_end_is_valid_without_one() -> None:
    (row,) = ledger(present("r1.1"), present("r2.1", strength=people(300)), r1=0, r2=4)
    assert (row.valid, row.as_of, row.claims) == (TimeSpan(day(0), None, "range"), day(4), ("r1.1", "r2.1"))


def test_a_presence_told_of_the_past_ends_there() -> None:
    (row,) = ledger(present("r1.1", occurred=on(-60)))
    assert (row.status, row.valid) == ("present", TimeSpan(day(-60), day(-60), "day"))


def test_an_undated_report_gives_a_row_without_dates() -> None:
    (row,) = ledger(present("r1.1"), r1=None)
    assert (row.valid, row.as_of) == (TimeSpan(None, None, "range"), None)
    assert {span.report_id for span in row.evidence} == {"r1"}

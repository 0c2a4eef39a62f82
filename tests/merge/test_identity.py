from __future__ import annotations

import pytest

from dateline.merge.identity import Tie, closest, identify, register, tie
from dateline.records import Party
from tests.merge.invented_claims import BLUE, CODEBOOK, GUNMEN, RED, RED_GUARD

KNOWN = register(CODEBOOK)


def named(name: str, country: str | None = None, sector: str | None = None) -> Party:
    return Party(name, None, country, sector, name)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (RED, RED, Tie.SAME),
        (RED, RED_GUARD, Tie.KIN),
        (RED, BLUE, Tie.UNLIKE),
        (BLUE, named("the Blue Front"), Tie.SAME),
        (GUNMEN, GUNMEN, Tie.ALIKE),
        (GUNMEN, BLUE, Tie.OPEN),
        (named("Aland officials", "XAA", "GOV"), named("Aland", "XAA"), Tie.SAME),
        (named("officials", "XAA"), named("soldiers", "XAA", "MIL"), Tie.KIN),
        (named("rebels", "XAA", "REB"), named("soldiers", "XAA", "MIL"), Tie.OPEN),
        (named("soldiers", "XAA"), named("rebels", "XBB"), Tie.UNLIKE),
    ],
)
def test_how_two_parties_stand_to_each_other(one: Party, other: Party, expected: Tie) -> None:
    pair = identify(one, KNOWN), identify(other, KNOWN)
    assert (tie(*pair), tie(*reversed(pair))) == (expected, expected)


def test_of_two_sides_the_closest_tie_counts_and_an_unknown_side_is_open() -> None:
    red, blue = identify(RED, KNOWN), identify(BLUE, KNOWN)
    assert (closest([red, blue], [blue]), closest([red], [])) == (Tie.SAME, Tie.OPEN)

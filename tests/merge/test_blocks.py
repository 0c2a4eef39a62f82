from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.merge.blocks import candidate_pairs
from dateline.merge.likeness import LINK, likeness
from dateline.merge.profiles import make_profiles
from dateline.records import Claim, Place
from tests.merge.invented_claims import BLUE, CODEBOOK, LAND, NORTH, RED, claim, on, people, reports_of


def town(lat: float, lon: float) -> Place:
    return Place(f"town {lat} {lon}", "XAA", None, lat, lon, 8.0, "town", f"t:{lat}:{lon}")


PLACES = st.one_of(
    st.builds(town, st.floats(30.5, 31.5), st.floats(-180, -179.5) | st.floats(179.5, 179.9) | st.floats(10, 10.5)),
    st.sampled_from([LAND, NORTH]),
)
DAYS = st.one_of(
    st.builds(on, st.integers(-3, 3)), st.builds(lambda a, n: on(a, a + n), st.integers(-9, 3), st.integers(0, 9))
)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    found = []
    for i in range(draw(st.integers(2, 8))):
        fields = {name: draw(values) for name, values in (("place", PLACES), ("occurred", DAYS)) if draw(st.booleans())}
        sides = {"actors": (draw(st.sampled_from([RED, BLUE])),), "killed": (people(11),)}
        found.append(claim(f"r{i}.1", draw(st.sampled_from(["rocket_attack", "attack"])), **fields, **sides))
    return found


@settings(max_examples=200, deadline=None)
@given(claims(), st.lists(st.sampled_from([None, 0, 2, 5]), min_size=8, max_size=8))
def test_no_pair_that_would_link_is_left_out(several: list[Claim], published: list[int | None]) -> None:
    dates = {f"r{i}": day for i, day in enumerate(published)}
    profiles = make_profiles(several, reports_of(several, dates), CODEBOOK)
    pairs = set(candidate_pairs(profiles))
    for i, j in combinations(range(len(profiles)), 2):
        found = likeness(profiles[i], profiles[j])
        assert found.apart or found.score < LINK or (i, j) in pairs


def test_places_and_days_far_apart_are_never_compared() -> None:
    several = [claim(f"r{i}.1", place=town(31, 10 + 2 * i), occurred=on(5 * i)) for i in range(50)]
    assert candidate_pairs(make_profiles(several, reports_of(several), CODEBOOK)) == []

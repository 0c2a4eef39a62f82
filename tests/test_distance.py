"""Distances on the globe: known ones, and what holds of any two points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.distance import EARTH_KM, KM_A_DEGREE, km_between

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (1, 0), KM_A_DEGREE),
        ((0, 179.5), (0, -179.5), KM_A_DEGREE),
        ((33.3, 44.4), (36.3, 43.1), 354),  # Baghdad and Mosul
        ((90, 0), (-90, 0), EARTH_KM * 1.5708),
    ],
)
def test_known_distances(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    assert km_between(*one, *other) == pytest.approx(km, rel=0.01)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_the_same_both_ways(lat: float, lon: float, other_lat: float, other_lon: float) -> None:
    there, back = km_between(lat, lon, other_lat, other_lon), km_between(other_lat, other_lon, lat, lon)
    assert there == pytest.approx(back, abs=0.01)

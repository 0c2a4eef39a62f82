"""How far apart two points of the globe lie, taken as a sphere."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 12742  # the mean diameter
KM_A_DEGREE = 111.2  # of latitude


def km_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres along the great circle between two points given in degrees."""
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return EARTH_KM * asin(sqrt(chord))

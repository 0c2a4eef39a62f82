"""Whether two places can be one: by gazetteer entry, by distance against their radii, by what contains what."""

from __future__ import annotations

from functools import lru_cache

from dateline.distance import km_between
from dateline.gazetteer import fold
from dateline.merge.findings import Finding
from dateline.records import Place

SAME_POINT = 2.0
FAR_KM = 30  # beyond both radii by more than this, two points are two places
POINTS = ("site", "town")  # of these, two with different names are two places, however near
FINE = ("site", "town", "near")
FINE_DISTRICT_KM = 50


def is_fine(place: Place) -> bool:
    """Whether a place is a point, or so small that it says where, not only in which region."""
    if place.lat is None or place.lon is None:
        return False
    return place.precision in FINE or (place.precision == "district" and (place.radius_km or 0) <= FINE_DISTRICT_KM)


def _km_apart(one: Place, other: Place) -> float | None:
    """Kilometres between two places, or None where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return km_between(one.lat, one.lon, other.lat, other.lon)


@lru_cache(maxsize=200_000)
def compare_places(one: Place, other: Place) -> Finding:
    """What two places say about two claims being of one occurrence."""
    if "country" in (one.precision, other.precision):
        return _by_country(one, other)
    if one.gazetteer_id and one.gazetteer_id == other.gazetteer_id and one.precision == other.precision:
        return Finding(SAME_POINT if is_fine(one) else 0.8, "same place")
    distance = _km_apart(one, other)
    if distance is None:
        return _by_name(one, other)
    slack = (one.radius_km or 0) + (other.radius_km or 0)
    words = f"{distance:.0f} km apart"
    if distance > slack + FAR_KM:
        return Finding(0, words, apart=True)
    if is_fine(one) and is_fine(other):
        return Finding(_points(one, other, distance, slack), words)
    return Finding(0.4 if distance <= slack + 10 else -0.5, words)


def fits(one: Place, other: Place) -> bool:
    """Whether both places can be right."""
    finding = compare_places(one, other)
    return not finding.apart and finding.points >= 0


def _points(one: Place, other: Place, distance: float, slack: float) -> float:
    if one.precision == other.precision and one.precision in POINTS and distance > 3 and not _same_name(one, other):
        return -2.0
    if distance <= 5:
        return 1.7
    if distance <= slack:
        return 1.2
    return 0.3 if distance <= slack + 10 else -1.0


def _by_country(one: Place, other: Place) -> Finding:
    if one.country and other.country and one.country != other.country:
        return Finding(0, "in different countries", apart=True)
    if not one.country or not other.country:
        return Finding(0, "")
    return Finding(0.3, "same country")


def _by_name(one: Place, other: Place) -> Finding:
    if one.country and other.country and one.country != other.country:
        return Finding(0, "in different countries", apart=True)
    return Finding(1.5, "place of the same name") if _same_name(one, other) else Finding(0, "")


def _same_name(one: Place, other: Place) -> bool:
    return fold(one.name) == fold(other.name)

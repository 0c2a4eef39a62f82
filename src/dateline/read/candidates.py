"""What speaks for each place that a name may mean; the units are powers of ten of population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Protocol

from dateline.distance import km_between
from dateline.gazetteer import Entry, fold, plain
from dateline.read.names import Name
from dateline.read.place_words import PlaceWords

# How well known a place of each kind is, towns going by their population.
STANDING = {"country": 9.0, "sea": 7.0, "region": 5.0, "province": 5.4, "district": 4.9, "site": 4.2, "airfield": 2.4}
PROVINCE_OFF, DISTRICT_OFF, LEAST_DISTRICT = 0.9, 1.2, 3.0
CURATED_TOWN, CURATED_DISTRICT, UNCOUNTED = 3.6, 4.2, 1_000
CURATED = "region:"  # how the ids of the codebook's own places begin
# How exactly the entry bears the name: letter by letter, but for spelling, as its first or last words, or otherwise.
EXACT, FOLDED, BEGUN, LOOSE_AND_SHORT = 1.0, 0.8, 0.6, -0.5
# What a country that fills the report gives its places, the whole of it to those of 100,000 people and more.
COUNTRY_WEIGHT, FULLY_KNOWN = 3.2, 5.0
# Beside a larger place that holds it or does not; beside a smaller one that it holds and that is worth mention.
HELD, NOT_HELD, HOLDING, HELD_STANDING = 6.0, -2.0, 3.0, 4.0
BY_NEARNESS = -1.0  # where it lies near the middle of a province but is counted to another
# A province named as its seat is, or as a sea; a town that is the capital of its country.
SEATED, SEAT, LEAST_SEAT, LIKE_A_SEA, CAPITAL = -1.9, 10_000, 3_000, -5.0, 1.4
# In a list with places of its kind, and once more for its country; a country with a province of its name elsewhere.
LISTED, CLEAR, NAMESAKE = 1.0, 1.0, -1.4
# In a list of countries, or of provinces of one country.
IN_SERIES = 3.0
# A lesser place that only by another spelling bears the name of a country.
LIKE_A_COUNTRY, WIDE = -4.0, ("country", "province", "region")
# Of the kind that a noun beside the name asks for, or of another.
HINTED, SAME_KIND, UNHINTED = 5.0, 1.2, -1.5
SUITABLE = {
    "site": ("site", "airfield"),
    "province": ("province", "region", "district"),
    "district": ("district", "province", "town"),
    "town": ("town", "district"),
    "sea": ("sea",),
    "water": ("region", "sea"),
}


def distance_km(one: Entry, other: Entry) -> float:
    """Kilometres between the middles of two entries."""
    return km_between(one.lat, one.lon, other.lat, other.lon)


class InSeries(Protocol):
    """What a list holds."""

    def holds(self, entry: Entry, /) -> bool:
        """Whether a place fits in."""


@dataclass(frozen=True, slots=True)
class Around:
    """The names beside all mentions of one name: larger places, smaller ones, and those in a list with it.

    `series` is what the list of this one mention holds, where it is of one kind.
    """

    holders: Sequence[Name] = ()
    inner: Sequence[Name] = ()
    peers: Sequence[Name] = ()
    series: InSeries | None = None


def score_entries(
    name: Name, around: Around, votes: Mapping[str, float], words: PlaceWords
) -> list[tuple[float, Entry]]:
    """What speaks for each candidate, the best first."""
    scores = []
    nations = any(entry.kind == "country" for entry in name.entries)
    borne = any(plain(entry.name) == plain(name.words) for entry in name.entries)
    peers = [best for peer in around.peers if (best := plain_meaning(peer))]
    for entry in name.entries:
        known = standing(entry)
        points = known + likeness(entry, name) + _suits(entry, name.hint)
        points += COUNTRY_WEIGHT * votes.get(entry.country or "", 0.0) * min(1.0, known / FULLY_KNOWN)
        points += _held(entry, around.holders)
        points += HOLDING if any(_holds_known(entry, small) for small in around.inner) else 0.0
        points += max((_listed(entry, peer) for peer in peers), default=0.0)
        points += IN_SERIES if around.series is not None and around.series.holds(entry) else 0.0
        points += CAPITAL if _is_capital(entry, words) and not (borne and likeness(entry, name) <= 0) else 0.0
        points += _rivalled(entry, name) if name.hint is None and entry.kind in ("province", "district") else 0.0
        points += _namesake(entry, name, peers, votes) if entry.kind == "country" else 0.0
        points += LIKE_A_COUNTRY if nations and entry.kind not in WIDE and fold(entry.name) != name.key else 0.0
        scores.append((points, entry))
    return sorted(scores, key=lambda pair: -pair[0])


def _is_capital(entry: Entry, words: PlaceWords) -> bool:
    return entry.kind == "town" and (entry.country, plain(entry.name)) in words.capitals


def standing(entry: Entry) -> float:
    """How well known the place is, in powers of ten of population: wide regions stand above narrow ones."""
    if entry.kind == "region":
        return STANDING["region"] + log10(max(entry.radius_km, 1.0))
    if entry.kind == "province":
        return max(STANDING["province"], log10(max(entry.population, 1)) - PROVINCE_OFF)
    if entry.kind == "district":
        least = CURATED_DISTRICT if entry.id.startswith(CURATED) else LEAST_DISTRICT
        return min(STANDING["district"], max(least, log10(max(entry.population, 1)) - DISTRICT_OFF))
    if entry.kind in STANDING:
        return STANDING[entry.kind]
    curated = not entry.id.startswith("geonames:")
    return max(log10(entry.population if entry.population > 0 else UNCOUNTED), CURATED_TOWN if curated else 0.0)


def likeness(entry: Entry, name: Name) -> float:
    """How exactly the entry bears the name."""
    if entry.kind == "country" or plain(entry.name) == plain(name.words):
        return EXACT
    own, key = fold(entry.name), name.key
    if own == key or entry.kind in ("province", "region", "sea", "site", "district"):
        return FOLDED
    if own.startswith(f"{key} ") or own.endswith(f" {key}"):
        return BEGUN
    return LOOSE_AND_SHORT if len(key) <= 4 else 0.0


def _suits(entry: Entry, hint: str | None) -> float:
    if hint is None:
        return 0.0
    if entry.kind in SUITABLE[hint]:
        return HINTED + (SAME_KIND if entry.kind == hint else 0.0)
    return UNHINTED if entry.kind in ("country", "region", "sea") or hint in ("town", "province", "site") else 0.0


def _held(entry: Entry, holders: Sequence[Name]) -> float:
    """What the larger places beside a name make of a candidate; several mentions of them count once."""
    if not holders:
        return 0.0
    inside = sum(lies_in(entry, holder) for holder in holders)
    if 2 * inside < len(holders):
        return NOT_HELD
    named = any(entry.admin1 in (outer.name, None) for holder in holders for outer in holder.entries)
    return HELD if named or entry.kind != "town" else HELD + BY_NEARNESS


def _listed(entry: Entry, peer: Entry) -> float:
    """What a place in a list with it makes of a candidate: lists hold places of one kind, and often of one country."""
    if peer.kind != entry.kind:
        return 0.0
    return LISTED + (LISTED if entry.kind != "country" and peer.country == entry.country else 0.0)


def plain_meaning(name: Name) -> Entry | None:
    """What a name means by itself; None where two of its meanings come near each other."""
    ranked = sorted(name.entries, key=lambda entry: -standing(entry) - likeness(entry, name))
    points = [standing(entry) + likeness(entry, name) for entry in ranked[:2]]
    return ranked[0] if ranked and (len(points) < 2 or points[0] - points[1] >= CLEAR) else None


def _namesake(country: Entry, name: Name, peers: Sequence[Entry], votes: Mapping[str, float]) -> float:
    """What a country loses to a province of its name in another country, if the report speaks of that one alone."""
    if votes.get(country.country or "", 0.0) > 0.0 or any(_listed(country, peer) for peer in peers):
        return 0.0
    others = (e.country for e in name.entries if is_namesake(e, name) and e.country != country.country)
    return NAMESAKE * max((votes.get(other or "", 0.0) for other in others), default=0.0)


def is_namesake(entry: Entry, name: Name) -> bool:
    """Whether the entry is a province that bears the name itself, not by another of its names."""
    return entry.kind == "province" and fold(entry.name) == name.key


def lies_in(entry: Entry, holder: Name) -> bool:
    """Whether an entry lies in one of the places that the name of a larger one may mean."""
    return any(_holds(outer, entry) for outer in holder.entries if outer.id != entry.id)


def _holds(outer: Entry, inner: Entry) -> bool:
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.kind == "province":
        return inner.kind not in ("country", "province") and is_in_province(inner, outer)
    if outer.kind in ("region", "district"):
        reach = 1.1 * outer.radius_km + inner.radius_km
        return inner.kind not in ("country", "region") and distance_km(outer, inner) < reach
    return False


def _holds_known(outer: Entry, inner: Name) -> bool:
    return any(_holds(outer, entry) and standing(entry) > HELD_STANDING for entry in inner.entries)


def _rivalled(province: Entry, name: Name) -> float:
    """What a province loses, named without its kind, to a sea or to a town of its own that bears the same name."""
    if any(entry.kind == "sea" for entry in name.entries):
        return LIKE_A_SEA
    if any(e.kind == "province" and e.id != province.id and is_in_province(province, e) for e in name.entries):
        return SEATED  # the wider division of the same name
    seats = (e for e in name.entries if e.kind == "town" and is_in_province(e, province))
    own_name = (name.key, fold(province.name))
    return SEATED if any(e.population >= (LEAST_SEAT if fold(e.name) in own_name else SEAT) for e in seats) else 0.0


def is_in_province(entry: Entry, province: Entry) -> bool:
    """Whether an entry lies in a province: by its division's name, else by distance."""
    divisions = (entry.admin1,) if province.admin1 == province.name else (entry.admin1, entry.admin2)
    near = distance_km(province, entry) < 1.2 * province.radius_km
    return province.country == entry.country and (province.name in divisions or near)

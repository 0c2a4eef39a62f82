"""Pairs of claims worth comparing: of one realm and family, near in time, and near in place or tied by a party.

A claim stands in one block for each map cell that it may lie in, for its countries, its parties and its report; each
block is swept once in the order of days. The cost is almost linear: quadratic only in what one place tells of one day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import cos, floor, radians

from dateline.distance import KM_A_DEGREE
from dateline.merge.profiles import FIRST, LAST, PRINT_DAYS, Profile
from dateline.merge.whereabouts import FAR_KM, is_fine
from dateline.records import Place

OPEN_DAYS = 31  # how far an interval that is open at one end is followed beyond the other

Key = tuple[str, ...]
CELL, COUNTRY, PARTY, REPORT = "cell", "country", "party", "report"


def candidate_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """The pairs of indices into `profiles` that are worth comparing, each once, in order."""
    windows = {i: _window(profile) for i, profile in enumerate(profiles)}
    fine = [any(map(is_fine, profile.places.values())) for profile in profiles]
    blocks: dict[Key, list[int]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        for key in set(_keys(profile)):
            blocks[(*key, profile.realm, profile.family)].append(i)
    found: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        for i, j in _sweep(members, windows):
            if _belongs(key[0], profiles[i], profiles[j], fine[i] and fine[j]):
                found.add((i, j) if i < j else (j, i))
    return sorted(found)


def near_in_time(members: Sequence[int], profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """The pairs of `members` that are not too far apart in time to be one."""
    return _sweep(members, {i: _window(profiles[i]) for i in members})


def _belongs(kind: str, one: Profile, other: Profile, fine: bool) -> bool:
    """Whether this kind of block is the one to find the pair: countries and parties serve what has no finer place."""
    if kind == COUNTRY:
        return not fine
    return kind != PARTY or not (one.places and other.places)


def _sweep(members: Sequence[int], windows: Mapping[int, tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pairs whose windows overlap or lie a day apart."""
    ordered = sorted(members, key=lambda i: (windows[i], i))
    for at, i in enumerate(ordered):
        for j in ordered[at + 1 :]:
            if windows[j][0] > windows[i][1] + 1:
                break
            yield i, j


def _window(profile: Profile) -> tuple[int, int]:
    if profile.span is None:
        return (FIRST, LAST) if profile.day is None else (profile.day - PRINT_DAYS, profile.day + PRINT_DAYS)
    start, end = profile.span
    if end == LAST:
        end = max(start + OPEN_DAYS, profile.day or start)
    return (end - OPEN_DAYS if start == FIRST else start), end


def _keys(profile: Profile) -> Iterator[Key]:
    yield REPORT, profile.claim.report_id
    for place in profile.places.values():
        if is_fine(place):
            for row, column in _cells(place):
                yield CELL, str(row), str(column)
        if place.country:
            yield COUNTRY, place.country
    for identity in (*profile.actors, *profile.recipients):
        yield PARTY, identity.id or " ".join(sorted(identity.words))


def _cells(place: Place) -> Iterator[tuple[int, int]]:
    """The one-degree cells that a place may lie in; two places not too far apart to be one share a cell."""
    if place.lat is None or place.lon is None:
        return
    reach = ((place.radius_km or 0) + FAR_KM / 2) / KM_A_DEGREE
    wide = min(reach / max(cos(radians(place.lat)), 0.05), 180.0)
    for row in range(floor(place.lat - reach), floor(place.lat + reach) + 1):
        for column in range(floor(place.lon - wide), floor(place.lon + wide) + 1):
            yield row, (column + 180) % 360

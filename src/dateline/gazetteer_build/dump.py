"""Reads a dump of GeoNames line by line: https://download.geonames.org/export/dump/readme.txt has its columns."""

from __future__ import annotations

import csv
import zipfile
import zlib
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from dateline.errors import GazetteerError

Progress = Callable[[int, int], None]
FEATURES = Path(__file__).parent / "features.csv"
COLUMNS = 19
HEADER = b"geonameid"  # the first cell of a line of headings, which GeoNames' own dumps lack and others put in
LONGEST = 1 << 20  # bytes of a line: the longest of the dump has some ten thousand
MANY_FLAWS = 100  # with fewer good lines than bad ones by then, the file is something else
TELL_EVERY = 20_000


@dataclass(frozen=True, slots=True)
class Feature:
    """What becomes of a feature code: a kind of the gazetteer and a radius, None where it goes by population.

    A name of fewer words than `words` is none that such a place answers to.
    """

    kind: str
    radius_km: float | None
    words: int


@dataclass(frozen=True, slots=True)
class Place:
    """One line: `feature` is class and code ("P.PPL"), `country` ISO 3166 alpha-2, `area` country, admin1 and admin2.

    `names` are its name, that in ASCII and all other names, in any script.
    """

    id: int
    feature: str
    names: tuple[str, ...]
    country: str
    area: tuple[str, str, str]
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line that cannot be read, counted from 1, and why."""

    line: int
    reason: str


def read_features() -> dict[str, Feature]:
    """The feature codes that go into the gazetteer, from features.csv."""
    with FEATURES.open(encoding="utf-8", newline="") as file:
        rows = [(row["feature"], row["kind"], row["radius_km"], row["words"]) for row in csv.DictReader(file)]
    return {code: Feature(kind, float(km) if km else None, int(words)) for code, kind, km, words in rows}


def read_dump(path: Path, features: Collection[str], progress: Progress | None = None) -> Iterator[Place | Flaw]:
    """The places of those features, and a flaw for every line that is none of the dump's, in the order of the file.

    `progress` is told bytes done, of how many. Raises GazetteerError where the file is no dump of GeoNames.
    """
    good, flaws, first, done = 0, 0, "it is empty", 0
    wanted = {tuple(feature.encode().split(b".")) for feature in features}
    with _opened(path) as (file, size):
        for number, line in enumerate(iter(partial(file.readline, LONGEST), b""), 1):
            done += len(line)
            if progress and number % TELL_EVERY == 0:
                progress(done, size)
            cells = line.removeprefix(BOM_UTF8).rstrip(b"\r\n").split(b"\t")
            if cells == [b""] or cells[0] == HEADER:
                continue
            if len(cells) == COLUMNS and cells[0].isdigit():
                good += 1
                if (cells[6], cells[7]) not in wanted:
                    continue
            found = _read(cells, number)
            if isinstance(found, Flaw):
                first = first if flaws else f"line {number}: {found.reason}"
                flaws += 1
                if flaws >= MANY_FLAWS and good < flaws:
                    break
            yield found
    if good < flaws or not good:
        raise GazetteerError(f"{path}: no dump of GeoNames: {first}")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The text of the dump, unpacked where it is a zip file, and its length in bytes."""
    if path.suffix.lower() != ".zip" and not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file, path.stat().st_size
        return
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member(path, archive)
            with archive.open(member) as file:
                yield file, member.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise GazetteerError(f"{path}: cannot be unpacked: {error}") from error


def _member(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The file of the archive that bears its name, as in GeoNames' own, else its one text."""
    texts = [one for one in archive.infolist() if one.filename.lower().endswith(".txt")]
    named = [one for one in texts if one.filename == f"{path.stem}.txt"] or texts
    if len(named) != 1:
        raise GazetteerError(f"{path}: no dump of GeoNames: it should hold {path.stem}.txt")
    return named[0]


def _read(cells: list[bytes], number: int) -> Place | Flaw:
    if len(cells) != COLUMNS:
        return Flaw(number, f"{len(cells)} columns parted by tabs, not {COLUMNS}")
    try:
        return _place([cell.decode() for cell in cells])
    except UnicodeDecodeError:
        return Flaw(number, "bytes that are not UTF-8")
    except ValueError as error:
        return Flaw(number, str(error))


def _place(cells: list[str]) -> Place:
    ident, name, ascii_name, others, *_ = cells
    try:
        lat, lon, people = float(cells[4]), float(cells[5]), int(cells[14] or 0)
    except ValueError:
        raise ValueError(f"no numbers: latitude {cells[4]}, longitude {cells[5]}, population {cells[14]}") from None
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"{cells[4]}, {cells[5]} is no point of the globe")
    if not (ident.isdecimal() and int(ident) < 1 << 40 and 0 <= people < 1 << 40):
        raise ValueError(f"id {ident} or population {people} is out of range")
    if not name.strip():
        raise ValueError("no name")
    names = (name, *filter(None, (ascii_name, *others.split(","))))
    area = cells[8], cells[10], cells[11]
    return Place(int(ident), f"{cells[6]}.{cells[7]}", names, cells[8], area, lat, lon, people)

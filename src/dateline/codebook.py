"""A codebook folder, read and checked into one frozen `Codebook`.

    codebook.toml            id, version, licence, scope
    event_types/*.toml       one file a type: definition, roles, triggers, peers' codes, examples
    languages/<iso>/*.toml   one folder a language, one file a subject (times, cues, counts, zones ...)
    countries.csv  actors.csv  bases.csv  weapons.toml  sites.toml  people.toml  events.toml

Political scientists own these files; the program knows no name that stands in them.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import CodebookError

CORE = Path(__file__).parent / "codebooks" / "core"
ROLES = (
    "actor", "recipient", "force", "site", "place", "origin", "destination", "weapon", "content", "speaker", "none",
)  # fmt: skip
KINDS = ("person", "force", "group", "state", "organisation", "place", "site", "weapon", "vehicle", "event", "other")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name an event type, with the roles of what hangs on them and the conditions under which they do.

    `subject`, `object` and `of` name the role of the doer in grammar, of its object, and of a noun's "of" phrase.
    Conditions are the kinds that subject or object must have (`*_kinds`), and the prepositions one of which must
    follow (`with_any`, what follows it being of `where_kinds`). `effect` is the count that the object fills (killed,
    injured, captured, displaced). `without` are words near by that kill the reading.
    `weak` words are triggers only beside a weapon, a toll or an armed party.
    """

    language: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    subject: str = "actor"
    object: str = "recipient"
    of: str = "recipient"
    subject_kinds: tuple[str, ...] = ()
    object_kinds: tuple[str, ...] = ()
    of_kinds: tuple[str, ...] = ()
    with_any: tuple[str, ...] = ()
    where_kinds: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    passive: bool | None = None
    effect: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the claims of this type that a careful coder takes from it; `claims` may be empty."""

    text: str
    published: str | None
    claims: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class EventType:
    """One entry of the codebook: what counts, how it is worded, and its place in the peers' schemes.

    `borderline` has cases on which careful coders differ, with what is decided.
    `yields` is True where the word is no claim beside the act that it speaks of (a denied act is one claim).
    `learned` is True where the shipped engine was taught the type: triggers in which it sees no claim make none.
    `mutual` is True where all who take part do it, whichever of them the words make the object.
    `claims_content` is False where what is said with the word is no claim of its own (what is demanded).
    """

    name: str
    claim_class: str
    family: str
    on_map: bool
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    roles: Mapping[str, str]
    triggers: tuple[Trigger, ...]
    peers: Mapping[str, Mapping[str, str]]
    examples: tuple[Example, ...]
    refines: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    borderline: tuple[str, ...] = ()
    status: str | None = None
    claims_content: bool = True
    yields: bool = False
    learned: bool = False
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A country: codes, names, adjectives, and a circle that roughly covers it."""

    alpha2: str
    alpha3: str
    name: str
    variants: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A named party with its aliases, its parent and the days on which it holds."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    parent: str | None
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Lexeme:
    """Nouns of one kind (weapons, sites, people); `names` are designations, matched as written.

    `lies` marks weapons that lie in wait: who strikes one sets it off; `site` is the kind of site that a weapon is.
    """

    kind: str
    sector: str | None
    nouns: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...] = ()
    lies: bool = False
    site: str | None = None


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A well-known dated event: words that all must stand in a text, and the day it fell on."""

    name: str
    words: tuple[str, ...]
    start: date
    end: date


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """All of a codebook folder; `digest` is the sha256 over its files. Two are equal only if they are one object."""

    id: str
    version: str
    digest: str
    event_types: Mapping[str, EventType]
    languages: Mapping[str, Mapping[str, Mapping[str, Any]]]
    countries: tuple[Country, ...]
    actors: tuple[Actor, ...]
    weapons: tuple[Lexeme, ...]
    sites: tuple[Lexeme, ...]
    people: tuple[Lexeme, ...]
    known_events: tuple[KnownEvent, ...]


def load_codebook(folder: Path = CORE) -> Codebook:
    """The codebook in `folder`. Raises CodebookError, naming the file and the key that is wrong."""
    head = _toml(folder / "codebook.toml")
    types = [_event_type(path) for path in sorted((folder / "event_types").glob("*.toml"))]
    if not types:
        raise CodebookError(f"{folder / 'event_types'}: no event types")
    codebook = Codebook(
        id=_need(head, "id", folder / "codebook.toml"),
        version=_need(head, "version", folder / "codebook.toml"),
        digest=_digest(folder),
        event_types={entry.name: entry for entry in types},
        languages=_languages(folder / "languages"),
        countries=tuple(_country(row, folder) for row in _rows(folder / "countries.csv")),
        actors=tuple(_actor(row, folder / "actors.csv") for row in _rows(folder / "actors.csv")),
        weapons=_lexemes(folder / "weapons.toml", "weapon"),
        sites=_lexemes(folder / "sites.toml", "site"),
        people=_lexemes(folder / "people.toml", "people"),
        known_events=_known_events(folder / "events.toml"),
    )
    _check_references(codebook, folder)
    return codebook


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".csv"}):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise CodebookError(f"{path}: no such file") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"{path}: {error}") from error


def _need(table: Mapping[str, Any], key: str, path: Path) -> Any:
    if key not in table:
        raise CodebookError(f"{path}: key '{key}' is missing")
    return table[key]


@contextmanager
def _named(path: Path, entry: str | None = None) -> Iterator[None]:
    """Raises what a value of the wrong kind brings about as a CodebookError that names the file and the entry."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError, csv.Error) as error:
        place = f"{path}: {entry}" if entry else str(path)
        raise CodebookError(f"{place}: a value is missing or of the wrong kind: {error}") from error


def _event_type(path: Path) -> EventType:
    with _named(path):
        return _type_of(_toml(path), path)


def _type_of(table: Mapping[str, Any], path: Path) -> EventType:
    if _need(table, "name", path) != path.stem:
        raise CodebookError(f"{path}: key 'name' is {table['name']!r}, the file is called {path.stem!r}")
    known = {"name", "class", "triggers", "examples"} | {f.name for f in fields(EventType)} - {"claim_class"}
    for key in table.keys() - known:
        raise CodebookError(f"{path}: key '{key}' is not known")
    return EventType(
        name=table["name"],
        claim_class=_need(table, "class", path),
        family=_need(table, "family", path),
        on_map=_need(table, "on_map", path),
        definition=_need(table, "definition", path),
        includes=tuple(table.get("includes", ())),
        excludes=tuple(table.get("excludes", ())),
        roles=_need(table, "roles", path),
        triggers=tuple(_trigger(entry, path) for entry in _need(table, "triggers", path)),
        peers=_need(table, "peers", path),
        examples=tuple(_example(entry, path) for entry in _need(table, "examples", path)),
        refines=tuple(table.get("refines", ())),
        means=tuple(table.get("means", ())),
        borderline=tuple(table.get("borderline", ())),
        status=table.get("status"),
        claims_content=table.get("claims_content", True),
        yields=table.get("yields", False),
        learned=table.get("learned", False),
        mutual=table.get("mutual", False),
    )


def _trigger(entry: Mapping[str, Any], path: Path) -> Trigger:
    known = {f.name for f in fields(Trigger)}
    for key in entry.keys() - known:
        raise CodebookError(f"{path}: key 'triggers.{key}' is not known")
    for key in ("subject", "object", "of"):
        if entry.get(key, "actor") not in ROLES:
            raise CodebookError(f"{path}: key 'triggers.{key}' is {entry[key]!r}; roles are {', '.join(ROLES)}")
    for key in ("subject_kinds", "object_kinds", "of_kinds", "where_kinds"):
        for kind in set(entry.get(key, ())) - set(KINDS):
            raise CodebookError(f"{path}: key 'triggers.{key}' has {kind!r}; kinds are {', '.join(KINDS)}")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Trigger(**values)


def _example(entry: Mapping[str, Any], path: Path) -> Example:
    return Example(_need(entry, "text", path), entry.get("published"), tuple(entry.get("claims", ())))


def _languages(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    homes = sorted(p for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    return {home.name: {path.stem: _toml(path) for path in sorted(home.glob("*.toml"))} for home in homes}


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with _named(path), path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except FileNotFoundError:
        raise CodebookError(f"{path}: no such file") from None


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _country(row: Mapping[str, str], folder: Path) -> Country:
    with _named(folder / "countries.csv", row.get("alpha3")):
        return Country(
            row["alpha2"], row["alpha3"], row["name"], _parts(row["variants"]), _parts(row["adjectives"]),
            row["capital"], float(row["lat"]), float(row["lon"]), float(row["radius_km"]),
        )  # fmt: skip


def _actor(row: Mapping[str, str], path: Path) -> Actor:
    with _named(path, row.get("id")):
        return Actor(
            row["id"], row["name"], row["kind"], row["country"] or None, row["sector"] or None,
            row["parent"] or None, _parts(row["aliases"]), _day(row["valid_from"]), _day(row["valid_to"]),
        )  # fmt: skip


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _lexemes(path: Path, key: str) -> tuple[Lexeme, ...]:
    with _named(path):
        return tuple(
            Lexeme(
                kind=_need(entry, "kind", path),
                sector=entry.get("sector"),
                nouns={k: tuple(v) for k, v in entry.items() if isinstance(v, list) and k != "designations"},
                names=tuple(entry.get("designations", ())),
                lies=entry.get("lies", False),
                site=entry.get("site"),
            )
            for entry in _need(_toml(path), key, path)
        )


def _known_events(path: Path) -> tuple[KnownEvent, ...]:
    entries: Iterable[Mapping[str, Any]] = _toml(path).get("event", ())
    with _named(path):
        return tuple(KnownEvent(e["name"], tuple(e["words"]), e["start"], e.get("end", e["start"])) for e in entries)


def _check_references(codebook: Codebook, folder: Path) -> None:
    ids = {actor.id for actor in codebook.actors} | {country.alpha3.lower() for country in codebook.countries}
    for actor in codebook.actors:
        if actor.parent and actor.parent not in ids:
            raise CodebookError(f"{folder / 'actors.csv'}: {actor.id}: parent {actor.parent!r} is not in the codebook")
    for entry in codebook.event_types.values():
        for name in set(entry.refines) - codebook.event_types.keys():
            raise CodebookError(f"{folder / 'event_types'}/{entry.name}.toml: refines unknown type {name!r}")

"""A read-only index of place names: open it once, pass it in. It knows nothing of running text.

Two spellings of a name meet in one key (`fold`); `Gazetteer.lookup` gives every entry with that key, biggest first.
"""

from __future__ import annotations

import re
import sqlite3
import struct
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.errors import GazetteerError

SHIPPED = Path(__file__).parent / "gazetteer_data" / "gazetteer.sqlite"
KINDS = ("country", "province", "town", "district", "site", "airfield", "region", "sea")
DEGREE = 10_000  # coordinates are kept as whole ten-thousandths of a degree, 11 m

_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a"}
)
_MARKS = re.compile(r"['’‘ʻʼʽʾʿʹʺ`´′.]")
_BREAKS = re.compile(r"[^\w]+|_+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_SUN_LETTERS = ("d", "l", "n", "r", "s", "t", "z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: `country` in ISO 3166 alpha-3, population 0 if unknown.

    `admin1` and `admin2` are its first-level division and the one below that, by name.
    """

    id: str
    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    radius_km: float
    kind: str
    population: int
    admin2: str | None = None


class Gazetteer:
    """An open gazetteer file. `lookup` may be called from any thread; nothing is ever written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._found: dict[str, tuple[Entry, ...]] = {}

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every entry that bears `name`, in any of its spellings, the most populous first; empty if none."""
        key = fold(name)
        if key not in self._found:
            self._found[key] = self._entries(key) if key else ()
        return self._found[key]

    def border(self, one: str, other: str) -> Entry | None:
        """The land border between two countries (alpha-3): its middle and reach; None where they share none."""
        first, second = sorted((one, other))
        row = self._connection.execute(
            "SELECT lat, lon, radius FROM borders WHERE a = ? AND b = ?", (first, second)
        ).fetchone()
        if row is None:
            return None
        name, lat, lon = f"{first}-{second}", row[0] / DEGREE, row[1] / DEGREE
        return Entry(f"border:{name}", name, None, None, lat, lon, float(row[2]), "region", 0)

    def close(self) -> None:
        """Gives the file back."""
        self._connection.close()

    def _entries(self, key: str) -> tuple[Entry, ...]:
        row = self._connection.execute("SELECT places FROM names WHERE key = ?", (key,)).fetchone()
        if row is None:
            return ()
        numbers = numbers_in(row[0])
        rows = self._connection.execute(
            "SELECT p.ref, p.name, p.country, d.name, p.lat, p.lon, p.radius, p.kind, p.population, e.name"
            " FROM places p LEFT JOIN divisions d ON d.id = p.division LEFT JOIN divisions e ON e.id = p.district"
            f" WHERE p.id IN ({','.join('?' * len(numbers))}) ORDER BY p.population DESC, p.id",
            numbers,
        )
        return tuple(_entry(row) for row in rows)


def _entry(row: tuple[int | str, str, str | None, str | None, int, int, int, int, int, str | None]) -> Entry:
    ref, name, country, admin1, lat, lon, radius, kind, population, admin2 = row
    return Entry(
        f"geonames:{ref}" if isinstance(ref, int) else ref,
        name, country, admin1, lat / DEGREE, lon / DEGREE, float(radius), KINDS[kind], population, admin2,
    )  # fmt: skip


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer in `path`, or the shipped one. Raises GazetteerError where there is none or it is no gazetteer."""
    place = (path or SHIPPED).resolve()
    if not place.is_file():
        raise GazetteerError(f"{place}: no such file")
    connection = sqlite3.connect(f"{place.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        connection.execute("SELECT key FROM names LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        connection.close()
        raise GazetteerError(f"{place}: {error}") from error
    return Gazetteer(connection)


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """`name` in lower case without accents, apostrophes and points, its words parted by one space."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    words = _BREAKS.sub(" ", _MARKS.sub("", bare.translate(_PLAIN))).split()
    return " ".join(_SHORT.get(word, word) for word in words)


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """The key of `name`: plain, without Arabic articles ("al-", "ash-" before sh) and with "-ah" written "-a"."""
    words = plain(name).split()
    kept = [word for word, after in zip(words, [*words[1:], ""], strict=False) if not _is_article(word, after)]
    return " ".join(word[:-1] if len(word) > 4 and word.endswith("ah") else word for word in kept)


def _is_article(word: str, after: str) -> bool:
    if not after or len(after) < 2:
        return False
    if word in ("al", "el", "ul"):
        return True
    if word in ("ash", "esh", "ech"):
        return after.startswith(("sh", "ch"))
    return len(word) == 2 and word[0] in "aeu" and word[1] in _SUN_LETTERS and after.startswith(word[1])


def numbers_in(packed: bytes) -> tuple[int, ...]:
    """The numbers of places that the index keeps under one key."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)

"""What the shipped gazetteer holds already, and which of its divisions the codes of GeoNames stand for."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict

from dateline.distance import km_between
from dateline.gazetteer import DEGREE, KINDS, numbers_in
from dateline.gazetteer_build.dump import Place

SAME_PLACE_KM = 5.0
FACILITIES = frozenset(map(KINDS.index, ("site", "airfield")))
NO_CODE = ("", "00")
Divisions = tuple[int | None, int | None]


class Shipped:
    """The places of the attached database `shipped`, with what the dump teaches of their divisions meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        rows = connection.execute("SELECT id, ref, kind, division, district FROM shipped.places ORDER BY id").fetchall()
        self.kinds = bytes(kind for _, _, kind, _, _ in rows)
        self.count = len(rows)
        self._divisions: dict[int, Divisions] = {
            ref: (division, district) for _, ref, _, division, district in rows if isinstance(ref, int)
        }
        self._votes: dict[tuple[str, ...], Counter[int]] = defaultdict(Counter)

    def has(self, place: Place, kind: int, key: str) -> bool:
        """Whether the place is there: by its id, or as one of its kind and name (`key`) within SAME_PLACE_KM."""
        if place.id in self._divisions:
            return True
        row = self._connection.execute("SELECT places FROM shipped.names WHERE key = ?", (key,)).fetchone()
        return row is not None and any(self._is_same(number, place, kind) for number in numbers_in(row[0]))

    def _is_same(self, number: int, place: Place, kind: int) -> bool:
        if self.kinds[number] != kind and not {self.kinds[number], kind} <= FACILITIES:
            return False
        lat, lon = self._connection.execute("SELECT lat, lon FROM shipped.places WHERE id = ?", (number,)).fetchone()
        return km_between(lat / DEGREE, lon / DEGREE, place.lat, place.lon) < SAME_PLACE_KM

    def learn(self, place: Place) -> None:
        """Notes which divisions the area of a place stands for, where the place is one of the shipped ones."""
        division, district = self._divisions.get(place.id, (None, None))
        country, first, second = place.area
        if division is not None and first not in NO_CODE:
            self._votes[country, first][division] += 1
        if district is not None and second not in NO_CODE:
            self._votes[place.area][district] += 1

    def divisions_of(self, area: tuple[str, str, str]) -> Divisions:
        """The first-level division and the one below it that most places of the area lie in; None where untold."""
        return self._elected(area[:2]), self._elected(area)

    def _elected(self, area: tuple[str, ...]) -> int | None:
        votes = self._votes.get(area)
        if not votes:
            return None
        best = max(votes, key=lambda number: (votes[number], -number))
        return best if 2 * votes[best] > votes.total() else None

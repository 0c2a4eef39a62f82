"""GeoJSON (RFC 7946): a point for each row that has one, the whole row with its evidence in the properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, TextIO

from dateline.codebook import Codebook
from dateline.serial import Row, dumps


def write_geojson(what: str, rows: Sequence[Row], *, codebook: Codebook, out: TextIO) -> dict[str, int]:
    """Writes one FeatureCollection, a feature a line; what comes back says how many rows it could not hold and why.

    A movement without a place of its own stands at its origin, else its destination; `shown_at` says which.
    """
    left_out: Counter[str] = Counter()
    features = []
    for row in rows:
        feature = _feature(row, codebook)
        if isinstance(feature, str):
            left_out[feature] += 1
        else:
            features.append(dumps(feature))
    book = dumps({"id": codebook.id, "version": codebook.version, "digest": codebook.digest})
    out.write(f'{{"type": "FeatureCollection", "codebook": {book}, "features": [\n' + ",\n".join(features) + "\n]}\n")
    return dict(left_out)


def _feature(row: Row, codebook: Codebook) -> dict[str, Any] | str:
    entry = codebook.event_types.get(row.get("event_type", ""))
    if entry is not None and not entry.on_map:
        return f"{entry.name}: words and agreements are not put on the map"
    places = {key: row[key] for key in ("place", "origin", "destination") if row.get(key)}
    if not places:
        return "no place is known"
    shown = next((key for key, place in places.items() if place["lat"] is not None and place["lon"] is not None), None)
    if shown is None:
        return "the place has no coordinates"
    point = {"type": "Point", "coordinates": [places[shown]["lon"], places[shown]["lat"]]}
    ident = row.get("incident_id") or row.get("claim_id")
    name = {"id": ident} if ident else {}
    return {"type": "Feature", **name, "geometry": point, "properties": {"shown_at": shown, **row}}

"""What the answer keys say of the nouns of a report: which slots the strings that end in them fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.muc4_features import Document, places_of
from benchmarks.muc4_key import SETS
from benchmarks.muc4_net import Array

FILLED = ("perp_individual", "perp_organization", "phys_tgt_id", "hum_tgt_name", "hum_tgt_description", "instrument_id")
ABOUT = {  # the slots whose values are said of the strings of another
    "instrument_type": ("instrument_id",),
    "perp_org_confidence": ("perp_organization",),
    "phys_tgt_type": ("phys_tgt_id",),
    "phys_tgt_effect": ("phys_tgt_id",),
    "hum_tgt_type": ("hum_tgt_name", "hum_tgt_description"),
    "hum_tgt_effect": ("hum_tgt_name", "hum_tgt_description"),
}
VALUES: Mapping[str, tuple[str, ...]] = {
    "instrument_type": (*SETS["instrument_type"], "GUN", "CUTTING DEVICE", "FIRE", "STONE"),
    "perp_org_confidence": (
        "REPORTED AS FACT",
        "CLAIMED OR ADMITTED",
        "SUSPECTED OR ACCUSED",
        "SUSPECTED OR ACCUSED BY AUTHORITIES",
        "POSSIBLE",
    ),
    "phys_tgt_type": (
        "CIVILIAN RESIDENCE",
        "COMMERCIAL",
        "COMMUNICATIONS",
        "DIPLOMAT OFFICE OR RESIDENCE",
        "ENERGY",
        "FINANCIAL",
        "GOVERNMENT OFFICE OR RESIDENCE",
        "LAW ENFORCEMENT FACILITY",
        "ORGANIZATION OFFICE",
        "OTHER",
        "POLITICAL FIGURE OFFICE OR RESIDENCE",
        "TRANSPORT FACILITY",
        "TRANSPORTATION ROUTE",
        "TRANSPORT VEHICLE",
        "WATER",
    ),
    "phys_tgt_effect": (
        "DESTROYED",
        "SOME DAMAGE",
        "NO DAMAGE",
        "MONEY TAKEN FROM TARGET",
        "PROPERTY TAKEN FROM TARGET",
        "TARGET TAKEN",
    ),
    "hum_tgt_type": (
        "CIVILIAN",
        "DIPLOMAT",
        "GOVERNMENT OFFICIAL",
        "FORMER GOVERNMENT OFFICIAL",
        "FORMER ACTIVE MILITARY",
        "LEGAL OR JUDICIAL",
        "ACTIVE MILITARY",
        "POLITICAL FIGURE",
        "LAW ENFORCEMENT",
        "SECURITY GUARD",
    ),
    "hum_tgt_effect": (
        "DEATH",
        "INJURY",
        "NO INJURY",
        "NO DEATH",
        "NO INJURY OR DEATH",
        "REGAINED FREEDOM",
        "ESCAPED",
        "RESIGNATION",
        "NO RESIGNATION",
    ),
}
KINDS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
SHARED: Mapping[str, tuple[str, ...]] = {  # the slots of the whole template, asked of each of its strings
    "incident_type": KINDS,
    "incident_stage": ("ACCOMPLISHED", "ATTEMPTED", "THREATENED"),
    "perp_category": ("TERRORIST ACT", "STATE-SPONSORED VIOLENCE"),
    "means": ("GUN", "BOMB", "MACHINE GUN", "RIFLE", "EXPLOSIVE", "DYNAMITE", "VEHICLE BOMB", "GRENADE"),
}
NAMES = {"means": "instrument_type"}  # the slot of the key, where it is called otherwise
ALL = {**VALUES, **SHARED}
COLUMNS = (*FILLED, *(f"{slot}={value}" for slot, values in ALL.items() for value in values))
PLACE = {name: k for k, name in enumerate(COLUMNS)}


def wanted(document: Document, keys: Sequence[Mapping[str, Any]]) -> tuple[Array, list[tuple[int, int, int, str]]]:
    """A row a noun, a column a slot or a value, NaN where the key is silent; and the strings with their bounds."""
    table = np.full((len(document.nouns), len(COLUMNS)), np.nan, np.float32)
    table[:, : len(FILLED)] = 0
    rows = {place: k for k, place in enumerate(document.nouns)}
    strings = []
    for key in keys:
        for slot in FILLED:
            for filler in key.get(slot) or ():
                for s, first, last in places_of(document, filler["values"]):
                    if (s, last) not in rows:
                        continue
                    strings.append((s, first, last, slot))
                    _fill(table[rows[s, last]], slot, filler["values"], key)
    return table, list(dict.fromkeys(strings))


def _fill(row: Array, slot: str, values: Sequence[str], key: Mapping[str, Any]) -> None:
    row[PLACE[slot]] = 1
    for shared, values_of in SHARED.items():
        held = [value for filler in key.get(NAMES.get(shared, shared)) or () for value in filler["values"]]
        for value in values_of:
            row[PLACE[f"{shared}={value}"]] = float(value in held)
    for about, value in _said(slot, values, key):
        for other in VALUES[about]:
            row[PLACE[f"{about}={other}"]] = float(other == value)


def _said(slot: str, strings: Sequence[str], key: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for about, of in ABOUT.items():
        for filler in (key.get(about) or ()) if slot in of else ():
            if set(filler.get("refs") or ()) & set(strings) and filler["values"][0] in VALUES[about]:
                yield about, filler["values"][0]

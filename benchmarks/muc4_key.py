"""Scores of incident templates beside answer keys: the slots of MUC-4, and entities by role as later papers count them.

Chinchor 1992, *MUC-4 evaluation metrics*: a fill is correct, partial (half a point), incorrect, missing or spurious.
Here a machine decides what a person decided then, so a string is partial where it only shares its head or holds the
key's. Du, Rush and Cardie 2021 (GRIT), CEAF-REE: an entity is right where its strings are those of one of the key.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SETS = {
    "incident_type": {"BOMBING": "ATTACK", "KIDNAPPING": "ATTACK", "ARSON": "ATTACK", "ROBBERY": "ATTACK"},
    "incident_stage": {},
    "instrument_type": {
        "MACHINE GUN": "GUN",
        "MORTAR": "GUN",
        "HANDGUN": "GUN",
        "RIFLE": "GUN",
        "BOMB": "EXPLOSIVE",
        "VEHICLE BOMB": "BOMB",
        "DYNAMITE": "BOMB",
        "MINE": "BOMB",
        "AERIAL BOMB": "BOMB",
        "GRENADE": "EXPLOSIVE",
        "MOLOTOV COCKTAIL": "EXPLOSIVE",
        "MISSILE": "PROJECTILE",
        "ROCKET": "PROJECTILE",
    },
    "perp_category": {},
    "perp_org_confidence": {"SUSPECTED OR ACCUSED BY AUTHORITIES": "SUSPECTED OR ACCUSED"},
    "phys_tgt_type": {},
    "phys_tgt_effect": {},
    "hum_tgt_type": {},
    "hum_tgt_effect": {"NO INJURY OR DEATH": "NO DEATH", "NO INJURY": "NO DEATH"},
    "phys_tgt_nation": {},
    "hum_tgt_nation": {},
}
STRINGS = frozenset(
    ("instrument_id", "perp_individual", "perp_organization", "phys_tgt_id", "hum_tgt_name", "hum_tgt_description")
)
NUMBERS = frozenset(("phys_tgt_number", "phys_tgt_total", "hum_tgt_number", "hum_tgt_total"))
SLOTS = ("incident_date", "incident_location", *SETS, *sorted(STRINGS), *sorted(NUMBERS))
ROLES = {
    "perpetrator, individual": ("perp_individual",),
    "perpetrator, organisation": ("perp_organization",),
    "physical target": ("phys_tgt_id",),
    "victim": ("hum_tgt_name", "hum_tgt_description"),
    "weapon": ("instrument_id",),
}
HALF = 0.5
LEAST = 1.5  # points that two templates must share to be one: more than type and stage alone are worth


@dataclass(frozen=True, slots=True)
class Fill:
    """One filler of a slot: its value, the string that it belongs to, and the days of a date (ISO, closed)."""

    value: str
    ref: str | None = None
    days: tuple[str | None, str] | None = None


Template = Mapping[str, Sequence[Fill]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Points and fills: `possible` in the key, `actual` in the response."""

    points: float = 0.0
    possible: int = 0
    actual: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.points + other.points, self.possible + other.possible, self.actual + other.actual)

    def figures(self) -> tuple[float, float, float]:
        """Recall, precision and F, in per cent; 0 where there is nothing to divide by."""
        recall = 100 * self.points / self.possible if self.possible else 0.0
        precision = 100 * self.points / self.actual if self.actual else 0.0
        return recall, precision, 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def score_templates(keys: Sequence[dict[str, Any]], found: Sequence[Template]) -> dict[str, Tally]:
    """The tally of each slot over the templates of one report; what no key template takes is spurious."""
    cards = {(k, f): _card(key, one) for k, key in enumerate(keys) for f, one in enumerate(found)}
    pairs = _pair({pair: sum(tally.points for tally in card.values()) for pair, card in cards.items()})
    total: dict[str, Tally] = defaultdict(Tally)
    for pair in pairs.items():
        _add(total, cards[pair])
    for k, key in enumerate(keys):
        if k not in pairs and not key["optional"]:
            _add(total, _card(key, {}))
    for f, one in enumerate(found):
        if f not in pairs.values():
            _add(total, {slot: Tally(actual=len(one.get(slot, ()))) for slot in SLOTS})
    return dict(total)


def _add(total: dict[str, Tally], card: Mapping[str, Tally]) -> None:
    for slot, tally in card.items():
        total[slot] = total[slot] + tally


def _pair(points: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Key number to response number: the pairs with most points first."""
    pairs: dict[int, int] = {}
    for k, f in sorted(points, key=lambda pair: (-points[pair], pair)):
        if points[k, f] > LEAST and k not in pairs and f not in pairs.values():
            pairs[k] = f
    return pairs


def _card(key: Mapping[str, Any], found: Template) -> dict[str, Tally]:
    return {slot: _slot(slot, key.get(slot) or (), found.get(slot, ())) for slot in SLOTS}


def _slot(slot: str, want: Sequence[dict[str, Any]], got: Sequence[Fill]) -> Tally:
    """The tally of one slot: each filler takes the one that gives it most points."""
    points = {(w, g): _points(slot, filler, fill) for w, filler in enumerate(want) for g, fill in enumerate(got)}
    taken: dict[int, int] = {}
    for w, g in sorted(points, key=lambda pair: (-points[pair], pair)):
        if points[w, g] and w not in taken and g not in taken.values():
            taken[w] = g
    asked = sum(1 for w, filler in enumerate(want) if w in taken or not filler["optional"])
    return Tally(sum(points[pair] for pair in taken.items()), asked, len(got))


# --- one filler beside one of the key --------------------------------------------------------------------------


def _points(slot: str, want: Mapping[str, Any], got: Fill) -> float:
    if slot == "incident_date":
        return max((_day_points(pair, got.days) for pair in want["iso"]), default=0.0)
    if slot == "incident_location":
        return max((_place_points(value, got.value) for value in want["values"]), default=0.0)
    if slot in STRINGS:
        return max((_string_points(value, got.value) for value in want["values"]), default=0.0)
    value = max((_value_points(slot, value, got.value) for value in want["values"]), default=0.0)
    return value if _same_ref(want.get("refs"), got.ref) else value * HALF


def _same_ref(refs: Sequence[str] | None, ref: str | None) -> bool:
    if not refs or refs == ["-"]:
        return True
    return any(_string_points(one, ref or "") for one in refs)


def _value_points(slot: str, want: str, got: str) -> float:
    if want == got:
        return 1.0
    if slot in NUMBERS:
        return HALF * (_many(want) and _many(got))
    kin = SETS[slot]
    return HALF * (kin.get(want) == got or kin.get(got) == want)


def _many(number: str) -> bool:
    digits = re.findall(r"\d+", number)
    return number == "PLURAL" or any(int(digit) > 1 for digit in digits)


def _day_points(want: Sequence[str | None] | None, got: tuple[str | None, str] | None) -> float:
    """1 for the same days, half for days in common; a key open to the past takes its last day for a full match."""
    if not want or not got:
        return 0.0
    if want[1] == got[1] and want[0] in (None, got[0]):
        return 1.0
    return HALF * ((want[0] or "") <= got[1] and (got[0] or "") <= (want[1] or "9999"))


def _place_points(want: str, got: str) -> float:
    """1 where country and narrowest part agree, half where the country or any part does."""
    wanted, given = _parts(want), _parts(got)
    if not given:
        return 0.0
    if wanted[0] == given[0] and wanted[-1] == given[-1]:
        return 1.0
    return HALF * bool(set(wanted) & set(given))


def _parts(path: str) -> list[str]:
    return [plain(re.sub(r"\(.*?\)", "", part)) for part in re.split(r":| - ", path) if part.strip()]


def _string_points(want: str, got: str) -> float:
    wanted, given = plain(want).split(), plain(got).split()
    if not wanted or not given:
        return 0.0
    if wanted == given:
        return 1.0
    held = set(wanted) <= set(given) or set(given) <= set(wanted)
    return HALF * (held or wanted[-1] == given[-1])


def plain(text: str) -> str:
    """The words in lower case, without articles and punctuation: how strings are compared."""
    words = re.findall(r"[^\W_]+", text.lower())
    return " ".join(word for word in words if word not in ("a", "an", "the"))


# --- entities by role --------------------------------------------------------------------------------------------

Entity = frozenset[str]


def key_entities(keys: Sequence[Mapping[str, Any]], role: str) -> list[Entity]:
    """The entities that the templates of one report name in a role, each as its strings; equal ones once."""
    entities: list[set[str]] = []
    for key in keys:
        for slot in ROLES[role]:
            for filler in key.get(slot) or ():
                refs = filler.get("refs") or ()
                _join(entities, {plain(value) for value in (*filler["values"], *refs)} - {""})
    return [frozenset(entity) for entity in entities]


def _join(entities: list[set[str]], names: set[str]) -> None:
    for entity in entities:
        if entity & names:
            entity |= names
            return
    entities.append(names)


def found_entities(templates: Sequence[Template], role: str) -> list[Entity]:
    """The entities that the response names in a role: one string each, a description that has a name left out."""
    names = {
        plain(fill.value): None
        for one in templates
        for slot in ROLES[role]
        for fill in one.get(slot, ())
        if fill.ref is None
    }
    return [frozenset((name,)) for name in names if name]


def score_entities(keys: Sequence[dict[str, Any]], found: Sequence[Template]) -> dict[str, Tally]:
    """The tally of each role over one report."""
    return {role: _ceaf(key_entities(keys, role), found_entities(found, role)) for role in ROLES}


def _ceaf(want: Sequence[Entity], got: Sequence[Entity]) -> Tally:
    hits = Counter(next((w for w, entity in enumerate(want) if one <= entity), None) for one in got)
    return Tally(float(sum(1 for w in hits if w is not None)), len(want), len(got))

"""Templates from the strings that the network chose: which of them are of one incident, and what else is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.muc4_features import Document
from benchmarks.muc4_incidents import Incident, Scene, told_incidents
from benchmarks.muc4_key import Fill, Template
from benchmarks.muc4_labels import ABOUT, ALL
from benchmarks.muc4_people import number_of, plural
from benchmarks.muc4_phrases import Words, last_word, numeral
from benchmarks.muc4_strings import Filler
from benchmarks.muc4_templates import by_word, dates, places

NO_TARGETS = ("KIDNAPPING",)
NO_MEANS = ("KIDNAPPING", "ARSON")
SURE = 0.4
NUMBERED = {"phys_tgt_id": "phys_tgt_number", "hum_tgt_name": "hum_tgt_number", "hum_tgt_description": "hum_tgt_number"}
SELDOM = {"phys_tgt_effect": 0.45, "hum_tgt_effect": 0.35}


@dataclass(frozen=True, slots=True)
class Group:
    """The strings of one incident, and what our claims make of it, where there is one."""

    fillers: tuple[Filler, ...]
    incident: Incident


def assembled(document: Document, fillers: Sequence[Filler]) -> list[Template]:
    """A template for each group of strings."""
    scene = Scene(Words(document.reading), frozenset())
    groups = _shared_sides(list(_groups(document, scene, fillers)), fillers)
    return [_template(group, document, scene) for group in groups]


def _shared_sides(groups: Sequence[Group], fillers: Sequence[Filler]) -> list[Group]:
    """The likeliest perpetrators of the report stand for incidents that have none of their own."""
    for slot in ("perp_individual", "perp_organization"):
        best = max((one for one in fillers if one.slot == slot), key=lambda one: one.score, default=None)
        groups = [
            _with(group, best) if best and not any(one.slot == slot for one in group.fillers) else group
            for group in groups
        ]
    return list(groups)


def _with(group: Group, filler: Filler) -> Group:
    return Group((*group.fillers, filler), group.incident)


def _groups(document: Document, scene: Scene, fillers: Sequence[Filler]) -> Iterator[Group]:
    """Each string goes to the incident whose claims stand nearest to its mentions; without claims all are one."""
    incidents = told_incidents(document.claims, scene)
    if not incidents:
        yield from (Group(tuple(fillers), Incident(())),) if fillers else ()
        return
    homes = [_nearest(one, incidents, scene) for one in fillers]
    for k, incident in enumerate(incidents):
        own = tuple(one for one, home in zip(fillers, homes, strict=True) if home == k)
        if own:
            yield Group(own, incident)


def _nearest(one: Filler, incidents: Sequence[Incident], scene: Scene) -> int:
    def far(k: int) -> float:
        told = [scene.words.number(claim.trigger.start) for claim in incidents[k].claims]
        return min((abs(one.best.sentence - s) for s in told), default=99)

    return min(range(len(incidents)), key=lambda k: (far(k), k))


def _template(group: Group, document: Document, scene: Scene) -> Template:
    kind = _shared(group, "incident_type")
    slots: dict[str, list[Fill]] = {
        "incident_type": [Fill(kind)],
        "incident_stage": [Fill(_shared(group, "incident_stage"))],
        "incident_date": list(dates(group.incident, scene)),
        "incident_location": list(places(group.incident, scene)),
        "perp_category": [Fill(category)] if (category := _likely(group, "perp_category")) else [],
    }
    for one in group.fillers:
        if (one.slot == "phys_tgt_id" and kind in NO_TARGETS) or (one.slot == "instrument_id" and kind in NO_MEANS):
            continue
        slots.setdefault(one.slot, []).append(Fill(one.words, one.ref))
        if one.ref is None:
            for slot, fill in _about(one, document):
                slots.setdefault(slot, []).append(fill)
    if kind not in NO_MEANS and "instrument_id" not in slots and (means := _likely(group, "means")):
        slots["instrument_type"] = [Fill(means)]
    return {slot: fills for slot, fills in slots.items() if fills}


def _shared(group: Group, slot: str) -> str:
    """The value that the strings of a group speak for, each as likely as it is."""
    if not group.fillers:
        return ALL[slot][0]
    total = sum(one.score * one.values[slot] for one in group.fillers)
    return ALL[slot][int(np.argmax(total))]


def _likely(group: Group, slot: str) -> str | None:
    """The same, where it is likely enough."""
    weights = [one.score for one in group.fillers]
    shares = np.average([one.values[slot] for one in group.fillers], axis=0, weights=weights)
    return ALL[slot][int(shares.argmax())] if shares.max() > SURE else None


def _about(one: Filler, document: Document) -> Iterator[tuple[str, Fill]]:
    """The values that are said of a string, and its number."""
    for slot, of in ABOUT.items():
        if one.slot in of and (slot not in SELDOM or max(one.values[slot]) >= SELDOM[slot]):
            told = by_word(one.words, "phys_tgt_words") if slot == "phys_tgt_type" else None
            yield slot, Fill(told or one.value(slot), one.words)
    if one.slot in NUMBERED:
        yield NUMBERED[one.slot], Fill(_number(one, document), one.words)


def _number(one: Filler, document: Document) -> str:
    if one.slot == "hum_tgt_name":
        return "1"
    for named in one.mentions:
        told = numeral(document.sentences[named.sentence], named.last)
        if told:
            return number_of(told.text) or "PLURAL"
    return "PLURAL" if plural(last_word(one.words)) else "1"

"""Templates from the strings that the network chose: which of them are of one incident, and what else is told of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.muc4_features import Document
from benchmarks.muc4_incidents import Incident, Scene, country_name, told_incidents
from benchmarks.muc4_key import Fill, Template
from benchmarks.muc4_labels import ABOUT, ALL, FILLED
from benchmarks.muc4_people import number_of, plural
from benchmarks.muc4_phrases import last_word, numeral
from benchmarks.muc4_strings import Filler
from benchmarks.muc4_templates import dates, places

NO_TARGETS = ("KIDNAPPING",)
NO_MEANS = ("KIDNAPPING", "ARSON")


@dataclass(frozen=True, slots=True)
class Group:
    """The strings of one incident, and what our claims make of it, where there is one."""

    fillers: tuple[Filler, ...]
    incident: Incident


def assembled(document: Document, scene: Scene, fillers: Sequence[Filler]) -> list[Template]:
    """A template for each group of strings."""
    return [_template(group, document, scene) for group in _groups(document, scene, fillers)]


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
        "perp_category": [Fill(category)] if (category := _category(group)) else [],
    }
    for one in group.fillers:
        if (one.slot == "phys_tgt_id" and kind in NO_TARGETS) or (one.slot == "instrument_id" and kind in NO_MEANS):
            continue
        slots.setdefault(one.slot, []).append(Fill(one.words, one.ref))
        if one.ref is None:
            for slot, fill in _about(one, document):
                slots.setdefault(slot, []).append(fill)
    return {slot: fills for slot, fills in slots.items() if fills}


def _shared(group: Group, slot: str) -> str:
    """The value that the strings of a group speak for, each as likely as it is."""
    if not group.fillers:
        return ALL[slot][0]
    total = sum(one.score * one.values[slot] for one in group.fillers)
    return ALL[slot][int(np.argmax(total))]


def _category(group: Group) -> str | None:
    weight = sum(one.score for one in group.fillers)
    total = sum(one.score * one.values["perp_category"] for one in group.fillers) / weight
    return ALL["perp_category"][int(np.argmax(total))] if max(total) > 0.4 else None


def _about(one: Filler, document: Document) -> Iterator[tuple[str, Fill]]:
    """The values that are said of a string, and its number."""
    for slot, of in ABOUT.items():
        if one.slot in of and (slot not in SELDOM or max(one.values[slot]) >= SELDOM[slot]):
            yield slot, Fill(one.value(slot), one.words)
    if one.slot in NUMBERED:
        yield NUMBERED[one.slot], Fill(_number(one, document), one.words)


NUMBERED = {"phys_tgt_id": "phys_tgt_number", "hum_tgt_name": "hum_tgt_number", "hum_tgt_description": "hum_tgt_number"}
SELDOM = {"phys_tgt_effect": 0.35, "hum_tgt_effect": 0.35}


def _number(one: Filler, document: Document) -> str:
    if one.slot == "hum_tgt_name":
        return "1"
    for named in one.mentions:
        told = numeral(document.sentences[named.sentence], named.last)
        if told:
            return number_of(told.text) or "PLURAL"
    return "PLURAL" if plural(last_word(one.words)) else "1"

"""Which claims of a report make incidents that MUC-4 asks for, and which of them are one incident."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import pycountry

from benchmarks.muc4_phrases import Words
from dateline.records import Claim, Party, Place, Toponym

TABLES: Mapping[str, Mapping[str, str]] = tomllib.loads((Path(__file__).parent / "muc4.toml").read_text("utf-8"))
RECENT = timedelta(days=75)  # "about two months", says the task
NARROW = 10  # days: a wider interval tells no incident from another
STAGES = {"happened": "ACCOMPLISHED", "ongoing": "ACCOMPLISHED", "unknown": "ACCOMPLISHED", "possible": "ACCOMPLISHED"}
STAGES |= {"threatened": "THREATENED", "planned": "ATTEMPTED"}
SMALL = ("town", "site", "near", "district")


@dataclass(frozen=True)
class Scene:
    """A report with what its incidents have in common: its words, its country, its day."""

    words: Words
    groups: frozenset[str]  # the ids of what the codebook knows beside states

    @cached_property
    def country(self) -> str | None:
        """The country, of those that the task asks about, that most places of the report lie in."""
        places = [m.value.place for m in self.words.mentions("place") if isinstance(m.value, Toponym) and m.value.place]
        held = Counter(place.country for place in places if place.country in TABLES["countries"])
        return held.most_common(1)[0][0] if held else None

    @cached_property
    def published(self) -> date | None:
        day = (self.words.reading.dating.published or "")[:10]
        return date.fromisoformat(day) if len(day) == len("2000-01-01") else None


def country_name(code: str | None) -> str:
    found = pycountry.countries.get(alpha_3=code) if code else None
    return getattr(found, "common_name", found.name.split(",")[0]).upper() if found else ""


@dataclass(frozen=True)
class Incident:
    """Claims of one occurrence."""

    claims: tuple[Claim, ...]

    @cached_property
    def kind(self) -> str:
        """The type: the most telling one of its claims."""
        kinds = {kind_of(claim) for claim in self.claims}
        return next((kind for kind in ("KIDNAPPING", "BOMBING", "ARSON", "ROBBERY") if kind in kinds), "ATTACK")

    @cached_property
    def stage(self) -> str:
        stages = [STAGES[claim.factuality.value] for claim in self.claims]
        return "ACCOMPLISHED" if "ACCOMPLISHED" in stages else stages[0]

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The narrowest days that any claim tells."""
        spans = [c.occurred.value for c in self.claims if c.occurred]
        closed = [(span.start, span.end) for span in spans if span.start and span.end]
        return min(closed, key=lambda pair: (pair[1] - pair[0], pair), default=None)

    @cached_property
    def place(self) -> Place | None:
        """The narrowest place that any claim tells, the first of equals."""
        places = [c.place.value for c in self.claims if c.place]
        return min(places, key=lambda place: (place.precision not in SMALL, place.precision == "country"), default=None)

    @cached_property
    def names(self) -> frozenset[str]:
        """The last words of those who were hit, of sites, and of what is otherwise named as hit."""
        hit = [p.value.words for c in self.claims for p in c.recipients] + [
            c.site.value.name for c in self.claims if c.site
        ]
        return frozenset(words.split()[-1].lower() for words in hit if words.split())


def kind_of(claim: Claim) -> str:
    """The type that a claim's own type, means and trigger say."""
    kind = TABLES["incident_type"][claim.event_type]
    words = claim.trigger.quote.lower().split()
    weapons = {weapon.value.kind for weapon in claim.weapon}
    if any(word.startswith(tuple(TABLES["arson_words"])) for word in words):
        return "ARSON"
    if kind == "ATTACK" and weapons & TABLES["bombs"].keys():
        return "BOMBING"
    return kind


def incidents(claims: Sequence[Claim], scene: Scene) -> list[Incident]:
    """The incidents that the task asks for, in the order of the text."""
    return [
        incident
        for incident in told_incidents([c for c in claims if not _forces_only(c)], scene)
        if counts(incident, scene)
    ]


def told_incidents(claims: Sequence[Claim], scene: Scene) -> list[Incident]:
    """The incidents that recent claims of violence make, whomever they hit, in the order of the text."""
    joined: list[list[Claim]] = []
    for claim in (claim for claim in claims if _told(claim, scene)):
        home = next((group for group in joined if one(Incident(tuple(group)), Incident((claim,)), scene)), None)
        if home is None:
            joined.append([claim])
        else:
            home.append(claim)
    return [Incident(tuple(group)) for group in joined]


def _told(claim: Claim, scene: Scene) -> bool:
    """Whether the claim tells one recent act of violence."""
    if (
        claim.claim_class != "event"
        or claim.event_type not in TABLES["incident_type"]
        or claim.factuality.value not in STAGES
    ):
        return False
    span = claim.occurred.value if claim.occurred else None
    if span and span.end and scene.published and span.end < scene.published - RECENT:
        return False
    if span and span.start and span.end and span.end - span.start > RECENT:
        return False
    place = claim.place.value if claim.place else None
    return not (place and place.precision == "country" and place.country not in TABLES["countries"])


def _forces_only(claim: Claim) -> bool:
    """Whether forces alone are hit, or a force takes people or fighters as its duty is."""
    hit = [party.value for party in claim.recipients]
    if claim.event_type == "abduction" and any(p.value.sector in TABLES["state_sectors"] for p in claim.actors):
        return True
    if all(armed(party) for party in hit) and (
        not claim.site or claim.site.value.kind in TABLES["military_sites"] or is_military(claim.site.value.name)
    ):
        return bool(hit or claim.site) or claim.event_type in TABLES["war"]
    if claim.event_type in TABLES["war"]:
        return all(armed(party) for party in hit)
    return bool(hit) and not claim.site and all(armed(party) for party in hit)


def is_military(words: str) -> bool:
    """Whether the words name something of the forces."""
    return any(word in TABLES["military_words"] for word in words.lower().split())


def armed(party: Party) -> bool:
    return party.sector in TABLES["armed_sectors"]


def one(told: Incident, other: Incident, scene: Scene) -> bool:
    """Whether two can be one incident: nothing that is told of them differs, and their types can go together."""
    if told.days and other.days and _narrow(told) and _narrow(other) and not _meet(told.days, other.days):
        return False
    if (
        told.place
        and other.place
        and told.place.precision in SMALL
        and other.place.precision in SMALL
        and told.place.name != other.place.name
    ):
        return False
    if told.stage != other.stage:
        return False
    kinds = {told.kind, other.kind}
    return (
        len(kinds) == 1 or kinds <= {"ATTACK", "BOMBING"} or bool(told.names & other.names) or _near(told, other, scene)
    )


def _narrow(incident: Incident) -> bool:
    return incident.days is not None and (incident.days[1] - incident.days[0]).days <= NARROW


def _meet(one_span: tuple[date, date], other: tuple[date, date]) -> bool:
    return one_span[0] <= other[1] and other[0] <= one_span[1]


def _near(told: Incident, other: Incident, scene: Scene) -> bool:
    """Whether both are told in one sentence."""
    numbers = [{scene.words.number(c.trigger.start) for c in incident.claims} for incident in (told, other)]
    return bool(numbers[0] & numbers[1])


def counts(incident: Incident, scene: Scene) -> bool:
    """Whether the task asks for it: done, and who or what is no force is named as hit, or a bomb went off."""
    hit = [p.value for c in incident.claims for p in c.recipients if p.value.sector not in TABLES["no_victims"]]
    sites = [c for c in incident.claims if c.site]
    types = {claim.event_type for claim in incident.claims}
    if all(claim.factuality.value in ("ongoing", "possible") for claim in incident.claims):
        return False
    if types <= {"attack", "armed_clash"} and not hit and all(c.site and c.site.value.kind == "other" for c in sites):
        return False
    return bool(hit or sites or incident.kind == "BOMBING") and (incident.stage == "ACCOMPLISHED")

"""A claim while the coder still gathers it; `freeze` makes the finished claim, with its stable id."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.coders.triggers import Hit
from dateline.records import (
    TOLLS,
    Attribution,
    Claim,
    Coded,
    Count,
    Evidence,
    Party,
    Place,
    Site,
    TimeSpan,
    Weapon,
)

REAL = frozenset({"happened", "ongoing"})
VIOLENCE = "violence"


def no_tolls() -> dict[str, list[Coded[Count]]]:
    """The counts of each toll while none is told."""
    return {toll: [] for toll in TOLLS}


@dataclass(slots=True)
class Draft:
    """What is known so far of one claim; `verb` is the predicate that carries the trigger's arguments.

    `open_role` is origin or destination where a phrase without a place was told for it ("to positions").
    """

    hit: Hit
    trigger: Evidence
    event_type: str
    claim_class: str
    verb: int
    factuality: Coded[str]
    occurred: Coded[TimeSpan] | None = None
    places: list[Coded[Place]] = field(default_factory=list)
    origins: list[Coded[Place]] = field(default_factory=list)
    destinations: list[Coded[Place]] = field(default_factory=list)
    open_role: str | None = None
    site: Coded[Site] | None = None
    strength: Coded[Count] | None = None
    number: Coded[Count] | None = None
    actors: list[Coded[Party]] = field(default_factory=list)
    recipients: list[Coded[Party]] = field(default_factory=list)
    weapon: list[Coded[Weapon]] = field(default_factory=list)
    tolls: dict[str, list[Coded[Count]]] = field(default_factory=no_tolls)
    attribution: list[Coded[Attribution]] = field(default_factory=list)
    cause: list[tuple[int, tuple[Evidence, ...], str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def is_placed(self) -> bool:
        """Whether a place is known for it, be it only where it started or ended."""
        return bool(self.places or self.origins or self.destinations)

    def places_of(self, role: str) -> list[Coded[Place]]:
        """The places of a role: where it started, where it ended, else where it was."""
        return {"origin": self.origins, "destination": self.destinations}.get(role, self.places)

    @property
    def is_real(self) -> bool:
        """Whether the act was or is being done."""
        return self.factuality.value in REAL

    @property
    def is_violent(self) -> bool:
        """Whether it is an act of armed force."""
        return self.hit.entry.family == VIOLENCE


def by_sentence(drafts: Iterable[Draft]) -> Mapping[int, list[Draft]]:
    """The drafts by the number of their sentence, in their order."""
    found: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        found[draft.hit.number].append(draft)
    return found


def add_count(draft: Draft, toll: str, count: Coded[Count]) -> None:
    """Adds a count to a toll of `draft`, unless the same words have told it before."""
    if count.evidence not in [known.evidence for known in draft.tolls[toll]]:
        draft.tolls[toll].append(count)


def claim_id(report_id: str, trigger: Evidence, event_type: str, part: int) -> str:
    """The stable id of a claim: same report, trigger, type and part give the same id."""
    key = f"{report_id}\0{trigger.start}\0{trigger.end}\0{event_type}\0{part}"
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def split(draft: Draft) -> list[Draft]:
    """One draft a place where one act is told for several; a joint count stays with the first."""
    key = max(("places", "origins", "destinations"), key=lambda k: len(getattr(draft, k)))
    several: list[Coded[Place]] = getattr(draft, key)
    if len(several) < 2:
        return [draft]
    alone: list[dict[str, Any]] = [{key: [place]} for place in several]
    parts = [replace(draft, **fields) for fields in alone]
    return [parts[0], *(replace(part, tolls=no_tolls(), strength=None) for part in parts[1:])]


def freeze(draft: Draft, *, coder: str, part: int, causes: tuple[Coded[str], ...]) -> Claim:
    """The finished claim of a draft."""
    report_id = draft.trigger.report_id
    own = {party.value.id for party in draft.actors}
    return Claim(
        claim_id=claim_id(report_id, draft.trigger, draft.event_type, part),
        report_id=report_id,
        claim_class=draft.claim_class,
        event_type=draft.event_type,
        trigger=draft.trigger,
        factuality=draft.factuality,
        confidence=confidence(draft),
        coder=coder,
        rule=f"{draft.hit.rule}/{'noun' if draft.hit.is_noun else 'verb'}",
        occurred=draft.occurred,
        place=_first(draft.places),
        origin=_first(draft.origins),
        destination=_first(draft.destinations),
        site=draft.site,
        strength=draft.strength,
        number=draft.number,
        actors=_distinct(draft.actors),
        recipients=_distinct([p for p in draft.recipients if p.value.id is None or p.value.id not in own]),
        weapon=tuple(draft.weapon),
        killed=tuple(draft.tolls["killed"]),
        injured=tuple(draft.tolls["injured"]),
        captured=tuple(draft.tolls["captured"]),
        displaced=tuple(draft.tolls["displaced"]),
        attribution=tuple(draft.attribution),
        cause=causes,
        notes=tuple(sorted(draft.notes.items())),
    )


def _first(places: list[Coded[Place]]) -> Coded[Place] | None:
    return places[0] if places else None


def _distinct(parties: list[Coded[Party]]) -> tuple[Coded[Party], ...]:
    return tuple({(p.value.name, p.value.words): p for p in reversed(parties)}.values())[::-1]


def confidence(draft: Draft) -> float:
    """How likely the claim stands as coded: the trigger's own strength, raised by each kind of argument found."""
    found = [draft.actors, draft.recipients, draft.places or draft.origins, draft.occurred, draft.weapon,
             any(draft.tolls.values()), draft.site]  # fmt: skip
    start = 0.45 if draft.hit.trigger.weak else 0.6
    return round(min(start + 0.07 * sum(map(bool, found)), 0.95), 2)

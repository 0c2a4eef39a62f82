"""A claim as the merge compares it, with everything that comparison needs worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.codebook import Codebook, EventType
from dateline.gazetteer import fold
from dateline.merge.identity import Identity, Register, identify, register
from dateline.merge.tolls import Range, total
from dateline.merge.whereabouts import is_fine
from dateline.records import TOLLS, Claim, Coded, Party, Place, ReadReport, TimeSpan

REAL = "real"
REALMS = {"happened": REAL, "ongoing": REAL, "possible": REAL, "unknown": REAL}  # the others are realms of their own
FIRST, LAST = date.min.toordinal(), date.max.toordinal()
NARROW_DAYS = 3
PRINT_DAYS = 5  # how far from the day of its publication an undated claim is looked for


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One claim to be compared: days are ordinals in closed intervals, an open end being the first or last of all."""

    claim: Claim
    published: str | None
    day: int | None
    realm: str
    entry: EventType | None
    span: tuple[int, int] | None
    places: Mapping[str, Place]
    actors: tuple[Identity, ...]
    recipients: tuple[Identity, ...]
    weapons: frozenset[str]
    site_words: frozenset[str]
    tolls: Mapping[str, Range]

    @property
    def family(self) -> str:
        """The family of the claim's type; a type that the codebook lacks is a family of its own."""
        return self.entry.family if self.entry else self.claim.event_type

    @property
    def on_map(self) -> bool:
        """Whether the type is an act at a place; words and diplomacy are not."""
        return self.entry is None or self.entry.on_map

    @property
    def is_vague(self) -> bool:
        """Whether the claim leaves the day or the place so open that it would fit several occurrences."""
        narrow = self.span is not None and self.span[1] - self.span[0] < NARROW_DAYS
        return not narrow or not any(map(is_fine, self.places.values()))

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """The place of the claim among all: by publication, report, position; undated reports come last."""
        trigger = self.claim.trigger
        return self.published or "~", self.claim.report_id, trigger.start, trigger.end, self.claim.claim_id


def make_profiles(claims: Sequence[Claim], reports: Mapping[str, ReadReport], codebook: Codebook) -> list[Profile]:
    """The profiles of the claims, each once, in the order of publication, report and position."""
    known = register(codebook)
    distinct = {claim.claim_id: claim for claim in claims}
    profiles = [_profile(claim, reports.get(claim.report_id), codebook, known) for claim in distinct.values()]
    return sorted(profiles, key=lambda profile: profile.order)


def _profile(claim: Claim, read: ReadReport | None, codebook: Codebook, known: Register) -> Profile:
    published = read.dating.published if read else None
    places = {field: getattr(claim, field) for field in ("place", "origin", "destination")}
    return Profile(
        claim=claim,
        published=published,
        day=day_of(published),
        realm=REALMS.get(claim.factuality.value, claim.factuality.value),
        entry=codebook.event_types.get(claim.event_type),
        span=None if claim.occurred is None else _ordinals(claim.occurred.value),
        places={field: coded.value for field, coded in places.items() if coded is not None},
        actors=_identities(claim.actors, known),
        recipients=_identities(claim.recipients, known),
        weapons=frozenset(coded.value.kind for coded in claim.weapon),
        site_words=frozenset(fold(claim.site.value.name).split()) - known.generic if claim.site else frozenset(),
        tolls=_tolls(claim, read, codebook),
    )


def day_of(published: str | None) -> int | None:
    """The ordinal of the day in an ISO date or date-time; None for a month, or for nothing."""
    return date.fromisoformat(published[:10]).toordinal() if published and len(published) >= 10 else None


def _ordinals(span: TimeSpan) -> tuple[int, int] | None:
    if span.start is None and span.end is None:
        return None
    return span.start.toordinal() if span.start else FIRST, span.end.toordinal() if span.end else LAST


def _identities(parties: Sequence[Coded[Party]], known: Register) -> tuple[Identity, ...]:
    return tuple(identify(coded.value, known) for coded in parties)


def _tolls(claim: Claim, read: ReadReport | None, codebook: Codebook) -> dict[str, Range]:
    text = read.report.text if read else ""
    language = codebook.languages.get(read.report.language, {}) if read else {}
    including = frozenset(language.get("cues", {}).get("including", {}).get("words", ()))
    totals = {kind: total(getattr(claim, kind), text=text, including=including) for kind in TOLLS}
    return {kind: told for kind, told in totals.items() if told is not None}

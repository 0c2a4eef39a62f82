"""Every type that passes from stage to stage: frozen, finished when built, with no behaviour beyond its invariants.

    Report -> Reading -> Claim -> Incident / Posture

Spans are half-open and count code points of `Report.text`. Intervals of days are closed; an open end is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from dateline.sentences import Sentence

TIME_PRECISIONS = ("time", "day", "days", "week", "month", "season", "year", "range")
GEO_PRECISIONS = ("site", "town", "near", "district", "province", "country", "sea")
FACTUALITIES = ("happened", "ongoing", "planned", "threatened", "possible", "denied", "unknown")
CLAIM_CLASSES = ("event", "posture", "tally")
STANCES = ("says", "claims", "denies", "blames", "confirms")
PUBLISHED_BASES = ("given", "metadata", "inferred", "unknown")
POSTURE_STATUSES = ("present", "arriving", "withdrawing", "withdrawn", "handed_over", "to_be_withdrawn")

TOLLS = ("killed", "injured", "captured", "displaced")
ONE_VALUED = ("occurred", "place", "origin", "destination", "site", "strength", "number")
MANY_VALUED = ("actors", "recipients", "weapon", *TOLLS, "attribution", "cause")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Exact words of one report: a stretch of its text, or, where `header` is set, the value of that header."""

    report_id: str
    quote: str
    start: int = -1
    end: int = -1
    header: str | None = None

    def __post_init__(self) -> None:
        if self.header is None and not (0 <= self.start < self.end and len(self.quote) == self.end - self.start):
            raise ValueError(f"evidence {self.quote!r} does not fit {self.start}:{self.end}")


@dataclass(frozen=True, slots=True)
class Coded(Generic[T]):
    """A value, the words it rests on, the rule or model that gave it, and how sure that is (0 to 1)."""

    value: T
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a coded value without evidence: {self.value!r}")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A closed interval of days; `clock` is a time of day ("03:30", "03:30Z") where the precision is `time`."""

    start: date | None
    end: date | None
    precision: str
    clock: str | None = None

    def __post_init__(self) -> None:
        if self.precision not in TIME_PRECISIONS:
            raise ValueError(f"unknown time precision {self.precision!r}")
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"interval ends before it starts: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map; `radius_km` says how far from the point the truth may lie."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str
    gazetteer_id: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a claim: canonical name, codebook id, country (alpha-3), sector, and the words as written."""

    name: str
    id: str | None
    country: str | None
    sector: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Site:
    """What was hit, held or handed over."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Weapon:
    """A means: its kind in the codebook, the words, and how many where the text says."""

    kind: str
    words: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number as a closed range, an open end being None; `of` says of whom or what."""

    low: int | None
    high: int | None
    of: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, and with which stance."""

    speaker: str
    stance: str
    words: str


@dataclass(frozen=True, slots=True)
class Dating:
    """When a report was published, as ISO date-time, day or month, and how that is known."""

    published: str | None
    basis: str
    evidence: tuple[Evidence, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.basis not in PUBLISHED_BASES or (self.published is None) != (self.basis == "unknown"):
            raise ValueError(f"publication date {self.published!r} on basis {self.basis!r}")


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, fixed for ever; `report_id` is the sha256 of the text, which is in NFC."""

    report_id: str
    name: str
    text: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    dating: Dating = Dating(None, "unknown")
    language: str = "und"

    def evidence(self, start: int, end: int) -> Evidence:
        """The words of the half-open span."""
        return Evidence(self.report_id, self.text[start:end], start, end)


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text that is not the report's running statement: title, header, teaser, caption, share."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Timex:
    """What a time expression means: TIMEX3 value and type, the days it covers, what it was counted from.

    `bound` says how the words limit the claim: "on", "by" (deadline), "since", "until", "from", "before", "after".
    `note` says why no days are known, where the words alone do not show it.
    """

    value: str
    type: str
    occurred: TimeSpan | None
    anchor: Evidence | None = None
    bound: str = "on"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Toponym:
    """What a place name means: the chosen place, or None where the choice is too close, and the candidates.

    `literal` is False where the name stands for people or an institution ("Damascus said", "Iraqi forces").
    """

    place: Place | None
    candidates: tuple[Place, ...] = ()
    literal: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the codebook: a role noun, a kind of site; `kind` and `sector` come from the codebook."""

    kind: str
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names something; `kind` is time, place, actor, count, weapon, site or person.

    `head` is the index of its head token within sentence number `sentence`.
    """

    kind: str
    evidence: Evidence
    rule: str
    value: Timex | Toponym | Party | Count | Weapon | Site | Term
    sentence: int
    head: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with its dating, sentences, zones and mentions, these in text order: the annotated document."""

    report: Report
    dating: Dating
    sentences: tuple[Sentence, ...]
    zones: tuple[Zone, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report with the dating that its reading gave: what the store keeps and the merge is told of a report."""

    report: Report
    dating: Dating


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report says once. `notes` gives, by field, the reason for a null that a reader would ask about."""

    claim_id: str
    report_id: str
    claim_class: str
    event_type: str
    trigger: Evidence
    factuality: Coded[str]
    confidence: float
    coder: str
    rule: str
    occurred: Coded[TimeSpan] | None = None
    place: Coded[Place] | None = None
    origin: Coded[Place] | None = None
    destination: Coded[Place] | None = None
    site: Coded[Site] | None = None
    strength: Coded[Count] | None = None
    number: Coded[Count] | None = None
    actors: tuple[Coded[Party], ...] = ()
    recipients: tuple[Coded[Party], ...] = ()
    weapon: tuple[Coded[Weapon], ...] = ()
    killed: tuple[Coded[Count], ...] = ()
    injured: tuple[Coded[Count], ...] = ()
    captured: tuple[Coded[Count], ...] = ()
    displaced: tuple[Coded[Count], ...] = ()
    attribution: tuple[Coded[Attribution], ...] = ()
    cause: tuple[Coded[str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.claim_class not in CLAIM_CLASSES or self.factuality.value not in FACTUALITIES:
            raise ValueError(f"claim {self.claim_id}: {self.claim_class}, {self.factuality.value}")


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report as it was read, with all that the coder took from it: what one coding adds to the store."""

    read: ReadReport
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Toll:
    """A reconciled count: best, low and high over the claims, and the same for each side that is told apart."""

    best: int | None
    low: int | None
    high: int | None
    by: tuple[tuple[str, int | None, int | None, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One occurrence: the claims merged into it and, per field, the agreed value or the range of contested ones.

    `reasons` holds, per joined pair of claims, why they were taken for one occurrence.
    """

    incident_id: str
    claims: tuple[str, ...]
    reports: int
    first_published: str | None
    event_type: str
    factuality: Coded[str]
    trigger: Evidence
    confidence: float
    disputed: tuple[str, ...] = ()
    occurred: Coded[TimeSpan] | None = None
    place: Coded[Place] | None = None
    origin: Coded[Place] | None = None
    destination: Coded[Place] | None = None
    site: Coded[Site] | None = None
    strength: Coded[Count] | None = None
    number: Coded[Count] | None = None
    actors: tuple[Coded[Party], ...] = ()
    recipients: tuple[Coded[Party], ...] = ()
    weapon: tuple[Coded[Weapon], ...] = ()
    killed: Coded[Toll] | None = None
    injured: Coded[Toll] | None = None
    captured: Coded[Toll] | None = None
    displaced: Coded[Toll] | None = None
    attribution: tuple[Coded[Attribution], ...] = ()
    cause: tuple[Coded[str], ...] = ()
    reasons: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Posture:
    """One force at one base or area over time, drawn from the claims named in `claims`."""

    force: Party
    place: Place | None
    site: Site | None
    status: str
    strength: Count | None
    valid: TimeSpan
    as_of: date | None
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if self.status not in POSTURE_STATUSES:
            raise ValueError(f"unknown posture status {self.status!r}")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of a person about a claim or a pair of claims; never deleted, only superseded."""

    judgement_id: str
    verdict: str
    subject: str
    other: str | None
    by: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the claims say, taken together."""

    incidents: tuple[Incident, ...]
    postures: tuple[Posture, ...]

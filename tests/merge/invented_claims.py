"""Short builders of invented claims, reports and a small codebook, for the tests of the merge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dateline.codebook import Actor, Codebook, EventType
from dateline.records import (
    Claim,
    Coded,
    Count,
    Dating,
    Evidence,
    Party,
    Place,
    ReadReport,
    Report,
    Site,
    TimeSpan,
    Weapon,
)

ARDA = Place("Arda", "XAA", "North", 34.0, 41.0, 5.0, "town", "g:1")
BRONT = Place("Bront", "XAA", "North", 34.1, 41.0, 5.0, "town", "g:2")
CALDA = Place("Calda", "XAA", "South", 31.0, 44.0, 5.0, "town", "g:3")
ARDA_FIELD = Place("Arda airfield", "XAA", "North", 34.02, 41.03, 2.0, "site", "a:1")
NORTH = Place("North", "XAA", "North", 34.0, 41.2, 80.0, "province", "g:4")
LAND = Place("Aland", "XAA", None, 33.0, 43.0, 500.0, "country", "c:XAA")
OTHER_LAND = Place("Otherland", "XBB", None, 35.0, 38.0, 300.0, "country", "c:XBB")

RED = Party("Red Army", "red-army", "XAA", "MIL", "Red Army")
RED_GUARD = Party("Red Guard", "red-guard", "XAA", "MIL", "the Guard")
BLUE = Party("Blue Front", "blue-front", "XAA", "REB", "Blue Front")
GUNMEN = Party("gunmen", None, None, "UAF", "gunmen")

DAY = date(2021, 5, 10)


def entry(name: str, family: str = "violence", **keys: Any) -> EventType:
    values: dict[str, Any] = {
        "name": name, "claim_class": "event", "family": family, "on_map": True, "definition": "", "includes": (),
        "excludes": (), "roles": {}, "triggers": (), "peers": {}, "examples": (), **keys,
    }  # fmt: skip
    return EventType(**values)


TYPES = (
    entry("attack"),
    entry("rocket_attack", refines=("attack",)),
    entry("airstrike", refines=("attack",)),
    entry("armed_clash"),
    entry("withdrawal", "posture", status="withdrawn"),
    entry("redeployment", "posture", status="withdrawn"),
    entry("deployment", "posture", status="arriving"),
    entry("handover", "posture", status="handed_over"),
    entry("presence", "posture", claim_class="posture", status="present"),
    entry("condemnation", "words", on_map=False),
)
ENGLISH: dict[str, dict[str, Any]] = {"names": {"generic": ["gunmen", "troops"], "small_words": ["the"]},
           "cues": {"including": {"words": ["including"]}}}  # fmt: skip
CODEBOOK = Codebook(
    "invented", "1", "0", {kind.name: kind for kind in TYPES}, {"en": ENGLISH}, (),
    (Actor("red-army", "Red Army", "force", "XAA", "MIL", None, (), None, None),
     Actor("red-guard", "Red Guard", "force", "XAA", "MIL", "red-army", (), None, None)), (), (), (), (),
)  # fmt: skip


def day(offset: int = 0) -> date:
    return DAY + timedelta(days=offset)


def on(offset: int, end: int | None = None) -> TimeSpan:
    """Days counted from 10 May 2021."""
    return TimeSpan(day(offset), day(offset if end is None else end), "day" if end is None else "range")


def report(name: str, published: int | str | None = 0, text: str | None = None) -> tuple[str, ReadReport]:
    """A report by its id, published so many days after 10 May 2021, with a text that no other report has."""
    when = day(published).isoformat() if isinstance(published, int) else published
    dating = Dating(when, "given" if when else "unknown")
    words = text if text is not None else " ".join(f"{name}{i}" for i in range(60))
    return name, ReadReport(Report(name, name, words, language="en"), dating)


def claim(name: str, kind: str = "rocket_attack", **fields: Any) -> Claim:
    """A claim named "report.number"; plain values are coded, each resting on words of its own."""
    report_id, _, number = name.partition(".")
    start = 1000 * (1 + sum(map(ord, number)))
    spans = (Evidence(report_id, f"{i:08d}", start + 10 * i, start + 10 * i + 8) for i in range(1, 99))
    sure = fields.pop("sure", 0.9)

    def coded(value: Any) -> Coded[Any]:
        return Coded(value, (next(spans),), "rule", sure)

    values: dict[str, Any] = {
        key: tuple(map(coded, value)) if isinstance(value, tuple) else coded(value)
        for key, value in fields.items()
        if key not in ("claim_class", "factuality")
    }
    return Claim(
        claim_id=name, report_id=report_id, claim_class=fields.get("claim_class", "event"), event_type=kind,
        trigger=Evidence(report_id, "trigger!", start, start + 8), confidence=sure, coder="test", rule="test",
        factuality=coded(fields.get("factuality", "happened")), **values,
    )  # fmt: skip


def people(low: int | None, high: int | None = -1, of: str | None = None) -> Count:
    """So many people, exactly unless an upper end is given."""
    return Count(low, low if high == -1 else high, of, str(low))


def base(name: str = "the base") -> Site:
    return Site(name, "base")


def rockets(number: int | None = None) -> Weapon:
    return Weapon("rocket", "rockets", number)


def reports_of(
    claims: Sequence[Claim], published: Mapping[str, int | str | None] | None = None
) -> dict[str, ReadReport]:
    """A report for each that the claims name, published on the day itself where nothing else is said."""
    return dict(report(name, (published or {}).get(name, 0)) for name in {c.report_id for c in claims})

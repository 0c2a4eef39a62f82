"""Templates of MUC-4 from the claims of one report: which incidents count there, and what stands in each slot."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pycountry

from benchmarks.muc4_key import Fill, Template
from dateline.codebook import Codebook
from dateline.merge import merge
from dateline.records import Claim, Coded, Count, Mention, Party, Reading, ReadReport, TimeSpan

TABLES: Mapping[str, Mapping[str, str]] = tomllib.loads((Path(__file__).parent / "muc4.toml").read_text("utf-8"))
RECENT = timedelta(days=75)  # "about two months", says the task
STAGES = {"happened": "ACCOMPLISHED", "ongoing": "ACCOMPLISHED", "unknown": "ACCOMPLISHED", "possible": "ACCOMPLISHED"}
STAGES |= {"threatened": "THREATENED", "planned": "ATTEMPTED"}


def templates(reading: Reading, claims: Sequence[Claim], codebook: Codebook) -> list[Template]:
    """The templates of the incidents that the task asks for, in the order of the text."""
    report = reading.report
    read = {report.report_id: ReadReport(report, reading.dating)}
    held = {claim.claim_id: claim for claim in claims}
    groups = [[held[c] for c in incident.claims] for incident in merge(claims, read, (), codebook).incidents]
    groups = [[c for c in group if c.event_type in TABLES["incident_type"] and c.factuality.value in STAGES] for group in groups]
    told = sorted((group for group in groups if group), key=lambda group: min(c.trigger.start for c in group))
    return [_template(group, reading) for group in told if _counts(group, reading)]


def _counts(group: Sequence[Claim], reading: Reading) -> bool:
    """Whether the task asks for the incident: recent, and not of forces against forces alone."""
    spans = [claim.occurred.value for claim in group if claim.occurred]
    published = (reading.dating.published or "")[:10]
    if published and any(span.end and span.end < date.fromisoformat(published) - RECENT for span in spans):
        return False
    hit = [p.value.sector for claim in group for p in claim.recipients]
    sites = [claim.site for claim in group if claim.site]
    return bool(sites) or any(sector not in ("MIL", "COP", "REB", "UAF") for sector in hit)


def _template(group: Sequence[Claim], reading: Reading) -> Template:
    kinds = [TABLES["incident_type"][claim.event_type] for claim in group]
    kind = next((one for one in kinds if one != "ATTACK"), "ATTACK")
    stage = next((STAGES[c.factuality.value] for c in group if STAGES[c.factuality.value] == "ACCOMPLISHED"), None)
    filled = {
        "incident_type": [Fill(kind)],
        "incident_stage": [Fill(stage or STAGES[group[0].factuality.value])],
        "incident_date": list(_dates(group, reading)),
        "incident_location": list(_places(group)),
        **_instruments(group),
        **_perpetrators(group),
        **_targets(group),
        **_people(group, reading),
    }
    return {slot: fills for slot, fills in filled.items() if fills}


def _dates(group: Sequence[Claim], reading: Reading) -> Iterator[Fill]:
    """The narrowest days told; where none are, "on or before" publication, as the keys have it."""
    spans = [c.occurred.value for c in group if c.occurred and c.occurred.value.end]
    spans.sort(key=_width)
    published = (reading.dating.published or "")[:10]
    if spans and spans[0].end:
        start = spans[0].start.isoformat() if spans[0].start else None
        yield Fill(str(spans[0].end), days=(start, spans[0].end.isoformat()))
    elif published:
        yield Fill(published, days=(None, published))


def _width(span: TimeSpan) -> int:
    return (span.end - span.start).days if span.start and span.end else 10_000


def _places(group: Sequence[Claim]) -> Iterator[Fill]:
    for claim in group:
        if claim.place:
            place = claim.place.value
            parts = (_country(place.country), place.admin1 or "", place.name)
            yield Fill(": ".join(dict.fromkeys(part for part in parts if part)))
            return


def _country(code: str | None) -> str:
    found = pycountry.countries.get(alpha_3=code) if code else None
    return getattr(found, "common_name", found.name.split(",")[0]).upper() if found else ""


def _instruments(group: Sequence[Claim]) -> Template:
    weapons = {w.value.words: w.value.kind for claim in group for w in claim.weapon}
    types = [Fill(kind, words) for words, code in weapons.items() if (kind := _weapon_type(words, code))]
    return {"instrument_id": [Fill(words) for words in weapons], "instrument_type": types}


def _weapon_type(words: str, code: str) -> str | None:
    return _by_word(words, "instrument_words") or TABLES["instrument_type"].get(code)


def _by_word(words: str, table: str) -> str | None:
    return next((TABLES[table][word] for word in reversed(words.lower().split()) if word in TABLES[table]), None)


# --- who did it --------------------------------------------------------------------------------------------------


def _perpetrators(group: Sequence[Claim]) -> Template:
    actors = _parties(claim.actors for claim in group)
    orgs = [party for party in actors if party.id]
    single = [party for party in actors if party.words.lower().split()[-1] not in _names(party)]
    state = [party.sector in TABLES["state_sectors"] for party in actors]
    category = ["STATE-SPONSORED VIOLENCE" if any(state) else "TERRORIST ACT"] if actors else []
    return {
        "perp_category": [Fill(one) for one in category],
        "perp_individual": [Fill(party.words) for party in single],
        "perp_organization": [Fill(party.words if party not in single else party.name) for party in orgs],
        "perp_org_confidence": [Fill(_confidence(group), party.words) for party in orgs],
    }


def _names(party: Party) -> set[str]:
    """The last words of what the party is called, where it is an organisation of the codebook."""
    return {party.words.lower().split()[-1]} if party.id and not party.words.lower().endswith(PEOPLE) else set()


PEOPLE = ("guerrillas", "rebels", "terrorists", "members", "soldiers", "militants", "troops", "fighters", "insurgents")


def _parties(groups: Iterable[Sequence[Coded[Party]]]) -> list[Party]:
    """Each party once, by its id or its words."""
    found: dict[str, Party] = {}
    for group in groups:
        for party in group:
            found.setdefault(party.value.id or party.value.words.lower(), party.value)
    return list(found.values())


def _confidence(group: Sequence[Claim]) -> str:
    stances = {one.value.stance for claim in group for one in claim.attribution}
    if "claims" in stances:
        return "CLAIMED OR ADMITTED"
    if "blames" in stances or any(claim.factuality.value == "possible" for claim in group):
        return "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


# --- what and whom it hit ----------------------------------------------------------------------------------------


def _targets(group: Sequence[Claim]) -> Template:
    sites = {c.site.value.name: c for c in group if c.site and c.event_type != "abduction"}
    effects = [Fill(_damage(claim), name) for name, claim in sites.items()]
    return {
        "phys_tgt_id": [Fill(name) for name in sites],
        "phys_tgt_type": [Fill(_site_type(name, c), name) for name, c in sites.items()],
        "phys_tgt_number": [Fill("PLURAL" if name.lower().endswith("s") else "1", name) for name in sites],
        "phys_tgt_effect": effects,
    }


def _site_type(name: str, claim: Claim) -> str:
    kind = claim.site.value.kind if claim.site else ""
    return TABLES["phys_tgt_type"].get(kind) or _by_word(name, "phys_tgt_words") or "OTHER"


def _damage(claim: Claim) -> str:
    words = claim.trigger.quote.lower()
    return "DESTROYED" if any(words.startswith(one) for one in TABLES["destroyed_words"]) else "SOME DAMAGE"


def _people(group: Sequence[Claim], reading: Reading) -> Template:
    """Name, description, type, number and effect of those who were hit."""
    slots: dict[str, list[Fill]] = {}
    seen: set[str] = set()
    for claim in group:
        for recipient in claim.recipients:
            party = recipient.value
            if party.words.lower() in seen or party.sector in ("REB", "UAF"):
                continue
            seen.add(party.words.lower())
            for slot, fill in _person(party, recipient, claim, reading):
                slots.setdefault(slot, []).append(fill)
    return slots


def _person(party: Party, recipient: Coded[Party], claim: Claim, reading: Reading) -> Iterator[tuple[str, Fill]]:
    name = _name_in(recipient, reading)
    shown = name or party.words
    if name:
        yield "hum_tgt_name", Fill(name)
        if title := party.words.replace(name, "").strip(" ,"):
            yield "hum_tgt_description", Fill(title, name)
    else:
        yield "hum_tgt_description", Fill(party.words)
    yield "hum_tgt_type", Fill(_by_word(party.words, "hum_tgt_words") or TABLES["hum_tgt_type"].get(party.sector or "", "CIVILIAN"), shown)
    yield "hum_tgt_number", Fill(_number(party, claim, name), shown)
    if effect := _effect(claim):
        yield "hum_tgt_effect", Fill(effect, shown)


def _name_in(recipient: Coded[Party], reading: Reading) -> str | None:
    spots = [(e.start, e.end) for e in recipient.evidence if e.header is None]
    names: list[Mention] = [m for m in reading.mentions if m.rule == "engine/person"]
    inside = [m.evidence.quote for m in names for a, b in spots if a <= m.evidence.start and m.evidence.end <= b]
    return max(inside, key=len) if inside else None


def _number(party: Party, claim: Claim, name: str | None) -> str:
    counts: list[Count] = [c.value for c in (*claim.killed, *claim.injured, *claim.captured)]
    for count in counts:
        if count.of and count.of.lower() in party.words.lower() and count.low is not None:
            return str(count.low) if count.low == count.high else "PLURAL"
    return "1" if name or not party.words.lower().endswith("s") else "PLURAL"


def _effect(claim: Claim) -> str | None:
    if claim.killed or claim.event_type == "killing":
        return "DEATH"
    return "INJURY" if claim.injured else None

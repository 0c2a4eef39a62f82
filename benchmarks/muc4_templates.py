"""Templates of MUC-4 from the claims of one report: what stands in each slot of an incident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.muc4_incidents import SMALL, TABLES, Incident, Scene, country_name, incidents, is_military, kind_of
from benchmarks.muc4_key import Fill, Template
from benchmarks.muc4_people import number_of, people
from benchmarks.muc4_phrases import Words, beside_it, last_word, noun_phrase, numeral, organisation, spot_of
from dateline.codebook import Codebook
from dateline.records import Claim, Coded, Party, Reading, Site
from dateline.sentences import Sentence

Slots = dict[str, list[Fill]]


def templates(reading: Reading, claims: Sequence[Claim], codebook: Codebook) -> list[Template]:
    """The templates of the incidents that the task asks for, in the order of the text."""
    scene = Scene(Words(reading), frozenset(actor.id for actor in codebook.actors if actor.kind != "state"))
    return [_template(incident, scene) for incident in incidents(claims, scene)]


def _template(incident: Incident, scene: Scene) -> Template:
    filled = {
        "incident_type": [Fill(incident.kind)],
        "incident_stage": [Fill(incident.stage)],
        "incident_date": list(dates(incident, scene)),
        "incident_location": list(places(incident, scene)),
        **_instruments(incident),
        **_perpetrators(incident, scene),
        **_targets(incident, scene),
        **people(incident, scene),
    }
    return {slot: fills for slot, fills in filled.items() if fills}


def dates(incident: Incident, scene: Scene) -> Iterator[Fill]:
    """The narrowest days told; where none are, "on or before" publication, as the keys have it."""
    if incident.days:
        start, end = (day.isoformat() for day in incident.days)
        yield Fill(end, days=(start, end))
    elif scene.published:
        yield Fill(scene.published.isoformat(), days=(None, scene.published.isoformat()))


def places(incident: Incident, scene: Scene) -> Iterator[Fill]:
    """From the country down; the report's country where no place is told, or where one of that name lies elsewhere."""
    place = incident.place
    country = place.country if place and place.country in TABLES["countries"] else scene.country
    parts = [country_name(country)]
    if place and country == place.country and place.precision in (*SMALL, "province") and place.admin1:
        parts.append(_bare(place.admin1))
    if place and place.precision in (*SMALL, "province"):
        parts.append(_bare(place.name))
    if country or place:
        yield Fill(": ".join(dict.fromkeys(part for part in parts if part)))


def _bare(name: str) -> str:
    """The name without the kind of place that it says."""
    words = [
        word for word in name.upper().split() if word not in ("DEPARTMENT", "PROVINCE", "NEAR", "DISTRICT", "REGION")
    ]
    return " ".join(words)


# --- means -------------------------------------------------------------------------------------------------------


def _instruments(incident: Incident) -> Template:
    if incident.kind in ("KIDNAPPING", "ARSON"):
        return {}
    found: dict[str, str] = {}
    for claim in incident.claims:
        for weapon in claim.weapon:
            kind = by_word(weapon.value.words, "instrument_words") or TABLES["instrument_type"].get(weapon.value.kind)
            if kind and not (incident.kind == "BOMBING" and kind in ("GUN", "AERIAL BOMB")):
                found.setdefault(_instrument(weapon.value.words), kind)
    if found:
        return {
            "instrument_id": [Fill(words) for words in found],
            "instrument_type": [Fill(kind, words) for words, kind in found.items()],
        }
    if incident.kind == "BOMBING":
        return {"instrument_type": [Fill("BOMB")]}
    shot = any(claim.event_type == "shooting" for claim in incident.claims)
    return {"instrument_type": [Fill("GUN")]} if shot else {}


def _instrument(words: str) -> str:
    return words.removeprefix("A ").removeprefix("THE ").removeprefix("AN ")


def by_word(words: str, table: str) -> str | None:
    return next((TABLES[table][word] for word in reversed(words.lower().split()) if word in TABLES[table]), None)


# --- who did it --------------------------------------------------------------------------------------------------


def _perpetrators(incident: Incident, scene: Scene) -> Template:
    actors = {p.value.id or p.value.words.lower(): p for c in incident.claims for p in c.actors if _may_act(p)}
    orgs = {name: _confidence(incident) for coded in actors.values() for name in _organisations(coded, scene)}
    single = {words: None for coded in actors.values() for words in _individuals(coded, scene)}
    state = any(coded.value.sector in TABLES["state_sectors"] for coded in actors.values())
    return {
        "perp_category": [Fill("STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT")],
        "perp_individual": [Fill(words) for words in single],
        "perp_organization": [Fill(org) for org in orgs],
        "perp_org_confidence": [Fill(confidence, org) for org, confidence in orgs.items()],
    }


def _may_act(coded: Coded[Party]) -> bool:
    """Whether the words are of somebody who does it: no state as such, no adjective, no pronoun left alone."""
    last = last_word(coded.value.words)
    return bool(last) and last not in TABLES["pronouns"] and not coded.rule.endswith(("/state", "/adjective"))


def _organisations(coded: Coded[Party], scene: Scene) -> Iterator[str]:
    """The organisation of the codebook that the words name, else an army, cartel or the like."""
    party = coded.value
    if party.sector in TABLES["seldom_blamed"]:
        return
    if party.id in scene.groups:
        if name := organisation(scene.words, party, TABLES["roles"]):
            yield name
    elif last_word(party.words) in TABLES["armies"]:
        yield _phrase(coded, scene, numerals=False) or party.words


def _individuals(coded: Coded[Party], scene: Scene) -> Iterator[str]:
    """The people in the words: not a modifier of the act ("terrorist attack"), not the organisation alone."""
    last = last_word(coded.value.words)
    if last in TABLES["collectives"] or (coded.value.id in scene.groups and last not in TABLES["roles"]):
        return
    spot = spot_of(coded)
    place = scene.words.head(spot) if spot else None
    fitting = coded.value.sector in TABLES["perpetrators"] and coded.rule not in TABLES["names_alone"]
    if fitting and place and place[0].tokens[place[1]].relation not in ("compound", "amod"):
        yield _unhedged(noun_phrase(*place, numerals=True))


def _unhedged(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in TABLES["hedges"] else words


def _phrase(coded: Coded[Party] | Coded[Site], scene: Scene, numerals: bool) -> str | None:
    spot = spot_of(coded)
    place = scene.words.head(spot) if spot else None
    return noun_phrase(*place, numerals=numerals) if place else None


def _confidence(incident: Incident) -> str:
    stances = {one.value.stance for claim in incident.claims for one in claim.attribution}
    if "claims" in stances:
        return "CLAIMED OR ADMITTED"
    if "blames" in stances or any(claim.factuality.value == "possible" for claim in incident.claims):
        return "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


# --- what it hit -------------------------------------------------------------------------------------------------


def _targets(incident: Incident, scene: Scene) -> Template:
    """The sites of the claims with what is listed beside them, each noun once."""
    if incident.kind == "KIDNAPPING":
        return {}
    slots: Slots = {}
    seen: set[str] = set()
    for claim in incident.claims:
        for sentence, head in _sites(claim, scene) if claim.event_type in TABLES["hits_things"] else ():
            name = noun_phrase(sentence, head, numerals=False)
            last = last_word(name)
            kind = claim.site.value.kind if claim.site else ""
            if (
                not last
                or last in seen
                or last in TABLES["no_sites"]
                or kind in TABLES["no_site_kinds"]
                or is_military(name)
            ):
                continue
            seen.add(last)
            slots.setdefault("phys_tgt_id", []).append(Fill(name))
            slots.setdefault("phys_tgt_type", []).append(Fill(_site_type(name, kind), name))
            slots.setdefault("phys_tgt_number", []).append(Fill(_site_number(sentence, head), name))
            if kind_of(claim) in ("BOMBING", "ARSON") or claim.event_type == "property_destruction":
                slots.setdefault("phys_tgt_effect", []).append(Fill(_damage(claim), name))
    return slots


def _sites(claim: Claim, scene: Scene) -> Iterator[tuple[Sentence, int]]:
    spot = spot_of(claim.site) if claim.site else None
    place = scene.words.head(spot) if spot else None
    if place:
        yield from ((place[0], head) for head in beside_it(*place))


def _site_type(name: str, kind: str) -> str:
    return by_word(name, "phys_tgt_words") or TABLES["phys_tgt_type"].get(kind, "OTHER")


def _site_number(sentence: Sentence, head: int) -> str:
    told = numeral(sentence, head)
    if told:
        return number_of(told.text) or "PLURAL"
    word = sentence.tokens[head].text.lower()
    return "PLURAL" if word.endswith("s") and word not in ("headquarters", "premises") else "1"


def _damage(claim: Claim) -> str:
    words = claim.trigger.quote.lower()
    return "DESTROYED" if any(one in words for one in TABLES["destroyed_words"]) else "SOME DAMAGE"

"""Names, descriptions, kinds, numbers and fate of the people whom an incident hit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.muc4_incidents import TABLES, Incident, Scene, country_name
from benchmarks.muc4_key import Fill, plain
from benchmarks.muc4_phrases import (
    beside_it,
    is_definite,
    last_word,
    noun_phrase,
    numeral,
    spot_of,
    title_of,
)
from dateline.records import Claim, Coded, Count, Evidence, Party
from dateline.sentences import Sentence

Slots = dict[str, list[Fill]]


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a claim names as hit: a name with its title, or a description; where the head of the words stands."""

    name: str | None
    words: str | None
    party: Party
    sentence: Sentence
    head: int

    @property
    def shown(self) -> str:
        return self.name or self.words or ""


def people(incident: Incident, scene: Scene) -> Slots:
    """The slots of the human targets; the same person or the same noun once."""
    slots: Slots = {}
    seen: set[str] = set()
    for claim in incident.claims:
        for recipient in claim.recipients:
            for person in _people_at(recipient, scene):
                if _again(person, seen):
                    continue
                seen.add(plain(person.name) if person.name else last_word(person.shown))
                for slot, fill in _slots(person, claim, incident):
                    slots.setdefault(slot, []).append(fill)
    return slots


def _people_at(recipient: Coded[Party], scene: Scene) -> Iterator[Person]:
    party, spot = recipient.value, spot_of(recipient)
    place = scene.words.head(spot) if spot else None
    if place is None or spot is None or party.sector in TABLES["no_victims"] or recipient.rule in TABLES["nobody"]:
        return
    sentence = place[0]
    for head in beside_it(*place):
        token = sentence.tokens[head]
        at = spot if head == place[1] else Evidence(spot.report_id, token.text, token.start, token.end)
        name = scene.words.person(at)
        words = title_of(scene.words, name) if name else noun_phrase(sentence, head, numerals=False)
        if name or (words and last_word(words) not in TABLES["no_people"] and not scene.words.is_body(at)):
            yield Person(name, words, party, sentence, head)


def _again(person: Person, seen: set[str]) -> bool:
    """Whether the words name somebody who was named before: the same name or noun, or a noun that points back."""
    if person.name:
        return plain(person.name) in seen
    return last_word(person.shown) in seen or (bool(seen) and is_definite(person.sentence, person.head))


def _slots(person: Person, claim: Claim, incident: Incident) -> Iterator[tuple[str, Fill]]:
    if person.name:
        yield "hum_tgt_name", Fill(person.name)
    if person.words:
        yield "hum_tgt_description", Fill(person.words, person.name)
    yield "hum_tgt_type", Fill(_kind(person), person.shown)
    yield "hum_tgt_number", Fill("1" if person.name else _number(person, claim), person.shown)
    if effect := _effect(claim):
        yield "hum_tgt_effect", Fill(effect, person.shown)
    nation = person.party.country
    if nation and incident.place and nation != incident.place.country:
        yield "hum_tgt_nation", Fill(country_name(nation), person.shown)


def _kind(person: Person) -> str:
    words = (person.words or "").lower().replace("-", " ").split()
    told = [TABLES["hum_tgt_words"][word] for word in words if word in TABLES["hum_tgt_words"]]
    return told[0] if told else TABLES["hum_tgt_type"].get(person.party.sector or "", "CIVILIAN")


def _number(person: Person, claim: Claim) -> str:
    told = numeral(person.sentence, person.head)
    if told:
        return number_of(told.text) or "PLURAL"
    counts: list[Count] = [c.value for c in (*claim.killed, *claim.injured, *claim.captured)]
    for count in counts:
        if count.of and last_word(count.of) == last_word(person.shown) and count.low is not None:
            return str(count.low) if count.low == count.high else f"{count.low}-"
    return "PLURAL" if plural(last_word(person.shown)) else "1"


def number_of(text: str) -> str | None:
    """The number in digits, where it is written so or is one of up to twelve."""
    digits = text.replace(",", "")
    return digits if digits.isdigit() else TABLES["numerals"].get(text.lower())


def plural(word: str) -> bool:
    return word.endswith(("s", "men", "people", "children")) and not word.endswith("ss")


def _effect(claim: Claim) -> str | None:
    if claim.killed or claim.event_type == "killing":
        return "DEATH"
    return "INJURY" if claim.injured else None

"""Places that a text names by what they are: "the capital", "the Iraqi capital", "the Syrian border"."""

from __future__ import annotations

from dataclasses import replace

from dateline.codebook import Country
from dateline.gazetteer import Entry, Gazetteer
from dateline.read.name_runs import HYPHENS
from dateline.read.names import Name
from dateline.read.whereabouts import Setting, Spot, place_of, tell
from dateline.records import Place

SAME_SENTENCE = 0.5
NOUNS = ("NOUN", "PROPN")


def find_landmarks(setting: Setting, *, gazetteer: Gazetteer) -> list[Spot]:
    """Capitals and borders that are named by that word and not by a name."""
    nouns = [
        (number, at, token.text.lower())
        for number, sentence in enumerate(setting.sentences)
        for at, token in enumerate(sentence.tokens)
        if token.upos in NOUNS
    ]
    words = setting.words
    capitals = (_capital(setting, number, at, gazetteer) for number, at, noun in nouns if noun in words.capital)
    borders = (_border(setting, number, at, gazetteer) for number, at, noun in nouns if noun in words.border)
    return [spot for spot in (*capitals, *borders) if spot is not None]


def _capital(setting: Setting, number: int, at: int, gazetteer: Gazetteer) -> Spot | None:
    """The capital, with what the words before it make of it ("south of the capital")."""
    if _is_named(setting, number, at):
        return None
    tokens, demonym = setting.sentences[number].tokens, _demonym_before(setting, number, at)
    start = at if demonym is None else demonym.first
    if demonym is None and not (at and tokens[at - 1].upos == "DET"):
        return None
    entry = _entry(_owner(setting, number, at, demonym), gazetteer)
    if entry is None:
        return None
    told = tell(setting, number, start, entry)
    if told is None:
        return Spot(number, start, at + 1, place_of(entry), "capital")
    return Spot(number, told[0], at + 1, replace(told[2], name=setting.text(number, told[0], at + 1)), "whereabouts")


def _is_named(setting: Setting, number: int, at: int) -> bool:
    """Whether the capital's name stands right behind the word, or the word is part of another noun."""
    tokens = setting.sentences[number].tokens
    if at + 1 < len(tokens) and tokens[at + 1].upos in NOUNS:
        return True
    behind = at + 2 if at + 1 < len(tokens) and tokens[at + 1].text == "," else at + 1
    return any(n.sentence == number and n.first == behind and not n.demonym for n in setting.names)


def _demonym_before(setting: Setting, number: int, at: int) -> Name | None:
    return next((n for n in setting.names if n.sentence == number and n.last == at and n.demonym), None)


def _owner(setting: Setting, number: int, at: int, demonym: Name | None) -> Country | None:
    """Whose capital it is: as said beside the word, else the country most spoken of, best in the same sentence."""
    countries = setting.words.countries
    if demonym is not None:
        return countries.get(demonym.entries[0].country or "") if demonym.entries else None
    found = setting.found_in(number)
    tokens = setting.sentences[number].tokens
    if at + 1 < len(tokens) and tokens[at + 1].text.lower() in setting.words.partitive:
        behind = [entry for name, entry in found if at + 2 <= name.first <= at + 3 and entry.kind == "country"]
        return countries.get(behind[0].country or "") if behind else None
    shares = {code: share for code, share in setting.votes.items() if code in countries}
    for code in {entry.country for name, entry in found if name.first < at} & shares.keys():
        shares[str(code)] += SAME_SENTENCE
    return countries[max(shares, key=lambda code: (shares[code], code))] if shares else None


def _entry(country: Country | None, gazetteer: Gazetteer) -> Entry | None:
    if country is None:
        return None
    towns = [e for e in gazetteer.lookup(country.capital) if e.kind == "town" and e.country == country.alpha3]
    return max(towns, key=lambda entry: entry.population, default=None)


def _is_beside(setting: Setting, number: int, at: int, name: Name) -> bool:
    """Whether the border is the country's: "A border", "A-B border", "border with A", "border between A and B"."""
    tokens = setting.sentences[number].tokens
    if name.last == at or (name.last < at <= name.last + 3 and tokens[name.last].text in HYPHENS):
        return True
    between = tokens[at + 1 : name.first]
    if not between or len(between) > 5 or between[0].text.lower() not in setting.words.border_of:
        return False
    named = {i for n in setting.names if n.sentence == number for i in range(n.first, n.last)}
    return all(i in named or tokens[i].upos in ("CCONJ", "DET", "PUNCT") for i in range(at + 2, name.first))


def _border(setting: Setting, number: int, at: int, gazetteer: Gazetteer) -> Spot | None:
    """The border: "the Syrian border", "the border with Syria", "the border between Iraq and Syria".

    Where one side is named, the place is taken to lie in the other: the neighbour of which the report speaks most.
    """
    named = [(name, entry) for name, entry in setting.found_in(number) if entry.kind == "country"]
    beside = [(name, entry) for name, entry in named if _is_beside(setting, number, at, name)]
    countries = setting.words.countries
    sides = list(dict.fromkeys(str(entry.country) for _, entry in beside))
    here = None
    if len(sides) == 1:
        neighbours = [c for c in setting.votes if c in countries and c != sides[0] and gazetteer.border(sides[0], c)]
        here = max(neighbours, key=lambda c: (setting.votes[c], c), default=None)
        sides += [here] if here else []
    line = gazetteer.border(*sides[:2]) if len(sides) > 1 else None
    if line is None:
        return None
    first, last = min([at, *(n.first for n, _ in beside)]), max([at + 1, *(n.last for n, _ in beside)])
    place = Place(setting.text(number, first, last), here, None, line.lat, line.lon, line.radius_km, "near", line.id)
    return Spot(number, first, last, place, "border")

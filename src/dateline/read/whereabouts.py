"""Places told by a named one: "20 km south of Mosul", "northern Mali", "off the coast of Yemen"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from dateline.distance import KM_A_DEGREE
from dateline.gazetteer import Entry, fold
from dateline.read.names import Name
from dateline.read.place_words import Phrases, PlaceWords
from dateline.read.toponyms import Meaning
from dateline.records import Place
from dateline.sentences import Sentence

UNSAID_KM, UNSAID_REACH_KM, AROUND_AIRFIELD_KM = 30.0, 40.0, 12.0
CALLED_AS_WRITTEN = ("town", "province", "district", "airfield")
PRECISIONS = {"airfield": "site", "region": "province"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a stretch of tokens of one sentence; `anchor` is the number of the name it was told by."""

    sentence: int
    first: int
    last: int
    place: Place
    rule: str
    anchor: int | None = None


def place_of(entry: Entry, words: str | None = None, *, at_site: bool = True) -> Place:
    """The entry as a place; what is no base, region or country is called as in the text where `words` are given.

    With `at_site` False an airfield found by the bare name of its town stands for the country around it.
    """
    if entry.kind == "airfield" and not at_site and words and fold(words) != fold(entry.name):
        return Place(words, entry.country, entry.admin1, entry.lat, entry.lon, AROUND_AIRFIELD_KM, "near", entry.id)
    name = words if words and entry.kind in CALLED_AS_WRITTEN else entry.name
    precision = PRECISIONS.get(entry.kind, entry.kind)
    return Place(name, entry.country, entry.admin1, entry.lat, entry.lon, entry.radius_km, precision, entry.id)


@dataclass(frozen=True, slots=True)
class Setting:
    """A report's names with what they mean, and how much it speaks of each country (alpha-3).

    `of_sentence` has the numbers of the names of each sentence that holds any.
    """

    names: Sequence[Name]
    meanings: Sequence[Meaning]
    sentences: Sequence[Sentence]
    words: PlaceWords
    votes: Mapping[str, float]
    of_sentence: Mapping[int, Sequence[int]]

    def found_in(self, sentence: int) -> list[tuple[Name, Entry]]:
        """The resolved names of one sentence."""
        found = ((self.names[n], self.meanings[n].entry) for n in self.of_sentence.get(sentence, ()))
        return [(name, entry) for name, entry in found if entry]

    def beside(self, name: Name) -> list[Name]:
        """The names of its sentence."""
        return [self.names[number] for number in self.of_sentence.get(name.sentence, ())]

    def text(self, sentence: int, first: int, last: int) -> str:
        """The words of tokens `first` to `last` (half-open), with one space where the text has any."""
        tokens = self.sentences[sentence].tokens
        gaps = (i > first and tokens[i].start > tokens[i - 1].end for i in range(first, last))
        return "".join(" " * gap + token.text for gap, token in zip(gaps, tokens[first:last], strict=True))


def find_whereabouts(setting: Setting) -> list[Spot]:
    """Every place told by a named one; a spot covers the words from the first that says how to the name's last."""
    found = (_around_name(setting, number) for number in range(len(setting.names)))
    return [spot for spot in found if spot is not None]


def _around_name(setting: Setting, number: int) -> Spot | None:
    """What the words before (or, for "Iraq's north", behind) a resolved name make of it."""
    name, entry = setting.names[number], setting.meanings[number].entry
    if entry is None or name.demonym or name.inside:
        return None
    found = tell(setting, name.sentence, name.first, entry) or _north_of_its(setting, name, entry)
    if found is None:
        return None
    first, last = found[0], max(found[1], name.last)
    place = replace(found[2], name=setting.text(name.sentence, first, last))
    return Spot(name.sentence, first, last, place, "whereabouts", number)


def tell(setting: Setting, sentence: int, at: int, entry: Entry) -> tuple[int, int, Place] | None:
    """The first word, the end and the place of the words before token `at`, where the anchor `entry` begins."""
    tokens = setting.sentences[sentence].tokens
    start = at
    while start and tokens[start - 1].upos == "DET":
        start -= 1
    part = _compass_before(setting, sentence, start)
    if part is not None and part[0] < start:
        return part[0], at, _part(entry, part[1])
    if start and tokens[start - 1].text.lower() in setting.words.distant:
        side = _compass_before(setting, sentence, start - 1) or _letters_before(setting, sentence, start - 1)
        distance = _distance_before(setting, sentence, side[0] if side and side[0] < start - 1 else start - 1)
        if side and side[0] < start - 1:
            return _off(side, distance, at, entry)
        if distance is not None:
            return distance[0], at, _around(entry, distance[1] + entry.radius_km)
    return _near(setting, sentence, start, at, entry)


def _compass_before(setting: Setting, sentence: int, at: int) -> tuple[int, int | None] | None:
    """Where the compass words that end before token `at` begin, and their direction (None: the middle)."""
    tokens = setting.sentences[sentence].tokens
    for length in (3, 2, 1):
        if at - length >= 0:
            words = [token.text for token in tokens[at - length : at]]
            direction = setting.words.direction("".join(words))
            if direction is not None and words[0] not in "-–":
                return at - length, direction
    if at and tokens[at - 1].text.lower() in setting.words.centre:
        return at - 1, None
    return None


def _letters_before(setting: Setting, sentence: int, at: int) -> tuple[int, int | None] | None:
    """The same for one token of compass letters, which need a distance before them: "NNE" in "5 km NNE of Gao"."""
    tokens = setting.sentences[sentence].tokens
    direction = setting.words.compass_letters.get(tokens[at - 1].text) if at else None
    told = direction is not None and _distance_before(setting, sentence, at - 1) is not None
    return (at - 1, direction) if told else None


def _distance_before(setting: Setting, sentence: int, at: int) -> tuple[int, float] | None:
    """Where "20 km" or "20 km (12 miles)" that ends before token `at` begins, and the kilometres."""
    tokens = setting.sentences[sentence].tokens
    while at and tokens[at - 1].upos in ("DET", "ADP") and tokens[at - 1].text.lower() not in setting.words.units:
        at -= 1
    if at >= 5 and tokens[at - 1].text == ")":
        opened = next((i for i in range(at - 2, max(at - 6, 0), -1) if tokens[i].text == "("), at)
        at = opened
    unit = setting.words.units.get(tokens[at - 1].text.lower()) if at else None
    number = at - 2
    while number > 0 and tokens[number].text == "-":
        number -= 1
    amount = _number(tokens[number].text) if unit is not None and number >= 0 else None
    return (number, amount * unit) if amount is not None and unit is not None else None


def _off(
    side: tuple[int, int | None], distance: tuple[int, float] | None, at: int, entry: Entry
) -> tuple[int, int, Place]:
    first, direction = side
    if distance is None and entry.kind in ("country", "province", "region"):
        return first, at, _part(entry, direction)
    km = distance[1] if distance else UNSAID_KM
    reach = max(5.0, 0.25 * km) if distance else UNSAID_REACH_KM
    if direction is None:
        return first, at, _around(entry, reach)
    return (distance[0] if distance else first), at, _moved(entry, direction, km, reach, "near")


def _near(setting: Setting, sentence: int, start: int, at: int, entry: Entry) -> tuple[int, int, Place] | None:
    for phrases, precision in ((setting.words.offshore, "sea"), (setting.words.near, "near")):
        found = _phrase_before(setting, sentence, start, phrases)
        if found is not None and not (precision == "sea" and entry.kind in ("sea", "site", "airfield")):
            first, km = found
            if precision == "near" and entry.kind in ("country", "region", "sea"):
                return None
            return first, at, replace(_around(entry, km + entry.radius_km), precision=precision)
    return None


def _phrase_before(setting: Setting, sentence: int, at: int, phrases: Phrases) -> tuple[int, float] | None:
    tokens = setting.sentences[sentence].tokens
    for phrase, km in phrases.get(tokens[at - 1].text.lower(), ()) if at else ():
        words = tuple(token.text.lower() for token in tokens[max(0, at - len(phrase)) : at])
        if words == phrase:
            return at - len(phrase), km
    return None


def _north_of_its(setting: Setting, name: Name, entry: Entry) -> tuple[int, int, Place] | None:
    """The part of a place that a compass word behind it names: "Iraq's north"."""
    after = setting.sentences[name.sentence].tokens[name.last : name.last + 3]
    if len(after) < 2 or after[0].upos != "PART" or entry.kind not in ("country", "province", "region"):
        return None
    direction, nouns = setting.words.direction(after[1].text), ("NOUN", "PROPN")
    if direction is None or after[1].upos not in nouns or (len(after) > 2 and after[2].upos in nouns):
        return None
    return name.first, name.last + 2, _part(entry, direction)


def _part(entry: Entry, direction: int | None) -> Place:
    """A third of a country or province; of a town, the town itsetting."""
    if entry.kind not in ("country", "province", "region", "sea"):
        return place_of(entry)
    precision = "sea" if entry.kind == "sea" else "province"
    if direction is None:
        return replace(_around(entry, 0.5 * entry.radius_km), precision=precision)
    return _moved(entry, direction, 0.5 * entry.radius_km, 0.6 * entry.radius_km, precision)


def _around(entry: Entry, reach: float) -> Place:
    return Place(entry.name, entry.country, entry.admin1, entry.lat, entry.lon, round(reach, 1), "near", entry.id)


def _moved(entry: Entry, direction: int, km: float, reach: float, precision: str) -> Place:
    lat = entry.lat + km * cos(radians(direction)) / KM_A_DEGREE
    lon = entry.lon + km * sin(radians(direction)) / (KM_A_DEGREE * max(0.1, cos(radians(entry.lat))))
    return Place(entry.name, entry.country, None, round(lat, 4), round(lon, 4), round(reach, 1), precision, entry.id)


def _number(text: str) -> float | None:
    digits = text.replace(",", "").replace("–", "-").split("-")[-1]
    return float(digits) if digits.replace(".", "", 1).isdigit() else None

"""Chooses what each name of a place means, from the whole report; abstains where two meanings are too close.

A candidate's score adds up: how well known it is, how exactly it bears the name, how much the report speaks of its
country, whether it lies in the larger place that the text names beside it, whether it is of the kind that a noun
beside the name asks for, and whether it lies near other places of the report. Units are powers of ten of population.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dateline.gazetteer import Entry
from dateline.read.above import find_above
from dateline.read.candidates import (
    SUITABLE,
    Around,
    distance_km,
    is_in_province,
    is_namesake,
    likeness,
    plain_meaning,
    score_entries,
    standing,
)
from dateline.read.listed import find_lists, find_peers, find_series, is_of
from dateline.read.names import Name
from dateline.read.place_words import PlaceWords
from dateline.sentences import Sentence

NEIGHBOUR = ((100.0, 1.0), (300.0, 0.5))
NEAR_DEGREES = 3.0
SAME_SPOT_KM = 60.0
MARGIN = 0.4
GREAT_CITY, UNKNOWN_TOWN, SMALL_TOWN, SPOKEN_OF = 6.0, 4.9, 4.2, 0.2
LITERAL_VOTE, PASSING_VOTE, NAME_VOTE = 1.0, 0.3, 0.6
FULL_VOTE, FAR_AHEAD = 0.5, 1.2
ONE_SENSE = 2.0
GUESSED, AS_LARGE = 1.0, 0.5
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one name means: the entry, or None where the choice is too close, and the candidates, the best first.

    No candidates means that the name is hardly one of a place.
    """

    entry: Entry | None
    candidates: tuple[Entry, ...]


class _Talk(NamedTuple):
    """What a report speaks of: countries by their share of it, the same by the key of a name without its own voice,
    the names for which more than capitals speak somewhere, and the names that speak for each country."""

    votes: Mapping[str, float]
    heard: Mapping[str, Mapping[str, float]]
    vouched: Collection[str]
    backers: Mapping[str, Collection[str]]


def resolve(
    names: Sequence[Name], sentences: Sequence[Sentence], *, words: PlaceWords
) -> tuple[list[Meaning], Mapping[str, float]]:
    """A meaning for each name, and how much the report speaks of each country (alpha-3, the most named one is 1)."""
    senses = [_sense(name) for name in names]
    distinct = dict(zip(senses, names, strict=True))
    speaks = {sense: _vote(name) for sense, name in distinct.items()}
    ballots = [(distinct[sense].key, vote) for sense in senses if (vote := speaks[sense]) is not None]
    votes = _shares(_count(vote for _, vote in ballots))
    backers = _backers(ballots)
    lists = find_lists(names, sentences)
    series, beside = find_series(names, lists), find_peers(names, lists)
    holders = _holders(names, sentences, words, series)
    above = find_above(names, holders)
    below: dict[str, list[Name]] = defaultdict(list)
    for inner, outer in holders.items():
        below[names[outer].key].append(names[inner])
    heard = _heard(ballots)
    known: dict[object, list[tuple[float, Entry]]] = {}
    scored = []
    for number, (sense, name) in enumerate(zip(senses, names, strict=True)):
        key = (sense, id(series.get(number)), id(above.get(number)))
        if key not in known:
            around = Around(above.get(number, ()), below[name.key], beside.get(name.key, ()), series.get(number))
            known[key] = score_entries(name, around, heard.get(name.key, votes), words)
        scored.append(known[key])
    scored = _of_one_sense(names, scored)
    choices = (_choice(scores) for scores in scored)
    anchors = {entry.id: entry for entry in choices if entry and entry.kind in ("town", "province", "site")}.values()
    nearness = cache(lambda entry: _nearness(entry, anchors))
    talk = _Talk(votes, heard, {name.key for name in names if name.supported and not name.inside}, backers)
    meanings = [
        _meaning(name, _drawn(scores, nearness), talk, above.get(number, ()))
        for number, (name, scores) in enumerate(zip(names, scored, strict=True))
    ]
    return meanings, votes


def _of_one_sense(
    names: Sequence[Name], scored: Sequence[list[tuple[float, Entry]]]
) -> list[list[tuple[float, Entry]]]:
    """The scores, raised for places of the country in which a noun of kind has placed the name in the report."""
    told = {
        name.key: best.country
        for name, scores in zip(names, scored, strict=True)
        if name.hint is not None and (best := _choice(scores)) is not None and best.kind in SUITABLE[name.hint]
    }
    return [
        scores
        if name.key not in told
        else sorted(
            ((points + ONE_SENSE * (told[name.key] == entry.country), entry) for points, entry in scores),
            key=lambda pair: -pair[0],
        )
        for name, scores in zip(names, scored, strict=True)
    ]


def _sense(name: Name) -> tuple[object, ...]:
    """All of a name but where it stands: names that agree in it mean the same."""
    entries = tuple(entry.id for entry in name.entries)
    return name.words, entries, name.hint, name.demonym, name.inside, name.dateline, name.supported, name.doubted


def _count(votes: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The votes for each country: by its name, its adjective and names that lie in one country only."""
    counts: dict[str, float] = defaultdict(float)
    for country, weight in votes:
        counts[country] += weight
    return counts


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    """How much the report speaks of each country, the most named one being 1."""
    top = max(counts.values(), default=FULL_VOTE)
    return {country: count / max(top, FULL_VOTE) for country, count in counts.items()}


def _heard(ballots: Sequence[tuple[str, tuple[str, float]]]) -> dict[str, dict[str, float]]:
    """By the key of a name that votes, how much the other names speak of each country."""
    counts = _count(vote for _, vote in ballots)
    by_country: dict[str, list[tuple[str, float]]] = defaultdict(list)
    own: dict[str, set[str]] = defaultdict(set)
    for key, (country, weight) in ballots:
        by_country[country].append((key, weight))
        own[key].add(country)
    heard = {}
    for key, countries in own.items():
        others = _count((c, weight) for c in countries for other, weight in by_country[c] if other != key)
        heard[key] = _shares({**counts, **dict.fromkeys(countries, 0.0), **others})
    return heard


def _backers(ballots: Iterable[tuple[str, tuple[str, float]]]) -> dict[str, set[str]]:
    """The names that speak for each country."""
    backers: dict[str, set[str]] = defaultdict(set)
    for key, (country, _) in ballots:
        backers[country].add(key)
    return backers


def _vote(name: Name) -> tuple[str, float] | None:
    """The country that a name speaks for, and how much it counts."""
    countries = [entry.country for entry in name.entries if entry.kind == "country" and entry.country]
    if not countries:
        country = None if name.inside else _only_country(name)
        return None if country is None else (country, NAME_VOTE)
    rivals = [e for e in name.entries if is_namesake(e, name) and e.country not in countries and e.population]
    if len(set(countries)) > 1 or rivals:
        return None
    return countries[0], PASSING_VOTE if name.demonym or name.inside else LITERAL_VOTE


def _only_country(name: Name) -> str | None:
    """The country in which all, or by far the biggest, of a name's entries lie."""
    best: dict[str, float] = {}
    for entry in name.entries:
        if entry.country:
            best[entry.country] = max(best.get(entry.country, 0.0), standing(entry) + likeness(entry, name))
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < FAR_AHEAD):
        return None
    return ranked[0][0]


def _holders(
    names: Sequence[Name], sentences: Sequence[Sentence], words: PlaceWords, listed: Collection[int]
) -> dict[int, int]:
    """For a name's number, that of the larger place beside it: "Goma, in eastern Congo", "the Malian town of Boni".

    Names that are `listed` are of one kind, so that none holds the next.
    """
    found: dict[int, int] = {}
    for at, (one, two) in enumerate(pairwise(names)):
        if one.sentence != two.sentence or (at in listed and at + 1 in listed):
            continue
        gap = sentences[one.sentence].tokens[one.last : two.first]
        if not all(_is_holding(token.text.lower(), words) for token in gap):
            continue
        between = [token.text.lower() for token in gap]
        if _is_apart(between, words):
            continue
        nation = all(entry.kind == "country" for entry in one.entries)
        if one.demonym or (nation and between[:1] and between[0].startswith(("’s", "'s"))):
            found.setdefault(at + 1, at)
        elif between and not two.demonym and _can_hold(two) and not _is_list(one, two, between):
            found[at] = at + 1
    return found


def _is_list(one: Name, two: Name, between: Sequence[str]) -> bool:
    """Whether the names stand in a list of countries and regions, in which none holds the next."""
    if is_of(one, two):
        return False
    wide = (any(entry.kind in ("country", "region") for entry in name.entries) for name in (one, two))
    return list(between) == [","] and all(wide)


def _is_apart(between: Sequence[str], words: PlaceWords) -> bool:
    """Whether the first name lies beside the second: "Sirte, east of Misrata"."""
    return any(words.direction(one) is not None and two in words.partitive for one, two in pairwise(between))


def _is_holding(word: str, words: PlaceWords) -> bool:
    return word in words.holding or words.direction(word) is not None or words.kind_of(word) is not None


def _can_hold(name: Name) -> bool:
    return any(entry.kind in ("country", "province", "region", "district") for entry in name.entries)


def _choice(scores: Sequence[tuple[float, Entry]]) -> Entry | None:
    """The best candidate, unless one elsewhere comes close."""
    if not scores:
        return None
    top, best = scores[0]
    rival = next((score for score, entry in scores[1:] if not _same_spot(best, entry)), None)
    return best if rival is None or top - rival >= MARGIN else None


def _same_spot(one: Entry, other: Entry) -> bool:
    if any(a.kind == "province" and is_in_province(b, a) for a, b in ((one, other), (other, one))):
        return True
    one_country = one.country == other.country or None in (one.country, other.country)
    return one_country and distance_km(one, other) < SAME_SPOT_KM


def _drawn(scores: Sequence[tuple[float, Entry]], nearness: Callable[[Entry], float]) -> list[tuple[float, Entry]]:
    """The scores with what nearness to the report's other places adds; only the leaders are looked at."""
    if len(scores) < 2:
        return list(scores)
    leaders, rest = scores[:12], scores[12:]
    drawn = [(score + nearness(entry), entry) for score, entry in leaders]
    return [*sorted(drawn, key=lambda pair: -pair[0]), *rest]


def _nearness(entry: Entry, anchors: Collection[Entry]) -> float:
    if entry.kind in ("country", "province", "sea"):
        return 0.0
    others = (a for a in anchors if abs(a.lat - entry.lat) < NEAR_DEGREES and a.id != entry.id and a.name != entry.name)
    closest = min((distance_km(entry, anchor) for anchor in others), default=float("inf"))
    return next((gain for reach, gain in NEIGHBOUR if closest < reach), 0.0)


def _meaning(name: Name, scores: Sequence[tuple[float, Entry]], talk: _Talk, holders: Collection[Name]) -> Meaning:
    """The choice for one name in the larger places that hold it."""
    best, votes = _choice(scores), talk.votes
    first = scores[0][1] if scores else None
    if first is None or _is_no_place(first, name, votes, name.key in talk.vouched):
        return Meaning(None, ())
    candidates = tuple(entry for _, entry in scores[:8])
    if best is not None and best.kind == "town" and not _is_spoken_of(best, votes) and likeness(best, name) <= 0:
        return Meaning(best if standing(best) >= UNKNOWN_TOWN else None, candidates)
    if best is not None and (
        _is_unspoken(name, scores, talk.heard.get(name.key, votes))
        or _is_far_off(best, name, talk.backers)
        or _is_denied(best, holders, votes)
    ):
        return Meaning(None, candidates)
    return Meaning(best, candidates)


def _is_far_off(entry: Entry, name: Name, backers: Mapping[str, Collection[str]]) -> bool:
    """Whether a place of little renown lies in a country for which no other name speaks, while several do elsewhere."""
    renowned = entry.kind in ("country", "sea", "region") or standing(entry) >= UNKNOWN_TOWN
    elsewhere = max((len(keys) for country, keys in backers.items() if country != entry.country), default=0)
    return not renowned and elsewhere >= SEVERAL and not set(backers.get(entry.country or "", ())) - {name.key}


def _is_unspoken(name: Name, scores: Sequence[tuple[float, Entry]], votes: Mapping[str, float]) -> bool:
    """Whether nothing else speaks for the country of the best meaning, and one in another country comes near."""
    top, best = scores[0]
    if best.country is None or votes.get(best.country, 0.0) > 0.0:
        return False
    near = [e for score, e in scores[1:] if top - score < GUESSED and e.country not in (None, best.country)]
    least = max(UNKNOWN_TOWN, standing(best) - AS_LARGE)
    return any(
        likeness(e, name) > 0 and (standing(e) >= least or votes.get(str(e.country), 0.0) > FULL_VOTE) for e in near
    )


def _is_denied(entry: Entry, holders: Collection[Name], votes: Mapping[str, float]) -> bool:
    """Whether the text puts the place into larger ones of another country, which it speaks of: "Stroud, Ontario"."""
    outer = [plain_meaning(holder) for holder in holders]
    wide = [
        one for one in outer if one is not None and one.kind in ("country", "province") and _is_spoken_of(one, votes)
    ]
    told = bool(wide) and len(wide) == len(outer)
    return told and entry.kind == "town" and all(one.country != entry.country for one in wide)


def _is_spoken_of(entry: Entry, votes: Mapping[str, float]) -> bool:
    return votes.get(entry.country or "", 0.0) >= SPOKEN_OF


def _is_no_place(entry: Entry, name: Name, votes: Mapping[str, float], vouched: bool) -> bool:
    """Whether the words are hardly a place's name: too little known a town for what speaks for it."""
    if entry.kind not in ("town", "airfield"):
        return False
    if name.doubted and not vouched:
        return standing(entry) < GREAT_CITY
    if name.inside:
        return not _is_spoken_of(entry, votes) and standing(entry) < GREAT_CITY
    known = standing(entry) >= (SMALL_TOWN if _is_spoken_of(entry, votes) else UNKNOWN_TOWN)
    return not vouched and not known

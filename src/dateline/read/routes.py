"""Places told by two names: "between Homs and Palmyra", "the road from Kabul to Ghazni", "the Kabul-Herat highway"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.distance import km_between
from dateline.gazetteer import Entry, plain
from dateline.read.name_runs import HYPHENS
from dateline.read.names import Name
from dateline.read.whereabouts import Setting, Spot
from dateline.records import Place
from dateline.sentences import Token

FARTHEST_KM, SLACK = 800.0, 0.1
NO_ENDS = ("country", "sea")


def find_routes(setting: Setting) -> list[Spot]:
    """A spot from the first word to the last of each stretch: halfway, with a radius that reaches both ends.

    Two capitals with no way between them are two governments ("talks between A and B").
    """
    spots = []
    for number, sentence in enumerate(setting.sentences):
        for one, two in pairwise(setting.found_in(number)):
            start = _start(setting, sentence.tokens, one, two)
            if start is not None:
                spots.append(_spot(setting, number, start, one, two))
    return spots


def _start(
    setting: Setting, tokens: Sequence[Token], one: tuple[Name, Entry], two: tuple[Name, Entry]
) -> tuple[int, int] | None:
    """The first and the last token (half-open) of a stretch between two names, or None where they tell of none."""
    (first, here), (second, there) = one, two
    if first.demonym or second.demonym or here.kind in NO_ENDS or there.kind in NO_ENDS or here.id == there.id:
        return None
    if abs(here.lon - there.lon) > 180 or km_between(here.lat, here.lon, there.lat, there.lon) > FARTHEST_KM:
        return None
    words = setting.words
    between = [token.text.lower() for token in tokens[first.last : second.first] if token.upos != "DET"]
    before = [token.text.lower() for token in tokens[max(0, first.first - 4) : first.first] if token.upos != "DET"]
    if len(between) != 1 or not before:
        return None
    if between[0] in HYPHENS:
        behind = [token.text.lower() for token in tokens[second.last : second.last + 2]]
        way = next((at for at, word in enumerate(behind, 1) if word in words.ways), None)
        return None if way is None else (first.first, second.last + way)
    joined = any(token.upos == "CCONJ" for token in tokens[first.last : second.first])
    a_way = any(word in words.ways or word in words.halfway for word in before[:-1])
    two_powers = _is_capital(setting, here) or _is_capital(setting, there)
    if joined and before[-1] in words.between and (a_way or not two_powers):
        return _opened(tokens, first.first, before[-1]), second.last
    if (before[-1], between[0]) in words.from_to and a_way:
        return _opened(tokens, first.first, before[-1]), second.last
    return None


def _is_capital(setting: Setting, entry: Entry) -> bool:
    return (entry.country, plain(entry.name)) in setting.words.capitals


def _opened(tokens: Sequence[Token], at: int, word: str) -> int:
    return next(i for i in range(at - 1, -1, -1) if tokens[i].text.lower() == word)


def _spot(
    setting: Setting, number: int, stretch: tuple[int, int], one: tuple[Name, Entry], two: tuple[Name, Entry]
) -> Spot:
    here, there = one[1], two[1]
    km = km_between(here.lat, here.lon, there.lat, there.lon)
    country = here.country if here.country == there.country else None
    admin1 = here.admin1 if country and here.admin1 == there.admin1 else None
    lat, lon = round((here.lat + there.lat) / 2, 4), round((here.lon + there.lon) / 2, 4)
    name, reach = setting.text(number, *stretch), round((0.5 + SLACK) * km, 1)
    place = Place(name, country, admin1, lat, lon, max(reach, 2.0), "near", None)
    return Spot(number, *stretch, place, "route", setting.names.index(one[0]))

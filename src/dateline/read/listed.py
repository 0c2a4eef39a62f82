"""Lists of names, and what they say of their members: a list holds places of one kind, and often of one country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.gazetteer import Entry
from dateline.read.candidates import is_namesake, plain_meaning
from dateline.read.names import Name
from dateline.sentences import Sentence

SERIES = 3
REACH = 30  # how far apart in one list two names may stand to speak for each other


@dataclass(frozen=True, slots=True)
class Series:
    """What all names of a list may be and most of them plainly are: countries, or provinces of one country."""

    kind: str
    country: str | None = None

    def holds(self, entry: Entry) -> bool:
        """Whether a place is of that kind and, for provinces, of that country."""
        return entry.kind == self.kind and self.country in (None, entry.country)


def find_lists(names: Sequence[Name], sentences: Sequence[Sentence]) -> list[list[int]]:
    """The numbers of the names of each list of two or more: "Alberta, Ontario and Manitoba"."""
    lists: list[list[int]] = [[]]
    for number in range(len(names)):
        if not (lists[-1] and _goes_on(lists[-1], number, names, sentences)):
            lists.append([])
        lists[-1].append(number)
    return [listed for listed in lists if len(listed) > 1]


def find_peers(names: Sequence[Name], lists: Sequence[Sequence[int]]) -> Mapping[str, list[Name]]:
    """By a name's key, the other names of its lists, one mention each."""
    found: dict[str, dict[str, Name]] = defaultdict(dict)
    for listed in lists:
        for at, number in enumerate(listed):
            near = (names[other] for other in listed[max(0, at - REACH) : at + REACH + 1])
            found[names[number].key] |= {name.key: name for name in near if name.key != names[number].key}
    return {key: list(peers.values()) for key, peers in found.items()}


def find_series(names: Sequence[Name], lists: Sequence[Sequence[int]]) -> Mapping[int, Series]:
    """The series that a name stands in, by the name's number; only lists of SERIES names and more are one."""
    found: dict[int, Series] = {}
    for listed in (one for one in lists if len(one) >= SERIES):
        plain = [meaning for number in listed if (meaning := plain_meaning(names[number])) is not None]
        kinds = {Series("country")} | {Series(e.kind, e.country) for e in plain if e.kind == "province"}
        for series in sorted(kinds, key=lambda one: (one.kind, one.country or "")):
            possible = all(any(map(series.holds, names[number].entries)) for number in listed)
            if possible and 2 * sum(map(series.holds, plain)) >= len(listed):
                found.update(dict.fromkeys(listed, series))
    return found


def _goes_on(listed: Sequence[int], number: int, names: Sequence[Name], sentences: Sequence[Sentence]) -> bool:
    """Whether a name follows the last one of a list; a country behind its own province does only among countries."""
    one, two = names[listed[-1]], names[number]
    if one.sentence != two.sentence or one.demonym or two.demonym:
        return False
    between = sentences[one.sentence].tokens[one.last : two.first]
    if not between or not all(token.text == "," or token.upos == "CCONJ" for token in between):
        return False
    return not is_of(one, two) or (len(listed) > 1 and all(_may_be_nation(names[other]) for other in listed))


def _may_be_nation(name: Name) -> bool:
    return any(entry.kind == "country" for entry in name.entries)


def is_of(one: Name, two: Name) -> bool:
    """Whether the first name is that of a province of the country that the second names."""
    countries = {entry.country for entry in two.entries if entry.kind == "country"}
    return any(is_namesake(entry, one) and entry.country in countries for entry in one.entries)

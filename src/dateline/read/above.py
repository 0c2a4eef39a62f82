"""The larger places that the text puts a name into: "Tripoli, Lebanon" and "Tripoli, Libya" are two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from dateline.read.candidates import lies_in
from dateline.read.names import Name


def find_above(names: Sequence[Name], holders: Mapping[int, int]) -> dict[int, Sequence[Name]]:
    """By a name's number, the larger places for it: those beside all mentions of it in the report.

    Where they part its namesakes between them, a mention goes by the place beside it or, where it has none, by the one
    told last before it, else told first after it. `holders` has the number of the larger place beside a name's number.
    """
    mentions: dict[str, list[int]] = defaultdict(list)
    held: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        mentions[name.key].append(number)
        if number in holders and names[holders[number]].key != name.key:
            held[name.key].append(number)
    above: dict[int, Sequence[Name]] = {}
    for key, inner in held.items():
        outer = [names[holders[number]] for number in inner]
        groups = [outer] if not _are_apart(names[inner[0]], outer) else [[one] for one in outer]
        for number in mentions[key]:
            latest = sum(one <= number for one in inner) - 1
            above[number] = groups[max(0, latest) if len(groups) > 1 else 0]
    return above


def _are_apart(name: Name, outer: Sequence[Name]) -> bool:
    """Whether two of the larger places hold namesakes of which neither lies in the other."""
    holdings = {one.key: frozenset(e.id for e in name.entries if lies_in(e, one)) for one in outer}
    return any(one and other and not one & other for one, other in combinations(holdings.values(), 2))

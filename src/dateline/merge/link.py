"""Claims of one occurrence, brought together: compared in pairs, joined where they agree, never across a contradiction.

Pairs that score `LINK` or more make connected components; inside each, average linkage joins the likeliest two groups
first, as long as nothing keeps any two of their claims apart. What reviewers judged goes before all of it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dateline.merge.blocks import candidate_pairs, near_in_time
from dateline.merge.likeness import LINK, likeness
from dateline.merge.profiles import Profile
from dateline.merge.verdicts import Verdicts

KEEP = 2.0  # what two groups must score on average, their best pair reaching LINK
MARGIN = 0.75  # a vague claim is joined only if no contradicting candidate comes this near to its best one
JUDGED = "judged the same by a reviewer"

Pair = tuple[int, int]  # indices into the profiles, the smaller one first
Scorer = Callable[[int, int], float | None]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims taken for one occurrence, earliest first, and why each further one was joined to which."""

    members: tuple[Profile, ...]
    reasons: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Bond:
    """What ties two groups that may be one: the sum and number of the pairs' scores, the best score and its pair."""

    total: float
    count: int
    best: float
    pair: Pair

    @property
    def average(self) -> float:
        return round(self.total / self.count, 9)

    def plus(self, other: _Bond) -> _Bond:
        """The bond to two groups once they are one."""
        best, pair = min((-self.best, self.pair), (-other.best, other.pair))
        return _Bond(self.total + other.total, self.count + other.count, -best, pair)


Near = dict[int, dict[int, _Bond]]  # for each group those that it may be one with; a group bears its earliest claim


def link(profiles: Sequence[Profile], verdicts: Verdicts) -> list[Cluster]:
    """Every profile in exactly one cluster; clusters and their members in the order of `profiles`."""
    same, barred = _numbered(verdicts.same, profiles), frozenset(_numbered(verdicts.not_same, profiles))
    score = _scorer(profiles, barred)
    edges = _edges(profiles, score)
    found = []
    for component in _components(len(profiles), [*edges, *same]):
        inside = set(component)
        judged = [pair for pair in same if pair[0] in inside]
        groups, joined = _agglomerate(component, _bonds(component, profiles, score), judged=judged, barred=barred)
        found += [_cluster(group, profiles, joined) for group in groups]
    return sorted(found, key=lambda cluster: cluster.members[0].order)


def _numbered(pairs: Iterable[tuple[str, str]], profiles: Sequence[Profile]) -> list[Pair]:
    """The pairs of claim ids as pairs of indices, without those of claims that are not here."""
    number = {profile.claim.claim_id: i for i, profile in enumerate(profiles)}
    known = ((number[a], number[b]) for a, b in pairs if a in number and b in number)
    return [(min(pair), max(pair)) for pair in known]


def _scorer(profiles: Sequence[Profile], barred: frozenset[Pair]) -> Scorer:
    """A function from a pair to its score, None for what cannot be one; each pair is compared once."""
    known: dict[Pair, float | None] = {}

    def score(i: int, j: int) -> float | None:
        pair = (i, j) if i < j else (j, i)
        if pair not in known:
            found = likeness(profiles[pair[0]], profiles[pair[1]])
            known[pair] = None if found.apart or pair in barred else found.score
        return known[pair]

    return score


def _edges(profiles: Sequence[Profile], score: Scorer) -> list[Pair]:
    """The pairs alike enough to link, without those of a vague claim that fits several occurrences."""
    linked: dict[int, dict[int, float]] = {}
    for i, j in candidate_pairs(profiles):
        points = score(i, j)
        if points is not None and points >= LINK:
            linked.setdefault(i, {})[j] = linked.setdefault(j, {})[i] = points
    torn = {i for i, near in linked.items() if profiles[i].is_vague and _is_torn(near, score)}
    return [(i, j) for i, near in linked.items() for j in near if i < j and not torn & {i, j}]


def _is_torn(near: dict[int, float], score: Scorer) -> bool:
    """Whether a candidate that cannot be one with the best one fits about as well."""
    best = min(near, key=lambda i: (-near[i], i))
    return any(score(best, i) is None for i, points in near.items() if i != best and points > near[best] - MARGIN)


def _components(count: int, edges: Sequence[Pair]) -> list[list[int]]:
    """The connected components of the numbers below `count`, each in order."""
    root = list(range(count))

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j in edges:
        low, high = sorted((top(i), top(j)))
        root[high] = low
    components: dict[int, list[int]] = {}
    for i in range(count):
        components.setdefault(top(i), []).append(i)
    return list(components.values())


# --- inside a component ---------------------------------------------------------------------------------------


def _bonds(members: Sequence[int], profiles: Sequence[Profile], score: Scorer) -> Near:
    """The bonds between single claims; those far apart in time have none."""
    near: Near = {i: {} for i in members}
    for i, j in near_in_time(members, profiles):
        points = score(i, j)
        if points is not None:
            near[i][j] = near[j][i] = _Bond(points, 1, points, (min(i, j), max(i, j)))
    return near


def _agglomerate(
    members: Sequence[int], near: Near, *, judged: Sequence[Pair], barred: frozenset[Pair]
) -> tuple[list[list[int]], list[tuple[Pair, str]]]:
    """The groups of one component, and the pairs by which they were joined: first those that are judged the same."""
    groups = {i: [i] for i in members}
    joined: list[tuple[Pair, str]] = []
    for pair in judged:
        i, j = sorted(next(name for name, group in groups.items() if one in group) for one in pair)
        if i != j and not _is_barred(groups[i], groups[j], barred):
            joined.append((pair, JUDGED))
            groups[i] += groups.pop(j)
            for other in _join(i, j, near, forced=True):
                if _is_barred(groups[i], groups[other], barred):
                    del near[i][other], near[other][i]
    heap = [entry for i in near for j in near[i] if i < j and (entry := _entry(i, j, near))]
    heapq.heapify(heap)
    while heap:
        average, i, j = heapq.heappop(heap)
        bond = near.get(i, {}).get(j)
        if bond is not None and bond.average == -average:
            joined.append((bond.pair, ""))
            groups[i] += groups.pop(j)
            for other in _join(i, j, near):
                if entry := _entry(min(i, other), max(i, other), near):
                    heapq.heappush(heap, entry)
    return list(groups.values()), joined


def _is_barred(one: Sequence[int], other: Sequence[int], barred: frozenset[Pair]) -> bool:
    """Whether a reviewer judged a claim of one group and one of the other not the same."""
    return bool(barred) and any((min(a, b), max(a, b)) in barred for a in one for b in other)


def _entry(i: int, j: int, near: Near) -> tuple[float, int, int] | None:
    """A heap entry, the likeliest pair first and earlier claims before later ones; None where they do not reach."""
    bond = near[i][j]
    return (-bond.average, i, j) if bond.best >= LINK and bond.average >= KEEP else None


def _join(i: int, j: int, near: Near, *, forced: bool = False) -> list[int]:
    """Makes group `j` part of group `i`; the groups that it may still join.

    What contradicts one part contradicts the whole, unless a reviewer `forced` two that contradict each other.
    """
    mine, theirs = near.pop(i), near.pop(j)
    for other in (mine.keys() | theirs.keys()) - {i, j}:
        near[other].pop(i, None)
        near[other].pop(j, None)
    kept = (mine.keys() | theirs.keys()) if forced else (mine.keys() & theirs.keys())
    near[i] = {}
    for other in sorted(kept - {i, j}):
        bonds = [bonds[other] for bonds in (mine, theirs) if other in bonds]
        near[i][other] = near[other][i] = bonds[0].plus(bonds[1]) if len(bonds) == 2 else bonds[0]
    return list(near[i])


def _cluster(group: Sequence[int], profiles: Sequence[Profile], joined: Sequence[tuple[Pair, str]]) -> Cluster:
    inside = set(group)
    reasons = [
        (profiles[i].claim.claim_id, profiles[j].claim.claim_id, why or likeness(profiles[i], profiles[j]).reason)
        for (i, j), why in joined
        if i in inside
    ]
    return Cluster(tuple(profiles[i] for i in sorted(group)), tuple(reasons))

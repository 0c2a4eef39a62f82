"""Claims of one occurrence, brought together: compared in pairs, joined where they agree, never across a contradiction.

Pairs that score `LINK` or more make connected components; inside each, average linkage joins the likeliest two groups
first, as long as nothing keeps any two of their claims apart. What reviewers judged goes before all of it.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.merge.blocks import candidate_pairs
from dateline.merge.likeness import LINK, likeness
from dateline.merge.profiles import Profile
from dateline.merge.verdicts import Pair, Verdicts, pair_of

KEEP = 2.0  # what two groups must score on average, their best pair reaching LINK
MARGIN = 0.75  # a vague claim is joined only if no contradicting candidate comes this near to its best one
JUDGED = "judged the same by a reviewer"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims taken for one occurrence, earliest first, and why each further one was joined to which."""

    members: tuple[Profile, ...]
    reasons: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Bond:
    """What lies between two groups: the sum over all pairs, the best pair, and what keeps them apart."""

    total: float
    best: float
    pair: tuple[int, int]
    apart: bool
    barred: bool

    def plus(self, other: _Bond) -> _Bond:
        """The bond to two groups once they are one."""
        best = min((-self.best, self.pair), (-other.best, other.pair))
        return _Bond(
            self.total + other.total, -best[0], best[1], self.apart or other.apart, self.barred or other.barred
        )


def link(profiles: Sequence[Profile], verdicts: Verdicts) -> list[Cluster]:
    """Every profile in exactly one cluster; clusters and their members in the order of `profiles`."""
    places = {profile.claim.claim_id: i for i, profile in enumerate(profiles)}
    judged = [(places[a], places[b]) for a, b in verdicts.same if a in places and b in places]
    edges = _edges(profiles)
    found = []
    for component in _components(len(profiles), [*edges, *judged]):
        inside = set(component)
        must = [pair for pair in judged if pair[0] in inside]
        found += _agglomerate(component, profiles, must=must, barred=verdicts.not_same)
    return sorted(found, key=lambda cluster: cluster.members[0].order)


def _edges(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """The pairs alike enough to link, without those of a vague claim that fits several occurrences."""
    linked: dict[int, dict[int, float]] = {}
    for i, j in candidate_pairs(profiles):
        found = likeness(profiles[i], profiles[j])
        if not found.apart and found.score >= LINK:
            linked.setdefault(i, {})[j] = linked.setdefault(j, {})[i] = found.score
    torn = {i for i, near in linked.items() if profiles[i].is_vague and _is_torn(near, profiles)}
    return [(i, j) for i, near in linked.items() for j in near if i < j and not torn & {i, j}]


def _is_torn(near: dict[int, float], profiles: Sequence[Profile]) -> bool:
    """Whether two candidates that cannot be one fit about equally well."""
    best = max(near.values())
    rivals = [i for i, score in near.items() if score > best - MARGIN]
    return any(likeness(profiles[i], profiles[j]).apart for i, j in combinations(rivals, 2))


def _components(count: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
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


def _agglomerate(
    members: Sequence[int], profiles: Sequence[Profile], *, must: Sequence[tuple[int, int]], barred: frozenset[Pair]
) -> list[Cluster]:
    """The clusters of one component: judged pairs first, then the likeliest two groups, again and again."""
    groups = {i: [i] for i in members}
    bonds = {(i, j): _bond(i, j, profiles, barred) for i, j in combinations(members, 2)}
    joined: list[tuple[tuple[int, int], str]] = []
    for pair in must:
        i, j = sorted(next(name for name, group in groups.items() if one in group) for one in pair)
        if i != j and not bonds[i, j].barred:
            joined.append((pair, JUDGED))
            _join(i, j, groups, bonds)
    heap = [_entry(pair, bond, groups) for pair, bond in bonds.items() if _may_join(pair, bond, groups)]
    heapq.heapify(heap)
    while heap:
        _, i, j, size = heapq.heappop(heap)
        if i not in groups or j not in groups or size != (len(groups[i]), len(groups[j])):
            continue
        joined.append((bonds[i, j].pair, ""))
        for pair in _join(i, j, groups, bonds):
            if _may_join(pair, bonds[pair], groups):
                heapq.heappush(heap, _entry(pair, bonds[pair], groups))
    return [_cluster(group, profiles, joined) for group in groups.values()]


def _bond(i: int, j: int, profiles: Sequence[Profile], barred: frozenset[Pair]) -> _Bond:
    found = likeness(profiles[i], profiles[j])
    judged = pair_of(profiles[i].claim.claim_id, profiles[j].claim.claim_id) in barred
    return _Bond(found.score, found.score, (i, j), found.apart or judged, judged)


def _join(i: int, j: int, groups: dict[int, list[int]], bonds: dict[tuple[int, int], _Bond]) -> list[tuple[int, int]]:
    """Makes group `j` part of group `i`; the pairs whose bond has changed."""
    groups[i] += groups.pop(j)
    del bonds[i, j]
    changed = []
    for other in groups:
        if other != i:
            kept, gone = (min(i, other), max(i, other)), (min(j, other), max(j, other))
            bonds[kept] = bonds[kept].plus(bonds.pop(gone))
            changed.append(kept)
    return changed


def _may_join(pair: tuple[int, int], bond: _Bond, groups: dict[int, list[int]]) -> bool:
    return not bond.apart and bond.best >= LINK and _average(pair, bond, groups) >= KEEP


def _average(pair: tuple[int, int], bond: _Bond, groups: dict[int, list[int]]) -> float:
    return bond.total / (len(groups[pair[0]]) * len(groups[pair[1]]))


def _entry(pair: tuple[int, int], bond: _Bond, groups: dict[int, list[int]]) -> tuple[float, int, int, tuple[int, int]]:
    """A heap entry: the likeliest pair first, the earlier claims before the later; its sizes tell when it is stale."""
    i, j = pair
    return -round(_average(pair, bond, groups), 9), i, j, (len(groups[i]), len(groups[j]))


def _cluster(
    group: Sequence[int], profiles: Sequence[Profile], joined: Sequence[tuple[tuple[int, int], str]]
) -> Cluster:
    inside = set(group)
    reasons = [
        (profiles[i].claim.claim_id, profiles[j].claim.claim_id, why or likeness(profiles[i], profiles[j]).reason)
        for (i, j), why in joined
        if i in inside
    ]
    return Cluster(tuple(profiles[i] for i in sorted(group)), tuple(reasons))

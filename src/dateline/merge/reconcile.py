"""One cluster of claims -> one incident: per field the value most reports can agree on, and what is disputed.

Every value keeps the words of the claims that tell it. Nothing that was told is lost from a toll's range.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

from dateline.merge.agreed import ONE_VALUE, Told, agreed, gather, words_of
from dateline.merge.copies import voices
from dateline.merge.identity import Register, Tie, closest, identify, tie
from dateline.merge.link import Cluster
from dateline.merge.profiles import Profile
from dateline.merge.tolls import Telling, is_disputed, reconcile_sides
from dateline.records import TOLLS, Claim, Coded, Incident, Party, ReadReport, Toll, Weapon

MOST_SURE = 0.99
TOLL_RULE = "merge/toll"


def reconcile(cluster: Cluster, reports: Mapping[str, ReadReport], known: Register) -> Incident:
    """The incident of a cluster; it is known by its earliest claim."""
    claims = [profile.claim for profile in cluster.members]
    voice = voices([claim.report_id for claim in claims], reports)
    fields: dict[str, Any] = {}
    disputed: list[str] = []
    event_type, types_clash = _event_type(cluster.members, voice)
    for field, (fit, width) in ONE_VALUE.items():
        fields[field], clash = agreed(_tell(claims, field, voice), fit, width)
        disputed += [field] if clash else []
    for field in ("actors", "recipients"):
        fields[field] = _parties(_tell(claims, field, voice), known)
    for field in TOLLS:
        fields[field], clash = _toll(cluster.members, field, voice)
        disputed += [field] if clash else []
    return Incident(
        incident_id="i" + claims[0].claim_id,
        claims=tuple(claim.claim_id for claim in claims),
        reports=len(set(voice.values())),
        first_published=min((p.published for p in cluster.members if p.published), default=None),
        event_type=event_type,
        factuality=_factuality(claims, voice),
        trigger=next(claim.trigger for claim in claims if claim.event_type == event_type),
        confidence=_confidence(claims, voice),
        disputed=(*(["event_type"] if types_clash else []), *disputed, *_disputed_sets(cluster.members)),
        weapon=_distinct(_tell(claims, "weapon", voice), _same_weapon),
        attribution=_distinct(_tell(claims, "attribution", voice), lambda a: (a.speaker, a.stance)),
        cause=_distinct(_tell(claims, "cause", voice), str),
        reasons=cluster.reasons,
        **fields,
    )


def _tell(claims: Sequence[Claim], field: str, voice: Mapping[str, int]) -> list[Told]:
    """All values of a field in the order of the claims, each with its voice."""
    found = []
    for claim in claims:
        value = getattr(claim, field)
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        found += [Told(coded, voice[claim.report_id]) for coded in values]
    return found


# --- type, factuality, confidence ---------------------------------------------------------------------------


def _event_type(members: Sequence[Profile], voice: Mapping[str, int]) -> tuple[str, bool]:
    """The type that most independent reports tell, of those that no other told type refines; whether others clash."""
    entries = {profile.claim.event_type: profile.entry for profile in members}
    broader = {name for entry in entries.values() if entry for name in entry.refines}
    sharp = [name for name in entries if name not in broader] or list(entries)
    told = {name: len({voice[p.claim.report_id] for p in members if p.claim.event_type == name}) for name in sharp}
    ends = {entry.status if entry else None for name, entry in entries.items() if name in sharp}
    one_end = len(ends) == 1 and None not in ends  # movements that leave a force where the others do
    return max(sharp, key=lambda name: (told[name], -sharp.index(name))), len(sharp) > 1 and not one_end


def _factuality(claims: Sequence[Claim], voice: Mapping[str, int]) -> Coded[str]:
    pairs = {(claim.factuality.value, voice[claim.report_id]) for claim in claims}
    told = Counter(value for value, _ in pairs)
    order = list(dict.fromkeys(claim.factuality.value for claim in claims))
    best = max(order, key=lambda value: (told[value], -order.index(value)))
    return gather([claim.factuality for claim in claims if claim.factuality.value == best])


def _confidence(claims: Sequence[Claim], voice: Mapping[str, int]) -> float:
    """How sure it is that at least one of the independent reports is coded right."""
    best: dict[int, float] = {}
    for claim in claims:
        number = voice[claim.report_id]
        best[number] = max(best.get(number, 0.0), claim.confidence)
    return round(min(1 - prod(1 - value for value in best.values()), max(MOST_SURE, *best.values())), 4)


# --- several values a field -----------------------------------------------------------------------------------


def _parties(told: Sequence[Told], known: Register) -> tuple[Coded[Party], ...]:
    """The parties told, each once; one called only by a general word gives way to those that are named."""
    groups: list[list[Coded[Party]]] = []
    for coded in (t.coded for t in told):
        mine = identify(coded.value, known)
        for group in groups:
            if tie(mine, identify(group[0].value, known)) in (Tie.SAME, Tie.ALIKE):
                group.append(coded)
                break
        else:
            groups.append([coded])
    named = [group for group in groups if identify(group[0].value, known).telling]
    return tuple(_gather_party(group) for group in named or groups)


def _gather_party(group: Sequence[Coded[Party]]) -> Coded[Party]:
    best = max(group, key=lambda c: (c.value.id is not None, c.confidence))
    return Coded(best.value, words_of(group), best.rule, best.confidence)


def _distinct(told: Sequence[Told], key: Callable[[Any], Any]) -> tuple[Coded[Any], ...]:
    groups: dict[Any, list[Coded[Any]]] = {}
    for one in told:
        groups.setdefault(key(one.coded.value), []).append(one.coded)
    return tuple(gather(group) for group in groups.values())


def _same_weapon(weapon: Weapon) -> str:
    return weapon.kind


def _disputed_sets(members: Sequence[Profile]) -> list[str]:
    """The fields in which two claims name parties, or weapons, that have nothing in common."""
    disputed = [
        field
        for field, crossed in (("actors", "recipients"), ("recipients", "actors"))
        if any(_names_others(one, other, field, crossed) for one in members for other in members)
    ]
    kinds = {profile.weapons for profile in members if profile.weapons}
    return disputed + (["weapon"] if any(not one & other for one in kinds for other in kinds) else [])


def _names_others(one: Profile, other: Profile, field: str, crossed: str) -> bool:
    """Whether two claims tell unlike parties in a field, and not only in changed roles, as of a clash of two sides."""
    mine, theirs = getattr(one, field), getattr(other, field)
    return closest(mine, theirs) is Tie.UNLIKE and closest(mine, getattr(other, crossed)) > Tie.ALIKE


# --- tolls --------------------------------------------------------------------------------------------------


def _toll(members: Sequence[Profile], field: str, voice: Mapping[str, int]) -> tuple[Coded[Toll] | None, bool]:
    """The toll with the words of all that tell it, and whether two claims cannot both be right."""
    telling = [profile for profile in members if field in profile.tolls]
    if not telling:
        return None, False
    tellings = [_telling(profile, *profile.tolls[field], voice) for profile in telling]
    counts = [coded for profile in telling for coded in getattr(profile.claim, field)]
    toll = reconcile_sides(tellings, [side for profile in telling for side in _sides(profile, field, voice)])
    sure = max(coded.confidence for coded in counts)
    return Coded(toll, words_of(counts), TOLL_RULE, sure), is_disputed(tellings)


def _sides(profile: Profile, field: str, voice: Mapping[str, int]) -> list[tuple[str, Telling]]:
    """What a claim tells of each side, if it tells several apart."""
    counts = [coded.value for coded in getattr(profile.claim, field) if coded.value.of]
    return [(count.of, _telling(profile, count.low, count.high, voice)) for count in counts if len(counts) > 1]


def _telling(profile: Profile, low: int | None, high: int | None, voice: Mapping[str, int]) -> Telling:
    return Telling(profile.published or "", voice[profile.claim.report_id], low, high)

"""What speaks for a claim counting what its sentence or a later one tells: clues with learnt weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from dateline.coders.context import Context
from dateline.coders.countable import LONGEST, NONE, VERBAL, Candidate
from dateline.coders.drafts import Draft
from dateline.coders.tree import Tree
from dateline.records import TOLLS, Coded, Count, Evidence

FIELDS = (*TOLLS, "strength", "number")
SEEN = "count/act"


def clues_of(
    context: Context, draft: Draft, candidate: Candidate, drafts: Sequence[Draft], told: Told
) -> Iterator[str]:
    """What speaks for a candidate being told of a draft beside its own clues, as names of weights."""
    kind, family, effect = draft.event_type, draft.hit.entry.family, draft.hit.trigger.effect or NONE
    apart = candidate.number - draft.hit.number
    where = _bond(context, draft, candidate) if not apart else f"later {apart}"
    yield f"where {where}"
    yield f"type {kind} where {where}"
    yield f"type {kind} {candidate.clues[1]}"
    yield f"class {draft.claim_class} family {family} {candidate.clues[1]}"
    yield f"family {family} apart {apart} effect {candidate.effect}"
    yield f"type {kind} {candidate.clues[0].split()[1]} where {where}"
    yield f"where {where} {candidate.clues[0]}"
    yield f"effect {effect} where {where} effect {candidate.effect}"
    yield from _rivals(context, draft, candidate, drafts, where)
    yield from _told(draft, candidate, told)


def _bond(context: Context, draft: Draft, candidate: Candidate) -> str:
    """How a candidate hangs together with the words of a draft in its sentence."""
    tree, own = context.trees[candidate.number], {draft.verb, *draft.hit.tokens}
    if candidate.token in own:
        return "itself"
    if candidate.holder in own:
        return f"on {candidate.path}"
    up = _way(tree, candidate.token, own)
    if up is not None:
        return f"up {up}"
    down = _way(tree, draft.hit.token, {candidate.token})
    if down is not None:
        return f"down {down}"
    if candidate.holder >= 0:
        aside = _way(tree, candidate.holder, own)
        if aside is not None:
            return f"aside {aside} {candidate.path.split('>')[0]}"
        below = _way(tree, draft.verb, {candidate.holder})
        if below is not None:
            return f"over {below} {candidate.path.split('>')[0]}"
    return "apart"


def _way(tree: Tree, i: int, ends: set[int]) -> str | None:
    """The relations from a token up to one of the ends, None where none is above it."""
    steps: list[str] = []
    while tree.token(i).head >= 0 and len(steps) < LONGEST:
        relation = tree.token(i).relation
        cases = tree.cases(i) if relation in {"obl", "nmod"} else tuple(tree.lemma(j) for j in tree.kids(i, "mark"))
        if relation != "conj" or tree.token(i).upos in VERBAL:
            steps.append(f"{relation}:{cases[0]}" if cases else relation)
        i = tree.token(i).head
        if i in ends:
            return ">".join(steps)
    return None


def _rivals(context: Context, draft: Draft, candidate: Candidate, drafts: Sequence[Draft], where: str) -> Iterator[str]:
    """What the other claims about a candidate say of it: whose verb holds it, which stands nearest before it."""
    same = [other for other in drafts if other is not draft and other.hit.number == candidate.number]
    holding = next(
        (o for o in same if candidate.holder in {o.verb, *o.hit.tokens} or candidate.token in o.hit.tokens), None
    )
    if holding is not None:
        yield f"held by {holding.event_type} family {draft.hit.entry.family}"
        yield f"held apart {candidate.number - draft.hit.number}"
    if candidate.number == draft.hit.number:
        distance = abs(candidate.token - draft.hit.token)
        order = "before" if candidate.token < draft.hit.token else "behind"
        yield f"distance {order} {distance.bit_length()} effect {candidate.effect}"
        nearer = sum(abs(o.hit.token - candidate.token) < distance for o in same)
        yield f"nearer {min(nearer, 2)} effect {candidate.effect}"
        return
    violent = any(other.is_violent for other in same)
    between = any(draft.hit.number < o.hit.number < candidate.number or
                  (o.hit.number == draft.hit.number and o.hit.token > draft.hit.token) for o in drafts)  # fmt: skip
    yield f"later {where} own {bool(same)} {violent} between {between} effect {candidate.effect}"
    first = next((o for o in drafts if o.hit.number == candidate.number), None)
    if first is not None:
        yield f"later {where} told {first.event_type == draft.event_type}"


def _told(draft: Draft, candidate: Candidate, told: Told) -> Iterator[str]:
    """Which field of the draft, or of another, rules have given the candidate's words to already."""
    own = told.fields.get(id(draft), ())
    for field, evidence in own:
        if evidence == candidate.count.evidence:
            yield f"rule {field}"
        else:
            yield f"rule {field} other"
    for owner, field in told.owners.get(candidate.count.evidence[0].start, ()):
        if owner != id(draft):
            yield f"taken {field}"


@dataclass(frozen=True, slots=True)
class Told:
    """Counts that rules gave, by claim and by where their words begin; and which claims have places of their own."""

    fields: Mapping[int, Sequence[tuple[str, tuple[Evidence, ...]]]]
    owners: Mapping[int, Sequence[tuple[int, str]]]
    placed: Set[int]


def told_by_rules(drafts: Sequence[Draft]) -> Told:
    """What rules, not the engine, have counted of each draft."""
    fields: dict[int, list[tuple[str, tuple[Evidence, ...]]]] = {}
    owners: dict[int, list[tuple[int, str]]] = {}
    for draft in drafts:
        for field in FIELDS:
            for count in counts_of(draft, field):
                if count.rule != SEEN:
                    fields.setdefault(id(draft), []).append((field, count.evidence))
                    owners.setdefault(count.evidence[0].start, []).append((id(draft), field))
    return Told(fields, owners, {id(draft) for draft in drafts if draft.places})


def counts_of(draft: Draft, field: str) -> list[Coded[Count]]:
    """What a draft has in a field of counts."""
    if field in TOLLS:
        return draft.tolls[field]
    one = draft.strength if field == "strength" else draft.number
    return [one] if one is not None else []

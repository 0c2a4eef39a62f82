"""Where a claim was that has no place in its own phrase: the likeliest of the report's places, or none where unsure.

What marks a candidate (`spots.py`) has a weight in `placing.toml`; the sum over a candidate's marks, against those of
the others and of there being none, says how likely it is. `python -m training.places_of_claims` makes the weights.
"""

from __future__ import annotations

import tomllib
from bisect import insort
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.spots import NONE, PLACE, Key, Spot, Stage, group_of, key_of, marks_of, stage_of
from dateline.records import Coded, Mention, Place, Toponym

WEIGHTS = Path(__file__).parent / "placing.toml"
LEAST = 0.15
MOVES = ("origin", "destination")
ANY = "any"

Weights = Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weight of each mark by kind of claim, under "any" for kinds without weights of their own."""
    return by_kind(tomllib.loads(WEIGHTS.read_text("utf-8"))["weights"])


def by_kind(table: Mapping[str, Mapping[str, float]]) -> Weights:
    """The weights with those of all claims added to those of each kind."""
    common = table[ANY]
    return {
        kind: {mark: common.get(mark, 0.0) + own.get(mark, 0.0) for mark in common.keys() | own.keys()}
        for kind, own in {**table, ANY: {}}.items()
    }


def place_drafts(context: Context, drafts: Sequence[Draft]) -> None:
    """Gives each draft that may lie on the map and has no place in its own phrase the likeliest of the report."""
    stage = stage_of(context, drafts)
    for index, draft in enumerate(drafts):
        for role in open_roles(context, draft):
            place_draft(stage, index, role, shipped())


def open_roles(context: Context, draft: Draft) -> tuple[str, ...]:
    """The roles in which a place is asked for: for a movement where it started and where it ended."""
    if not draft.hit.entry.on_map or _is_open(context, draft):
        return ()
    if draft.hit.entry.roles.keys() >= frozenset(MOVES):
        ends = {key_of(place.value) for place in (*draft.origins, *draft.destinations)}
        apart = any(key_of(place.value) not in ends for place in draft.places)
        order = reversed(MOVES) if draft.hit.entry.status == "arriving" else MOVES
        return () if apart else tuple(role for role in order if not draft.places_of(role))
    return () if len(draft.places) > 1 or draft.origins or draft.destinations else (PLACE,)


def _is_open(context: Context, draft: Draft) -> bool:
    """Whether the clause names a place that could not be told from its namesakes: then no other place may stand in."""
    tree = context.trees[draft.hit.number]
    tokens = tree.below(tree.first_conjunct(draft.verb))
    meanings = [m.value for m in context.within(draft.hit.number, tokens, "place") if isinstance(m.value, Toponym)]
    return any(meaning.literal and meaning.place is None and meaning.candidates for meaning in meanings)


def place_draft(stage: Stage, index: int, role: str, weights: Weights) -> None:
    """Gives draft number `index` the likeliest place of the report in a role, unless none is likely enough."""
    draft = stage.drafts[index]
    found = [one for one in marks_of(stage, index, role) if one[0].key not in _other_end(draft, role)]
    marks = [(NONE,), *((*spot.marks, *own) for spot, own in found)]
    shares = chances(marks, group_of(draft, role), weights)
    best = max(range(1, len(shares)), key=lambda i: shares[i], default=0)
    target = draft.places_of(role)
    if not best or shares[best] < LEAST or any(key_of(known.value) == found[best - 1][0].key for known in target):
        return
    spot = found[best - 1][0]
    for key in {key_of(known.value) for known in target}:
        stage.lying[key] = [number for number in stage.lying.get(key, ()) if number != index]
    target[:] = [_coded(draft, spot, shares[best])]
    insort(stage.lying.setdefault(spot.key, []), index)


def _other_end(draft: Draft, role: str) -> set[Key]:
    """Where a movement is known to have started or ended at its other end: it did not go from there to there."""
    return {key_of(place.value) for end in MOVES if role in MOVES and end != role for place in draft.places_of(end)}


def chances(marks: Sequence[Sequence[str]], kind: str, weights: Weights) -> list[float]:
    """How likely each of several candidates is by its marks; the shares add up to one."""
    own = weights.get(kind, weights[ANY])
    odds = [exp(sum(own.get(mark, 0.0) for mark in one)) for one in marks]
    total = sum(odds)
    return [one / total for one in odds]


def _coded(draft: Draft, spot: Spot, share: float) -> Coded[Place]:
    """The place, on the last of its mentions before the trigger, else the first behind, and on the trigger."""
    before = [m for m in spot.mentions if m.evidence.start < draft.trigger.start]
    mention: Mention = before[-1] if before else spot.mentions[0]
    own = mention.sentence == draft.hit.number
    value = mention.value.place if isinstance(mention.value, Toponym) and mention.value.place else spot.place
    return Coded(value, (mention.evidence, draft.trigger), f"place/{'sentence' if own else 'scene'}", round(share, 2))

"""One act told again in the same report: "the attack", "the incident", a headline's words."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.joining import HARM, absorb

TOLL_REACH = 2
NEW = 0.9


def drop_repeats(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that only point back at an earlier one; what these add goes to the one they mean."""
    kept: list[Draft] = []
    sure: list[Draft] = []
    for draft in drafts:
        told = kept if draft.hit.doubted else sure
        earlier = _meant(context, draft, told) or _act_of_toll(context, draft, told)
        if earlier is None:
            kept.append(draft)
            sure += [] if draft.hit.doubted else [draft]
        else:
            absorb(earlier, draft)
    return kept


def _meant(context: Context, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    if (
        not draft.hit.is_noun
        or draft.claim_class == "tally"
        or not context.trees[draft.hit.number].is_definite(draft.hit.token)
        or draft.hit.share >= NEW
        or _told_apart(context, draft)
    ):
        return None
    for other in reversed(earlier):
        if _same_kind(draft, other) and not _clashes(draft, other):
            return other
    return None


def _act_of_toll(context: Context, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The act told just before whose toll this is: nobody is said to do it, nowhere else, at no other time."""
    told = draft.actors or draft.places or draft.weapon or draft.claim_class == "tally" or draft.hit.is_noun
    effect = draft.hit.trigger.effect
    if effect not in HARM or told or not draft.tolls[effect] or not earlier or _own_time(context, draft):
        return None
    act = earlier[-1]
    near = 0 < draft.hit.number - act.hit.number <= TOLL_REACH and act.claim_class == "event"
    violent = act.is_violent and act.hit.trigger.effect not in HARM
    return act if near and violent and act.is_real and not act.tolls[effect] else None


def _own_time(context: Context, draft: Draft) -> bool:
    return any(m.kind == "time" for m in context.of_sentence.get(draft.hit.number, ()))


def _told_apart(context: Context, draft: Draft) -> bool:
    tree = context.trees[draft.hit.number]
    words = {tree.lemma(j) for j in tree.children[draft.hit.token]}
    return bool(words & context.cues["grammar"]["other"])


def _same_kind(draft: Draft, other: Draft) -> bool:
    broad = {other.event_type, other.hit.entry.name, *other.hit.entry.refines}
    return draft.event_type in broad or (
        other.event_type in draft.hit.entry.refines and other.hit.entry.family == draft.hit.entry.family
    )


def _clashes(draft: Draft, other: Draft) -> bool:
    """Whether the two name different places, other sufferers or another day."""
    mine = {p.value.gazetteer_id for p in draft.places if p.rule != "place/adjective"}
    theirs = {p.value.gazetteer_id for p in other.places if p.rule != "place/adjective"}
    places_differ = bool(mine and theirs) and not mine & theirs
    return places_differ or _other_people(draft, other)


def _other_people(draft: Draft, other: Draft) -> bool:
    mine = {p.value.words.lower().split()[-1] for p in draft.recipients}
    theirs = {p.value.words.lower().split()[-1] for p in other.recipients}
    return bool(mine and theirs) and not mine & theirs

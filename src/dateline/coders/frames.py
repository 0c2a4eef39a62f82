"""Fills what the tree left open of a draft from the engine's semantic roles: who did it, to whom, where."""

from __future__ import annotations

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.roles import add_place, assign
from dateline.coders.tree import DOER, DONE_TO, WHERE


def fill_from_frame(context: Context, draft: Draft) -> None:
    """Adds the doer, what it was done to, and the place, each only where the tree gave none."""
    tree, trigger = context.trees[draft.hit.number], draft.hit.trigger
    done_to = trigger.of if draft.hit.is_noun else trigger.object
    doer = "actor" if draft.hit.is_noun else trigger.subject
    settled = {*draft.hit.tokens, *tree.subjects(draft.verb), *tree.objects(draft.verb)}
    for role, told in ((doer, DOER), (done_to, DONE_TO)):
        if not _is_filled(draft, role):
            for j in (j for i in draft.hit.tokens for j in tree.told(i, told) if j not in settled):
                if told != DONE_TO or not _is_unlikely(context, draft, j):
                    assign(context, draft, role, j, trigger)
    if not draft.is_placed:
        for j in (j for i in draft.hit.tokens for j in tree.told(i, WHERE)):
            add_place(context, draft, j)


def _is_unlikely(context: Context, draft: Draft, j: int) -> bool:
    """Whether a noun that the codebook does not know is said to have been harmed: too little to make it a victim."""
    return draft.hit.trigger.effect is not None and context.kinds(draft.hit.number, j) == {"other"}


def _is_filled(draft: Draft, role: str) -> bool:
    if role == "actor":
        return bool(draft.actors)
    if role == "force":
        return bool(draft.actors or draft.strength)
    if role in {"origin", "destination", "place"}:
        return bool(draft.places_of(role))
    return bool(draft.recipients or draft.site)

"""Fills what the tree left open of a draft from the engine's semantic roles: who did it, to whom, where."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.roles import add_place, assign
from dateline.coders.tree import Tree
from dateline.records import Argument, Frame

DOER, DONE_TO, WHERE = "ARG0", "ARG1", "ARGM-LOC"
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


def fill_from_frame(context: Context, draft: Draft) -> None:
    """Adds the doer, what it was done to, and the place, each only where the tree gave none."""
    frame = _frame_of(context, draft)
    if frame is None:
        return
    trigger = draft.hit.trigger
    done_to = trigger.of if draft.hit.is_noun else trigger.object
    doer = "actor" if draft.hit.is_noun else trigger.subject
    tree = context.trees[draft.hit.number]
    for role, told in ((doer, DOER), (done_to, DONE_TO)):
        if not _is_filled(draft, role):
            for j in _heads(tree, frame, told):
                if j not in draft.hit.tokens:
                    assign(context, draft, role, j, trigger)
    if not draft.is_placed:
        for j in _heads(tree, frame, WHERE):
            add_place(context, draft, j)


def _frame_of(context: Context, draft: Draft) -> Frame | None:
    frames = context.reading.sentences[draft.hit.number].predicates
    return next((frame for frame in frames if frame.start in draft.hit.tokens), None)


def _is_filled(draft: Draft, role: str) -> bool:
    if role == "actor":
        return bool(draft.actors)
    if role in {"recipient", "site", "content"}:
        return bool(draft.recipients or draft.site or (draft.weapon and not draft.is_violent))
    if role == "force":
        return bool(draft.actors or draft.strength)
    return role not in {"origin", "destination", "place"} or bool(draft.places_of(role))


def _heads(tree: Tree, frame: Frame, role: str) -> Iterator[int]:
    """The head nouns of the frame's arguments of that role, coordinated ones each for itself."""
    for argument in frame.arguments:
        if argument.role == role:
            yield from (j for j in tree.conjuncts(_head(tree, argument)) if j < argument.end)


def _head(tree: Tree, argument: Argument) -> int:
    """The token of the span on which the others hang; the first noun where several do."""
    span = range(argument.start, argument.end)
    tops = [i for i in span if tree.token(i).head not in span]
    return next((i for i in tops if tree.token(i).upos in NOUNS), tops[0])

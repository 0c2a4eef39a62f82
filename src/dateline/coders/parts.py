"""Fills what tree and roles left open of a draft from the engine's own view of who and what takes part in its claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from dateline.codebook import Codebook
from dateline.coders.acts import acts_of
from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.means import SEEN
from dateline.coders.parties import as_written
from dateline.coders.phrases import count_at, weapons_in
from dateline.coders.roles import assign, toll_at
from dateline.coders.tree import Tree
from dateline.records import TOLLS, Coded, Count, Party
from dateline.sentences import Argument

PLACES = ("place", "origin", "destination")
PARTIES = {"actors": "actor", "recipients": "recipient"}


NOMINALS = frozenset({"NOUN", "PROPN", "NUM", "ADJ"})
UNLIKE = frozenset({"time", "place"})


def fill_from_act(context: Context, draft: Draft) -> None:
    """Adds the parts of which the draft has none, each as the grammar about its words has it."""
    number, tree = draft.hit.number, context.trees[draft.hit.number]
    for argument in _arguments(context, draft):
        head = _head(tree, argument)
        if argument.role in PARTIES:
            members = [i for i in tree.conjuncts(head) if i < argument.end and i not in draft.hit.tokens]
            for i in members:
                _add_party(context, draft, argument.role, i)
        elif head in draft.hit.tokens or _is_told(draft, argument.role):
            continue
        elif argument.role in PLACES:
            assign(context, draft, argument.role, head, draft.hit.trigger)
        elif argument.role in TOLLS and not _is_counted(context, draft, head):
            draft.tolls[argument.role] += _seen(toll_at(context, argument.role, number, head))
        elif argument.role == "weapon":
            found = weapons_in(context, number, range(argument.start, argument.end))
            draft.weapon += [replace(weapon, rule=SEEN) for weapon in found]
        elif argument.role == "strength":
            draft.strength = next(iter(_seen(count_at(context, number, head))), None)
        elif argument.role == "number":
            draft.number = next(iter(_seen(count_at(context, number, head))), None)


def _seen(count: Coded[Count] | None) -> list[Coded[Count]]:
    """The count, with the rule that tells it from one that grammar gave."""
    return [replace(count, rule="count/act")] if count is not None else []


def _add_party(context: Context, draft: Draft, field: str, head: int) -> None:
    """Adds who stands at a token; one that neither codebook nor engine knows by name as the words stand."""
    number, parties = draft.hit.number, getattr(draft, field)
    token, known = context.trees[number].token(head), len(parties)
    seen = (*parties, *draft.recipients)  # who undergoes an act by the tree is no doer of it
    if any(e.start < token.end and token.start < e.end for party in seen for e in party.evidence):
        return
    if _holds_known(context, draft, seen, head):
        return
    assign(context, draft, PARTIES[field], head, draft.hit.trigger)
    kinds = context.kinds(number, head)
    is_act = context.trees[number].lemma(head) in _names_of_acts(context.codebook)
    if len(parties) == known and token.upos in NOMINALS and not kinds & UNLIKE and not is_act:
        parties.append(as_written(context, number, head))


def _holds_known(context: Context, draft: Draft, parties: Sequence[Coded[Party]], head: int) -> bool:
    """Whether a token only counts a party that is known already: "dozens of gunmen"."""
    tree, number = context.trees[draft.hit.number], draft.hit.number
    if (number, head) not in context.counts:
        return False
    of = [j for cases, j in tree.obliques(head) if set(cases) & context.cues["grammar"]["of"]]
    return any(e.start <= tree.token(j).start < e.end for j in of for party in parties for e in party.evidence)


@lru_cache(maxsize=4)
def _names_of_acts(codebook: Codebook) -> frozenset[str]:
    """The nouns that the codebook knows as acts: these are no parties, whatever is said that they did."""
    return frozenset(
        noun for entry in codebook.event_types.values() for trigger in entry.triggers for noun in trigger.nouns
    )


def _arguments(context: Context, draft: Draft) -> Iterator[Argument]:
    """Those of the likeliest of the trigger's words."""
    acts = acts_of(context, draft.hit.number) or {}
    own = [acts[i] for i in draft.hit.tokens if i in acts]
    if own:
        yield from max(own, key=lambda act: act.share).arguments


def _head(tree: Tree, argument: Argument) -> int:
    span = range(argument.start, argument.end)
    return next((i for i in span if tree.token(i).head not in span), argument.start)


def _is_counted(context: Context, draft: Draft, head: int) -> bool:
    """Whether the count at a token is in another toll of the draft already."""
    count = count_at(context, draft.hit.number, head)
    return count is not None and any(
        count.evidence == other.evidence for toll in draft.tolls.values() for other in toll
    )


def _is_told(draft: Draft, role: str) -> bool:
    if role in PLACES:
        return bool(draft.places_of(role))
    if role in TOLLS:
        return bool(draft.tolls[role])
    told = {"actors": draft.actors, "recipients": draft.recipients or draft.site, "weapon": draft.weapon,
            "strength": draft.strength, "number": draft.number}  # fmt: skip
    return bool(told.get(role, True))

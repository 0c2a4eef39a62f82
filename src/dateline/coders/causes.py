"""Causes: which earlier act a report names as the reason of another ("responded with", "in retaliation", "after")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.tree import Tree


def link_causes(context: Context, drafts: Sequence[Draft]) -> None:
    """Adds to each draft the indices of the drafts that its sentence names as its cause, with the words that say so."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        numbers[draft.hit.number].append(index)
    for index, draft in enumerate(drafts):
        if draft.claim_class == "posture":
            continue
        found = _after(context, drafts, index, numbers[draft.hit.number]) or _response(context, drafts, index)
        if found is not None:
            cause, token = found
            other = drafts[cause]
            evidence = (context.evidence(draft.hit.number, [token]), other.trigger)
            draft.cause.append(
                (cause, evidence, "cause/response" if other.hit.number != draft.hit.number else "cause/clause")
            )


def _response(context: Context, drafts: Sequence[Draft], index: int) -> tuple[int, int] | None:
    """A verb or phrase of response around the trigger points at the act that it names, else at the last told before."""
    draft, tree = drafts[index], context.trees[drafts[index].hit.number]
    around = [draft.hit.token, draft.verb, *tree.above(draft.hit.token)]
    near = [*around, *(j for i in around for j in tree.children[i])]
    cue = next((i for i in near if responds(context, tree, i) and not _is_named(tree, i, draft)), None)
    if cue is None or draft.factuality.value == "denied":
        return None
    acts = [k for k, other in enumerate(drafts) if other.is_violent and other.claim_class == "event"]
    named = [k for k in acts if drafts[k].hit.number == draft.hit.number and _is_named(tree, cue, drafts[k])]
    earlier = [k for k in acts if k < index]
    return ((named or earlier)[-1], cue) if named or earlier else None


def _is_named(tree: Tree, cue: int, draft: Draft) -> bool:
    """Whether a noun of response names the act: "in retaliation for the attack"."""
    return tree.token(cue).upos != "VERB" and draft.hit.token in tree.below(cue)


def responds(context: Context, tree: Tree, i: int) -> bool:
    """Whether token `i` is a verb of response, or a noun of it behind its preposition ("in retaliation")."""
    lemma, cues = tree.lemma(i), context.cues["cause"]
    if lemma in cues["verbs"]:
        return tree.token(i).upos == "VERB"
    return lemma in cues["nouns"] and bool(set(tree.cases(i)) & cues["noun_prepositions"])


def _after(context: Context, drafts: Sequence[Draft], index: int, beside: Sequence[int]) -> tuple[int, int] | None:
    """An "after" clause or phrase whose act, one of those of the same sentence, caused this one."""
    draft, cues = drafts[index], context.cues["cause"]
    tree = context.trees[draft.hit.number]
    for k, other in ((k, drafts[k]) for k in beside):
        if k == index or not other.is_violent:
            continue
        for i in (other.hit.token, *tree.above(other.hit.token)):
            if i == draft.verb or i == draft.hit.token:
                break
            marks = [j for j in tree.kids(i, "mark", "case") if tree.lemma(j) in cues["marks"]]
            governor = tree.token(i).head
            if marks and governor in {draft.verb, draft.hit.token, *_up_to_clause(context, draft)}:
                return k, marks[0]
    return None


def _up_to_clause(context: Context, draft: Draft) -> set[int]:
    tree = context.trees[draft.hit.number]
    return {i for i in tree.above(draft.hit.token) if tree.token(i).upos in {"VERB", "AUX"} and
            tree.token(draft.verb).relation in {"xcomp", "obj", "obl"}}  # fmt: skip

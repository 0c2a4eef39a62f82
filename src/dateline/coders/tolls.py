"""Tolls told as a state that an act leaves behind: "left six people dead and 14 wounded"."""

from __future__ import annotations

from dateline.coders.context import Context
from dateline.coders.drafts import TOLLS, Draft
from dateline.coders.phrases import count_at
from dateline.records import Coded, Count


def add_results(context: Context, draft: Draft) -> None:
    """Adds the tolls that a verb of leaving in the draft's clause tells: each word of harm with the number before."""
    tree, verbs = context.trees[draft.hit.number], context.cues["effects"]["verbs"]
    for verb in [
        draft.verb,
        *tree.kids(draft.verb, "advcl", "conj", "xcomp", "acl:relcl"),
        *_clauses_of(context, draft),
    ]:
        if tree.token(verb).lemma.lower() in verbs and tree.token(verb).upos == "VERB":
            _read_results(context, draft, verb)
    if draft.hit.is_noun:
        _add_risen(context, draft)


def _add_risen(context: Context, draft: Draft) -> None:
    """Adds the toll of "the death toll from the attack rose to 12"."""
    tree, number, cues = context.trees[draft.hit.number], draft.hit.number, context.cues["effects"]
    for i in tree.above(draft.hit.token):
        if tree.token(i).lemma.lower() in cues["toll_nouns"] and tree.token(i).head >= 0:
            targets = [j for cases, j in tree.obliques(tree.token(i).head) if set(cases) & cues["toll_prepositions"]]
            for count in [c for j in targets if (c := count_at(context, number, j))][:1]:
                _add(draft, "killed", count)


def _clauses_of(context: Context, draft: Draft) -> list[int]:
    return context.trees[draft.hit.number].kids(draft.hit.token, "acl", "acl:relcl") if draft.hit.is_noun else []


def _read_results(context: Context, draft: Draft, verb: int) -> None:
    tree, last = context.trees[draft.hit.number], None
    for i in tree.below(verb):
        if i <= verb:
            continue
        last = count_at(context, draft.hit.number, i) or last
        for toll in TOLLS:
            if tree.token(i).text.lower() in context.cues["effects"][toll] and last is not None:
                _add(draft, toll, last)
                last = None


def _add(draft: Draft, toll: str, count: Coded[Count]) -> None:
    if count.evidence not in [known.evidence for known in draft.tolls[toll]]:
        draft.tolls[toll].append(count)

"""Tolls told as a state that an act leaves behind: "left six people dead and 14 wounded"."""

from __future__ import annotations

from dataclasses import replace

from dateline.coders.context import Context
from dateline.coders.drafts import Draft, add_count
from dateline.coders.phrases import count_at
from dateline.records import TOLLS


def add_results(context: Context, draft: Draft) -> None:
    """Adds the tolls that a verb of leaving in the draft's clause tells: each word of harm with the number before."""
    tree, verbs = context.trees[draft.hit.number], context.cues["effects"]["verbs"]
    for verb in [
        draft.verb,
        *tree.kids(draft.verb, "advcl", "conj", "xcomp", "acl:relcl"),
        *_clauses_of(context, draft),
    ]:
        if tree.lemma(verb) in verbs and tree.token(verb).upos == "VERB":
            _read_results(context, draft, verb)
    if draft.hit.is_noun:
        _add_risen(context, draft)


def _add_risen(context: Context, draft: Draft) -> None:
    """Adds the toll of "the death toll from the attack rose to 12"."""
    tree, number, cues = context.trees[draft.hit.number], draft.hit.number, context.cues["effects"]
    for i in tree.above(draft.hit.token):
        if tree.lemma(i) in cues["toll_nouns"] and tree.token(i).head >= 0:
            targets = [j for cases, j in tree.obliques(tree.token(i).head) if set(cases) & cues["toll_prepositions"]]
            for count in [c for j in targets if (c := count_at(context, number, j))][:1]:
                add_count(draft, "killed", count)


def _clauses_of(context: Context, draft: Draft) -> list[int]:
    return context.trees[draft.hit.number].kids(draft.hit.token, "acl", "acl:relcl") if draft.hit.is_noun else []


def _read_results(context: Context, draft: Draft, verb: int) -> None:
    tree, last = context.trees[draft.hit.number], None
    for i in tree.below(verb):
        if i <= verb:
            continue
        here = count_at(context, draft.hit.number, i)
        last = here or last
        for toll in TOLLS:
            if tree.token(i).text.lower() in context.cues["effects"][toll] and last is not None:
                add_count(draft, toll, replace(last, value=replace(last.value, of=None)) if here else last)
                last = None

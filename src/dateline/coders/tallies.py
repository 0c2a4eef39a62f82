"""Tallies: words that count other events ("the 24th such attack in six months", "a spike in rocket attacks")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.phrases import count_at
from dateline.coders.tree import Tree
from dateline.read.counts import numerals
from dateline.records import Coded, Count, Timex

CUMULATIVE_DAYS, MANY = 45, 100
POSTURE = "posture"
PERIODS = frozenset({"month", "season", "year", "range"})


def mark_tally(context: Context, draft: Draft, earlier: Sequence[Draft]) -> None:
    """Turns a draft into a tally where its words count acts; gives it the number and the type that it counts."""
    if not draft.hit.is_noun or draft.hit.entry.claim_class != "event":
        return
    tree = context.trees[draft.hit.number]
    ordinal = ordinal_at(context, tree, draft.hit.token)
    such = any(tree.lemma(j) in context.cues["tally"]["such"] for j in tree.children[draft.hit.token])
    if ordinal is not None and (such or _has_period(context, draft)):
        value, token = ordinal
        evidence = context.evidence(draft.hit.number, [token])
        draft.number = Coded(
            Count(value, value, tree.token(draft.hit.token).text, evidence.quote), (evidence,), "tally/ordinal"
        )
        _be_tally(draft, earlier if such else ())
    elif _counted_by_noun(context, tree, draft) or _counted_by_verb(context, tree, draft):
        _be_tally(draft, ())


def mark_cumulative(context: Context, draft: Draft) -> None:
    """Turns an act whose toll is summed over many weeks, or in the perfect over a period, into a tally."""
    if draft.claim_class != "event" or draft.hit.entry.family == POSTURE:
        return
    told = any(draft.tolls.values()) or draft.number is not None
    if (_lasts(draft) and (told or _several_times(context, draft))) or (told and _sums_up(context, draft)):
        draft.claim_class = "tally"


def _lasts(draft: Draft) -> bool:
    span = draft.occurred.value if draft.occurred else None
    return bool(span and span.start and span.end and (span.end - span.start).days > CUMULATIVE_DAYS)


def _sums_up(context: Context, draft: Draft) -> bool:
    """Whether a violent act is told in the perfect, with a period or a great toll: "have killed 30 since Monday"."""
    tree, perfect = context.trees[draft.hit.number], context.cues["grammar"]["perfect"]
    if not draft.is_violent or not any(tree.lemma(j) in perfect for j in tree.kids(draft.verb, "aux")):
        return False
    great = any((count.value.low or 0) >= MANY for counts in draft.tolls.values() for count in counts)
    return great or _has_period(context, draft)


def _several_times(context: Context, draft: Draft) -> bool:
    """Whether the act is told as done a number of times ("nine times since January"); that number is the tally's."""
    tree, words = context.trees[draft.hit.number], context.cues["tally"]["times"]
    for i in tree.below(draft.hit.token):
        if tree.lemma(i) in words and (count := count_at(context, draft.hit.number, i)):
            draft.number = count
            return True
    return False


def _be_tally(draft: Draft, earlier: Sequence[Draft]) -> None:
    draft.claim_class = "tally"
    for other in reversed(earlier):
        if other.hit.entry.family == draft.hit.entry.family and draft.event_type in (
            other.event_type,
            *_broader(other),
        ):
            draft.event_type = other.event_type
            return


def _broader(draft: Draft) -> tuple[str, ...]:
    return (*draft.hit.entry.refines, draft.hit.entry.name)


def ordinal_at(context: Context, tree: Tree, i: int) -> tuple[int, int] | None:
    """The value and token of an ordinal on the noun."""
    endings = context.cues["tally"]["ordinal_endings"]
    words = numerals(context.codebook, context.reading.report.language).ordinals
    for j in tree.kids(i, "amod", "nummod", "compound"):
        text = tree.token(j).text.lower()
        digits = re.match(r"\d+", text)
        if digits and text[digits.end() :] in endings:
            return int(digits[0]), j
        if words.get(text, 0) > 1:
            return words[text], j
    return None


def _has_period(context: Context, draft: Draft) -> bool:
    return any(
        m.kind == "time"
        and isinstance(m.value, Timex)
        and (m.value.type == "DURATION" or (m.value.occurred is not None and m.value.occurred.precision in PERIODS))
        for m in context.of_sentence.get(draft.hit.number, ())
    )


def _counted_by_noun(context: Context, tree: Tree, draft: Draft) -> bool:
    token = tree.token(draft.hit.token)
    head = token.head
    if head < 0 or token.relation not in {"nmod", "obl"}:
        return False
    return tree.is_plural(draft.hit.token) and tree.lemma(head) in context.cues["tally"]["nouns"]


def _counted_by_verb(context: Context, tree: Tree, draft: Draft) -> bool:
    token = tree.token(draft.hit.token)
    head = token.head
    return (
        tree.is_plural(draft.hit.token)
        and head >= 0
        and token.relation == "nsubj"
        and tree.lemma(head) in context.cues["tally"]["verbs"]
    )

"""Scores of the words that make claims, of their types, and of who and what takes part in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.language.tags import runs_of, spans_of
from dateline.sentences import Act

from .claims import OPEN, OUTSIDE
from .counting import Parser, Score, count, f1, parse_all
from .examples import Example

HALF = 0.5

Run = tuple[int, int, frozenset[str]]


def claim_scores(model: Parser, examples: Sequence[Example]) -> Score:
    """F1 of the words that make claims, of these with their type, and of the parts of claims that were found.

    A trigger is found where it and a run of words of one type touch. Parts whose words are not in the sentence, and
    what may be coded or left, count for nothing.
    """
    counts: Counter[str] = Counter()
    for example, parsed in parse_all(model, examples):
        gold, given = _told(example), _given(parsed.acts)
        optional = {i for i, kinds in enumerate(example.claims) if kinds == OPEN}
        found = {run: _touched(run, gold) for run in given}
        counted = {run for run in given if found[run] or not optional & set(range(run[0], run[1]))}
        right = {run[:2] for run in counted if run[2] & frozenset().union(*(other[2] for other in found[run]))}
        hit = {run[:2] for run in counted if found[run]}
        for name, met in (("claims", hit), ("types", right)):
            counts[f"{name} both"] += len(met)
            counts[f"{name} given"] += len(counted)
            counts[f"{name} gold"] += len(gold)
        _count_parts(counts, example, parsed.acts)
    return {name: f1(counts, name) for name in ("claims", "types", "parts")}


def _told(example: Example) -> list[Run]:
    """The runs of words with the same types."""
    names = ["" if kinds in (OPEN, OUTSIDE) else "|".join(sorted(kinds)) for kinds in example.claims]
    return [(start, end, frozenset(name.split("|"))) for start, end, name in runs_of(names, "")]


def _given(acts: Sequence[Act]) -> list[Run]:
    """The runs of words that more likely make a claim of the same best type than none."""
    likely = {act.token: act.kinds[0][0] for act in acts if act.share >= HALF}
    names = [likely.get(i, "") for i in range(max(likely, default=-1) + 1)]
    return [(start, end, frozenset({name})) for start, end, name in runs_of(names, "")]


def _touched(run: Run, others: Sequence[Run]) -> list[Run]:
    return [other for other in others if other[0] < run[1] and run[0] < other[1]]


def _count_parts(counts: Counter[str], example: Example, acts: Sequence[Act]) -> None:
    told = {act.token: act for act in acts}
    for place, words in example.parts:
        act = told.get(place)
        open_names = {tag[2:] for tags in words if len(tags) > 1 for tag in tags - OUTSIDE}
        decided = ["" if len(tags) > 1 else next(iter(tags)) for tags in words]
        gold = set(_spans(decided))
        given = {(a.start, a.end, a.role) for a in act.arguments} if act else set()
        count(counts, "parts", gold, {part for part in given if part[2] not in open_names or part in gold})


def _spans(tags: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    """The spans of tags "B-name" and "I-name"."""
    kinds = sorted({tag[2:] for tag in tags if tag[1:2] == "-"})
    return spans_of([2 * kinds.index(tag[2:]) + 1 + (tag[0] == "I") if tag[1:2] == "-" else 0 for tag in tags], kinds)

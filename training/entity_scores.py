"""Scores of entities: exact spans with their kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.language.model import Parsed

from .counting import Parser, Score, count, f1, parse_all
from .examples import Example, Span

WIDER = {
    "person": "person",
    "organisation": "organisation",
    "group": "organisation",
    "place": "place",
    "facility": "place",
}


def entity_scores(model: Parser, examples: Sequence[Example]) -> Score:
    """The scores of what the model says of the examples."""
    return scores_of(list(parse_all(model, examples)))


def scores_of(pairs: Sequence[tuple[Example, Parsed]]) -> Score:
    """F1 of exact spans with their kind, over the kinds that the set annotates, and F1 for each kind.

    "names" are the spans of persons, organisations and places alone, armed groups being counted as organisations and
    facilities as places. A span that the annotation leaves open (words of a description, a kind that the set does not
    mark) is no error.
    """
    counts: Counter[str] = Counter()
    kinds = sorted({kind for example, _ in pairs for _, _, kind in example.spans})
    for example, parsed in pairs:
        gold = set(example.spans)
        found = {_settled(example, span) for span in parsed.entities}
        given = {span for span in found if span in gold or not _left_open(example, span)}
        for kind in kinds:
            count(counts, kind, {span for span in gold if span[2] == kind}, {span for span in given if span[2] == kind})
        count(counts, "all", gold, {span for span in given if span[2] in kinds})
        count(counts, "names", _names(gold), _names(given))
    return {name: f1(counts, name) for name in ["all", "names", *kinds]}


def _settled(example: Example, span: Span) -> Span:
    """The span with the gold kind, where the set's annotation does not tell the two kinds apart."""
    start, end, kind = span
    same = [gold for gold in example.spans if gold[:2] == (start, end) and f"B-{kind}" in example.allowed[start]]
    return same[0] if same else span


def _left_open(example: Example, span: tuple[int, int, str]) -> bool:
    start, end, kind = span
    return f"B-{kind}" in example.allowed[start] and all(
        f"I-{kind}" in tags for tags in example.allowed[start + 1 : end]
    )


def _names(spans: Iterable[Span]) -> set[Span]:
    return {(start, end, WIDER[kind]) for start, end, kind in spans if kind in WIDER}

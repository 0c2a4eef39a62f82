"""Scores of exported weights, run by the shipped code: gold words, raw text, entities, speed."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from dateline.language import RULES
from dateline.language.model import Model, Parsed
from dateline.language.segment import Rules, read_rules, segment

from .examples import Example
from .sources import entity_tests, raw_tests, tree_tests
from .treebank import Document

Score = dict[str, float]


def tree_scores(model: Model, examples: Sequence[Example]) -> Score:
    """Percent right over gold words, punctuation included; LAS without relation subtypes, as CoNLL 2018 counts."""
    right: Counter[str] = Counter()
    words = 0
    for example, parsed in _parse_all(model, examples):
        heads = tuple(head - 1 for head in example.heads)
        pairs = list(zip(heads, example.relations, strict=True)), list(zip(parsed.heads, parsed.relations, strict=True))
        right["upos"] += _same(example.upos, parsed.upos)
        right["lemma"] += _same(example.lemmas, parsed.lemmas)
        right["UAS"] += _same(heads, parsed.heads)
        right["LAS"] += _same(*([(head, _plain(relation)) for head, relation in side] for side in pairs))
        right["LAS with subtypes"] += _same(*pairs)
        words += len(example.words)
    return {name: round(100 * count / words, 2) for name, count in right.items()} | {"words": words}


def raw_scores(model: Model, rules: Rules, documents: Sequence[Document]) -> Score:
    """F1 of sentence bounds, words and labelled arcs when the text is cut by the shipped splitter."""
    found: Counter[str] = Counter()
    for document in documents:
        spans = segment(document.text, rules)
        parsed = [model.parse([document.text[a:b] for a, b in sentence]) for sentence in spans]
        given = [_arcs(s, p.heads, p.relations) for s, p in zip(spans, parsed, strict=True)]
        gold = [
            _arcs(s, [head - 1 for head in e.heads], e.relations)
            for s, e in zip(document.sentences, document.examples, strict=True)
        ]
        _count(found, "sentence", _ends(document.sentences), _ends(spans))
        _count(found, "word", {w for s in document.sentences for w in s}, {w for s in spans for w in s})
        _count(found, "LAS", set().union(*gold), set().union(*given))
    return {name: _f1(found, name) for name in ("sentence", "word", "LAS")}


def entity_scores(model: Model, examples: Sequence[Example]) -> Score:
    """F1 of exact spans with their kind, over the kinds that the set annotates, and F1 for each kind.

    A span that the annotation leaves open (words of a description, a kind that the set does not mark) is no error.
    """
    counts: Counter[str] = Counter()
    kinds = sorted({kind for example in examples for _, _, kind in example.spans})
    for example, parsed in _parse_all(model, examples):
        gold = set(example.spans)
        given = {span for span in parsed.entities if span in gold or not _left_open(example, span)}
        for kind in kinds:
            _count(
                counts, kind, {span for span in gold if span[2] == kind}, {span for span in given if span[2] == kind}
            )
        _count(counts, "all", gold, {span for span in given if span[2] in kinds})
    return {name: _f1(counts, name) for name in ["all", *kinds]}


def _left_open(example: Example, span: tuple[int, int, str]) -> bool:
    start, end, kind = span
    return f"B-{kind}" in example.allowed[start] and all(
        f"I-{kind}" in tags for tags in example.allowed[start + 1 : end]
    )


def speed(model: Model, rules: Rules, texts: Sequence[str]) -> Score:
    """Words a second from raw text to trees and entities, on one thread."""
    started = time.perf_counter()
    words = 0
    for text in texts:
        for sentence in segment(text, rules):
            model.parse([text[a:b] for a, b in sentence])
            words += len(sentence)
    return {"words": words, "words a second": round(words / (time.perf_counter() - started))}


def evaluate(folder: Path, data: Path) -> Iterator[tuple[str, Score]]:
    """All scores, each with the name of its test."""
    model, rules = Model(folder), read_rules(RULES)
    for name, examples in tree_tests(data).items():
        yield f"trees, {name}", tree_scores(model, examples)
    documents = raw_tests(data)
    for name, part in documents.items():
        yield f"raw text, {name}", raw_scores(model, rules, part)
    for name, examples in entity_tests(data).items():
        yield f"entities, {name}", entity_scores(model, examples)
    yield "speed", speed(model, rules, [document.text for document in documents["GUM news dev+test"]])


def _parse_all(model: Model, examples: Sequence[Example]) -> Iterable[tuple[Example, Parsed]]:
    return ((example, model.parse(example.words)) for example in examples)


def _arcs(
    spans: Sequence[tuple[int, int]], heads: Sequence[int], relations: Sequence[str]
) -> set[tuple[tuple[int, int], tuple[int, int], str]]:
    ends = [spans[head] if head >= 0 else (-1, -1) for head in heads]
    return set(zip(spans, ends, map(_plain, relations), strict=True))


def _ends(sentences: Iterable[Sequence[tuple[int, int]]]) -> set[tuple[int, int]]:
    return {(sentence[0][0], sentence[-1][1]) for sentence in sentences}


def _count(counts: Counter[str], name: str, gold: Set[Any], given: Set[Any]) -> None:
    counts[f"{name} gold"] += len(gold)
    counts[f"{name} given"] += len(given)
    counts[f"{name} both"] += len(gold & given)


def _f1(counts: Counter[str], name: str) -> float:
    total = counts[f"{name} gold"] + counts[f"{name} given"]
    return round(200 * counts[f"{name} both"] / total, 2) if total else 0.0


def _same(left: Iterable[object], right: Iterable[object]) -> int:
    return sum(a == b for a, b in zip(left, right, strict=True))


def _plain(relation: str) -> str:
    return relation.partition(":")[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    arguments = parser.parse_args()
    for name, score in evaluate(arguments.weights, arguments.data):
        print(f"{name}: {json.dumps(score)}", flush=True)


if __name__ == "__main__":
    main()

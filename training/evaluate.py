"""Scores of exported weights, run by the shipped code: gold words, raw text, entities, frames, speed."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from dateline.language import RULES
from dateline.language.model import Model, Parsed
from dateline.language.segment import Rules, read_rules, segment

from .claim_scores import claim_scores
from .counting import Parser, Score, count, f1, parse_all
from .entity_scores import entity_scores
from .examples import Example
from .frame_scores import event_scores, factuality_scores, role_scores
from .sources import claims, entity_tests, event_tests, raw_tests, tree_tests
from .treebank import Document

Reading = tuple[Sequence[tuple[int, int]], Parsed]


def tree_scores(model: Parser, examples: Sequence[Example]) -> Score:
    """Percent right over gold words, punctuation included; LAS without relation subtypes, as CoNLL 2018 counts."""
    right: Counter[str] = Counter()
    words = 0
    for example, parsed in parse_all(model, examples):
        heads = tuple(head - 1 for head in example.heads)
        pairs = list(zip(heads, example.relations, strict=True)), list(zip(parsed.heads, parsed.relations, strict=True))
        right["upos"] += _same(example.upos, parsed.upos)
        right["lemma"] += _same(example.lemmas, parsed.lemmas)
        right["UAS"] += _same(heads, parsed.heads)
        right["LAS"] += _same(*([(head, _plain(relation)) for head, relation in side] for side in pairs))
        right["LAS with subtypes"] += _same(*pairs)
        words += len(example.words)
    return {name: round(100 * count / words, 2) for name, count in right.items()} | {"words": words}


def read_text(model: Model, rules: Rules, text: str) -> list[Reading]:
    """The sentences of a text as the shipped splitter cuts it: the spans of their words, and their analysis."""
    cut = segment(text, rules)
    return list(zip(cut, model.parse_all([[text[a:b] for a, b in spans] for spans in cut]), strict=True))


def raw_scores(read: Callable[[str], Iterable[Reading]], documents: Sequence[Document]) -> Score:
    """F1 of sentence bounds, words and labelled arcs when an engine cuts the text itself."""
    found: Counter[str] = Counter()
    for document in documents:
        spans, parsed = zip(*read(document.text), strict=True)
        given = [_arcs(s, p.heads, p.relations) for s, p in zip(spans, parsed, strict=True)]
        gold = [
            _arcs(s, [head - 1 for head in e.heads], e.relations)
            for s, e in zip(document.sentences, document.examples, strict=True)
        ]
        count(found, "sentence", _ends(document.sentences), _ends(spans))
        count(found, "word", {w for s in document.sentences for w in s}, {w for s in spans for w in s})
        count(found, "LAS", set().union(*gold), set().union(*given))
    return {name: f1(found, name) for name in ("sentence", "word", "LAS")}


def speed(model: Model, rules: Rules, texts: Sequence[str]) -> Score:
    """Words a second from raw text to trees and entities, on one thread."""
    started = time.perf_counter()
    words = sum(len(spans) for text in texts for spans, _ in read_text(model, rules, text))
    return {"words": words, "words a second": round(words / (time.perf_counter() - started))}


def evaluate(folder: Path, data: Path) -> Iterator[tuple[str, Score]]:
    """All scores, each with the name of its test."""
    model, rules = Model(folder), read_rules(RULES)
    for name, examples in tree_tests(data).items():
        yield f"trees, {name}", tree_scores(model, examples)
    documents = raw_tests(data)
    for name, part in documents.items():
        yield f"raw text, {name}", raw_scores(partial(read_text, model, rules), part)
    for name, examples in entity_tests(data).items():
        yield f"entities, {name}", entity_scores(model, examples)
    for name, examples in tree_tests(data).items():
        if name.startswith("EWT"):
            yield f"roles, {name}", role_scores(model, examples)
            yield f"factuality, {name}", factuality_scores(model, examples)
    for name, examples in event_tests(data).items():
        yield f"events, {name}", event_scores(model, examples)
    yield "claims, development part", claim_scores(model, claims("development"))
    yield "speed", speed(model, rules, [document.text for document in documents["GUM news dev+test"]])


def _arcs(
    spans: Sequence[tuple[int, int]], heads: Sequence[int], relations: Sequence[str]
) -> set[tuple[tuple[int, int], tuple[int, int], str]]:
    ends = [spans[head] if head >= 0 else (-1, -1) for head in heads]
    return set(zip(spans, ends, map(_plain, relations), strict=True))


def _ends(sentences: Iterable[Sequence[tuple[int, int]]]) -> set[tuple[int, int]]:
    return {(sentence[0][0], sentence[-1][1]) for sentence in sentences}


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

"""Scores of predicates with roles, of events with arguments, and of degrees of factuality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set

import numpy as np

from dateline.language.model import Model
from dateline.sentences import Frame

from .counting import Parser, Score, count, f1, parse_all
from .examples import Example

UNCOUNTED = frozenset({"V", "C-V"})
FEW = frozenset(
    {"ARG0", "ARG1", "ARG2", "ARGM-TMP", "ARGM-LOC", "ARGM-NEG", "ARGM-MOD", "ARGM-CAU", "ARGM-PRP", "ARGM-ADV"}
)

Item = tuple[int, int, int, str]


def role_scores(model: Model, examples: Sequence[Example]) -> Score:
    """F1 of exact argument spans with their role, with predicates found by the model and with gold predicates.

    As in the shared tasks of 2005 and 2012 the verb itself is no argument. "few" counts the ten roles that the
    coder reads alone.
    """
    counts: Counter[str] = Counter()
    for example, parsed in parse_all(model, examples):
        if example.predicates is None:
            continue
        gold, given = _arguments(example.predicates), _arguments(parsed.predicates)
        count(counts, "predicates", _starts(example.predicates), _starts(parsed.predicates))
        count(counts, "all", gold, given)
        count(counts, "few", _few(gold), _few(given))
        told = model.roles(example.words, [frame.start for frame in example.predicates])
        count(counts, "all, gold predicates", gold, _arguments(told))
        for role in FEW:
            count(counts, role, _of(gold, role), _of(given, role))
    return {name: f1(counts, name) for name in ["predicates", "all", "few", "all, gold predicates", *sorted(FEW)]}


def event_scores(model: Parser, examples: Sequence[Example]) -> Score:
    """F1 of trigger spans, of triggers with their type, and of argument spans with their role and event type."""
    counts: Counter[str] = Counter()
    for example, parsed in parse_all(model, examples):
        gold, given = example.events or (), parsed.events
        count(counts, "triggers", {(f.start, f.end) for f in gold}, {(f.start, f.end) for f in given})
        count(counts, "types", {(f.start, f.end, f.kind) for f in gold}, {(f.start, f.end, f.kind) for f in given})
        count(counts, "arguments", _with_kind(gold), _with_kind(given))
    return {name: f1(counts, name) for name in ("triggers", "types", "arguments")}


def factuality_scores(model: Parser, examples: Sequence[Example]) -> Score:
    """Pearson's r of the degrees over annotated predicates, and the share on the right side of 0, in percent."""
    pairs = [
        (degree, parsed.factuality[i])
        for example, parsed in parse_all(model, [example for example in examples if example.factuality])
        for i, degree in example.factuality
    ]
    gold, given = np.array(pairs).T
    side = float(np.mean((gold > 0) == (given > 0)))
    return {"r": round(float(np.corrcoef(gold, given)[0, 1]), 3), "side": round(100 * side, 2), "n": len(pairs)}


def _arguments(frames: Iterable[Frame]) -> set[Item]:
    return {
        (frame.start, a.start, a.end, a.role) for frame in frames for a in frame.arguments if a.role not in UNCOUNTED
    }


def _with_kind(frames: Iterable[Frame]) -> set[tuple[str, int, int, str]]:
    return {(frame.kind, a.start, a.end, a.role) for frame in frames for a in frame.arguments}


def _starts(frames: Iterable[Frame]) -> set[int]:
    return {frame.start for frame in frames}


def _few(arguments: Set[Item]) -> set[Item]:
    return {argument for argument in arguments if argument[3] in FEW}


def _of(arguments: Set[Item], role: str) -> set[Item]:
    return {argument for argument in arguments if argument[3] == role}

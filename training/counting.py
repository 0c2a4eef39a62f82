"""Count what is in the gold, in what was given, and in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Any, Protocol

from dateline.language.model import Parsed

from .examples import Example

AT_ONCE = 64

Score = dict[str, float]


class Parser(Protocol):
    """What is scored: dateline's model, or another engine that answers in the same terms."""

    def parse_all(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]: ...


def parse_all(model: Parser, examples: Sequence[Example]) -> Iterable[tuple[Example, Parsed]]:
    """Each example with what the model says of its words."""
    for start in range(0, len(examples), AT_ONCE):
        part = examples[start : start + AT_ONCE]
        yield from zip(part, model.parse_all([example.words for example in part]), strict=True)


def count(counts: Counter[str], name: str, gold: Set[Any], given: Set[Any]) -> None:
    """Add one sentence's items to the counts under a name."""
    counts[f"{name} gold"] += len(gold)
    counts[f"{name} given"] += len(given)
    counts[f"{name} both"] += len(gold & given)


def f1(counts: Counter[str], name: str) -> float:
    """The F1 of all counted under the name, in percent; 0 where there was nothing."""
    total = counts[f"{name} gold"] + counts[f"{name} given"]
    return round(200 * counts[f"{name} both"] / total, 2) if total else 0.0

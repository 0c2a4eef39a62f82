"""Sentences, words, tags, trees, named entities, roles, events, factuality: the one door to the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.language.model import Model
from dateline.language.segment import Rules, Span, read_rules, segment
from dateline.records import Entity, Sentence, Token

__all__ = ["Engine", "analyse", "load"]

WEIGHTS = Path(__file__).parent / "weights"
RULES = Path(__file__).parent / "segment.toml"


@dataclass(frozen=True, slots=True)
class Engine:
    """An open network and the rules that cut text into its words."""

    model: Model
    rules: Rules


def load(folder: Path | None = None) -> Engine:
    """The engine with the shipped weights, or with those of another folder; OSError where a file is missing."""
    return Engine(Model(folder or WEIGHTS), read_rules(RULES))


def analyse(
    texts: Sequence[str], *, engine: Engine, breaks: Sequence[Sequence[int]] = ()
) -> list[tuple[Sentence, ...]]:
    """The sentences of each text, with offsets into it; `breaks` are offsets that no sentence of that text crosses.

    A sentence's analysis depends on its own words alone: not on the other texts, their number or their order.
    """
    bounds = breaks or [()] * len(texts)
    return [_analyse_one(text, engine, frozenset(cuts)) for text, cuts in zip(texts, bounds, strict=True)]


def _analyse_one(text: str, engine: Engine, cuts: frozenset[int]) -> tuple[Sentence, ...]:
    pieces = (piece for spans in segment(text, engine.rules) for piece in _cut(spans, cuts))
    return tuple(_sentence(text, spans, engine.model) for spans in pieces)


def _cut(spans: Sequence[Span], cuts: frozenset[int]) -> list[list[Span]]:
    """A sentence's words in the pieces between the cuts."""
    pieces: list[list[Span]] = [[]]
    for span in spans:
        if pieces[-1] and any(pieces[-1][-1][1] <= cut <= span[0] for cut in cuts):
            pieces.append([])
        pieces[-1].append(span)
    return pieces


def _sentence(text: str, spans: Sequence[Span], model: Model) -> Sentence:
    words = [text[start:end] for start, end in spans]
    parsed = model.parse(words)
    layers = zip(spans, words, parsed.lemmas, parsed.upos, parsed.heads, parsed.relations, strict=True)
    tokens = tuple(
        Token(start, end, word, lemma, upos, head, relation)
        for (start, end), word, lemma, upos, head, relation in layers
    )
    entities = tuple(Entity(start, end, kind) for start, end, kind in parsed.entities)
    return Sentence(
        spans[0][0],
        spans[-1][1],
        tokens,
        entities,
        predicates=parsed.predicates,
        events=parsed.events,
        factuality=parsed.factuality,
    )

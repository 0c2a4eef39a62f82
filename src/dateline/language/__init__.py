"""Sentences, words, tags, trees, named entities, roles, events, links: the one door to the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from threadpoolctl import ThreadpoolController

from dateline.language.links import RULES as WORDS
from dateline.language.links import SHIPPED, Scorer, links, load_scorer
from dateline.language.model import Model, Parsed
from dateline.language.phrases import Words, read_words
from dateline.language.segment import Rules, Span, read_rules, segment
from dateline.sentences import Entity, Sentence, Token

__all__ = ["Engine", "analyse", "load"]

WEIGHTS = Path(__file__).parent / "weights"
RULES = Path(__file__).parent / "segment.toml"
SCORER = SHIPPED.name


@dataclass(frozen=True, slots=True)
class Engine:
    """An open network, the scorer of links that fits it, and the rules and words of its language.

    `threads` holds numpy to one thread while it multiplies: more would wait for those of other workers.
    """

    model: Model
    rules: Rules
    scorer: Scorer
    words: Words
    threads: ThreadpoolController


def load(folder: Path | None = None) -> Engine:
    """The engine with the shipped weights, or with those of another folder; OSError where a file is missing."""
    folder = folder or WEIGHTS
    scorer = load_scorer(folder / SCORER)
    return Engine(Model(folder), read_rules(RULES), scorer, read_words(WORDS), ThreadpoolController())


def analyse(
    texts: Sequence[str], *, engine: Engine, breaks: Sequence[Sequence[int]] = ()
) -> list[tuple[Sentence, ...]]:
    """The sentences of each text, with offsets into it; `breaks` are offsets that no sentence of that text crosses.

    A sentence's analysis depends on its own words alone, its links on those of its text too: nothing depends on the
    other texts, their number or their order.
    """
    bounds = breaks or [()] * len(texts)
    return [_analyse_one(text, engine, frozenset(cuts)) for text, cuts in zip(texts, bounds, strict=True)]


def _analyse_one(text: str, engine: Engine, cuts: frozenset[int]) -> tuple[Sentence, ...]:
    pieces = [piece for spans in segment(text, engine.rules) for piece in _cut(spans, cuts)]
    parsed = [engine.model.parse([text[start:end] for start, end in spans]) for spans in pieces]
    sentences = [_sentence(text, spans, found) for spans, found in zip(pieces, parsed, strict=True)]
    with engine.threads.limit(limits=1):
        found = links(sentences, [one.states for one in parsed], words=engine.words, scorer=engine.scorer)
    own = {number: tuple(group) for number, group in groupby(found, key=lambda link: link.sentence)}
    return tuple(replace(sentence, links=own.get(i, ())) for i, sentence in enumerate(sentences))


def _cut(spans: Sequence[Span], cuts: frozenset[int]) -> list[list[Span]]:
    """A sentence's words in the pieces between the cuts."""
    pieces: list[list[Span]] = [[]]
    for span in spans:
        if pieces[-1] and any(pieces[-1][-1][1] <= cut <= span[0] for cut in cuts):
            pieces.append([])
        pieces[-1].append(span)
    return pieces


def _sentence(text: str, spans: Sequence[Span], parsed: Parsed) -> Sentence:
    words = [text[start:end] for start, end in spans]
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

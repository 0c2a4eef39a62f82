"""Sentences, words, tags, trees, named entities, roles, events, links: the one door to the network."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
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
TOGETHER = 8  # texts whose sentences are run together


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
    cut = [_pieces(text, engine, sorted(own)) for text, own in zip(texts, bounds, strict=True)]
    portions = (range(start, min(start + TOGETHER, len(texts))) for start in range(0, len(texts), TOGETHER))
    return [found for portion in portions for found in _analyse_some(texts, cut, portion, engine)]


def _pieces(text: str, engine: Engine, cuts: Sequence[int]) -> list[list[Span]]:
    return [piece for spans in segment(text, engine.rules) for piece in _cut(spans, cuts)]


def _analyse_some(
    texts: Sequence[str], cut: Sequence[Sequence[Sequence[Span]]], portion: range, engine: Engine
) -> Iterator[tuple[Sentence, ...]]:
    """The sentences of the texts of one portion, all run together."""
    parsed = iter(engine.model.parse_all([[texts[k][a:b] for a, b in spans] for k in portion for spans in cut[k]]))
    for k in portion:
        own = list(islice(parsed, len(cut[k])))
        yield _linked([_sentence(texts[k], *given) for given in zip(cut[k], own, strict=True)], own, engine)


def _linked(sentences: Sequence[Sentence], parsed: Sequence[Parsed], engine: Engine) -> tuple[Sentence, ...]:
    """The sentences of one text with the links between their mentions."""
    with engine.threads.limit(limits=1):
        found = links(sentences, [one.states for one in parsed], words=engine.words, scorer=engine.scorer)
    own = {number: tuple(group) for number, group in groupby(found, key=lambda link: link.sentence)}
    return tuple(replace(sentence, links=own.get(i, ())) for i, sentence in enumerate(sentences))


def _cut(spans: Sequence[Span], cuts: Sequence[int]) -> list[list[Span]]:
    """A sentence's words in the pieces between the cuts."""
    inside = cuts[bisect_right(cuts, spans[0][0]) : bisect_left(cuts, spans[-1][1])]
    if not inside:
        return [list(spans)]
    pieces: list[list[Span]] = [[]]
    for span in spans:
        if pieces[-1] and any(pieces[-1][-1][1] <= cut <= span[0] for cut in inside):
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
        acts=parsed.acts,
    )

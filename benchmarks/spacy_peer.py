"""A spaCy pipeline behind the doors that dateline's engine has, so that one scorer scores both."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc, Token
from thinc.api import NumpyOps, set_current_ops

from dateline.language.model import Parsed

PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


class Peer:
    """An open spaCy pipeline."""

    def __init__(self, folder: Path) -> None:
        self.ops = use_quickest_ops()
        self._nlp = spacy.load(folder)

    def parse_all(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """The analysis of each sentence, whose words are given; none is cut further."""
        return [_parsed(list(doc)) for doc in self._nlp.pipe(map(self._doc, sentences))]

    def _doc(self, words: Sequence[str]) -> Doc:
        starts: list[bool | int | None] = [i == 0 for i in range(len(words))]
        return Doc(self._nlp.vocab, words=list(words), sent_starts=starts)

    def read(self, text: str) -> list[tuple[list[tuple[int, int]], Parsed]]:
        """The sentences of a text as spaCy cuts it: the spans of their words, and their analysis."""
        sentences = []
        for paragraph, doc in zip(PARAGRAPH.finditer(text), self.docs(text), strict=True):
            for sentence in doc.sents:
                words = [token for token in sentence if not token.is_space]
                starts = [paragraph.start() + token.idx for token in words]
                spans = [(start, start + len(token)) for start, token in zip(starts, words, strict=True)]
                sentences += [(spans, _parsed(words))] if words else []
        return sentences

    def docs(self, text: str) -> list[Doc]:
        """spaCy's documents, one a paragraph and all in one call: it has learnt nothing of blank lines."""
        return list(self._nlp.pipe(PARAGRAPH.findall(text)))


def use_quickest_ops() -> str:
    """Has spaCy multiply by BLIS, its default, or by numpy, whichever is quicker here; gives the name of that one.

    The BLIS that spaCy brings does not know every processor and falls back to code several times slower.
    """
    choices = {"BLIS": NumpyOps(), "numpy": NumpyOps(use_blis=False)}
    quickest = min(choices, key=lambda name: _seconds(choices[name]))
    set_current_ops(choices[quickest])
    return quickest


def _seconds(ops: NumpyOps) -> float:
    matrix = np.ones((600, 600), dtype=np.float32)
    ops.gemm(matrix, matrix)
    start = time.perf_counter()
    for _ in range(20):
        ops.gemm(matrix, matrix)
    return time.perf_counter() - start


def _parsed(words: Sequence[Token]) -> Parsed:
    """The tokens of one sentence, those of white space left out, in our terms."""
    places = {token.i: i for i, token in enumerate(words)}
    heads = tuple(places.get(_head(token).i, -1) if token.head.i != token.i else -1 for token in words)
    return Parsed(
        upos=tuple(token.pos_ for token in words),
        lemmas=tuple(token.lemma_ for token in words),
        heads=heads,
        relations=tuple("root" if token.dep_ == "ROOT" else token.dep_ for token in words),
        entities=_entities(words),
        predicates=(),
        events=(),
        factuality=(),
        acts=(),
        states=np.zeros((len(words), 0), dtype=np.float32),
    )


def _head(token: Token) -> Token:
    """The head, or where that is white space, the head of that."""
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    return head


def _entities(words: Sequence[Token]) -> tuple[tuple[int, int, str], ...]:
    starts = [i for i, token in enumerate(words) if token.ent_iob_ == "B"]
    return tuple((start, _end(words, start), words[start].ent_type_) for start in starts)


def _end(words: Sequence[Token], start: int) -> int:
    end = start + 1
    while end < len(words) and words[end].ent_iob_ == "I":
        end += 1
    return end

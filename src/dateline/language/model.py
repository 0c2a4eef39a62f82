"""The shipped network run with onnxruntime: the words of a sentence in, tags, lemmas, tree and entities out.

It knows nothing of events. Each sentence is run by itself: the int8 arithmetic scales its inputs by all that is run
at once, so that a neighbour could change a close decision; alone, a sentence has one result wherever it stands.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.language.lemma import find_lemma, read_lexicon
from dateline.language.tags import best_tags, spans_of
from dateline.language.tree import decode
from dateline.language.wordpiece import CLS, LOWER, SEP, WordPiece, case_class, read_vocabulary

MOST_PIECES = 510

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the network says of one sentence, a value a word; `heads` count from 0, with -1 for the root."""

    upos: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    entities: tuple[tuple[int, int, str], ...]


class Model:
    """The two open graphs with their vocabulary and label names; one thread each."""

    def __init__(self, folder: Path) -> None:
        self._wordpiece = WordPiece(read_vocabulary(folder / "vocab.txt"))
        self._labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._lexicon = read_lexicon(folder / "lemmas.tsv")
        self._scores = _session(folder / "model.onnx")
        self._relations = _session(folder / "relations.onnx")

    def parse(self, words: Sequence[str]) -> Parsed:
        """The analysis of one sentence of at least one word."""
        row = encode(words, self._wordpiece)
        inputs = {name: np.array([values]) for name, values in zip(("pieces", "cases", "firsts"), row, strict=True)}
        upos, lemma, entity, arcs, word_end, head_end = (part[0] for part in self._scores.run(None, inputs))
        heads = decode(arcs)
        tags = tuple(self._labels["upos"][k] for k in upos[1:].tolist())
        return Parsed(
            upos=tags,
            lemmas=tuple(map(self._lemma, lemma[1:].tolist(), words, tags)),
            heads=tuple(head - 1 for head in heads),
            relations=self._relate(word_end[1:], head_end[heads]),
            entities=spans_of(best_tags(entity[1:], self._labels["entity"])),
        )

    def _lemma(self, guesses: Sequence[int], word: str, upos: str) -> str:
        return find_lemma(word, upos, (self._labels["lemma"][k] for k in guesses), self._lexicon)

    def _relate(self, word: Vectors, head: Vectors) -> tuple[str, ...]:
        best = self._relations.run(None, {"word": word, "head": head})[0]
        return tuple(self._labels["relation"][k] for k in best.tolist())


def encode(words: Sequence[str], wordpiece: WordPiece) -> tuple[list[int], list[int], list[int]]:
    """Pieces, letter case of each piece, and the place of each word's first piece; CLS stands first as the root.

    Where the row would be longer than the network reads, each word keeps its first piece alone.
    """
    ids = [wordpiece.pieces(word) for word in words]
    if sum(map(len, ids)) > MOST_PIECES:
        ids = [word_ids[:1] for word_ids in ids]
    pieces, cases, firsts = [CLS], [LOWER], [0]
    for word, word_ids in zip(words, ids, strict=True):
        firsts.append(len(pieces))
        pieces += word_ids
        cases += [case_class(word)] * len(word_ids)
    return [*pieces, SEP], [*cases, LOWER], firsts


def _session(path: Path) -> Any:
    onnxruntime: Any = import_module("onnxruntime")  # takes a tenth of a second: only those who parse pay for it
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

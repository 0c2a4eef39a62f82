"""The shipped network run with onnxruntime: words in, tags, lemmas, trees and entities out.

It knows nothing of events. Sentences are run in batches of like length, and a batch never holds sentences of two
reports: the int8 arithmetic scales its inputs by the batch, so that company could change a close decision.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.language.lemma import lemma_by
from dateline.language.tags import best_tags, spans_of
from dateline.language.tree import decode
from dateline.language.wordpiece import CLS, LOWER, SEP, WordPiece, case_class, read_vocabulary

PIECES_PER_BATCH = 1024
MOST_PIECES_IN_ROW = 510
NAME = "PROPN"
FILES = ("model.onnx", "relations.onnx", "labels.json", "vocab.txt")

Row = tuple[list[int], list[int], list[int]]


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
        self.wordpiece = WordPiece(read_vocabulary(folder / "vocab.txt"))
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._scores = _session(folder / "model.onnx")
        self._relations = _session(folder / "relations.onnx")

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """One result for each sentence of words, in order; no sentence may be empty."""
        rows = [encode(words, self.wordpiece) for words in sentences]
        results: dict[int, Parsed] = {}
        for members in batches([len(row[0]) for row in rows]):
            batch = [rows[i] for i in members]
            words = [sentences[i] for i in members]
            results.update(zip(members, self._parse_batch(batch, words), strict=True))
        return [results[i] for i in range(len(sentences))]

    def _parse_batch(self, rows: list[Row], words: list[Sequence[str]]) -> list[Parsed]:
        upos, lemma, entity, arcs, word_end, head_end = self._scores.run(None, _arrays(rows))
        sizes = [len(row[2]) for row in rows]
        heads = [decode(arcs[i, :size, :size]) for i, size in enumerate(sizes)]
        pairs = [(word_end[i, 1:size], head_end[i, heads[i]]) for i, size in enumerate(sizes)]
        relations = self._relate(pairs)
        ends = np.cumsum([len(found) for found in heads])
        return [
            Parsed(
                tuple(self.labels["upos"][k] for k in upos[i, 1:size]),
                tuple(map(self._lemma, lemma[i, 1:size].tolist(), words[i], upos[i, 1:size].tolist())),
                tuple(head - 1 for head in heads[i]),
                tuple(self.labels["relation"][k] for k in relations[ends[i] - size + 1 : ends[i]]),
                spans_of(best_tags(entity[i, 1:size], self.labels["entity"])),
            )
            for i, size in enumerate(sizes)
        ]

    def _lemma(self, guesses: Sequence[int], word: str, upos: int) -> str:
        rules = [self.labels["lemma"][k] for k in guesses]
        return lemma_by(rules, word, name=self.labels["upos"][upos] == NAME)

    def _relate(self, pairs: Sequence[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]) -> list[int]:
        word = np.concatenate([pair[0] for pair in pairs])
        head = np.concatenate([pair[1] for pair in pairs])
        found: npt.NDArray[np.int64] = self._relations.run(None, {"word": word, "head": head})[0]
        return found.tolist()


def encode(words: Sequence[str], wordpiece: WordPiece) -> Row:
    """Pieces, letter case of each piece, and the place of each word's first piece; CLS stands first as the root.

    Where the row would be longer than the network reads, each word keeps its first piece alone.
    """
    ids = [wordpiece.pieces(word) for word in words]
    if sum(map(len, ids)) > MOST_PIECES_IN_ROW:
        ids = [word_ids[:1] for word_ids in ids]
    pieces, cases, firsts = [CLS], [LOWER], [0]
    for word, word_ids in zip(words, ids, strict=True):
        firsts.append(len(pieces))
        pieces += word_ids
        cases += [case_class(word)] * len(word_ids)
    return [*pieces, SEP], [*cases, LOWER], firsts


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in groups of like length, each group at most PIECES_PER_BATCH pieces with its padding."""
    group: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if group and lengths[i] * (len(group) + 1) > PIECES_PER_BATCH:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def _arrays(rows: Sequence[Row]) -> dict[str, npt.NDArray[np.int64]]:
    widths = [max(len(row[part]) for row in rows) for part in range(3)]
    arrays = [np.zeros((len(rows), width), np.int64) for width in widths]
    for i, row in enumerate(rows):
        for array, values in zip(arrays, row, strict=True):
            array[i, : len(values)] = values
    return dict(zip(("pieces", "cases", "firsts"), arrays, strict=True))


def _session(path: Path) -> Any:
    import onnxruntime  # takes a tenth of a second, so only those who parse pay for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

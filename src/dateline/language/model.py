"""The shipped network run with onnxruntime: the words of a sentence in, all that the heads say of them out.

It knows nothing of conflict. Each sentence is run by itself: the int8 arithmetic scales its inputs by all that is run
at once, so that a neighbour could change a close decision; alone, a sentence has one result wherever it stands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.language.lemma import find_lemma, read_lexicon
from dateline.language.tags import best_tags, kinds_of, runs_of, spans_of
from dateline.language.tree import decode
from dateline.language.wordpiece import CLS, LOWER, SEP, WordPiece, case_class, read_vocabulary
from dateline.sentences import Argument, Frame

MOST_PIECES = 510
FARTHEST = 32  # words further apart than this look alike to the heads of roles and arguments

Vectors = npt.NDArray[np.float32]
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the network says of one sentence, a value a word; `heads` count from 0, with -1 for the root.

    `factuality` is a degree for each word, of meaning for verbs alone: above 0 what it tells happened. `states` has
    a row a word: what the network knows of it, for the scorer of links.
    """

    upos: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    entities: tuple[Span, ...]
    predicates: tuple[Frame, ...]
    events: tuple[Frame, ...]
    factuality: tuple[float, ...]
    states: Vectors


class Model:
    """The open graphs with their vocabulary and label names; one thread each."""

    def __init__(self, folder: Path) -> None:
        self._wordpiece = WordPiece(read_vocabulary(folder / "vocab.txt"))
        self._labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._kinds = {layer: kinds_of(self._labels[layer]) for layer in ("entity", "role", "argument")}
        self._lexicon = read_lexicon(folder / "lemmas.tsv")
        names = ("model", "relations", "frames")
        self._graphs = {name: _session(folder / f"{name}.onnx") for name in names}
        self._outputs = [output.name for output in self._graphs["model"].get_outputs()]

    def parse(self, words: Sequence[str]) -> Parsed:
        """The analysis of one sentence of at least one word."""
        said = self._run(words)
        heads = decode(said["arcs"])
        tags = tuple(self._labels["upos"][k] for k in said["upos"][1:].tolist())
        verbs = [(i, i + 1, "") for i, yes in enumerate(said["predicate"][1:].argmax(1).tolist()) if yes]
        triggers = runs_of([self._labels["event"][k] for k in said["event"][1:].argmax(1).tolist()])
        predicates, events = self._frames(verbs, triggers, said["states"])
        return Parsed(
            upos=tags,
            lemmas=tuple(map(self._lemma, said["lemma"][1:].tolist(), words, tags)),
            heads=tuple(head - 1 for head in heads),
            relations=self._relate(said["relation_word"][1:], said["relation_head"][heads]),
            entities=self._spans("entity", said["entity"][None, 1:])[0],
            predicates=predicates,
            events=events,
            factuality=tuple(said["factuality"][1:, 0].tolist()),
            states=said["states"][1:],
        )

    def roles(self, words: Sequence[str], predicates: Sequence[int]) -> tuple[Frame, ...]:
        """The arguments of given predicates, whether or not the network takes these words for such."""
        return self._frames([(i, i + 1, "") for i in predicates], (), self._run(words)["states"])[0]

    def _run(self, words: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
        """Each output of the first graph for the one sentence; place 0 of each is the root's."""
        row = encode(words, self._wordpiece)
        inputs = {name: np.array([values]) for name, values in zip(("pieces", "cases", "firsts"), row, strict=True)}
        found = self._graphs["model"].run(None, inputs)
        return {name: part[0] for name, part in zip(self._outputs, found, strict=True)}

    def _lemma(self, guesses: Sequence[int], word: str, upos: str) -> str:
        return find_lemma(word, upos, (self._labels["lemma"][k] for k in guesses), self._lexicon)

    def _relate(self, word: Vectors, head: Vectors) -> tuple[str, ...]:
        best = self._graphs["relations"].run(None, {"word": word, "head": head})[0]
        return tuple(self._labels["relation"][k] for k in best.tolist())

    def _frames(
        self, verbs: Sequence[Span], triggers: Sequence[Span], states: Vectors
    ) -> tuple[tuple[Frame, ...], tuple[Frame, ...]]:
        """Each predicate and each trigger with its arguments; nothing is run where there is none."""
        places = sorted({start + 1 for start, _, _ in (*verbs, *triggers)})
        if not places:
            return (), ()
        away = np.arange(len(states))[None] - np.array(places)[:, None]
        inputs = {"states": states, "places": np.array(places), "distance": away.clip(-FARTHEST, FARTHEST) + FARTHEST}
        roles, arguments = self._graphs["frames"].run(["role", "argument"], inputs)
        rows = {place - 1: row for row, place in enumerate(places)}
        return self._framed("role", verbs, roles, rows), self._framed("argument", triggers, arguments, rows)

    def _framed(self, layer: str, found: Sequence[Span], scores: Vectors, rows: Mapping[int, int]) -> tuple[Frame, ...]:
        if not found:
            return ()
        own = self._spans(layer, scores[[rows[start] for start, _, _ in found], 1:])
        return tuple(
            Frame(start, end, tuple(Argument(*span) for span in spans), kind)
            for (start, end, kind), spans in zip(found, own, strict=True)
        )

    def _spans(self, layer: str, scores: Vectors) -> list[tuple[Span, ...]]:
        """The spans of each row of scores."""
        return [spans_of(row, self._kinds[layer]) for row in best_tags(scores).tolist()]


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

"""The shipped network run with onnxruntime: the words of sentences in, all that the heads say of them out.

It knows nothing of conflict.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.language.acts import Found, likely_acts
from dateline.language.lemma import find_lemma, read_lexicon
from dateline.language.once import best_tags_once
from dateline.language.rows import encode, run_together, stacked
from dateline.language.tags import best_tags, kinds_of, runs_of, spans_of
from dateline.language.tree import decode
from dateline.language.wordpiece import WordPiece, read_vocabulary
from dateline.sentences import Act, Argument, Frame

PORTION = 4_000  # words whose outputs are held at once
PAIRED = ("role", "argument", "part")  # the layers whose tags are those of words for one predicate, trigger, claim
MAIN_ROLES = frozenset(f"ARG{i}" for i in range(5))
FARTHEST = 32  # words further apart than this look alike to the heads of roles and arguments

Vectors = npt.NDArray[np.float32]
Counts = npt.NDArray[np.intp]
Said = Mapping[str, npt.NDArray[Any]]
Span = tuple[int, int, str]
Place = tuple[int, Span]  # the number of a row, and a span of its words
Framed = list[tuple[int, Frame]]  # the same with a whole frame


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
    acts: tuple[Act, ...]
    states: Vectors


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that were run together: their numbers, their words' number, and each output of the first graph.

    Place 0 of a row is the root's, those behind its words are blank.
    """

    members: Sequence[int]
    counts: Counts
    said: Said

    def row(self, number: int) -> Said:
        """The outputs for the words of one row."""
        return {name: part[number, 1 : self.counts[number] + 1] for name, part in self.said.items()}

    def trees(self) -> list[list[int]]:
        """The heads of the words of each row, 0 being the root."""
        return [decode(arcs[: n + 1, : n + 1]) for n, arcs in zip(self.counts, self.said["arcs"], strict=True)]


class Model:
    """The open graphs with their vocabulary and label names; one thread each."""

    def __init__(self, folder: Path) -> None:
        self._wordpiece = WordPiece(read_vocabulary(folder / "vocab.txt"))
        self._labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._kinds = {layer: kinds_of(self._labels[layer]) for layer in ("entity", *PAIRED)}
        self._lexicon = read_lexicon(folder / "lemmas.tsv")
        names = ("model", "relations", "frames")
        self._graphs = {name: _session(folder / f"{name}.onnx") for name in names}
        self._outputs = [output.name for output in self._graphs["model"].get_outputs()]

    def parse(self, words: Sequence[str]) -> Parsed:
        """The analysis of one sentence of at least one word."""
        return self.parse_all([words])[0]

    def parse_all(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """The analysis of each sentence, the same as if it were the only one."""
        return [parsed for portion in _portions(sentences) for parsed in self._parse_some(portion)]

    def _parse_some(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        groups = self._run(sentences)
        heads = [group.trees() for group in groups]
        relations = self._relate(groups, heads)
        entities = self._spans("entity", [(group.said["entity"][:, 1:], group.counts) for group in groups])
        acts = [self._acts(group) for group in groups]
        places = [[(row, (word, word + 1, "")) for row, word, _, _ in own] for own in acts]
        layers = [[*map(self._verbs, groups)], [*map(self._triggers, groups)], places]
        predicates, events, parts = self._frames(groups, layers)
        found = {}
        for k, group in enumerate(groups):
            for row, number in enumerate(group.members):
                said = group.row(row)
                tags = tuple(self._labels["upos"][i] for i in said["upos"].tolist())
                found[number] = Parsed(
                    upos=tags,
                    lemmas=tuple(map(self._lemma, said["lemma"].tolist(), sentences[number], tags)),
                    heads=tuple(head - 1 for head in heads[k][row]),
                    relations=relations[k][row],
                    entities=entities[k][row],
                    predicates=_of_row(predicates[k], row),
                    events=_of_row(events[k], row),
                    factuality=tuple(said["factuality"][:, 0].tolist()),
                    acts=_acts_of_row(acts[k], parts[k], row),
                    states=said["states"],
                )
        return [found[i] for i in range(len(sentences))]

    def roles(self, words: Sequence[str], predicates: Sequence[int]) -> tuple[Frame, ...]:
        """The arguments of given predicates, whether or not the network takes these words for such."""
        places = [(0, (i, i + 1, "")) for i in predicates]
        (found,), _, _ = self._frames(self._run([words]), [[places], [[]], [[]]])
        return tuple(frame for _, frame in found)

    def _run(self, sentences: Sequence[Sequence[str]]) -> list[Group]:
        """What the first graph says, in groups of sentences that were run together."""
        rows = [encode(words, self._wordpiece) for words in sentences]
        groups = []
        for members in run_together(rows):
            found = self._graphs["model"].run(None, stacked([rows[i] for i in members]))
            counts = np.array([len(sentences[i]) for i in members])
            groups.append(Group(members, counts, dict(zip(self._outputs, found, strict=True))))
        return groups

    def _lemma(self, guesses: Sequence[int], word: str, upos: str) -> str:
        return find_lemma(word, upos, map(self._labels["lemma"].__getitem__, guesses), self._lexicon)

    def _relate(self, groups: Sequence[Group], heads: Sequence[Sequence[Sequence[int]]]) -> list[list[tuple[str, ...]]]:
        """The relation of each word to its head, for each row of each group."""
        rows = [(group.said, i, own) for group, trees in zip(groups, heads, strict=True) for i, own in enumerate(trees)]
        word = np.concatenate([said["relation_word"][i, 1 : len(own) + 1] for said, i, own in rows])
        head = np.concatenate([said["relation_head"][i, own] for said, i, own in rows])
        best = self._graphs["relations"].run(None, {"word": word, "head": head})[0].tolist()
        names = iter([self._labels["relation"][k] for k in best])
        return [[tuple(next(names) for _ in own) for own in trees] for trees in heads]

    def _verbs(self, group: Group) -> list[Place]:
        best = group.said["predicate"].argmax(2).tolist()
        return [(row, (i, i + 1, "")) for row, n in enumerate(group.counts) for i in range(n) if best[row][i + 1]]

    def _triggers(self, group: Group) -> list[Place]:
        best = group.said["event"].argmax(2).tolist()
        names = [[self._labels["event"][k] for k in best[row][1 : n + 1]] for row, n in enumerate(group.counts)]
        return [(row, span) for row, own in enumerate(names) for span in runs_of(own)]

    def _acts(self, group: Group) -> list[Found]:
        return likely_acts(group.said["claim"][:, 1:], group.counts, self._labels["claim"])

    def _frames(self, groups: Sequence[Group], layers: Sequence[Sequence[Sequence[Place]]]) -> list[list[Framed]]:
        """For each of the layers PAIRED, and each group, the given places with their arguments, beside their row."""
        scores = [self._pairs(group, own) for group, *own in zip(groups, *layers, strict=True)]
        given = zip(PAIRED, layers, zip(*scores, strict=True), strict=True)
        return [self._framed(layer, groups, places, own) for layer, places, own in given]

    def _pairs(self, group: Group, layers: Sequence[Sequence[Place]]) -> list[Vectors]:
        """The scores of the tags of all words for each place, a layer in PAIRED after the other."""
        states = group.said["states"]
        places = _numbers([(row, start + 1) for own in layers for row, (start, _, _) in own]).reshape(-1, 2)
        columns = np.arange(states.shape[1])[None]
        inputs = {
            "states": states,
            "places": places,
            "distance": (columns - places[:, 1:]).clip(-FARTHEST, FARTHEST) + FARTHEST,
            "real": (columns <= group.counts[places[:, 0], None]).astype(np.float32),
            "cut": np.array([len(own) for own in layers]),
        }
        return [scores[:, 1:] for scores in self._graphs["frames"].run(list(PAIRED), inputs)]

    def _framed(
        self, layer: str, groups: Sequence[Group], places: Sequence[Sequence[Place]], scores: Sequence[Vectors]
    ) -> list[Framed]:
        counts = [group.counts[_numbers([row for row, _ in own])] for group, own in zip(groups, places, strict=True)]
        spans = self._spans(layer, list(zip(scores, counts, strict=True)))
        return [
            [
                (row, Frame(start, end, tuple(Argument(*span) for span in arguments), kind))
                for (row, (start, end, kind)), arguments in zip(own, found, strict=True)
            ]
            for own, found in zip(places, spans, strict=True)
        ]

    def _spans(self, layer: str, groups: Sequence[tuple[Vectors, Counts]]) -> list[list[tuple[Span, ...]]]:
        """The spans of each row of scores of each group, among its own words."""
        kinds = self._kinds[layer]
        found = best_tags_once(groups, kinds, MAIN_ROLES) if layer == "role" else best_tags(groups)
        return [[spans_of(row, kinds) for row in best.tolist()] for best in found]


def _portions(sentences: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """The sentences in order, parted where PORTION words are reached."""
    portion: list[Sequence[str]] = []
    words = 0
    for sentence in sentences:
        portion.append(sentence)
        words += len(sentence)
        if words >= PORTION:
            yield portion
            portion, words = [], 0
    if portion:
        yield portion


def _acts_of_row(acts: Sequence[Found], parts: Framed, row: int) -> tuple[Act, ...]:
    pairs = zip(acts, parts, strict=True)
    return tuple(
        Act(word, share, kinds, frame.arguments) for (own, word, share, kinds), (_, frame) in pairs if own == row
    )


def _of_row(frames: Framed, row: int) -> tuple[Frame, ...]:
    return tuple(frame for own, frame in frames if own == row)


def _numbers(values: Sequence[Any]) -> Counts:
    return np.array(values, np.intp)


def _session(path: Path) -> Any:
    onnxruntime: Any = import_module("onnxruntime")  # takes a tenth of a second: only those who parse pay for it
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

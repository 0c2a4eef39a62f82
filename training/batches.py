"""Examples to arrays of a few fixed shapes: changing shapes would undo the speed of bfloat16."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import torch
from torch import Tensor

from dateline.language.lemma import find_rule
from dateline.language.rows import encode as encode_words
from dateline.language.wordpiece import LOWER, WordPiece, case_class
from dateline.sentences import Frame

from .examples import Example
from .labels import Labels

BUCKETS = (8, 16, 24, 32, 40, 48, 64, 96, 128, 256)
PIECES_PER_STEP = 1024
ALL_LOWER, ALL_UPPER = 0.05, 0.05
NOTHING = -100
MASK = 103
PAIR_STEP = 64
TREE = ("upos", "lemma", "heads", "relation")

Open = tuple[
    tuple[int, ...], ...
]  # for each word the classes any of which is right, none where nothing is to be learnt


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as numbers; a layer that the set does not annotate is None, or empty where it has a row a word.

    `cases` holds the case classes as written, as they would be in lower case, and as they would be in capitals.
    `frames` pairs the place of a predicate or trigger with the tags of all words, those of roles or of arguments.
    """

    pieces: tuple[int, ...]
    cases: tuple[tuple[int, ...], ...]
    firsts: tuple[int, ...]
    upos: tuple[int, ...] | None
    lemma: tuple[int, ...]
    heads: tuple[int, ...]
    relation: tuple[int, ...]
    allowed: tuple[tuple[int, ...], ...]
    predicate: tuple[int, ...] | None
    event: tuple[int, ...] | None
    factuality: tuple[float, ...] | None
    frames: tuple[tuple[str, int, tuple[int, ...]], ...]
    claim: Open
    parts: tuple[tuple[int, Open], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """One step's arrays; word place 0 is CLS; NOTHING marks what is not to be learnt (in `factuality`, NaN).

    `pairs` has a row for each predicate and trigger: its row and its place; `role` and `argument` have, for the
    same, the tags of all words. Without any they have no row; otherwise their number is a multiple of PAIR_STEP.
    """

    pieces: Tensor
    cases: Tensor
    firsts: Tensor
    real: Tensor
    upos: Tensor
    lemma: Tensor
    heads: Tensor
    relation: Tensor
    allowed: Tensor
    predicate: Tensor
    event: Tensor
    factuality: Tensor
    pairs: Tensor
    role: Tensor
    argument: Tensor
    claim: Tensor
    part: Tensor


def encode(example: Example, labels: Labels, wordpiece: WordPiece) -> Encoded:
    """The example as numbers; a lemma rule too rare to be a class is NOTHING."""
    pieces, cases, firsts = encode_words(example.words, wordpiece)
    counts = [end - start for start, end in pairwise([*firsts[1:], len(pieces) - 1])]
    lower, upper = ([form(word) for word in example.words] for form in (str.lower, str.upper))
    rules = {rule: number for number, rule in enumerate(labels.lemma)}
    return Encoded(
        tuple(pieces),
        (tuple(cases), _cases(lower, counts), _cases(upper, counts)),
        tuple(firsts),
        tuple(map(labels.upos.index, example.upos)) if example.upos else None,
        tuple(rules.get(rule, NOTHING) for rule in map(find_rule, example.words, example.lemmas)),
        example.heads,
        tuple(map(labels.relation.index, example.relations)),
        tuple(tuple(sorted(map(labels.entity.index, tags))) for tags in example.allowed),
        _predicates(example),
        _events(example, labels),
        _factuality(example),
        (*_tagged("role", example.predicates, example, labels.role),
         *_tagged("argument", example.events, example, labels.argument)),
        _open(example.claims, labels.claim),
        tuple((place + 1, _open(words, labels.part)) for place, words in example.parts),
    )  # fmt: skip


def _open(words: Sequence[frozenset[str]], names: tuple[str, ...]) -> Open:
    """The numbers of the names that each word may have; those too rare to be a class teach nothing."""
    numbers = {name: number for number, name in enumerate(names)}
    return tuple(tuple(sorted(numbers[name] for name in own if name in numbers)) for own in words)


def _predicates(example: Example) -> tuple[int, ...] | None:
    """1 for each word that is a predicate, 0 for any other."""
    if example.predicates is None:
        return None
    starts = {frame.start for frame in example.predicates}
    return tuple(int(i in starts) for i in range(len(example.words)))


def _events(example: Example, labels: Labels) -> tuple[int, ...] | None:
    """The event type of each word; a type too rare to be a class is NOTHING."""
    if example.events is None:
        return None
    types = [0] * len(example.words)
    for frame in example.events:
        known = labels.event.index(frame.kind) if frame.kind in labels.event else NOTHING
        types[frame.start : frame.end] = [known] * (frame.end - frame.start)
    return tuple(types)


def _factuality(example: Example) -> tuple[float, ...] | None:
    if not example.factuality:
        return None
    known = dict(example.factuality)
    return tuple(known.get(i, math.nan) for i in range(len(example.words)))


def _tagged(
    layer: str, frames: tuple[Frame, ...] | None, example: Example, names: tuple[str, ...]
) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    """For each frame the layer, the place of its first word, and a tag a word; rare roles are NOTHING."""
    numbers = {name: number for number, name in enumerate(names)}
    for frame in frames or ():
        tags = [0] * len(example.words)
        for given in frame.arguments:
            tags[given.start] = numbers.get(f"B-{given.role}", NOTHING)
            inner = numbers.get(f"I-{given.role}", NOTHING)
            tags[given.start + 1 : given.end] = [inner] * (given.end - given.start - 1)
        yield layer, frame.start + 1, tuple(tags)


def batches(examples: Sequence[Encoded], labels: Labels, dice: random.Random) -> Iterator[Batch]:
    """All examples once in random order, in batches of one bucket each; those over the last bucket are left out."""
    by_bucket: dict[int, list[Encoded]] = {size: [] for size in BUCKETS}
    for example in examples:
        size = next((size for size in BUCKETS if len(example.pieces) <= size), None)
        if size is not None:
            by_bucket[size].append(example)
    groups = []
    for size, members in by_bucket.items():
        dice.shuffle(members)
        rows = PIECES_PER_STEP // size
        groups += [(size, members[i : i + rows]) for i in range(0, len(members), rows)]
    dice.shuffle(groups)
    for size, members in groups:
        yield collate(members, size, labels, [_case_change(dice) for _ in members])


def collate(members: Sequence[Encoded], size: int, labels: Labels, changes: Sequence[int]) -> Batch:
    """Arrays of PIECES_PER_STEP // size rows; rows without a member are padding."""
    rows = max(PIECES_PER_STEP // size, len(members))
    numbers = {name: torch.zeros(rows, size, dtype=torch.long) for name in ("pieces", "cases", "firsts")}
    numbers |= {name: torch.full((rows, size), NOTHING) for name in (*TREE, "predicate", "event")}
    factuality = torch.full((rows, size), math.nan)
    real = torch.zeros(rows, size, dtype=torch.bool)
    real[:, 0] = True
    allowed, claim = (torch.zeros(rows, size, len(names), dtype=torch.bool) for names in (labels.entity, labels.claim))
    for i, (member, change) in enumerate(zip(members, changes, strict=True)):
        words = len(member.firsts)
        numbers["pieces"][i, : len(member.pieces)] = torch.tensor(member.pieces)
        numbers["cases"][i, : len(member.pieces)] = torch.tensor(member.cases[change])
        numbers["firsts"][i, :words] = torch.tensor(member.firsts)
        real[i, :words] = True
        annotated = [] if member.upos is None else list(TREE)
        annotated += [name for name in ("predicate", "event") if getattr(member, name) is not None]
        for name in annotated:
            numbers[name][i, 1:words] = torch.tensor(getattr(member, name))
        if member.factuality is not None:
            factuality[i, 1:words] = torch.tensor(member.factuality)
        _mark(allowed[i], member.allowed)
        _mark(claim[i], member.claim)
    pairs = _pairs(members, size, len(labels.part))
    return Batch(real=real, allowed=allowed, claim=claim, factuality=factuality, **numbers, **pairs)


def with_hidden(batch: Batch, share: float) -> Batch:
    """The batch with so many of its pieces replaced by MASK, drawn from torch's dice; CLS and SEP stay."""
    chosen = (torch.rand(batch.pieces.shape) < share) & (batch.pieces > MASK)
    return replace(batch, pieces=batch.pieces.masked_fill(chosen, MASK))


def _mark(row: Tensor, words: Open) -> None:
    """Set the classes that each word may have, the first of them standing in place 1."""
    for i, possible in enumerate(words):
        row[i + 1, list(possible)] = True


def _pairs(members: Sequence[Encoded], size: int, parts: int) -> dict[str, Tensor]:
    """The arrays `pairs`, `role`, `argument` and `part` of a batch; what fills up the last rows teaches nothing."""
    frames = [(i, *frame) for i, member in enumerate(members) for frame in member.frames]
    claims = [(i, *given) for i, member in enumerate(members) for given in member.parts]
    count = -(-(len(frames) + len(claims)) // PAIR_STEP) * PAIR_STEP
    found = {"pairs": torch.zeros(count, 2, dtype=torch.long)}
    found |= {layer: torch.full((count, size), NOTHING) for layer in ("role", "argument")}
    for k, (i, layer, place, tags) in enumerate(frames):
        found["pairs"][k] = torch.tensor((i, place))
        found[layer][k, 1 : len(tags) + 1] = torch.tensor(tags)
    found["part"] = torch.zeros(count, size, parts, dtype=torch.bool)
    for k, (i, place, words) in enumerate(claims, len(frames)):
        found["pairs"][k] = torch.tensor((i, place))
        _mark(found["part"][k], words)
    return found


def _cases(words: Sequence[str], counts: Sequence[int]) -> tuple[int, ...]:
    """The case class of each piece where each word has so many pieces."""
    inner = [case_class(word) for word, count in zip(words, counts, strict=True) for _ in range(count)]
    return (LOWER, *inner, LOWER)


def _case_change(dice: random.Random) -> int:
    """Which of the three writings in `Encoded.cases` to show."""
    drawn = dice.random()
    if drawn < ALL_LOWER:
        return 1
    return 2 if drawn < ALL_LOWER + ALL_UPPER else 0

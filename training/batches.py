"""Examples to arrays of a few fixed shapes: changing shapes would undo the speed of bfloat16."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from dateline.language.lemma import find_rule
from dateline.language.model import encode as encode_words
from dateline.language.wordpiece import LOWER, WordPiece, case_class

from .examples import Example
from .labels import Labels

BUCKETS = (8, 16, 24, 32, 40, 48, 64, 96, 128, 256)
PIECES_PER_STEP = 1024
ALL_LOWER, ALL_UPPER = 0.05, 0.05
NOTHING = -100


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as numbers; `upos` is None and `allowed` empty where the set lacks the tree or the entities.

    `cases` holds the case classes as written, as they would be in lower case, and as they would be in capitals.
    """

    pieces: tuple[int, ...]
    cases: tuple[tuple[int, ...], ...]
    firsts: tuple[int, ...]
    upos: tuple[int, ...] | None
    lemma: tuple[int, ...]
    heads: tuple[int, ...]
    relation: tuple[int, ...]
    allowed: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """One step's arrays; word place 0 is CLS; NOTHING marks what is not to be learnt."""

    pieces: Tensor
    cases: Tensor
    firsts: Tensor
    real: Tensor
    upos: Tensor
    lemma: Tensor
    heads: Tensor
    relation: Tensor
    allowed: Tensor


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
    )


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
        yield collate(members, size, len(labels.entity), [_case_change(dice) for _ in members])


def collate(members: Sequence[Encoded], size: int, tags: int, changes: Sequence[int]) -> Batch:
    """Arrays of PIECES_PER_STEP // size rows; rows without a member are padding."""
    rows = max(PIECES_PER_STEP // size, len(members))
    numbers = {
        name: torch.full((rows, size), NOTHING if name in ("upos", "lemma", "heads", "relation") else 0)
        for name in ("pieces", "cases", "firsts", "upos", "lemma", "heads", "relation")
    }
    real = torch.zeros(rows, size, dtype=torch.bool)
    real[:, 0] = True
    allowed = torch.zeros(rows, size, tags, dtype=torch.bool)
    for i, (member, change) in enumerate(zip(members, changes, strict=True)):
        words = len(member.firsts)
        numbers["pieces"][i, : len(member.pieces)] = torch.tensor(member.pieces)
        numbers["cases"][i, : len(member.pieces)] = torch.tensor(member.cases[change])
        numbers["firsts"][i, :words] = torch.tensor(member.firsts)
        real[i, :words] = True
        if member.upos is not None:
            for name in ("upos", "lemma", "heads", "relation"):
                numbers[name][i, 1:words] = torch.tensor(getattr(member, name))
        for j, possible in enumerate(member.allowed):
            allowed[i, j + 1, list(possible)] = True
    return Batch(real=real, allowed=allowed, **numbers)


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

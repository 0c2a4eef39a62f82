"""Sentences as rows of numbers, and the rows that are run together.

A row is padded to a length that its own sentence alone decides, and only rows of one length are run together. Each
row then goes through the same arithmetic whatever stands beside it: a sentence has one result wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from dateline.language.wordpiece import CLS, LOWER, PAD, SEP, WordPiece, case_class

MOST_PIECES = 510
LENGTHS = 4  # rows are padded to multiples of it
MOST_AT_ONCE = 320  # pieces; with more the numbers of a layer no longer fit the processor's cache

Row = tuple[list[int], list[int], list[int]]
Numbers = npt.NDArray[np.int64]


def encode(words: Sequence[str], wordpiece: WordPiece) -> Row:
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


def run_together(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The numbers of rows that are padded to one length, so many that they have MOST_AT_ONCE pieces at most."""
    alike: dict[int, list[int]] = {}
    for number, (pieces, _, _) in enumerate(rows):
        alike.setdefault(_padded(len(pieces)), []).append(number)
    for length, members in alike.items():
        share = max(1, MOST_AT_ONCE // length)
        yield from (members[i : i + share] for i in range(0, len(members), share))


def stacked(rows: Sequence[Row]) -> dict[str, Numbers]:
    """The arrays `pieces` and `cases`, a row each, of their padded length, and `firsts`, as wide as the most words."""
    pieces, cases, firsts = zip(*rows, strict=True)
    width = _padded(max(map(len, pieces)))
    return {"pieces": _filled(pieces, width), "cases": _filled(cases, width), "firsts": _filled(firsts)}


def _filled(parts: Sequence[list[int]], width: int = 0) -> Numbers:
    width = width or max(map(len, parts))
    return np.array([part + [PAD] * (width - len(part)) for part in parts])


def _padded(length: int) -> int:
    return -(-length // LENGTHS) * LENGTHS

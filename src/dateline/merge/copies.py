"""Which reports are independent of each other: near-verbatim copies of one wire are one voice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from zlib import crc32

from dateline.records import ReadReport

SHINGLE_WORDS = 5
ALIKE = 0.6  # share of the smaller report's shingles that the larger one has too
FEWEST = 20  # a report of fewer shingles is compared as a whole: by the share of the union

_WORD = re.compile(r"\w+")


def voices(report_ids: Sequence[str], reports: Mapping[str, ReadReport]) -> dict[str, int]:
    """A number for each report, the same for copies of one text, counted from nought in the given order.

    A copy may be cut, or stand inside a longer report. A report that is not in `reports` is a voice of its own.
    """
    ordered = list(dict.fromkeys(report_ids))
    if len(ordered) == 1:
        return {ordered[0]: 0}
    shingles = [
        _shingles(reports[r].report.text) if r in reports else frozenset({-1 - i}) for i, r in enumerate(ordered)
    ]
    voice: list[int] = []
    for i in range(len(ordered)):
        heard = {voice[j] for j in range(i) if _is_copy(shingles[i], shingles[j])}
        number = min(heard, default=max(voice, default=-1) + 1)
        voice = [number if v in heard else v for v in voice] + [number]
    names = {old: new for new, old in enumerate(dict.fromkeys(voice))}
    return {report_id: names[v] for report_id, v in zip(ordered, voice, strict=True)}


def _shingles(text: str) -> frozenset[int]:
    words = [word.casefold() for word in _WORD.findall(text)]
    starts = range(max(len(words) - SHINGLE_WORDS + 1, 1))
    return frozenset(crc32(" ".join(words[i : i + SHINGLE_WORDS]).encode()) for i in starts)


def _is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    smaller = min(len(one), len(other))
    whole = smaller if smaller >= FEWEST else len(one | other)
    return len(one & other) >= ALIKE * whole

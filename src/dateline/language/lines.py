"""Lines into blocks of running text: which line breaks were made on purpose and which only because a line was full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Span = tuple[int, int]

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
BULLET = re.compile(r"\s*(?:[-*•·▪◦‣–—]\s|\(?\d{1,3}[.)]\s|\(?[a-z][)]\s)")
NARROWEST, WIDEST = 40, 160


def blocks(text: str) -> Iterator[Span]:
    """Half-open stretches of text that a sentence never crosses: lines, joined where they were merely wrapped."""
    lines = [match.span() for match in LINE.finditer(text) if not match.group().isspace()]
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or _blank_between(text, lines[i - 1], lines[i]):
            yield from _joined(text, lines[first:i])
            first = i


def _blank_between(text: str, line: Span, following: Span) -> bool:
    between = text[line[1] : following[0]].replace("\r\n", "\n")
    return len(between.strip(" \t")) > 1 or "\u2029" in between


def _joined(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The lines of one paragraph, with those joined that a full line parts."""
    width = max((end - start for start, end in lines), default=0)
    start = lines[0][0] if lines else 0
    for line, following in pairwise(lines):
        if not _wrapped(text, line, following, width):
            yield start, line[1]
            start = following[0]
    if lines:
        yield start, lines[-1][1]


def _wrapped(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the break came because the next word had no room on a line of this paragraph's width."""
    if not NARROWEST <= width <= WIDEST or BULLET.match(text, *following):
        return False
    words = text[slice(*following)].split(maxsplit=1)
    room = width - (line[1] - line[0])
    return room <= len(words[0]) + 1 or (words[0][0].islower() and room < width // 2)

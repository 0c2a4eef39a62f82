"""A text cut into paragraphs, and what tells a running statement from a headline or another short line.

A paragraph is a line, or several where the text is hard-wrapped: lines of about one width that run into each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Span = tuple[int, int]
LONG = 160
_WIDEST_WRAP = 120
_STOP = re.compile(r"[.。۔।…][\"'”’»)\]]*\s*\Z")
_BREAK = re.compile(r"[^\W\d_]{3,}[.!?][\"'”’)]*\s+[\"'“‘(]*[^\W\d_]")
_LINE = re.compile(r"[^\n]*\S")


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text` in order, without the white space around them; half-open spans."""
    return tuple(span for block in _blocks(text) for span in _split(text, block))


def is_running(words: str) -> bool:
    """Whether a paragraph is running statement: long, or a sentence of four words or more that ends in a full stop."""
    if len(words) > LONG:
        return True
    return ends_in_stop(words) and len(words.split()) >= 4


def ends_in_stop(words: str) -> bool:
    """Whether the last mark of a paragraph, quotation marks and brackets apart, is a full stop."""
    return _STOP.search(words[-12:]) is not None


def is_headline(words: str) -> bool:
    """Whether a paragraph may be a headline: one short line with no full stop at its end or between sentences."""
    if "\n" in words or not 0 < len(words) < LONG or ends_in_stop(words):
        return False
    return words[-1] not in ":;," and not words[0].islower() and _BREAK.search(words.replace("?", "")) is None


def _blocks(text: str) -> Iterator[list[Span]]:
    """Lines that have no blank line between them."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        start = match.end() - len(match[0].lstrip())
        if block and text.count("\n", block[-1][1], start) > 1:
            yield block
            block = []
        block.append((start, match.end()))
    if block:
        yield block


def _split(text: str, block: Sequence[Span]) -> Iterator[Span]:
    if _is_wrapped([text[a:b] for a, b in block]):
        yield block[0][0], block[-1][1]
    else:
        yield from block


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines are one hard-wrapped paragraph: of like width, most without a stop, the last one with it."""
    widest = max(map(len, lines))
    if len(lines) < 2 or widest > _WIDEST_WRAP or not ends_in_stop(lines[-1]):
        return False
    inner = lines[:-1]
    open_ended = sum(not ends_in_stop(line) for line in inner)
    return min(map(len, inner)) >= max(30, 0.55 * widest) and open_ended >= 0.6 * len(inner)

"""Where sentences end by rule: after a mark that may end one, unless an abbreviation or a small letter forbids it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ENDS = frozenset(".?!…。؟")
DASHES = frozenset("-–—")
CLOSERS = frozenset("\"'”’»)]}") | {"''"}


@dataclass(frozen=True, slots=True)
class Stops:
    """The words of one language that decide, each list in its own case, in capitals and in small letters."""

    titles: frozenset[str]
    openers: frozenset[str]
    clock: frozenset[str]
    after_clock: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a stretch that no sentence leaves; `touching` tells which stand right behind the word before."""

    words: Sequence[str]
    touching: Sequence[bool]
    one_case: bool


def in_any_case(words: Sequence[str]) -> frozenset[str]:
    """The words as they are, in capitals and in small letters."""
    return frozenset(form for word in words for form in (word, word.upper(), word.lower()))


def stops_of(line: Line, stops: Stops) -> set[int]:
    """The words before which, by rule, a sentence ends."""
    found: set[int] = set()
    start, i = 0, 0
    while i < len(line.words):
        i += 1
        if line.words[i - 1][-1] not in ENDS:
            continue
        i = _after_closers(line, i)
        if i < len(line.words) and _is_stop(line, start, i, stops):
            found.add(i)
            start = i
    return found


def _after_closers(line: Line, i: int) -> int:
    """The first word after the quotes, brackets and footnote numbers that close right behind word i - 1."""
    words = line.words
    while i < len(words) and line.touching[i] and words[i] in CLOSERS:
        i += 1
    while len(words) > i + 2 and words[i] == "[" and words[i + 1].isdigit() and words[i + 2] == "]":
        i += 3
    return i


def _is_stop(line: Line, start: int, i: int, stops: Stops) -> bool:
    """Whether a sentence ends before word i, given that a mark that may end one stands before it."""
    words = line.words
    if line.touching[i] or set(words[i]) <= ENDS:
        return False
    following, last = words[_skip_openers(words, i)], words[i - 1]
    if not line.one_case and following[0].islower() and (last != "." or words[i - 2] == "."):
        return False
    if len(last) > 1 and last[-1] == "." and last.strip("."):
        return words[i][0] not in DASHES and _ends_after_abbreviation(last[:-1], following, line.one_case, stops)
    return not (last == "." and i - 2 == start and words[start].isdigit())


def _skip_openers(words: Sequence[str], i: int) -> int:
    """Word i, or the first word behind it that is no quote or bracket."""
    j = i
    while j + 1 < len(words) and not any(char.isalnum() for char in words[j]):
        j += 1
    return j


def _ends_after_abbreviation(short: str, following: str, one_case: bool, stops: Stops) -> bool:
    if short in stops.titles or (len(short) == 1 and short != "I"):
        return False
    if short in stops.clock:
        return (one_case or following.istitle()) and following not in stops.after_clock
    return following in stops.openers

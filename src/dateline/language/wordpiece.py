"""Words to the numbers the network reads: WordPiece ids and a class of letter case.

The vocabulary is uncased, so case comes as a separate number per word. Ids are the same as those of the
tokenizer that the starting weights were published with (lower-casing, accents stripped, punctuation apart).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

PAD, UNKNOWN, CLS, SEP = 0, 100, 101, 102
LOWER, TITLE, UPPER, CAPITAL, MIXED, DIGIT = range(6)
CASE_CLASSES = 6

LONGEST_WORD = 100
MOST_PIECES = 8
CACHED_WORDS = 100_000

# Typographic characters that the treebanks hardly hold, as the network is to see them; offsets never change.
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "..."}
)


@lru_cache(maxsize=CACHED_WORDS)
def case_class(word: str) -> int:
    """One of the six case classes; a word with a digit is DIGIT, one without letters or with no case LOWER."""
    if any(char.isdigit() for char in word):
        return DIGIT
    if word == word.lower():
        return LOWER
    if word.isupper():
        return CAPITAL if sum(char.isalpha() for char in word) == 1 else UPPER
    return TITLE if word[0].isupper() and word[1:] == word[1:].lower() else MIXED


def read_vocabulary(path: Path) -> dict[str, int]:
    """Piece to id, from a file with one piece a line in the order of the ids."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return {piece: number for number, piece in enumerate(lines)}


class WordPiece:
    """A vocabulary with the pieces of the words it has met."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._met: dict[str, tuple[int, ...]] = {}

    def pieces(self, word: str) -> tuple[int, ...]:
        """Ids of one word, at least one and at most MOST_PIECES of them."""
        found = self._met.get(word)
        if found is None:
            found = self._cut(word)
            if len(self._met) < CACHED_WORDS:
                self._met[word] = found
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        ids: list[int] = []
        for part in _parts(word):
            ids.extend(self._longest_first(part))
        return tuple(ids[:MOST_PIECES]) or (UNKNOWN,)

    def _longest_first(self, part: str) -> list[int]:
        if len(part) > LONGEST_WORD:
            return [UNKNOWN]
        ids: list[int] = []
        start = 0
        while start < len(part):
            end, found = self._longest(part, start)
            if found is None:
                return [UNKNOWN]
            ids.append(found)
            start = end
        return ids

    def _longest(self, part: str, start: int) -> tuple[int, int | None]:
        prefix = "##" if start else ""
        for end in range(len(part), start, -1):
            found = self._vocabulary.get(prefix + part[start:end])
            if found is not None:
                return end, found
        return start, None


def _parts(word: str) -> list[str]:
    """Runs of letters and digits, with every punctuation mark and ideograph apart, lower case, no accents."""
    lowered = unicodedata.normalize("NFD", word.translate(PLAIN).lower())
    parts: list[str] = []
    joined = False
    for char in lowered:
        category = unicodedata.category(char)
        if category == "Mn" or category in ("Cc", "Cf", "Co", "Cn") or char == "\ufffd":
            continue
        if char.isspace():
            joined = False
        elif _stands_alone(char, category):
            parts.append(char)
            joined = False
        elif joined:
            parts[-1] += char
        else:
            parts.append(char)
            joined = True
    return parts


def _stands_alone(char: str, category: str) -> bool:
    code = ord(char)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    ideograph = 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF
    return ascii_mark or ideograph or category.startswith("P") or 0x20000 <= code <= 0x2FA1F

"""Word sequences looked up in running text: the one matcher behind terms and actors.

Words are folded (case, accents and apostrophes do not count); the longest entry that starts at a word wins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

E = TypeVar("E")
WORD = re.compile(r"[^\W_]+(?:['’‘ʼʿʾ`](?![sS](?!\w))[^\W_]+)*")
APOSTROPHES = str.maketrans("", "", "'’‘ʼʿʾ`")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without case, accents and apostrophes."""
    if word.isascii():
        return word.translate(APOSTROPHES).lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(APOSTROPHES)).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def folded_words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, each with its span."""
    return [(fold(match.group()), match.start(), match.end()) for match in WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Lexicon(Generic[E]):
    """Entries by their first word, each list with the longest sequence first; `words` are all words of all entries."""

    by_first: dict[str, list[tuple[tuple[str, ...], E]]]
    words: frozenset[str]

    def longest(self, words: list[str], at: int) -> list[tuple[int, E]]:
        """Entries that start at word `at`, as (number of words, entry), the longest first."""
        found = self.by_first.get(words[at])
        if found is None:
            return []
        return [(len(key), entry) for key, entry in found if tuple(words[at : at + len(key)]) == key]


def build_lexicon(entries: Iterable[tuple[str, E]]) -> Lexicon[E]:
    """A lexicon of (phrase, entry) pairs; phrases without a word are left out."""
    table: dict[str, list[tuple[tuple[str, ...], E]]] = {}
    for phrase, entry in entries:
        key = tuple(word for word, _, _ in folded_words(phrase))
        if key:
            table.setdefault(key[0], []).append((key, entry))
    for found in table.values():
        found.sort(key=lambda item: -len(item[0]))
    return Lexicon(table, frozenset(word for found in table.values() for key, _ in found for word in key))


def scan(words: list[str], lexicon: Lexicon[E]) -> Iterator[tuple[int, int, list[E]]]:
    """Half-open word ranges with all entries of that longest length, from left to right, without overlap."""
    at = 0
    while at < len(words):
        found = lexicon.longest(words, at)
        if found:
            length = found[0][0]
            yield at, at + length, [entry for size, entry in found if size == length]
            at += length
        else:
            at += 1

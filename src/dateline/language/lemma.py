"""Lemmas: a lexicon of the treebanks' words first, then edit rules that the network proposes.

An edit rule is written as one string, "l|ies|y": start from the lower-cased word, take off "ies", append "y".
"l" starts from the word in lower case, "k" keeps the word's own case, "t" starts from the word in title case.
A rule fits only words with its ending, so that a wrong guess can hardly cripple a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

STARTS = ("l", "k", "t")
NAME = "PROPN"
QUOTES = str.maketrans("’‘“”", "''\"\"")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemmas of lower-cased words by part of speech, and the set of all these lemmas."""

    entries: Mapping[tuple[str, str], str]
    lemmas: frozenset[str]


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon in a file with one entry a line: word, part of speech and lemma, parted by tabs."""
    entries = {}
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        word, upos, lemma = line.split("\t")
        entries[word, upos] = lemma
    return Lexicon(entries, frozenset(entries.values()))


def find_lemma(word: str, upos: str, rules: Iterable[str], lexicon: Lexicon) -> str:
    """The lexicon's lemma, or one by a rule: the first that gives a known lemma, or else the first that fits.

    Where no rule fits, a name stays as it is and any other word is lower-cased. Quotes come out straight.
    """
    word = word if word.isascii() else word.translate(QUOTES)
    entry = lexicon.entries.get((word.lower(), upos))
    if entry is not None:
        return entry
    fitting = filter(None, (apply_rule(rule, word) for rule in rules))
    first = next(fitting, None)
    if first is None:
        return word if upos == NAME else word.lower()
    known = (found for found in chain([first], fitting) if found in lexicon.lemmas)
    return first if upos == NAME else next(known, first)


def apply_rule(rule: str, word: str) -> str | None:
    """The lemma of `word` by one rule, or None where the word has another ending or nothing would be left."""
    kind, ending, suffix = rule.split("|")
    start = _start(kind, word)
    if not start.endswith(ending):
        return None
    return start[: len(start) - len(ending)] + suffix or None


def find_rule(word: str, lemma: str) -> str:
    """The shortest rule that gives `lemma` from `word`; starting from lower case is preferred on a tie."""
    rules = [_rule_from(kind, _start(kind, word), lemma) for kind in STARTS]
    return min(rules, key=len)


def _start(kind: str, word: str) -> str:
    if kind == "l":
        return word.lower()
    return word if kind == "k" else word.capitalize()


def _rule_from(kind: str, start: str, lemma: str) -> str:
    shared = 0
    while shared < min(len(start), len(lemma)) and start[shared] == lemma[shared]:
        shared += 1
    return f"{kind}|{start[shared:]}|{lemma[shared:]}"

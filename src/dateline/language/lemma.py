"""Lemmas as edit rules: which letter case to start from, which ending to take off, what to put in its place.

A rule is written as one string, "l|ies|y": start from the lower-cased word, take off "ies", append "y".
"l" starts from the word in lower case, "k" keeps the word's own case, "t" starts from the word in title case.
A rule fits only words with its ending, so that a wrong guess can hardly cripple a word.
"""

from __future__ import annotations

from collections.abc import Iterable

STARTS = ("l", "k", "t")


def lemma_by(rules: Iterable[str], word: str, *, name: bool) -> str:
    """The lemma by the first rule that fits; where none does, a name stays as it is and others are lower-cased."""
    for rule in rules:
        found = apply_rule(rule, word)
        if found is not None:
            return found
    return word if name else word.lower()


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

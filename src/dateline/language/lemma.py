"""Lemmas as edit rules: which letter case to start from, how many letters to strip, what to append.

A rule is written as one string, "l2|y": start from the lower-cased word, strip two letters, append "y".
"l" starts from the word in lower case, "k" keeps the word's own case, "t" starts from the word in title case.
"""

from __future__ import annotations

STARTS = ("l", "k", "t")


def apply_rule(rule: str, word: str) -> str:
    """The lemma of `word` by `rule`; the lower-cased word itself where the rule strips more than there is."""
    strip, _, suffix = rule[1:].partition("|")
    start = _start(rule[0], word)
    length = len(start) - int(strip)
    return start[:length] + suffix if length >= 0 and (length or suffix) else word.lower()


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
    return f"{kind}{len(start) - shared}|{lemma[shared:]}"

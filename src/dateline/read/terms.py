"""Finds the codebook's nouns: weapons, kinds of site, people and forces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.codebook import Codebook, Lexeme
from dateline.read.inflection import base_forms
from dateline.read.lexicon import Lexicon, build_lexicon, fold, scan
from dateline.records import Mention, Report, Site, Term, Weapon
from dateline.sentences import Sentence

Entry = tuple[str, Lexeme, bool]
VARIANT = re.compile(r"[A-Z]{1,4}\d?s?\Z")
NUMBERED = re.compile(r"(\d+)[A-Z]{1,4}\d?s?\Z")  # the number and the letters of a variant, as in "T-90Ms"
NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})


@lru_cache(maxsize=4)
def _lexicon(codebook: Codebook, language: str) -> Lexicon[Entry]:
    entries: list[tuple[str, Entry]] = []
    plurals = codebook.languages.get(language, {}).get("counts", {}).get("plural_endings", ())
    families = (("weapon", codebook.weapons), ("site", codebook.sites), ("person", codebook.people))
    for family, lexemes in families:
        for lexeme in lexemes:
            entries += [(noun, (family, lexeme, False)) for noun in lexeme.nouns.get(language, ())]
            names = (name + ending for name in lexeme.names for ending in ("", *plurals))
            entries += [(name, (family, lexeme, True)) for name in names]
    return build_lexicon(entries)


def find_terms(report: Report, sentences: tuple[Sentence, ...], *, codebook: Codebook) -> tuple[Mention, ...]:
    """Mentions of kind weapon, site and person, in text order; a noun may carry one of each kind."""
    return tuple(m for i, s in enumerate(sentences) for m in _in_sentence(report, i, s, codebook))


def _in_sentence(report: Report, number: int, sentence: Sentence, codebook: Codebook) -> Iterator[Mention]:
    bases = [_base(codebook, report.language, token.text, token.lemma) for token in sentence.tokens]
    positions = [i for i, base in enumerate(bases) if base is not None]
    lemmas = [base for base in bases if base is not None]
    for start, end, entries in scan(lemmas, _lexicon(codebook, report.language)):
        first, last = positions[start], positions[end - 1]
        words = report.text[sentence.tokens[first].start : sentence.tokens[last].end]
        for family, lexeme, is_name in _distinct(entries):
            if (is_name and not _is_named(sentence, first, words)) or (
                not is_name and sentence.tokens[last].upos not in NOUNS
            ):
                continue
            whole = _with_variant(sentence, last) if is_name else last
            yield _mention(report, number, sentence, first, whole, family, lexeme)


def _is_named(sentence: Sentence, first: int, words: str) -> bool:
    """Whether the words are a name, not a number that chance puts behind a letter: "a unit's 300", "A 10-day"."""
    token = sentence.tokens[first]
    apart = any(following.start > token.end for following in sentence.tokens[first + 1 : first + 2])
    return _capital(words) and token.upos != "PART" and not (token.upos == "DET" and apart)


def _with_variant(sentence: Sentence, last: int) -> int:
    """The token with the letters of a variant behind a number: the M of "T-90M"; else `last`."""
    after = sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None
    token = sentence.tokens[last]
    tied = after is not None and after.start == token.end and token.text[-1].isdigit()
    return last + 1 if after is not None and tied and VARIANT.match(after.text) else last


@lru_cache(maxsize=65536)
def _base(codebook: Codebook, language: str, text: str, lemma: str) -> str | None:
    """The word of the codebook that a word is a form of, else its lemma; None for a mark."""
    if not any(char.isalnum() for char in text):
        return None
    words, rules = _lexicon(codebook, language).words, codebook.languages.get(language, {}).get("inflections", {})
    folded = fold(lemma)
    if folded in words or not rules:
        return folded
    number = NUMBERED.match(text)
    if number and number[1] in words:
        return number[1]
    return next(iter(base_forms(text, lemma, words, rules=rules, is_noun=True)), folded)


def _distinct(entries: list[Entry]) -> list[Entry]:
    return list({family: (family, lexeme, is_name) for family, lexeme, is_name in reversed(entries)}.values())


def _capital(words: str) -> bool:
    return any(char.isupper() or char.isdigit() for char in words)


def _mention(report: Report, number: int, sentence: Sentence, first: int, last: int, family: str,
             lexeme: Lexeme) -> Mention:  # fmt: skip
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    evidence = report.evidence(start, end)
    words = evidence.quote
    value: Weapon | Site | Term
    if family == "weapon":
        value = Weapon(lexeme.kind, words)
    elif family == "site":
        value = Site(words, lexeme.kind)
    else:
        value = Term(lexeme.kind, lexeme.sector)
    return Mention(family, evidence, f"codebook/{family}", value, number, last)

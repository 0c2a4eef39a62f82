"""Trees mended where grammar leaves no doubt that the engine took one relation for another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.sentences import Sentence, Token

NAMES = frozenset({"NOUN", "PROPN"})


def mended(sentence: Sentence) -> Sentence:
    """The sentence with nouns before their head as compounds and what stands behind a finished list as apposition.

    No member of a list stands before the first: one that seems to goes with the noun before it. An adjective behind a
    copula is no preposition: "the handover is due on 1 March".
    """
    sentence = replace(sentence, tokens=_with_predicates(sentence.tokens))
    marked = {token.head for token in sentence.tokens if token.relation == "case"}
    last = _last_members(sentence)
    tokens = tuple(
        _mended(i, token, sentence, has_case=i in marked, last=last) for i, token in enumerate(sentence.tokens)
    )
    return replace(sentence, tokens=tokens)


def _mended(i: int, token: Token, sentence: Sentence, *, has_case: bool, last: dict[int, int]) -> Token:
    if token.relation == "nmod" and i < token.head and not has_case and sentence.tokens[token.head].upos in NAMES:
        return replace(token, relation="compound")
    if token.relation == "conj" and i < token.head:
        beside = [j for j in range(i) if sentence.tokens[j].head == token.head and sentence.tokens[j].upos in NAMES]
        return replace(token, head=beside[-1]) if beside else token
    if token.relation == "conj" and token.upos in NAMES and i > last.get(token.head, i):
        return replace(token, relation="appos", head=last[token.head])
    return token


def _with_predicates(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens where an adjective that was taken for one of two prepositions of a noun is what the noun hangs on."""
    for i, token in enumerate(tokens):
        if token.upos == "ADJ" and token.relation == "case" and _is_predicate(tokens, i, token.head):
            return tuple(_below_predicate(tokens, j, i, token.head) for j in range(len(tokens)))
    return tokens


def _is_predicate(tokens: Sequence[Token], i: int, noun: int) -> bool:
    beside = [(j, token.relation) for j, token in enumerate(tokens) if token.head == noun]
    copula = any(relation == "cop" and j < i for j, relation in beside)
    preposition = any(relation == "case" and j > i for j, relation in beside)
    return copula and preposition and not any(token.head == i and token.relation == "fixed" for token in tokens)


def _below_predicate(tokens: Sequence[Token], j: int, i: int, noun: int) -> Token:
    """Token `j` where the adjective `i` takes the noun's place: it keeps the noun's subject and auxiliaries."""
    token = tokens[j]
    if j == i:
        return replace(token, head=tokens[noun].head, relation=tokens[noun].relation)
    if j == noun:
        return replace(token, head=i, relation="obl")
    return replace(token, head=i) if token.head == noun and j < i else token


def _last_members(sentence: Sentence) -> dict[int, int]:
    """By first member of a list of nouns, the one that a conjunction marks as the last: "c" in "a, b and c"."""
    marked = {token.head for token in sentence.tokens if token.relation == "cc"}
    members = [
        (token.head, i)
        for i, token in enumerate(sentence.tokens)
        if token.relation == "conj" and token.upos in NAMES and i in marked
    ]
    return dict(reversed(members))

"""Patterns of time phrases, as the codebook writes them, made into one tree of words and matched to sentences.

A pattern is a row of pieces: a word, `{class}` or `{slot:class}` for a word of a class, `<name>` for a macro, `a|b` for
alternatives, `[...]` for what may be missing, `{{...}}` for what must stand there but is no part of the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from dateline.codebook import Codebook
from dateline.errors import CodebookError
from dateline.read.time_words import Vocabulary, Word, build_vocabulary, cut_words

_PIECE = re.compile(r"\{\{|\}\}|\{[^{}]+\}|<\w+>|[\[\]|]|[^\s\[\]{}<>|]+")
_LETTERS = re.compile(r"[^\W\d_]+")
YEARS, SHORT_UNITS = range(1900, 2101), ("P1D", "P1W", "P1M")
_DIGIT = re.compile(r"\d")
# The kinds of number that can tell a time without a word for it, and their shapes: 1991, '91, 90s, 03:30, 9/11.
NUMERALS = frozenset({"{year}", "{short_year}", "{decade}", "{short_decade}", "{clock}", "{dotted_clock}",
                      "{four_digits}", "{date}", "{group}", "{unclear_date}"})  # fmt: skip
_NUMERAL = re.compile(r"[\d'’](?:(?<=\d)(?:\d\d\d|\s*[:./]\s*\d|(?<=0)['’]?[^\W\d_])|(?<!\d)\s*\d)")
NOWHERE: Mapping[Any, Any] = {}
DAYS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


class Step(NamedTuple):
    """One word of a pattern: a word as written or `{class}`, the slot it fills, and whether it is context only."""

    key: str
    slot: str | None
    context: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """What a phrase is: the form by which it is worked out, slots that are fixed, and whether it can stand alone."""

    form: str
    fixed: Mapping[str, Any]
    weak: bool
    number: int


@dataclass(frozen=True, slots=True)
class Node:
    """A point in the tree of patterns: the steps that go on from it, by key, and the rule that may end here."""

    branches: dict[str, dict[Step, Node]] = field(default_factory=dict)
    ends: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The time phrases of one language: its words, its patterns, and the whole table for what else it says.

    `signs` are words in lower case without one of which, or a numeral, a sentence tells no time; `tense` is the
    table of that name.
    """

    vocabulary: Vocabulary
    root: Node
    signs: frozenset[str]
    tense: Mapping[str, frozenset[str]]
    table: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase found: its form and slots, and the half-open range of the sentence's words that it covers."""

    form: str
    slots: Mapping[str, Any]
    first: int
    last: int
    weak: bool = False


class _Found(NamedTuple):
    reach: int
    rule: Rule
    steps: tuple[tuple[Step, Any], ...]


@lru_cache(maxsize=8)
def load_grammar(codebook: Codebook, language: str) -> Grammar | None:
    """The grammar of a language, or None where the codebook has no words of time for it."""
    table = codebook.languages.get(language, {}).get("times")
    return build_grammar(table) if table else None


def build_grammar(table: Mapping[str, Any]) -> Grammar:
    """The grammar that a `times` table writes down. Raises CodebookError where a pattern names an unknown macro."""
    root, signs, common = Node(), set[str](), frozenset(("", *table["common"]))
    literals = set[str]()
    entries = _signs_of_classes(table, common)
    for number, entry in enumerate(table["rule"]):
        rule = Rule(entry["form"], entry.get("set", {}), entry.get("weak", False), number)
        for pattern in entry["patterns"]:
            for steps in _rows(pattern, table["macros"]):
                _plant(root, steps, rule)
                literals |= {step.key for step in steps if not step.key.startswith("{")}
                if not rule.weak and rule.form != "none":
                    signs |= _signs(steps, entries, common)
    tense = {name: frozenset(words) for name, words in table["tense"].items()}
    return Grammar(build_vocabulary(table, literals), root, frozenset(signs), tense, table)


def _signs_of_classes(table: Mapping[str, Any], common: frozenset[str]) -> dict[str, frozenset[str]]:
    classes = {"month": table["months"], **table["classes"]}
    return {f"{{{name}}}": frozenset(_sign(entry, common) for entry in words) for name, words in classes.items()}


def _signs(steps: Sequence[Step], entries: Mapping[str, frozenset[str]], common: frozenset[str]) -> frozenset[str]:
    """Words of which one stands wherever the steps fit, the least common ones; none where a numeral tells as much."""
    literals = (frozenset({_sign(step.key, common)}) for step in steps if not step.key.startswith("{"))
    found = [*literals, *(entries[step.key] for step in steps if step.key in entries)]
    best = min(found, key=lambda words: (len(words & common), len(words)), default=frozenset[str]())
    told_by_numeral = any(step.key in NUMERALS for step in steps)
    return frozenset() if told_by_numeral and (not best or best & common) else best


@lru_cache(maxsize=4096)
def _sign(words: str, common: frozenset[str]) -> str:
    """The word among `words` that stands least often elsewhere; for a mere mark, the empty word, which is common."""
    return min(_LETTERS.findall(words), key=lambda word: (word in common, -len(word)), default="")


def may_tell(text: str, grammar: Grammar) -> bool:
    """False where no time can be told, as the text has no numeral and no sign of a phrase that can stand alone."""
    return _NUMERAL.search(text) is not None or not grammar.signs.isdisjoint(_LETTERS.findall(text.lower()))


def find_phrases(text: str, grammar: Grammar, *, offset: int) -> tuple[list[Word], list[Phrase]]:
    """The words of a sentence that starts at `offset`, and its time phrases from left to right, none overlapping."""
    words = cut_words(text, grammar.vocabulary, offset=offset)
    phrases = []
    at = 0
    while at < len(words):
        phrase = _longest(words, at, grammar.root) if words[at].keys else None
        if phrase and phrase.form != "none":
            phrases.append(phrase)
        at = phrase.last if phrase else at + 1
    return words, phrases


def _longest(words: Sequence[Word], at: int, root: Node) -> Phrase | None:
    found: list[_Found] = []
    _walk(root, words, at, (), found)
    if not found:
        return None
    found.sort(key=lambda end: (-end.reach, end.rule.number))
    phrase = next((phrase for end in found if (phrase := _phrase(end, at, words))), None)
    if phrase and phrase.first > at:
        without = _longest(words, phrase.first, root)
        return without if without and without.last > phrase.last and without.form != "none" else phrase
    return phrase


def _walk(node: Node, words: Sequence[Word], at: int, steps: tuple[tuple[Step, Any], ...], found: list[_Found]) -> None:
    """Adds to `found` what ends at `node`, reached before word `at`, or further on."""
    for rule in node.ends:
        found.append(_Found(at, rule, steps))
    if at == len(words):
        return
    goes_on = at + 1 < len(words) and words[at + 1].keys
    for key, value in words[at].keys:
        for step, child in node.branches.get(key, NOWHERE).items():
            if goes_on or child.ends:
                _walk(child, words, at + 1, (*steps, (step, value)), found)


def _phrase(found: _Found, at: int, words: Sequence[Word]) -> Phrase | None:
    """The phrase, or None where its numbers make no time; "31 April" is one, of a day that there is not."""
    own = [at + i for i, (step, _) in enumerate(found.steps) if not step.context]
    slots = {step.slot: value for step, value in found.steps if step.slot and not step.context}
    slots.update(found.rule.fixed, **slots.pop("group", NOWHERE))
    if not own or not (_is_sound(slots) or _is_missing_day(slots, words[own[-1] + 1 :])):
        return None
    return Phrase(found.rule.form, slots, own[0], own[-1] + 1, found.rule.weak)


def _is_missing_day(slots: Mapping[str, Any], after: Sequence[Word]) -> bool:
    """Whether a day is told that its month has not; a number behind a month ("in April 31 people") may be a count."""
    if not {"day", "month"} <= slots.keys() or "to_day" in slots or slots["day"] <= most_days(slots["month"]):
        return False
    names = list(slots)
    first = names.index("day") < names.index("month")
    return first or "year" in slots or not after or not after[0].text[0].isalpha()


def most_days(month: int) -> int:
    """The days of a month, February having 29; 31 for what is no month."""
    return DAYS.get(month, 31)


def _is_sound(slots: Mapping[str, Any]) -> bool:
    day: int = slots.get("day", 0)
    most = most_days(slots.get("month", 0))
    count = slots.get("count", 0)
    if isinstance(count, int) and count in YEARS and slots.get("unit") in SHORT_UNITS:
        return False
    return day <= most and day < int(slots.get("to_day", day + 1)) <= most + 1


def _plant(root: Node, steps: Sequence[Step], rule: Rule) -> None:
    node = root
    for step in steps:
        node = node.branches.setdefault(step.key, {}).setdefault(step, Node())
    if rule not in node.ends:
        node.ends.append(rule)


def _rows(pattern: str, macros: Mapping[str, Sequence[str]]) -> list[tuple[Step, ...]]:
    """Every row of steps that a pattern allows."""
    rows, rest = _sequence(_PIECE.findall(pattern), macros, False)
    if rest:
        raise CodebookError(f"times: pattern {pattern!r}: unexpected {rest[0]!r}")
    return rows


def _sequence(
    pieces: list[str], macros: Mapping[str, Sequence[str]], context: bool
) -> tuple[list[tuple[Step, ...]], list[str]]:
    rows: list[tuple[Step, ...]] = [()]
    while pieces and pieces[0] not in ("]", "}}"):
        options, pieces = _option(pieces, macros, context)
        while pieces and pieces[0] == "|":
            more, pieces = _option(pieces[1:], macros, context)
            options = options + more
        rows = [row + option for row, option in product(rows, options)]
    return rows, pieces


def _option(
    pieces: list[str], macros: Mapping[str, Sequence[str]], context: bool
) -> tuple[list[tuple[Step, ...]], list[str]]:
    piece, rest = pieces[0], pieces[1:]
    if piece in ("[", "{{"):
        rows, rest = _sequence(rest, macros, context or piece == "{{")
        return ([*rows, ()] if piece == "[" else rows), rest[1:]
    if piece.startswith("<"):
        if piece[1:-1] not in macros:
            raise CodebookError(f"times: no macro {piece}")
        return [row for one in macros[piece[1:-1]] for row in _within(one, macros, context)], rest
    return [(_step(piece, context),)], rest


def _within(pattern: str, macros: Mapping[str, Sequence[str]], context: bool) -> list[tuple[Step, ...]]:
    return [tuple(Step(s.key, s.slot, s.context or context) for s in row) for row in _rows(pattern, macros)]


def _step(piece: str, context: bool) -> Step:
    if not piece.startswith("{"):
        return Step(piece, None, context)
    slot, _, kind = piece[1:-1].rpartition(":")
    return Step("{" + kind + "}", slot or kind, context)

"""Finds numbers of people and things: digits, words, hedges and ranges, each as a closed range `Count`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.codebook import Codebook
from dateline.records import Count, Mention, Report
from dateline.sentences import Sentence, Token

DIGITS = re.compile(r"^\d{1,3}(?:[,.\u00a0]\d{3})+$|^\d+$")
DECIMAL = re.compile(r"^\d+\.\d+$")
RANGE = re.compile(r"^(\d+)[-–](\d+)$")
NOUNS = frozenset({"NOUN", "PROPN"})
INNER = frozenset({"amod", "compound", "nummod", "advmod"})
NAMED = frozenset({"nummod", "flat", "compound", "nmod:unmarked", "nmod:desc"})
MONEY = frozenset({"$", "€", "£", "#"})
YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of one language, as its `counts.toml` has them."""

    units: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Mapping[str, int]
    vague: Mapping[str, Mapping[str, int]]
    low: frozenset[tuple[str, ...]]
    high: frozenset[tuple[str, ...]]
    about: frozenset[tuple[str, ...]]
    joins: frozenset[str]
    adds: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]
    none: frozenset[str]
    nobody: frozenset[str]
    nouns: frozenset[str]
    between: frozenset[str]
    opening: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    low: int | None
    high: int | None
    vague: bool = False


def _phrases(table: Mapping[str, Any], key: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in table["hedges"][key])


@lru_cache(maxsize=4)
def numerals(codebook: Codebook, language: str) -> Numerals:
    """The number words of `language` in the codebook."""
    table = codebook.languages[language]["counts"]
    hedges = table["hedges"]
    return Numerals(
        units=table["units"],
        scales=table["scales"],
        ordinals=table["ordinals"],
        vague=table["vague"],
        low=_phrases(table, "low"),
        high=_phrases(table, "high"),
        about=_phrases(table, "about"),
        joins=frozenset(hedges["joins"]),
        adds=frozenset(hedges["adds"]),
        of=frozenset(hedges["of"]),
        articles=frozenset(hedges["articles"]),
        none=frozenset(hedges["none"]),
        nobody=frozenset(hedges["nobody"]),
        nouns=frozenset(hedges["nouns"]),
        between=frozenset(hedges["between"]),
        opening=frozenset((*table["units"], *table["scales"], *table["vague"])),
    )


def find_counts(report: Report, sentences: tuple[Sentence, ...], *, taken: tuple[Mention, ...],
                codebook: Codebook) -> tuple[Mention, ...]:  # fmt: skip
    """Mentions of kind count, in text order; numbers inside the spans of `taken` (times) are left out.

    `of` is the noun that is counted, None where the number stands alone ("12 were wounded").
    """
    words = numerals(codebook, report.language)
    found = [mention for i, s in enumerate(sentences) for mention in _in_sentence(report, i, s, words)]
    return tuple(clear_of(found, taken))


def clear_of(mentions: Iterable[Mention], taken: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions that overlap none of those `taken` in their sentence."""
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in taken:
        spans[one.sentence].append((one.evidence.start, one.evidence.end))
    for one in mentions:
        if not any(a < one.evidence.end and one.evidence.start < b for a, b in spans[one.sentence]):
            yield one


def _in_sentence(report: Report, number: int, sentence: Sentence, words: Numerals) -> Iterator[Mention]:
    behind = 0
    for at, token in enumerate(sentence.tokens):
        if at < behind or not (token.text[0].isdigit() or token.text.lower() in words.opening):
            continue
        bare = _bare_article(sentence.tokens, at, words) or _is_nobody(sentence.tokens, at, words)
        found = None if bare else _range(sentence.tokens, at, words) or _number(sentence.tokens, at, words)
        if found and _is_count(sentence, found):
            yield _mention(report, number, sentence, found, words)
        behind = found.end if found else behind


def _bare_article(tokens: tuple[Token, ...], at: int, words: Numerals) -> bool:
    """Whether an article is no number of its own: "a base", "another four", against "a dozen bases", "a couple"."""
    following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    number = following in words.scales or following in words.vague or following in words.nouns
    return tokens[at].text.lower() in words.articles and not number


def _is_nobody(tokens: tuple[Token, ...], at: int, words: Numerals) -> bool:
    """Whether the number is part of a word for nobody: "no one"."""
    return at > 0 and tokens[at - 1].text.lower() in words.none


def _value(token: Token, words: Numerals) -> int | None:
    text = token.text.lower()
    if DIGITS.match(text):
        return int(re.sub(r"\D", "", text))
    return words.units.get(text)


def _decimal(tokens: tuple[Token, ...], at: int, words: Numerals) -> _Number | None:
    """A decimal before a scale: "1.3 million"."""
    scale = words.scales.get(tokens[at + 1].text.lower()) if at + 1 < len(tokens) else None
    if scale is None or not DECIMAL.match(tokens[at].text):
        return None
    value = round(float(tokens[at].text) * scale)
    return _Number(at, at + 2, value, value)


def _number(tokens: tuple[Token, ...], at: int, words: Numerals) -> _Number | None:
    """The number that starts at token `at`: units and scales read from left to right ("two hundred and six")."""
    word = tokens[at].text.lower()
    if (decimal := _decimal(tokens, at, words)) is not None:
        return decimal
    if word in words.vague:
        return None if _hedges_next(tokens, at, words) else _vague(tokens, at, words)
    value = _value(tokens[at], words)
    if value is None:
        return _Number(at, at + 1, words.scales[word], words.scales[word]) if word in words.scales else None
    end, total, part = at + 1, 0, value
    while end < len(tokens):
        text = tokens[end].text.lower()
        if text in words.scales:
            part, end = part * words.scales[text], end + 1
            if words.scales[text] >= 1000:
                total, part = total + part, 0
        elif part == 0 and total and words.units.get(text, 0) > 0 and text not in words.articles:
            part, end = words.units[text], end + 1
        elif _continues(tokens, end, part, words):
            end += 1 if _value(tokens[end], words) is not None else 2
            part += _value(tokens[end - 1], words) or 0
        else:
            break
    return _Number(at, end, total + part, total + part)


def _hedges_next(tokens: tuple[Token, ...], at: int, words: Numerals) -> bool:
    return (
        (tokens[at].text.lower(),) in words.about
        and at + 1 < len(tokens)
        and (_value(tokens[at + 1], words) is not None or _decimal(tokens, at + 1, words) is not None)
    )


def _continues(tokens: tuple[Token, ...], end: int, part: int, words: Numerals) -> bool:
    """Whether a smaller number follows that adds to this one: "twenty-one", "hundred and six"."""
    text = tokens[end].text.lower()
    joined = (text == "-" and 20 <= part < 100) or (text in words.adds and part >= 100 and part % 100 == 0)
    if not joined or end + 1 >= len(tokens) or tokens[end + 1].text.isdigit():
        return False
    value = _value(tokens[end + 1], words)
    return value is not None and 0 < value < (10 if part < 100 else 100)


def _vague(tokens: tuple[Token, ...], at: int, words: Numerals) -> _Number:
    entry = words.vague[tokens[at].text.lower()]
    end, low = at + 1, entry["low"]
    if end + 1 < len(tokens) and tokens[end].text.lower() in words.of and tokens[end + 1].text.lower() in words.vague:
        low, end = low * words.vague[tokens[end + 1].text.lower()]["low"] // 2, end + 2
    elif end < len(tokens) and tokens[end].text.lower() in words.scales:
        low, end = low * words.scales[tokens[end].text.lower()], end + 1
    return _Number(at, end, low, entry.get("high"), vague=True)


def _range(tokens: tuple[Token, ...], at: int, words: Numerals) -> _Number | None:
    """A range: "10-15", "10 to 15", "between 10 and 15"."""
    inside = RANGE.match(tokens[at].text)
    if inside and int(inside[1]) < int(inside[2]):
        return _Number(at, at + 1, int(inside[1]), int(inside[2]))
    first = _number(tokens, at, words)
    if first is None or first.vague or first.end + 1 >= len(tokens):
        return None
    join = tokens[first.end].text.lower()
    if join not in words.joins or (
        join in words.adds and (at == 0 or tokens[at - 1].text.lower() not in words.between)
    ):
        return None
    second = _number(tokens, first.end + 1, words)
    if second is None or second.vague or not (first.low or 0) < (second.low or 0):
        return None
    return _Number(at, second.end, first.low, second.high)


def _is_count(sentence: Sentence, found: _Number) -> bool:
    """Whether a number counts something: not a year, an age, an ordinal, money, an article before a bare noun."""
    token = sentence.tokens[found.end - 1]
    before = sentence.tokens[found.start - 1].text if found.start else ""
    if before in MONEY or (found.end < len(sentence.tokens) and sentence.tokens[found.end].text in {"%", "°"}):
        return False
    if found.end - found.start == 1 and token.text.isdigit() and _is_name_part(sentence, found.start):
        return False
    if found.end - found.start == 1 and token.text.isdigit() and len(token.text) == 4 and found.low in YEARS:
        return token.relation == "nummod" and sentence.tokens[token.head].upos == "NOUN"
    return True


def _is_name_part(sentence: Sentence, i: int) -> bool:
    """Whether digits are part of a name or number a paragraph: "BM-21", "Route 611", "1." before a sentence, ".5"."""
    tokens = sentence.tokens
    if i == 0:
        return len(tokens) > 1 and tokens[1].text in {".", ")"} and tokens[1].start == tokens[0].end
    before = tokens[i - 1]
    glued = before.end == tokens[i].start
    if before.text == "." or (before.text in {"-", "–"} and i > 1 and tokens[i - 2].text.isalpha()):
        return glued
    return tokens[i].head == i - 1 and before.upos == "PROPN" and tokens[i].relation in NAMED


def _mention(report: Report, number: int, sentence: Sentence, found: _Number, words: Numerals) -> Mention:
    start, low, high = _hedged(sentence.tokens, found, words)
    last = found.end - 1
    noun = _counted(sentence, found, words.of)
    evidence = report.evidence(sentence.tokens[start].start, sentence.tokens[last].end)
    counted = sentence.tokens[noun].text if noun is not None else None
    head = noun if noun is not None else last
    return Mention("count", evidence, "counts/number", Count(low, high, counted, evidence.quote), number, head)


def _hedged(tokens: tuple[Token, ...], found: _Number, words: Numerals) -> tuple[int, int | None, int | None]:
    """Where the hedge before a number starts, and the range that it makes of the number."""
    start, low, high = found.start, found.low, found.high
    for size in (4, 3, 2, 1):
        phrase = tuple(token.text.lower() for token in tokens[max(start - size, 0) : start])
        if len(phrase) != size:
            continue
        if phrase in words.low:
            return start - size, low, None
        if phrase in words.high:
            return start - size, None, high
        if phrase in words.about:
            return (start if size == 1 and found.vague else start - size), low, high
    return start, low, high


def _counted(sentence: Sentence, found: _Number, of: frozenset[str]) -> int | None:
    """The token of the noun that a number counts: its head if it modifies one, or the noun after "of"."""
    inside = range(found.start, found.end)
    if (behind := _noun_behind(sentence, inside)) is not None:
        return behind
    for i in inside:
        token = sentence.tokens[i]
        if token.head >= 0 and token.head not in inside:
            if token.relation in {"nummod", "det", "amod", "compound", "nummod:gov", "nmod:unmarked"}:
                return _noun_above(sentence, token.head, joined=_is_joined(sentence, inside.stop))
            return _of_noun(sentence, inside, of)
        if token.head < 0:
            return _of_noun(sentence, inside, of)
    return None


def _noun_behind(sentence: Sentence, inside: range) -> int | None:
    """A common noun right behind the number that hangs on it or on nothing before it: a mistaken tree."""
    last = inside.stop
    if last >= len(sentence.tokens) or sentence.tokens[last].upos != "NOUN":
        return None
    return last if sentence.tokens[last].head in inside else None


def _is_joined(sentence: Sentence, i: int) -> bool:
    """Whether a hyphen joins a number to its noun: "an 80-foot trawler" is not 80 trawlers."""
    return i < len(sentence.tokens) and sentence.tokens[i].text == "-"


def _noun_above(sentence: Sentence, i: int, *, joined: bool) -> int:
    """Token `i`, or the noun that it modifies ("300 US-led troops", "six BM-21 rockets": the last noun)."""
    while (token := sentence.tokens[i]).head >= 0 and (
        (token.relation == "compound" and token.upos == "PROPN" and not joined)
        or (token.upos not in NOUNS and token.relation in INNER)
    ):
        i = token.head
    return i


def _of_noun(sentence: Sentence, inside: range, of: frozenset[str]) -> int | None:
    after_of = {token.head for token in sentence.tokens if token.relation == "case" and token.lemma.lower() in of}
    for j, token in enumerate(sentence.tokens):
        if token.head in inside and token.relation in {"nmod", "obl"} and j not in inside and j in after_of:
            return j
    return None

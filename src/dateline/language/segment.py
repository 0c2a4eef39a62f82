"""Where sentences and words begin and end, as the treebanks that the network learnt from cut them.

Blank lines and deliberate line breaks end a sentence; a line that was wrapped because it was full does not.
Everything works on offsets, so any text goes through unchanged.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.language.lines import blocks

Span = tuple[int, int]

MOST_WORDS = 200
ENDS = frozenset(".?!…。؟")
CLOSERS = frozenset("\"'”’»)]}") | {"''"}
BREAKS = frozenset(";,")


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled rules of one language."""

    token: re.Pattern[str]
    clitic: re.Pattern[str]
    two_in_one: dict[str, int]
    titles: frozenset[str]
    before_number: frozenset[str]
    openers: frozenset[str]
    clock: frozenset[str]
    after_clock: frozenset[str]


def read_rules(path: Path) -> Rules:
    """Rules from a TOML file; KeyError names a table or list that is missing."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    words, short, ends = given["words"], given["abbreviations"], given["sentences"]
    return Rules(
        token=_token_pattern(words, short, ends["openers"]),
        clitic=re.compile(f"(?:{_any(words['clitics'])})$", re.IGNORECASE),
        two_in_one=dict(words["two_in_one"]),
        titles=frozenset(short["titles"]),
        before_number=frozenset(short["before_number"]) - frozenset(short["anywhere"]),
        openers=frozenset(ends["openers"]),
        clock=frozenset(ends["clock"]),
        after_clock=frozenset(ends["after_clock"]),
    )


def segment(text: str, rules: Rules) -> list[list[Span]]:
    """The sentences of a text in order, each the spans of its words; there is no empty sentence."""
    sentences: list[list[Span]] = []
    for start, end in blocks(text):
        words = list(tokens(text, rules, start, end))
        for sentence in _sentences(text, words, rules):
            sentences += _cut_long(text, sentence)
    return sentences


def tokens(text: str, rules: Rules, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The words of a stretch of text."""
    for match in rules.token.finditer(text, start, len(text) if end is None else end):
        yield from _split_word(match.group(), match.start(), rules)


def _split_word(word: str, start: int, rules: Rules) -> Iterator[Span]:
    """The word in one piece, or without its clitic and the clitic."""
    first = rules.two_in_one.get(word.lower(), 0)
    if not first:
        clitic = rules.clitic.search(word)
        first = clitic.start() if clitic else 0
    if first:
        yield start, start + first
    yield start + first, start + len(word)


def _sentences(text: str, words: Sequence[Span], rules: Rules) -> Iterator[list[Span]]:
    start, i = 0, 0
    while i < len(words):
        i += 1
        if not _may_end(text, words, i - 1):
            continue
        i = _after_closers(text, words, i)
        if i < len(words) and _is_bound(text, words, start, i, rules):
            yield list(words[start:i])
            start = i
    if words[start:]:
        yield list(words[start:])


def _may_end(text: str, words: Sequence[Span], i: int) -> bool:
    return text[words[i][1] - 1] in ENDS


def _after_closers(text: str, words: Sequence[Span], i: int) -> int:
    """The first word after the quotes, brackets and footnote numbers that close right behind word i - 1."""
    while i < len(words) and words[i][0] == words[i - 1][1] and text[slice(*words[i])] in CLOSERS:
        i += 1
    footnote = [text[slice(*word)] for word in words[i : i + 3]]
    if len(footnote) == 3 and footnote[0] == "[" and footnote[1].isdigit() and footnote[2] == "]":
        return i + 3
    return i


def _is_bound(text: str, words: Sequence[Span], start: int, i: int, rules: Rules) -> bool:
    """Whether a sentence ends before word i, given that a mark that may end one stands before it."""
    if words[i][0] == words[i - 1][1] or set(text[slice(*words[i])]) <= ENDS:
        return False
    following = text[slice(*words[_skip_openers(text, words, i)])]
    last = text[slice(*words[i - 1])]
    if following[0].islower() and (last != "." or text[slice(*words[i - 2])] == "."):
        return False
    if len(last) > 1 and last[-1] == "." and last.strip("."):
        return _ends_after_abbreviation(last[:-1], following, rules)
    return not (last == "." and i - 2 == start and text[slice(*words[start])].isdigit())


def _skip_openers(text: str, words: Sequence[Span], i: int) -> int:
    """Word i, or the first word behind it that is no quote or bracket."""
    j = i
    while j + 1 < len(words) and not any(char.isalnum() for char in text[slice(*words[j])]):
        j += 1
    return j


def _ends_after_abbreviation(short: str, following: str, rules: Rules) -> bool:
    if short in rules.titles or (len(short) == 1 and short != "I"):
        return False
    if short in rules.clock:
        return following.istitle() and following not in rules.after_clock
    return following in rules.openers


def _cut_long(text: str, words: list[Span]) -> Iterator[list[Span]]:
    """The sentence in parts of at most MOST_WORDS, cut behind the last comma or semicolon where there is one."""
    while len(words) > MOST_WORDS:
        breaks = [i + 1 for i in range(MOST_WORDS // 2, MOST_WORDS) if text[slice(*words[i])] in BREAKS]
        cut = breaks[-1] if breaks else MOST_WORDS
        yield words[:cut]
        words = words[cut:]
    yield words


def _any(words: Sequence[str]) -> str:
    """An alternation, the longest first, in which ' stands for ’ too."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’`´]") for word in ordered)


def _token_pattern(words: dict[str, Any], short: dict[str, list[str]], openers: list[str]) -> re.Pattern[str]:
    """One alternation, in the order in which the kinds of word are tried."""
    letter = r"(?:[^\W\d_][\u0300-\u036f]*)"
    sign = rf"(?:{letter}|\d)"
    inner = rf"{sign}+(?:['’`´]{letter}+)*"
    kinds = [
        r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]",
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        rf"[^\W_][\w-]*(?:\.[\w-]+)*\.(?:{_any(words['domains'])})\b(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’])?",
        r"\d{1,4}(?:[-/]\d{1,4}){2,}(?!\w)",
        r"\d+/\d+(?!\w)",
        r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
        r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)(?!\w)",
        rf"\d+(?:[.,]\d+)*(?=(?:{_any(words['units'])}|[ap]\.m\.)(?!\w))",
        rf"\d+(?:[.,]\d+)*(?!{sign})",
        r"\.\d+(?!\w)",
        rf"(?<!\w)(?:{letter}\.){{2,}}(?:{letter}(?!\w))?",
        rf"(?<!\w)(?:{_any(short['before_number'])})\.(?=\s?\d)",
        rf"(?<!\w)(?:{_any(short['titles'] + short['anywhere'])})\.(?!\w)",
        rf"(?<!\w)[A-Z]\.(?=\s?(?!(?:{_any(openers)})\b)[A-Z])",
        r"(?:US|A|C|NZ|HK|R)?\$",
        rf"(?<!\w)(?:{_any(words['clipped'])})(?!\w)",
        rf"(?<!\w)(?i:{_any(words['hyphen_prefixes'])})-{inner}",
        r"[A-Z]+&[A-Z]+(?:&[A-Z]+)?",
        rf"(?<=\S)(?i:{_any([word for word in words['clitics'] if word.startswith(chr(39))])})(?!\w)",
        inner,
        r"[:;]-?[)(DPp](?!\w)|[@#](?=[^\W\d])\w+",
        r"\.{2,}|…+|[!?]+|-{2,}|–{2,}|—{2,}|={2,}|\*{2,}|_{2,}|~{2,}|#{2,}|\+{2,}|<{2,}|>{2,}|``|''|’’",
        r"[^\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]",
    ]
    return re.compile("|".join(f"(?:{kind})" for kind in kinds))

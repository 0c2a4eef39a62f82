"""Where sentences and words begin and end, as the treebanks that the network learnt from cut them.

Blank lines and deliberate line breaks end a sentence; a line that was wrapped because it was full does not.
Everything works on offsets, so any text goes through unchanged.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline.language.bounds import Bounds, learnt_bounds, read_bounds
from dateline.language.lines import blocks
from dateline.language.stops import Line, Stops, in_any_case, stops_of

Span = tuple[int, int]

WEIGHTS = Path(__file__).parent / "weights" / "bounds.npz"
MOST_WORDS = 200
BREAKS = frozenset(";,")
FEW = 0.05
SHORT = ("titles", "before_number", "anywhere")


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The compiled rules of one language, and what was learnt of its sentences; without that the rules alone decide."""

    token: re.Pattern[str]
    token_in_capitals: re.Pattern[str]
    token_in_small: re.Pattern[str]
    clitic: re.Pattern[str]
    two_in_one: dict[str, int]
    stops: Stops
    bounds: Bounds | None


def read_rules(path: Path, weights: Path | None = WEIGHTS) -> Rules:
    """Rules from a TOML file and learnt weights; KeyError names a table or list that is missing."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    words, short, ends = given["words"], given["abbreviations"], given["sentences"]
    clear = {name: [word for word in short[name] if word not in short["also_words"]] for name in SHORT}
    return Rules(
        token=_token_pattern(words, short | {"titles": short["titles"] + _upper(clear["titles"])}, ends["openers"]),
        token_in_capitals=_token_pattern(words, {k: _upper(v) for k, v in clear.items()}, _upper(ends["openers"])),
        token_in_small=_token_pattern(
            words, {k: _lower(v) for k, v in clear.items()}, _lower(ends["openers"]), "[a-z]"
        ),
        clitic=re.compile(rf"(?<!\d)(?:{_any(words['clitics'])})$", re.IGNORECASE),
        two_in_one=dict(words["two_in_one"]),
        stops=Stops(*map(in_any_case, (short["titles"], ends["openers"], ends["clock"], ends["after_clock"]))),
        bounds=read_bounds(weights) if weights else None,
    )


def segment(text: str, rules: Rules) -> list[list[Span]]:
    """The sentences of a text in order, each the spans of its words; there is no empty sentence."""
    sentences: list[list[Span]] = []
    for spans, line in lines_of(text, rules):
        ruled = stops_of(line, rules.stops)
        bounds = learnt_bounds(line, ruled, rules.bounds) if rules.bounds else sorted(ruled)
        for start, end in pairwise([0, *bounds, len(spans)]):
            sentences += _cut_long(text, spans[start:end])
    return sentences


def lines_of(text: str, rules: Rules) -> Iterator[tuple[list[Span], Line]]:
    """The stretches of a text that no sentence leaves, each as the spans of its words and the words themselves."""
    for start, end in blocks(text):
        case = _only_case(text[start:end])
        pattern = {"small": rules.token_in_small, "capitals": rules.token_in_capitals}.get(case, rules.token)
        spans = list(_tokens(text, rules, pattern, start, end))
        touching = [False, *(left[1] == right[0] for left, right in pairwise(spans))]
        if spans:
            yield spans, Line([text[a:b] for a, b in spans], touching, case != "both")


def _only_case(text: str) -> str:
    """Whether a stretch is, but for a FEW letters in a hundred, in small letters, in capitals, or in both."""
    small, capital = sum(map(str.islower, text)), sum(map(str.isupper, text))
    if small <= FEW * capital:
        return "capitals" if capital else "none"
    return "small" if not capital else "both"


def tokens(text: str, rules: Rules, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The words of a stretch of text."""
    return _tokens(text, rules, rules.token, start, len(text) if end is None else end)


def _tokens(text: str, rules: Rules, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Span]:
    for match in pattern.finditer(text, start, end):
        yield from _split_word(match.group(), match.start(), rules)


def _split_word(word: str, start: int, rules: Rules) -> Iterator[Span]:
    """The word in one piece, or without its clitic and the clitic."""
    first = _first_part(word, rules)
    if first:
        yield start, start + first
    yield start + first, start + len(word)


@lru_cache(maxsize=1 << 16)
def _first_part(word: str, rules: Rules) -> int:
    """How many letters stand before the clitic, 0 where there is none."""
    clitic = rules.clitic.search(word)
    return rules.two_in_one.get(word.lower(), 0) or (clitic.start() if clitic else 0)


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


def _upper(words: Iterable[str]) -> list[str]:
    return [word.upper() for word in words]


def _lower(words: Iterable[str]) -> list[str]:
    return [word.lower() for word in words]


def _token_pattern(
    words: dict[str, Any], short: dict[str, list[str]], openers: list[str], initial: str = "[A-Z]"
) -> re.Pattern[str]:
    """One alternation, in the order in which the kinds of word are tried."""
    letter = r"(?:[^\W\d_][\u0300-\u036f]*)"
    sign = rf"(?:{letter}|\d)"
    inner = rf"{sign}+(?:['’`´]{letter}+)*"
    kinds = [
        r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]",
        r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        rf"(?<!\w)(?:{_any(words['newsgroups'])})(?:\.[a-z][a-z-]+)+(?!\w)",
        rf"[^\W_][\w-]*(?:\.[\w-]+)*\.(?i:{_any(words['domains'])})\b(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’])?",
        r"\d{1,4}(?:[-/]\d{1,4}){2,}(?!\w)",
        r"\d{3}-\d{4}(?![\w-])|(?<!\S)\+\d+(?!\w)|\d*0['’]s(?!\w)",
        r"\d+/\d+(?!\w)",
        r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
        r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)(?!\w)",
        rf"\d+(?:[.,]\d+)*(?=(?:{_any(words['units'])}|[ap]\.m\.)(?!\w))",
        rf"\d+(?:[.,]\d+)*(?!{sign})",
        r"\.\d+(?!\w)",
        rf"(?<!\w)(?:{letter}\.){{2,}}(?:{letter}(?!\w))?",
        rf"(?<!\w){letter}\.{letter}(?!\w)",
        rf"(?<!\w)(?:{_any(short['before_number'])})\.(?=\s?\d)",
        rf"(?<!\w)(?:{_any(short['titles'] + short['anywhere'])})\.(?!\w)",
        rf"(?<!\w){initial}\.(?=\s?(?!(?:{_any(openers)})\b){initial})",
        r"(?:US|A|C|NZ|HK|R)?\$",
        rf"(?<!\w)(?:{_any(words['clipped'])})(?!\w)",
        rf"(?<!\w)(?i:{_any(words['hyphen_prefixes'])})-{inner}",
        r"[A-Z]+&[A-Z]+(?:&[A-Z]+)?",
        rf"(?<=\S)(?i:{_any([word for word in words['clitics'] if word.startswith(chr(39))])})(?!\w)",
        inner,
        r"[:;]-?[)(DPp](?!\w)|=[)(](?!\w)|[@#](?=[^\W\d])\w+",
        r"\.{2,}|…+\.*|\.?[!?]+|-{2,}|–{2,}|—{2,}|={2,}|\*{2,}|_{2,}|~{2,}|#{2,}|\+{2,}|<{2,}|>{2,}|``|''|’’",
        r"[^\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]",
    ]
    return re.compile("|".join(f"(?:{kind})" for kind in kinds))

"""The words of a sentence with the kinds that matter for time: month 3, day 11, number 2, clock 03:30."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from dateline.dates import full_year, numeric_day, parse_date

Key = tuple[str, Any]
LONGEST_MONTH = 31
CENTURY_20, CENTURY_21, EARLIEST_TENS = 190, 200, 3
FIRST_FULL_YEAR, FIRST_YEAR, LAST_YEAR = 1000, 1800, 2199
EVEN = str.maketrans(
    "’İ", "'ı"
)  # one form of apostrophe; the one letter that lower case makes two would move all spans


class Word(NamedTuple):
    """A word as looked up (lower case, one form of apostrophe), its span in the report, and what it can match.

    `keys` holds the word itself and its kinds in braces, each with its value: ("may", "may"), ("{month}", 5); it is
    empty for a word of no pattern, as most are.
    """

    text: str
    start: int
    end: int
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language by their kinds, and the pattern that cuts text in lower case into words.

    `keys` is what a word with a capital letter can match, `small` what it can without; `months` are the months.
    """

    pattern: re.Pattern[str]
    keys: Mapping[str, tuple[Key, ...]]
    small: Mapping[str, tuple[Key, ...]]
    months: Mapping[str, int]


def build_vocabulary(table: Mapping[str, Any], literals: Iterable[str]) -> Vocabulary:
    """The vocabulary of a language's `times` table; `literals` are the words that its patterns write out."""
    keys: dict[str, tuple[Key, ...]] = {word: ((word, word),) for word in literals}
    classes = {"month": table["months"], **table["classes"]}
    for name, words in classes.items():
        for word, value in words.items():
            keys[word] = (*keys.get(word, ()), ("{" + name + "}", value))
    entries = dict.fromkeys(word for words in classes.values() for word in words)
    pattern = _pattern(entries, table["ordinal_endings"], table["decade_endings"], table["months"])
    capital = frozenset("{" + name + "}" for name in table["capital"])
    small = {word: tuple(key for key in found if key[0] not in capital) for word, found in keys.items()}
    return Vocabulary(pattern, keys, small, table["months"])


def cut_words(text: str, vocabulary: Vocabulary, *, offset: int) -> list[Word]:
    """The words of `text`, which starts at `offset` of its report; "twenty-five" is one word."""
    even = text.translate(EVEN).lower()
    words = [_word(match, text, vocabulary, offset) for match in vocabulary.pattern.finditer(even)]
    return list(_with_compounds(words)) if "-" in even else words


def _pattern(words: Iterable[str], ordinals: list[str], decades: list[str], months: Iterable[str]) -> re.Pattern[str]:
    """The pattern of words, numbers and marks; what holds several words or marks is tried first, the longest first."""
    compounds = sorted((word for word in words if not word.isalpha()), key=len, reverse=True)
    endings, tens = "|".join(ordinals), "|".join(map(re.escape, decades))
    short = "|".join(word for word in months if len(word) == 3 and word.isalpha()) or "(?!)"
    return re.compile(
        rf"\b(?P<phrase>{_branches(compounds)})(?!\w)|(?=\d)(?:(?P<iso>\b\d{{4}}(?P<bar>[-/.])\d\d(?P=bar)\d\d\b)"
        rf"|(?P<group>\b\d\d\s?[0-2]\d[0-5]\d\s?[a-z]\s?(?:{short})\s?(?:\d{{4}}|\d\d)\b)"
        r"|(?P<numeric>\b\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark)\d{4}\b)"
        r"|(?P<clock>\b\d{1,2}(?P<colon>[:.])\d\d(?:(?P=colon)\d\d)?(?![.:,]?\d)(?=\b|[ap]m\b))"
        rf"|(?P<ordinal>\b\d+(?:{endings})\b)|(?P<decade>\b\d{{3}}0(?:{tens})(?!\w))|(?P<tens>\b\d0(?:{tens})(?!\w))"
        r"|(?P<number>\d+(?:,\d{3})+|\d+\.\d+|\d+))|[^\W\d_]+|[^\w\s]"
    )


def _branches(words: Sequence[str]) -> str:
    """A pattern for any of the words, in their order, each beginning written once; a blank is any white space."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], []).append(word[1:])
    forked = [_literal(first) + (_branches(rest) if first else "") for first, rest in by_first.items()]
    return forked[0] if len(forked) == 1 else f"(?:{'|'.join(forked)})"


def _literal(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)


def _word(match: re.Match[str], text: str, vocabulary: Vocabulary, offset: int) -> Word:
    even, group, (start, end) = match[0], match.lastgroup, match.span()
    if group == "phrase":
        even = " ".join(even.split())
    keys = (vocabulary.keys if text[start].isupper() else vocabulary.small).get(even, ())
    if group is not None and group in READERS:
        keys = (*keys, *READERS[group](even))
    if group == "group":
        keys = _group(even, vocabulary.months)
    return Word(even, start + offset, end + offset, keys)


def _group(text: str, months: Mapping[str, int]) -> tuple[Key, ...]:
    """The slots of a date-time group such as 141530Zmar2024; none where there is no such day."""
    day, _, clock = (parse_date(text.upper(), months=months) or "").partition("T")
    if not clock:
        return ()
    hour, minute, zone = int(clock[:2]) % 24, int(clock[3:5]), clock[5:]
    return (("{group}", {"date": date.fromisoformat(day), "clock": (hour, minute), "time_zone": zone}),)


def _iso(text: str) -> tuple[Key, ...]:
    try:
        return (("{date}", date.fromisoformat(re.sub(r"\D", "-", text))),)
    except ValueError:
        return ()


def _numeric(text: str) -> tuple[Key, ...]:
    first, second, year = re.split(r"\D", text)
    day = numeric_day(int(first), int(second), int(year))
    if day:
        return (("{date}", day),)
    unclear = 1 <= int(first) <= 12 and 1 <= int(second) <= 12 and int(year) <= LAST_YEAR
    return (("{unclear_date}", (int(first), int(second), int(year))),) if unclear else ()


def _clock(text: str) -> tuple[Key, ...]:
    hour, minute = (int(part) for part in re.split(r"\D", text)[:2])
    if hour > 24 or minute > 59:
        return ()
    return (("{clock}" if ":" in text else "{dotted_clock}", (hour % 24, minute)),)


def _ordinal(text: str) -> tuple[Key, ...]:
    number = int(re.sub(r"\D", "", text))
    days: tuple[Key, ...] = (("{nth_day}", number), ("{day}", number)) if 1 <= number <= LONGEST_MONTH else ()
    return (("{nth}", number), *days) if number else ()


def _decade(text: str) -> tuple[Key, ...]:
    return (("{decade}", int(text[:3])),)


def _tens(text: str) -> tuple[Key, ...]:
    """The decade: of the 20th century from the thirties on, else of the 21st."""
    tens = int(text[0])
    return (("{short_decade}", tens + (CENTURY_20 if tens >= EARLIEST_TENS else CENTURY_21)),)


def _number(text: str) -> tuple[Key, ...]:
    if not text.isdecimal():
        return (("{count}", float(text.replace(",", ""))),)
    return tuple(_readings(text, int(text)))


def _readings(digits: str, number: int) -> Iterator[Key]:
    yield "{count}", number
    if 1 <= number <= 31 and len(digits) <= 2:
        yield "{day}", number
    if number <= 24 and len(digits) <= 2:
        yield "{hour}", number
    if len(digits) == 2:
        yield "{short_year}", full_year(digits)
    if len(digits) == 4:
        if FIRST_FULL_YEAR <= number <= LAST_YEAR:
            yield "{full_year}", number
        if FIRST_YEAR <= number <= LAST_YEAR:
            yield "{year}", number
        if number // 100 <= 24 and number % 100 < 60:
            yield "{four_digits}", (number // 100 % 24, number % 100)


READERS: Mapping[str, Callable[[str], tuple[Key, ...]]] = {
    "iso": _iso, "numeric": _numeric, "clock": _clock, "ordinal": _ordinal, "decade": _decade, "tens": _tens,
    "number": _number,
}  # fmt: skip


def _with_compounds(words: list[Word]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        joined = _compound(words[at : at + 3])
        yield joined or words[at]
        at += 3 if joined else 1


def _compound(words: list[Word]) -> Word | None:
    """One word for tens and ones that a hyphen joins."""
    if len(words) < 3 or words[1].text != "-" or words[0].end != words[1].start or words[1].end != words[2].start:
        return None
    tens, ones = (dict(word.keys).get("{number}", 0) for word in (words[0], words[2]))
    if not (20 <= tens <= 90 and 1 <= ones <= 9) or len(words[2].text) < 3:
        return None
    text = "-".join((words[0].text, words[2].text))
    return Word(text, words[0].start, words[2].end, ((text, text), ("{number}", tens + ones)))

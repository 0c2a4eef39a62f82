"""The head of a report: its title line, its header lines and the dateline of its first paragraph.

What collects reports takes dates and agencies from here; what reads them leaves these stretches out of the statement.
The words are those of the codebook's `languages/<iso>/zones.toml`, the months those of `times.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.codebook import Codebook
from dateline.datelines import Dateline, find_dateline, full_dates
from dateline.dates import parse_date
from dateline.paragraphs import LONG, Span, ends_in_stop, is_headline, is_running, paragraphs

UNDATED = ("source", "byline")  # the kinds of label that ask for no date
# A day with a month that is none of ours, as of another calendar: "12 Ramadan 1445 AH", "Friday, 3 Tir 1403".
_FOREIGN = re.compile(r"(?:[^\W\d_]+,?\s+)?\d{1,2}\s+[^\W\d_][^\d,;:]{1,20},?\s\d{4}(?:\s[A-Z][A-Za-z.]{0,4})?")
ANY_ORDER = "day"  # to see that there is a date, whichever of its two days it means
HEAD_LINES = 12
HEAD_LENGTH = 8_000
CAPITALS = 80
LATER_WORDS = 4
_LABELS = ("published", "updated", "date", "source", "byline")
_BYLINE = ("byline_opens", "byline_phrases")
_BARS = "/|·•,;–—-"
_RANGE = re.compile(r"\d{1,2}\s*[-–—]\s*$")


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a header line: the kind of its label, None for a bare date, and its half-open span, maybe empty."""

    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line of the head that is no statement; `fields` holds what it says under labels, and its bare date."""

    start: int
    end: int
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above and at the start of the first paragraph; `headers` include a dated last line."""

    title: Span | None
    headers: tuple[HeaderLine, ...]
    dateline: Dateline | None


@dataclass(frozen=True, slots=True, eq=False)
class HeaderWords:
    """The codebook's words for header lines, as patterns, and the names of months; words are in lower case.

    `kinds` gives the kind of a label; `labels` finds labels with their colon, `last` one that ends a line,
    `labelled` one that does so before the name of a place, `weekday` a weekday that ends one.
    """

    kinds: Mapping[str, str]
    kickers: frozenset[str]
    labels: re.Pattern[str]
    last: re.Pattern[str]
    labelled: re.Pattern[str]
    weekday: re.Pattern[str]
    byline: re.Pattern[str]
    months: Mapping[str, int]


def read_masthead(text: str, *, codebook: Codebook, language: str | None = None) -> Masthead:
    """The masthead of `text` by the words of `language`, or of all languages where the codebook has not that one."""
    words = header_words(codebook, language=language)
    head = paragraphs(text[:HEAD_LENGTH])[:HEAD_LINES]
    first = next((n for n, (a, b) in enumerate(head) if _is_statement(text[a:b])), len(head))
    lines = [_header_line(text, span, words) for span in head[: first + 1]]
    title = _title(text, head, lines)
    found = (
        find_dateline(text, span, months=words.months, countries=codebook.countries)
        for span in head[: first + 1]
        if span != title
    )
    headers = [line for line in (*lines, _foot(text, words)) if line]
    return Masthead(title, tuple(dict.fromkeys(headers)), next((prefix for prefix in found if prefix), None))


@lru_cache(maxsize=8)
def header_words(codebook: Codebook, *, language: str | None = None) -> HeaderWords:
    """The words of one language, or of all together where `language` is not one of the codebook's."""
    phrases: dict[str, tuple[str, ...]] = {}
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for table in _tables(codebook, language):
        months |= table.get("times", {}).get("months", {})
        weekdays |= table.get("times", {}).get("classes", {}).get("weekday", {})
        for kind, more in table.get("zones", {}).get("header", {}).items():
            phrases[kind] = (*phrases.get(kind, ()), *more)
    kinds = {phrase: kind for kind in _LABELS for phrase in phrases.get(kind, ())}
    label, opens, holds = (any_of(tuple(found)) for found in (kinds, *(phrases.get(key, ()) for key in _BYLINE)))
    return HeaderWords(
        kinds=kinds,
        kickers=frozenset(phrases.get("kickers", ())),
        labels=re.compile(rf"(?:^|(?<=[\s({_BARS}]))(?P<label>{label})\s*:", re.IGNORECASE),
        last=re.compile(rf"(?:^|[\s{_BARS}])({label})$", re.IGNORECASE),
        labelled=re.compile(
            rf"(?:^|[\s{_BARS}])({label})(?:\s+\S{{1,3}}\s+(?-i:[^\W\da-z])\S*(?:\s\S{{1,3}})?)?$", re.IGNORECASE
        ),
        weekday=re.compile(rf"(?:^|\s)(?:{any_of(tuple(weekdays))})$", re.IGNORECASE),
        byline=re.compile(rf"^(?:{opens})\s+\S.{{0,80}}$|\b(?:{holds})\b", re.IGNORECASE),
        months=months,
    )


def _tables(codebook: Codebook, language: str | None) -> Iterator[Mapping[str, Mapping[str, Any]]]:
    if language is not None and language in codebook.languages:
        yield codebook.languages[language]
    else:
        yield from codebook.languages.values()


def any_of(phrases: Sequence[str]) -> str:
    """A pattern for any of the phrases, the longest first; for none of them, a pattern that never matches."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) or "(?!)"


def find_date(text: str, *, months: Mapping[str, int], order: str | None = None) -> tuple[str, int, int] | None:
    """The first absolute date in `text`, as ISO text, and the half-open span of the fewest words that give it.

    `order` tells whether the "day" or the "month" comes first in a numeric date that can be read both ways.
    """
    value = parse_date(text, months=months, order=order)
    words = [match.span() for match in re.finditer(r"[^\s|(]+", text)]
    if value is None or not words:
        return None
    first, last = 0, len(words) - 1
    while first < last and parse_date(text[words[first + 1][0] : words[last][1]], months=months, order=order) == value:
        first += 1
    while first < last and parse_date(text[words[first][0] : words[last - 1][1]], months=months, order=order) == value:
        last -= 1
    start = words[first][0]
    return value, start, start + len(text[start : words[last][1]].rstrip(",;.)]"))


def _is_statement(line: str) -> bool:
    """Whether the report itself begins here; a short line wholly in capitals is a heading, even with a stop."""
    return is_running(line) and not (len(line) <= CAPITALS and line.isupper())


# --- header lines -----------------------------------------------------------------------------------------


def _header_line(text: str, span: Span, words: HeaderWords) -> HeaderLine | None:
    line = text[slice(*span)]
    if len(line) >= LONG or "\n" in line:
        return None
    fields = _labelled(line, span[0], words) or _bare_date(line, span[0], words) or _told_date(line, span[0], words)
    return HeaderLine(*span, fields) if fields or _is_byline(line, words) else None


def _labelled(line: str, offset: int, words: HeaderWords) -> tuple[Field, ...]:
    """The fields of "Label: value" pairs; none unless one holds a date, all are empty, or no label asks for a date."""
    marks = list(words.labels.finditer(line))
    before = line[: marks[0].start()].rstrip() if marks else ""
    if not marks or (before and before[-1] not in _BARS):
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    fields = tuple(
        _field(line, offset, words.kinds[mark["label"].lower()], mark.end(), end)
        for mark, end in zip(marks, ends, strict=True)
    )
    values = [(field.label, line[field.start - offset : field.end - offset]) for field in fields]
    dated = any(
        parse_date(value, months=words.months, order=ANY_ORDER) or (label not in UNDATED and _FOREIGN.fullmatch(value))
        for label, value in values
    )
    plain = all(label in UNDATED for label, _ in values) and not is_running(line)
    return fields if dated or plain or not any(value for _, value in values) else ()


def _field(line: str, offset: int, label: str, start: int, end: int) -> Field:
    value = line[start:end].split("|")[0]
    start += len(value) - len(value.lstrip())
    return Field(label, offset + start, offset + start + len(value.strip(f" \t(){_BARS}")))


def _bare_date(line: str, offset: int, words: HeaderWords) -> tuple[Field, ...]:
    """The date that ends a line, or stands between bars in it, with no more than a label or one word beside it."""
    found = find_date(line, months=words.months, order=ANY_ORDER)
    if not found:
        return ()
    _, start, end = found
    before = line[:start].strip("( ")
    label = words.last.search(before)
    if not _stands_alone(line, before, line[end:], label is not None):
        return ()
    return (Field(words.kinds[label[1].lower()] if label else None, offset + start, offset + end),)


def _told_date(line: str, offset: int, words: HeaderWords) -> tuple[Field, ...]:
    """A full date in a line of a head, behind a label, a comma, a stop or names of places alone.

    "Monthly note, published in Chisinau on 26 February 2021"; "No. 163, Friday 13 June 2014, 18:00 Kyiv"; "NEWS RELEASE
    14 June 2014". Behind it stand no more than a clock time, a name or something in brackets. What ends in a weekday
    and its date, without a stop, needs nothing before it: "Broadcasts received up to 20.00 on Tuesday 6 May 2014".
    """
    found = next(full_dates(line, words.months), None)
    if found is None:
        return ()
    before, rest = line[: found[0]].rstrip(" ,([-–—"), line[found[1] :].lstrip(" )]")
    after, *more = re.split(r"\.\s|\(|\s/\s", rest, maxsplit=1)
    label, on_weekday = words.labelled.search(before), words.weekday.search(before)
    last = on_weekday and not after and not ends_in_stop(line)
    known = label or last or before.casefold() in words.kickers or _is_prefix(before, words)
    goes_on = is_running(rest.lstrip(" .")) and not (
        on_weekday and rest[:1] in _BARS and not is_running(" ".join(more))
    )
    if goes_on or not known or len(after.strip(" .,;|-–—").split()) > LATER_WORDS:
        return ()
    return (Field(words.kinds[label[1].lower()] if label else None, offset + found[0], offset + found[1]),)


def _is_prefix(before: str, words: HeaderWords) -> bool:
    """Whether nothing but a weekday stands between a comma, bar or stop and a date, or but names before it."""
    last = re.split(r"(?<=[.!?])\s+|[,|·;:(]|\s[-–—/]+(?:\s|$)", _RANGE.sub("", before))[-1]
    chunk = [word for word in last.split() if not word.isdigit()]
    if len(chunk) < 2:
        return len(chunk) == 0 or len(before.split()) > 1 or before[:1].isupper()
    return all(word[0].isupper() for word in chunk)


def _stands_alone(line: str, before: str, after: str, labelled: bool) -> bool:
    """Whether the words around a date are no statement: a bar, a label or one word before it, a bar or nothing after.

    A publisher's line may go on: "NAME, WEEKDAY DATE. A few words more."
    """
    last = re.split(f"[{_BARS}]", before)[-1].split()
    if re.match(r"\.\s+\S", after):
        return len(line) <= 100 and len(last) == 1 and last[0] != before
    after = after.strip(".)] ")
    if is_running(line) and not line.startswith("("):
        return False
    return (labelled or len(last) <= 1) and (not after or after[0] in _BARS)


def _is_byline(line: str, words: HeaderWords) -> bool:
    if is_running(line) or ends_in_stop(line):
        return False
    if line.casefold().strip(" :") in words.kickers:
        return True
    return words.byline.search(line[:120]) is not None


def _foot(text: str, words: HeaderWords) -> HeaderLine | None:
    """The last line, where it is wholly in brackets and ends in a date, a publisher's credit, or is a date alone."""
    stripped = text.rstrip()
    start = stripped.rfind("\n") + 1
    line = stripped[start:]
    if not start or len(line) >= LONG:
        return None
    credit = line.startswith("(") and line.endswith(")")
    fields = _bare_date(line, start, words) if credit or _is_mere_date(line, words) else ()
    return HeaderLine(start, len(stripped), fields) if fields else None


def _is_mere_date(line: str, words: HeaderWords) -> bool:
    """Whether a line holds a full date and nothing else but a weekday or a label before it."""
    found = next(full_dates(line, words.months), None)
    if found is None or line[found[1] :].strip(" ."):
        return False
    before = words.weekday.sub("", line[: found[0]].rstrip(" ,:")).rstrip(" ,:")
    return not before or words.last.fullmatch(before) is not None


# --- title ------------------------------------------------------------------------------------------------


def _title(text: str, head: Sequence[Span], lines: Sequence[HeaderLine | None]) -> Span | None:
    """The first line that is no header line, or a dated one that says more, if it reads and stands like a headline."""
    for n, (span, line) in enumerate(zip(head, lines, strict=False)):
        if line is None or _says_more(text, line):
            return span if is_headline(text[slice(*span)]) and _stands_apart(text, head, lines, n) else None
    return None


def _says_more(text: str, line: HeaderLine) -> bool:
    """Whether an unlabelled dated line has three or more words before its date."""
    return any(f.label is None and len(text[line.start : f.start].split()) >= 3 for f in line.fields)


def _stands_apart(text: str, head: Sequence[Span], lines: Sequence[HeaderLine | None], n: int) -> bool:
    """Whether a blank line, a header line or a paragraph of more than a line's length follows line `n`."""
    if n + 1 >= len(head):
        return False
    start, end = head[n + 1]
    above_header = n + 1 < len(lines) and lines[n + 1] is not None
    return above_header or end - start > LONG or text.count("\n", head[n][1], start) > 1

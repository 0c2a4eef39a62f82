"""The dateline: "PLACE, day (AGENCY) -" before the first words of a report, as news agencies write it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.codebook import Country
from dateline.dates import parse_date

Span = tuple[int, int]
_LONGEST = 120
_DASH = re.compile(
    r"\s*(?:(?:--+|[-–_])\s+|—\s*)|(?<=/)\.\s+|(?P<stop>(?<=[\d)\]])\.\s+(?=[^\W\da-z_]|[\"“‘']))|(?P<colon>:)\s+"
)
_TAGS = re.compile(r"(?:\[[^\[\]a-z]{2,200}\]\s*)+")
_AGENCY = re.compile(r"[(/](?P<name>[^()/]{2,60})[)/]\.?\s*\Z")
_ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_BRACKETS = re.compile(r"\([^()]*\)")
_PLACE_WORD = re.compile(r"(?:[^\W\d_]{1,3}|[^\Wa-z\d_][\w'’`.-]*)\Z")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Half-open spans into the text: the whole prefix, its date (which may lack the year) and its agency."""

    start: int
    end: int
    date: Span | None = None
    agency: Span | None = None


def find_dateline(
    text: str, span: Span, *, months: Mapping[str, int], countries: Collection[Country] = ()
) -> Dateline | None:
    """The dateline that opens the paragraph at `span`, or None.

    Place names in capitals are enough before a dash or colon, unless all of the paragraph is in capitals; else it
    takes a date, an agency in brackets, or a country after the place.
    """
    start, end = span
    for mark in _DASH.finditer(text, start, min(end, start + _LONGEST)):
        head = text[start : mark.start()]
        if head.count("(") == head.count(")"):
            found = _read(head, start, months, countries)
            if mark["stop"] and not (found and found.date and _has_year(text[slice(*found.date)])):
                continue
            if found and not found.date:
                mark, found = _dated_behind(text, mark, found, end, months)
            if found and _is_enough(found, head, text[mark.end() : end], mark, countries):
                upto = _after_tags(text, mark.end(), end)
                return Dateline(start, start + len(text[start:upto].rstrip()), found.date, found.agency)
            if mark["colon"] is None:
                return None
    return None


def _read(head: str, offset: int, months: Mapping[str, int], countries: Collection[Country]) -> Dateline | None:
    """What the words before the dash say, or None where they are more than places, a date and an agency."""
    agency = _AGENCY.search(head)
    if agency and _is_country(agency["name"], countries):
        agency = None
    places = head[: agency.start()] if agency else head
    day = _day_and_month(tuple(months)).search(places)
    places = places[: day.start()] + places[day.end() :] if day else places
    words = _BRACKETS.sub("", places.replace("[]", "")).rstrip(" .").replace(",", " ").replace("/", " ").split()
    if not 0 < len(words) <= 8 or not all(_PLACE_WORD.match(word) for word in words) or words[0].islower():
        return None
    return Dateline(
        offset, offset + len(head), _shift(day, 0, offset), _shift(agency, "name", offset),
    )  # fmt: skip


def _has_year(words: str) -> bool:
    return re.search(r"\d{4}", words) is not None


def _dated_behind(
    text: str, mark: re.Match[str], found: Dateline, end: int, months: Mapping[str, int]
) -> tuple[re.Match[str], Dateline]:
    """The dateline with the full date that stands alone behind its dash: "HOMS - 12 May 2018.", "HOMS - 3/9/2016 -"."""
    stop = next(_DASH.finditer(text, mark.end(), min(end, mark.end() + _LONGEST)), None)
    head = text[mark.end() : stop.start()] if stop else ""
    day = next(full_dates(head, months), None)
    if stop is None or day is None or day[1] != len(head) or len(head[: day[0]].split()) > 1:
        return mark, found
    return stop, replace(found, date=(mark.end() + day[0], mark.end() + day[1]))


def full_dates(text: str, months: Mapping[str, int]) -> Iterator[Span]:
    """The half-open spans of dates with day, month and year in words, and of ISO days."""
    for match in (*_day_and_month(tuple(months)).finditer(text), *_ISO_DAY.finditer(text)):
        if _has_year(match[0]) and parse_date(match[0], months=months):
            yield match.span()


def _shift(match: re.Match[str] | None, group: int | str, offset: int) -> Span | None:
    return (offset + match.start(group), offset + match.end(group)) if match else None


@lru_cache(maxsize=8)
def _day_and_month(months: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True)) or "(?!)"
    year = r"(?:,?\s+(?:\d{4}|'?\d\d)(?!\d))?"
    numeric = r"\d{1,2}([./])\d{1,2}\1\d{4}(?!\d)"
    return re.compile(
        rf"\b(?:{numeric}|\d{{1,2}}\s+(?:{names})\b\.?{year}|(?:{names})\b\.?\s+\d{{1,2}}\b{year})", re.IGNORECASE
    )


def _is_enough(found: Dateline, head: str, rest: str, mark: re.Match[str], countries: Collection[Country]) -> bool:
    if found.date or found.agency:
        return True
    if rest[:1].islower() or not rest:
        return False
    if head.isupper():
        return sum(map(str.isalpha, head)) >= 4 and not rest[:_LONGEST].isupper()
    return mark["colon"] is None and "," in head and _is_country(head.rpartition(",")[2].strip(), countries)


def _is_country(name: str, countries: Collection[Country]) -> bool:
    names = (known for country in countries for known in (country.name, *country.variants))
    return name.casefold() in map(str.casefold, names)


def _after_tags(text: str, start: int, end: int) -> int:
    tags = _TAGS.match(text, start, end)
    return tags.end() if tags else start


def full_date(text: str, dateline: Dateline, *, months: Mapping[str, int]) -> str | None:
    """The ISO day of a dateline that gives day, month and year, else None."""
    value = parse_date(text[slice(*dateline.date)], months=months) if dateline.date else None
    return value if value and len(value) >= len("0000-00-00") else None

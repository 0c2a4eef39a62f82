"""Whether a field of a claim, in contract form, says what the gold says. Rules: docs of the gold format.

- occurred: both ends known and within the gold interval; occurred_as_of: that day lies in the interval.
- places: the country, then within `within_km` (25) or, without coordinates, a name that agrees.
- names: the same words, or all words of the shorter one in the other, unless these say nothing ("the troops").
- counts: low and high equal in one row, or in the sum of the rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.codebook import Codebook
from dateline.distance import km_between
from dateline.records import TOLLS
from dateline.score.gold import listed

WITHIN_KM = 25.0
PLACES = ("place", "origin", "destination")
COUNTS = (*TOLLS, "strength", "number")

_DASH = re.compile(r"[‐‑‒–—−]")
_APOSTROPHE = re.compile(r"[’‘ʼ`´ʿʾ]")


@dataclass(frozen=True, slots=True)
class NameRules:
    """Words that a name's comparison passes over, prefixes likewise, and words that alone name nobody."""

    small: frozenset[str]
    prefixes: frozenset[str]
    generic: frozenset[str]


def name_rules(codebook: Codebook) -> NameRules:
    """The rules of all the codebook's languages (`names.toml`) taken together."""
    tables = [language.get("names", {}) for language in codebook.languages.values()]
    small, prefixes, generic = (
        frozenset(word for table in tables for word in table.get(key, ()))
        for key in ("small_words", "prefixes", "generic")
    )
    return NameRules(small, prefixes, generic)


def field_right(field: str, gold: Any, row: Mapping[str, Any], *, rules: NameRules) -> bool:
    """Whether the row's value of a field agrees with the gold's; `cause` is left to the caller, who knows the pairs."""
    value = row.get("occurred" if field == "occurred_as_of" else field)
    if field == "factuality":
        return value in listed(gold)
    if field == "occurred":
        start, end = _ends(value)
        return bool(start and end) and _day(gold[0]) <= start <= end <= _day(gold[1])
    if field == "occurred_as_of":
        start, end = _ends(value)
        return bool(start or end) and start <= _day(gold) <= (end or "9999")
    if field in PLACES:
        want = {"name": gold} if isinstance(gold, str) else gold
        return any(_place_right(want, place, rules) for place in listed(value))
    if field in COUNTS:
        return _count_right(gold, listed(value))
    return _names_right(field, gold, listed(value), rules)


def squash(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, in lower case without accents, and the offset of each in the text."""
    letters, offsets = [], []
    for offset, char in enumerate(text):
        for letter in unicodedata.normalize("NFKD", char).casefold():
            if letter.isalnum():
                letters.append(letter)
                offsets.append(offset)
    return "".join(letters), offsets


def find_words(words: str, squashed: tuple[str, Sequence[int]]) -> list[tuple[int, int]]:
    """Every half-open span of a passage in a squashed text, whatever its spaces, quotation marks, dashes and case.

    Those that begin and end with a word, if there are any.
    """
    needle, (letters, offsets) = squash(words)[0], squashed
    starts = [match.start() for match in re.finditer(f"(?={re.escape(needle)})", letters)] if needle else []
    edges = [-2, *offsets, -2]

    def is_whole(start: int) -> bool:
        end = start + len(needle)
        return edges[start] + 1 < edges[start + 1] and edges[end + 1] != edges[end] + 1

    whole = [start for start in starts if is_whole(start)] or starts
    return [(offsets[start], offsets[start + len(needle) - 1] + 1) for start in whole]


def same_name(gold: Iterable[str], names: Iterable[str], *, rules: NameRules) -> bool:
    """Whether one of the gold names and one of the others name the same."""
    others = [words_of(name, rules) for name in names]
    return any(_same_words(words_of(name, rules), other, rules) for name in gold for other in others)


def words_of(name: str, rules: NameRules) -> frozenset[str]:
    """The words of a name that tell it from others: without case, accents, articles, possessives and points."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
    bare = _APOSTROPHE.sub("'", _DASH.sub("-", bare))
    bare = re.sub(r"['.]", "", re.sub(r"'s\b", "", bare))
    parts = (word.split("-") for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", bare))
    words = ("-".join(part[1:] if part[1:] and part[0] in rules.prefixes else part) for part in parts)
    return frozenset(words) - rules.small


def _same_words(one: frozenset[str], other: frozenset[str], rules: NameRules) -> bool:
    if not one or not other:
        return False
    shorter = min(one, other, key=len)
    return one == other or bool(shorter - rules.generic and (one <= other or other <= one))


def _names_right(field: str, gold: Any, values: Sequence[Mapping[str, Any]], rules: NameRules) -> bool:
    if field in ("actors", "recipients"):
        parties = gold if gold and isinstance(gold[0], list) else [gold]
        return all(same_name(listed(party), _names(values, "name", "words"), rules=rules) for party in parties)
    if field == "site":
        named = "name" not in gold or same_name(listed(gold["name"]), _names(values, "name"), rules=rules)
        return bool(values) and named and ("kind" not in gold or values[0]["kind"] in listed(gold["kind"]))
    if field == "weapon":
        known = [squash(name)[0] for name in _names(values, "kind", "words")]
        return any(squash(want)[0] in name for want in listed(gold) for name in known)
    return same_name(listed(gold), _names(values, "speaker"), rules=rules)


def _names(values: Sequence[Mapping[str, Any]], *keys: str) -> list[str]:
    return [str(value[key]) for value in values for key in keys if value.get(key)]


def _place_right(gold: Mapping[str, Any], place: Mapping[str, Any], rules: NameRules) -> bool:
    if "country" in gold and place["country"] not in listed(gold["country"]):
        return False
    if "lat" in gold and place["lat"] is not None and place["lon"] is not None:
        within_km: float = gold.get("within_km", WITHIN_KM)
        return km_between(gold["lat"], gold["lon"], place["lat"], place["lon"]) <= within_km
    if "name" in gold:
        return same_name(listed(gold["name"]), [place["name"]], rules=rules)
    return "lat" not in gold


def _count_right(gold: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> bool:
    want = {key: gold[key] for key in ("low", "high") if key in gold}
    if not want:
        return bool(rows)
    whole = {key: [row[key] for row in rows] for key in want}
    total = {key: sum(values) for key, values in whole.items() if values and None not in values}
    return any(all(row.get(key) == value for key, value in want.items()) for row in [*rows, total])


def _ends(occurred: Mapping[str, Any] | None) -> tuple[str, str]:
    return (_day((occurred or {}).get("start")), _day((occurred or {}).get("end")))


def _day(value: Any) -> str:
    return str(value)[:10] if value else ""

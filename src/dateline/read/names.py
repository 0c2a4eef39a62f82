"""Finds names of places in running text: runs of words that the gazetteer or the codebook's countries know.

What a name means is not decided here; each `Name` carries every entry that bears it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.codebook import Country
from dateline.gazetteer import Entry, Gazetteer, fold, plain
from dateline.read.name_runs import HYPHENS, NEVER_NAMES, WELL_KNOWN, Run
from dateline.read.place_words import PlaceWords
from dateline.records import Report, Zone
from dateline.sentences import Sentence

LONGEST = 7
SHORT = 5
ABBREVIATED = ("country", "province", "site", "region")
INNER_MARKS = HYPHENS | {"'", "’", "‘", "ʻ", "ʿ", "ʾ", "."}
DIVISIONS = ("province", "district")
SILENT_ZONES = frozenset({"header", "share"})
_MARK = re.compile(r"[^\w\s]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens `first` to `last` (half-open) of sentence `sentence`, with all that it may stand for.

    `hint` is the kind of place that a noun beside it speaks of; `demonym` marks an adjective of nationality;
    `inside` a name that is only part of the name of a person or body; `dateline` the place a report is filed from;
    `supported` says that more than its capitals speak for it, `doubted` that it looks like a person or a body.
    """

    sentence: int
    first: int
    last: int
    words: str
    entries: tuple[Entry, ...]
    hint: str | None = None
    demonym: bool = False
    inside: bool = False
    dateline: bool = False
    supported: bool = True
    doubted: bool = False

    @property
    def key(self) -> str:
        return fold(self.words)


def find_names(
    report: Report, sentences: tuple[Sentence, ...], *, zones: tuple[Zone, ...], words: PlaceWords, gazetteer: Gazetteer
) -> list[Name]:
    """Every name of a place outside headers and rows of buttons, in text order and without overlap."""
    silent = [zone for zone in zones if zone.kind in SILENT_ZONES]
    shouted, surnames = _is_shouted(report.text), _surnames(sentences)
    return [
        name
        for number, sentence in enumerate(sentences)
        if not any(zone.start <= sentence.start < zone.end for zone in silent)
        for name in _Search(report.text, number, sentence, words, gazetteer, shouted, surnames).names()
    ]


def _is_shouted(text: str) -> bool:
    letters = "".join(filter(str.isalpha, text))
    return sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _surnames(sentences: Sequence[Sentence]) -> frozenset[str]:
    """The folded last words of persons whom the report names in full: later they go by these alone."""
    return frozenset(
        fold(sentence.tokens[entity.end - 1].text)
        for sentence in sentences
        for entity in sentence.entities
        if entity.kind == "person" and entity.end - entity.start > 1
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """The search in one sentence: what every step of it looks at."""

    text: str
    number: int
    sentence: Sentence
    words: PlaceWords
    gazetteer: Gazetteer
    shouted: bool
    surnames: frozenset[str]

    def names(self) -> Iterator[Name]:
        behind, articles = 0, self.words.articles
        for at, token in enumerate(self.sentence.tokens):
            if at < behind or (token.text[0].islower() and token.text not in articles):
                continue
            name = self._name_at(at) if self._may_start(at) else None
            if name is not None:
                yield name
                behind = name.last

    def _run(self, first: int, last: int) -> Run:
        return Run(self.text, self.sentence, first, last, self.words, self.gazetteer, self.shouted)

    def _may_start(self, at: int) -> bool:
        token = self.sentence.tokens[at]
        capital = token.text[0].isupper()
        if token.text.lower() in self.words.articles:
            after = self.sentence.tokens[at + 1 : at + 3]
            tied = bool(after) and after[0].text in HYPHENS
            return (tied or token.upos in ("PROPN", "X", "NOUN")) and any(t.text[0].isupper() for t in after)
        if not (capital or (token.text[0] in "'‘’ʻ" and token.text[1:2].isupper())):
            return False
        return not self.shouted or token.upos == "PROPN" or self._run(at, at + 1).is_entity("place", "facility")

    def _ends(self, first: int) -> Iterator[int]:
        """Where a name that starts at `first` may end, the longest first."""
        tokens, ends = self.sentence.tokens, []
        line_end = self.text.find("\n", tokens[first].start)
        for last in range(first + 1, min(first + LONGEST, len(tokens)) + 1):
            token = tokens[last - 1]
            lower = token.text.lower()
            if self.shouted and token.upos in NEVER_NAMES:
                break
            if token.upos == "PART" and last < len(tokens) and tokens[last].text[0].isupper():
                continue
            if token.text != lower or token.text[0].isdigit():
                ends.append(last)
            elif not (lower in self.words.connectors or token.text in INNER_MARKS or self._is_tied(last - 1)):
                break
            if 0 <= line_end < token.end:
                break
        return reversed(ends)

    def _is_tied(self, at: int) -> bool:
        """Whether a hyphen ties the token to the one before: "au" in "Port-au-Prince"."""
        before, token = self.sentence.tokens[at - 1], self.sentence.tokens[at]
        return before.text in HYPHENS and before.end == token.start

    def _name_at(self, first: int) -> Name | None:
        for last in self._ends(first):
            words = self.text[self.sentence.tokens[first].start : self.sentence.tokens[last - 1].end]
            nation = self.words.demonyms.get(plain(words))
            if words in self.words.abbreviations and (division := self._division(first, last, words)):
                return division
            if nation or self.gazetteer.lookup(words):
                run = self._run(first, last)
                name = self._demonym(run, nation) or self._named(run)
                if name is not None:
                    return name
        return None

    def _division(self, first: int, last: int, words: str) -> Name | None:
        """The division that an abbreviation behind a place and a comma stands for: "Lebanon, Tenn."."""
        full, before = self.words.abbreviations[words], self.sentence.tokens[max(0, first - 2) : first]
        if self.shouted or len(before) < 2 or before[1].text != "," or before[0].upos != "PROPN":
            return None
        entries = tuple(entry for entry in self.gazetteer.lookup(full) if entry.kind == "province")
        return Name(self.number, first, last, full, entries, "province")

    def _demonym(self, run: Run, nation: Country | None) -> Name | None:
        """The run as an adjective of nationality; one that may be a noun as well ("US") only where it stands as one."""
        if nation is None:
            return None
        token = self.sentence.tokens[run.last - 1]
        stands_as_one = run.words.isupper() and token.relation in ("compound", "amod") and token.head >= run.last
        if plain(run.words) in self.words.nations and not stands_as_one:
            return None
        found = self.gazetteer.lookup(nation.name)
        entries = tuple(e for e in found if e.kind == "country" and e.country == nation.alpha3)
        return Name(self.number, run.first, run.last, run.words, entries, demonym=True)

    def _named(self, run: Run) -> Name | None:
        """The run as a name, if the gazetteer knows it and nothing around it speaks too loudly against that."""
        dateline = run.is_dateline()
        entries = self.gazetteer.lookup(run.words) if dateline else self._entries(run.words)
        a_country = any(entry.kind == "country" for entry in entries)
        if not entries or not ((a_country and not self.shouted) or run.looks_named()):
            return None
        hint = run.hint()
        if self._is_no_name(run, hint, entries):
            return None
        named = run.is_entity("place", "facility")
        supported = named or run.is_located() or hint is not None or dateline or run.is_held() or run.is_tied()
        if self.shouted and not supported and not a_country:
            return None
        inside = run.is_part_of_name(hint)
        if inside and all(e.kind in ("town", "airfield") and e.population < WELL_KNOWN for e in entries):
            return None
        doubted = not (inside or supported or self._is_capital(entries))
        doubted = doubted and run.is_entity("person", "organisation", "group")
        return Name(
            self.number, run.first, run.last, run.words, entries, hint,
            inside=inside, dateline=dateline and not inside, supported=supported, doubted=doubted,
        )  # fmt: skip

    def _is_capital(self, entries: Sequence[Entry]) -> bool:
        return any((entry.country, plain(entry.name)) in self.words.capitals for entry in entries)

    def _is_no_name(self, run: Run, hint: str | None, entries: Sequence[Entry]) -> bool:
        """Whether the words are too common for a name, money, or a surname that the report explains."""
        common = plain(run.words)
        if any(unicodedata.category(mark) == "Sc" for mark in _MARK.findall(self.text, run.start, run.end + 1)):
            return True
        if common in self.words.not_places or common in self.words.bodies or common in self.words.titles:
            return not (hint in DIVISIONS and any(entry.kind in DIVISIONS for entry in entries))
        if fold(run.words) not in self.surnames or not all(e.kind in ("town", "district", "airfield") for e in entries):
            return False
        return hint is None and not run.is_located() and not run.is_held()

    def _entries(self, words: str) -> tuple[Entry, ...]:
        """What bears the name, towns apart where it looks like an abbreviation, and countries where it does not."""
        entries, letters = self.gazetteer.lookup(words), sum(map(str.isalnum, words))
        if words.isupper():
            short = letters <= SHORT and not self.shouted
            return tuple(e for e in entries if e.kind in ABBREVIATED) if short else entries
        return tuple(e for e in entries if e.kind != "country") if letters <= 3 else entries

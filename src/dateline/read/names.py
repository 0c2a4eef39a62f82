"""Finds names of places in running text: runs of words that the gazetteer or the codebook's countries know.

What a name means is not decided here; each `Name` carries every entry that bears it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.gazetteer import Entry, Gazetteer, fold, plain
from dateline.read.place_words import PlaceWords
from dateline.records import Report, Sentence, Token, Zone

LONGEST = 7
WELL_KNOWN = 100_000
SHORT = 5
NEVER_NAMES = ("VERB", "AUX", "PRON", "DET")
ABBREVIATED = ("country", "site", "region")
HYPHENS = frozenset("-‐‑–")
SILENT_ZONES = frozenset({"header", "share"})
JOINING = frozenset({"flat", "compound", "goeswith"})


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
    shouting = _is_shouted(report.text)
    return [
        name
        for number, sentence in enumerate(sentences)
        if not any(zone.start <= sentence.start < zone.end for zone in silent)
        for name in _SentenceNames(report.text, number, sentence, words, gazetteer, shouting).all()
    ]


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(map(str.isupper, letters)) > 0.7 * len(letters)


@dataclass(frozen=True, slots=True)
class _SentenceNames:
    """The search in one sentence: what every step of it looks at."""

    text: str
    number: int
    sentence: Sentence
    words: PlaceWords
    gazetteer: Gazetteer
    shouting: bool

    def all(self) -> Iterator[Name]:
        at, tokens = 0, self.sentence.tokens
        while at < len(tokens):
            name = self._name_at(at) if self._may_start(at) else None
            if name is not None:
                yield name
            at = name.last if name is not None else at + 1

    def _may_start(self, at: int) -> bool:
        token = self.sentence.tokens[at]
        if token.text.lower() in self.words.articles:
            after = self.sentence.tokens[at + 1 : at + 3]
            tied = bool(after) and after[0].text in HYPHENS
            return (tied or token.upos in ("PROPN", "X", "NOUN")) and any(t.text[0].isupper() for t in after)
        if self.shouting and token.upos != "PROPN" and not self._is_entity(at, at + 1, "place"):
            return False
        return token.text[0].isupper() or (token.text[0] in "'‘’ʻ" and token.text[1:2].isupper())

    def _ends(self, first: int) -> Iterator[int]:
        """Where a name that starts at `first` may end, the longest first."""
        tokens, ends = self.sentence.tokens, []
        for last in range(first + 1, min(first + LONGEST, len(tokens)) + 1):
            token = tokens[last - 1]
            if token.upos == "PART" or (self.shouting and token.upos in NEVER_NAMES):
                break
            if token.text[0].isdigit() or any(char.isupper() for char in token.text):
                ends.append(last)
            elif token.text.lower() not in self.words.connectors and token.text not in HYPHENS | {"'", "’", "."}:
                break
            if "\n" in self.text[tokens[first].start : token.end]:
                break
        return reversed(ends)

    def _name_at(self, first: int) -> Name | None:
        for last in self._ends(first):
            words = self.text[self.sentence.tokens[first].start : self.sentence.tokens[last - 1].end]
            nation = self.words.demonyms.get(plain(words))
            if nation is not None and self._is_demonym(first, last, words):
                found = self.gazetteer.lookup(nation.name)
                entries = tuple(e for e in found if e.kind == "country" and e.country == nation.alpha3)
                return Name(self.number, first, last, words, entries, demonym=True)
            entries = self.gazetteer.lookup(words) if self._is_dateline(first, last) else self._entries(words)
            name = self._judge(first, last, words, entries) if entries else None
            if name is not None:
                return name
        return None

    def _is_demonym(self, first: int, last: int, words: str) -> bool:
        """Whether a name that may be noun or adjective ("US") stands as an adjective here."""
        if plain(words) not in self.words.nations:
            return True
        token = self.sentence.tokens[last - 1]
        return words.isupper() and token.relation in ("compound", "amod") and token.head >= last

    def _entries(self, words: str) -> tuple[Entry, ...]:
        """What bears the name, towns apart where it looks like an abbreviation, and countries where it does not."""
        letters = [char for char in words if char.isalnum()]
        entries = self.gazetteer.lookup(words)
        if words.isupper():
            short = len(letters) <= SHORT and not self.shouting
            return tuple(e for e in entries if e.kind in ABBREVIATED) if short else entries
        return tuple(e for e in entries if e.kind != "country") if len(letters) <= 3 else entries

    def _judge(self, first: int, last: int, words: str, entries: tuple[Entry, ...]) -> Name | None:
        hint, known = self._hint(first, last), any(e.kind != "town" and e.kind != "airfield" for e in entries)
        place = self._is_entity(first, last, "place")
        if plain(words) in self.words.not_places and hint not in ("province", "district"):
            return None
        before = self._before(first)
        located = before is not None and before.text.lower() in self.words.locative
        if not self._looks_named(first, last, place or (located and not self.shouting)):
            return None
        dateline = self._is_dateline(first, last)
        supported = located or place or hint is not None or dateline or self._is_held(last)
        if self.shouting and not supported and not self._is_country(entries):
            return None
        if self._is_part_of_name(first, last, hint):
            if not known and max(e.population for e in entries) < WELL_KNOWN:
                return None
            return Name(self.number, first, last, words, entries, hint, inside=True, supported=supported)
        doubted = not supported and (self._is_entity(first, last, "person") or self._is_entity(first, last, "organisation"))
        return Name(
            self.number, first, last, words, entries, hint, dateline=dateline, supported=supported, doubted=doubted
        )  # fmt: skip

    def _looks_named(self, first: int, last: int, trusted: bool) -> bool:
        run = self.sentence.tokens[first:last]
        if trusted or any(token.upos == "PROPN" for token in run):
            return True
        return len(run) > 1 and not self.shouting and all(t.upos not in NEVER_NAMES for t in run)

    def _is_country(self, entries: tuple[Entry, ...]) -> bool:
        return any(entry.kind == "country" for entry in entries)

    def _is_entity(self, first: int, last: int, kind: str) -> bool:
        return any(e.kind == kind and e.start < last and first < e.end for e in self.sentence.entities)

    def _before(self, first: int) -> Token | None:
        """The word before a name, articles and compass words apart."""
        at = first - 1
        while at >= 0 and self._is_light(self.sentence.tokens[at]):
            at -= 1
        return self.sentence.tokens[at] if at >= 0 else None

    def _is_light(self, token: Token) -> bool:
        words = self.words
        return token.upos == "DET" or words.direction(token.text) is not None or token.text.lower() in words.centre

    def _hint(self, first: int, last: int) -> str | None:
        """The kind that a noun behind the name, or before it with "of", speaks of."""
        tokens = self.sentence.tokens
        ahead = [token.text.lower() for token in tokens[last : last + 8]]
        for start in (0, self._skip_listed(last)):
            for length in (2, 1):
                kind = self.words.kind_of(*ahead[start : start + length]) if start < len(ahead) else None
                if kind is not None:
                    return kind
        behind = [token.text.lower() for token in tokens[max(0, first - 3) : first]]
        if behind and behind[-1] in self.words.partitive:
            return self.words.kind_of(*behind[-2:-1])
        return self.words.kind_of(*behind[-1:]) if behind else None

    def _skip_listed(self, last: int) -> int:
        """How many words to pass over "X and Y bases" from behind X; 0 where no list goes on."""
        tokens, at = self.sentence.tokens, last
        while at < len(tokens) and (tokens[at].upos == "CCONJ" or tokens[at].text == "," or tokens[at].upos == "PROPN"):
            at += 1
        passed = tokens[last:at]
        return at - last if any(t.upos == "CCONJ" for t in passed) and any(t.upos == "PROPN" for t in passed) else 0

    def _is_held(self, last: int) -> bool:
        """Whether a larger place follows after a comma: "Paris, Texas"."""
        after = self.sentence.tokens[last : last + 2]
        if len(after) < 2 or after[0].text != "," or not after[1].text[0].isupper():
            return False
        return any(e.kind in ("country", "province") for e in self.gazetteer.lookup(after[1].text))

    def _is_dateline(self, first: int, last: int) -> bool:
        token = self.sentence.tokens[first]
        line = self.text.rfind("\n", 0, token.start) + 1
        rest = self.text[self.sentence.tokens[last - 1].end :][:80].split("\n")[0]
        if self.text[line : token.start].strip():
            return False
        dash = min((rest.find(mark) for mark in (" - ", " — ", " – ", "—", "--") if mark in rest), default=-1)
        return 0 <= dash < 50 and "." not in rest[:dash].rstrip(".") and (rest[0] in " ,(" or dash == 0)

    def _is_part_of_name(self, first: int, last: int, hint: str | None) -> bool:
        """Whether the run belongs to a longer name, of a person, a body or a place that the gazetteer lacks."""
        tokens = self.sentence.tokens
        before = tokens[first - 1].text if first else ""
        if before[:1].isupper() and before.lower().rstrip(".") in self.words.titles:
            return True
        for entity in self.sentence.entities:
            wider = entity.start <= first and last <= entity.end and entity.end - entity.start > last - first
            if wider and entity.kind in ("person", "organisation") and hint is None:
                return True
        return any(self._is_joined(at, first, last) for at in (first - 1, last) if 0 <= at < len(tokens))

    def _is_joined(self, at: int, first: int, last: int) -> bool:
        """Whether the word beside the run is another part of the same name."""
        token, words = self.sentence.tokens[at], self.words
        if token.text in HYPHENS and at == last:
            return self._is_hyphened(last)
        if token.upos != "PROPN" or not token.text[0].isupper() or (at == last and self.shouting):
            return False
        if words.kind_of(token.text) or words.direction(token.text) is not None or plain(token.text) in words.not_places:
            return False
        return plain(token.text) not in words.demonyms and plain(token.text) not in words.nations

    def _is_hyphened(self, last: int) -> bool:
        """Whether a hyphen behind the run ties it to a word with a capital that is no well-known place itself."""
        tokens = self.sentence.tokens
        if last + 1 >= len(tokens) or tokens[last].start != tokens[last - 1].end or tokens[last].end != tokens[last + 1].start:
            return False
        known = (e.kind == "country" or e.population >= WELL_KNOWN for e in self.gazetteer.lookup(tokens[last + 1].text))
        return tokens[last + 1].text[0].isupper() and not any(known)

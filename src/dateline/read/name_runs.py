"""A run of words that may be a name of a place, and what the words around it say for and against that."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.gazetteer import Gazetteer, plain
from dateline.read.place_words import PlaceWords
from dateline.sentences import Sentence, Token

WELL_KNOWN = 100_000
HYPHENS = frozenset("-‐‑–")
DASHES = (" - ", " — ", " – ", "—", "--")
DATELINE_REACH = 50
NEVER_NAMES = ("VERB", "AUX", "PRON", "DET")


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to `last` (half-open) of a sentence; `shouted` where the whole report stands in capitals."""

    text: str
    sentence: Sentence
    first: int
    last: int
    vocabulary: PlaceWords
    gazetteer: Gazetteer
    shouted: bool

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.sentence.tokens[self.first].start

    @property
    def end(self) -> int:
        """Where it ends in the text, half-open."""
        return self.sentence.tokens[self.last - 1].end

    @property
    def words(self) -> str:
        """The run as it stands in the text."""
        return self.text[self.start : self.end]

    def looks_named(self) -> bool:
        """Whether the run reads as a name: a proper noun, a place to the engine, or behind "in" and its like."""
        if self.is_entity("place", "facility") or (self.is_located() and not self.shouted):
            return True
        run = self.sentence.tokens[self.first : self.last]
        if any(token.upos == "PROPN" for token in run) or self._rules():
            return True
        return len(run) > 1 and not self.shouted and all(token.upos not in NEVER_NAMES for token in run)

    def _rules(self) -> bool:
        """Whether a word of rule follows: "the Kyiv government"."""
        after = self.sentence.tokens[self.last : self.last + 1]
        return bool(after) and after[0].lemma.lower() in self.vocabulary.institutions

    def is_entity(self, *kinds: str) -> bool:
        """Whether an entity of one of `kinds` shares words with the run."""
        return any(e.kind in kinds and e.start < self.last and self.first < e.end for e in self.sentence.entities)

    def is_located(self) -> bool:
        """Whether a preposition of place stands before it, articles and compass words apart."""
        at = self.first - 1
        while at >= 0 and self._is_light(self.sentence.tokens[at]):
            at -= 1
        return at >= 0 and self.sentence.tokens[at].text.lower() in self.vocabulary.locative

    def _is_light(self, token: Token) -> bool:
        words = self.vocabulary
        return token.upos == "DET" or words.direction(token.text) is not None or token.text.lower() in words.centre

    def hint(self) -> str | None:
        """The kind that a noun behind the name, or before it with "of", speaks of."""
        tokens = self.sentence.tokens
        ahead = [token.text for token in tokens[self.last : self.last + 8]]
        passed = self._length_of_list()
        for start in (0, passed) if passed else (0,):
            for words in (ahead[start : start + 2], ahead[start : start + 1]):
                kind = self.vocabulary.kind_of(*words) if words else None
                if kind is not None:
                    return kind
        behind = [token.text for token in tokens[max(0, self.first - 2) : self.first]]
        if behind and behind[-1].lower() in self.vocabulary.partitive:
            behind.pop()
        return self.vocabulary.kind_of(*behind[-1:])

    def _length_of_list(self) -> int:
        """How many words to pass over in "X and Y bases" from behind X; 0 where no list goes on."""
        tokens, at = self.sentence.tokens, self.last
        while at < len(tokens) and (tokens[at].upos in ("CCONJ", "PROPN") or tokens[at].text == ","):
            at += 1
        passed = {token.upos for token in tokens[self.last : at]}
        return at - self.last if {"CCONJ", "PROPN"} <= passed else 0

    def is_held(self) -> bool:
        """Whether a larger place follows after a comma: "Paris, Texas"."""
        after = self.sentence.tokens[self.last : self.last + 2]
        if len(after) < 2 or after[0].text != "," or not after[1].text[0].isupper():
            return False
        return any(entry.kind in ("country", "province") for entry in self.gazetteer.lookup(after[1].text))

    def is_tied(self) -> bool:
        """Whether a hyphen ties it to a word such as "based" or "led"."""
        after = self.sentence.tokens[self.last : self.last + 2]
        return len(after) == 2 and after[0].text in HYPHENS and after[1].text.lower() in self.vocabulary.suffixes

    def is_dateline(self) -> bool:
        """Whether it opens a line and a dash soon follows: "BEIRUT (Wire) - Jets bombed"."""
        start, end = self.sentence.tokens[self.first].start, self.sentence.tokens[self.last - 1].end
        if self.text[self.text.rfind("\n", 0, start) + 1 : start].strip():
            return False
        rest = self.text[end : end + DATELINE_REACH].split("\n")[0]
        dash = min((rest.find(mark) for mark in DASHES if mark in rest), default=-1)
        return dash >= 0 and "." not in rest[:dash].rstrip(".") and (dash == 0 or rest[0] in " ,(")

    def is_part_of_name(self, hint: str | None) -> bool:
        """Whether it belongs to a longer name, of a person, a body or a place that the gazetteer lacks."""
        before = self.sentence.tokens[self.first - 1].text if self.first else ""
        if before[:1].isupper() and before.lower().rstrip(".") in self.vocabulary.titles:
            return True
        for entity in self.sentence.entities:
            around = entity.start <= self.first and self.last <= entity.end
            wider = entity.end - entity.start > self.last - self.first
            if around and wider and entity.kind in ("person", "organisation", "group") and hint is None:
                return True
        sides = (at for at in (self.first - 1, self.last) if 0 <= at < len(self.sentence.tokens))
        return any(self._is_joined(at) for at in sides)

    def _is_joined(self, at: int) -> bool:
        """Whether the word beside the run is another part of the same name."""
        token, words = self.sentence.tokens[at], self.vocabulary
        if token.text in HYPHENS and at == self.last:
            return self._is_hyphened()
        if token.upos != "PROPN" or not token.text[0].isupper() or (at == self.last and self.shouted):
            return False
        if words.kind_of(token.text) is not None or words.direction(token.text) is not None:
            return False
        return not any(plain(token.text) in known for known in (words.not_places, words.demonyms, words.nations))

    def _is_hyphened(self) -> bool:
        """Whether a hyphen ties it to a capitalised word behind it that is no well-known place itself."""
        around = self.sentence.tokens[self.last - 1 : self.last + 2]
        if len(around) < 3 or around[0].end != around[1].start or around[1].end != around[2].start:
            return False
        entries = self.gazetteer.lookup(around[2].text)
        known = any(entry.kind == "country" or entry.population >= WELL_KNOWN for entry in entries)
        return around[2].text[0].isupper() and not known

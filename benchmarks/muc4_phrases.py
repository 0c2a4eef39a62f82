"""Strings as the keys of MUC-4 hold them: noun phrases without articles, full names, titles, names of organisations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.muc4_key import plain
from dateline.records import Coded, Evidence, Mention, Party, Reading, Site, Term
from dateline.sentences import Sentence, Token

MODIFIERS = frozenset(("amod", "compound", "flat", "nmod", "nummod", "goeswith", "case", "punct", "advmod", "det"))
DROPPED = frozenset(("DET", "PRON", "PUNCT", "ADP", "CCONJ", "SCONJ", "ADV"))
BREAKS = frozenset((",", ";", ":", "(", ")", "[", "]", "--", "BY", "OF"))
LONGEST = 7  # words of a phrase before its head


@dataclass(frozen=True)
class Words:
    """The words of a report by where they stand: finds the token and the sentence of a code point."""

    reading: Reading

    @cached_property
    def starts(self) -> list[int]:
        return [sentence.start for sentence in self.reading.sentences]

    def number(self, place: int) -> int:
        """The number of the sentence that a code point stands in."""
        return max(0, bisect_right(self.starts, place) - 1)

    def sentence(self, place: int) -> Sentence:
        return self.reading.sentences[self.number(place)]

    def head(self, spot: Evidence) -> tuple[Sentence, int] | None:
        """The sentence of the words, and the one of them that the others hang on."""
        sentence = self.sentence(spot.start)
        inside = [i for i, t in enumerate(sentence.tokens) if spot.start <= t.start and t.end <= spot.end]
        return next(((sentence, i) for i in inside if sentence.tokens[i].head not in inside), None)

    @cached_property
    def people(self) -> list[Evidence]:
        """The names of people, in the order of the text."""
        return [m.evidence for m in self.reading.mentions if m.rule == "engine/person"]

    def person(self, spot: Evidence | None) -> str | None:
        """The full name of the person whom the words name."""
        name = name_at(self, spot) if spot else None
        return full_name(self, name) if name else None

    def is_body(self, spot: Evidence) -> bool:
        """Whether the words end in a noun for a body, such as a union or a ministry, not for people."""
        terms = {m.evidence.end: m.value.kind for m in self.mentions("person") if isinstance(m.value, Term)}
        return terms.get(spot.end, "person") in ("organisation", "force")

    @cached_property
    def parties(self) -> list[tuple[Evidence, Party]]:
        return [(m.evidence, m.value) for m in self.reading.mentions if isinstance(m.value, Party)]

    def mentions(self, kind: str) -> Iterator[Mention]:
        return (m for m in self.reading.mentions if m.kind == kind)


def last_word(words: str) -> str:
    return plain(words).rpartition(" ")[2]


def noun_phrase(sentence: Sentence, head: int, numerals: bool) -> str:
    """The phrase that ends in a head: modifiers to the left, no article, no numeral where they are not asked for."""
    tokens, first = sentence.tokens, head
    while first > max(0, head - LONGEST) and _belongs(tokens, first - 1, head):
        first -= 1
    while first < head and (tokens[first].upos in DROPPED or (tokens[first].upos == "NUM" and not numerals)):
        first += 1
    return _text(tokens[first : head + 1])


def _belongs(tokens: Sequence[Token], one: int, head: int) -> bool:
    """Whether the token is a modifier of what follows it up to the head, or of the one before it ("FENASTRAS'S")."""
    token, relation = tokens[one], tokens[one].relation.split(":")[0]
    if relation not in MODIFIERS or token.text in BREAKS or (token.upos in ("VERB", "AUX") and relation != "amod"):
        return False
    return one < token.head <= head or (
        token.head < one and relation in ("case", "flat", "punct") and 0 < one - token.head < LONGEST
    )


def _text(tokens: Sequence[Token]) -> str:
    words = "".join(
        (" " if i and token.start > tokens[i - 1].end else "") + token.text for i, token in enumerate(tokens)
    )
    return words.strip(" ,\"'")


def numeral(sentence: Sentence, head: int) -> Token | None:
    """The numeral that counts the head."""
    tokens = sentence.tokens
    return next(
        (t for i, t in enumerate(tokens) if t.head == head and t.relation.startswith("nummod") and i < head), None
    )


def name_at(words: Words, spot: Evidence) -> Evidence | None:
    """The longest name of a person inside the words, or that the words run into."""
    inside = [p for p in words.people if spot.start <= p.start < spot.end or p.start <= spot.start < p.end]
    return max(inside, key=lambda p: p.end - p.start, default=None)


def full_name(words: Words, name: Evidence) -> str:
    """The longest form in the report of a name of which these are the last or the middle words."""
    parts = plain(name.quote).split()
    forms = [p.quote for p in words.people if _within(parts, plain(p.quote).split())]
    return max([name.quote, *forms], key=lambda form: (len(form.split()), form == name.quote))


def _within(parts: Sequence[str], whole: Sequence[str]) -> bool:
    return any(list(parts) == list(whole[i : i + len(parts)]) for i in range(len(whole)))


def title_of(words: Words, full: str) -> str | None:
    """What the report calls a person beside the name: the words before it, or beside a comma ("X, MAYOR OF Y,")."""
    parts = plain(full).split()
    for name in words.people:
        own = plain(name.quote).split()
        if _within(own, parts) and own[-1:] and (title := _before(words, name) or _beside(words, name)):
            return title
    return None


def _before(words: Words, name: Evidence) -> str | None:
    """The noun phrase that stands right before the name."""
    sentence = words.sentence(name.start)
    before = [i for i, t in enumerate(sentence.tokens) if t.end <= name.start]
    if (
        not before
        or sentence.tokens[before[-1]].upos not in ("NOUN", "PROPN")
        or name.start - sentence.tokens[before[-1]].end > 1
    ):
        return None
    first = last = before[-1]
    while first > 0 and last - first < LONGEST and sentence.tokens[first - 1].upos in ("NOUN", "PROPN", "ADJ"):
        first -= 1
    return _text(sentence.tokens[first : last + 1])


def _beside(words: Words, name: Evidence) -> str | None:
    """The apposition after the name: its noun with what stands before it, and a phrase with "of"."""
    sentence = words.sentence(name.start)
    after = [i for i, t in enumerate(sentence.tokens) if t.start >= name.end]
    if len(after) < 3 or sentence.tokens[after[0]].text != ",":
        return None
    run: list[Token] = []
    for i in after[1 : 2 + LONGEST]:
        token = sentence.tokens[i]
        if token.upos not in ("NOUN", "PROPN", "ADJ", "DET") and not (run and token.text.lower() == "of"):
            break
        run.append(token)
    while run and run[0].upos == "DET":
        run = run[1:]
    while run and run[-1].upos not in ("NOUN", "PROPN"):
        run = run[:-1]
    return _text(run) if any(t.upos == "NOUN" for t in run) and run[0].start - name.end < 8 else None


def organisation(words: Words, party: Party, roles: Iterable[str]) -> str | None:
    """The longest name by which the report calls an organisation of the codebook, without the people in it."""
    forms = [bare for spot, one in words.parties if one.id == party.id and (bare := _bare(spot.quote, roles))]
    return max(forms, key=lambda form: (len(form.split()), len(form)), default=None)


def _bare(quote: str, roles: Iterable[str]) -> str:
    """The words up to the first bracket, without articles and the nouns for people at either end."""
    left = re.split(r"[\[(]", quote)[0].split()
    known = frozenset(roles)
    while left and left[-1].lower() in known:
        left.pop()
    while left and left[0].lower() in ("the", "a", "an", "alleged", "presumed", "suspected", *known):
        left.pop(0)
    if left[:1] == ["OF"]:
        left.pop(0)
    return " ".join(left).strip(" ,\"'")


def spot_of(coded: Coded[Party] | Coded[Site]) -> Evidence | None:
    """Where the text names it: the words of its value rather than a pronoun for it."""
    spots = [e for e in coded.evidence if e.header is None]
    words = coded.value.words if isinstance(coded.value, Party) else coded.value.name
    return next((e for e in spots if e.quote == words), spots[-1] if spots else None)


def beside_it(sentence: Sentence, head: int) -> list[int]:
    """The head and the nouns that "and" or a comma lists beside it."""
    tokens = sentence.tokens
    return [
        head,
        *(i for i, t in enumerate(tokens) if t.head == head and t.relation == "conj" and t.upos in ("NOUN", "PROPN")),
    ]


def is_definite(sentence: Sentence, head: int) -> bool:
    """Whether the noun has "the" or "those": it points back to what was named."""
    return any(
        t.head == head and t.relation == "det" and t.text.lower() in ("the", "those", "these", "this", "that")
        for t in sentence.tokens[:head]
    )

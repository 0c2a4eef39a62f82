"""What is known of the nouns of a report: the engine's vectors, words beside them, and what our claims make of them.

A candidate is a noun, as the last word of a string that a slot may hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from benchmarks.muc4_key import plain
from benchmarks.muc4_net import Examples, Half, Whole, hashed
from dateline.records import Claim, Coded, Party, Reading, Term
from dateline.sentences import Sentence

WIDTH = 40  # features of a candidate at most
REACH = 9  # words of a string at most
INNER = ("compound", "flat", "conj", "nmod", "appos", "amod", "nummod", "case")


@dataclass(frozen=True)
class Document:
    """A report as read and coded, with the vectors of its words, a table a sentence."""

    reading: Reading
    claims: tuple[Claim, ...]
    states: Sequence[Half]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.reading.sentences

    @cached_property
    def nouns(self) -> list[tuple[int, int]]:
        """The candidates: number of the sentence, and of the token."""
        return [
            (s, i)
            for s, own in enumerate(self.sentences)
            for i, t in enumerate(own.tokens)
            if t.upos in ("NOUN", "PROPN")
        ]

    @cached_property
    def told(self) -> dict[int, list[str]]:
        """What claims and mentions say of the word that ends at a code point."""
        found: dict[int, list[str]] = defaultdict(list)
        for claim in self.claims:
            for role, coded in _parts(claim):
                for spot in coded.evidence:
                    if spot.header is None:
                        found[spot.end] += [
                            f"{role}",
                            f"{role}:{claim.event_type}",
                            f"{role}:{coded.rule}",
                            f"{role}:{claim.factuality.value}",
                        ]
        for mention in self.reading.mentions:
            value = mention.value
            kind = f"{value.sector}" if isinstance(value, Party | Term) else ""
            found[mention.evidence.end] += [f"is:{mention.kind}:{kind}", f"rule:{mention.rule}"]
            if isinstance(value, Party) and value.id:
                found[mention.evidence.end].append(f"id:{value.id}")
        return found

    @cached_property
    def triggers(self) -> dict[int, list[str]]:
        """The types of the claims of each sentence."""
        starts = np.array([s.start for s in self.sentences])
        found: dict[int, list[str]] = defaultdict(list)
        for claim in self.claims:
            found[int(np.searchsorted(starts, claim.trigger.start, "right")) - 1].append(claim.event_type)
        return found


def _parts(claim: Claim) -> Iterator[tuple[str, Coded[Party]]]:
    for role in ("actors", "recipients", "weapon", "site", "place", "killed", "injured", "captured", "attribution"):
        value = getattr(claim, role)
        for one in value if isinstance(value, tuple) else (value,) if value else ():
            yield role, one


def whole(document: Document) -> Examples:
    """A report as one example: the mean and the greatest of its vectors, its words and the types of its claims."""
    states = np.concatenate(document.states).astype(np.float32)
    words = {
        t.lemma.lower() for s in document.sentences for t in s.tokens if t.upos in ("NOUN", "VERB", "PROPN", "ADJ")
    }
    types = [f"type:{c.event_type}:{c.factuality.value}" for c in document.claims]
    rows = hashed([*(f"doc:{word}" for word in words), *types])
    return Examples(np.concatenate([states.mean(0), states.max(0)])[None], padded([rows], 400))


def padded(rows: Sequence[Sequence[int]], width: int) -> Whole:
    table = np.zeros((len(rows), width), np.int32)
    for number, own in enumerate(rows):
        table[number, : min(width, len(own))] = own[:width]
    return table


def candidates(document: Document, likely: float) -> Examples:
    """An example for each noun; `likely` is how sure it is that the report tells of an incident (log odds)."""
    means = np.stack([own.astype(np.float32).mean(0) for own in document.states])
    around = np.stack([means[max(0, k - 1) : k + 2].mean(0) for k in range(len(means))])
    dense, words = [], []
    for s, i in document.nouns:
        sentence, states = document.sentences[s], document.states[s]
        top = above(sentence, i)
        governor = sentence.tokens[top].head
        place = [likely, s / 10, len(document.sentences) / 20, float(s == 0)]
        parts = [
            states[i],
            states[governor] if governor >= 0 else np.zeros(states.shape[1]),
            means[s],
            around[s],
            place,
        ]
        dense.append(np.concatenate(parts).astype(np.float16))
        words.append(hashed(list(_words(document, s, i, top, governor))))
    return Examples(np.stack(dense) if dense else np.zeros((0, 1), np.float16), padded(words, WIDTH))


def above(sentence: Sentence, i: int) -> int:
    """The head of the whole phrase that a word stands in."""
    for _ in range(REACH):
        token = sentence.tokens[i]
        if token.head < 0 or token.relation.split(":")[0] not in INNER:
            return i
        i = token.head
    return i


def _words(document: Document, s: int, i: int, top: int, governor: int) -> Iterator[str]:
    sentence = document.sentences[s]
    tokens = sentence.tokens
    token = tokens[i]
    near = {k: tokens[i + k].text.lower() if 0 <= i + k < len(tokens) else "#" for k in (-3, -2, -1, 1, 2)}
    yield f"w:{token.text.lower()}"
    yield f"l:{token.lemma.lower()}"
    yield f"rel:{token.relation}"
    yield f"upos:{token.upos}"
    yield from (f"{k}:{word}" for k, word in near.items())
    yield f"bi:{near[-1]} {token.text.lower()}"
    yield f"tri:{near[-2]} {near[-1]} {token.text.lower()}"
    yield f"top:{tokens[top].relation}:{tokens[top].lemma.lower()}"
    if governor >= 0:
        yield f"gov:{tokens[governor].lemma.lower()}"
        yield f"gov:{tokens[top].relation}:{tokens[governor].lemma.lower()}"
    yield from (f"in:{e.kind}:{'end' if e.end == i + 1 else 'in'}" for e in sentence.entities if e.start <= i < e.end)
    yield from (f"c:{told}" for told in dict.fromkeys(document.told.get(token.end, ())))
    yield from (f"s:{kind}" for kind in document.triggers.get(s, ()))


def starts_of(document: Document, s: int, i: int, role: str) -> tuple[list[int], Examples]:
    """Where a string that ends in a noun may start, and an example for each."""
    sentence, states = document.sentences[s], document.states[s]
    tokens = sentence.tokens
    firsts = list(range(i, max(-1, i - REACH), -1))
    dense, words = [], []
    for first in firsts:
        before = tokens[first - 1] if first else None
        outer = states[first - 1] if first else np.zeros(states.shape[1])
        dense.append(np.concatenate([states[first], outer, states[i], [i - first]]).astype(np.float16))
        own = tokens[first]
        inside = any(e.start < first < e.end for e in sentence.entities)
        features = [
            f"{role}:{own.upos}",
            f"{role}:w:{own.text.lower()}",
            f"{role}:n:{i - first}",
            f"b:{before.upos if before else '#'}",
            f"bw:{before.text.lower() if before else '#'}",
            f"{role}:{own.relation}",
            f"hangs:{own.head <= i and own.head >= first}",
            f"cut:{before is not None and first <= before.head <= i}:{before.upos if before else '#'}",
            f"cutname:{inside}",
            f"{role}:{before.upos if before else '#'}:{own.upos}",
            *(f"x:{t.upos}" for t in tokens[first:i]),
            *(f"xw:{t.text.lower()}" for t in tokens[first:i]),
        ]
        words.append(hashed(features))
    return firsts, Examples(np.stack(dense), padded(words, WIDTH))


def string(document: Document, s: int, first: int, last: int) -> str:
    tokens = document.sentences[s].tokens
    text = document.reading.report.text
    return " ".join(text[tokens[first].start : tokens[last].end].split())


def places_of(document: Document, wanted: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where a string of the key stands: sentence, first and last token."""
    runs = [plain(one).split() for one in wanted]
    for s, sentence in enumerate(document.sentences):
        flat = [(word, i) for i, t in enumerate(sentence.tokens) for word in plain(t.text).split()]
        for run in runs:
            for k in range(len(flat) - len(run) + 1):
                if run and [word for word, _ in flat[k : k + len(run)]] == run:
                    yield s, flat[k][1], flat[k + len(run) - 1][1]

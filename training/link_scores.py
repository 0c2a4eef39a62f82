"""How well links are found: precision, recall and F1 for pronouns and for definite nouns, and a plain rule beside.

A link is right if the mention it points to is of the same thing. Asked for are the annotated pronouns and nouns with
a determiner that may point back, by the treebank's own tags, of whose thing something earlier spoke.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.language.links import Link, chain
from dateline.language.pairs import pair_up
from dateline.language.phrases import POINTING, UNKNOWN, Phrase, Words, find_phrases
from dateline.sentences import Sentence

from .coreference import LinkedDocument
from .examples import Example

Place = tuple[int, int]
Things = Mapping[Place, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A document with the sentences that the engine made of it and the links in them."""

    document: LinkedDocument
    sentences: Sequence[Sentence]
    links: Sequence[Link]


def things(document: LinkedDocument) -> Things:
    """What is spoken of, by the sentence and head of its mentions; a head may stand for one thing and for several."""
    found: defaultdict[Place, set[str]] = defaultdict(set)
    for mention in document.mentions:
        found[mention.sentence, mention.head].add(mention.entity)
    return {place: frozenset(entities) for place, entities in found.items()}


def link_scores(parts: Sequence[Found], words: Words) -> dict[str, dict[str, float]]:
    """Percentages for pronouns and nouns, and "named": of the links of pronouns, those whose chain ends well.

    A chain ends well if its first noun or name is of the pronoun's thing.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for part in parts:
        known = things(part.document)
        counts.update((kind, "asked") for kind in _asked(part.document, words))
        for link in part.links:
            here = link.sentence, link.token
            kind = "noun" if part.sentences[here[0]].tokens[here[1]].upos != "PRON" else "pronoun"
            counts[kind, "given"] += 1
            counts[kind, "right"] += _same(known, here, (link.antecedent_sentence, link.antecedent_token))
            end = next((p for p in chain(here, part.links) if part.sentences[p[0]].tokens[p[1]].upos != "PRON"), None)
            counts[kind, "named"] += end is not None and _same(known, here, end)
    return {kind: _percentages(counts, kind) for kind in ("pronoun", "noun")}


def _asked(document: LinkedDocument, words: Words) -> Iterator[str]:
    met: set[str] = set()
    for mention in document.mentions:
        kind = _kind(document.examples[mention.sentence], mention.head, words)
        if kind and mention.entity in met:
            yield kind
        met.add(mention.entity)


def _kind(example: Example, head: int, words: Words) -> str:
    """Whether the word may point back: "pronoun", "noun" or nothing."""
    if example.upos[head] == "PRON" and example.words[head].lower() in words.pronouns:
        return "pronoun"
    below = [i for i, other in enumerate(example.heads) if other == head + 1 and example.relations[i] == "det"]
    pointing = any(words.determiners.get(example.words[i].lower()) in POINTING for i in below)
    return "noun" if example.upos[head] == "NOUN" and pointing else ""


def _same(known: Things, place: Place, other: Place) -> bool:
    return bool(known.get(place, frozenset()) & known.get(other, frozenset()))


def _percentages(counts: Counter[tuple[str, str]], kind: str) -> dict[str, float]:
    asked, given, right, named = (counts[kind, name] for name in ("asked", "given", "right", "named"))
    return {
        "precision": round(100 * right / max(given, 1), 1),
        "recall": round(100 * right / max(asked, 1), 1),
        "F1": round(200 * right / max(given + asked, 1), 1),
        "named": round(100 * named / max(given, 1), 1),
        "asked": asked,
    }


def nearest(sentences: Sequence[Sentence], words: Words) -> list[Link]:
    """Links by a plain rule: the nearest mention that agrees, for a noun the nearest with the same lemma."""
    phrases = find_phrases(sentences, words)
    pairs = pair_up(phrases)
    best = {}
    for later, earlier in zip(pairs.later.tolist(), pairs.earlier.tolist(), strict=True):
        if _agree(phrases[later], phrases[earlier]):
            best[later] = earlier
    ends = ((phrases[later], phrases[earlier]) for later, earlier in best.items())
    return [Link(a.sentence, a.token, b.sentence, b.token, 1.0) for a, b in ends]


def _agree(mention: Phrase, other: Phrase) -> bool:
    if mention.form == "noun":
        return mention.lemma == other.lemma
    inside = mention.sentence == other.sentence and other.start <= mention.token < other.end
    person = other.kind == "person" or other.gender in ("masculine", "feminine")
    number = mention.number == other.number or UNKNOWN in (mention.number, other.number)
    gender = mention.gender == other.gender or UNKNOWN in (mention.gender, other.gender)
    singular_person = mention.gender in ("masculine", "feminine")
    fits = person == singular_person if other.form == "name" or person else True
    return number and gender and fits and not inside

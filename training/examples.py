"""The one type every data set is read into: a sentence of words with whatever that set annotates."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.sentences import Frame

KINDS = (
    "person", "organisation", "group", "place", "facility", "nationality",
    "weapon", "vehicle", "quantity", "time", "misc",
)  # fmt: skip
TAGS = ("O", *(f"{position}-{kind}" for kind in KINDS for position in "BI"))


Span = tuple[int, int, str]
Parts = tuple[int, tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence for training. Where a set does not annotate a layer, that layer is empty, or None where it may be
    annotated and empty.

    `heads` count words of the sentence from 1, with 0 for the root, as in CoNLL-U. `allowed` holds for each word
    the entity tags that the annotation leaves possible: one where it decides, several where the set does not
    tell two kinds apart or does not annotate a kind at all. `factuality` pairs a word with a degree, negative where
    what it tells did not happen. `claims` holds for each word the types of claim that it may make, "O" where it makes
    none, and nothing where that is not to be learnt; `parts` pairs a word that makes a claim with the tags that each
    word may have for it, such as "B-actor".
    """

    source: str
    name: str
    words: tuple[str, ...]
    upos: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()
    allowed: tuple[frozenset[str], ...] = ()
    spans: tuple[Span, ...] = ()
    predicates: tuple[Frame, ...] | None = None
    events: tuple[Frame, ...] | None = None
    factuality: tuple[tuple[int, float], ...] = ()
    claims: tuple[frozenset[str], ...] = ()
    parts: tuple[Parts, ...] = ()

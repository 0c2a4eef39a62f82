"""What the language engine says of a sentence: words, tree, names, roles, events, links; frozen and finished.

Spans of tokens are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `head` is the index of its head in the sentence, -1 for the root."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing: a half-open range of token indices within its sentence."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A half-open range of token indices, and the part that it plays for a predicate."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate or the trigger of an event, as a half-open range of token indices, with its arguments.

    `kind` is the type of event, and empty for a predicate, whose roles are PropBank's.
    """

    start: int
    end: int
    arguments: tuple[Argument, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A word that may make a claim: how likely it does (`share`), its likely types, and what takes part in it.

    The types have probabilities of their own, the best first; the roles of the arguments are names of claim fields.
    """

    token: int
    share: float
    kinds: tuple[tuple[str, float], ...]
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A mention and the earlier one it points back to, each by the number of its sentence and its head token.

    `score`, from 0 to 1, is how likely the two, with what else the antecedent points to, are one thing.
    """

    sentence: int
    token: int
    antecedent_sentence: int
    antecedent_token: int
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tree; `start` and `end` count code points of the report's text.

    `factuality` has a degree for each token, of meaning for verbs alone: above 0 what it tells happened. `links` are
    those of its own mentions; the numbers in them count the sentences of the text that was analysed as one. `acts`
    are the words that may make claims, and None where the engine was not asked for them.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...] = ()
    predicates: tuple[Frame, ...] = ()
    events: tuple[Frame, ...] = ()
    factuality: tuple[float, ...] = ()
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] | None = None

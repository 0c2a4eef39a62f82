"""Which earlier mentions a mention may point back to, and what speaks for each: numbers for the scorer of links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.language.phrases import SUBJECT, UNKNOWN, Phrase

PRONOUN_REACH, NOUN_REACH = 20, 30
OWN_NOUN_REACH = 8

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Mentions that may point back, by number (`later`), each with its candidates in text order.

    `later` and `earlier` have an entry a pair and `features` a row; pairs of one mention stand together.
    """

    later: Numbers
    earlier: Numbers
    features: Floats


def pair_up(phrases: Sequence[Phrase]) -> Pairs:
    """Each mention that may point back with the nearest earlier ones, a noun also with its own lemma from afar."""
    code = _codes(phrases)
    later, earlier = _candidates(phrases, code.lemma)
    return Pairs(later, earlier, _features(code, _modifiers(phrases, code), later, earlier))


def marks(phrase: Phrase) -> tuple[str, ...]:
    """What is said of a mention by itself, as names of weights; the scorer knows those that training met."""
    return (
        f"form {phrase.form}",
        f"determiner {phrase.determiner}",
        f"function {phrase.function}",
        f"number {phrase.number}",
        f"gender {phrase.gender}",
        f"kind {phrase.kind}",
        f"quoted {phrase.quoted}",
        f"joined {phrase.joined}",
        f"before {min(phrase.token - phrase.start, 3)}",
        f"after {min((phrase.end - phrase.token - 1).bit_length(), 4)}",
        f"modifiers {min(len(phrase.modifiers), 3)}",
        f"sentence {min(phrase.sentence, 4)}",
        f"main {phrase.outer < 0}",
    )


@dataclass(frozen=True, slots=True)
class _Codes:
    """The properties of the mentions as numbers, an entry a mention, so that all pairs can be compared at once."""

    sentence: Numbers
    token: Numbers
    start: Numbers
    end: Numbers
    lemma: Numbers
    form: Numbers
    function: Numbers
    head: Numbers
    clause: Numbers
    outer: Numbers
    number: Numbers
    gender: Numbers
    kind: Numbers
    quoted: Numbers
    subject: Numbers
    often: Numbers


def _codes(phrases: Sequence[Phrase]) -> _Codes:
    """Equal words have equal numbers; UNKNOWN has 0."""
    numbers = {UNKNOWN: 0}
    often = Counter(phrase.lemma for phrase in phrases)

    def coded(word: str) -> int:
        return numbers.setdefault(word, len(numbers))

    rows = [
        (p.sentence, p.token, p.start, p.end, coded(p.lemma), coded(p.form), coded(p.function), p.head, p.clause,
         p.outer, coded(p.number), coded(p.gender), coded(p.kind), p.quoted, p.function.startswith(SUBJECT),
         often[p.lemma])
        for p in phrases
    ]  # fmt: skip
    return _Codes(*np.array(rows, dtype=np.intp).reshape(len(rows), len(_Codes.__slots__)).T)


def _candidates(phrases: Sequence[Phrase], lemma: Numbers) -> tuple[Numbers, Numbers]:
    later, earlier = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
    for i, phrase in enumerate(phrases):
        if phrase.points_back:
            noun = phrase.form == "noun"
            first = max(0, i - (NOUN_REACH if noun else PRONOUN_REACH))
            if noun and first:
                earlier.append(np.flatnonzero(lemma[:first] == lemma[i])[-OWN_NOUN_REACH:])
                later.append(np.full(len(earlier[-1]), i))
            earlier.append(np.arange(first, i))
            later.append(np.full(i - first, i))
    return np.concatenate(later), np.concatenate(earlier)


def _modifiers(phrases: Sequence[Phrase], code: _Codes) -> Flags:
    """Whether a mention (row) is modified by the lemma of that number (column), for lemmas that head a mention."""
    numbers = {phrase.lemma: number for phrase, number in zip(phrases, code.lemma.tolist(), strict=True)}
    table = np.zeros((len(phrases), 1 + max(numbers.values(), default=0)), dtype=np.bool_)
    for i, phrase in enumerate(phrases):
        for word in phrase.modifiers:
            table[i, numbers.get(word, 0)] = True
    return table


def _features(code: _Codes, modifiers: Flags, later: Numbers, earlier: Numbers) -> Floats:
    far = code.sentence[later] - code.sentence[earlier]
    columns = [
        *(far == sentences for sentences in range(4)),
        (far > 3) & (far < 7),
        far >= 7,
        np.log2(1 + later - earlier) / 8,
        *_likeness(code, modifiers, later, earlier),
        *_nearness(code, later, earlier),
        *_position(code, later, earlier),
    ]
    features = np.empty((len(later), len(columns)), dtype=np.float32)
    for i, column in enumerate(columns):
        features[:, i] = column
    return features


def _likeness(code: _Codes, modifiers: Flags, later: Numbers, earlier: Numbers) -> list[Flags]:
    """What the two have in common by their words."""
    lemma_later, lemma_earlier = code.lemma[later], code.lemma[earlier]
    same = lemma_later == lemma_earlier
    fewer, more = np.zeros_like(same), np.zeros_like(same)
    own, other = modifiers[later[same]], modifiers[earlier[same]]
    fewer[same], more[same] = (other & ~own).any(axis=1), (own & ~other).any(axis=1)
    kinds = code.kind[later] == code.kind[earlier]
    return [
        same,
        same & fewer & more,
        same & ~fewer & ~more,
        same & more,
        same & kinds,
        modifiers[earlier, lemma_later],
        modifiers[later, lemma_earlier],
        kinds,
        code.form[later] == code.form[earlier],
        code.function[later] == code.function[earlier],
        code.quoted[later] == code.quoted[earlier],
        np.log2(code.often)[earlier] / 4,
    ]


def _nearness(code: _Codes, later: Numbers, earlier: Numbers) -> list[Flags]:
    """How the two agree, and how many nearer candidates there are that agree as well."""
    number, gender = _agreement(code.number, later, earlier), _agreement(code.gender, later, earlier)
    fits = (number >= 0) & (gender >= 0)
    subject = code.subject[earlier] > 0
    same, form = code.lemma[later] == code.lemma[earlier], code.form[later] == code.form[earlier]
    last = np.searchsorted(later, later, side="right") - 1
    nearer, nearer_subjects = _nearer(fits, last), _nearer(fits & subject, last)
    last_of_lemma = _nearer(same, last) == 0
    return [
        number > 0,
        number < 0,
        gender > 0,
        gender < 0,
        fits & (nearer == 0),
        fits & (nearer == 1),
        (nearer > 1) & (nearer < 5),
        np.log2(1 + nearer) / 8,
        nearer_subjects == 0,
        (nearer_subjects == 0) & subject,
        (nearer_subjects == 1) & subject,
        last_of_lemma,
        same & last_of_lemma,
        form & (_nearer(form, last) == 0),
    ]


def _agreement(values: Numbers, later: Numbers, earlier: Numbers) -> Numbers:
    """1 where both are known and the same, -1 where they are known and differ, else 0."""
    known = (values[later] > 0) & (values[earlier] > 0)
    return np.where(known, np.where(values[later] == values[earlier], 1, -1), 0)


def _nearer(flags: Flags, last: Numbers) -> Numbers:
    """How many flagged candidates of the same mention stand nearer to it; `last` is the place of its nearest one."""
    total = np.cumsum(flags)
    return np.asarray(total[last] - total)


def _position(code: _Codes, later: Numbers, earlier: Numbers) -> list[Flags]:
    """How the two stand to each other in the tree of one sentence."""
    here = code.sentence[later] == code.sentence[earlier]
    subject = code.subject[earlier] > 0
    token, other = code.token[later], code.token[earlier]
    clause = here & (code.clause[later] == code.clause[earlier])
    outer = here & (code.outer[later] == code.clause[earlier])
    return [
        clause,
        clause & subject,
        outer,
        outer & subject,
        here & (code.start[earlier] <= token) & (token < code.end[earlier]),
        here & (code.start[later] <= other) & (other < code.end[later]),
        here & (code.head[earlier] == token),
        here & (code.head[later] == other),
        here & (code.head[earlier] == code.head[later]),
        code.start[earlier] == 0,
    ]

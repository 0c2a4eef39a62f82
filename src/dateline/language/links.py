"""Which earlier mention a pronoun or a definite noun points back to: the small scorer beside the network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.language.pairs import Floats, Numbers, Pairs, marks, pair_up
from dateline.language.phrases import Phrase, Words, find_phrases
from dateline.sentences import Link, Sentence

RULES = Path(__file__).parent / "links.toml"
SHIPPED = Path(__file__).parent / "weights" / "links.npz"

Place = tuple[int, int]

# A candidate must be this many times as likely as that there is none; below 1, for recall.
LEAST = 0.6


@dataclass(frozen=True, slots=True)
class Scorer:
    """The weights. A mention is a row of its marks, of those in `marks`, followed by its state times `projection`.

    `later`, `earlier` and `none` turn a mention into a hidden row, as what points back, as what is pointed at and as
    what points nowhere; `pair` does so for what speaks for a pair; `link` and `none_link` make a score of that.
    The last row of a matrix is added to every product, but for `earlier` and `pair`.
    """

    marks: tuple[str, ...]
    projection: Floats
    later: Floats
    earlier: Floats
    pair: Floats
    link: Floats
    none: Floats
    none_link: Floats


def load_scorer(path: Path) -> Scorer:
    """The scorer in a file that `save_scorer` wrote; OSError or KeyError where it is not one."""
    with np.load(path) as given:
        arrays = {field.name: given[field.name].astype(np.float32) for field in fields(Scorer)[1:]}
        return Scorer(tuple(given["marks"].tolist()), **arrays)


def save_scorer(scorer: Scorer, path: Path) -> None:
    """Write the weights in half precision, in one step for other readers."""
    arrays = {field.name: getattr(scorer, field.name).astype(np.float16) for field in fields(Scorer)[1:]}
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as out:
        np.savez_compressed(out, marks=np.array(scorer.marks), **arrays)
    fresh.replace(path)


def links(
    sentences: Sequence[Sentence], states: Sequence[npt.NDArray[np.floating]], *, words: Words, scorer: Scorer
) -> tuple[Link, ...]:
    """The links of a report's mentions, in text order; a mention that points to nothing has none.

    `states` has an array a sentence with a row a word, as the network gives them.
    """
    phrases = find_phrases(sentences, words)
    pairs = pair_up(phrases)
    if not len(pairs.later):
        return ()
    mentions = describe(phrases, states, scorer)
    return tuple(_links(phrases, pairs, *_scores(mentions, pairs, scorer)))


def chain(place: Place, found: Sequence[Link]) -> tuple[Place, ...]:
    """The mentions, as sentence and head word, that a mention points back to in turn, the nearest first."""
    back = {(link.sentence, link.token): (link.antecedent_sentence, link.antecedent_token) for link in found}
    places = []
    while place in back:
        place = back[place]
        places.append(place)
    return tuple(places)


def describe(phrases: Sequence[Phrase], states: Sequence[npt.NDArray[np.floating]], scorer: Scorer) -> Floats:
    """A row a mention: its marks, then its projected state."""
    numbers = {mark: number for number, mark in enumerate(scorer.marks)}
    columns = np.array([[numbers.get(mark, -1) for mark in marks(phrase)] for phrase in phrases])
    flags = np.zeros((len(phrases), len(numbers) + 1), dtype=np.float32)
    flags[np.arange(len(phrases))[:, None], columns] = 1
    rows = np.stack([states[phrase.sentence][phrase.token] for phrase in phrases])
    return np.concatenate([flags[:, :-1], _linear(rows.astype(np.float32), scorer.projection)], axis=1)


def _scores(mentions: Floats, pairs: Pairs, scorer: Scorer) -> tuple[Numbers, Floats]:
    """Where the pairs of each mention begin, and the share of each pair in all that the mention may mean."""
    later, earlier = pairs.later, pairs.earlier
    starts = np.flatnonzero(np.diff(later, prepend=-1))
    states = mentions[:, len(scorer.marks) :]
    hidden = np.concatenate([pairs.features, states[later] * states[earlier]], axis=1) @ scorer.pair
    hidden += _linear(mentions, scorer.later)[later]
    hidden += (mentions @ scorer.earlier)[earlier]
    scores = _linear(np.maximum(hidden, 0), scorer.link)[:, 0]
    alone = np.concatenate([mentions[later[starts]], np.maximum.reduceat(pairs.features, starts)], axis=1)
    none = _linear(np.maximum(_linear(alone, scorer.none), 0), scorer.none_link)[:, 0]
    highest = np.maximum(np.maximum.reduceat(scores, starts), none)
    sizes = np.diff(starts, append=len(later))
    shares = np.exp(scores - np.repeat(highest, sizes))
    total = np.add.reduceat(shares, starts) + np.exp(none - highest)
    return starts, shares / np.repeat(total, sizes)


def _links(phrases: Sequence[Phrase], pairs: Pairs, starts: Numbers, shares: Floats) -> Iterator[Link]:
    """For each mention that likelier means something told before than nothing, the best candidate of its chain.

    Candidates that are linked to each other already are one chain, whose shares add up.
    """
    chains = np.arange(len(phrases))
    for start, end in pairwise([*starts.tolist(), len(shares)]):
        totals = np.bincount(chains[pairs.earlier[start:end]], weights=shares[start:end])
        likeliest = int(totals.argmax())
        if totals[likeliest] > LEAST * (1 - totals.sum()):
            own = np.where(chains[pairs.earlier[start:end]] == likeliest, shares[start:end], 0)
            later, earlier = pairs.later[start], pairs.earlier[start + int(own.argmax())]
            chains[later] = likeliest
            mention, other = phrases[later], phrases[earlier]
            score = round(float(totals[likeliest]), 3)
            yield Link(mention.sentence, mention.token, other.sentence, other.token, score)


def _linear(rows: Floats, matrix: Floats) -> Floats:
    """The rows times the matrix but for its last row, which is added."""
    result: Floats = rows @ matrix[:-1] + matrix[-1]
    return result

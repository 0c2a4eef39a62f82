"""The strings that a report fills slots with, as the network chose them: each once, with what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.muc4_features import REACH, Document, above, starts_of, string
from benchmarks.muc4_key import plain
from benchmarks.muc4_labels import ALL, FILLED, PLACE
from benchmarks.muc4_net import Array, Net

FLOOR = 0.1  # mentions below take no part in a string at all


@dataclass(frozen=True, slots=True)
class Named:
    """A string that fills a slot where it stands: sentence, first and last token, and the row of its noun."""

    slot: str
    words: str
    score: float
    sentence: int
    first: int
    last: int
    row: int
    bound: float  # how likely the string starts there


@dataclass(frozen=True, slots=True)
class Filler:
    """One thing in one slot: its best mention, all its mentions, the scores of its values, and whose title it is."""

    best: Named
    mentions: tuple[Named, ...]
    values: Mapping[str, Array]
    ref: str | None = None
    rank: float | None = None  # how likely it is right with all others in view, where that was asked

    @property
    def slot(self) -> str:
        return self.best.slot

    @property
    def words(self) -> str:
        return self.best.words

    @property
    def score(self) -> float:
        return max(one.score for one in self.mentions) if self.rank is None else self.rank

    @property
    def bound(self) -> float:
        return self.best.bound

    def value(self, slot: str) -> str:
        """The likeliest value of a slot that is said of it."""
        return ALL[slot][int(self.values[slot].argmax())]


def fillers(document: Document, scores: Array, bounds: Sequence[Net], least: Mapping[str, float]) -> list[Filler]:
    """The strings whose best mention is likely enough, in the order of the text; a title knows its person."""
    groups = [
        group for slot in FILLED for group in _groups(list(_mentions(document, scores, bounds, slot)), slot, document)
    ]
    chosen = [group for group in groups if max(one.score for one in group) >= least[group[0].slot]]
    found = [_filler(group, scores) for group in chosen]
    names = [one for one in found if one.slot == "hum_tgt_name"]
    return [_titled(one, names, document) for one in sorted(found, key=lambda one: (one.best.sentence, one.best.last))]


def _mentions(document: Document, scores: Array, bounds: Sequence[Net], slot: str) -> Iterator[Named]:
    column = FILLED.index(slot)
    for row, (s, last) in enumerate(document.nouns):
        if scores[row, column] >= FLOOR:
            firsts, examples = starts_of(document, s, last, slot)
            shares = np.mean([net.scores(examples)[:, 0] for net in bounds], axis=0)
            first = firsts[int(shares.argmax())]
            own = float(shares.max() / shares.sum())
            yield Named(slot, string(document, s, first, last), float(scores[row, column]), s, first, last, row, own)


def _groups(mentions: Sequence[Named], slot: str, document: Document) -> list[list[Named]]:
    """Mentions of one thing together: one string holds the other's words, or the codebook knows both by one name."""
    groups: list[list[Named]] = []
    for one in sorted(mentions, key=lambda named: (-len(plain(named.words).split()), named.sentence, named.last)):
        home = next((group for group in groups if any(_same(one, other, document) for other in group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _same(one: Named, other: Named, document: Document) -> bool:
    short, long = plain(one.words).split(), plain(other.words).split()
    if short == long or (one.slot == "hum_tgt_name" and set(short) <= set(long)):
        return True
    if one.slot == "perp_organization":
        return bool(_ids(one, document) & _ids(other, document))
    return short[-1:] == long[-1:] and set(short) <= set(long)


def _ids(named: Named, document: Document) -> set[str]:
    end = document.sentences[named.sentence].tokens[named.last].end
    return {told for told in document.told.get(end, ()) if told.startswith("id:")}


def _filler(group: Sequence[Named], scores: Array) -> Filler:
    rows = [one.row for one in group]
    weights = np.array([one.score for one in group])[:, None]
    values = {
        slot: (weights * scores[rows][:, [PLACE[f"{slot}={value}"] for value in values]]).sum(0) / weights.sum()
        for slot, values in ALL.items()
    }
    best = max(group, key=lambda one: (one.score, -one.sentence))
    return Filler(best, tuple(group), values)


def _titled(one: Filler, names: Sequence[Filler], document: Document) -> Filler:
    """A description with the name of the person whom it stands beside."""
    if one.slot != "hum_tgt_description":
        return one
    owner = next(
        (name for name in names if any(_beside(a, b, document) for a in one.mentions for b in name.mentions)), None
    )
    return Filler(one.best, one.mentions, one.values, owner.words) if owner else one


def _beside(title: Named, name: Named, document: Document) -> bool:
    if title.sentence != name.sentence:
        return False
    if title.last + 1 == name.first:
        return True
    sentence = document.sentences[title.sentence]
    tokens = sentence.tokens
    inside = range(name.first, name.last + 1)
    hung = tokens[title.last].relation.startswith("appos") and tokens[title.last].head in inside
    bound = any(tokens[k].relation.startswith(("appos", "flat")) and tokens[k].head == title.last for k in inside)
    comma = title.last < name.first <= title.last + REACH and above(sentence, name.last) == title.last
    return hung or bound or comma

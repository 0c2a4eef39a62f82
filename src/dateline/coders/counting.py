"""Gives each claim its counts: of all that its sentence and the next tell, those that learnt weights speak for."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from dateline.coders.context import Context
from dateline.coders.countable import Candidate, candidates_in
from dateline.coders.counted import FIELDS, Told, clues_of, counts_of, told_by_rules
from dateline.coders.drafts import Draft
from dateline.records import TOLLS, Coded, Count

LEAST = 0.12
BESIDE = 0.06
UNIT = 100.0
# What speaks so much against counting anything is not looked at again, in the claim's sentence and in later ones.
NEAR, FAR = -500, -400
RULE = "count/learned"
NO_TOLL = dict.fromkeys(TOLLS, 0.0)

Weights = Mapping[str, tuple[int, ...]]
Known = Mapping[int, Sequence[tuple[Candidate, Sequence[int]]]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with how likely it is what a draft counts, by field."""

    candidate: Candidate
    shares: Mapping[str, float]


def settle_counts(context: Context, drafts: Sequence[Draft]) -> None:
    """Puts the likeliest candidate into each field of a draft; what rules told stays where none is likely."""
    weights = weights_of(context.reading.report.language)
    if not weights:
        return
    numbers = {number for draft in drafts for number in sentences_of(context, draft)}
    known = {number: [(one, _sums(one.clues, weights)) for one in candidates_in(context, number)] for number in numbers}
    told = told_by_rules(drafts)
    all_weighed = [list(_weighed(context, draft, drafts, told, weights, known)) for draft in drafts]
    for draft, weighed in zip(drafts, all_weighed, strict=True):
        for field in FIELDS:
            chosen = _chosen(context, weighed, field)
            if chosen:
                _put(draft, field, chosen)


@lru_cache(maxsize=4)
def weights_of(language: str) -> Weights:
    """What each clue adds for each field, in hundredths of a nat; empty for a language that was not learnt."""
    path = Path(__file__).with_name(f"counted.{language}.csv")
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {clue: tuple(map(int, numbers)) for clue, *numbers in rows}


def sentences_of(context: Context, draft: Draft) -> list[int]:
    """Where what a draft counts may stand: in its sentence, for an act of violence in the next one too."""
    last = draft.hit.number + (1 if draft.is_violent else 0)
    numbers = range(draft.hit.number, min(last + 1, len(context.trees)))
    return [number for number in numbers if context.coded(number)]


def _weighed(
    context: Context, draft: Draft, drafts: Sequence[Draft], told: Told, weights: Weights, known: Known
) -> Iterator[Weighed]:
    for number in sentences_of(context, draft):
        least = NEAR if number == draft.hit.number else FAR
        for candidate, own in known[number]:
            if max(own) < least or _is_anothers(draft, candidate, told):
                continue
            sums = _sums(clues_of(context, draft, candidate, drafts, told), weights)
            both = [a + b for a, b in zip(own, sums, strict=True)]
            shares = dict(zip(FIELDS, _shares(both), strict=True))
            yield Weighed(candidate, {**shares, **NO_TOLL} if _is_weapon(context, candidate) else shares)


def _is_weapon(context: Context, candidate: Candidate) -> bool:
    """Whether a candidate is a mere weapon, which nobody counts among the victims."""
    kinds = context.kinds(candidate.number, candidate.token)
    return "weapon" in kinds and not kinds & {"person", "force", "group"}


def _is_anothers(draft: Draft, candidate: Candidate, told: Told) -> bool:
    """Whether a rule gave a count of a later sentence to a claim with a place of its own: another act's dead."""
    owners = told.owners.get(candidate.count.evidence[0].start, ())
    return candidate.number != draft.hit.number and any(owner in told.placed for owner, _ in owners)


def _sums(clues: Iterable[str], weights: Weights) -> list[int]:
    rows = [row for clue in dict.fromkeys(clues) if (row := weights.get(clue)) is not None]
    return list(map(sum, zip(*rows, strict=True))) if rows else [0] * len(FIELDS)


def _shares(sums: Sequence[int]) -> list[float]:
    """Probabilities of the fields; what is left is that of no field at all, whose sum is nought."""
    top = max(0, *sums)
    parts = [math.exp((one - top) / UNIT) for one in sums]
    total = sum(parts) + math.exp(-top / UNIT)
    return [part / total for part in parts]


def _chosen(context: Context, weighed: Sequence[Weighed], field: str) -> list[tuple[Candidate, float]]:
    """The likeliest candidate and what is coordinated with it, in text order; none where it is unlikely."""
    best = max(weighed, key=lambda one: one.shares[field], default=None)
    if best is None or best.shares[field] < LEAST:
        return []
    tree, number = context.trees[best.candidate.number], best.candidate.number
    list_of = tree.first_conjunct(best.candidate.token)
    return [
        (one.candidate, one.shares[field])
        for one in weighed
        if one is best
        or (
            one.candidate.number == number
            and one.shares[field] >= BESIDE
            and tree.first_conjunct(one.candidate.token) == list_of
        )
    ]


def _put(draft: Draft, field: str, chosen: Sequence[tuple[Candidate, float]]) -> None:
    """Puts counts into a field: each for itself into a toll, their sum into a field of one count."""
    counts = [_coded(draft, field, candidate, share) for candidate, share in chosen]
    if field in TOLLS:
        draft.tolls[field] = counts
    elif field == "strength":
        draft.strength = _total(counts)
    else:
        draft.number = _total(_of_own_weapon(draft, counts))


def _of_own_weapon(draft: Draft, counts: Sequence[Coded[Count]]) -> Sequence[Coded[Count]]:
    """Of "36 missiles and 122 drones" the number of the draft's weapon, where the words are shared out by weapon."""
    own = {weapon.value.words for weapon in draft.weapon if weapon.value.number is not None}
    return [count for count in counts if count.value.of in own] or counts


def _coded(draft: Draft, field: str, candidate: Candidate, share: float) -> Coded[Count]:
    """The count, with the rule that told it already if one did."""
    known = next((c for c in counts_of(draft, field) if c.evidence == candidate.count.evidence), None)
    return known or replace(candidate.count, rule=RULE, confidence=round(share, 2))


def _total(counts: Sequence[Coded[Count]]) -> Coded[Count]:
    """The sum of counts, resting on the words of all."""
    first = counts[0]
    if len(counts) == 1:
        return first
    lows, highs = ([getattr(count.value, end) for count in counts] for end in ("low", "high"))
    value = replace(
        first.value,
        low=None if None in lows else sum(lows),
        high=None if None in highs else sum(highs),
        words=", ".join(count.value.words for count in counts),
    )
    return replace(first, value=value, evidence=tuple(e for count in counts for e in count.evidence))

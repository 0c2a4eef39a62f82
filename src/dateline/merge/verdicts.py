"""What reviewers decided, as the merge obeys it: the last word on each claim and on each pair of claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.records import Judgement

SAME, NOT_SAME, REJECT = "same", "not same", "reject"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Claims that were rejected; pairs judged the same, in the order of the judgements; pairs judged not the same."""

    rejected: frozenset[str]
    same: tuple[Pair, ...]
    not_same: frozenset[Pair]


def standing(judgements: Sequence[Judgement]) -> Verdicts:
    """The verdicts that no later judgement on the same claim or pair supersedes; unknown verdicts bind nobody."""
    last: dict[Pair, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.judgement_id)):
        subjects = pair_of(judgement.subject, judgement.other or "")
        last.pop(subjects, None)
        last[subjects] = judgement
    return Verdicts(
        rejected=frozenset(j.subject for j in last.values() if j.other is None and j.verdict == REJECT),
        same=tuple(pair for pair, j in last.items() if j.other is not None and j.verdict == SAME),
        not_same=frozenset(pair for pair, j in last.items() if j.other is not None and j.verdict == NOT_SAME),
    )


def pair_of(one: str, other: str) -> Pair:
    """Two ids in one order, whichever was named first."""
    return (one, other) if one <= other else (other, one)

"""Who does, undergoes or tells an act where the grammar left it open: the likeliest of those named near it, or nobody.

What marks a candidate (`sides.py`) has a weight in `siding.LANGUAGE.toml`; the sum over a candidate's marks, against
those of the others and of there being nobody, says how likely it is. `python -m training.siding` makes the weights.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.placing import Weights, by_kind, chances
from dateline.coders.sides import (
    FIELDS,
    SPEAKER,
    Company,
    Side,
    company_of,
    marks_of,
    none_marks,
    party_of,
    speaker_of,
)

LEAST: Mapping[str, float] = {"actors": 0.3, "recipients": 0.3, "attribution": 0.3}
BESIDE = 0.1

Tables = Mapping[str, Weights]


@lru_cache(maxsize=4)
def shipped(language: str) -> Tables:
    """The weight of each mark by field and type of event; empty for a language that was not learnt."""
    path = Path(__file__).with_name(f"siding.{language}.toml")
    if not path.is_file():
        return {}
    found = tomllib.loads(path.read_text("utf-8"))
    return {name: by_kind(found[name]) for name in FIELDS}


def side_drafts(context: Context, drafts: Sequence[Draft]) -> None:
    """Gives each draft who does, undergoes and tells it, where nobody is known yet and somebody is likely."""
    tables = shipped(context.reading.report.language)
    if tables:
        company = company_of(context, drafts)
        for index in range(len(drafts)):
            for name in FIELDS:
                side_draft(company, index, name, tables[name])


def is_open(draft: Draft, name: str) -> bool:
    """Whether nobody fills a field of the draft, and no site was hit in place of somebody."""
    return not getattr(draft, name)


def side_draft(company: Company, index: int, name: str, weights: Weights) -> None:
    """Puts the likeliest side into a field of draft number `index`, with those beside it; notes who serves there."""
    draft = company.drafts[index]
    if is_open(draft, name):
        for side, share in _chosen(company, index, name, weights):
            getattr(draft, name).append(_coded(company.context, draft, name, side, share))
    for value in getattr(draft, name):
        company.serve(index, name, value.evidence)


def _chosen(company: Company, index: int, name: str, weights: Weights) -> list[tuple[Side, float]]:
    """The likeliest side and, of parties, those coordinated with it that are likely too; none where all are unlikely."""
    draft, found = company.drafts[index], marks_of(company, index, name)
    marks = [none_marks(company.context, draft), *(own for _, own in found)]
    shares = chances(marks, draft.event_type, weights)[1:]
    best = max(range(len(shares)), key=lambda i: shares[i], default=-1)
    if best < 0 or shares[best] < LEAST[name]:
        return []
    if name == SPEAKER:
        return [(found[best][0], shares[best])]
    tree, one = company.context.trees[found[best][0].number], found[best][0]
    return [
        (side, share)
        for (side, _), share in zip(found, shares, strict=True)
        if side is one or (side.number == one.number and share >= BESIDE and side.token in tree.conjuncts(one.token))
    ]


def _coded(context: Context, draft: Draft, name: str, side: Side, share: float) -> Coded:
    told = speaker_of(context, side) if name == SPEAKER else party_of(context, side)
    rule = f"{told.rule.split('/')[0]}/{'sentence' if side.number == draft.hit.number else 'scene'}"
    return replace(told, rule=rule, confidence=round(share, 2), evidence=(*told.evidence, draft.trigger))

"""Who does, undergoes or tells an act where the grammar left it open: the likeliest of those named near it, or nobody.

What marks a candidate (`sides.py`) has a weight in `siding.LANGUAGE.toml`; the sum over a candidate's marks, against
those of the others and of there being nobody, says how likely it is. `python -m training.siding` makes the weights.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from dateline.coders.contents import fill_from_content
from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.placing import Weights, by_kind, chances
from dateline.coders.sides import (
    FIELDS,
    SPEAKER,
    Company,
    Key,
    Side,
    company_of,
    marks_of,
    none_marks,
    party_of,
    speaker_of,
)
from dateline.records import Attribution, Coded, Party

LEAST: Mapping[str, float] = {"actors": 0.3, "recipients": 0.3, "attribution": 0.25}
BESIDE = 0.1

WEAK = frozenset({"party/pronoun", "party/as-written", "attribution/pronoun"})

Tables = Mapping[str, Weights]
Found = Sequence[tuple[Side, tuple[str, ...]]]


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
            fill_from_content(context, drafts[index])
            if drafts[index].hit.entry.mutual:
                drafts[index].actors += drafts[index].recipients


def is_open(draft: Draft, name: str) -> bool:
    """Whether nobody fills a field of the draft, or somebody of whom the words alone say too little."""
    return all(value.rule in WEAK for value in getattr(draft, name))


def side_draft(company: Company, index: int, name: str, weights: Weights) -> None:
    """Puts the likeliest side into a field of draft number `index`, with those beside it, if any is likely enough."""
    draft = company.drafts[index]
    if not is_open(draft, name):
        return
    found = marks_of(company, index, name)
    marks = [none_marks(company.context, draft), *(own for _, own in found)]
    shares = chances(marks, draft.event_type, weights)[1:]
    best = likeliest(found, shares)
    if best is None or best[1] < LEAST[name] or any(mark.startswith("held") for mark in found[best[0]][1]):
        return
    values = [_coded(company.context, draft, name, *one) for one in _beside(company, found, shares, best, name)]
    getattr(draft, name)[:] = values
    for value in values:
        company.serve(index, name, value.evidence)


def likeliest(found: Found, shares: Sequence[float]) -> tuple[int, float] | None:
    """The side whose mentions are likeliest together: the number of the likeliest mention and the sum of all."""
    total: dict[Key, float] = defaultdict(float)
    for (side, _), share in zip(found, shares, strict=True):
        total[side.key] += share
    best = max(range(len(found)), key=lambda i: (total[found[i][0].key], shares[i]), default=None)
    return None if best is None else (best, total[found[best][0].key])


def _beside(
    company: Company, found: Found, shares: Sequence[float], best: tuple[int, float], name: str
) -> list[tuple[Side, float]]:
    """The likeliest side and, of parties, those coordinated with it that are likely too."""
    one = found[best[0]][0]
    if name == SPEAKER:
        return [(one, best[1])]
    members = company.context.trees[one.number].conjuncts(one.token)
    return [
        (side, best[1] if side is one else share)
        for (side, _), share in zip(found, shares, strict=True)
        if side is one or (side.number == one.number and share >= BESIDE and side.token in members)
    ]


def _coded(context: Context, draft: Draft, name: str, side: Side, share: float) -> Coded[Party] | Coded[Attribution]:
    told = speaker_of(context, side) if name == SPEAKER else party_of(context, side)
    rule = f"{told.rule.split('/')[0]}/{'sentence' if side.number == draft.hit.number else 'scene'}"
    return replace(told, rule=rule, confidence=round(share, 2), evidence=(*told.evidence, draft.trigger))

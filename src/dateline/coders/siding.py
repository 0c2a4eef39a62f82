"""Who does, undergoes or tells an act where the grammar left it open: the likeliest of those named near it, or nobody.

What marks a candidate (`sides.py`) has a weight in `siding.LANGUAGE.toml`; the sum over a candidate's marks, against
those of the others and of there being nobody, says how likely it is. `python -m training.siding` makes the weights.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import exp
from pathlib import Path

from dateline.coders.contents import fill_from_content
from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.parties import is_party
from dateline.coders.placing import ANY, Weights, by_kind
from dateline.coders.sides import (
    FIELDS,
    HELD,
    SPEAKER,
    Company,
    Key,
    Marks,
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
REMEMBERED = 4096

WEAK = frozenset({"party/pronoun", "party/as-written", "attribution/pronoun"})

Scale = Callable[[tuple[str, ...]], float]
Scales = Mapping[str, Scale]
Found = Sequence[tuple[Side, Marks]]


@lru_cache(maxsize=4)
def shipped(language: str) -> Mapping[str, Scales]:
    """The weight of each mark by field and type of event; empty for a language that was not learnt."""
    path = Path(__file__).with_name(f"siding.{language}.toml")
    if not path.is_file():
        return {}
    found = tomllib.loads(path.read_text("utf-8"))
    return {name: scales_of(by_kind(found[name])) for name in FIELDS}


@lru_cache(maxsize=8)
def shipped_for(field: str, language: str) -> Scales:
    """The weight of each mark of a field by type of event; empty for a language that was not learnt."""
    path = Path(__file__).with_name(f"{field}.{language}.toml")
    return scales_of(by_kind(tomllib.loads(path.read_text("utf-8"))["weights"])) if path.is_file() else {}


def scales_of(weights: Weights) -> Scales:
    """What a group of marks weighs, by type of event; groups come again and again, so sums are remembered."""
    return {kind: _scale_of(own) for kind, own in weights.items()}


def _scale_of(weights: Mapping[str, float]) -> Scale:
    @lru_cache(maxsize=REMEMBERED)
    def scale(marks: tuple[str, ...]) -> float:
        return sum(weights.get(mark, 0.0) for mark in marks)

    return scale


def side_drafts(context: Context, drafts: Sequence[Draft]) -> None:
    """Gives each draft who does, undergoes and tells it, where nobody is known yet and somebody is likely."""
    scales = shipped(context.reading.report.language)
    if scales:
        company = company_of(context, drafts)
        for index in range(len(drafts)):
            for name in FIELDS:
                side_draft(company, index, name, scales[name])
            fill_from_content(context, drafts[index])
            _running_actor(context, drafts[index], drafts[:index])
            if drafts[index].hit.entry.mutual:
                drafts[index].actors += drafts[index].recipients


def _has_own_subject(context: Context, draft: Draft) -> bool:
    """Whether a party is the subject of the draft's verb: then nobody else may be taken for the doer."""
    tree, number = context.trees[draft.hit.number], draft.hit.number
    nouns = [j for j in tree.subjects(draft.verb) if tree.token(j).upos in {"NOUN", "PROPN"}]
    return not tree.is_passive(draft.verb) and any(is_party(context, number, j) for j in nouns)


def _running_actor(context: Context, draft: Draft, earlier: Sequence[Draft]) -> None:
    """A movement or handover without a doer takes that of the last one told, if it is near."""
    if draft.actors or draft.hit.entry.family != "posture" or _has_own_subject(context, draft):
        return
    for other in reversed(earlier):
        if draft.hit.number - other.hit.number > 3:
            return
        if other.hit.entry.family == "posture" and other.actors:
            party = other.actors[0]
            draft.actors.append(Coded(party.value, party.evidence, "party/scene", 0.5))
            return


def is_open(draft: Draft, name: str) -> bool:
    """Whether nobody fills a field of the draft, or somebody of whom the words alone say too little."""
    return all(value.rule in WEAK for value in getattr(draft, name))


def side_draft(company: Company, index: int, name: str, scales: Scales) -> None:
    """Puts the likeliest side into a field of draft number `index`, with those beside it, if any is likely enough."""
    draft = company.drafts[index]
    if not is_open(draft, name):
        return
    found = marks_of(company, index, name)
    scale = scales.get(draft.event_type, scales[ANY])
    shares = shares_of(none_marks(company.context, draft), [marks for _, marks in found], scale)
    best = likeliest(found, shares)
    if best is None or best[1] < LEAST[name] or is_held(found[best[0]][1]):
        return
    values = [_coded(company.context, draft, name, *one) for one in _beside(company, found, shares, best, name)]
    getattr(draft, name)[:] = values
    for value in values:
        company.serve(index, name, value.evidence)


def is_held(marks: Marks) -> bool:
    """Whether a side with these marks fills the field already."""
    return any(mark.startswith(HELD) for group in marks for mark in group)


def shares_of(none: tuple[str, ...], found: Sequence[Marks], scale: Scale) -> list[float]:
    """How likely each candidate is by its groups of marks; what is left is that of there being none."""
    odds = [exp(sum(map(scale, marks))) for marks in found]
    total = exp(scale(none)) + sum(odds)
    return [one / total for one in odds]


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

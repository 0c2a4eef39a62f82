"""What a claim hit, held or handed over: the likeliest of the things named near it, or nothing.

What marks a thing (`things.py`) has a weight in `siting.LANGUAGE.toml`; the sum over its marks, against those of the
others and of there being none, says how likely it is. `python -m training.siting` makes the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.phrases import site_named
from dateline.coders.placing import ANY
from dateline.coders.sides import HELD
from dateline.coders.siding import Scales, shares_of, shipped_for
from dateline.coders.things import Field, Target, marks_of, none_marks
from dateline.records import Coded, Site

LEAST = 0.3


def site_drafts(context: Context, drafts: Sequence[Draft]) -> None:
    """Gives each draft the likeliest site, or none where none is likely enough."""
    scales, scene = shipped_for("siting", context.reading.report.language), Field(context, drafts)
    if scales:
        for index in range(len(drafts)):
            site_draft(scene, index, scales)


def site_draft(scene: Field, index: int, scales: Scales) -> None:
    """Puts the likeliest thing into the site of draft number `index`; an act of words has none."""
    draft = scene.drafts[index]
    found = marks_of(scene, index) if draft.hit.entry.on_map else []
    scale = scales.get(draft.event_type, scales[ANY])
    shares = shares_of(none_marks(scene.context, draft), [marks for _, marks in found], scale)
    best = max(range(len(found)), key=lambda i: shares[i], default=None)
    if best is None or shares[best] < LEAST:
        draft.site = None
        return
    target, marks = found[best]
    scene.choose(index, target)
    if not any(mark.startswith(HELD) for group in marks for mark in group):
        draft.site = _coded(scene.context, draft, target, shares[best])


def _coded(context: Context, draft: Draft, target: Target, share: float) -> Coded[Site]:
    told = site_named(context, target.number, target.token, target.kind)
    own = target.number == draft.hit.number
    return replace(
        told,
        rule=f"site/{'sentence' if own else 'scene'}",
        confidence=round(share, 2),
        evidence=(*told.evidence, draft.trigger),
    )

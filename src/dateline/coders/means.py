"""Two means in one verb are two acts: "launched 58 drones and two missiles"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.codebook import Codebook
from dateline.coders.context import Context
from dateline.coders.drafts import Draft, no_tolls
from dateline.coders.phrases import count_at
from dateline.records import Coded, Weapon

STRUCK, SEEN = "site/weapon", "weapon/act"


def refine(codebook: Codebook, draft: Draft) -> None:
    """Gives a claim of a broad type the finer type that its first telling weapon names."""
    finer = (_finer(codebook, draft, weapon) for weapon in draft.weapon if not _is_struck(draft, weapon))
    draft.event_type = next((name for name in finer if name), draft.event_type)


def _is_struck(draft: Draft, weapon: Coded[Weapon]) -> bool:
    """Whether a weapon is what was hit or destroyed ("destroyed ten tanks"): it says nothing of the means.

    Only where the engine alone took it for one: a weapon that grammar gave to the act has done it.
    """
    struck = draft.site.evidence if draft.site is not None and draft.site.rule == STRUCK else ()
    return weapon.rule == SEEN and any(a.start <= b.start < a.end for a in struck for b in weapon.evidence)


def by_means(context: Context, draft: Draft) -> Iterator[Draft]:
    """The draft, and one more for each coordinated weapon of another type of act; tolls stay with the first."""
    yield draft
    tree, number = context.trees[draft.hit.number], draft.hit.number
    objects = tree.objects(draft.hit.token) if not draft.hit.is_noun else []
    if tree.is_passive(draft.hit.token):
        objects = tree.subjects(draft.hit.token)
    for j in objects[1:]:
        start = tree.token(j).start
        weapon = next((w for w in draft.weapon if w.evidence[0].start <= start < w.evidence[0].end), None)
        name = _finer(context.codebook, draft, weapon) if weapon else None
        if weapon and name and name != _finer(context.codebook, draft, draft.weapon[0]):
            draft.weapon = [w for w in draft.weapon if w is not weapon]
            count = count_at(context, number, j)
            yield replace(draft, event_type=name, weapon=[weapon], number=count, tolls=no_tolls())


def _finer(codebook: Codebook, draft: Draft, weapon: Coded[Weapon]) -> str | None:
    for entry in codebook.event_types.values():
        if weapon.value.kind in entry.means and draft.hit.entry.name in entry.refines:
            return entry.name
    return None

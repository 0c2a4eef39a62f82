"""Other worlds: passages of sport, film, markets, medicine or history, in which the words of war mean no war."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import takewhile

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.triggers import Hit

ENOUGH = 2.0
ALONE = 1.0
NEAR = 0.5
SOAKED = 8
MEANT = 0.7
WORDS = frozenset({"diplomacy", "repression", "humanitarian"})


def in_another_world(context: Context, draft: Draft) -> bool:
    """Whether a trigger stands among words of another world, no armed party is near and the engine is not sure of it.

    Two words near by are needed; one is enough in a report that is full of them, such as a match report, and for a
    trigger that has neither weapon nor toll nor place.
    """
    hit = draft.hit
    if hit.share >= MEANT or _armed(context, hit):
        return False
    bare = hit.entry.family not in WORDS and not (
        draft.weapon or any(draft.tolls.values()) or draft.places or draft.site
    )
    own, beside = _paragraph(context, hit.number), (hit.number - 1, hit.number + 1)
    for world in context.cues["worlds"]:
        weight = _weight(context, own, beside, world)
        if weight >= ENOUGH or (weight >= ALONE and (bare or _is_soaked(context, world))):
            return True
    return False


def _is_soaked(context: Context, world: str) -> bool:
    """Whether the report is full of the words of a world."""
    return len(context.vocabulary & context.cues["worlds"][world]) >= SOAKED


def _weight(context: Context, own: Sequence[int], beside: Sequence[int], world: str) -> float:
    """Words of a world in the trigger's own sentences, and half of those in the sentences beside it."""
    inside = _words(context, own, world)
    return len(inside) + NEAR * len(_words(context, beside, world) - inside)


def _paragraph(context: Context, number: int) -> list[int]:
    """The sentences of the paragraph that sentence `number` stands in."""
    text, sentences = context.reading.report.text, context.reading.sentences
    start = text.rfind("\n\n", 0, sentences[number].start)
    end = text.find("\n\n", sentences[number].end)
    first = bisect_right(sentences, start, key=lambda sentence: sentence.start)
    own = takewhile(lambda n: end < 0 or sentences[n].end <= end, range(first, len(sentences)))
    return list(own)


def _words(context: Context, numbers: Iterable[int], world: str) -> frozenset[str]:
    """The words of a world in the sentences of these numbers, those that there are."""
    words = context.cues["worlds"][world]
    return frozenset().union(*(context.lemmas[n] & words for n in numbers if 0 <= n < len(context.lemmas)))


def _armed(context: Context, hit: Hit) -> bool:
    """Whether the sentence names a force or an armed group by its codebook name."""
    tokens = range(len(context.trees[hit.number].sentence.tokens))
    return any(m.rule == "codebook/actor" for m in context.within(hit.number, tokens, "actor"))

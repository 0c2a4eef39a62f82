"""Other worlds: passages of sport, film, markets, medicine or history, in which the words of war mean no war."""

from __future__ import annotations

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.triggers import Hit

ENOUGH = 2.0
ALONE = 1.0
NEAR = 0.5
SOAKED = 8
WORDS = frozenset({"diplomacy", "repression", "humanitarian"})


def in_another_world(context: Context, draft: Draft) -> bool:
    """Whether a trigger stands among words of another world and no armed party is near.

    Two words near by are needed; one is enough in a report that is full of them, such as a match report, and for a
    trigger that has neither weapon nor toll nor place.
    """
    hit = draft.hit
    if _armed(context, hit):
        return False
    bare = hit.entry.family not in WORDS and not (
        draft.weapon or any(draft.tolls.values()) or draft.places or draft.site
    )
    return any(
        _weight(context, hit.number, world) >= (ALONE if bare else _needed(context, world))
        for world in context.cues["worlds"]
    )


def _needed(context: Context, world: str) -> float:
    distinct = {word for number in range(len(context.trees)) for word in _words(context, number, world)}
    return ALONE if len(distinct) >= SOAKED else ENOUGH


def _weight(context: Context, number: int, world: str) -> float:
    """Words of a world in the trigger's paragraph, and half of those in the sentences beside it."""
    own = {w for n in _paragraph(context, number) for w in _words(context, n, world)}
    beside = {w for n in (number - 1, number + 1) for w in _words(context, n, world)}
    return len(own) + NEAR * len(beside - own)


def _paragraph(context: Context, number: int) -> list[int]:
    """The sentences of the paragraph that sentence `number` stands in."""
    text, sentences = context.reading.report.text, context.reading.sentences
    start = text.rfind("\n\n", 0, sentences[number].start)
    end = text.find("\n\n", sentences[number].end)
    return [n for n, s in enumerate(sentences) if s.start > start and (end < 0 or s.end <= end)]


def _words(context: Context, number: int, world: str) -> frozenset[str]:
    if not 0 <= number < len(context.trees):
        return frozenset()
    return context.lemmas[number] & context.cues["worlds"][world]


def _armed(context: Context, hit: Hit) -> bool:
    """Whether the sentence names a force or an armed group by its codebook name."""
    tokens = range(len(context.trees[hit.number].sentence.tokens))
    return any(m.rule == "codebook/actor" for m in context.within(hit.number, tokens, "actor"))

"""Other worlds: sentences of sport, film, markets, medicine or history, in which the words of war mean no war."""

from __future__ import annotations

from dateline.coders.context import Context
from dateline.coders.triggers import Hit

ENOUGH = 2.0
NEAR = 0.5


def in_another_world(context: Context, hit: Hit) -> bool:
    """Whether a trigger of violence stands among words of another world and no armed party or weapon of war is near."""
    if hit.entry.family not in {"violence", "civil", "posture"}:
        return False
    return any(_weight(context, hit, world) >= ENOUGH for world in context.cues["worlds"]) and not _armed(context, hit)


def _weight(context: Context, hit: Hit, world: str) -> float:
    """Words of a world in the trigger's sentence, and half of those in the sentences beside it."""
    own = _words(context, hit.number, world)
    beside = {w for n in (hit.number - 1, hit.number + 1) for w in _words(context, n, world)}
    return len(own) + NEAR * len(beside - own)


def _words(context: Context, number: int, world: str) -> set[str]:
    if not 0 <= number < len(context.trees):
        return set()
    lemmas = {token.lemma.lower() for token in context.trees[number].sentence.tokens}
    return lemmas & context.cues["worlds"][world]


def _armed(context: Context, hit: Hit) -> bool:
    """Whether the sentence names an armed group, a force of its own, or a person killed with a place and a day."""
    tokens = range(len(context.trees[hit.number].sentence.tokens))
    return any("force" in context.kinds(hit.number, i) or "group" in context.kinds(hit.number, i) for i in tokens)

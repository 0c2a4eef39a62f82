"""The engine's word on triggers: which of the codebook's it doubts, which type it takes them for, which it adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from dateline.codebook import Codebook, EventType, Trigger
from dateline.coders.context import Context
from dateline.coders.wording import specific
from dateline.language.tags import runs_of
from dateline.sentences import Act

CERTAIN, KNOWN = 0.6, 0.5
NOUNS = frozenset({"NOUN", "PROPN"})


def acts_of(context: Context, number: int) -> dict[int, Act] | None:
    """The words of a sentence that may make claims, by token; None where the engine was not asked for them."""
    acts = context.trees[number].sentence.acts
    return None if acts is None else {act.token: act for act in acts}


def share_of(acts: Collection[Act], name: str) -> float:
    """How likely one of the words makes a claim of that type."""
    return max((part for act in acts for kind, part in act.kinds if kind == name), default=0.0)


def added(
    context: Context, number: int, acts: Mapping[int, Act], taken: Set[int]
) -> Iterator[tuple[tuple[int, ...], EventType, Trigger]]:
    """The words that likely make a claim and that no trigger of the codebook holds, with type and roles.

    Neighbours are one trigger. A type that the codebook lacks is left out.
    """
    words = context.trees[number].sentence.tokens
    likely = [i in acts and acts[i].share >= CERTAIN and word.upos != "PUNCT" for i, word in enumerate(words)]
    for start, end, _ in runs_of(["act" if sure else "" for sure in likely], ""):
        tokens = tuple(range(start, end))
        entry = context.codebook.event_types.get(known_type(context.codebook, [acts[i] for i in tokens]))
        if entry is not None and not taken & set(tokens):
            yield tokens, entry, roles_in(context, number, tokens, entry)


def likeliest(acts: Sequence[Act], least: float = 0.0) -> str:
    """The type that has the most of all the words' probabilities, empty where that is under `least` on average."""
    total: Counter[str] = Counter()
    for act in acts:
        total.update(dict(act.kinds))
    best = max(total, key=lambda name: (total[name], name))
    return best if total[best] >= least * len(acts) else ""


def known_type(codebook: Codebook, acts: Sequence[Act]) -> str:
    """The type that the words likely make a claim of: the likeliest, else one that it and others refine, else empty."""
    if likeliest(acts, KNOWN):
        return likeliest(acts)
    wider: Counter[str] = Counter()
    for name, share in ((name, share) for act in acts for name, share in act.kinds):
        entry = codebook.event_types.get(name)
        wider.update(dict.fromkeys((name, *(entry.refines if entry else ())), share / len(acts)))
    best = max(wider, key=lambda name: wider[name])
    return best if wider[best] >= KNOWN else ""


def roles_in(context: Context, number: int, tokens: Sequence[int], entry: EventType) -> Trigger:
    """Roles for words that the codebook does not list: those of the type's plainest trigger of that part of speech."""
    noun = all(context.trees[number].token(i).upos in NOUNS for i in tokens)
    same = [one for one in entry.triggers if (one.nouns if noun else one.verbs) and one.passive is None]
    plain = min(same, key=specific, default=Trigger(context.reading.report.language))
    return replace(
        plain, verbs=(), nouns=(), subject_kinds=(), object_kinds=(), of_kinds=(), with_any=(), where_kinds=(),
        without=(), weak=False,
    )  # fmt: skip

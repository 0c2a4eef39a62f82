"""The engine's word on triggers: which of the codebook's it doubts, which type it takes them for, which it adds."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dateline.codebook import EventType, Trigger
from dateline.coders.context import Context
from dateline.sentences import Act

CERTAIN = 0.5
NOUNS = frozenset({"NOUN", "PROPN"})


def acts_of(context: Context, number: int) -> dict[int, Act] | None:
    """The words of a sentence that may make claims, by token; None where the engine was not asked for them."""
    acts = context.trees[number].sentence.acts
    return None if acts is None else {act.token: act for act in acts}


def share_of(acts: Collection[Act], name: str) -> float:
    """How likely one of the words makes a claim of that type."""
    return max((part for act in acts for kind, part in act.kinds if kind == name), default=0.0)


def added(
    context: Context, number: int, taken: Collection[int]
) -> Iterator[tuple[tuple[int, ...], EventType, Trigger]]:
    """The words that likely make a claim and that no trigger of the codebook holds, with type and roles.

    Neighbours of one type are one trigger. A type that the codebook lacks is left out.
    """
    acts = acts_of(context, number) or {}
    likely = {i: act.kinds[0][0] for i, act in acts.items() if act.share >= CERTAIN and i not in taken}
    for tokens in _runs(likely):
        entry = context.codebook.event_types.get(likely[tokens[0]])
        if entry is not None:
            yield tokens, entry, roles_in(context, number, tokens, entry)


def _runs(likely: dict[int, str]) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    for i in sorted(likely):
        if runs and runs[-1][-1] == i - 1 and likely[i - 1] == likely[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    return [tuple(run) for run in runs]


def roles_in(context: Context, number: int, tokens: Sequence[int], entry: EventType) -> Trigger:
    """Roles for words that the codebook does not list: those of the type's plainest trigger of that part of speech."""
    noun = all(context.trees[number].token(i).upos in NOUNS for i in tokens)
    same = [one for one in entry.triggers if (one.nouns if noun else one.verbs) and one.passive is None]
    plain = next(iter(sorted(same, key=_conditions)), Trigger(context.reading.report.language))
    return replace(
        plain, verbs=(), nouns=(), subject_kinds=(), object_kinds=(), of_kinds=(), with_any=(), where_kinds=(),
        without=(), weak=False,
    )  # fmt: skip


def _conditions(trigger: Trigger) -> int:
    return sum(map(bool, (trigger.subject_kinds, trigger.object_kinds, trigger.of_kinds, trigger.with_any)))

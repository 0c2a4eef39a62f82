"""The acts of a report that another may be a consequence of, and what marks each of them as its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.sides import NONE
from dateline.coders.spots import bucket
from dateline.coders.tree import Tree
from dateline.records import Toponym

NEAR, FAR = 6, 24  # how many claims away a reason may be told, without and with words that speak of it
WORDS = "diplomacy"
Marks = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """An act by its number among the drafts; `token` of the effect's sentence is the word that ties them, if any."""

    index: int
    token: int | None
    marks: Marks


@dataclass(frozen=True, slots=True)
class Plot:
    """The drafts of a report: the nouns that name acts of each type, and each draft's parties and word of response."""

    context: Context
    drafts: Sequence[Draft]
    nouns: Mapping[str, frozenset[str]]
    actors: Sequence[frozenset[str]]
    recipients: Sequence[frozenset[str]]
    cues: Sequence[int | None]


def plot_of(context: Context, drafts: Sequence[Draft]) -> Plot:
    """The drafts as acts that may hang together."""
    language = context.reading.report.language
    nouns = {
        entry.name: frozenset(n for t in entry.triggers if t.language == language for n in t.nouns)
        for entry in {draft.hit.entry.name: draft.hit.entry for draft in drafts}.values()
    }
    actors = [frozenset(party.value.name for party in draft.actors) for draft in drafts]
    recipients = [frozenset(party.value.name for party in draft.recipients) for draft in drafts]
    return Plot(context, drafts, nouns, actors, recipients, [_cue_of(context, draft) for draft in drafts])


def none_marks(plot: Plot, index: int) -> Marks:
    """What marks that a draft has no reason."""
    draft, cue = plot.drafts[index], plot.cues[index]
    return (NONE, f"{NONE}-{draft.hit.entry.family}", *([f"{NONE}-cue"] if cue is not None else []))


def reasons_of(plot: Plot, index: int) -> list[Reason]:
    """The acts that draft number `index` may be a consequence of, in text order."""
    draft, cue = plot.drafts[index], plot.cues[index]
    if draft.claim_class != "event":
        return []
    found, echoes = [], _definite(plot, draft)
    for k in range(max(index - FAR, 0), min(index + NEAR, len(plot.drafts))):
        other = plot.drafts[k]
        if k == index or not _is_act(other) or other.trigger == draft.trigger:
            continue
        if index - k > NEAR and cue is None and not echoes.keys() & plot.nouns[other.hit.entry.name]:
            continue
        if other.hit.number == draft.hit.number:
            if cue is not None and plot.cues[k] == cue:
                continue  # both answer with the same word
            token, marks = _beside(plot, index, k, cue)
        elif k < index:
            token, marks = cue, tuple(_before(plot, index, k, cue, echoes))
        else:
            continue
        found.append(Reason(k, token, (*marks, *_pair(plot, index, k))))
    return found


def _is_act(draft: Draft) -> bool:
    """Whether it is a deed: words answer others, yet are seldom what a report names as the reason."""
    return draft.claim_class == "event" and draft.hit.entry.family != WORDS


# --- the words that tie ------------------------------------------------------------------------------------------


def responds(context: Context, tree: Tree, i: int) -> bool:
    """Whether token `i` is a verb of response, or a noun of it behind its preposition ("in retaliation")."""
    lemma, cues = tree.lemma(i), context.cues["cause"]
    if lemma in cues["verbs"]:
        return tree.token(i).upos == "VERB"
    return lemma in cues["nouns"] and bool(set(tree.cases(i)) & cues["noun_prepositions"])


def _cue_of(context: Context, draft: Draft) -> int | None:
    """The verb or phrase of response around the trigger of a draft."""
    tree = context.trees[draft.hit.number]
    around = [draft.hit.token, draft.verb, *tree.above(draft.hit.token)]
    near = [*around, *(j for i in around for j in tree.children[i])]
    return next((i for i in near if responds(context, tree, i) and not _names(tree, i, draft)), None)


def _names(tree: Tree, cue: int, draft: Draft) -> bool:
    """Whether a noun of response names the act: "in retaliation for the attack"."""
    return tree.token(cue).upos != "VERB" and draft.hit.token in tree.below(cue)


# --- marks -------------------------------------------------------------------------------------------------------


def _beside(plot: Plot, index: int, k: int, cue: int | None) -> tuple[int | None, Marks]:
    """The word that ties two acts of one sentence, and the marks of the way from one to the other."""
    draft, other = plot.drafts[index], plot.drafts[k]
    tree, ties = plot.context.trees[draft.hit.number], plot.context.cues["cause"]["ties"]
    down = _climb(tree, other.hit.token, {draft.hit.token, draft.verb})
    up = _climb(tree, draft.hit.token, {other.hit.token, other.verb})
    tied = [i for i in down or () if tree.lemma(i) in ties]
    marks = ["beside", "told-before" if other.hit.token < draft.hit.token else "told-behind"]
    marks += [f"below-{tree.lemma(i)}" for i in tied]
    marks += ["above"] if up is not None else ["below"] if down is not None else ["apart"]
    named = cue is not None and _names(tree, cue, other)
    if tied:
        marks += ["tied", f"tied-{other.hit.entry.family}", f"tied-for-{draft.hit.entry.family}"]
    if cue is not None:
        marks.append("cue-names" if named else "cue-beside")
    return (cue if named else tied[0] if tied else cue), tuple(marks)


def _climb(tree: Tree, i: int, goal: set[int]) -> list[int] | None:
    """The prepositions and conjunctions on the way up from a token to one of the goal, None where it leads to none."""
    found: list[int] = []
    for j in (i, *tree.above(i)):
        if j in goal:
            return found
        found += tree.kids(j, "mark", "case")
    return None


def _before(plot: Plot, index: int, k: int, cue: int | None, echoes: Mapping[str, int]) -> Iterator[str]:
    """How far back an act was told, and whether the draft's sentence speaks of it again."""
    draft, other = plot.drafts[index], plot.drafts[k]
    back = bucket(draft.hit.number - other.hit.number)
    yield f"{'cue' if cue is not None else 'plain'}-back-{back}"
    if cue is not None:
        yield f"cue-{'violence' if other.is_violent else 'other'}"
    between = [one for one in plot.drafts[k + 1 : index] if one.is_violent and one.hit.number != draft.hit.number]
    if other.is_violent and not between:
        yield "last" if cue is None else "cue-last"
    if _places(other) & _named_beside(plot.context, draft):
        yield "place-named"
    for lemma in sorted(echoes.keys() & plot.nouns[other.hit.entry.name])[:1]:
        cases = set(plot.context.trees[draft.hit.number].cases(echoes[lemma]))
        yield "echo"
        yield (
            "echo-tied"
            if cases & plot.context.cues["cause"]["ties"]
            else "echo-cued"
            if cue is not None
            else "echo-only"
        )


def _named_beside(context: Context, draft: Draft) -> set[str]:
    """The places named in the draft's sentence that are not its own."""
    toponyms = [m.value for m in context.of_sentence.get(draft.hit.number, ()) if isinstance(m.value, Toponym)]
    return {toponym.place.name for toponym in toponyms if toponym.place} - _places(draft)


def _places(draft: Draft) -> set[str]:
    return {place.value.name for place in (*draft.places, *draft.origins, *draft.destinations)}


def _definite(plot: Plot, draft: Draft) -> dict[str, int]:
    """The definite nouns of the draft's sentence that are no words of its trigger, by their base form."""
    tree = plot.context.trees[draft.hit.number]
    named = (i for i, token in enumerate(tree.sentence.tokens) if token.upos == "NOUN" and i not in draft.hit.tokens)
    return {tree.lemma(i): i for i in named if tree.is_definite(i)}


def _pair(plot: Plot, index: int, k: int) -> Iterator[str]:
    """What kinds of acts the two are and whether their parties are the same."""
    other = plot.drafts[k]
    yield from (f"was-{other.hit.entry.family}", f"was-{'real' if other.is_real else 'unreal'}")
    if plot.actors[index] & plot.recipients[k]:
        yield "struck-back"
    if plot.actors[index] & plot.actors[k]:
        yield "same-actor"
    elif plot.actors[index] and plot.actors[k]:
        yield "other-actor"

"""Numbers and single persons or things that a claim may count, and what speaks for each: clues with learnt weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.codebook import Codebook
from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.phrases import count_at
from dateline.coders.parties import noun_words
from dateline.coders.tree import Tree
from dateline.records import TOLLS, Coded, Count

FIELDS = (*TOLLS, "strength", "number")
REACH = 2
LONGEST = 4
NOUNS = frozenset({"NOUN", "PROPN"})
VERBAL = frozenset({"VERB", "AUX"})
WITHIN = frozenset({"compound", "flat", "amod", "nmod:poss", "nmod:desc", "fixed", "goeswith"})
SIZES = (1, 2, 10, 100, 1000)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A count that a sentence tells, the token that it counts, and what of it no claim changes."""

    number: int
    token: int
    count: Coded[Count]
    clues: tuple[str, ...]
    holder: int
    path: str
    effect: str


def candidates_in(context: Context, number: int) -> list[Candidate]:
    """The counts of a sentence in text order: numbers, and nouns that stand for one person or thing."""
    tree, found = context.trees[number], []
    for i, token in enumerate(tree.sentence.tokens):
        if token.upos not in {"NOUN", "PROPN", "NUM", "ADJ", "VERB", "PRON"}:
            continue
        count, form = count_at(context, number, i), "number"
        if count is None and token.upos in NOUNS:
            count, form = _one(context, number, i), "one"
        if count is not None:
            found.append(_candidate(context, number, i, count, form))
    return found


def _one(context: Context, number: int, i: int) -> Coded[Count] | None:
    """One, for a noun in the singular with an article or an owner that is no time and no place."""
    tree = context.trees[number]
    if tree.is_plural(i) or tree.token(i).relation in WITHIN or context.kinds(number, i) & {"time", "place", "state"}:
        return None
    if not (tree.kids(i, "det", "nmod:poss") or tree.token(i).relation in {"conj", "appos"}
            or "person" in context.kinds(number, i)):  # fmt: skip
        return None
    words, evidence = noun_words(context, number, i)
    return Coded(Count(1, 1, words, words), (evidence,), "count/singular", 0.85)


def _candidate(context: Context, number: int, i: int, count: Coded[Count], form: str) -> Candidate:
    tree = context.trees[number]
    holder, path = _holder(tree, i)
    effect = _effects(context.codebook, context.reading.report.language).get(tree.lemma(holder), "-") if holder >= 0 else "-"
    kinds = "+".join(sorted(context.kinds(number, i)))
    low = count.value.low or count.value.high or 0
    size = sum(low >= least for least in SIZES)
    article = next((tree.lemma(j) for j in tree.kids(i, "det")), "poss" if tree.kids(i, "nmod:poss") else "-")
    form = f"{form} {article}" if form == "one" else form
    state = _state(context, number, i)
    beside = tree.sentence.tokens[i + 1].lemma.lower() if i + 1 < len(tree.children) else "-"
    verb = tree.lemma(holder) if holder >= 0 else "-"
    clues = (
        f"form {form}", f"kinds {kinds}", f"lemma {tree.lemma(i)}", f"size {size}", f"state {state}",
        f"next {beside}", f"path {path}", f"verb {verb}", f"verb {verb} {path}", f"effect {effect} {path}",
        f"kinds {kinds} {path}", f"upos {tree.token(i).upos}",
    )
    return Candidate(number, i, count, clues, holder, path, effect if state == "-" else state)


def _holder(tree: Tree, i: int) -> tuple[int, str]:
    """The verb over a token, -1 without one, and the relations on the way, coordination passed over."""
    steps: list[str] = []
    while True:
        token = tree.token(i)
        relation = token.relation
        if relation != "conj" or token.upos in VERBAL:
            cases = tree.cases(i)
            steps.append(f"{relation}:{cases[0]}" if cases and relation in {"obl", "nmod"} else relation)
        if token.head < 0 or len(steps) > LONGEST:
            return -1, ">".join(steps[:LONGEST])
        i = token.head
        if tree.token(i).upos in VERBAL:
            path = ">".join(steps) or "conj"
            return i, f"~{path}" if tree.is_passive(i) else path


@lru_cache(maxsize=4)
def _effects(codebook: Codebook, language: str) -> Mapping[str, str]:
    """The toll that the object of a verb fills, by lemma, as the codebook's triggers have it."""
    return {
        verb: trigger.effect
        for entry in codebook.event_types.values()
        for trigger in entry.triggers
        if trigger.effect and trigger.language == language
        for verb in trigger.verbs
        if " " not in verb
    }


def _state(context: Context, number: int, i: int) -> str:
    """The toll that a word in the phrase of a token, on it or right behind it tells: "two men dead", "nine wounded"."""
    tree = context.trees[number]
    near = [i, *tree.kids(i, "amod", "acl", "acl:relcl", "xcomp", "nmod"), *range(i + 1, min(i + 3, len(tree.children)))]
    for j in near:
        for toll in TOLLS:
            if tree.token(j).text.lower() in context.cues["effects"][toll]:
                return toll
    return "-"


def clues_of(context: Context, draft: Draft, candidate: Candidate, drafts: Sequence[Draft]) -> Iterator[str]:
    """What speaks for and against a candidate being told of a draft, as names of weights."""
    yield from candidate.clues
    kind, family, effect = draft.event_type, draft.hit.entry.family, draft.hit.trigger.effect or "-"
    apart = candidate.number - draft.hit.number
    where = _bond(context, draft, candidate) if not apart else f"later {apart}"
    yield f"type {kind}"
    yield f"where {where}"
    yield f"type {kind} where {where}"
    yield f"family {family} where {where}"
    yield f"class {draft.claim_class} family {family} {candidate.clues[1]}"
    yield f"type {kind} {candidate.clues[1]}"
    yield f"type {kind} {candidate.clues[0].split()[1]} where {where}"
    yield f"where {where} {candidate.clues[1]}"
    yield f"where {where} {candidate.clues[0]}"
    yield f"where {where} effect {candidate.effect}"
    yield f"family {family} apart {apart} effect {candidate.effect}"
    yield f"family {family} apart {apart} effect {candidate.effect} path {candidate.path}"
    yield f"effect {effect} where {where} effect {candidate.effect}"
    yield f"noun {draft.hit.is_noun} where {where}"
    yield from _rivals(context, draft, candidate, drafts, where)
    yield from _told(draft, candidate, drafts)


def _bond(context: Context, draft: Draft, candidate: Candidate) -> str:
    """How a candidate hangs together with the words of a draft in its sentence."""
    tree, own = context.trees[candidate.number], {draft.verb, *draft.hit.tokens}
    if candidate.token in own:
        return "itself"
    if candidate.holder in own:
        return f"on {candidate.path}"
    up = _way(tree, candidate.token, own)
    if up is not None:
        return f"up {up}"
    down = _way(tree, draft.hit.token, {candidate.token})
    if down is not None:
        return f"down {down}"
    if candidate.holder >= 0:
        aside = _way(tree, candidate.holder, own)
        if aside is not None:
            return f"aside {aside} {candidate.path.split('>')[0]}"
        below = _way(tree, draft.verb, {candidate.holder})
        if below is not None:
            return f"over {below} {candidate.path.split('>')[0]}"
    return "apart"


def _way(tree: Tree, i: int, ends: set[int]) -> str | None:
    """The relations from a token up to one of the ends, None where none is above it."""
    steps: list[str] = []
    while tree.token(i).head >= 0 and len(steps) < LONGEST:
        relation = tree.token(i).relation
        cases = tree.cases(i) if relation in {"obl", "nmod"} else tuple(tree.lemma(j) for j in tree.kids(i, "mark"))
        if relation != "conj" or tree.token(i).upos in VERBAL:
            steps.append(f"{relation}:{cases[0]}" if cases else relation)
        i = tree.token(i).head
        if i in ends:
            return ">".join(steps)
    return None


def _rivals(context: Context, draft: Draft, candidate: Candidate, drafts: Sequence[Draft], where: str) -> Iterator[str]:
    """What the other claims about a candidate say of it: whose verb holds it, which stands nearest before it."""
    same = [other for other in drafts if other is not draft and other.hit.number == candidate.number]
    holding = next((o for o in same if candidate.holder in {o.verb, *o.hit.tokens} or candidate.token in o.hit.tokens), None)
    if holding is not None:
        yield f"held by {holding.hit.entry.family}"
        yield f"held by {holding.event_type} family {draft.hit.entry.family}"
        yield f"held apart {candidate.number - draft.hit.number}"
    if candidate.number == draft.hit.number:
        distance = abs(candidate.token - draft.hit.token)
        order = "before" if candidate.token < draft.hit.token else "behind"
        yield f"distance {order} {distance.bit_length()}"
        yield f"distance {order} {distance.bit_length()} effect {candidate.effect}"
        nearer = sum(abs(o.hit.token - candidate.token) < distance for o in same)
        yield f"nearer {min(nearer, 2)}"
        yield f"nearer {min(nearer, 2)} effect {candidate.effect}"
        return
    violent = any(other.is_violent for other in same)
    between = any(draft.hit.number < o.hit.number < candidate.number or
                  (o.hit.number == draft.hit.number and o.hit.token > draft.hit.token) for o in drafts)  # fmt: skip
    yield f"later {where} own {bool(same)} {violent} between {between} effect {candidate.effect}"
    yield f"later {where} violent {violent} {draft.is_violent} effect {candidate.effect}"
    first = next((o for o in drafts if o.hit.number == candidate.number), None)
    if first is not None:
        yield f"later {where} told {first.event_type == draft.event_type}"


def _told(draft: Draft, candidate: Candidate, drafts: Sequence[Draft]) -> Iterator[str]:
    """Which field of the draft, or of another, rules have given the candidate's words to already."""
    evidence = candidate.count.evidence
    for field in FIELDS:
        counts = counts_of(draft, field)
        if any(count.evidence == evidence for count in counts if count.rule != "count/act"):
            yield f"rule {field}"
            yield f"rule {field} type {draft.event_type}"
            yield f"rule {field} {candidate.clues[0]}"
        elif any(count.rule != "count/act" for count in counts):
            yield f"rule {field} other"
        if any(count.evidence == evidence for o in drafts if o is not draft for count in counts_of(o, field) if count.rule != "count/act"):
            yield f"taken {field}"


def counts_of(draft: Draft, field: str) -> list[Coded[Count]]:
    """What a draft has in a field of counts."""
    if field in TOLLS:
        return draft.tolls[field]
    one = draft.strength if field == "strength" else draft.number
    return [one] if one is not None else []

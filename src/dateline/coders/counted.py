"""Numbers and single persons or things that a claim may count, and what speaks for each: clues with learnt weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from dateline.codebook import Codebook
from dateline.coders.context import Context
from dateline.coders.cues import cues_of
from dateline.coders.drafts import Draft
from dateline.coders.phrases import count_at
from dateline.coders.parties import noun_words
from dateline.coders.tree import Tree
from dateline.read.counts import numerals
from dateline.records import TOLLS, Coded, Count, Evidence

FIELDS = (*TOLLS, "strength", "number")
SEEN = "count/act"
REACH = 1
LONGEST = 4
NOUNS = frozenset({"NOUN", "PROPN"})
VERBAL = frozenset({"VERB", "AUX"})
WITHIN = frozenset({"compound", "flat", "amod", "nmod:poss", "nmod:desc", "fixed", "goeswith"})
LISTED = frozenset({"conj", "appos"})
UNCOUNTED = frozenset({"time", "place", "state"})
DESCRIBING = ("amod", "acl", "acl:relcl", "xcomp", "nmod")
NONE, ALWAYS = "-", "always"
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
    found, tokens = [], context.trees[number].sentence.tokens
    numbered = any((number, i) in context.counts for i in range(len(tokens)))
    articles = numerals(context.codebook, context.reading.report.language).articles
    for i, token in enumerate(tokens):
        is_noun = token.upos in NOUNS
        count = count_at(context, number, i) if numbered and (is_noun or (number, i) in context.counts) else None
        if count is not None:
            found.append(_candidate(context, number, i, count, "number"))
        elif is_noun and token.relation not in WITHIN and (count := _one(context, number, i, articles)) is not None:
            found.append(_candidate(context, number, i, count, "one"))
    return found


def _one(context: Context, number: int, i: int, articles: Set[str]) -> Coded[Count] | None:
    """One, for a noun in the singular with an indefinite article or an owner that is no time and no place.

    A definite noun is seldom told as a number; where it is, its role tells ("the envoy was kidnapped").
    """
    tree = context.trees[number]
    if tree.is_plural(i):
        return None
    marks = tree.kids(i, "det")
    told = tree.lemma(marks[0]) in articles if marks else tree.token(i).relation in LISTED or tree.kids(i, "nmod:poss")
    if not told or context.kinds(number, i) & UNCOUNTED:
        return None
    words, evidence = noun_words(context, number, i)
    return Coded(Count(1, 1, words, words), (evidence,), "count/singular", 0.85)


def _candidate(context: Context, number: int, i: int, count: Coded[Count], form: str) -> Candidate:
    tree = context.trees[number]
    holder, path = _holder(tree, i)
    verb = tree.lemma(holder) if holder >= 0 else NONE
    effect = _effects(context.codebook, context.reading.report.language).get(verb, NONE)
    state = _state(context, number, i)
    kinds = "+".join(sorted(context.kinds(number, i)))
    clues = (
        f"form {form if form == 'number' else _article(tree, i)}", f"kinds {kinds}", f"lemma {tree.lemma(i)}",
        f"size {_size(count.value)}", f"state {state}", f"next {_next(tree, i)}", f"path {path}", f"verb {verb}",
        f"verb {verb} {path}", f"effect {effect} {path}", f"kinds {kinds} {path}", f"upos {tree.token(i).upos}", ALWAYS,
    )  # fmt: skip
    return Candidate(number, i, count, clues, holder, path, effect if state == NONE else state)


def _article(tree: Tree, i: int) -> str:
    """The article of a noun that stands for one."""
    owned = "owned" if tree.kids(i, "nmod:poss") else NONE
    return f"one {next((tree.lemma(j) for j in tree.kids(i, 'det')), owned)}"


def _next(tree: Tree, i: int) -> str:
    return tree.lemma(i + 1) if i + 1 < len(tree.children) else NONE


def _size(count: Count) -> int:
    low = count.low or count.high or 0
    return sum(low >= least for least in SIZES)


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
    tree, states = context.trees[number], _states(context.codebook, context.reading.report.language)
    tokens = tree.sentence.tokens
    for j in (i, *tree.kids(i, *DESCRIBING), *range(i + 1, min(i + 3, len(tokens)))):
        if (state := states.get(tokens[j].text.lower())) is not None:
            return state
    return NONE


@lru_cache(maxsize=4)
def _states(codebook: Codebook, language: str) -> Mapping[str, str]:
    """The toll that a word of state tells: that of "dead"."""
    effects = cues_of(codebook, language)["effects"]
    return {word: toll for toll in reversed(TOLLS) for word in effects[toll]}


def clues_of(context: Context, draft: Draft, candidate: Candidate, drafts: Sequence[Draft], told: Told) -> Iterator[str]:
    """What speaks for a candidate being told of a draft beside its own clues, as names of weights."""
    kind, family, effect = draft.event_type, draft.hit.entry.family, draft.hit.trigger.effect or NONE
    apart = candidate.number - draft.hit.number
    where = _bond(context, draft, candidate) if not apart else f"later {apart}"
    yield f"where {where}"
    yield f"type {kind} where {where}"
    yield f"family {family} where {where}"
    yield f"type {kind} {candidate.clues[1]}"
    yield f"class {draft.claim_class} family {family} {candidate.clues[1]}"
    yield f"family {family} apart {apart} effect {candidate.effect}"
    yield f"type {kind} {candidate.clues[0].split()[1]} where {where}"
    yield f"where {where} {candidate.clues[1]}"
    yield f"where {where} {candidate.clues[0]}"
    yield f"where {where} effect {candidate.effect}"
    yield f"family {family} apart {apart} effect {candidate.effect} path {candidate.path}"
    yield f"effect {effect} where {where} effect {candidate.effect}"
    yield from _rivals(context, draft, candidate, drafts, where)
    yield from _told(draft, candidate, told)


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
        yield f"held by {holding.event_type} family {draft.hit.entry.family}"
        yield f"held apart {candidate.number - draft.hit.number}"
    if candidate.number == draft.hit.number:
        distance = abs(candidate.token - draft.hit.token)
        order = "before" if candidate.token < draft.hit.token else "behind"
        yield f"distance {order} {distance.bit_length()} effect {candidate.effect}"
        nearer = sum(abs(o.hit.token - candidate.token) < distance for o in same)
        yield f"nearer {min(nearer, 2)} effect {candidate.effect}"
        return
    violent = any(other.is_violent for other in same)
    between = any(draft.hit.number < o.hit.number < candidate.number or
                  (o.hit.number == draft.hit.number and o.hit.token > draft.hit.token) for o in drafts)  # fmt: skip
    yield f"later {where} own {bool(same)} {violent} between {between} effect {candidate.effect}"
    first = next((o for o in drafts if o.hit.number == candidate.number), None)
    if first is not None:
        yield f"later {where} told {first.event_type == draft.event_type}"


def _told(draft: Draft, candidate: Candidate, told: Told) -> Iterator[str]:
    """Which field of the draft, or of another, rules have given the candidate's words to already."""
    own = told.fields.get(id(draft), ())
    for field, evidence in own:
        if evidence == candidate.count.evidence:
            yield f"rule {field}"
            yield f"rule {field} type {draft.event_type}"
            yield f"rule {field} {candidate.clues[0]}"
        else:
            yield f"rule {field} other"
    for owner, field in told.owners.get(candidate.count.evidence[0].start, ()):
        if owner != id(draft):
            yield f"taken {field}"


@dataclass(frozen=True, slots=True)
class Told:
    """The counts that rules gave to claims: by claim, and by where their words begin; claims by their identity."""

    fields: Mapping[int, Sequence[tuple[str, tuple[Evidence, ...]]]]
    owners: Mapping[int, Sequence[tuple[int, str]]]


def told_by_rules(drafts: Sequence[Draft]) -> Told:
    """What rules, not the engine, have counted of each draft."""
    fields: dict[int, list[tuple[str, tuple[Evidence, ...]]]] = {}
    owners: dict[int, list[tuple[int, str]]] = {}
    for draft in drafts:
        for field in FIELDS:
            for count in counts_of(draft, field):
                if count.rule != SEEN:
                    fields.setdefault(id(draft), []).append((field, count.evidence))
                    owners.setdefault(count.evidence[0].start, []).append((id(draft), field))
    return Told(fields, owners)


def counts_of(draft: Draft, field: str) -> list[Coded[Count]]:
    """What a draft has in a field of counts."""
    if field in TOLLS:
        return draft.tolls[field]
    one = draft.strength if field == "strength" else draft.number
    return [one] if one is not None else []

"""Numbers and single persons or things that a claim may count, with what their own clause says of them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from dateline.codebook import Codebook
from dateline.coders.context import Context
from dateline.coders.cues import cues_of
from dateline.coders.parties import noun_words
from dateline.coders.phrases import count_at
from dateline.coders.tallies import ordinal_at
from dateline.coders.tree import Tree
from dateline.read.counts import Numerals, numerals
from dateline.records import TOLLS, Coded, Count

LONGEST = 4
COUNTED = frozenset({"NOUN", "PROPN", "PRON"})
VERBAL = frozenset({"VERB", "AUX"})
WITHIN = frozenset({"compound", "flat", "amod", "nmod:poss", "nmod:desc", "fixed", "goeswith"})
LISTED = frozenset({"conj", "appos"})
UNDERGOING = frozenset({"obj", "nsubj:pass", "nsubj"})
UNCOUNTED = frozenset({"time", "place", "state"})
DESCRIBING = ("amod", "acl", "acl:relcl", "xcomp", "nmod")
TAKEN = frozenset({"person", "site", "vehicle"})
NONE, ALWAYS, DEFINITE = "-", "always", "definite"
SIZES = (0, 1, 2, 10, 100, 1000)

Told = tuple[Coded[Count], str]


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
    """The counts of a sentence in text order: numbers, words for nobody, ordinals, and what stands for one."""
    found = []
    numbered = any(sentence == number for sentence, _ in context.counts)
    words = numerals(context.codebook, context.reading.report.language)
    for i, token in enumerate(context.trees[number].sentence.tokens):
        if token.upos in COUNTED or (number, i) in context.counts:
            told = _told_at(context, number, i, words, numbered=numbered)
            if told is not None:
                found.append(_candidate(context, number, i, *told))
    return found


def _told_at(context: Context, number: int, i: int, words: Numerals, *, numbered: bool) -> Told | None:
    """The count that stands at a token, and in what form."""
    tree = context.trees[number]
    token = tree.token(i)
    if (number, i) not in context.counts and (token.upos not in COUNTED or token.relation in WITHIN):
        return None
    count = count_at(context, number, i) if numbered else None
    if count is not None:
        return count, "number"
    if (nobody := _nobody(context, number, i, words)) is not None:
        return nobody, "nobody"
    form = _form_of_one(context, number, i, words.articles)
    if form not in words.articles and (ordinal := ordinal_at(context, tree, i)) is not None:
        value, word = ordinal
        evidence = context.evidence(number, [word])
        return Coded(Count(value, value, token.text, evidence.quote), (evidence,), "count/ordinal", 0.8), "ordinal"
    if form is None:
        return None
    told, evidence = noun_words(context, number, i)
    return Coded(Count(1, 1, told, told), (evidence,), "count/singular", 0.85), f"one {form}"


def _nobody(context: Context, number: int, i: int, words: Numerals) -> Coded[Count] | None:
    """None at all: "no casualties", "nobody", "no one"."""
    tree = context.trees[number]
    token = tree.token(i)
    marks = [j for j in tree.kids(i, "det") if tree.lemma(j) in words.none]
    if not marks and token.text.lower() not in words.nobody:
        return None
    evidence = context.evidence(number, [*marks, i])
    return Coded(Count(0, 0, token.text, evidence.quote), (evidence,), "count/nobody", 0.85)


def _form_of_one(context: Context, number: int, i: int, articles: Set[str]) -> str | None:
    """How a token tells that it is one: its article, its owner, its name; None where it may be more or a time."""
    tree = context.trees[number]
    token = tree.token(i)
    if token.upos == "PRON":
        person = token.text.lower() in context.cues["grammar"]["person_pronouns"]
        return "pronoun" if person and token.relation in UNDERGOING else None
    kinds = context.kinds(number, i)
    if tree.is_plural(i) or kinds & UNCOUNTED:
        return None
    marks = tree.kids(i, "det")
    if marks:
        article = tree.lemma(marks[0])
        return article if article in articles else DEFINITE if _is_undergoing(tree, i, kinds) else None
    if tree.kids(i, "nmod:poss"):
        return "owned"
    if any(m.rule == "engine/person" and m.head == i for m in context.mentions(number, i, "actor")):
        return "name"
    return NONE if token.relation in LISTED else None


def _is_undergoing(tree: Tree, i: int, kinds: Set[str]) -> bool:
    """Whether a definite noun, or what it is coordinated with, is a person or thing to which something may be done."""
    first = tree.first_conjunct(i)
    return tree.token(first).relation in UNDERGOING and bool(kinds & TAKEN)


def _candidate(context: Context, number: int, i: int, count: Coded[Count], form: str) -> Candidate:
    tree = context.trees[number]
    holder, path = _holder(tree, i)
    verb = tree.lemma(holder) if holder >= 0 else NONE
    effect = _state(context, number, i)
    if effect == NONE and holder >= 0:
        effect = _undergone(context, number, holder, path)
    kinds = "+".join(sorted(context.kinds(number, i)))
    clues = (
        f"form {form}", f"kinds {kinds}", f"lemma {tree.lemma(i)}", f"size {_size(count.value)}", f"effect {effect}",
        f"next {_next(tree, i)}", f"verb {verb} {path}", f"kinds {kinds} path {path}", f"upos {tree.token(i).upos}",
        ALWAYS,
    )  # fmt: skip
    return Candidate(number, i, count, clues, holder, path, effect)


def _undergone(context: Context, number: int, holder: int, path: str) -> str:
    """The toll of which the verb over a token tells: its own where it undergoes it, in a part of it, or by it."""
    tree = context.trees[number]
    effect = _effects(context.codebook, context.reading.report.language).get(tree.lemma(holder))
    if effect is None:
        return NONE
    last = path.lstrip("~").rsplit(">", 1)[-1]
    if last == "nsubj" and not path.startswith("~") and tree.kids(holder, "obj"):
        return f"by {effect}"
    if last in UNDERGOING or last == "conj":
        return f"of {effect}" if ">" in path else effect
    return f"beside {effect}"


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
    if (told := _toll_nouns(context.codebook, context.reading.report.language).get(tree.lemma(i))) is not None:
        return told
    for j in (i, *tree.kids(i, *DESCRIBING), *range(i + 1, min(i + 3, len(tokens)))):
        state = states.get(tokens[j].text.lower())
        if state is not None and (j <= i or not tree.kids(j, "obj")):
            return state
    return NONE


@lru_cache(maxsize=4)
def _states(codebook: Codebook, language: str) -> Mapping[str, str]:
    """The toll that a word of state tells: that of "dead"."""
    effects = cues_of(codebook, language)["effects"]
    return {word: toll for toll in reversed(TOLLS) for word in effects[toll]}


@lru_cache(maxsize=4)
def _toll_nouns(codebook: Codebook, language: str) -> Mapping[str, str]:
    """The toll that a noun tells: that of "body"."""
    nouns = cues_of(codebook, language)["toll_nouns"]
    return {noun: toll for toll in TOLLS for noun in nouns[toll]}

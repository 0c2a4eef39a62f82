"""How the report commits to an act: from tense, modals, negation, planning and hedging words around its trigger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coders.context import Context
from dateline.coders.tree import DONE_TO, Tree
from dateline.records import Coded

EMBEDDED = frozenset(
    {"xcomp", "ccomp", "csubj", "acl", "advcl", "obj", "obl", "nmod", "amod", "conj", "nsubj", "nsubj:pass"}
)

CONTENT = frozenset({"ccomp", "xcomp", "obj", "csubj"})
PURPOSES = frozenset({"advcl", "acl", "xcomp", "ccomp"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A factuality with the tokens of the words that tell it."""

    value: str
    tokens: tuple[int, ...]
    rule: str


def factuality_of(
    context: Context, number: int, token: int, verb: int, *, words: tuple[int, ...] = (), of_words: bool = False
) -> Coded[str]:
    """The factuality of the act named at `token` and carried by the predicate `verb` of the same sentence.

    `words` are all words of the trigger: an act "called for Monday" is planned by its own verb. An act `of_words`
    that is a purpose ("on strike to demand") is done all the same.
    """
    found = [v for v in _verdicts(context, number, token, verb) if not (of_words and v.rule == "purpose")]
    if _is_called(context, context.trees[number], token, words):
        found.append(Verdict("planned", (token,), "called"))
    denials = [verdict for verdict in found if verdict.value == "denied"]
    verdict = (denials or found or [Verdict("happened", (token,), "asserted")])[0]
    evidence = tuple(context.evidence(number, [i]) for i in verdict.tokens)
    return Coded(verdict.value, evidence, f"factuality/{verdict.rule}", 0.9 if verdict.value == "happened" else 0.8)


def _is_called(context: Context, tree: Tree, token: int, words: tuple[int, ...]) -> bool:
    """Whether the trigger is a verb of planning with the act as its object: "called a general strike"."""
    named = any(tree.token(i).upos == "NOUN" for i in words)
    return named and tree.token(token).upos == "VERB" and tree.lemma(token) in context.cues["planned"]["calls"]


def _verdicts(context: Context, number: int, token: int, verb: int) -> Iterator[Verdict]:
    """Verdicts, the one that decides first: what the trigger's own words say, then each governor in turn."""
    tree = context.trees[number]
    for i in dict.fromkeys((token, verb)):
        yield from _own(context, tree, i)
    below = token
    for i in tree.above(token):
        relation = tree.token(below).relation.split(":")[0]
        if relation == "advcl" and any(tree.token(j).upos != "PART" for j in tree.kids(below, "mark")):
            return
        if relation not in EMBEDDED and tree.token(below).relation != "parataxis":
            return
        if relation == "conj":
            yield from _shared(context, tree, i, below)
        elif relation in {"acl", "advcl"} and tree.token(below).relation.endswith("relcl"):
            return
        else:
            yield from _governor(context, tree, i, below)
        below = i


def _forms(tree: Tree, i: int) -> set[str]:
    """The base form of a verb, alone and with its particle: "call off"."""
    particles = [tree.lemma(j) for j in tree.kids(i, "compound:prt", "advmod") if j == i + 1]
    return {tree.lemma(i), " ".join([tree.lemma(i), *particles])}


def _own(context: Context, tree: Tree, i: int) -> Iterator[Verdict]:
    """What the words that hang on the predicate or noun itself say."""
    cues = context.cues
    yield from _negations(context, tree, i)
    if any(
        tree.token(j).upos == "PART" and min(tree.kids(i, "aux", "cop"), default=j) < j for j in tree.kids(i, "mark")
    ):
        yield Verdict("planned", (i,), "is-to")
    mark = [j for j in tree.kids(i, "mark") if tree.lemma(j) in cues["conditional"]["marks"]]
    if mark:
        yield Verdict("possible", (mark[0],), "conditional")
    if modal := _modal(context, tree, i):
        yield modal
    yield from _modified(context, tree, i)
    if _forms(tree, i) & cues["cancelled"]["own"]:
        yield Verdict("denied", (i,), "called-off")
    if _forms(tree, i) & cues["planned"]["put_off"]:
        yield Verdict("planned", (i,), "put-off")
    if _progressive(context, tree, i):
        yield Verdict("ongoing", (i,), "progressive")


def _negations(context: Context, tree: Tree, i: int) -> Iterator[Verdict]:
    words = context.cues["negation"]["words"]
    own = [j for j in tree.children[i] if not tree.token(j).relation.startswith("obl")]
    negation = [j for j in own if tree.lemma(j) in words or tree.token(j).text.lower() in words]
    if negation:
        yield Verdict("denied", (negation[0],), "negation")
    subjects = tree.kids(i, "nsubj", "nsubj:pass")
    absent = [k for j in subjects for k in tree.kids(j, "det", "cc:preconj") if _is_no(context, tree, k)]
    if absent:
        yield Verdict("denied", (absent[0],), "no-subject")


def _modified(context: Context, tree: Tree, i: int) -> Iterator[Verdict]:
    """What the adverbs of a predicate and the adjectives of a noun say."""
    possible, planned = context.cues["possible"], context.cues["planned"]
    for j in tree.kids(i, "advmod", "amod"):
        word, is_adjective = tree.lemma(j), tree.token(j).relation == "amod"
        forms = {word, tree.token(j).text.lower()} if is_adjective else {word}
        if forms & possible["adjectives" if is_adjective else "adverbs"]:
            yield Verdict("possible", (j,), "hedge")
        if is_adjective and tree.token(i).upos == "NOUN" and word in planned["verbs"] | planned["adjectives"]:
            yield Verdict("planned", (j,), "planned-noun")


def _is_no(context: Context, tree: Tree, i: int) -> bool:
    return tree.token(i).text.lower() in context.cues["negation"]["determiners"]


def _modal(context: Context, tree: Tree, i: int) -> Verdict | None:
    for j in tree.kids(i, "aux"):
        word = tree.lemma(j)
        form = tree.token(j).text.lower()
        if word in context.cues["planned"]["modals"] or form in context.cues["planned"]["modals"]:
            return Verdict("planned", (j,), "future")
        if form in context.cues["planned"]["future_in_past"] or word in context.cues["planned"]["future_in_past"]:
            return Verdict("planned", (j,), "future-in-past")
        if word in context.cues["possible"]["modals"] or form in context.cues["possible"]["modals"]:
            return Verdict("possible", (j,), "modal")
    return None


def _progressive(context: Context, tree: Tree, i: int) -> bool:
    token = tree.token(i)
    endings = tuple(context.cues["grammar"]["progressive_endings"])
    marks = [tree.token(j).text.lower() for j in tree.kids(i, "aux:pass")]
    going_on = token.text.lower().endswith(endings) or any(word.endswith(endings) for word in marks)
    return token.upos == "VERB" and going_on and bool(tree.kids(i, "aux"))


def _shared(context: Context, tree: Tree, first: int, later: int) -> Iterator[Verdict]:
    """A coordinated verb without a subject or auxiliary of its own shares the modal of the first."""
    if tree.kids(later, "nsubj", "nsubj:pass", "aux"):
        return
    modal = _modal(context, tree, first)
    if modal:
        yield modal


def _governor(context: Context, tree: Tree, i: int, below: int) -> Iterator[Verdict]:
    """What a governing verb, adjective or noun says of the act below it."""
    relation = tree.token(below).relation.split(":")[0]
    if relation == "nsubj":
        yield from _said_of_subject(context, tree, i)
        return
    infinitive = any(tree.token(j).upos == "PART" for j in tree.kids(below, "mark"))
    negated = any(tree.lemma(j) in context.cues["negation"]["words"] for j in tree.children[i])
    if relation in CONTENT or below in tree.told(i, DONE_TO):
        yield from _said_of_content(context, tree, i, negated=negated, aim=infinitive or relation == "obj")
    if infinitive:
        yield from _failed(context, tree, i, negated=negated)
    yield from _planned(context, tree, i, below, infinitive=infinitive)
    if (infinitive or relation == "ccomp") and tree.lemma(i) in context.cues["possible"]["verbs"]:
        yield Verdict("possible", (i,), "hedge-verb")
    if infinitive and tree.lemma(i) in context.cues["ongoing"]["verbs"]:
        yield Verdict("ongoing", (i,), "aspect")
    perfect = any(tree.lemma(j) in context.cues["grammar"]["perfect"] for j in tree.kids(below, "aux"))
    if infinitive and relation in PURPOSES and not perfect:
        yield Verdict("planned", (below,), "purpose")


def _said_of_subject(context: Context, tree: Tree, i: int) -> Iterator[Verdict]:
    """What a predicate says of the act that is its subject: "the march was cancelled", "an attack is likely"."""
    planned, word = context.cues["planned"], tree.lemma(i)
    if _forms(tree, i) & context.cues["cancelled"]["verbs"]:
        yield Verdict("denied", (i,), "called-off")
    told = (word in planned["verbs"] and tree.is_passive(i)) or word in planned["adjectives"]
    if told and tree.token(i).upos in {"VERB", "ADJ"}:
        yield Verdict("planned", (i,), "planned-subject")


def _said_of_content(context: Context, tree: Tree, i: int, *, negated: bool, aim: bool) -> Iterator[Verdict]:
    """What a verb says of its content; `aim`: it is what somebody is to do, not what somebody says to be so."""
    cues, word = context.cues, tree.lemma(i)
    if word in cues["speech"]["confirms"] and negated:
        yield Verdict("possible", (i,), "unconfirmed")
    if word in cues["denial"]["verbs"] and not negated:
        yield Verdict("denied", (i,), "denial")
    if _forms(tree, i) & cues["cancelled"]["verbs"]:
        yield Verdict("denied", (i,), "called-off")
    if word in cues["threatened"]["verbs"] and aim:
        yield Verdict("threatened", (i,), "threat")


def _failed(context: Context, tree: Tree, i: int, *, negated: bool) -> Iterator[Verdict]:
    """What a verb of not doing, or a plan denied, says of the infinitive below it: "failed to", "does not plan to"."""
    if negated and tree.lemma(i) in context.cues["planned"]["verbs"]:
        yield Verdict("denied", (i,), "negated-plan")
    if tree.lemma(i) in context.cues["negation"]["verbs"]:
        yield Verdict("denied", (i,), "failed")


def _planned(context: Context, tree: Tree, i: int, below: int, *, infinitive: bool) -> Iterator[Verdict]:
    """What a verb, adjective or noun of planning says of the act that it is directed at."""
    planned, word = context.cues["planned"], tree.lemma(i)
    relation = tree.token(below).relation.split(":")[0]
    aimed_at = infinitive or relation in {"obj", "xcomp"} or _hoped_for(context, tree, below)
    if aimed_at and _forms(tree, i) == {word} and word in planned["verbs"] | planned["adjectives"]:
        yield Verdict("planned", (i,), "plan-verb")
    if word in planned["nouns"] and (infinitive or relation in {"nmod", "acl"}):
        yield Verdict("planned", (i,), "plan-noun")


def _hoped_for(context: Context, tree: Tree, below: int) -> bool:
    """Whether a noun is what a verb of planning is directed at: "hope for a pause"."""
    noun = tree.token(below).relation == "obl" and tree.token(below).upos == "NOUN"
    return noun and bool(set(tree.cases(below)) & context.cues["planned"]["prepositions"])


def is_mere_purpose(coded: Coded[str]) -> bool:
    """Whether an act is told only as a purpose ("to help forces fight"), by no word of planning."""
    return coded.rule == "factuality/purpose"

"""Finds the words that name events: the codebook's triggers, each tested against the grammar around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from dateline.codebook import EventType, Trigger
from dateline.coders.acts import acts_of, added, likeliest, roles_in, share_of
from dateline.coders.context import Context
from dateline.coders.parties import antecedent
from dateline.coders.tree import DOER, DONE_TO, Tree
from dateline.coders.wording import worded_at
from dateline.sentences import Act

SURE, DOUBTED = 0.6, 0.04
STRONG = frozenset({"weapon", "force", "group", "person", "site", "place", "state", "vehicle"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found in a sentence: its head token, all its tokens, and the codebook entry behind it.

    `rule` says who gave the type: "trigger" the codebook, "act" the engine. `share` is how likely the engine thinks
    that its words make a claim, 0 where it was not asked. `doubted` is one of the codebook's words in which the engine
    sees hardly a claim: it may tell a part of another's.
    """

    number: int
    token: int
    tokens: tuple[int, ...]
    entry: EventType
    trigger: Trigger
    is_noun: bool
    doubted: bool = False
    rule: str = "trigger"
    share: float = 0.0


def find_triggers(context: Context) -> list[Hit]:
    """Every trigger in the report's running statement, in text order, one a token."""
    coded = (number for number in range(len(context.trees)) if context.coded(number))
    return [hit for number in coded for hit in _in_sentence(context, number)]


def _in_sentence(context: Context, number: int) -> list[Hit]:
    tree, found, acts = context.trees[number], list[Hit](), acts_of(context, number)
    for i, token in enumerate(tree.sentence.tokens):
        if not (token.upos in {"VERB", "NOUN", "PROPN"} or token.relation == "cop"):
            continue
        if token.relation in {"amod", "compound"} or _is_any(context, number, i) or _inside_name(context, number, i):
            continue
        hit = _chosen(context, acts, list(_candidates(context, number, i, acts or {})))
        if hit is not None:
            found.append(hit)
    taken = {i for hit in found for i in hit.tokens} | _silenced(context, number, acts or {})
    found = sorted([*found, *_added(context, number, acts or {}, taken)], key=lambda hit: hit.token)
    families = {i: hit.entry.family for hit in found for i in hit.tokens if i != hit.token}
    return [hit for hit in found if hit.token not in families or _is_content(hit, families[hit.token])]


def _chosen(context: Context, acts: Mapping[int, Act] | None, candidates: Sequence[Hit]) -> Hit | None:
    """The candidate whose type the engine thinks likeliest, else the first.

    Types that it was not taught come first, and so do those that the codebook tells by who does it to whom.
    """
    if acts is None or not candidates:
        return next(iter(candidates), None)
    first = candidates[0]
    told = (first.trigger.subject_kinds or first.trigger.object_kinds) and any(i in acts for i in first.tokens)
    if told or not first.entry.learned:
        return first
    best = max(candidates, key=lambda hit: share_of([acts[i] for i in hit.tokens if i in acts], hit.entry.name))
    own = [acts[i] for i in best.tokens if i in acts]
    if not best.entry.learned or (len(best.tokens) > 1 and not best.trigger.weak):
        return best
    other = context.codebook.event_types.get(likeliest(own, SURE)) if own else None
    if other is not None and not share_of(own, best.entry.name):
        return replace(best, entry=other, trigger=roles_in(context, best.number, best.tokens, other), rule="act")
    return replace(best, doubted=best.share < DOUBTED)


def _silenced(context: Context, number: int, tokens: Iterable[int]) -> set[int]:
    """Those of the tokens whose meaning a word beside them forbids: "launched" with satellites, "heart" attacks."""
    return {i for i in tokens if _is_forbidden(context, number, i) or _forbids(context, number, i)}


def _is_forbidden(context: Context, number: int, i: int) -> bool:
    tree, language = context.trees[number], context.reading.report.language
    words = (trigger.without for _, _, trigger in worded_at(context.codebook, language, tree, i))
    return any(without and _has_word(tree, i, without) for without in words)


def _forbids(context: Context, number: int, i: int) -> bool:
    tree, language = context.trees[number], context.reading.report.language
    after = worded_at(context.codebook, language, tree, i + 1) if i + 1 < len(tree.children) else ()
    return any(tree.lemma(i) in trigger.without for _, _, trigger in after)


def _added(context: Context, number: int, acts: Mapping[int, Act], taken: Set[int]) -> Iterator[Hit]:
    """Triggers that the engine sees and the codebook does not list."""
    tree = context.trees[number]
    for tokens, entry, trigger in added(context, number, acts, taken):
        i = next((i for i in tokens if tree.token(i).head not in tokens), tokens[0])
        silent = tree.token(i).relation in {"amod", "compound"} or _inside_name(context, number, i)
        if tree.token(i).upos in {"VERB", "NOUN", "PROPN", "ADJ", "AUX"} and not silent:
            is_noun, share = tree.token(i).upos in {"NOUN", "PROPN"}, max(acts[j].share for j in tokens)
            yield Hit(number, i, tokens, entry, trigger, is_noun, rule="act", share=share)


def _is_content(hit: Hit, family: str) -> bool:
    """Whether a trigger inside another's words is an act of its own: "warned that it would fire"."""
    return not hit.is_noun and hit.entry.family != family


def _is_any(context: Context, number: int, i: int) -> bool:
    """Whether a noun is told of no act in particular: "any attack", "every strike"."""
    tree, words = context.trees[number], context.cues["grammar"]["unspecific"]
    return any(tree.lemma(j) in words for j in tree.kids(i, "det"))


def _inside_name(context: Context, number: int, i: int) -> bool:
    return any(m.rule != "codebook/adjective" for m in context.mentions(number, i, "actor"))


def _candidates(context: Context, number: int, i: int, acts: Mapping[int, Act]) -> Iterator[Hit]:
    tree = context.trees[number]
    is_noun = tree.token(i).upos in {"NOUN", "PROPN"}
    for tokens, entry, trigger in worded_at(context.codebook, context.reading.report.language, tree, i):
        if _conditions(context, number, i, trigger, tokens, is_noun=is_noun):
            share = max((acts[j].share for j in tokens if j in acts), default=0.0)
            yield Hit(number, _outermost(tree, tokens) if is_noun else i, tokens, entry, trigger, is_noun, share=share)


def _outermost(tree: Tree, tokens: tuple[int, ...]) -> int:
    """The token that the others hang on: "exchange" in "exchange of fire"."""
    return next((i for i in tokens if tree.token(i).head not in tokens), tokens[-1])


def _conditions(
    context: Context, number: int, i: int, trigger: Trigger, tokens: tuple[int, ...], *, is_noun: bool
) -> bool:
    tree = context.trees[number]
    if trigger.passive is not None and not is_noun and tree.is_passive(i) != trigger.passive:
        return False
    if trigger.without and _has_word(tree, i, trigger.without):
        return False
    if trigger.with_any and not _followed(context, number, tokens, trigger):
        return False
    if is_noun:
        of = _of_phrases(context, number, i)
        fits = not trigger.of_kinds or any(_fits(context, number, j, trigger.of_kinds) for j in of)
        return fits and (not trigger.weak or _noun_is_backed(context, number, i))
    if not _arguments_fit(context, number, i, trigger):
        return False
    return not trigger.weak or _verb_is_backed(context, number, i)


def _followed(context: Context, number: int, tokens: tuple[int, ...], trigger: Trigger) -> bool:
    """Whether one of the prepositions follows, before a noun of the kinds that are asked for and not before a time."""
    tree = context.trees[number]
    obliques = [pair for i in tokens for pair in tree.obliques(i)]
    particles = tuple(tree.lemma(j) for i in tokens for j in tree.kids(i, "compound:prt"))
    obliques += [(particles, j) for i in tokens for j in tree.objects(i)]
    nouns = [
        j for cases, j in obliques if set(cases) & set(trigger.with_any) and "time" not in context.kinds(number, j)
    ]
    return any(not trigger.where_kinds or _fits(context, number, j, trigger.where_kinds) for j in nouns)


def _has_word(tree: Tree, i: int, words: tuple[str, ...]) -> bool:
    head = tree.token(i).head
    governs = head >= 0 and tree.token(i).upos in {"NOUN", "PROPN"}
    near = [i - 1, i + 1, *tree.children[i], *([head] if governs else [])]
    tokens = [tree.token(j) for j in near if 0 <= j < len(tree.sentence.tokens)]
    return any(t.lemma.lower() in words or t.text.lower() in words for t in tokens)


def _of_phrases(context: Context, number: int, i: int) -> list[int]:
    tree, of = context.trees[number], context.cues["grammar"]["of"]
    return [j for cases, j in tree.obliques(i) if set(cases) & of]


def _arguments_fit(context: Context, number: int, i: int, trigger: Trigger) -> bool:
    tree = context.trees[number]
    passive = tree.is_passive(i)
    subjects, objects = subjects_of(context, number, i, trigger), [*tree.objects(i), *tree.kids(i, "iobj")]
    if passive:
        subjects, objects = agents(context, number, i), subjects
    subjects, objects = subjects or tree.told(i, DOER), objects or tree.told(i, DONE_TO)
    if trigger.object_kinds and not any(_fits(context, number, j, trigger.object_kinds) for j in objects):
        return False
    if trigger.subject_kinds and not (passive and not subjects):
        return any(_fits(context, number, j, trigger.subject_kinds) for j in subjects)
    return True


def _fits(context: Context, number: int, i: int, kinds: tuple[str, ...]) -> bool:
    i = context.core(number, i)
    found = context.kinds(number, i)
    if found & set(kinds):
        return True
    token = context.trees[number].token(i)
    if token.upos == "PRON" and (number, i) not in context.counts:
        return _antecedent_fits(context, number, i, kinds)
    counted = token.upos in {"NUM", "PRON"} or any(m.head == i for m in context.mentions(number, i, "count"))
    return counted and bool(set(kinds) & {"person", "force"})


def _antecedent_fits(context: Context, number: int, i: int, kinds: tuple[str, ...]) -> bool:
    """Whether a pronoun, or the noun that it stands for, is of one of the kinds."""
    meant = antecedent(context, number, i)
    return bool(meant and context.kinds(*meant) & set(kinds))


def subjects_of(context: Context, number: int, i: int, trigger: Trigger) -> list[int]:
    """Heads of the subject of the verb at token `i`; a verb whose subject is a place may stand right behind it."""
    if trigger.subject in {"place", "site"} and i and context.kinds(number, i - 1) & {"place", "site"}:
        return [i - 1]
    return context.trees[number].subjects(i)


def agents(context: Context, number: int, i: int) -> list[int]:
    """Heads of the "by" phrase of the passive verb or noun at token `i`."""
    tree, agent = context.trees[number], context.cues["grammar"]["agent"]
    return [j for cases, j in tree.obliques(i) if set(cases) & agent and not context.kinds(number, j) & {"time"}]


def _verb_is_backed(context: Context, number: int, i: int) -> bool:
    """Whether an ambiguous verb has an armed subject or a target beside it."""
    tree = context.trees[number]
    near = [*tree.subjects(i), *tree.objects(i), *agents(context, number, i), *(j for _, j in tree.obliques(i))]
    return any(context.kinds(number, context.core(number, j)) & STRONG for j in near)


def _noun_is_backed(context: Context, number: int, i: int) -> bool:
    """Whether an ambiguous noun has a weapon, a party, a place or a target in its phrase or about its verb."""
    tree = context.trees[number]
    near = [j for j in tree.below(i) if j != i]
    head = tree.token(i).head
    if head >= 0 and tree.token(head).upos in {"VERB", "AUX"}:
        near += [head, *tree.subjects(head), *tree.objects(head), *(j for _, j in tree.obliques(head))]
    return any(j != i and context.kinds(number, j) & STRONG for j in near)

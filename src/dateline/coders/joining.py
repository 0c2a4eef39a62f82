"""Words of one act inside a sentence: a toll beside the act that caused it, a verb beside the noun of the same act."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coders.context import Context
from dateline.coders.drafts import Draft, add_count, by_sentence
from dateline.coders.tree import Tree

INNER = frozenset({"obj", "nmod", "compound", "advcl", "xcomp", "obl", "acl"})
CHAIN = 3
OWN = 0.95
HARM = frozenset({"killed", "injured"})
FREE = frozenset({"advcl", "xcomp", "acl", "conj"})


def join_parts(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those absorbed that only tell the toll, the verb or a repetition of another in the sentence."""
    gone: set[int] = set()
    beside = by_sentence(drafts)
    for source in drafts:
        others = [d for d in beside[source.hit.number] if d is not source and id(d) not in gone]
        target = _same_act(context, source, others)
        if target is not None:
            absorb(target, source)
            gone.add(id(source))
    return [draft for draft in drafts if id(draft) not in gone]


def absorb(target: Draft, source: Draft) -> None:
    """Adds to `target` what `source` knows and `target` lacks."""
    for key, counts in source.tolls.items():
        for count in counts:
            add_count(target, key, count)
    target.weapon += [w for w in source.weapon if w.evidence not in [x.evidence for x in target.weapon]]
    for mine, theirs in ((target.actors, source.actors), (target.recipients, source.recipients)):
        known_words = {p.value.words for p in (*target.actors, *target.recipients)}
        mine += [p for p in theirs if p.value.words not in known_words]
    target.places = target.places or source.places
    target.origins = target.origins or source.origins
    target.destinations = target.destinations or source.destinations
    target.site = target.site or source.site
    target.number = target.number or source.number
    target.strength = target.strength or source.strength


def _same_act(context: Context, source: Draft, others: Sequence[Draft]) -> Draft | None:
    tree = context.trees[source.hit.number]
    near = [d for d in others if source.hit.doubted or not d.hit.doubted]
    near.sort(key=lambda d: _nearness(context, tree, source, d))
    for target in near:
        if (
            source.hit.trigger.effect in HARM
            and source.hit.share < OWN
            and _tells_harm(context, source)
            and _caused(context, tree, source, target)
        ):
            return target
        if _verb_of_noun(tree, source, target) or _repeats(tree, source, target):
            return target
    return None


def _nearness(context: Context, tree: Tree, source: Draft, target: Draft) -> tuple[bool, bool, int]:
    """A noun that is the verb's subject first, then a verb that it hangs on, then the order of the words."""
    is_subject = target.hit.token in tree.subjects(source.hit.token)
    return not is_subject, not _hangs_on(context, tree, source.hit.token, target.hit.token), target.hit.token


def _tells_harm(context: Context, draft: Draft) -> bool:
    """Whether a draft is of a type that others refine: it tells the harm, not the way ("killed", not "shot dead")."""
    name = draft.hit.entry.name
    return not draft.hit.entry.means and any(name in entry.refines for entry in context.codebook.event_types.values())


def _caused(context: Context, tree: Tree, effect: Draft, act: Draft) -> bool:
    """Whether a toll belongs to an act: the act is its subject, its means, or the verb that it hangs on."""
    if not act.is_violent or (act.hit.trigger.effect and not _earlier_effect(effect, act)):
        return False
    e, a = effect.hit.token, act.hit.token
    if act.hit.is_noun:
        subjects = [tree.first_conjunct(j) for j in tree.subjects(e)]
        by_noun = tree.first_conjunct(a) in subjects
        means = bool(set(tree.cases(a)) & context.cues["effects"]["means"]) and _in_phrase_of(tree, a, e)
        described = tree.token(e).head == a and tree.token(e).relation.split(":")[0] == "acl"
        carried = act.verb != a and (_hangs_on(context, tree, e, act.verb) or _is_time_of(context, tree, act.verb, e))
        return by_noun or means or described or carried or _hangs_on(context, tree, e, a)
    if _hangs_on(context, tree, e, a) or (tree.token(a).relation == "acl" and tree.token(a).head in tree.subjects(e)):
        return True
    if tree.token(e).relation.startswith("acl"):
        return tree.token(e).head in {*tree.objects(a), *(j for _, j in tree.obliques(a))} and not effect.actors
    return _is_time_of(context, tree, a, e)


def _is_time_of(context: Context, tree: Tree, i: int, head: int) -> bool:
    """Whether `i` is the verb of a clause that tells when `head` came about: "died when gunmen attacked"."""
    clause = tree.token(i).relation == "advcl" and _when(context, tree, i)
    return clause and _hangs_on(context, tree, i, head, when=True)


def _in_phrase_of(tree: Tree, i: int, head: int) -> bool:
    """Whether `i` stands in a phrase of the verb `head`, with no clause between."""
    for j in (i, *tree.above(i)):
        if j == head:
            return True
        if tree.token(j).relation.split(":")[0] not in {"obl", "nmod", "conj", "nsubj", "obj", "appos", "compound"}:
            return False
    return False


def _earlier_effect(effect: Draft, act: Draft) -> bool:
    """Whether two tolls are told together ("killed 12 and wounded 30"): the first carries both."""
    return act.hit.token < effect.hit.token


def _when(context: Context, tree: Tree, i: int) -> bool:
    return any(tree.lemma(j) in context.cues["effects"]["means"] for j in tree.kids(i, "mark", "advmod"))


def _hangs_on(context: Context, tree: Tree, i: int, head: int, *, when: bool = False) -> bool:
    """Whether `i` depends on `head` as a participle, result or coordinated verb without another subject.

    With `when`, also as a clause of time with a subject of its own ("died when gunmen attacked").
    """
    for _ in range(CHAIN):
        relation = tree.token(i).relation.split(":")[0]
        own = [j for j in tree.kids(i, "nsubj") if not (relation == "conj" and tree.token(j).upos == "NUM")]
        if relation not in FREE or (own and not (when and relation == "advcl" and _when(context, tree, i))):
            return False
        i = tree.token(i).head
        if i == head:
            return True
    return False


def _verb_of_noun(tree: Tree, source: Draft, target: Draft) -> bool:
    """Whether a verb only carries the noun of the same act: "a rocket attack targeted", "carried out a strike"."""
    if source.hit.is_noun or not target.hit.is_noun or not (source.is_violent and target.is_violent):
        return False
    if not (source.hit.trigger.weak or source.hit.entry.name in {target.event_type, *target.hit.entry.refines}):
        return False
    verb, noun = source.hit.token, tree.first_conjunct(target.hit.token)
    return noun in {*map(tree.first_conjunct, tree.subjects(verb)), *tree.kids(verb, "obj")}


def _repeats(tree: Tree, source: Draft, target: Draft) -> bool:
    """Whether two triggers of one type name one act: one hangs on the other without coordination."""
    if source.event_type != target.event_type:
        return False
    if tree.token(source.hit.token).head == target.hit.token and tree.token(source.hit.token).relation == "conj":
        return not tree.kids(source.hit.token, "nsubj", "nsubj:pass") and not (source.places and target.places)
    if source.hit.token < target.hit.token and not source.hit.is_noun:
        return False
    chain = [target.hit.token, *tree.above(target.hit.token)]
    up = [source.hit.token, *tree.above(source.hit.token)]
    if target.hit.token in up:
        between = up[: up.index(target.hit.token)]
    elif source.hit.token in chain:
        between = chain[: chain.index(source.hit.token)]
    else:
        return _side_by_side(tree, source.hit.token, target.hit.token)
    return all(_is_inner(tree, i) for i in between)


def _is_inner(tree: Tree, i: int) -> bool:
    """Whether a word hangs on its head without opening a clause of its own."""
    relation = tree.token(i).relation
    return relation.split(":")[0] in INNER and relation != "acl:relcl" and not tree.kids(i, "nsubj", "nsubj:pass")


def _side_by_side(tree: Tree, i: int, j: int) -> bool:
    """Whether two words hang on one verb, neither coordinated nor a clause with a subject of its own."""
    inner = INNER | {"nsubj", "nsubj:pass"}
    return tree.token(i).head == tree.token(j).head and all(
        tree.token(k).relation.split(":")[0] in inner and not tree.kids(k, "nsubj", "nsubj:pass") for k in (i, j)
    )

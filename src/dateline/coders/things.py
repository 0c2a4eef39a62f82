"""The things named near a claim that may be its site: what marks each as what was hit, held or handed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.sides import GAPS, HELD, NONE, parts_of, paths_from, quoted, voice_of
from dateline.records import Coded, Evidence, Site, Weapon

BACK = 3
SHORT = 2  # steps of a path of which a mark for a family of acts is made
CRAFT = frozenset({"vehicle", "convoy", "vessel", "aircraft"})
Marks = tuple[str, ...]
Groups = tuple[Marks, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A thing by its sentence and token; `marks` are those that it has whatever the claim."""

    number: int
    token: int
    start: int
    kind: str
    marks: Marks
    relation: str


@dataclass(frozen=True, slots=True)
class Field:
    """The drafts of a report, the things that its sentences name, and which of them are sites of drafts."""

    context: Context
    drafts: Sequence[Draft]
    targets: dict[int, Sequence[Target]] = field(default_factory=dict)
    chosen: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def named(self, number: int) -> Sequence[Target]:
        """The things that a sentence names; found once."""
        if number not in self.targets:
            self.targets[number] = list(_targets_in(self.context, number)) if self.context.coded(number) else []
        return self.targets[number]

    def choose(self, index: int, target: Target) -> None:
        """Notes that a thing is the site of draft number `index`."""
        self.chosen.setdefault((target.number, target.token), []).append(index)


def _targets_in(context: Context, number: int) -> Iterator[Target]:
    """The things of a sentence in text order: sites, and weapons that are things to be hit."""
    kinds = {weapon.kind: weapon.site for weapon in context.codebook.weapons}
    found: dict[int, str] = {}
    for mention in context.of_sentence.get(number, ()):
        if isinstance(mention.value, Site):
            found[mention.head] = mention.value.kind
        elif isinstance(mention.value, Weapon) and (kind := kinds[mention.value.kind]):
            found.setdefault(mention.head, kind)
    yield from (_target(context, number, i, kind) for i, kind in sorted(found.items()))


def _target(context: Context, number: int, i: int, kind: str) -> Target:
    tree = context.trees[number]
    first = tree.first_conjunct(i)
    relation = f"{'rel' if first == i else 'member'}-{tree.relations[first]}"
    marks = (relation, *_own_marks(context, number, i, kind))
    return Target(number, i, tree.token(i).start, kind, marks, relation)


def _own_marks(context: Context, number: int, i: int, kind: str) -> Iterator[str]:
    tree = context.trees[number]
    yield from (f"is-{kind}", f"word-{tree.token(i).upos}")
    yield "definite" if tree.is_definite(i) else "plural" if tree.is_plural(i) else "singular"
    for case in tree.cases(i)[:1]:
        yield from (f"case-{case}", f"craft-{case}" if kind in CRAFT else f"fixed-{case}")
    for what in ("weapon", "actor", "place"):
        if context.mentions(number, i, what):
            yield f"names-{what}"


def marks_of(scene: Field, index: int) -> list[tuple[Target, Groups]]:
    """The things that may be the site of draft number `index`, in text order, each with what marks it, in groups."""
    number = scene.drafts[index].hit.number
    found = [
        (target, (target.marks, _chosen(scene, index, target), _far(target, number - earlier, last)))
        for earlier in range(max(number - BACK, 0), number)
        for last, target in _ends(scene.named(earlier))
    ]
    return found + list(_near(scene, index))


def _ends(targets: Sequence[Target]) -> list[tuple[bool, Target]]:
    return [(target is targets[-1], target) for target in targets]


def none_marks(context: Context, draft: Draft) -> Marks:
    """What marks that a draft has no site."""
    told = {
        "place": draft.is_placed,
        "recipient": draft.recipients,
        "site": draft.site,
        "toll": any(draft.tolls.values()),
    }
    voice = voice_of(context, draft)
    held = [f"{NONE}-with-{what}" for what, value in told.items() if value]
    return (NONE, f"{NONE}-{voice}", f"{NONE}-{draft.hit.entry.family}", f"{NONE}-{draft.factuality.value}", *held)


def _far(target: Target, back: int, last: bool) -> Marks:
    """The marks of a thing of an earlier sentence."""
    return (f"back-{back}", f"back-{target.relation}", *([f"back-{back}-last"] if last else []))


def _chosen(scene: Field, index: int, target: Target) -> Marks:
    """Whether a thing is the site of an earlier draft, and of how near a one."""
    others = scene.chosen.get((target.number, target.token), ())
    marks = [f"of-other-{min(index - other, BACK)}" for other in others[-1:]]
    own = scene.drafts[index]
    if any(scene.drafts[other].event_type == own.event_type for other in others):
        marks.append("of-same-type")
    return tuple(marks)


def _near(scene: Field, index: int) -> Iterator[tuple[Target, Groups]]:
    """The things of the draft's own sentence, that which the grammar found among them, with their marks."""
    context, draft = scene.context, scene.drafts[index]
    targets = list(scene.named(draft.hit.number))
    targets += _given(context, draft, targets)
    if not targets:
        return
    paths = paths_from(context.trees[draft.hit.number], draft.hit.token)
    parts, taken = list(parts_of(context, draft)), _taken(draft)
    ranks = _ranks(targets, draft.hit.token)
    for target in targets:
        told = [role for start, end, role in parts if start <= target.token < end]
        told += [f"in-{what}" for what, words in taken if words.start <= target.start < words.end]
        way = tuple(_way(context, draft, target, paths.get(target.token, "far")))
        yield target, (target.marks, _chosen(scene, index, target), way, (*told, *ranks[target]))


def _given(context: Context, draft: Draft, targets: Sequence[Target]) -> list[Target]:
    """What the grammar took for the site, where it is none of the things that the codebook knows."""
    if draft.site is None or any(_holds(draft.site.evidence[0], target) for target in targets):
        return []
    evidence, tokens = draft.site.evidence[0], context.trees[draft.hit.number].sentence.tokens
    inside = [i for i, token in enumerate(tokens) if evidence.start <= token.start < evidence.end]
    return [_target(context, draft.hit.number, i, draft.site.value.kind) for i in inside[-1:]]


def _way(context: Context, draft: Draft, target: Target, path: str) -> Iterator[str]:
    """Where a thing stands from the trigger: by the tree, by words, and whether the grammar led there."""
    i, trigger, voice = target.token, draft.hit.token, voice_of(context, draft)
    way = "behind" if i > trigger else "within" if i == trigger else "before"
    yield from (f"path-{path}", f"{voice}-{path}", f"{voice}-{way}")
    yield f"{way}-{sum(abs(i - trigger) > least for least in GAPS)}"
    if i in draft.hit.tokens:
        yield f"{voice}-in-trigger"
    if path.count("-") <= SHORT:
        yield f"{draft.hit.entry.family}-{path}"
    if quoted(context, draft.hit.number, draft.trigger.start) != quoted(context, draft.hit.number, target.start):
        yield "other-voice"
    if draft.site is not None and _holds(draft.site.evidence[0], target):
        yield f"{HELD}{draft.site.rule.rpartition('/')[2]}"


def _holds(evidence: Evidence, target: Target) -> bool:
    return evidence.start <= target.start < evidence.end


def _taken(draft: Draft) -> list[tuple[str, Evidence]]:
    """The words of what fills the other fields of a draft."""
    filled: Mapping[str, Sequence[Coded]] = {  # type: ignore[type-arg]
        "actor": draft.actors, "recipient": draft.recipients, "speaker": draft.attribution, "weapon": draft.weapon,
        "place": draft.places, "origin": draft.origins, "destination": draft.destinations,
    }  # fmt: skip
    return [(name, value.evidence[0]) for name, values in filled.items() for value in values]


def _ranks(targets: Sequence[Target], trigger: int) -> Mapping[Target, Marks]:
    """Which is the only thing of its sentence, the last before the trigger, the first behind it."""
    before = [target for target in targets if target.token < trigger]
    behind = [target for target in targets if target.token >= trigger]
    found: dict[Target, Marks] = {target: ("only",) if len(targets) == 1 else () for target in targets}
    for name, ranked in (("last-before", before[-1:]), ("first-behind", behind[:1])):
        for target in ranked:
            found[target] += (name,)
    return found

"""Who of a report may be party to a claim or the one who tells it, and what marks each of them for it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.coders.acts import acts_of
from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.parties import PARTY_KINDS, as_written, full_words, party_at, state_at
from dateline.coders.tree import Tree
from dateline.records import Attribution, Coded, Evidence, Party

NONE = "none"
ACTORS, RECIPIENTS, SPEAKER = "actors", "recipients", "attribution"
FIELDS = (SPEAKER, ACTORS, RECIPIENTS)
BACK = {ACTORS: 3, RECIPIENTS: 1, SPEAKER: 3}
REACH, SERVED, OFTEN = 3, 4, 4
LONGEST = 4
NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
INNER = frozenset({"compound", "amod", "flat", "nummod", "nmod:poss", "fixed", "det"})
UNLIKE = frozenset({"time", "place", "weapon", "site"})
HELD = "held-"
SAYS, COLON = "says", "before-colon"
SPEAKING = frozenset({SAYS, COLON})
GAPS = (2, 5, 10, 20)

Key = tuple[str, str]
Marks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A noun, name or pronoun by its sentence and token; `key` is the same for all mentions of one name or noun."""

    number: int
    token: int
    start: int
    key: Key
    marks: tuple[str, ...]
    relation: str
    likely: bool
    speaks: bool


@dataclass(frozen=True, slots=True)
class Company:
    """All sides of a report by sentence and by offset, and for each key the drafts it serves with the field."""

    context: Context
    drafts: Sequence[Draft]
    sides: Mapping[int, Sequence[Side]]
    starts: Sequence[int]
    ordered: Sequence[Side]
    served: dict[Key, dict[tuple[int, str], None]] = field(default_factory=dict)
    near: dict[int, Sequence[tuple[Side, tuple[str, ...]]]] = field(default_factory=dict)
    serving: dict[Key, dict[int, tuple[str, ...]]] = field(default_factory=dict)

    def serve(self, index: int, name: str, evidence: Sequence[Evidence]) -> None:
        """Notes that the sides in the evidence fill a field of draft number `index`."""
        keys = {side.key for one in evidence for side in self._within(one)}
        for key in keys:
            self.served.setdefault(key, {})[index, name] = None
            self.serving[key] = {}

    def _within(self, evidence: Evidence) -> Sequence[Side]:
        return self.ordered[bisect_left(self.starts, evidence.start) : bisect_left(self.starts, evidence.end)]


def company_of(context: Context, drafts: Sequence[Draft]) -> Company:
    """The company of a report's drafts."""
    numbers = {n for draft in drafts for n in range(max(draft.hit.number - REACH, 0), draft.hit.number + 1)}
    sides = {number: list(_sides_in(context, number)) for number in sorted(numbers) if context.coded(number)}
    ordered = sorted((side for some in sides.values() for side in some), key=lambda side: side.start)
    company = Company(context, drafts, sides, [side.start for side in ordered], ordered)
    for index, draft in enumerate(drafts):
        for name in FIELDS:
            for value in getattr(draft, name):
                company.serve(index, name, value.evidence)
    return company


def _sides_in(context: Context, number: int) -> Iterator[Side]:
    tree = context.trees[number]
    for i, token in enumerate(tree.sentence.tokens):
        if token.upos not in NAMING or (token.relation in INNER and token.upos not in {"PROPN", "PRON"}):
            continue
        kinds = context.kinds(number, i)
        if (kinds & UNLIKE and not kinds & PARTY_KINDS) or (token.upos == "ADJ" and not kinds & PARTY_KINDS):
            continue
        marks = tuple(_own_marks(context, number, i, kinds))
        relation = next(mark for mark in marks if mark.startswith(("rel-", "member-")))
        speaks = not SPEAKING.isdisjoint(marks)
        likely = speaks or bool(kinds & PARTY_KINDS)
        yield Side(number, i, token.start, _key(context, number, i), marks, relation, likely, speaks)


def _key(context: Context, number: int, i: int) -> Key:
    """The codebook's id of an actor or country, else the base form of the noun."""
    for mention in context.mentions(number, i, "actor"):
        if isinstance(mention.value, Party) and mention.value.id:
            return "id", mention.value.id
    return "word", context.trees[number].lemma(i)


def _own_marks(context: Context, number: int, i: int, kinds: frozenset[str]) -> Iterator[str]:
    tree = context.trees[number]
    token, first = tree.token(i), tree.first_conjunct(i)
    relation = tree.token(first).relation
    yield from (f"is-{kind}" for kind in sorted(kinds))
    yield f"word-{token.upos}"
    yield f"rel-{relation}" if first == i else f"member-{relation}"
    yield from (f"case-{case}" for case in tree.cases(i)[:1])
    if token.upos == "PRON":
        yield f"pronoun-{tree.lemma(i)}"
    elif token.upos == "NOUN":
        yield "definite" if tree.is_definite(i) else "plural" if tree.is_plural(i) else "singular"
    above = tree.token(first).head
    if relation.startswith("nsubj") and above >= 0 and context.stance_of(tree.lemma(above)) is not None:
        yield SAYS
        yield f"says-{relation}-{tree.token(above).relation}"
    if i + 1 < len(tree.children) and tree.token(i + 1).text == ":":
        yield COLON
    if (number, i) in context.linked:
        yield "linked"


def marks_of(company: Company, index: int, name: str) -> list[tuple[Side, Marks]]:
    """Who may fill a field of draft number `index`, in text order, each with what marks it for that, in groups."""
    draft = company.drafts[index]
    number, served = draft.hit.number, company.served
    taken, held, may_act = _taken(draft, name), getattr(draft, name), name != SPEAKER
    found: list[tuple[Side, Marks]] = []
    for earlier in range(max(number - BACK[name], 0), number):
        some = [s for s in company.sides.get(earlier, ()) if s.speaks or s.key in served or (may_act and s.likely)]
        for place, side in enumerate(some):
            rank = "first" if place == 0 else "last" if place == len(some) - 1 else "middle"
            found.append((side, (side.marks, _served(company, index, side), _far(side, number - earlier, rank))))
    for side, beside in _near(company, index):
        if not any(_is_in(side, words) for words in taken):
            found.append((side, (side.marks, _served(company, index, side), beside, _held(side, held))))
    return found


def _held(side: Side, held: Sequence[Coded[Party]] | Sequence[Coded[Attribution]]) -> tuple[str, ...]:
    return tuple(f"{HELD}{one.rule.rpartition('/')[2]}" for one in held if _is_in(side, one.evidence[0]))


def _is_in(side: Side, evidence: Evidence) -> bool:
    return evidence.start <= side.start < evidence.end


def none_marks(context: Context, draft: Draft) -> tuple[str, ...]:
    """What marks that nobody fills a field of a draft."""
    voice = voice_of(context, draft)
    told = {"actor": draft.actors, "recipient": draft.recipients, "speaker": draft.attribution, "site": draft.site}
    held = [f"{NONE}-{voice}-with-{what}" for what, value in told.items() if value]
    return (NONE, f"{NONE}-{voice}", f"{NONE}-{draft.hit.entry.family}", f"{NONE}-{draft.factuality.value}", *held)


def voice_of(context: Context, draft: Draft) -> str:
    """How the trigger stands: as a noun, or as a verb that is passive or active."""
    if draft.hit.is_noun:
        return "noun"
    return "passive" if context.trees[draft.hit.number].is_passive(draft.hit.token) else "active"


def _taken(draft: Draft, name: str) -> list[Evidence]:
    """The words of the draft's parties on the other side, who cannot be on this one."""
    others = {ACTORS: draft.recipients, RECIPIENTS: draft.actors, SPEAKER: []}[name]
    return [party.evidence[0] for party in others]


def _near(company: Company, index: int) -> Sequence[tuple[Side, tuple[str, ...]]]:
    """The sides of a draft's own sentence that are parties or have a part in an act, with their marks; found once."""
    if index not in company.near:
        company.near[index] = list(_found_near(company, company.drafts[index]))
    return company.near[index]


def _found_near(company: Company, draft: Draft) -> Iterator[tuple[Side, tuple[str, ...]]]:
    context, number = company.context, draft.hit.number
    voice, parts = voice_of(context, draft), list(parts_of(context, draft))
    paths, own = paths_from(context.trees[number], draft.hit.token), quoted(context, number, draft.trigger.start)
    for side in company.sides.get(number, ()):
        i = side.token
        roles = [role for start, end, role in parts if start <= i < end]
        if i in draft.hit.tokens or not (roles or side.likely or side.key in company.served):
            continue
        gap = sum(abs(i - draft.hit.token) > least for least in GAPS)
        way, path = "behind" if i > draft.hit.token else "before", paths.get(i, "far")
        marks = [f"path-{path}", f"{voice}-{path}", f"{way}-{gap}", f"{voice}-{way}", *roles]
        if quoted(context, number, side.start) != own:
            marks.append("other-voice")
        yield side, tuple(marks)


def parts_of(context: Context, draft: Draft) -> Iterator[tuple[int, int, str]]:
    """The spans of tokens that the engine sees take part in the draft's act, with their roles."""
    sentence, tokens = context.trees[draft.hit.number].sentence, {*draft.hit.tokens, draft.verb}
    for frame in sentence.predicates:
        if frame.start in tokens:
            yield from ((a.start, a.end, f"role-{a.role}") for a in frame.arguments)
    for i, act in (acts_of(context, draft.hit.number) or {}).items():
        own = "seen" if i in draft.hit.tokens else "beside"
        yield from ((a.start, a.end, f"{own}-{a.role}") for a in act.arguments)


def paths_from(tree: Tree, start: int) -> dict[int, str]:
    """The way in the tree from a token to each other token that is near: relations up, then relations down."""
    found, todo = {start: ""}, [(start, "", 0, True)]
    while todo:
        i, path, length, rising = todo.pop(0)
        if length == LONGEST:
            continue
        steps = [(j, f"{path}-d_{tree.relations[j]}", False) for j in tree.children[i]]
        if rising and tree.token(i).head >= 0:
            steps.append((tree.token(i).head, f"{path}-u_{tree.relations[i]}", True))
        for j, longer, on in steps:
            if j not in found:
                found[j] = longer
                todo.append((j, longer, length + 1, on))
    return found


def _far(side: Side, back: int, rank: str) -> tuple[str, ...]:
    """The marks of a side of an earlier sentence."""
    return (f"back-{back}", f"back-{back}-{rank}", f"back-{side.relation}", f"back-{back}-{side.relation}")


def _served(company: Company, index: int, side: Side) -> tuple[str, ...]:
    """How a side serves the draft itself, those shortly before and after it, and acts of the same type; found once."""
    known = company.serving.get(side.key)
    if known is None:
        return ()
    if index not in known:
        known[index] = tuple(_found_served(company, index, company.served[side.key]))
    return known[index]


def _found_served(company: Company, index: int, serves: Iterable[tuple[int, str]]) -> list[str]:
    nearest: dict[tuple[str, str], int] = {}
    often: Counter[str] = Counter()
    marks = []
    for other, name in serves:
        if other == index:
            marks.append(f"own-{name}")
            continue
        often[name] += 1
        key = name, "was" if other < index else "will"
        if abs(index - other) <= min(SERVED, abs(index - nearest.get(key, index + SERVED))):
            nearest[key] = other
    marks += [f"often-{name}-{min(many, OFTEN)}" for name, many in often.items()]
    draft = company.drafts[index]
    for (name, way), other in nearest.items():
        apart = abs(draft.hit.number - company.drafts[other].hit.number)
        marks += [f"{way}-{name}-{abs(index - other)}", f"{way}-{name}-apart-{min(apart, REACH)}"]
        if company.drafts[other].event_type == draft.event_type:
            marks.append(f"{way}-{name}-same")
    return marks


def quoted(context: Context, number: int, offset: int) -> bool:
    """Whether an offset of a sentence lies within quotation marks that open in it."""
    sentence = context.reading.sentences[number]
    before = context.reading.report.text[sentence.start : offset]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def party_of(context: Context, side: Side) -> Coded[Party]:
    """The party that a side names, as its words stand where nothing is known of it."""
    named = party_at(context, side.number, side.token) or state_at(context, side.number, side.token)
    return named or as_written(context, side.number, side.token)


def speaker_of(context: Context, side: Side) -> Coded[Attribution]:
    """The side as the one who tells it; a pronoun as what it stands for."""
    tree, i = context.trees[side.number], side.token
    above = tree.token(tree.first_conjunct(i)).head
    stance = (context.stance_of(tree.lemma(above)) if above >= 0 else None) or "says"
    party = party_at(context, side.number, i) if tree.token(i).upos == "PRON" else None
    words, evidence = full_words(context, side.number, i)
    if party is not None:
        return Coded(Attribution(party.value.words, stance, words), party.evidence, "attribution/pronoun", 0.7)
    return Coded(Attribution(words, stance, words), (evidence,), "attribution/scene", 0.7)

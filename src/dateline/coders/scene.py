"""When and where: each claim's time and place from its clause, its sentence, the report's running scene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.coders.attribution import is_speech
from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.phrases import country_named, literal, nominal_below, places_in
from dateline.read.calendar_days import between, day_span
from dateline.records import Coded, Evidence, Mention, Place, TimeSpan, Timex, Toponym

SCENE_REACH = 8
SCENE_RADIUS_KM = 60
FROM_DAY = "time.day"
SCENIC = frozenset({"violence", "posture", "civil"})
COARSE = frozenset({"month", "season", "year"})
CLAUSE_MARKS = frozenset(
    {"advcl", "acl", "acl:relcl", "ccomp", "xcomp", "parataxis", "conj", "root", "advcl:relcl", "csubj"}
)


def published_day(context: Context) -> tuple[date, tuple[Evidence, ...]] | None:
    """The publication day and the words that it rests on, or None where no day is known."""
    dating = context.reading.dating
    if dating.published is None or len(dating.published) < 10:
        return None
    return date.fromisoformat(dating.published[:10]), dating.evidence


def time_of(context: Context, draft: Draft, rivals: Sequence[Draft]) -> Coded[TimeSpan] | None:
    """The interval of a draft from the times of its own clause, else of its sentence if no rival stands nearer.

    The rivals are those of its sentence.
    """
    number = draft.hit.number
    if draft.hit.is_noun and _has_unread_time(context, draft):
        return None
    times = [m for m in context.of_sentence.get(number, ()) if dated(m)]
    if is_set_off(context, draft):
        times = [m for m in times if _is_coarse(m) or time_apart(context, number, m, draft) == 0]
    own = [m for m in times if time_apart(context, number, m, draft) is not None]
    if draft.claim_class == "posture":
        own = [m for m in own if time_apart(context, number, m, draft) == 0]
    mine = [m for m in own if not any(_nearer(context, m, draft, rival) for rival in rivals if rival is not draft)]
    if not mine:
        return None
    best = min(mine, key=lambda m: (time_apart(context, number, m, draft) or 0, m.evidence.start))
    return _as_told_of(context, draft, best)


def _as_told_of(context: Context, draft: Draft, mention: Mention) -> Coded[TimeSpan] | None:
    """The days of a time as an act can have them: its first day "from" one on, nothing behind the publication."""
    time, published = dated(mention), published_day(context)
    if time is None or draft.claim_class == "posture":
        return time
    start, end = time.value.start, time.value.end
    if start and end is None and mention.rule == FROM_DAY:
        return replace(time, value=day_span(start))
    done = draft.is_real or draft.claim_class == "tally"
    if not (done and published and start and end and start <= published[0] < end):
        return time
    return replace(time, value=between(start, published[0]), evidence=(*time.evidence, *published[1]))


def dated(mention: Mention) -> Coded[TimeSpan] | None:
    """The days that a mention names, None where it names none or only how often."""
    time = mention.value
    if not isinstance(time, Timex) or time.occurred is None or time.type not in {"DATE", "TIME", "DURATION"}:
        return None
    anchor = (time.anchor,) if time.anchor is not None else ()
    return Coded(time.occurred, (mention.evidence, *anchor), f"time/{mention.rule}", 0.85)


def time_apart(context: Context, number: int, mention: Mention, draft: Draft) -> int | None:
    """How many clauses lie between a time and a trigger; None where a verb of saying, not the act, holds the time."""
    tree = context.trees[number]
    if draft.hit.is_noun and mention.head in nominal_below(context, number, draft.hit.token):
        return 0
    holder = tree.clause_head(mention.head)
    if holder in {draft.verb, *draft.hit.tokens}:
        return 0
    if is_speech(context, tree, holder) and holder != draft.verb:
        return None
    steps = 0
    for i in (draft.verb, *tree.above(draft.verb)):
        if i == holder:
            return steps
        if tree.token(i).relation in CLAUSE_MARKS:
            steps += 1
        if tree.token(i).relation == "ccomp":
            return None
    below = set(tree.below(draft.verb))
    return 3 if holder in below and tree.token(holder).relation == "advcl" else None


def _is_coarse(mention: Mention) -> bool:
    """Whether a time is a month or longer: then all acts of the sentence may lie in it."""
    span = mention.value.occurred if isinstance(mention.value, Timex) else None
    return span is not None and span.precision in COARSE


def _has_unread_time(context: Context, draft: Draft) -> bool:
    """Whether a noun has a time of its own that could not be worked out: no other may stand in for it."""
    own = nominal_below(context, draft.hit.number, draft.hit.token)
    mentions = context.within(draft.hit.number, own, "time")
    return any(isinstance(m.value, Timex) and m.value.occurred is None and m.value.type == "DATE" for m in mentions)


def is_set_off(context: Context, draft: Draft) -> bool:
    """Whether the act stands before or after that of the main clause: "released four, nine days after seizing them"."""
    tree, marks = context.trees[draft.hit.number], context.cues["cause"]["marks"] | context.cues["cause"]["before"]
    for i in dict.fromkeys((draft.hit.token, draft.verb, *tree.above(draft.hit.token))):
        if any(tree.lemma(j) in marks for j in tree.kids(i, "mark", "case")):
            return True
        if tree.token(i).relation in {"root", "ccomp", "parataxis"}:
            return False
    return False


def _nearer(context: Context, mention: Mention, draft: Draft, rival: Draft) -> bool:
    if _is_coarse(mention):
        return False
    theirs = time_apart(context, draft.hit.number, mention, rival)
    mine = time_apart(context, draft.hit.number, mention, draft)
    own = mention.head in context.trees[draft.hit.number].below(draft.hit.token)
    return theirs is not None and mine is not None and theirs < mine and not own and theirs == 0 and mine > 1


def entry_time(context: Context, draft: Draft) -> Coded[TimeSpan] | None:
    """The days of the clock time that opens the paragraph of an act: "05:40 Sirens in the north. Rockets ..."."""
    start = context.reading.report.text.rfind("\n", 0, draft.trigger.start) + 1
    opens = (m for m in context.starting(start) if m.kind == "time")
    found = next((time for m in opens if (time := dated(m))), None)
    if found is None or found.value.precision != "time":
        return None
    days = replace(found.value, precision="day", clock=None)
    return Coded(days, (*found.evidence, draft.trigger), "time/entry", 0.7)


def pluperfect(context: Context, draft: Draft) -> bool:
    tree = context.trees[draft.hit.number]
    return any(
        tree.token(j).text.lower() in context.cues["grammar"]["past_perfect"] for j in tree.kids(draft.verb, "aux")
    )


def running_place(context: Context, draft: Draft, earlier: Sequence[Draft]) -> None:
    """Gives a draft without a place that of its sentence, else of the last act told shortly before."""
    if draft.is_placed or not draft.hit.entry.on_map:
        return
    if _is_ambiguous(context, draft):
        return
    if (beside := _clause_place(context, draft)) is not None:
        draft.places.append(beside)
        return
    for j in context.trees[draft.hit.number].subjects(draft.verb):
        named = [p for p in places_in(context, draft.hit.number, j) if p.rule == "place/phrase"]
        found = [p for p in named if p.value.precision != "country"]
        if found:
            draft.places.append(Coded(found[0].value, found[0].evidence, "place/subject", 0.6))
            return
    for other in reversed(earlier if draft.hit.entry.family in SCENIC else ()):
        if draft.hit.number - other.hit.number > SCENE_REACH:
            break
        found = [p for p in other.places or other.origins if (p.value.radius_km or 0) <= SCENE_RADIUS_KM]
        if draft.claim_class == "posture" and other.hit.entry.family != "posture":
            continue
        if other.hit.entry.family not in SCENIC:
            continue
        apart = draft.hit.number != other.hit.number or _same_chain(draft, other)
        if found and other.claim_class != "tally" and apart:
            draft.places.append(Coded(found[0].value, found[0].evidence, "place/scene", 0.5))
            return
    _sentence_place(context, draft)
    if not draft.places and draft.hit.entry.family not in SCENIC:
        _country_of(context, draft)


def _is_ambiguous(context: Context, draft: Draft) -> bool:
    """Whether the clause names a place that could not be told from its namesakes: then no other place may stand in."""
    tree = context.trees[draft.hit.number]
    tokens = tree.below(tree.first_conjunct(draft.verb))
    mentions = context.within(draft.hit.number, tokens, "place")
    meanings = [m.value for m in mentions if isinstance(m.value, Toponym) and m.value.literal]
    return any(meaning.place is None and meaning.candidates for meaning in meanings)


def _clause_place(context: Context, draft: Draft) -> Coded[Place] | None:
    """The place told beside a noun by the verb that it hangs on: "fell into an ambush outside Boni"."""
    tree, at = context.trees[draft.hit.number], context.cues["prepositions"]["at"]
    verb = next((i for i in tree.above(draft.hit.token) if tree.token(i).upos == "VERB"), None)
    if verb is None or not draft.hit.is_noun or is_speech(context, tree, verb):
        return None
    for cases, j in tree.obliques(verb):
        found = [p for p in places_in(context, draft.hit.number, j) if p.rule == "place/phrase" and set(cases) & at]
        if found:
            return Coded(found[0].value, found[0].evidence, "place/clause", 0.7)
    return None


def _country_of(context: Context, draft: Draft) -> None:
    """An act of law happens in the country of the body that does it, else in the one that the report is about."""
    own = [p.value.country for p in draft.actors if p.value.country]
    wanted = own[0] if own else context.home
    found = country_named(context, wanted) if wanted else None
    if found is not None:
        evidence = (found.mention.evidence, draft.trigger)
        draft.places.append(Coded(found.place, evidence, "place/country-of-actor", 0.5))


def _same_chain(draft: Draft, other: Draft) -> bool:
    return bool(draft.actors and other.actors and draft.actors[0].value.id == other.actors[0].value.id)


def _sentence_place(context: Context, draft: Draft) -> None:
    """Gives a draft the only place that its sentence names."""
    tokens = range(len(context.trees[draft.hit.number].sentence.tokens))
    named = literal(context.within(draft.hit.number, tokens, "place"))
    if len({n.mention.evidence.quote for n in named}) == 1:
        draft.places.append(named[0].coded("place/sentence", 0.6))

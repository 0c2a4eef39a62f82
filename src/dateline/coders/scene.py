"""When: each claim's time from its clause, its sentence, the report's running scene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.coders.attribution import is_speech
from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.phrases import nominal_below
from dateline.read.calendar_days import between, day_span
from dateline.records import Coded, Evidence, Mention, TimeSpan, Timex

FROM_DAY = "time.day"
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
    if start and _began_then(context, draft, mention):
        return replace(time, value=TimeSpan(start, published[0] if published else None, "range"))
    done = draft.is_real or draft.claim_class == "tally"
    if not (done and published and start and end and start <= published[0] < end):
        return time
    return replace(time, value=between(start, published[0]), evidence=(*time.evidence, *published[1]))


def _began_then(context: Context, draft: Draft, mention: Mention) -> bool:
    """Whether a time is that of a clause since which the act goes on: "12 have died since the truce ended on 1 May"."""
    tree = context.trees[draft.hit.number]
    bounds = context.codebook.languages[context.reading.report.language]["times"]["bounds"]
    marks = [
        j for i in tree.kids(draft.verb, "advcl") for j in tree.kids(i, "mark") if bounds.get(tree.lemma(j)) == "since"
    ]
    return any(j < mention.head and all(tree.token(k).text != "," for k in range(j, mention.head)) for j in marks)


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


def has_unread_time(context: Context, draft: Draft) -> bool:
    """Whether the clause of an act tells a time that could not be worked out: no other may stand in for it."""
    number = draft.hit.number
    times = (m for m in context.of_sentence.get(number, ()) if m.kind == "time")
    told = [m for m in times if time_apart(context, number, m, draft) == 0]
    return any(_names_a_day(m) for m in told) and not any(dated(m) for m in told)


def _names_a_day(mention: Mention) -> bool:
    """Whether a time that could not be worked out names a weekday or a date: "last Saturday", not "that evening"."""
    value = mention.value
    if not isinstance(value, Timex) or value.occurred is not None or value.type not in {"DATE", "TIME"}:
        return False
    return value.value.startswith("X") and any(map(str.isdigit, value.value.partition("T")[0]))


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

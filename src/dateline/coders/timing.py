"""The time of an act whose own clause tells none: times told near by, weighed by what was learnt of such reports.

The weights are those of `timing.toml`, which names their source; `training/times_of_claims.py` makes them. A weight
belongs to a mark, a short phrase that holds of a candidate; their sum is the log-odds that the act lies in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from math import exp
from pathlib import Path

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.scene import (
    dated,
    entry_time,
    has_unread_time,
    is_set_off,
    pluperfect,
    published_day,
    time_apart,
)
from dateline.read.calendar_days import between
from dateline.records import Coded, Evidence, Mention, TimeSpan

WEIGHTS = Path(__file__).parent / "timing.toml"
REACH = 12
MOST_TOLD = 6
MOST_ACTS = 4
LONGEST = timedelta(days=31)
RECENT = timedelta(days=10)
DISTANCES = ((0, "0"), (1, "1"), (2, "2"), (3, "3"), (6, "4-6"), (99, "far"))
AGES = ((-1, "to come"), (0, "today"), (1, "yesterday"), (3, "2-3 days"), (7, "this week"), (31, "this month"))
LENGTHS = ((1, "day"), (2, "two days"), (7, "week"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An interval of days in which an act may lie, the words that it rests on, and the marks that hold of it."""

    span: TimeSpan
    evidence: tuple[Evidence, ...]
    rule: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The learnt weight of each mark, of each mark beside one of the act, and the least likelihood that is enough."""

    alone: Mapping[str, float]
    beside: Mapping[str, Mapping[str, float]]
    least: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What is asked again for each act of a report: its dated times, the times of its acts and the publication.

    `recent` is the time told of the days just before the publication, if any: without one no act is taken for news.
    `opening` is the number of the first sentence that tells an act, `usual` the days most of its acts lie on.
    """

    context: Context
    drafts: Sequence[Draft]
    told: Sequence[tuple[Mention, Coded[TimeSpan]]]
    published: tuple[date, tuple[Evidence, ...]] | None
    recent: Coded[TimeSpan] | None
    opening: int
    usual: Sequence[TimeSpan]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that come with the program."""
    table = tomllib.loads(WEIGHTS.read_text("utf-8"))
    return Weights(table["alone"], table["beside"], table["least"])


def scene_of(context: Context, drafts: Sequence[Draft]) -> Scene:
    """The scene of a report whose acts have the times of their own clauses."""
    told = [(m, found) for m in context.reading.mentions if m.kind == "time" and (found := dated(m))]
    published = published_day(context)
    recent = next((found for _, found in told if published and _is_recent(found, published[0])), None)
    spans = [d.occurred.value for d in drafts if d.occurred and d.claim_class == "event" and d.is_real]
    days = [span for span in spans if span.start and span.end and span.end - span.start <= timedelta(days=1)]
    opening = min((draft.hit.number for draft in drafts), default=0)
    usual = sorted(days, key=lambda one: -days.count(one))
    return Scene(context, drafts, told, published, recent, opening, usual)


def likely_time(scene: Scene, index: int, weights: Weights) -> Coded[TimeSpan] | None:
    """The likeliest interval for act number `index` of the scene, with that likelihood; None where none is likely."""
    draft = scene.drafts[index]
    if has_unread_time(scene.context, draft):
        return None
    found = candidates(scene, draft, scene.drafts[:index])
    if not found:
        return None
    about = marks_of_act(scene.context, draft)
    worth = {mark: weight_of(mark, about, weights) for one in found for mark in one.marks}
    sums = [sum(map(worth.__getitem__, one.marks)) for one in found]
    best = max(range(len(found)), key=lambda i: (sums[i], -i))
    likelihood = 1 / (
        1 + exp(-sums[best] - weight_of("any", about, weights) - sum(weights.alone.get(m, 0) for m in about))
    )
    if likelihood < weights.least:
        return None
    return Coded(found[best].span, (*found[best].evidence, draft.trigger), found[best].rule, round(likelihood, 2))


@lru_cache(maxsize=65536)
def weight_of(mark: str, about: tuple[str, ...], weights: Weights) -> float:
    """What a mark of a candidate adds to the log-odds of an act with the marks `about`."""
    beside = weights.beside.get(mark, {})
    return weights.alone.get(mark, 0.0) + sum(beside.get(other, 0.0) for other in about)


def candidates(scene: Scene, draft: Draft, earlier: Sequence[Draft]) -> list[Candidate]:
    """The intervals in which an act may lie, each once: those told near, those of acts before it, the latest days."""
    found: dict[tuple[date | None, date | None], tuple[TimeSpan, tuple[Evidence, ...], str, dict[str, str]]] = {}
    for coded, rule, marks in (
        *_of_entry(scene, draft), *_beside(scene, draft), *_of_acts(scene, draft, earlier), *_told_before(scene, draft),
        *_latest(scene, draft),
    ):  # fmt: skip
        span = replace(coded.value, precision="day", clock=None) if coded.value.clock else coded.value
        known = found.setdefault((span.start, span.end), (span, coded.evidence, rule, {}))[3]
        for mark in marks:
            known.setdefault(mark.partition(" ")[0], mark)
    return [
        Candidate(span, evidence, rule, (*marks.values(), *_marks_of_span(scene, span)))
        for span, evidence, rule, marks in found.values()
    ]


Found = tuple[Coded[TimeSpan], str, list[str]]


def _of_entry(scene: Scene, draft: Draft) -> Iterator[Found]:
    """The day of the clock time that opens an entry of a log or a live page."""
    if (entry := entry_time(scene.context, draft)) is not None:
        yield entry, "time/entry", ["entry"]


def _beside(scene: Scene, draft: Draft) -> Iterator[Found]:
    """The times told in the sentence of an act, be it by another clause or by the verb that says it."""
    for mention, found in scene.told:
        if mention.sentence == draft.hit.number and _is_short(found.value):
            apart = time_apart(scene.context, draft.hit.number, mention, draft)
            yield found, "time/beside", ["beside " + ("speech" if apart is None else str(min(apart, 3)))]


def _told_before(scene: Scene, draft: Draft) -> Iterator[Found]:
    """The times told in the sentences before an act, the nearest first."""
    number = draft.hit.number
    near = [one for one in scene.told if number - REACH <= one[0].sentence < number and _is_short(one[1].value)]
    for rank, (mention, found) in enumerate(near[: -MOST_TOLD - 1 : -1]):
        same = _same_paragraph(scene.context, mention.evidence.start, draft.trigger.start)
        marks = [
            f"told {_name(number - mention.sentence, DISTANCES)}", f"rank {min(rank, 3)}", f"told-paragraph {same}",
            f"told-opening {mention.sentence <= scene.opening}",
        ]  # fmt: skip
        yield found, "time/told-before", marks


def _of_acts(scene: Scene, draft: Draft, earlier: Sequence[Draft]) -> Iterator[Found]:
    """The times of the acts told before, the nearest first."""
    timed = ((one, one.occurred) for one in reversed(earlier) if one.occurred and _is_short(one.occurred.value))
    for rank, (other, occurred) in enumerate(islice(timed, MOST_ACTS)):
        same = _same_paragraph(scene.context, other.trigger.start, draft.trigger.start)
        distance = _name(draft.hit.number - other.hit.number, DISTANCES)
        marks = [f"act {distance}", f"act-rank {rank}", f"act-paragraph {same}", *_alike(draft, other)]
        yield occurred, "time/scene", marks


def _alike(draft: Draft, other: Draft) -> Iterator[str]:
    """What an act shares with another: who did it, where, of what kind."""
    sides = [{p.value.id or p.value.words for p in (*one.actors, *one.recipients)} for one in (draft, other)]
    places = [{p.value.gazetteer_id for p in one.places} for one in (draft, other)]
    if sides[0] & sides[1]:
        yield "same-side"
    if places[0] and places[1]:
        yield "same-place" if places[0] & places[1] else "other-place"
    yield "same-family" if draft.hit.entry.family == other.hit.entry.family else "other-family"
    yield f"act-real {other.is_real}"


def _latest(scene: Scene, draft: Draft) -> Iterator[Found]:
    """The day of publication, and the days from the time told last up to it, where the report tells of recent days."""
    if scene.published is None or scene.recent is None:
        return
    today, evidence = scene.published
    news = Coded(TimeSpan(today, today, "day"), (*scene.recent.evidence, *evidence), "time/news-of-the-day")
    yield news, news.rule, ["published"]
    before = (found for mention, found in reversed(scene.told) if mention.sentence < draft.hit.number)
    last = next((found for found in before if _is_recent(found, today) and found.value.start != today), None)
    if last is not None:
        span = between(last.value.start, today)
        yield Coded(span, (*last.evidence, *evidence), "time/since-last-told"), "time/since-last-told", ["since"]


def _is_recent(found: Coded[TimeSpan], today: date) -> bool:
    start = found.value.start
    return start is not None and timedelta(0) <= today - start <= RECENT


def _is_short(span: TimeSpan) -> bool:
    return span.start is not None and span.end is not None and span.end - span.start <= LONGEST


# --- marks ------------------------------------------------------------------------------------------------


def _marks_of_span(scene: Scene, span: TimeSpan) -> Iterator[str]:
    """How long an interval is, how far it lies back, and whether many acts of the report lie in it."""
    if span.start and span.end:
        yield f"long {_name((span.end - span.start).days + 1, LENGTHS, 'longer')}"
        if scene.published is not None:
            age = (scene.published[0] - span.end).days
            yield f"age {_name(max(age, -1), AGES, 'older')}"
    if scene.usual:
        yield f"usual {'first' if span == scene.usual[0] else 'some' if span in scene.usual else 'none'}"


def marks_of_act(context: Context, draft: Draft) -> tuple[str, ...]:
    """What kind of act it is, how it is told, and where in the report."""
    number = draft.hit.number
    before = context.reading.sentences[number - 1].end - 1 if number else 0
    opens = not number or not _same_paragraph(context, before, draft.trigger.start)
    factuality = draft.factuality.value
    kind = "real" if draft.is_real else factuality if factuality in ("planned", "denied") else "unsure"
    flags = {
        f"class {draft.claim_class}": draft.claim_class != "event",
        "noun": draft.hit.is_noun,
        "set-off": is_set_off(context, draft),
        "attributed": bool(draft.attribution),
    }
    told = (f"family {draft.hit.entry.family}", f"told-as {kind}", f"tense {_tense(context, draft)}", f"opens {opens}")
    return (*told, *(mark for mark, holds in flags.items() if holds))


def _tense(context: Context, draft: Draft) -> str:
    """The tense of an act's verb as far as its words tell it."""
    tree, words = context.trees[draft.hit.number], context.cues["grammar"]
    if pluperfect(context, draft):
        return "pluperfect"
    helpers = tree.kids(draft.verb, "aux", "aux:pass")
    if any(tree.lemma(j) in words["perfect"] for j in helpers):
        return "perfect"
    if any(tree.token(j).text.lower().endswith(tuple(words["progressive_endings"])) for j in (draft.verb, *helpers)):
        return "progressive"
    bare = tree.token(draft.verb).text.lower() == tree.lemma(draft.verb)
    return "noun" if tree.token(draft.verb).upos != "VERB" else "plain" if bare else "inflected"


def _same_paragraph(context: Context, start: int, end: int) -> bool:
    return "\n" not in context.reading.report.text[start:end]


def _name(value: int, names: Sequence[tuple[int, str]], other: str = "far") -> str:
    return next((name for most, name in names if value <= most), other)

"""The time of an act whose own clause tells none: times told near by, weighed by what was learnt of such reports.

The weights are those of `timing.toml`, which names their source; `training/times_of_claims.py` makes them. A weight
belongs to a mark, a short phrase that holds of a candidate; their sum is the log-odds that the act lies in it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from math import exp
from pathlib import Path

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.scene import dated, entry_time, is_set_off, pluperfect, published_day, time_apart
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


@dataclass(frozen=True, slots=True)
class Weights:
    """The learnt weight of each mark, and the least share of certainty with which a candidate is taken."""

    marks: Mapping[str, float]
    least: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What is asked again for each act of a report: its dated times, the times of its acts and the publication.

    `opening` is the number of the first sentence that tells an act, `usual` the days most of its acts lie on.
    """

    context: Context
    drafts: Sequence[Draft]
    told: Sequence[tuple[Mention, Coded[TimeSpan]]]
    published: tuple[date, tuple[Evidence, ...]] | None
    opening: int
    usual: Sequence[TimeSpan]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that come with the program."""
    table = tomllib.loads(WEIGHTS.read_text("utf-8"))
    return Weights(table["marks"], table["least"])


def scene_of(context: Context, drafts: Sequence[Draft]) -> Scene:
    """The scene of a report whose acts have the times of their own clauses."""
    told = [(m, found) for m in context.reading.mentions if m.kind == "time" and (found := dated(m))]
    spans = [d.occurred.value for d in drafts if d.occurred and d.claim_class == "event" and d.is_real]
    days = [span for span in spans if span.start and span.end and span.end - span.start <= timedelta(days=1)]
    opening = min((draft.hit.number for draft in drafts), default=0)
    return Scene(context, drafts, told, published_day(context), opening, sorted(days, key=lambda one: -days.count(one)))


def likely_time(scene: Scene, index: int, weights: Weights) -> Coded[TimeSpan] | None:
    """The likeliest interval for the act number `index` of the scene, with that likelihood; None where none is likely."""
    found = [(certainty(one.marks, weights.marks), -number, one) for number, one in enumerate(candidates(scene, index))]
    best = max(found, default=None, key=lambda one: one[:2])
    if best is None or best[0] < weights.least:
        return None
    trigger = scene.drafts[index].trigger
    return Coded(best[2].span, (*best[2].evidence, trigger), best[2].rule, round(best[0], 2))


def certainty(marks: Sequence[str], weights: Mapping[str, float]) -> float:
    """The likelihood that the weights of the marks add up to."""
    return 1 / (1 + exp(-sum(weights.get(mark, 0.0) for mark in marks)))


def candidates(scene: Scene, index: int) -> list[Candidate]:
    """The intervals in which an act may lie, each once: those told near it, those of acts before it, the latest days."""
    draft = scene.drafts[index]
    about = _marks_of_act(scene, index)
    found: dict[tuple[date | None, date | None], tuple[TimeSpan, tuple[Evidence, ...], str, list[str]]] = {}
    for span, evidence, rule, marks in (*_told(scene, draft), *_of_acts(scene, index), *_latest(scene, draft)):
        known = found.setdefault((span.start, span.end), (span, evidence, rule, []))
        known[3].extend(mark for mark in marks if mark.partition(" ")[0] not in {m.partition(" ")[0] for m in known[3]})
    return [
        Candidate(span, evidence, rule, _crossed([*marks, *_marks_of_span(scene, span)], about))
        for span, evidence, rule, marks in found.values()
    ]


def _crossed(marks: Sequence[str], about: Sequence[str]) -> tuple[str, ...]:
    """The marks of a candidate, each alone and with each mark of the act."""
    return ("any", *marks, *about, *(f"{one} / {other}" for one, other in product(marks, about)))


Found = tuple[TimeSpan, tuple[Evidence, ...], str, list[str]]


def _told(scene: Scene, draft: Draft) -> Iterator[Found]:
    """The times told in the sentence of an act and before it, the nearest first."""
    number = draft.hit.number
    near = [one for one in scene.told if number - REACH <= one[0].sentence <= number and _is_short(one[1].value)]
    beside = [one for one in near if one[0].sentence == number]
    before = [one for one in reversed(near) if one[0].sentence < number][: MOST_TOLD]
    for mention, found in beside:
        apart = time_apart(scene.context, number, mention, draft)
        yield _of_day(found.value), found.evidence, "time/beside", ["beside " + ("speech" if apart is None else str(min(apart, 3)))]
    for rank, (mention, found) in enumerate(before):
        same = _same_paragraph(scene.context, mention.evidence.start, draft.trigger.start)
        distance = _name(number - mention.sentence, DISTANCES)
        marks = [f"told {distance}", f"rank {min(rank, 3)}", f"told-paragraph {'same' if same else 'other'}"]
        marks += ["told-opening"] if mention.sentence <= scene.opening else []
        yield _of_day(found.value), found.evidence, "time/told-before", marks


def _of_acts(scene: Scene, index: int) -> Iterator[Found]:
    """The times of the acts told before, the nearest first."""
    draft = scene.drafts[index]
    earlier = [one for one in reversed(scene.drafts[:index]) if one.occurred and _is_short(one.occurred.value)]
    for rank, other in enumerate(earlier[:MOST_ACTS]):
        assert other.occurred is not None
        same = _same_paragraph(scene.context, other.trigger.start, draft.trigger.start)
        distance = _name(draft.hit.number - other.hit.number, DISTANCES)
        marks = [f"act {distance}", f"act-rank {rank}", f"act-paragraph {'same' if same else 'other'}", *_alike(draft, other)]
        yield _of_day(other.occurred.value), other.occurred.evidence, "time/scene", marks


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
    """The day of publication, and the days from the time told last up to it; the day of an entry of a log."""
    if (entry := entry_time(scene.context, draft)) is not None:
        yield entry.value, entry.evidence[:-1], "time/entry", ["entry"]
    if scene.published is None:
        return
    today, evidence = scene.published
    yield TimeSpan(today, today, "day"), evidence, "time/news-of-the-day", ["published"]
    last = next((f for m, f in reversed(scene.told) if m.sentence < draft.hit.number and _is_just_before(f, today)), None)
    if last is not None and last.value.start:
        span = TimeSpan(last.value.start, today, "days" if (today - last.value.start).days < 6 else "range")
        yield span, (*last.evidence, *evidence), "time/since-last-told", ["since"]


def _is_just_before(found: Coded[TimeSpan], today: date) -> bool:
    start = found.value.start
    return start is not None and timedelta(0) < today - start <= RECENT


def _is_short(span: TimeSpan) -> bool:
    return span.start is not None and span.end is not None and span.end - span.start <= LONGEST


def _of_day(span: TimeSpan) -> TimeSpan:
    """The days of a time without its clock, which is that of another act."""
    return TimeSpan(span.start, span.end, "day") if span.clock else span


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


def _marks_of_act(scene: Scene, index: int) -> list[str]:
    """What kind of act it is, how it is told, and where in the report."""
    context, draft = scene.context, scene.drafts[index]
    entry = draft.hit.entry
    tense = _tense(context, draft)
    opens = draft.hit.number == 0 or not _same_paragraph(
        context, context.reading.sentences[draft.hit.number - 1].end - 1, draft.trigger.start
    )
    factuality = draft.factuality.value
    kind = "real" if draft.is_real else factuality if factuality in ("planned", "denied") else "unsure"
    marks = [f"family {entry.family}", f"told-as {kind}", f"tense {tense}", f"opens {opens}"]
    marks += [f"class {draft.claim_class}"] if draft.claim_class != "event" else []
    marks += ["noun"] if draft.hit.is_noun else []
    marks += ["set-off"] if is_set_off(context, draft) else []
    marks += ["attributed"] if draft.attribution else []
    return marks


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

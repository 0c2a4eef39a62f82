"""The built-in coder: a trigger and its roles in the tree of its clause become a claim, each value with its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.codebook import Codebook
from dateline.coders.attribution import attribution_of
from dateline.coders.causes import RESPONSE, link_causes
from dateline.coders.context import Context, context_of
from dateline.coders.counting import settle_counts
from dateline.coders.drafts import Draft, by_sentence, claim_id, freeze, split
from dateline.coders.factuality import factuality_of, is_mere_purpose
from dateline.coders.frames import fill_from_frame
from dateline.coders.joining import HARM, join_parts
from dateline.coders.means import by_means, refine
from dateline.coders.parts import fill_from_act
from dateline.coders.phrases import FINE
from dateline.coders.placing import place_drafts
from dateline.coders.repeats import drop_repeats
from dateline.coders.roles import fill_roles
from dateline.coders.scene import published_day, time_of
from dateline.coders.siding import side_drafts
from dateline.coders.siting import site_drafts
from dateline.coders.tallies import mark_cumulative, mark_tally
from dateline.coders.timing import likely_time, scene_of, shipped_weights
from dateline.coders.triggers import Hit, find_triggers
from dateline.coders.worlds import in_another_world
from dateline.records import Claim, Coded, Reading, TimeSpan

NAME = "clause"
VERSION = "clause-1"


def code(reading: Reading, codebook: Codebook) -> Iterator[Claim]:
    """The claims of a reading, in text order."""
    if reading.report.language not in codebook.languages:
        return
    context = context_of(reading, codebook)
    drafts = settled(context)
    scene, weights = scene_of(context, drafts), shipped_weights()
    times = [draft.occurred or likely_time(scene, index, weights) for index, draft in enumerate(drafts)]
    for draft, time in zip(drafts, times, strict=True):
        draft.occurred = time
        if time is None:
            draft.notes["occurred"] = "no time words in its sentence, and none near by that is likely to be its own"
    yield from _claims(drafts)


def settled(context: Context) -> list[Draft]:
    """The drafts of a reading with all that their own sentences tell, and what each was the reason for."""
    drafts = sited(context)
    link_causes(context, drafts)
    _times_by_cause(context, drafts)
    return drafts


def sited(context: Context) -> list[Draft]:
    """The drafts of a report with their places, sides and sites, not yet tied to one another."""
    drafts = sided(context)
    site_drafts(context, drafts)
    return drafts


def sided(context: Context) -> list[Draft]:
    """The drafts of a report with their places and sides, each with the site that the grammar gives."""
    drafts = unsided(context)
    side_drafts(context, drafts)
    return drafts


def unsided(context: Context) -> list[Draft]:
    """The drafts of a report with their places, each with the parties and the speaker that the grammar gives."""
    drafts = unplaced(context)
    place_drafts(context, drafts)
    for draft in drafts:
        _note_place(draft)
    return drafts


def unplaced(context: Context) -> list[Draft]:
    """The drafts of a report with speaker and the time of their sentence, each with a place of its own phrase only."""
    drafts = drafts_of(context)
    settle_counts(context, drafts)
    beside = by_sentence(drafts)
    for draft in drafts:
        draft.attribution = attribution_of(context, draft.hit.number, draft.hit.token)
        draft.occurred = time_of(context, draft, beside[draft.hit.number]) or _time_of_posture(context, draft)
        mark_cumulative(context, draft)
    return drafts


def _note_place(draft: Draft) -> None:
    """Says why a draft has no place."""
    if not draft.is_placed:
        draft.notes["place"] = "no place named for it" if draft.hit.entry.on_map else "an act of words is not placed"


def drafts_of(context: Context) -> list[Draft]:
    """The claims as triggers, trees and roles have them, in text order, before times, places and counts are settled."""
    drafts = drop_repeats(context, _drafts(context))
    sure = {draft.hit.number for draft in drafts if not draft.hit.doubted}
    return [draft for draft in drafts if not draft.hit.doubted or (draft.hit.number not in sure and _is_plain(draft))]


def _is_plain(draft: Draft) -> bool:
    """Whether a verb tells so much in its own clause, how many it harmed and where, that no doubt of it is left."""
    toll = draft.hit.trigger.effect in HARM and draft.tolls[draft.hit.trigger.effect]
    placed = any(place.rule == "place/phrase" and place.value.precision in FINE for place in draft.places)
    told = draft.claim_class == "event" and draft.factuality.value == "happened"
    return told and placed and bool(toll) and not draft.hit.is_noun


def _drafts(context: Context) -> list[Draft]:
    drafts: list[Draft] = []
    for hit in _meant(context, find_triggers(context)):
        draft = _draft(context, hit)
        fill_roles(context, draft)
        fill_from_frame(context, draft)
        refine(context.codebook, draft)
        if not in_another_world(context, draft):
            drafts += by_means(context, draft)
    drafts = join_parts(context, drafts)
    for index, draft in enumerate(drafts):
        draft.factuality = factuality_of(
            context,
            draft.hit.number,
            draft.hit.token,
            draft.verb,
            words=draft.hit.tokens,
            of_words=draft.hit.entry.family == "diplomacy",
        )
        if not is_mere_purpose(draft.factuality):
            fill_from_act(context, draft)
        refine(context.codebook, draft)
        mark_tally(context, draft, drafts[:index])
    return [
        d
        for d in drafts
        if not (_unmeant(d) or _is_aside(context, d) or _is_vague(context, d) or _yields(context, d, drafts))
    ]


def _yields(context: Context, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a word of denial speaks of an act that is a claim of its own, coded as denied."""
    if not draft.hit.entry.yields:
        return False
    below = set(context.trees[draft.hit.number].below(draft.hit.token))
    return any(
        other is not draft and other.hit.number == draft.hit.number and other.hit.token in below
        and other.factuality.value == "denied"
        for other in drafts
    )  # fmt: skip


def _meant(context: Context, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The triggers that are not merely the content of a demand or told as absent."""
    silent = {(hit.number, hit.token) for hit in hits if not hit.entry.claims_content}
    for hit in hits:
        demanded = any((hit.number, i) in silent for i in _holders(context, hit))
        if not demanded and not _is_absent(context, hit):
            yield hit


def _holders(context: Context, hit: Hit) -> Iterator[int]:
    """The words whose content a trigger is: its governors, up to the first clause that stands beside."""
    tree, below = context.trees[hit.number], hit.token
    for i in tree.above(hit.token):
        if tree.token(below).relation.split(":")[0] in {"advcl", "conj", "parataxis"}:
            return
        yield i
        below = i


def _is_absent(context: Context, hit: Hit) -> bool:
    """Whether an act of words is told as not there: "no claim of responsibility"."""
    tree, words = context.trees[hit.number], context.cues["negation"]["determiners"]
    nouns = hit.tokens if hit.is_noun else tree.kids(hit.token, "nsubj", "nsubj:pass")
    phrase = [j for i in nouns for j in tree.phrase(i)]
    return not hit.entry.on_map and any(tree.token(j).text.lower() in words for j in phrase)


def _is_vague(context: Context, draft: Draft) -> bool:
    """Whether a plural noun tells of no act in particular: nobody, nothing, nowhere, no number, no verb of event."""
    tree = context.trees[draft.hit.number]
    told = (draft.actors, draft.recipients, draft.site, draft.weapon, draft.places, draft.number, draft.origins,
            any(draft.tolls.values()))  # fmt: skip
    happens = tree.lemma(draft.verb) in context.cues["light"]["happen"]
    plural = draft.hit.is_noun and tree.is_plural(draft.hit.token)
    return plural and draft.is_violent and not any(told) and not happens


def _is_aside(context: Context, draft: Draft) -> bool:
    """Whether a posture only tells which troops are meant ("troops stationed there") and gives no number."""
    tree, i = context.trees[draft.hit.number], draft.hit.token
    reduced = tree.token(i).relation == "acl" and tree.is_passive(i)
    return draft.claim_class == "posture" and reduced and draft.strength is None


def _unmeant(draft: Draft) -> bool:
    return is_mere_purpose(draft.factuality) and not (
        draft.places or draft.occurred or draft.hit.entry.family == "posture"
    )


def _draft(context: Context, hit: Hit) -> Draft:
    trigger = context.evidence(hit.number, [hit.token] if _scattered(hit) else hit.tokens)
    token = context.trees[hit.number].token(hit.token)
    verb = token.head if token.relation == "cop" else hit.token
    unread = Coded("unknown", (trigger,), "factuality/unread")
    return Draft(hit, trigger, hit.entry.name, hit.entry.claim_class, verb, unread)


def _scattered(hit: Hit) -> bool:
    return hit.tokens[-1] - hit.tokens[0] > 5


def _time_of_posture(context: Context, draft: Draft) -> Coded[TimeSpan] | None:
    """A state told in the present holds on the publication day."""
    published = published_day(context)
    if draft.claim_class != "posture" or published is None:
        return None
    day, evidence = published
    return Coded(TimeSpan(day, day, "day"), (draft.trigger, *evidence), "time/as-of-publication", 0.6)


def _times_by_cause(context: Context, drafts: Sequence[Draft]) -> None:
    """A response without a time of its own lies between its cause, told before, and the publication."""
    published = published_day(context)
    for draft in drafts:
        answers = any(rule == RESPONSE for _, _, rule in draft.cause)
        if draft.occurred or not answers or published is None:
            continue
        cause = drafts[draft.cause[0][0]].occurred
        if draft.is_real and cause is not None and cause.value.start and cause.value.start <= published[0]:
            span = TimeSpan(cause.value.start, published[0], "range")
            draft.occurred = Coded(span, (*draft.cause[0][1], *cause.evidence, *published[1]), "time/after-cause", 0.6)


def _claims(drafts: Sequence[Draft]) -> Iterator[Claim]:
    ids = [claim_id(d.trigger.report_id, d.trigger, d.event_type, 0) for d in drafts]
    for draft in drafts:
        causes = tuple(Coded(ids[k], evidence, rule, 0.7) for k, evidence, rule in draft.cause)
        for part, piece in enumerate(split(draft)):
            yield freeze(replace(piece), coder=NAME, part=part, causes=causes)
